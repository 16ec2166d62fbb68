"""Add, correct and undo rows by hand, and keep drafts of them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

import streamlit as st

from analytics.errors import DataProblem
from analytics.ingest.reading import Notices
from analytics.records import Record
from analytics.store.settings_tables import Parsed
from analytics.updates import manual_entry
from analytics.updates.stored_forecasts import storing_forecasts
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
    save = partial(manual_entry.add, records=records, notices=notices)
    problems = _save(exam_code, text.entry_summary(records), save)
    if not problems:
        show_sample(False)
    return problems


def correct(
    kind: type[Record], corrections: Sequence[manual_entry.Correction], deleted: Sequence[Record], notices: Notices
) -> Sequence[DataProblem]:
    """Correct and delete rows of the user's own database, or return the problems and change nothing."""
    save = partial(manual_entry.correct, kind=kind, corrections=corrections, deleted=deleted, notices=notices)
    exam = own_database.exam()
    return _save(exam.code if exam else None, text.corrected(kind, len(corrections), len(deleted)), save)


def _save(exam_code: str | None, what: str, save: Callable[..., Sequence[DataProblem]]) -> Sequence[DataProblem]:
    """Save without problems, reset the forms, and list the entry, to undo it, if it changed the file."""
    context, batches_before = own_database.update_context(exam_code), stores.own_store().batches()
    source = text.source(what)
    with storing_forecasts(context.store, made_at=context.made_at, today=context.today):
        problems = save(context, source=source)
    if problems:
        return problems
    reset_forms()
    known = {batch.batch_id for batch in batches_before}
    new = [one.batch_id for one in context.store.batches() if one.source == source and one.batch_id not in known]
    if new:
        st.session_state[_ENTRIES] = [SavedEntry(new[-1], what), *st.session_state.get(_ENTRIES, ())][:_MAX_ENTRIES]
    return ()


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
    entered = st.session_state.get(_ENTRIES, ())
    batches = own_database.inventory().batches if entered else ()
    undoable = {batch.info.batch_id for batch in batches if batch.can_be_undone}
    return [entry for entry in entered if entry.batch_id in undoable]


def draft(name: str, parse: Callable[[str], Parsed]) -> Parsed | None:
    """Return the candidate's unfinished entry, which is still there after a restart."""
    return stores.saved_text(str(stores.own_path()), own_database.candidate_id(), name, parse)


def save_draft(name: str, value: str | None) -> None:
    """Save the candidate's unfinished entry; None deletes it."""
    stores.own_store().save_text(own_database.candidate_id(), name, value)
