"""Practice exams: whether scores have settled, and what else they show."""

import streamlit as st

from analytics.reports.outcomes.exam_day import ExamDayReport
from analytics.reports.outcomes.forecast_record import ForecastRecord
from analytics.reports.practice.pace import PaceReport, pace_report
from analytics.reports.practice.stabilization import StabilizationReport
from dashboard import components, pages
from dashboard.charts import exam_day as exam_day_charts
from dashboard.charts import forecasts as forecast_charts
from dashboard.charts import pace as pace_charts
from dashboard.charts import stabilization as charts
from dashboard.components import PageContext
from dashboard.session import page_state, reports
from dashboard.text import common
from dashboard.text import exam_day as exam_day_text
from dashboard.text import forecasts as forecast_text
from dashboard.text import pace as pace_text
from dashboard.text import stabilization as text
from dashboard.text.shapes import table_rows

render = components.tabbed(
    pages.PRACTICE, text.answer, text.sentence, is_closed=lambda report: report.readiness.is_closed
)

STEP_MIN, MOST_LIMIT_MIN = 0.25, 60.0
LIMIT, RESERVE = "pace_limit", "pace_reserve"


@components.page(pages.SCORES)
def scores(page: PageContext[StabilizationReport]) -> None:
    report = page.report
    if report.practice_exams:
        components.section(text.SCORES.title)
        st.html(charts.key(report))
        components.chart(text.SCORES, charts.scores, report, key="stability_scores")
        st.markdown(text.current_level(report))
        components.note(text.MAIN_NOTE)
    ready = report.readiness
    if ready.passed_on is None and not ready.is_closed:
        components.section(common.WHAT_TO_DO)
        st.markdown(text.next_step(report))
        if report.is_stable_and_low:
            components.link(pages.AUDIT, text.TO_GAPS)
        if ready.awaited_result_on is None:
            components.link(pages.ADD_EXAM, text.ADD_EXAM)
        else:
            components.link(pages.RESULT, common.GO_TO_RESULT, for_entry=True)
    if report.practice_exams:
        _inflation(report)
        components.sections({common.SAME_IN_NUMBERS: _numbers}, report)
    components.how_computed(text.METHOD, text.inputs(report))


def _inflation(report: StabilizationReport) -> None:
    components.section(text.INFLATION.title)
    if not any(effect.has_pair for effect in report.seen_effects):
        st.markdown(f"{text.inflation(report)} {text.fast_answers(report)}".strip())
        return
    pairs, words = st.columns(2)
    with pairs:
        components.chart(text.INFLATION, charts.inflation, report, key="stability_inflation")
    with words:
        st.markdown(text.inflation(report))
        components.note(text.PAIRS_NOTE)
        components.note(text.fast_answers(report))


def _numbers(report: StabilizationReport) -> None:
    components.table(text.POINT_COLUMNS, report.practice_exams)
    if report.seen_effects:
        components.table(text.EFFECT_COLUMNS, report.seen_effects)


@components.page(pages.FORECASTS)
def forecasts(page: PageContext[ForecastRecord]) -> None:
    report = page.report
    if report.entries:
        components.section(forecast_text.RANGES.title)
    st.markdown(forecast_text.answer(report))
    if report.entries:
        st.html(forecast_charts.key(report))
        components.chart(forecast_text.RANGES, forecast_charts.ranges, report, key="forecast_ranges")
        components.note(f"{forecast_text.origin(report)} {forecast_text.coverage(report)}")
    if report.scored_outcomes:
        components.link(pages.RESULT, forecast_text.REAL_EXAM)
    if report.entries:
        if report.reliability:
            words, draw = forecast_text.RELIABILITY, forecast_charts.reliability
            components.folded_chart(words, draw, report, key="forecast_reliability")
        components.sections({forecast_text.SCORES_TITLE: _scores}, report)
        components.numbers_table(forecast_text.COLUMNS, report.entries)
    components.how_computed(forecast_text.METHOD, forecast_text.inputs(report))
    reports.cache_forecasts(page.scope)


