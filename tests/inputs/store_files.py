"""Small stores for the tests of the store, and rows to add to them."""

import atexit
import re
from collections.abc import Callable, Iterator, Sequence, Set
from contextlib import ExitStack, contextmanager, suppress
from datetime import UTC, date, datetime
from functools import cache
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import duckdb
import pytest

from analytics.records import RECORD_TYPES, Activity, CheckIn, ItemResponse, Moment, Record, Row, StudySession
from analytics.records.rows import by_kind
from analytics.store import AddedRows, BatchInfo, Store, queries
from analytics.store.batches import Batch
from analytics.store.connection import DatabaseFile, file_state, open_file
from analytics.store.copies import make_file_private
from analytics.store.queries import Rows, run, sql_text
from analytics.store.tables import columns, encode_key, table_columns

MADE_AT = datetime(2026, 3, 1, 12, tzinfo=UTC)
A_DAY = date(2026, 2, 1)


@cache
def _empty_database() -> bytes:
    with TemporaryDirectory() as folder:
        store = Store(Path(folder) / "template.duckdb")
        store.revision()
        return store.path.read_bytes()


def new_store(path: Path) -> Store:
    """Make an empty store, if there is none; copying a migrated file is faster than migrating a new one."""
    store = Store(path)
    if not path.exists():
        path.write_bytes(_empty_database())
        store._file._left_as = file_state(path)  # as if this process had closed it
    return store


@contextmanager
def temporary_store() -> Iterator[Store]:
    """Make an empty store for one example of a property; it stays open, which saves most of the time."""
    with TemporaryDirectory() as folder:
        store = new_store(Path(folder) / "cutscore.duckdb")
        with store.reading():
            yield store


def add(store: Store, *rows: Row) -> AddedRows:
    """Import rows as one batch."""
    with store.batch("rows.csv", made_at=MADE_AT) as batch:
        return batch.add(rows)


def add_first(batch: Batch, rows: Sequence[Row]) -> None:
    """Add rows to a batch; the first of a store, with a key each, are not compared, which takes longest."""
    parts = [part for _, part in by_kind(rows)]
    keys = [list(map(encode_key, part.values(*part.kind.KEY))) for part in parts]
    if batch.batch_id > 1 or any(len(set(own)) < len(own) for own in keys):
        batch.add(rows)
        return
    for part, own in zip(parts, keys, strict=True):
        names = ["batch_id", "row_key", *columns(part.kind)]
        with batch._cursor.appender(part.kind.TABLE, columns=names) as appender:
            for values in zip(own, *table_columns(part), strict=True):
                appender.append_row(batch.batch_id, *values)
    for name in {row.record.candidate_id for row in rows}:
        batch._run("insert or ignore into candidate values ($name, 'UTC', 0, true)", {"name": name})
    batch.n_imported = len(rows)


def records_by_kind(store: Store) -> list[Sequence[Record]]:
    """Return all current records, one list a kind."""
    with store.reading():
        return [store.records(kind) for kind in RECORD_TYPES]


def all_records(store: Store) -> list[Record]:
    """Return all current records, kind after kind."""
    return list(chain.from_iterable(records_by_kind(store)))


def check_in(note: str, *, on: date = A_DAY, candidate_id: str = "me", line: str = "2") -> Row:
    """Make a check-in; its note tells its versions apart."""
    return Row(line, CheckIn(candidate_id=candidate_id, on=on, note=note))


def session(at: Moment, *, session_key: str = "1", minutes: float = 30) -> StudySession:
    """Make a study session that starts at a moment."""
    return StudySession(session_key=session_key, started_at=at, time_on_task_min=minutes, activity=Activity.LAB)


def notes(store: Store) -> list[str | None]:
    """Return the notes of the current check-ins."""
    return [record.note for record in store.records(CheckIn)]


def only_batch(store: Store) -> BatchInfo:
    """Return the single batch of a store."""
    (batch,) = store.batches()
    return batch


