"""First steps: exam, plan, self-ratings, and what follows."""

import streamlit as st

from analytics.blueprints.model import ExamBlueprint
from analytics.records import SelfRating
from analytics.reports.planning.expected_losses import GapBasis
from analytics.reports.study.gap_audit import gap_audit
from analytics.reports.study.plan import PlanReport, plan_report
from analytics.updates.self_ratings import has_rating
from dashboard import components, pages
from dashboard.charts import audit as audit_charts
from dashboard.charts import plan as plan_charts
from dashboard.forms import exam_choice, self_ratings, study_plan
from dashboard.session import own_database, page_state, reports, scope
from dashboard.text import add as add_text
from dashboard.text import audit as audit_text
from dashboard.text import plan as plan_text
from dashboard.text import start as text


def render() -> None:
    """Draw one step after the other; each can be changed later."""
    with components.sentences_for_errors():
        exam = own_database.started_exam() or own_database.exam()
        plan = None if exam is None else own_database.plan(exam)
        is_rated = exam is not None and has_rating(exam, own_database.records(SelfRating))
        weeks = None if exam is None or plan is None else reports.cached(plan_report, own_database.scope_of(exam))
        is_under_way = weeks is not None and text.is_under_way(weeks)
        components.headline(pages.START, text.answer(weeks, is_rated=is_rated))
        if scope.shows_sample():
            components.note(add_text.OWN_FILE_NOTE)
        components.success(page_state.take_note())
        with st.expander(text.step(text.STEP_EXAM, is_done=exam is not None), expanded=exam is None):
            if exam is not None:
                st.markdown(text.chosen(exam))
            exam_choice.render()
        if exam is None:
            components.note(text.NEEDS_EXAM)
            return
        with st.expander(text.step(text.STEP_PLAN, is_done=plan is not None), expanded=plan is None):
            study_plan.render(exam, plan)
        is_unrated = plan is not None and not (is_rated or is_under_way)
        with st.expander(text.step(text.STEP_RATING, is_done=is_rated), expanded=is_unrated):
            self_ratings.render(exam)
        if weeks is not None and (is_rated or is_under_way):
            _result(exam, weeks)


def _result(exam: ExamBlueprint, weeks: PlanReport) -> None:
    """Draw the gap audit, the split and the plan, and what is unknown."""
    audit = reports.cached(gap_audit, own_database.scope_of(exam))
    components.section(text.RESULT_TITLE)
    st.markdown(audit_text.answer(audit))
    lost, split = st.columns([3, 2])
    with lost:
        components.chart(audit_charts.questions_lost, audit, alt=audit_text.LOSSES.alt, key="start_lost")
    with split:
        components.chart(audit_charts.split_of_hours, audit, alt=audit_text.SPLIT.alt, key="start_split")
        st.markdown(audit_text.split_reason(audit))
    st.markdown(plan_text.answer(weeks))
    components.chart(plan_charts.weeks, weeks, alt=plan_text.WEEKS.alt, key="start_plan")
    if audit.basis is not GapBasis.PRACTICE_EXAMS:
        components.section(text.NOT_KNOWN_TITLE)
        components.bullets(text.not_known(exam, [gap.name for gap in audit.unrated]))
    if not text.is_under_way(weeks):
        components.section(text.NEXT_TITLE)
        components.steps(text.NEXT)
