"""Exam day: the final week, the exam, and the result."""

from analytics.reports.outcomes.exam_day import ExamDayReport
from dashboard import components, pages
from dashboard.components import PageContext
from dashboard.text import exam_day as text


@components.page(pages.EXAM_DAY)
def render(page: PageContext[ExamDayReport]) -> None:
    """Draw the answer and the tabs; the one that is due is open."""
    components.headline(pages.EXAM_DAY, text.answer(page.report))
    is_over = page.report.waits_for_result or page.report.results
    components.tabs(pages.EXAM_DAY, first=pages.RESULT if is_over else pages.FINAL_WEEK)
