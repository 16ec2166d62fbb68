"""The open stores and their reads, cached by the file's revision."""

import os
import threading
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

from analytics.blueprints.model import ExamBlueprint
from analytics.clock import DayRule
from analytics.estimation.exam_plan import shown_on
from analytics.estimation.selection import exams_of, known_blueprints
from analytics.store import Store
from analytics.store.settings_tables import Parsed, parse_saved
from dashboard import places
from dashboard.sample import refresh_sample
from dashboard.session.caching import Stamp, file_stamp, memoized

_REFRESHING = threading.Lock()


def own_path() -> Path:
    """Return the path of the candidate's own database."""
    return Path(os.environ[places.DB_VARIABLE])


def has_sample() -> bool:
    """Return whether this run offers a sample."""
    return places.SAMPLE_VARIABLE in os.environ


@memoized()
def store_at(path: str) -> Store:
    """Return the one store of a file; it locks the file only while it works."""
    return Store(Path(path), is_read_only=places.is_read_only())


def own_store() -> Store:
    """Return the store of the candidate's own database, even while the pages show the sample."""
    return store_at(str(own_path()))


def sample_store() -> Store:
    """Return the store of the sample, which is loaded again on the first use of each day."""
    path = os.environ[places.SAMPLE_VARIABLE]
    with _REFRESHING:
        _refresh_sample(path, places.today())
    return store_at(path)


@memoized(entries=1)
def _refresh_sample(path: str, today: date) -> None:
    refresh_sample(store_at(path), today=today, zone=places.system_zone())


def revision_of(store: Store) -> int:
    """Return the file's revision; the file is opened only if its time or size has changed."""
    return _revision(str(store.path), file_stamp(store.path))


@memoized()
def _revision(path: str, stamp: Stamp) -> int:  # noqa: ARG001  (stamp: part of the key)
    return store_at(path).revision()


def draft(path: str, candidate_id: str, name: str, parse: Callable[[str], Parsed]) -> Parsed | None:
    """Return what was saved under a name for a candidate, None if there is nothing."""
    text = _draft(path, file_stamp(Path(path)), candidate_id, name)
    return None if text is None else parse_saved("draft", [candidate_id, name], text, parse)


@memoized()
def _draft(path: str, stamp: Stamp, candidate_id: str, name: str) -> str | None:  # noqa: ARG001  (stamp: part of the key)
    return store_at(path).draft(candidate_id, name)


@memoized()
def day_rule(path: str, revision: int, candidate_id: str) -> DayRule:  # noqa: ARG001  (revision: part of the key)
    """Return how a candidate's instants become days."""
    return store_at(path).day_rule(candidate_id)


@memoized()
def candidates(path: str, revision: int) -> tuple[str, ...]:  # noqa: ARG001  (revision: part of the key)
    """Return the candidates of a file."""
    return tuple(store_at(path).candidates())


@memoized()
def candidates_of_exam(path: str, revision: int, exam_code: str) -> tuple[str, ...]:  # noqa: ARG001  (revision: part of the key)
    """Return the candidates who prepare for an exam."""
    pairs = store_at(path).table("candidates_by_exam")
    return tuple(pairs.candidate_id[pairs.exam_code == exam_code].tolist())


@memoized()
def blueprints(path: str, revision: int) -> Mapping[str, ExamBlueprint]:  # noqa: ARG001  (revision: part of the key)
    """Return all exams that a file can name, by code."""
    return known_blueprints(store_at(path))


@memoized()
def exam_codes(path: str, revision: int, candidate_id: str) -> tuple[str, ...]:
    """Return a candidate's exams that have a blueprint, the latest first."""
    with_blueprint = blueprints(path, revision)
    return tuple(code for code in exams_of(store_at(path), candidate_id) if code in with_blueprint)


@memoized()
def shown_day(
    path: str,
    revision: int,  # noqa: ARG001  (part of the key)
    candidate_id: str,
    exam_code: str,
    today: date,
) -> date:
    """Return the day to show by default."""
    return shown_on(store_at(path), candidate_id, exam_code, today)
