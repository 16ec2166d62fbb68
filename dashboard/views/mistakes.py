"""Mistakes: causes, confused pairs, confidence, and the log."""

from analytics.reports.practice.mistakes import MistakesReport
from dashboard import components, pages
from dashboard.components import PageContext
from dashboard.text import mistakes as text


@components.page(pages.MISTAKES)
def render(page: PageContext[MistakesReport]) -> None:
    """Draw the answer and the tabs."""
    components.headline(pages.MISTAKES, text.answer(page.report))
    components.tabs(pages.MISTAKES)