def _scores(report: ForecastRecord) -> None:
    st.table(forecast_text.score_rows(report))
    components.note(forecast_text.SCORES_NOTE)


@components.page(pages.PACE)
def pace(page: PageContext[PaceReport]) -> None:
    own = page.report
    limit_min: float = page_state.value_of(LIMIT, own.own_limit_min)
    reserve_min: float = page_state.value_of(RESERVE, own.reserve_min)
    is_tried = (limit_min, reserve_min) != (own.own_limit_min, own.reserve_min)
    report = reports.cached(pace_report, page.scope, limit_min=limit_min, reserve_min=reserve_min) if is_tried else own
    if report.exams:
        components.section(pace_text.USED.title)
        st.markdown(pace_text.answer(report))
        components.chart(pace_text.USED, pace_charts.minutes_used, report, key="pace_used")
        components.note(pace_text.used_note(report))
    else:
        st.markdown(pace_text.answer(report))
        components.first_steps(pace_text.EMPTY_STEPS)
    times = {pace_text.OUTLOOK.title: _outlook, pace_text.QUESTIONS.title: _questions} if report.exams else {}
    flags = {pace_text.FLAGS_TITLE: _flags} if report.exams or report.flags.n else {}
    components.sections(times | flags, report)
    if report.exams:
        components.sections({pace_text.TRY_TITLE: _other_limit}, own)
        components.numbers_table(pace_text.EXAM_COLUMNS, report.exams)
    components.how_computed(pace_text.METHOD, pace_text.inputs(report))


def _outlook(report: PaceReport) -> None:
    st.markdown(pace_text.outlook(report))
    if report.outlook is not None:
        components.chart(pace_text.OUTLOOK, pace_charts.outlook, report, key="pace_outlook")


def _questions(report: PaceReport) -> None:
    latest_first = {pace_text.exam_name(exam): exam for exam in report.by_question[::-1]}
    if not latest_first:
        st.markdown(pace_text.NO_QUESTION_TIMES)
        return
    exam = latest_first[st.selectbox(pace_text.EXAM_LABEL, list(latest_first), key="pace_exam")]
    st.markdown(f"{pace_text.exam_sentence(exam, report)} {pace_text.limit(report)}")
    components.chart(pace_text.QUESTIONS, pace_charts.question_times, exam, report, key="pace_questions")


def _flags(report: PaceReport) -> None:
    st.markdown(pace_text.flags(report))
    if report.flags.n:
        st.table(pace_text.flag_rows(report))


def _other_limit(own: PaceReport) -> None:
    limit_at, reserve_at = st.columns(2)
    usual = own.own_limit_min
    least, highest = min(STEP_MIN, usual), max(MOST_LIMIT_MIN, usual)
    limit_at.number_input(pace_text.LIMIT_INPUT, least, highest, usual, STEP_MIN, format="%g", key=LIMIT)
    if own.exam.may_return:
        most = float(own.exam.duration_min)
        reserve_at.number_input(pace_text.RESERVE_INPUT, 0.0, most, own.reserve_min, 5.0, format="%g", key=RESERVE)
    components.note(pace_text.TRY_NOTE)


@components.page(pages.CONDITIONS)
def conditions(page: PageContext[ExamDayReport]) -> None:
    report = page.report
    st.markdown(exam_day_text.like_real(report))
    components.titled_chart(exam_day_text.EFFECTS, exam_day_charts.effects, report, key="condition_effects")
    components.bullets([exam_day_text.effect_sentence(effect) for effect in report.effects])
    components.note(exam_day_text.UNRECORDED_NOTE)
    components.sections({exam_day_text.TABLE_TITLE: _conditions}, report)
    components.how_computed(exam_day_text.CONDITIONS_METHOD, exam_day_text.condition_inputs(report))


def _conditions(report: ExamDayReport) -> None:
    rows = table_rows(exam_day_text.CONDITION_COLUMNS, reversed(report.practice_exams))
    st.table([exam_day_text.real_row(report), *rows])
    components.note(exam_day_text.PLACE_NOTE)
