"""Causes of wrong answers, given one at a time: progress, saving and undo."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime

import streamlit as st

from analytics.errors import CutscoreError
from analytics.records import ErrorCause, ResponseKey
from analytics.updates import error_causes
from dashboard import places
from dashboard.session import stores
from dashboard.session.scope import Scope

Causes = Mapping[ResponseKey, ErrorCause | None]
_ENTRY = "cause_entry"
_SAVED = "saved_causes"
_NOTHING = ("", "")


@dataclass(slots=True)
class CauseEntry:
    """The wrong answers to go through, with their causes so far, and the one shown.

    It outlives a run of the page, so that each keeps its number when the page is drawn again. `is_page_due` is set
    when a change concerns more than the one shown.
    """

    scope: Scope
    causes: dict[ResponseKey, ErrorCause | None]
    shown: ResponseKey
    problem: str = ""
    is_page_due: bool = False

    @property
    def number(self) -> int:
        """The place of the one shown, from 1."""
        return 1 + list(self.causes).index(self.shown)

    @property
    def n_left(self) -> int:
        """How many still have no cause."""
        return sum(cause is None for cause in self.causes.values())

    def back(self) -> None:
        """Show the one before; before the first comes the last."""
        self.shown = list(self.causes)[self.number - 2]

    def skip(self) -> None:
        """Show the next one without a cause; after the last comes the first."""
        keys = list(self.causes)
        in_turn = [*keys[self.number :], *keys[: self.number]]
        self.shown = next((key for key in in_turn if self.causes[key] is None), self.shown)

    def answer(self, key: ResponseKey, cause: ErrorCause) -> None:
        """Save a cause and go on."""
        with self._keeping_problem():
            save(self.scope, {key: cause}, before={key: self.causes[key]})
            self.causes[key] = cause
            self.skip()
            self.is_page_due = not self.n_left

    def undo(self) -> None:
        """Undo what was saved last and show that answer again; what the file no longer has is passed over."""
        with self._keeping_problem():
            made_at, before = saved(self.scope)[-1]
            store = stores.store_at(self.scope.path)
            for batch in store.batches():
                if (batch.source, batch.made_at_utc) == (error_causes.SOURCE, made_at):
                    store.undo(batch.batch_id)
            saved(self.scope).pop()
            self.is_page_due = not before.keys() <= self.causes.keys()
            self.causes |= {key: cause for key, cause in before.items() if key in self.causes}
            self.shown = next((key for key in before if key in self.causes), self.shown)

    @contextmanager
    def _keeping_problem(self) -> Iterator[None]:
        """Keep an error that the user can fix, to be shown when the answer is drawn again."""
        self.problem = ""
        try:
            yield
        except CutscoreError as error:
            self.problem = str(error)


def current(scope: Scope, known: Causes) -> CauseEntry:
    """Return the entry of a file and candidate, whose causes in the file are known."""
    old: CauseEntry | None = st.session_state.get(_ENTRY)
    if old is not None and old.scope == scope:
        return old
    asked, shown = {key for key, cause in known.items() if cause is None}, _NOTHING
    is_same = old is not None and replace(old.scope, revision=scope.revision) == scope
    if old is not None and is_same and (old.n_left or asked <= old.causes.keys()):
        asked, shown = asked | old.causes.keys(), old.shown
    causes = {key: cause for key, cause in known.items() if key in asked}
    entry = CauseEntry(scope, causes, shown if shown in causes else next(iter(causes), _NOTHING))
    if causes.get(entry.shown) is not None:
        entry.skip()
    st.session_state[_ENTRY] = entry
    return entry


def save(scope: Scope, causes: Causes, *, before: Causes) -> int:
    """Set why answers were wrong, as a change that can be undone; return how many rows changed."""
    made_at = places.now()
    n = error_causes.set_causes(stores.store_at(scope.path), scope.candidate_id, causes, made_at=made_at)
    if n:
        saved(scope).append((made_at.astimezone(UTC).replace(tzinfo=None), before))
    return n


def saved(scope: Scope) -> list[tuple[datetime, Causes]]:
    """Return when causes were saved in this session, and the ones that they replaced."""
    changes: list[tuple[datetime, Causes]] = st.session_state.setdefault(f"{_SAVED}_{scope.candidate_id}", [])
    return changes
