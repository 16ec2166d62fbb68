"""Book or wait: the score on the exam day, the chance of passing, and the costs."""

from dataclasses import replace
from datetime import date

import streamlit as st

from analytics.blueprints.model import ExamBlueprint, ExamStatus
from analytics.estimation.exam_form import CutBelief
from analytics.reports.decision.booking import BookingReport, booking_report
from analytics.reports.decision.booking_costs import (
    FAIL_COST,
    STANDARD_INPUTS,
    WEEK_COST,
    DecisionInputs,
    default_deadline,
)
from analytics.reports.decision.verdict import Verdict
from analytics.reports.decision.what_if import WhatIf, what_if
from dashboard import components, pages
from dashboard.charts import booking as charts
from dashboard.charts import what_if as what_if_charts
from dashboard.components import PageContext
from dashboard.forms import study_plan
from dashboard.session import page_state, reports
from dashboard.session.scope import Scope
from dashboard.text import booking as text
from dashboard.text import chances, statements
from dashboard.text import what_if as what_if_text
from dashboard.text.shapes import table_rows

EXAM_DAY, TARGET = "exam_day", "target"


@components.page(pages.BOOKING)
def render(page: PageContext[BookingReport]) -> None:
    """Draw the answer, the coming weeks, and what would change it."""
    is_retired = page.exam.status_on(page.scope.today) is ExamStatus.RETIRED
    report, exam_on, inputs = _answer_and_inputs(page, is_retired=is_retired)
    if report.readiness.passed_on is None:
        _outlook(report, None if is_retired else reports.cached(what_if, replace(page.scope, cut=inputs.cut), exam_on))
    with st.expander(text.EXAM_CARD):
        st.table(text.exam_rows(report))
    components.how_computed(f"{text.METHOD}\n\n{what_if_text.METHOD}", text.inputs(report))


def _outlook(report: BookingReport, moves: WhatIf | None) -> None:
    """Draw the coming weeks, and what would change the answer; a retired exam has neither weeks nor moves."""
    if moves is not None and report.readiness.outlook.days:
        _later(report)
    components.section(text.MOVES_TITLE)
    if moves is not None:
        components.note(text.what_helps(report.readiness))
    st.caption(text.MOVES_NOTE)
    st.table(table_rows(text.MOVE_COLUMNS, report.improvements))
    if moves is not None:
        _what_if(moves)


def _answer_and_inputs(
    page: PageContext[BookingReport], *, is_retired: bool
) -> tuple[BookingReport, date | None, DecisionInputs]:
    """Draw the answer above its inputs; at first they have their defaults, so that it need not wait."""
    place, is_arrival = st.container(), not page_state.is_drawn(TARGET)
    if is_arrival:
        with place:
            _answer(page.report, is_retired=is_retired)
    if page.report.readiness.passed_on is not None:
        return page.report, None, STANDARD_INPUTS
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
    components.success(page_state.take_note())
    if report.readiness.passed_on is not None:
        return
    if is_retired and report.readiness.verdict is not Verdict.EXAM_RETIRED:
        st.markdown(text.as_it_stood(report))
    components.section(text.SCORE.title)
    components.chart(charts.equally_likely_scores, report, alt=text.SCORE.alt, key="score")
    st.markdown(f"{text.score_sentence(report)} {statements.ready(report.readiness)}")
    components.note(" ".join(chances.firm(report.readiness)))
    components.bullets(text.caveats(report.readiness))


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


def _exam_day(exam: ExamBlueprint, scope: Scope, first: BookingReport) -> date | None:
    """Ask for a day on which the exam can be taken, and offer it to the plan; a planned day that is closed is none."""
    days, planned = first.open_days, first.readiness.exam_on
    if days.is_empty:
        return None
    day = st.date_input(
        text.EXAM_DAY, planned if planned in days else None, min_value=days.first, max_value=days.last, key=EXAM_DAY
    )
    if day not in {None, first.planned_on} and scope.as_of == scope.today and not scope.is_sample:
        study_plan.use_exam_day(exam, day)
    return day


def _inputs(exam: ExamBlueprint, scope: Scope, first: BookingReport) -> tuple[date | None, DecisionInputs]:
    """Ask for the exam day, the costs and the cut; each starts at its default, and costs start empty."""
    day = _exam_day(exam, scope, first)
    with st.expander(text.INPUTS_TITLE):
        left, right = st.columns(2)
        with left:
            names = (text.FEE, text.WEEK_LABEL, text.FAIL_LABEL, text.ENDING_COST)
            of_fee, of_week, of_fail, of_ending = (text.in_currency(name, exam.currency) for name in names)
            fee = st.number_input(of_fee, 0.0, value=first.fee, step=10.0)
            week_cost = st.number_input(
                of_week, 0.0, value=None, step=10.0, placeholder=f"{WEEK_COST:.0f}", help=text.COST_HELP
            )
            fail_cost = st.number_input(of_fail, 0.0, value=None, step=10.0, placeholder=f"{FAIL_COST:.0f}")
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
            target = st.number_input(text.TARGET, 1.0, 99.0, 100 * STANDARD_INPUTS.target, 5.0, key=TARGET)
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
