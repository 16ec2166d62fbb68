"""The spine's lane of hours: by week with what each week is for, or by day."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import plotly.graph_objects as go

from analytics.clock import monday_of
from analytics.reports.study.final_week import DayStudy
from analytics.reports.study.weekly_hours import PlannedHours
from analytics.reports.this_week import WeekReport
from dashboard import formatting, theme
from dashboard.charts import layout, marks, week_squares
from dashboard.charts.week_squares import Square
from dashboard.text import plan as plan_text

BAR_OPACITY = 0.75
NO_FILL = "rgba(0, 0, 0, 0)"
"""Inside the bar of a week that is for no domain: a gray area is the cut score's alone."""


@dataclass(frozen=True, slots=True)
class _Week:
    """A week in the lane of hours; `is_set` is False if its focus is only proposed."""

    monday: date
    hours: float
    band: PlannedHours | None = None
    focus: str | None = None
    is_set: bool = True
    hover: str = ""

    @property
    def middle(self) -> date:
        return self.monday + timedelta(days=3)


def _weeks(report: WeekReport) -> Iterator[_Week]:
    """Yield the plan's weeks with all hours logged in them, and the other weeks with hours."""
    hours = {week.week_on: week.hours for week in report.hours.weeks if week.hours}
    for week in report.plan.weeks:
        monday = monday_of(week.days.first_on)
        spent = hours.pop(monday, 0.0)
        hover = f"{plan_text.week_hover(report.plan, week)}, {formatting.hours(spent)}"
        yield _Week(monday, spent, band=week.band, focus=week.focus, is_set=week.is_fixed, hover=hover)
    for monday, spent in hours.items():
        yield _Week(monday, spent, hover=formatting.hours(spent))


def add_weeks(figure: go.Figure, report: WeekReport, n_weeks: float) -> None:
    """Draw each week's hours in the color of its focus, beside the plan's range, above what the week is for.

    The axis has room for `n_weeks`.
    """
    weeks = list(_weeks(report))
    colors = theme.domain_colors(list(report.plan.domain_names))
    top = max([1.0, *(max(week.hours, week.band.high if week.band else 0.0) for week in weeks)])
    studied = [week for week in weeks if week.hours]
    figure.add_bar(
        x=[week.middle for week in studied],
        y=[week.hours for week in studied],
        width=marks.WEEK_BAR_MS,
        marker={
            "color": [colors.get(str(week.focus), NO_FILL) for week in studied],
            "opacity": BAR_OPACITY,
            "line": {"width": 1.5, "color": [colors.get(str(week.focus), theme.QUIET) for week in studied]},
        },
        customdata=[layout.plain(week.hover) for week in studied],
        hovertemplate="%{customdata}<extra></extra>",
    )
    marks.plan_steps(figure, {week.monday: week.band for week in weeks if week.band})
    squares = [
        Square(week.middle, -0.14 * top, week.focus, week.is_set, week.hover)
        for week in weeks
        if week.focus is not None
    ]
    week_squares.add(figure, squares, list(report.plan.domain_names), n_weeks)
    figure.update_layout(yaxis3={"range": [-0.42 * top, 1.15 * top], "tickvals": [0, int(top)]})


def add_days(figure: go.Figure, days: Sequence[DayStudy]) -> None:
    top = max([1.0, *(day.hours for day in days)])
    figure.add_bar(
        x=[day.day for day in days],
        y=[day.hours for day in days],
        marker={"color": theme.DONE},
        customdata=[formatting.hours(day.hours) for day in days],
        hovertemplate=f"{layout.HOVER_DAY}: %{{customdata}}<extra></extra>",
    )
    figure.update_layout(yaxis3={"range": [0, 1.15 * top], "tickvals": [0, int(top)]})
