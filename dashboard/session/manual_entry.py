"""Add, correct and undo rows by hand, and keep drafts of them."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

import streamlit as st

from analytics.errors import DataProblem
from analytics.ingest.reading import Notices
from analytics.records import Record
from analytics.store.settings_tables import Parsed
from analytics.updates import manual_entry
from analytics.updates.forecast_snapshots import snapshot_forecasts
from dashboard.session import own_database, stores
from dashboard.session.scope import show_sample
from dashboard.text import add as text
from dashboard.text.names import candidate

_GENERATION = "n_form_starts"
_ENTRIES = "entries"
_MAX_ENTRIES = 10


@dataclass(frozen=True, slots=True)
class SavedEntry:
    """An entry of this session: its batch and a description."""

    batch_id: int
    what: str


def add(records: Sequence[Record], exam_code: str | None, notices: Notices | None = None) -> Sequence[DataProblem]:
    """Add rows to the user's own database and show it, or return the problems and add nothing."""
    context, batches_before = own_database.update_context(exam_code), _batch_ids()
    what = text.entry_summary(records)
    with snapshot_forecasts(context.store, made_at=context.made_at, today=context.today):
        problems = manual_entry.add(context, records, source=text.source(what), notices=notices)
    if not problems:
        show_sample(False)
        _remember(what, batches_before)
    return problems


def correct(
    kind: type[Record], corrections: Sequence[manual_entry.Correction], deleted: Sequence[Record], notices: Notices
) -> Sequence[DataProblem]:
    """Correct and delete rows of the user's own database, or return the problems and change nothing."""
    exam = own_database.exam()
    context, batches_before = own_database.update_context(exam.code if exam else None), _batch_ids()
    what = text.corrected(kind, len(corrections), len(deleted))
    with snapshot_forecasts(context.store, made_at=context.made_at, today=context.today):
        problems = manual_entry.correct(context, kind, corrections, deleted, source=text.source(what), notices=notices)
    if not problems:
        _remember(what, batches_before)
    return problems


def _batch_ids() -> Collection[int]:
    return {batch.batch_id for batch in stores.own_store().batches()}


def _remember(what: str, batches_before: Collection[int]) -> None:
    """Reset the forms, and list an entry that changed the file, to undo it."""
    reset_forms()
    batches = stores.own_store().batches()
    new = [batch.batch_id for batch in batches if batch.source == text.source(what)]
    batch_id = next((i for i in reversed(new) if i not in batches_before), None)
    if batch_id is not None:
        st.session_state[_ENTRIES] = [SavedEntry(batch_id, what), *st.session_state.get(_ENTRIES, ())][:_MAX_ENTRIES]


def reset_forms() -> None:
    """Reset forms with `form_key` in their widget keys to what is saved."""
    st.session_state[_GENERATION] = _form_generation() + 1


def form_key() -> str:
    """Return a part of widget keys that changes with each entry and each candidate."""
    return f"{_form_generation()}_{candidate(own_database.candidate_id())}"


def _form_generation() -> int:
    return int(st.session_state.get(_GENERATION, 0))


def entries() -> Sequence[SavedEntry]:
    """Return this session's entries that can be undone, the latest first."""
    undoable = {batch.info.batch_id for batch in own_database.inventory().batches if batch.can_be_undone}
    return [entry for entry in st.session_state.get(_ENTRIES, ()) if entry.batch_id in undoable]


def draft(name: str, parse: Callable[[str], Parsed]) -> Parsed | None:
    """Return the candidate's unfinished entry, which is still there after a restart."""
    return stores.draft(str(stores.own_path()), own_database.candidate_id(), name, parse)


def save_draft(name: str, value: str | None) -> None:
    """Save the candidate's unfinished entry; None deletes it."""
    stores.own_store().save_draft(own_database.candidate_id(), name, value)
