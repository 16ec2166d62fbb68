"""Pace: whether the time is enough, by the candidate's own limit."""

import streamlit as st

from analytics.reports.practice.pace import PaceReport, pace_report
from dashboard import components, pages
from dashboard.charts import pace as charts
from dashboard.components import PageContext
from dashboard.session import page_state, reports
from dashboard.text import pace as text
from dashboard.text.shapes import table_rows

STEP_MIN, MOST_LIMIT_MIN = 0.25, 60.0
LIMIT, KEPT = "pace_limit", "pace_kept"


@components.page(pages.PACE)
def render(page: PageContext[PaceReport]) -> None:
    """Draw the outlook, the details, and the inputs of another limit."""
    own = page.report
    limit_min, reserve_min = (
        page_state.input_value(LIMIT, own.own_limit_min),
        page_state.input_value(KEPT, own.reserve_min),
    )
    is_tried = (limit_min, reserve_min) != (own.own_limit_min, own.reserve_min)
    report = reports.cached(pace_report, page.scope, limit_min=limit_min, reserve_min=reserve_min) if is_tried else own
    st.markdown(text.answer(report))
    if report.exams:
        _outlook(report)
    else:
        components.first_steps(text.EMPTY_STEPS)
    _details(report)
    _other_limit(own)
    components.how_computed(text.METHOD, text.inputs(report))


def _details(report: PaceReport) -> None:
    """Draw the tabs; only the open one is computed."""
    left, questions, flags = st.tabs(
        [text.LEFT_TAB, text.QUESTIONS_TAB, text.FLAGS_TAB], on_change="rerun", key="pace_tabs"
    )
    if left.open:
        with left:
            _left(report)
    if questions.open:
        with questions:
            _questions(report)
    if flags.open:
        with flags:
            components.section(text.FLAGS_TITLE)
            st.markdown(text.flags(report))
            if report.flags.n:
                st.table(text.flag_rows(report))


def _left(report: PaceReport) -> None:
    """Draw the minutes left in each practice exam."""
    components.section(text.LEFT.title)
    st.markdown(text.left(report))
    if report.exams:
        components.chart(charts.minutes_left, report, alt=text.LEFT.alt, key="pace_left")
        components.note(text.left_note(report))
        numbers = st.expander(text.TABLE_TITLE, key="pace_numbers", on_change="rerun")
        if numbers.open:
            numbers.table(table_rows(text.EXAM_COLUMNS, report.exams))


def _questions(report: PaceReport) -> None:
    """Draw the response times of one practice exam, the latest at first."""
    components.section(text.QUESTIONS.title)
    latest_first = {text.exam_name(exam): exam for exam in report.by_question[::-1]}
    if not latest_first:
        st.markdown(text.NO_QUESTION_TIMES)
        return
    exam = latest_first[st.selectbox(text.EXAM_LABEL, list(latest_first), key="pace_exam")]
    st.markdown(f"{text.exam_sentence(exam, report)} {text.limit(report)}")
    components.chart(charts.question_times, exam, report, alt=text.QUESTIONS.alt, key="pace_questions")


def _outlook(report: PaceReport) -> None:
    """Draw the first pass through the real exam."""
    components.section(text.OUTLOOK.title)
    st.markdown(text.outlook(report))
    if report.outlook is not None:
        components.chart(charts.outlook, report, alt=text.OUTLOOK.alt, key="pace_outlook")


def _other_limit(own: PaceReport) -> None:
    """Ask for another limit and reserve to try; nothing is saved."""
    components.section(text.TRY_TITLE)
    limit_at, reserve_at = st.columns(2)
    with limit_at:
        least = min(STEP_MIN, own.own_limit_min)
        st.number_input(text.LIMIT_INPUT, least, MOST_LIMIT_MIN, own.own_limit_min, STEP_MIN, format="%g", key=LIMIT)
    if own.may_return:
        with reserve_at:
            st.number_input(
                text.MARGIN_INPUT, 0.0, float(own.duration_min), own.reserve_min, 5.0, format="%g", key=KEPT
            )
    st.caption(text.TRY_NOTE)
