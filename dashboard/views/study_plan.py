"""Plan and exam: what each week is for, and the exam's facts."""

from datetime import time

import streamlit as st

from analytics.blueprints.model import ExamBlueprint
from analytics.reports.study.plan import PlanReport
from dashboard import components, pages
from dashboard.charts import plan as charts
from dashboard.components import PageContext
from dashboard.forms import plan_weeks, study_plan
from dashboard.session import page_state, reports
from dashboard.session.scope import Scope
from dashboard.text import plan as text
from dashboard.text.plan_calendar import CONTENTS, Content
from dashboard.text.shapes import table_rows

EVENING = time(19)


@components.page(pages.PLAN)
def render(page: PageContext[PlanReport]) -> None:
    """Draw the weeks, the calendar, the settings, and the exam."""
    with components.sentences_for_errors():
        report = page.report
        st.markdown(text.answer(report))
        components.success(page_state.take_note())
        if report.plan is not None:
            _weeks(report, page.exam, page.scope)
            _calendar(report, page.exam, page.scope)
        if not page.scope.is_sample:
            with st.expander(text.SETTINGS_TITLE, expanded=report.plan is None):
                study_plan.render(page.exam, report.written)
        components.how_computed(text.METHOD, text.inputs(report))


def _weeks(report: PlanReport, exam: ExamBlueprint, scope: Scope) -> None:
    """Draw all weeks as a chart, those ahead as an editable table, past ones as a list."""
    components.section(text.WEEKS.title)
    components.chart(charts.weeks, report, alt=text.WEEKS.alt, key="plan_weeks")
    if report.coming:
        st.markdown(" ".join([text.reason(report), text.left_out(report), text.practice_note(report)]))
        components.section(text.TABLE_TITLE)
        if scope.is_sample or report.written is None:
            st.table(table_rows(text.sample_columns(report), report.coming))
            components.note(text.SAMPLE_IS_FIXED)
        else:
            plan_weeks.render(report, report.written, exam)
    over = table_rows(text.over_columns(report), [week for week in report.weeks if week.is_over])
    if over:
        with st.expander(text.OVER_TITLE):
            st.table(over)


def _calendar(report: PlanReport, exam: ExamBlueprint, scope: Scope) -> None:
    """Offer the weeks ahead as a calendar file."""
    with st.expander(text.CALENDAR_TITLE):
        if not report.coming:
            st.markdown(text.NOTHING_AHEAD)
            return
        st.caption(text.CALENDAR_BODY)
        content = st.radio(text.CALENDAR_KIND, CONTENTS, key="calendar_kind")
        is_timed = content is Content.SESSIONS
        starts_at = st.time_input(text.START_TIME, EVENING, key="calendar_start") if is_timed else EVENING
        st.download_button(
            text.GET_CALENDAR,
            reports.plan_calendar(scope, report, exam, content, starts_at),
            text.CALENDAR_FILE,
            "text/calendar",
            on_click="ignore",
        )
