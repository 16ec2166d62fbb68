"""The candidate's costs, target and limits; each is saved when it changes, and counts everywhere."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from analytics.blueprints.model import ExamBlueprint, PassKind
from analytics.estimation.decision_inputs import FAIL_COST, STANDARD_INPUTS, WEEK_COST, DecisionInputs
from analytics.estimation.exam_form import cut_belief
from analytics.reports.decision.booking_costs import no_pass_cost
from analytics.toml_table import MAX_NUMBER
from dashboard import components
from dashboard.session import exam_settings, page_state
from dashboard.session.scope import Scope
from dashboard.text import booking as text
from dashboard.text import common

INPUT_PX, WIDE_PX = 156, 320
"""Two inputs fit beside each other on a phone, and one with a long label."""

Change = Callable[[DecisionInputs, Any], DecisionInputs]


@dataclass(frozen=True, slots=True)
class _SavedInputs:
    """The saved inputs of a candidate for an exam."""

    scope: Scope
    exam: ExamBlueprint
    inputs: DecisionInputs

    def field(self, label: str, value: object, change: Change) -> dict[str, Any]:
        """Return the options of a field that shows a value and saves its change."""
        key = exam_settings.input_key(self.scope, label)
        page_state.set_input(key, value)
        save = (exam_settings.change_decision_inputs, self.scope, lambda of: change(of, page_state.value_of(key)))
        return {"key": key, "on_change": components.act, "args": save}

    def optional(self, label: str, name: str, usual: object = None) -> dict[str, Any]:
        """Return the options of a field that may be unset; setting its usual value unsets it."""
        own = getattr(self.inputs, name)
        value = usual if own is None else own

        def change(of: DecisionInputs, given: Any) -> DecisionInputs:
            values: dict[str, Any] = {name: None if given == usual else given}
            return replace(of, **values)

        return self.field(label, value, change)

    def percent(self, label: str, share: float, change: Change) -> dict[str, Any]:
        """Return the options of a field that shows a share in percent, as it was entered."""
        return self.field(label, round(100 * share, 9), change)


@components.entry
def render(scope: Scope, exam: ExamBlueprint, inputs: DecisionInputs, row: DeltaGenerator) -> None:
    saved = _SavedInputs(scope, exam, inputs)
    _amount(row, saved, text.FEE, "fee", exam.fee_on(scope.as_of))
    assumed = f"{text.ASSUMED} {{:.0f}}".format
    _amount(row, saved, text.WEEK_LABEL, "week_cost", placeholder=assumed(WEEK_COST), help=text.WEEK_HELP)
    _amount(row, saved, text.FAIL_LABEL, "fail_cost", placeholder=assumed(FAIL_COST), help=text.FAIL_HELP)
    target = saved.percent(
        text.TARGET,
        inputs.target,
        lambda of, given: replace(of, target=STANDARD_INPUTS.target if given is None else given / 100),
    )
    row.number_input(text.TARGET, 1.0, 99.0, None, 5.0, format="%g", help=text.TARGET_HELP, width=INPUT_PX, **target)
    with st.expander(text.MORE), st.container(horizontal=True, vertical_alignment="bottom"):
        _more(saved)


def booked(scope: Scope, day: date, *, is_booked: bool) -> None:
    key = exam_settings.input_key(scope, text.BOOKED)
    page_state.set_input(key, is_booked)
    st.checkbox(text.BOOKED, key=key, on_change=components.act, args=(exam_settings.save_booking, scope, day, key))


def undo(scope: Scope) -> None:
    if exam_settings.input_changes(scope):
        components.note(text.COUNTS_EVERYWHERE)
        components.action(text.UNDO, exam_settings.undo_decision_inputs, scope, icon=":material/undo:")


def _more(saved: _SavedInputs) -> None:
    inputs, exam = saved.inputs, saved.exam
    ending = f"{no_pass_cost(replace(inputs, no_pass_cost=None), inputs.fee_of(exam, saved.scope.as_of) or 0.0):.0f}"
    _amount(st, saved, text.ENDING_COST, "no_pass_cost", placeholder=ending, help=text.ENDING_HELP)
    st.checkbox(text.FREE_RETAKE, **saved.optional(text.FREE_RETAKE, "is_retake_free", exam.free_retake))
    first = min(saved.scope.as_of, inputs.deadline or saved.scope.as_of)
    st.date_input(text.DEADLINE, None, min_value=first, width=INPUT_PX, **saved.optional(text.DEADLINE, "deadline"))
    usual = cut_belief(exam)
    cut = inputs.cut or usual

    def with_cut(of: DecisionInputs, part: str, given: float | None) -> DecisionInputs:
        own = None if given is None else replace(of.cut or usual, **{part: given / 100})
        return replace(of, cut=None if own == usual else own)

    mean = saved.percent(text.CUT_MEAN, cut.mean, lambda of, given: with_cut(of, "mean", given))
    published = text.CUT_PUBLISHED_HELP if exam.cut.kind is PassKind.PERCENT else text.CUT_HELP
    st.number_input(text.CUT_MEAN, 0.0, 100.0, None, 1.0, help=published, width=WIDE_PX, **mean)
    spread = saved.percent(text.CUT_SPREAD, cut.sd, lambda of, given: with_cut(of, "sd", given))
    st.number_input(text.CUT_SPREAD, 0.0, 15.0, None, 0.5, width=INPUT_PX, **spread)


def _amount(place: Any, saved: _SavedInputs, label: str, name: str, usual: float | None = None, **options: str) -> None:
    options |= saved.optional(label, name, usual)
    label = common.in_currency(label, saved.exam.currency)
    place.number_input(label, 0.0, float(MAX_NUMBER), None, 10.0, format="%g", width=INPUT_PX, **options)
