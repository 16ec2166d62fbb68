"""Exam day: the final week, the exam, and the result."""

from analytics.reports.outcomes.exam_day import ExamDayReport
from analytics.reports.study.final_week import FinalWeek, Phase, final_week_report
from dashboard import components, pages
from dashboard.components import PageContext
from dashboard.pages import Tab
from dashboard.session import exam_settings, reports
from dashboard.text import exam_day as text


@components.page(pages.EXAM_DAY)
def render(page: PageContext[ExamDayReport]) -> None:
    """Draw the answer and the tabs; the one that is due is open."""
    report = page.report
    settings = exam_settings.final_week_settings(page.scope)
    week = reports.cached(final_week_report, page.scope, settings=settings)
    components.headline(pages.EXAM_DAY, text.headline(report, week), text.sentence(report))
    components.tabs(pages.EXAM_DAY, first=_due(report, week))


def _due(report: ExamDayReport, week: FinalWeek) -> Tab[ExamDayReport] | Tab[FinalWeek]:
    """Return the tab for the time before, shortly before, or after the exam."""
    if week.phase is Phase.RUNNING:
        return pages.FINAL_WEEK
    return pages.RESULT if text.is_over(report) else pages.EXAM_FACTS
