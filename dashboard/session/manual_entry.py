"""What is typed into the own file, corrected in it, and begun but not yet saved."""

from collections.abc import Collection, Sequence

import streamlit as st

from analytics.errors import DataProblem
from analytics.records import Record
from analytics.store import BatchInfo, UndoResult
from analytics.updates import manual_entry
from analytics.updates.forecast_snapshots import snapshot_forecasts
from dashboard import places
from dashboard.session.caching import stamp_of
from dashboard.session.imports import undo
from dashboard.session.own_database import day_rule, own_blueprints, own_candidate, own_day, own_exam, own_inventory
from dashboard.session.scope import draft_at, own_path, own_store, show_sample
from dashboard.text.imports import typed_in

_N_SAVED = "n_saved"
_LAST_SAVED = "last_saved"


def entry_context(exam_code: str | None) -> manual_entry.UpdateContext:
    """Give where and when something is typed in."""
    own = own_inventory()
    return manual_entry.UpdateContext(
        store=own_store(),
        today=own_day(own),
        made_at=places.now(),
        zone=day_rule(own).zone,
        blueprints=own_blueprints(),
        exam_code=exam_code,
    )


def type_in(records: Sequence[Record], exam_code: str | None) -> Sequence[DataProblem]:
    """Add rows to the own file and show it from then on; give the problems, with which nothing is added."""
    at, before = entry_context(exam_code), _batch_ids()
    source = typed_in(len(records), records[0].TABLE)
    with snapshot_forecasts(at.store, made_at=at.made_at, today=at.today):
        problems = manual_entry.add(at, records, source=source)
    if not problems:
        show_sample(False)
        _count_saved(source, before)
    return problems


def n_saved() -> int:
    """Count what has been typed in during this session; a table that was saved begins anew by it."""
    return int(st.session_state.get(_N_SAVED, 0))


def correct(
    kind: type[Record], corrections: Sequence[manual_entry.Correction], taken_out: Sequence[Record], source: str
) -> Sequence[DataProblem]:
    """Correct rows of the own file and take others out; give the problems, with which nothing is changed."""
    exam = own_exam()
    at, before = entry_context(exam.code if exam else None), _batch_ids()
    problems = manual_entry.correct(at, kind, corrections, taken_out, source=source)
    if not problems:
        _count_saved(source, before)
    return problems


def _count_saved(source: str, before: Collection[int]) -> None:
    """Count what was typed in or corrected; where that changed the file, its batch can be taken back."""
    st.session_state[_N_SAVED] = n_saved() + 1
    made = [batch.batch_id for batch in own_store().batches() if batch.source == source]
    st.session_state[_LAST_SAVED] = next((number for number in reversed(made) if number not in before), None)


def _batch_ids() -> Collection[int]:
    return {batch.batch_id for batch in own_store().batches()}


def last_saved() -> BatchInfo | None:
    """Give what was saved by hand last and can be taken back, None where there is nothing."""
    saved = st.session_state.get(_LAST_SAVED)
    return next((batch.info for batch in own_inventory().batches if batch.info.batch_id == saved), None)


def undo_last_entry() -> UndoResult:
    """Take back what was saved by hand last."""
    return undo(int(st.session_state.pop(_LAST_SAVED)))


def draft(name: str) -> str | None:
    """Give what the candidate has begun to type in, None where there is nothing; it outlives the program."""
    return draft_at(str(own_path()), stamp_of(own_path()), own_candidate(own_inventory()), name)


def save_draft(name: str, value: str | None) -> None:
    """Keep what the candidate has begun to type in; None lets it go."""
    own_store().save_draft(own_candidate(own_inventory()), name, value)
