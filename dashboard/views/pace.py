"""The page of pace: whether the time suffices, by the candidate's own limit."""

import streamlit as st

from analytics.reports.pace import PaceReport
from dashboard import components, session
from dashboard.charts import pace as charts
from dashboard.text import common
from dashboard.text import pace as text

MOST_RULE_MIN = 60.0


def render() -> None:
    """Show the first pass, the flags and the chance of running out; another limit can be tried."""
    scope = session.scope()
    if session.blueprint(scope) is None:
        st.title(common.PAGE_PACE)
        components.empty_state(scope)
        return
    place = st.container()
    own = session.pace(scope)
    rule_min, kept_min = _tried(own)
    report = session.pace(scope, rule_min, kept_min)
    with place:
        components.headline(common.PAGE_PACE, text.answer(report))
        if not report.exams:
            components.first_steps(text.EMPTY_STEPS)
        if report.by_question:
            _questions(report)
        if report.exams:
            _outlook(report)
            components.section(text.LEFT_TITLE)
            components.chart(session.drawn(charts.minutes_left, report), alt=text.LEFT_ALT, key="pace_left")
            st.caption(text.LEFT_NOTE)
        components.section(text.FLAGS_TITLE)
        st.markdown(text.flags(report))
        if report.flags.n:
            st.table(text.flag_rows(report))
        if report.exams:
            with st.expander(text.TABLE_TITLE):
                st.table([text.exam_row(exam) for exam in report.exams])
    components.how_computed(text.METHOD, text.inputs(report))


def _questions(report: PaceReport) -> None:
    """Show the questions of one practice exam, the last unless another is chosen."""
    components.section(text.MAIN_TITLE)
    latest_first = report.by_question[::-1]
    exam = st.selectbox(text.EXAM_LABEL, latest_first, format_func=text.exam_name, key="pace_exam")
    components.chart(session.drawn(charts.question_times, exam, report), alt=text.MAIN_ALT, key="pace_questions")
    st.markdown(f"{text.exam_sentence(exam, report)} {text.rule(report)}")


def _outlook(report: PaceReport) -> None:
    """Show the first pass of the real exam ahead."""
    components.section(text.OUTLOOK_TITLE)
    if report.outlook is not None:
        components.chart(session.drawn(charts.outlook, report), alt=text.OUTLOOK_ALT, key="pace_outlook")
    st.markdown(text.outlook(report))


def _tried(own: PaceReport) -> tuple[float, float]:
    """Offer another limit and other minutes to keep; nothing of it is saved."""
    components.section(text.TRY_TITLE)
    left, right = st.columns(2)
    with left:
        rule_min = st.number_input(text.RULE_INPUT, 0.5, MOST_RULE_MIN, own.own_rule_min, 0.5, key="pace_rule")
    with right:
        most = float(own.duration_min)
        kept_min = st.number_input(text.KEPT_INPUT, 0.0, most, own.kept_min, 5.0, key="pace_kept")
    st.caption(text.TRY_NOTE)
    return rule_min, kept_min
