"""Plan: what each week is for, its settings, and the calendar file."""

from datetime import time
from functools import partial

import streamlit as st

from analytics.blueprints.model import ExamBlueprint
from analytics.reports.study.plan import PlanReport
from dashboard import components, pages
from dashboard.charts import plan as charts
from dashboard.components import PageContext
from dashboard.forms import plan_weeks, study_plan
from dashboard.session import reports
from dashboard.session.scope import Scope
from dashboard.text import common
from dashboard.text import plan as text
from dashboard.text.plan import CONTENTS, Content

EVENING = time(19)


@components.page(pages.PLAN)
def render(page: PageContext[PlanReport]) -> None:
    """Draw the weeks beside the settings and the calendar."""
    report = page.report
    with components.sentences_for_errors():
        st.markdown(text.answer(report))
        components.saved()
        if report.has_entries:
            components.titled_chart(text.WEEKS, charts.weeks, report, key="plan_weeks")
        if report.coming:
            components.note(f"{text.reason(report)} {text.left_out(report)} {text.practice_note(report)}")
            components.section(text.TABLE_TITLE)
            weeks, forms = st.columns([2, 1])
            with weeks:
                _weeks(report, page.exam, page.scope)
            with forms:
                _settings(report, page, is_narrow=True)
                components.sections({text.CALENDAR_TITLE: _calendar}, page)
        else:
            _settings(report, page, is_narrow=False)
        _past(report)
        components.how_computed(text.METHOD, text.inputs(report))


def _weeks(report: PlanReport, exam: ExamBlueprint, scope: Scope) -> None:
    """Draw the weeks ahead, as an editable table if the candidate may change the plan."""
    is_read_only = not pages.is_open(pages.ADD)
    if scope.is_sample or report.written is None or is_read_only:
        components.bullets([text.ahead(report, week) for week in report.coming])
        components.note("" if is_read_only else common.SAMPLE_IS_FIXED)
    else:
        plan_weeks.render(report, report.written, exam)


def _past(report: PlanReport) -> None:
    over = [week for week in report.weeks if week.is_over]
    if over:
        components.sections({text.OVER_TITLE: partial(components.table, text.over_columns(report))}, over)


def _settings(report: PlanReport, page: PageContext[PlanReport], *, is_narrow: bool) -> None:
    if not page.scope.is_sample and pages.is_open(pages.ADD):
        has_plan = report.plan is not None
        with st.expander(text.SETTINGS_TITLE, expanded=not has_plan):
            study_plan.render(page.exam, report.written, is_next=not has_plan, is_narrow=is_narrow)


def _calendar(page: PageContext[PlanReport]) -> None:
    """Offer the weeks ahead as a calendar file."""
    content = st.radio(text.CALENDAR_KIND, CONTENTS, key="calendar_kind")
    is_timed = content is Content.SESSIONS
    starts_at = st.time_input(text.START_TIME, EVENING, key="calendar_start") if is_timed else EVENING
    file = reports.plan_calendar(page.scope, page.report, page.exam, content, starts_at)
    st.download_button(text.GET_CALENDAR, file, text.CALENDAR_FILE, "text/calendar", on_click="ignore")
    components.note(text.CALENDAR_BODY)
