"""Book or wait: the verdict, its inputs, and what would change it."""

from datetime import date

import streamlit as st

from analytics.blueprints.model import ExamStatus
from analytics.reports.decision.booking import BookingReport, booking_report
from analytics.reports.decision.verdict import Missing, Verdict
from analytics.reports.decision.what_if import WhatIf, what_if
from dashboard import components, pages
from dashboard.charts import booking as charts
from dashboard.charts import plain_marks
from dashboard.components import PageContext
from dashboard.forms import decision_inputs, study_plan
from dashboard.session import exam_settings, page_state, reports
from dashboard.text import booking as text
from dashboard.text import chances, common, method_inputs, statements, verdicts


@components.page(pages.BOOKING)
def render(page: PageContext[BookingReport]) -> None:
    is_retired = page.exam.status_on(page.scope.today) is ExamStatus.RETIRED
    can_choose = page.report.readiness.passed_on is None and not (is_retired or page.report.readiness.is_closed)
    report = _for_chosen_day(page) if can_choose else page.report
    if is_retired and not report.readiness.has_ended:  # even if the page shows an earlier day
        title, sentence = common.VERDICTS[Verdict.EXAM_RETIRED], common.closed(page.exam, page.scope.today)
    else:
        title, sentence = verdicts.headline(report.readiness), text.sentence(report)
    components.headline(pages.BOOKING, title, sentence)
    components.confirmation()
    if can_choose:
        _inputs(page)
    if report.readiness.awaited_result_on is not None:
        components.link(pages.RESULT, common.GO_TO_RESULT, for_entry=True)
    elif report.readiness.passed_on is None:
        components.note(text.other_pages_note(report))
        _evidence(page, report, can_choose=can_choose)
    components.link(pages.EXAM_FACTS, text.EXAM_CARD)
    if report.readiness.passed_on is None:  # else no number is shown
        components.how_computed(text.METHOD, method_inputs.readiness(report.readiness))


def _evidence(page: PageContext[BookingReport], report: BookingReport, *, can_choose: bool) -> None:
    ready = report.readiness
    with st.container():
        if rows := statements.rows(ready):
            with st.container(key="statements"):
                st.html(plain_marks.statements(rows))
        if ready.is_prior_only:
            return
        scores, later = st.columns(2)
    with scores:
        components.titled_chart(text.SCORE, charts.equally_likely_scores, report, key="score")
    if can_choose and ready.outlook.days:
        with later:
            components.titled_chart(text.CHANCE, charts.chance_and_cost, report, key="weeks")
            components.note(text.week_worth(ready))
    st.markdown(text.score_sentence(report))
    components.note(" ".join(chances.firmness(ready)))
    components.bullets(verdicts.caveats(ready))
    if can_choose:
        components.section(text.MOVES_TITLE)
        _moves(report, reports.cached(what_if, page.scope, report.readiness.exam_on))


def _for_chosen_day(page: PageContext[BookingReport]) -> BookingReport:
    """Return the report for the chosen day, whose input is drawn later."""
    day: date | None = page_state.value_of(exam_settings.input_key(page.scope, text.EXAM_DAY))
    shown = page.report.readiness.exam_on if page.report.readiness.awaited_result_on is None else None
    if day is None or day == shown or day not in page.report.open_days:
        return page.report
    return reports.cached(booking_report, page.scope, exam_on=day)


def _inputs(page: PageContext[BookingReport]) -> None:
    """Ask for the exam day, the costs and the target; offer to plan the day, or to mark it as booked."""
    shown, row = page.scope, st.container(horizontal=True, vertical_alignment="bottom")
    with row:
        day = _exam_day(page)
    decision_inputs.render(shown, page.exam, page.report.inputs, row)
    components.note(verdicts.assumed_costs(page.report.inputs, page.exam.currency))
    with st.container(horizontal=True, vertical_alignment="center"):
        ready = page.report.readiness
        is_assumed = Missing.EXAM_DATE in ready.missing and day == ready.exam_on
        if day is not None and shown.as_of == shown.today and not (page.is_fixed or is_assumed):
            if day == page.report.planned_on:
                decision_inputs.booked(shown, day, is_booked=ready.is_booked)
            else:
                study_plan.use_exam_day(page.exam, day)
        decision_inputs.undo(shown)


def _exam_day(page: PageContext[BookingReport]) -> date | None:
    """Ask for a day on which the exam can be taken; the planned day is preset unless it is closed or over."""
    days, ready = page.report.open_days, page.report.readiness
    if days.is_empty:
        return None
    return st.date_input(
        text.EXAM_DAY,
        ready.exam_on if ready.exam_on in days and ready.awaited_result_on is None else None,
        min_value=days.first,
        max_value=days.last,
        key=exam_settings.input_key(page.scope, text.EXAM_DAY),
        width=decision_inputs.INPUT_PX,
        persist_state="session",  # it stays while other pages are shown
    )


def _moves(report: BookingReport, moves: WhatIf) -> None:
    titles = [text.IMPROVEMENTS.title, text.HOURS.title, text.EXAMS.title]
    points, hours, exams = st.tabs(titles, on_change="rerun", key="moves")
    if points.open:
        with points:
            components.chart(text.IMPROVEMENTS, charts.improvements, report, key="moves_points")
            components.note(text.MOVES_NOTE)
    if hours.open:
        with hours:
            st.markdown(text.hours(moves))
            if text.can_gain(moves):
                components.chart(text.HOURS, charts.gain_by_hours, moves, key="moves_hours")
                components.note(text.HOURS_NOTE)
                components.numbers_table(text.HOUR_COLUMNS, moves.hours)
    if exams.open:
        with exams:
            st.markdown(text.exams(moves))
            components.chart(text.EXAMS, charts.gain_by_exams, moves, key="moves_exams")
            components.numbers_table(text.exam_columns(moves), moves.exams)