def copy_new(database: bytes, path: Path) -> None:
    """Write a new file that only its owner can open, whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        path.write_bytes(database)
        make_file_private(path)
    except OSError:
        path.unlink(missing_ok=True)
        raise


_KEPT_OPEN: set[DatabaseFile] = set()


@contextmanager
def kept_open(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Keep each file open from its first use on, since opening one costs more than most uses; copy new ones."""
    enter, wait, empty = DatabaseFile._enter, DatabaseFile._wait_until_idle, _empty_database()

    def enter_and_stay(file: DatabaseFile, wait_s: float, is_any_value_read: bool) -> duckdb.DuckDBPyConnection:
        with file._users:
            connection = enter(file, wait_s, is_any_value_read)
            if file not in _KEPT_OPEN and file.path.name != "draft.duckdb":  # a backup's copy is opened in two ways
                _KEPT_OPEN.add(file)
                file._n_users += 1
            return connection

    def close_and_wait(file: DatabaseFile, wait_s: float) -> None:
        close_kept()
        wait(file, wait_s)

    def open_copied(path: Path, *waiting: float, **options: Any) -> duckdb.DuckDBPyConnection:
        with suppress(OSError):  # opening it says why
            if "?" not in str(path) and not path.exists():
                copy_new(empty, path)
        return open_file(path, *waiting, **options)

    monkeypatch.setattr("analytics.store.connection.open_file", open_copied)
    monkeypatch.setattr(DatabaseFile, "_enter", enter_and_stay)
    monkeypatch.setattr(DatabaseFile, "_wait_until_idle", close_and_wait)
    yield
    close_kept()


def close_kept() -> None:
    """Close the files that are only kept open; each is opened again when it is used."""
    while _KEPT_OPEN:
        file = _KEPT_OPEN.pop()
        file._leave()
        file._close_if_unused()


@contextmanager
def raw_connection(path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open a file with DuckDB itself, for changes that the store never makes."""
    close_kept()
    with duckdb.connect(str(path)) as connection:
        yield connection


def files_beside(store: Store) -> set[str]:
    """Return the names of the other files in a store's folder."""
    return {path.name for path in store.path.parent.iterdir()} - {store.path.name}


_OPEN_STORES = ExitStack()
atexit.register(_OPEN_STORES.close)


@cache
def _scratch_store() -> Store:
    folder = _OPEN_STORES.enter_context(TemporaryDirectory())
    store = new_store(Path(folder) / "scratch.duckdb")
    _OPEN_STORES.enter_context(store.reading())
    return store


@contextmanager
def scratch_store(tables: Set[str]) -> Iterator[Store]:
    """Yield an empty store for rows of some tables; it stays open, since opening a file costs more than clearing it.

    Queries that read only other tables are answered once a process: most of a candidate's records are of few kinds.
    """
    store = _scratch_store()
    try:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(queries, "_COPIED", tuple(name for name in queries._COPIED if name in tables))
            for name in ("table", "query", "_fetched"):
                patch.setattr(Rows, name, _remembering(getattr(Rows, name), tables))
            yield store
    finally:
        with store._file.writing(0) as cursor:
            for table in {*tables, "batch", "candidate", "derived"}:
                run(cursor, f"delete from {table}")
            run(cursor, "update store_revision set last_batch_id = 0")  # else the next batch makes a backup


_ANSWERS: dict[tuple[object, ...], Any] = {}
"""What queries found that read only tables without rows, by their method, name and parameters."""


def _remembering(method: Callable[..., Any], filled: Set[str]) -> Callable[..., Any]:
    """Return a method of `Rows` that asks again only if a table has rows that its query reads."""

    def answer(rows: Rows, query: str, **parameters: object) -> object:
        read = _JOINED.get(query) or _tables_read(query if " " in query else sql_text(query))
        if not read or read == _TABLES or read & filled:
            return method(rows, query, **parameters)
        key = (method.__name__, query, repr(parameters))
        if key not in _ANSWERS:
            _ANSWERS[key] = method(rows, query, **parameters)
        return _ANSWERS[key]

    return answer


_JOINED = {"response_log": frozenset({ItemResponse.TABLE})}
"""The table without which a query of several has no row."""

_TABLES = frozenset(kind.TABLE for kind in RECORD_TYPES)
_OF_SEVERAL = {"row", "row_version", "candidate", "draft", "forecast"}
"""Views of all tables, and tables of settings."""


@cache
def _tables_read(sql: str) -> frozenset[str]:
    """Return the tables of records that a statement reads; a view of current rows is named after its table."""
    names = {word.removeprefix("current_") for word in re.findall(r"\w+", re.sub("--.*", "", sql))}
    return _TABLES if names & _OF_SEVERAL else _TABLES & names
