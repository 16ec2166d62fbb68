"""The tab of pace: whether the time is enough, by the candidate's own limit."""

import streamlit as st

from analytics.reports.practice.pace import PaceReport, pace_report
from dashboard import components, pages
from dashboard.charts import pace as charts
from dashboard.components import PageContext
from dashboard.session import page_state, reports
from dashboard.text import pace as text

STEP_MIN, MOST_LIMIT_MIN = 0.25, 60.0
LIMIT, RESERVE = "pace_limit", "pace_reserve"


@components.page(pages.PACE)
def render(page: PageContext[PaceReport]) -> None:
    """Draw the minutes used in practice exams, and folded the details and another limit to try."""
    own = page.report
    limit_min: float = page_state.value_of(LIMIT, own.own_limit_min)
    reserve_min: float = page_state.value_of(RESERVE, own.reserve_min)
    is_tried = (limit_min, reserve_min) != (own.own_limit_min, own.reserve_min)
    report = reports.cached(pace_report, page.scope, limit_min=limit_min, reserve_min=reserve_min) if is_tried else own
    if report.exams:
        components.section(text.USED.title)
        st.markdown(f"{text.answer(report)} {text.used(report)}".strip())
        components.chart(charts.minutes_used, report, alt=text.USED.alt, key="pace_used")
        components.note(text.used_note(report))
    else:
        st.markdown(text.answer(report))
        components.first_steps(text.EMPTY_STEPS)
    components.sections(
        {text.OUTLOOK.title: _outlook, text.QUESTIONS.title: _questions, text.FLAGS_TITLE: _flags}, report
    )
    components.sections({text.TRY_TITLE: _other_limit}, own)
    if report.exams:
        components.numbers(text.EXAM_COLUMNS, report.exams)
    components.how_computed(text.METHOD, text.inputs(report))


def _outlook(report: PaceReport) -> None:
    """Draw the first pass through the real exam."""
    st.markdown(text.outlook(report))
    if report.outlook is not None:
        components.chart(charts.outlook, report, alt=text.OUTLOOK.alt, key="pace_outlook")


def _questions(report: PaceReport) -> None:
    """Draw the response times of one practice exam, the latest at first."""
    latest_first = {text.exam_name(exam): exam for exam in report.by_question[::-1]}
    if not latest_first:
        st.markdown(text.NO_QUESTION_TIMES)
        return
    exam = latest_first[st.selectbox(text.EXAM_LABEL, list(latest_first), key="pace_exam")]
    st.markdown(f"{text.exam_sentence(exam, report)} {text.limit(report)}")
    components.chart(charts.question_times, exam, report, alt=text.QUESTIONS.alt, key="pace_questions")


def _flags(report: PaceReport) -> None:
    """Draw how flagged questions ended."""
    st.markdown(text.flags(report))
    if report.flags.n:
        st.table(text.flag_rows(report))


def _other_limit(own: PaceReport) -> None:
    """Ask for another limit and reserve to try; nothing is saved."""
    limit_at, reserve_at = st.columns(2)
    least = min(STEP_MIN, own.own_limit_min)
    with limit_at:
        st.number_input(text.LIMIT_INPUT, least, MOST_LIMIT_MIN, own.own_limit_min, STEP_MIN, format="%g", key=LIMIT)
    if own.may_return:
        most = float(own.duration_min)
        with reserve_at:
            st.number_input(text.RESERVE_INPUT, 0.0, most, own.reserve_min, 5.0, format="%g", key=RESERVE)
    components.note(text.TRY_NOTE)
