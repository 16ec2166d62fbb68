"""What a candidate saves for one exam: costs and target, the final week, and notes for the exam day."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

import streamlit as st

from analytics.errors import CutscoreError, DataProblem
from analytics.estimation.decision_inputs import STANDARD_INPUTS, DecisionInputs, saved_inputs, setting_name
from analytics.estimation.exam_plan import plan_of
from analytics.records import StudyPlan
from analytics.reports.planning.plan_weeks import last_practice_exam_days
from analytics.reports.study import final_week
from analytics.store.settings_tables import Parsed
from dashboard.session import manual_entry, page_state, stores
from dashboard.session.scope import Scope
from dashboard.text import names
from dashboard.text.common import CHANGED_ELSEWHERE

_EXAM_DAY_NOTES = "exam day notes "
_CHANGED_INPUTS = "changed_decision_inputs"


def input_key(scope: Scope, label: str) -> str:
    """Return an input's key, one per candidate and exam; the browser can see it."""
    sample = "sample " if scope.is_sample else ""
    return f"{label} {sample}{names.candidate(scope.candidate_id)} {scope.exam_code}"


def change_decision_inputs(scope: Scope, change: Callable[[DecisionInputs], DecisionInputs]) -> None:
    """Change the saved costs, target and limits; this session can undo it."""
    before = _read_inputs(scope)
    _write_inputs(scope, after := change(before))
    input_changes(scope).append((before, after))


def undo_decision_inputs(scope: Scope) -> None:
    """Undo the last change of costs, target or limits, unless another window changed them since."""
    before, after = input_changes(scope).pop()
    if _read_inputs(scope) != after:
        input_changes(scope).clear()
        raise CutscoreError(CHANGED_ELSEWHERE)
    _write_inputs(scope, before)


def input_changes(scope: Scope) -> list[tuple[DecisionInputs, DecisionInputs]]:
    """Return this session's changes of costs, target and limits: each before and after, the latest last."""
    by_exam: dict[tuple[str, str, str | None], list[tuple[DecisionInputs, DecisionInputs]]]
    by_exam = st.session_state.setdefault(_CHANGED_INPUTS, {})
    return by_exam.setdefault((scope.path, scope.candidate_id, scope.exam_code), [])


def _read_inputs(scope: Scope) -> DecisionInputs:
    saved = saved_inputs(stores.store_at(scope.path), scope.exam_code or "")
    return saved.get(scope.candidate_id, STANDARD_INPUTS)


def _write_inputs(scope: Scope, inputs: DecisionInputs) -> None:
    name = setting_name(scope.exam_code or "")
    stores.store_at(scope.path).save_setting(scope.candidate_id, name, inputs.as_toml() or None)


def final_week_settings(scope: Scope) -> final_week.FinalWeekSettings:
    """Return the candidate's settings of the final week, or the standard ones."""
    return _saved(scope, final_week.SETTING_PREFIX, final_week.settings_from) or final_week.STANDARD_SETTINGS


def save_final_week(
    scope: Scope, settings: final_week.FinalWeekSettings, *, practice_exam_days: int
) -> Sequence[DataProblem]:
    """Save the settings of the final week; a new day of the last practice exam goes into the plan."""
    _save(scope, final_week.SETTING_PREFIX, final_week.settings_text(settings))
    plan = _plan(scope)
    if plan is None or last_practice_exam_days(plan) == practice_exam_days:
        return ()
    return manual_entry.add([replace(plan, last_practice_exam_days=practice_exam_days)], scope.exam_code)


def practice_exam_days(scope: Scope) -> int:
    """Return how many days before the exam the last practice exam is."""
    return last_practice_exam_days(_plan(scope))


def _plan(scope: Scope) -> StudyPlan | None:
    return plan_of(stores.store_at(scope.path), scope.candidate_id, scope.exam_code or "")


def save_booking(scope: Scope, day: date, key: str) -> None:
    """Save whether the plan's exam day is booked, unless another window changed the day."""
    plan = _plan(scope)
    if plan is None or plan.exam_on != day:
        raise CutscoreError(CHANGED_ELSEWHERE)
    manual_entry.add([replace(plan, booked_exam_on=day if page_state.value_of(key) else None)], scope.exam_code)


def exam_day_notes(scope: Scope) -> str:
    return _saved(scope, _EXAM_DAY_NOTES, str) or ""


def save_exam_day_notes(scope: Scope, notes: str) -> None:
    """Save the candidate's notes for the exam day; empty notes are deleted."""
    _save(scope, _EXAM_DAY_NOTES, notes.strip() or None)


def _saved(scope: Scope, name: str, parse: Callable[[str], Parsed]) -> Parsed | None:
    return stores.saved_text(scope.path, scope.candidate_id, f"{name}{scope.exam_code}", parse)


def _save(scope: Scope, name: str, value: str | None) -> None:
    stores.store_at(scope.path).save_text(scope.candidate_id, f"{name}{scope.exam_code}", value)
