"""Book or wait: the score on the exam day, the chance of passing, and the costs."""

from dataclasses import replace
from datetime import date

import streamlit as st

from analytics.blueprints.model import ExamBlueprint, ExamStatus
from analytics.estimation.exam_form import CutBelief
from analytics.reports.decision.booking import BookingReport, booking_report
from analytics.reports.decision.booking_costs import STANDARD_INPUTS, DecisionInputs, default_deadline
from analytics.reports.decision.what_if import WhatIf, what_if
from dashboard import components, pages
from dashboard.charts import booking as charts
from dashboard.charts import what_if as what_if_charts
from dashboard.components import PageContext
from dashboard.session import page_state, reports
from dashboard.session.scope import Scope
from dashboard.text import booking as text
from dashboard.text import what_if as what_if_text
from dashboard.text.shapes import table_rows

EXAM_DAY = "exam_day"


@components.page(pages.BOOKING)
def render(page: PageContext[BookingReport]) -> None:
    """Draw the answer, the coming weeks, and what would change it."""
    is_retired = page.exam.status_on(page.scope.today) is ExamStatus.RETIRED
    report, exam_on, inputs = _answer_and_inputs(page, is_retired=is_retired)
    if not is_retired:
        _later(report)
    components.section(text.MOVES_TITLE)
    st.caption(text.MOVES_NOTE)
    st.table(table_rows(text.MOVE_COLUMNS, report.improvements))
    if not is_retired:
        _what_if(reports.cached(what_if, replace(page.scope, cut=inputs.cut), exam_on))
    with st.expander(text.EXAM_CARD):
        st.table(text.exam_rows(report))
    components.how_computed(f"{text.METHOD}\n\n{what_if_text.METHOD}", text.inputs(report))


def _answer_and_inputs(
    page: PageContext[BookingReport], *, is_retired: bool
) -> tuple[BookingReport, date, DecisionInputs]:
    """Draw the answer above its inputs; at first they have their defaults, so that it need not wait."""
    place, is_arrival = st.container(), not page_state.is_drawn(EXAM_DAY)
    if is_arrival:
        with place:
            _answer(page.report, is_retired=is_retired)
    exam_on, inputs = _inputs(page.exam, page.scope, page.report)
    if is_arrival:
        return page.report, exam_on, inputs
    report = reports.cached(booking_report, replace(page.scope, cut=inputs.cut), exam_on=exam_on, inputs=inputs)
    with place:
        _answer(report, is_retired=is_retired)
    return report, exam_on, inputs


def _answer(report: BookingReport, *, is_retired: bool) -> None:
    """Draw book or wait, and the expected score against the cut."""
    components.headline(pages.BOOKING, text.answer(report, is_retired_now=is_retired))
    if is_retired:
        st.markdown(text.as_it_stood(report))
    components.section(text.SCORE.title)
    components.chart(charts.score_distribution, report, alt=text.SCORE.alt, key="score")
    st.markdown(f"{text.score_sentence(report)} {text.statements(report)}")
    components.bullets(text.reasons(report, is_retired_now=is_retired))


def _what_if(moves: WhatIf) -> None:
    """Draw what an hour of study in each domain and one more practice exam are worth."""
    hours, exams = st.tabs([what_if_text.HOURS.title, what_if_text.EXAMS.title], on_change="rerun", key="moves")
    if hours.open:
        with hours:
            st.markdown(what_if_text.hours(moves))
            if moves.hours:
                components.chart(what_if_charts.hours, moves, alt=what_if_text.HOURS.alt, key="moves_hours")
                st.table(table_rows(what_if_text.HOUR_COLUMNS, moves.hours))
                st.caption(what_if_text.HOURS_NOTE)
    if exams.open:
        with exams:
            st.markdown(what_if_text.exams(moves))
            components.chart(what_if_charts.exams, moves, alt=what_if_text.EXAMS.alt, key="moves_exams")
            st.table(table_rows(what_if_text.exam_columns(moves), moves.exams))


def _later(report: BookingReport) -> None:
    """Draw the chance of the coming weeks and what each is expected to cost."""
    costs = report.readiness.costs
    chance, cost = st.tabs([text.CHANCE.title, text.COST.title], on_change="rerun", key="later")
    if chance.open:
        with chance:
            components.chart(charts.chance_by_week, report, alt=text.CHANCE.alt, key="chance_by_week")
    if cost.open and costs is not None:
        with cost:
            components.chart(charts.cost_by_week, report, costs, alt=text.COST.alt, key="cost_by_week")
            components.note(text.week_worth(costs))


def _inputs(exam: ExamBlueprint, scope: Scope, first: BookingReport) -> tuple[date, DecisionInputs]:
    """Ask for the exam day, the costs and the cut; each starts at its default."""
    day = st.date_input(text.EXAM_DAY, first.readiness.exam_on, min_value=scope.as_of, key=EXAM_DAY)
    with st.expander(text.INPUTS_TITLE):
        left, right = st.columns(2)
        with left:
            names = (text.FEE, text.WEEK_COST, text.FAIL_COST, text.ENDING_COST)
            of_fee, of_week, of_fail, of_ending = (text.in_currency(name, exam.currency) for name in names)
            fee = st.number_input(of_fee, 0.0, value=first.fee, step=10.0)
            week_cost = st.number_input(of_week, 0.0, value=STANDARD_INPUTS.week_cost, step=10.0, help=text.WEEK_HELP)
            fail_cost = st.number_input(of_fail, 0.0, value=STANDARD_INPUTS.fail_cost, step=10.0)
            usual = DecisionInputs(week_cost=week_cost, fail_cost=fail_cost).ending_cost(fee or 0.0)
            ending = st.number_input(
                of_ending, 0.0, value=None, step=50.0, placeholder=f"{usual:.0f}", help=text.ENDING_HELP
            )
        with right:
            is_free = st.checkbox(text.FREE_RETAKE, exam.free_retake)
            has_deadline = st.checkbox(text.HAS_DEADLINE)
            deadline = st.date_input(
                text.DEADLINE, default_deadline(scope.as_of), min_value=scope.as_of, disabled=not has_deadline
            )
            target = st.number_input(text.TARGET, 1.0, 99.0, 100 * STANDARD_INPUTS.target, 5.0, key="target")
            usual_cut = (100 * first.cut.mean, 100 * first.cut.sd)
            mean = st.number_input(text.CUT_MEAN, 1.0, 99.0, usual_cut[0], 1.0, help=text.CUT_HELP, key="cut_mean")
            spread = st.number_input(text.CUT_SPREAD, 0.0, 15.0, usual_cut[1], 0.5)
    return day, replace(
        STANDARD_INPUTS,
        fee=fee,
        week_cost=week_cost,
        fail_cost=fail_cost,
        deadline=deadline if has_deadline else None,
        is_retake_free=is_free,
        no_pass_cost=ending,
        target=target / 100,
        cut=None if (mean, spread) == usual_cut else CutBelief(mean / 100, spread / 100),
    )
