"""The weekly check-in as one self-contained page that prints on A4."""

from analytics.reports.this_week import WeekReport


def page(report: WeekReport) -> str:
    """Write the page."""
    return ""
