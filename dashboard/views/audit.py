"""Gap audit: questions likely to be missed by domain, now and over time."""

from analytics.reports.study.gap_audit import GapAudit
from dashboard import components, pages
from dashboard.components import PageContext
from dashboard.text import audit as text


@components.page(pages.AUDIT)
def render(page: PageContext[GapAudit]) -> None:
    """Draw the answer and the tabs."""
    components.headline(pages.AUDIT, text.answer(page.report), text.sentence(page.report))
    components.tabs(pages.AUDIT)
