"""Practice exams: whether scores have settled, and what else they show."""

from analytics.reports.practice.stabilization import StabilizationReport
from dashboard import components, pages
from dashboard.components import PageContext
from dashboard.text import stabilization as text


@components.page(pages.PRACTICE)
def render(page: PageContext[StabilizationReport]) -> None:
    """Draw the answer and the tabs."""
    components.headline(pages.PRACTICE, text.answer(page.report), text.sentence(page.report))
    components.tabs(pages.PRACTICE)
