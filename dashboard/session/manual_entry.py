"""Add, correct and undo rows by hand, and keep drafts of them."""

from collections.abc import Collection, Mapping, Sequence

import streamlit as st

from analytics.errors import DataProblem
from analytics.ingest.reading import Notices
from analytics.records import ErrorCause, Record, ResponseKey
from analytics.store import BatchInfo, UndoResult
from analytics.updates import error_causes, manual_entry
from analytics.updates.forecast_snapshots import snapshot_forecasts
from dashboard import places
from dashboard.session import imports, own_database, stores
from dashboard.session.scope import Scope, show_sample
from dashboard.text.imports import entry_source

_N_SAVED = "n_saved"
_LAST_SAVED = "last_saved"


def add(records: Sequence[Record], exam_code: str | None) -> Sequence[DataProblem]:
    """Add rows to the own database and show it; return the problems, with which nothing is added."""
    context, batches_before = own_database.update_context(exam_code), _batch_ids()
    source = entry_source(len(records), records[0].TABLE)
    with snapshot_forecasts(context.store, made_at=context.made_at, today=context.today):
        problems = manual_entry.add(context, records, source=source)
    if not problems:
        show_sample(False)
        _count_saved(source, batches_before)
    return problems


def correct(
    kind: type[Record],
    corrections: Sequence[manual_entry.Correction],
    deleted: Sequence[Record],
    source: str,
    notices: Notices,
) -> Sequence[DataProblem]:
    """Correct and delete rows of the own database; return the problems, with which nothing is changed."""
    exam = own_database.exam()
    context, batches_before = own_database.update_context(exam.code if exam else None), _batch_ids()
    problems = manual_entry.correct(context, kind, corrections, deleted, source=source, notices=notices)
    if not problems:
        _count_saved(source, batches_before)
    return problems


def set_error_causes(scope: Scope, causes: Mapping[ResponseKey, ErrorCause | None]) -> int:
    """Set why answers were wrong; return how many rows changed."""
    return error_causes.set_causes(stores.store_at(scope.path), scope.candidate_id, causes, made_at=places.now())


def _batch_ids() -> Collection[int]:
    return {batch.batch_id for batch in stores.own_store().batches()}


def _count_saved(source: str, batches_before: Collection[int]) -> None:
    """Count an entry; if it changed the file, its batch can be undone."""
    st.session_state[_N_SAVED] = n_saved() + 1
    batch_ids = [batch.batch_id for batch in stores.own_store().batches() if batch.source == source]
    st.session_state[_LAST_SAVED] = next((i for i in reversed(batch_ids) if i not in batches_before), None)


def n_saved() -> int:
    """Return the number of entries saved in this session; widgets with it in their key start empty after each."""
    return int(st.session_state.get(_N_SAVED, 0))


def last_entry() -> BatchInfo | None:
    """Return the last entry of this session that can be undone."""
    saved = st.session_state.get(_LAST_SAVED)
    batches = own_database.inventory().batches
    return next((batch.info for batch in batches if batch.info.batch_id == saved), None)


def undo_last() -> UndoResult:
    """Undo the last entry of this session."""
    return imports.undo(int(st.session_state.pop(_LAST_SAVED)))


def draft(name: str) -> str | None:
    """Return an unfinished entry of the candidate; it outlives the program."""
    return stores.draft(str(stores.own_path()), own_database.candidate_id(), name)


def save_draft(name: str, value: str | None) -> None:
    """Save an unfinished entry of the candidate; None deletes it."""
    stores.own_store().save_draft(own_database.candidate_id(), name, value)
