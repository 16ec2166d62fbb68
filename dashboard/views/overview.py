"""This week: the weekly check-in."""

import streamlit as st

from analytics.blueprints.model import ExamBlueprint, ExamStatus
from analytics.reports.this_week import WeekReport
from dashboard import components, pages
from dashboard.charts import week as charts
from dashboard.components import PageContext
from dashboard.forms import reflection
from dashboard.session import page_state, reports
from dashboard.session.scope import Scope
from dashboard.text import common, navigation
from dashboard.text import study_next as next_text
from dashboard.text import week as text


@components.page(pages.OVERVIEW)
def render(page: PageContext[WeekReport]) -> None:
    """Draw the chance of passing, what changed, and what the week is for."""
    report = page.report
    components.headline(pages.OVERVIEW, text.answer(report))
    components.success(page_state.take_note())
    is_retired = page.exam.status_on(page.scope.today) is ExamStatus.RETIRED
    components.warning(text.retired(page.exam, is_retired=is_retired))
    components.section(text.CHANCE.title)
    components.chart(charts.chance_by_week, report, alt=text.CHANCE.alt, key="chance")
    st.markdown(f"{text.forecast(report)} {text.evidence(report)}")
    if not report.readiness.n_practice_exams:
        components.link(pages.ADD, text.FIRST_EXAM)
    hours, study, exam_column = st.columns(3)
    with hours:
        components.fact(navigation.HOURS, text.hours_value(report), text.hours_note(report))
    with study:
        components.fact(next_text.TITLE, text.next_value(report), text.next_note(report))
    with exam_column:
        components.fact(common.NEXT_EXAM, text.next_exam_value(report), text.next_exam_note(report))
    components.section(text.LAST_EXAM.title)
    st.markdown(text.last_exam_losses(report))
    if report.last_exam_losses and report.hours_since_last_exam:
        components.chart(charts.losses_and_hours, report, alt=text.LAST_EXAM.alt, key="exposed")
    _plan(report, page.exam, page.scope)
    _reflection(report, page.exam, page.scope)
    components.section(text.PRINT_TITLE)
    st.download_button(
        text.GET_PAGE, reports.weekly_page(report), text.page_file(report), "text/html", on_click="ignore"
    )
    components.how_computed(text.METHOD, text.inputs(report))


def _plan(report: WeekReport, exam: ExamBlueprint, scope: Scope) -> None:
    """Draw plan and hours of three weeks, and ask for the next week's focus."""
    components.section(text.FOCUS_TITLE)
    rows, following, plan = text.week_rows(report), report.plan.next_week, report.plan.plan
    if not rows:
        st.markdown(text.NO_FOCUS)
        components.link(pages.PLAN, common.GO_TO_PLAN)
        return
    st.table(rows)
    components.note(text.by_gaps(report))
    if not scope.is_sample and plan is not None and following is not None:
        reflection.next_focus(report, plan, following, exam)


def _reflection(report: WeekReport, exam: ExamBlueprint, scope: Scope) -> None:
    """Ask for a note, except in the sample, and draw those of earlier weeks."""
    if scope.is_sample and not report.reflections:
        return
    components.section(text.REFLECTION_TITLE)
    if not scope.is_sample:
        reflection.reflection(report, exam)
    if report.reflections:
        with st.expander(text.EARLIER_TITLE):
            components.bullets([text.reflection(one) for one in report.reflections])
