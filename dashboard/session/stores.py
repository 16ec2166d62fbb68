"""The open stores and their reads, cached by the file's revision."""

import os
import threading
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVar

from analytics.estimation.exam_plan import shown_on
from analytics.estimation.selection import exams_of, known_blueprints
from analytics.store import Store
from analytics.store.settings_tables import Parsed, parse_saved
from dashboard import environment
from dashboard.sample import refresh_sample
from dashboard.session.caching import file_stamp, memoized

P = ParamSpec("P")
R = TypeVar("R")
LINGER_S = 0.5
"""A page reads the file a few times in half a second; another program waits ten seconds for it."""
_REFRESHING = threading.Lock()


def own_path() -> Path:
    return Path(os.environ[environment.DB_VARIABLE])


def has_sample() -> bool:
    return environment.SAMPLE_VARIABLE in os.environ


@memoized()
def store_at(path: str) -> Store:
    """Return the one store of a file; it locks the file only while it works, and `LINGER_S` after that."""
    store = Store(Path(path), is_read_only=environment.is_read_only())
    store.linger(LINGER_S)
    return store


def by_revision(query: Callable[Concatenate[Store, P], R]) -> Callable[Concatenate[str, object, P], R]:
    """Cache what a query finds in the store of a path, for each revision or stamp of the file."""

    @memoized()
    def found(path: str, _revision: object, /, *args: P.args, **options: P.kwargs) -> R:
        return query(store_at(path), *args, **options)

    return found


def own_store() -> Store:
    return store_at(str(own_path()))


def sample_store() -> Store:
    """Return the store of the sample, which is loaded again on the first use of each day."""
    path = os.environ[environment.SAMPLE_VARIABLE]
    with _REFRESHING:
        _refresh_sample(path, environment.today())
    return store_at(path)


@memoized(entries=1)
def _refresh_sample(path: str, today: date) -> None:
    refresh_sample(store_at(path), today=today, zone=environment.system_zone())


def revision_of(store: Store) -> int:
    """Return the file's revision; the file is opened only if its time or size has changed."""
    return _revision(str(store.path), file_stamp(store.path))


_revision = by_revision(Store.revision)


def saved_text(path: str, candidate_id: str, name: str, parse: Callable[[str], Parsed]) -> Parsed | None:
    """Return what was saved under a name for a candidate, None if there is nothing."""
    text = _saved_text(path, file_stamp(Path(path)), candidate_id, name)
    return None if text is None else parse_saved("draft", [candidate_id, name], text, parse)


_saved_text = by_revision(Store.saved_text)
day_rule = by_revision(Store.day_rule)
candidates_by_exam = by_revision(Store.candidates_by_exam)
candidates = by_revision(lambda store: tuple(store.candidates()))
blueprints = by_revision(known_blueprints)
shown_day = by_revision(shown_on)


@memoized()
def exam_codes(path: str, revision: int, candidate_id: str) -> tuple[str, ...]:
    """Return a candidate's exams that have a blueprint: one started that has no practice yet, then the latest first."""
    with_blueprint = blueprints(path, revision)
    return tuple(code for code in exams_of(store_at(path), candidate_id) if code in with_blueprint)
