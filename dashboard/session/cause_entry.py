"""Enter causes of wrong answers one at a time, with progress and undo."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace

import streamlit as st

from analytics.errors import CutscoreError
from analytics.records import ErrorCause, ResponseKey
from analytics.updates import error_causes
from dashboard import environment
from dashboard.session import stores
from dashboard.session.scope import Scope
from dashboard.text.common import CHANGED_ELSEWHERE
from dashboard.text.names import error_sentence

_ENTRY = "cause_entry"
_SAVED = "saved_causes"


@dataclass(slots=True)
class CauseEntry:
    """All wrong answers with their causes, the queue to go through, and the one shown (None after the last).

    It is kept between runs, so that numbers in the queue do not change. `is_page_due` is set by the last answer, which
    also changes the rest of the page.
    """

    scope: Scope
    causes: dict[ResponseKey, ErrorCause | None]
    queue: list[ResponseKey]
    shown: ResponseKey | None
    problem: str = ""
    is_page_due: bool = False

    @property
    def _place(self) -> int:
        return self.queue.index(self.shown) if self.shown in self.queue else len(self.queue)

    @property
    def progress(self) -> tuple[int, int] | None:
        """The number of the answer shown and how many there are; None for one outside the queue."""
        return (self._place + 1, len(self.queue)) if self.shown in self.queue else None

    def show(self, key: object) -> None:
        """Show the wrong answer with this key, if there is one."""
        self.shown = next((own for own in self.causes if own == key), self.shown)

    def back(self) -> None:
        """Show the previous answer; from the first, the last."""
        self.shown = self.queue[self._place - 1]

    def skip(self) -> None:
        """Show the next answer without a cause, starting over after the last."""
        in_turn = [*self.queue[self._place + 1 :], *self.queue[: self._place + 1]]
        self.shown = next((key for key in in_turn if self.causes[key] is None), None)

    def answer(self, key: ResponseKey, cause: ErrorCause | None) -> None:
        """Save or remove a cause and go on, unless another answer is shown by now."""
        if key != self.shown:
            return
        with self._keeping_problem():
            before = self.causes[key]
            if self._save(key, cause):
                saved_changes(self.scope).append((key, before, cause))
            if not self.problem:
                self.skip()
                self.is_page_due = self.shown is None

    def undo(self) -> None:
        """Undo the last saved cause and show its answer again."""
        with self._keeping_problem():
            key, before, self.causes[key] = saved_changes(self.scope)[-1]
            self._save(key, before)
            saved_changes(self.scope).pop()
            self.shown = key

    def _save(self, key: ResponseKey, cause: ErrorCause | None) -> int:
        """Save a cause and return how many rows changed; keep and report one that was changed elsewhere."""
        store, known = stores.store_at(self.scope.path), self.causes[key]
        self.causes[key], n_changed = error_causes.set_cause(
            store, self.scope.candidate_id, key, cause, expected=known, made_at=environment.now()
        )
        if self.causes[key] is not known:
            self.problem = CHANGED_ELSEWHERE
            return 0
        self.causes[key] = cause
        if cause is None and key not in self.queue:
            self.queue.append(key)
        return n_changed

    @contextmanager
    def _keeping_problem(self) -> Iterator[None]:
        """Keep an error that the user can fix for the next time the answer is drawn."""
        self.problem = ""
        try:
            yield
        except CutscoreError as error:
            self.problem = error_sentence(error)


def current(scope: Scope, causes: Mapping[ResponseKey, ErrorCause | None]) -> CauseEntry:
    """Return the entry of a file and candidate, with the causes in the file."""
    old: CauseEntry | None = st.session_state.get(_ENTRY)
    if old is not None and old.scope == scope:
        return old
    queued, shown, problem = {key for key, cause in causes.items() if cause is None}, None, ""
    if old is not None and replace(old.scope, revision=scope.revision) == scope:
        shown, problem = old.shown if old.shown in causes else None, old.problem
        if old.shown is not None or queued <= set(old.queue):
            queued |= set(old.queue)
    entry = CauseEntry(scope, dict(causes), [key for key in causes if key in queued], shown, problem)
    if shown is None:
        entry.skip()
    st.session_state[_ENTRY] = entry
    return entry


def saved_changes(scope: Scope) -> list[tuple[ResponseKey, ErrorCause | None, ErrorCause | None]]:
    """Return this session's changes: each answer with its cause before and after."""
    changes: list[tuple[ResponseKey, ErrorCause | None, ErrorCause | None]] = st.session_state.setdefault(
        f"{_SAVED}_{scope.candidate_id}", []
    )
    return changes
