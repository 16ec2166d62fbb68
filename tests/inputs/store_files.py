"""Stores for the tests of the store: fresh ones, and rows to put in."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb

from analytics.records import RECORD_TYPES, Activity, CheckIn, Moment, Record, Row, StudySession
from analytics.store import AddedRows, BatchInfo, Store

MADE_AT = datetime(2026, 3, 1, 12, tzinfo=UTC)
A_DAY = date(2026, 2, 1)


@contextmanager
def fresh_store() -> Iterator[Store]:
    """Give an empty store in a folder of its own, for each example of a property."""
    with TemporaryDirectory() as folder:
        yield Store(Path(folder) / "cutscore.duckdb")


def add(store: Store, *rows: Row) -> AddedRows:
    """Import rows as one batch."""
    with store.batch("rows.csv", made_at=MADE_AT) as batch:
        return batch.add(rows)


def held(store: Store) -> list[Sequence[Record]]:
    """Give all current records, by kind."""
    with store.shared_connection():
        return [store.records(kind) for kind in RECORD_TYPES]


def all_held(store: Store) -> list[Record]:
    """Give all current records, kind after kind."""
    return list(chain.from_iterable(held(store)))


def check_in(note: str, *, on: date = A_DAY, candidate_id: str = "me", line: str = "2") -> Row:
    """Make a row whose note tells its version."""
    return Row(line, CheckIn(candidate_id=candidate_id, on=on, note=note))


def session(at: Moment, *, session_key: str = "1", minutes: float = 30) -> StudySession:
    """Make a study session that begins at a moment."""
    return StudySession(session_key=session_key, started_at=at, time_on_task_min=minutes, activity=Activity.LAB)


def notes(store: Store) -> list[str | None]:
    """Give the notes of the current check-ins."""
    return [record.note for record in store.records(CheckIn)]


def only_batch(store: Store) -> BatchInfo:
    """Give the one import that the store has."""
    (batch,) = store.batches()
    return batch


@contextmanager
def past_the_store(path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open a file with DuckDB itself, for what the store would never do to it."""
    with duckdb.connect(str(path)) as connection:
        yield connection


def files_beside(store: Store) -> set[str]:
    """Name what else is in the folder of a store."""
    return {path.name for path in store.path.parent.iterdir()} - {store.path.name}
