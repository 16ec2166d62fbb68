"""The page of the first ten minutes: exam, hours, own rating, and what follows from them."""

import streamlit as st

from analytics.blueprints.model import ExamBlueprint
from analytics.reports.study.gap_audit import Basis
from dashboard import components, session
from dashboard.charts import audit as audit_charts
from dashboard.charts import plan as plan_charts
from dashboard.forms import exam_choice, self_ratings, study_plan
from dashboard.text import add as add_text
from dashboard.text import audit as audit_text
from dashboard.text import common
from dashboard.text import plan as plan_text
from dashboard.text import start as text


def render() -> None:
    """Take one step after the other; each stays open to be changed."""
    with components.sentences_for_errors():
        exam = session.begun_exam() or session.own_exam()
        plan = None if exam is None else session.own_plan(exam)
        is_rated = exam is not None and session.is_rated(exam)
        answer = text.ANSWER if plan is None else text.DONE if is_rated else text.WITHOUT_RATING
        components.headline(common.PAGE_START, answer)
        if session.shows_sample():
            components.note(add_text.OWN_FILE_NOTE)
        components.success(session.take_note())
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
    """Show the gap audit, the split and the plan, and what they do not know."""
    scope = session.scope_of(exam)
    audit, weeks = session.audit(scope), session.plan(scope)
    components.section(text.RESULT_TITLE)
    st.markdown(audit_text.answer(audit))
    lost, split = st.columns([3, 2])
    with lost:
        figure = session.drawn(audit_charts.questions_lost, audit)
        components.chart(figure, alt=audit_text.LOST_ALT, key="start_lost")
    with split:
        figure = session.drawn(audit_charts.split_of_hours, audit)
        components.chart(figure, alt=audit_text.SPLIT_ALT, key="start_split")
        st.markdown(audit_text.split_reason(audit))
    st.markdown(plan_text.answer(weeks))
    components.chart(session.drawn(plan_charts.weeks, weeks), alt=plan_text.CHART_ALT, key="start_plan")
    if audit.basis is not Basis.PRACTICE_EXAMS:
        components.section(text.NOT_KNOWN_TITLE)
        components.bullets(text.not_known(exam, [gap.name for gap in audit.unrated]))
    components.section(text.NEXT_TITLE)
    components.steps(text.NEXT)
