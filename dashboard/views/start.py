"""First steps: exam, plan, self-ratings, and what follows."""

import streamlit as st

from analytics.blueprints.model import ExamBlueprint
from analytics.records import SelfRating
from analytics.reports.study.gap_audit import GapBasis, gap_audit
from analytics.reports.study.plan import plan_report
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
        answer = text.ANSWER if plan is None else text.DONE if is_rated else text.WITHOUT_RATING
        components.headline(pages.START, answer)
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
        with st.expander(text.step(text.STEP_RATING, is_done=is_rated), expanded=plan is not None and not is_rated):
            self_ratings.render(exam)
        if plan is not None and is_rated:
            _result(exam)


def _result(exam: ExamBlueprint) -> None:
    """Draw the gap audit, the split and the plan, and what is unknown."""
    scope = own_database.scope_of(exam)
    audit, weeks = reports.cached(gap_audit, scope), reports.cached(plan_report, scope)
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
    components.section(text.NEXT_TITLE)
    components.steps(text.NEXT)
