"""The page that decides: the score on the exam day, the chance of passing, and book or wait."""

from dataclasses import replace
from datetime import date, timedelta

import streamlit as st

from analytics.blueprints.model import ExamBlueprint, ExamStatus
from analytics.estimation.exam_form import CutBelief
from analytics.reports.decision.booking import BookingReport
from analytics.reports.decision.booking_costs import STANDARD_INPUTS, DecisionInputs
from analytics.reports.decision.what_if import Moves
from dashboard import components, session
from dashboard.charts import booking as charts
from dashboard.charts import what_if as moves_charts
from dashboard.text import booking as text
from dashboard.text import common
from dashboard.text import what_if as moves_text

EXAM_DAY = "exam_day"
DEFAULT_DEADLINE = timedelta(weeks=8)


def render() -> None:
    """Show the answer, what it rests on, and what would move it."""
    scope = session.scope()
    exam = session.blueprint(scope)
    if exam is None:
        st.title(common.PAGE_BOOKING)
        components.empty_state(scope)
        return
    is_retired = exam.status_on(scope.today) is ExamStatus.RETIRED
    report, exam_on, inputs = _answered(exam, scope, is_retired=is_retired)
    if not is_retired:
        _later(report)
    components.section(text.MOVES_TITLE)
    st.caption(text.MOVES_NOTE)
    st.table([text.move_row(move) for move in report.moves])
    if not is_retired:
        _moves(session.moves(scope, exam_on, inputs.cut))
    with st.expander(text.EXAM_CARD):
        st.table(text.exam_rows(report))
    components.how_computed(f"{text.METHOD}\n\n{moves_text.METHOD}", text.inputs(report))


def _answered(
    exam: ExamBlueprint, scope: session.Scope, *, is_retired: bool
) -> tuple[BookingReport, date, DecisionInputs]:
    """Show the answer above the inputs that it hangs on; on arrival they are the usual ones, so it need not wait."""
    place, usual, is_arrival = st.container(), session.booking(scope, None), not session.is_drawn(EXAM_DAY)
    if is_arrival:
        with place:
            _answer(usual, is_retired=is_retired)
    exam_on, inputs = _weighed(exam, scope, usual)
    if is_arrival:
        return usual, exam_on, inputs
    report = session.booking(scope, exam_on, inputs)
    with place:
        _answer(report, is_retired=is_retired)
    return report, exam_on, inputs


def _answer(report: BookingReport, *, is_retired: bool) -> None:
    """Say book or wait, and show the score to expect against the cut."""
    components.headline(common.PAGE_BOOKING, text.answer(report, is_retired_now=is_retired))
    if is_retired:
        st.markdown(text.as_it_stood(report))
    components.section(text.SCORE_TITLE)
    components.chart(session.drawn(charts.score_distribution, report), alt=text.SCORE_ALT, key="score")
    st.markdown(f"{text.score_sentence(report)} {text.statements(report)}")
    components.bullets(text.reasons(report, is_retired_now=is_retired))


def _moves(moves: Moves) -> None:
    """Show what an hour of study in each domain and one more practice exam would be worth."""
    hours, exams = st.tabs([moves_text.HOURS_TAB, moves_text.EXAMS_TAB], on_change="rerun", key="moves")
    if hours.open:
        with hours:
            st.markdown(moves_text.hours(moves))
            if moves.hours:
                chart = session.drawn(moves_charts.hours, moves)
                components.chart(chart, alt=moves_text.HOURS_ALT, key="moves_hours")
                st.table([moves_text.hour_row(gain) for gain in moves.hours])
                st.caption(moves_text.HOURS_NOTE)
    if exams.open:
        with exams:
            st.markdown(moves_text.exams(moves))
            components.chart(session.drawn(moves_charts.exams, moves), alt=moves_text.EXAMS_ALT, key="moves_exams")
            st.table([moves_text.exam_row(moves, gain) for gain in moves.exams])


def _later(report: BookingReport) -> None:
    """Show the coming weeks: the chance, and what each week is expected to cost."""
    costs = report.readiness.costs
    chance, cost = st.tabs([text.CHANCE_TITLE, text.COST_TITLE], on_change="rerun", key="later")
    if chance.open:
        with chance:
            components.chart(session.drawn(charts.chance_by_week, report), alt=text.CHANCE_ALT, key="chance_by_week")
    if cost.open and costs is not None:
        with cost:
            components.chart(session.drawn(charts.cost_by_week, report, costs), alt=text.COST_ALT, key="cost_by_week")
            components.note(text.week_worth(costs))


def _weighed(exam: ExamBlueprint, scope: session.Scope, first: BookingReport) -> tuple[date, DecisionInputs]:
    """Offer the exam day, the costs and the belief of the cut; each starts at its default."""
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
                text.DEADLINE, scope.as_of + DEFAULT_DEADLINE, min_value=scope.as_of, disabled=not has_deadline
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
