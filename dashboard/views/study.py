"""Study: the plan, the hours, labs and resources."""

from analytics.reports.study.hours import HoursReport
from dashboard import components, pages
from dashboard.components import PageContext
from dashboard.text import study as text


@components.page(pages.STUDY)
def render(page: PageContext[HoursReport]) -> None:
    """Draw the answer and the tabs."""
    components.headline(pages.STUDY, text.answer(page.report), text.sentence(page.report))
    components.tabs(pages.STUDY)
