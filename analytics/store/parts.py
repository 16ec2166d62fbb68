"""A folder of Parquet parts: current rows by candidate, to be read without the database by many processes."""

import json
import math
import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from tempfile import gettempdir

import duckdb

from analytics.errors import CutscoreError
from analytics.records import RECORD_TYPES
from analytics.scratch_folders import TEMPORARY
from analytics.store.connection import CONFIG, MIN_MEMORY
from analytics.store.integrity import strange_values
from analytics.store.migrations import STEPS, migrate
from analytics.store.queries import CursorRows, Rows, sql_text

PART = 500
"""About how many candidates are in a part: neither memory nor the wait for the first line grows with their number."""

WRITTEN_AT_ONCE = 20
"""Parts that are written at once, so that a million candidates need no more memory than ten thousand."""

_MANIFEST = "cutscore_parts.json"
_SCHEMA = f"cutscore-parts/{len(STEPS)}"

_VIEWS = {kind.TABLE: f"current_{kind.TABLE}" for kind in RECORD_TYPES}
_BY_CANDIDATE = {**_VIEWS, "candidate": "candidate", "draft": "draft"}
_SHARED = ("blueprint", "store_revision")
_TABLES = (*_BY_CANDIDATE, *_SHARED)


def n_parts_of(rows: Rows) -> int:
    """Return the number of parts for some rows."""
    with rows.reading() as cursor:
        ((n_candidates,),) = cursor.execute(f"select count(*) from ({sql_text('candidates')})").fetchall()  # noqa: S608
    return max(1, math.ceil(int(n_candidates) / PART))


def write_parts(connection: duckdb.DuckDBPyConnection, folder: Path) -> None:
    """Write the current rows of an open database to a new folder, `<table>/part=<number>/*.parquet`, by name."""
    connection.execute(f"set memory_limit = '{MIN_MEMORY}'")
    n_parts = n_parts_of(CursorRows(connection))
    folder.mkdir(mode=0o700)
    place = f"row_number() over (order by candidate_id) * {n_parts} // (count(*) over () + 1)"
    names = sql_text("everybody")
    connection.execute(f"create or replace temp table placed as select *, {place} as part from ({names})")  # noqa: S608  (our own query)
    for first in range(0, n_parts, WRITTEN_AT_ONCE):
        ((low, high),) = connection.execute(
            "select min(candidate_id), max(candidate_id) from placed where part >= $1 and part < $1 + $2",
            [first, WRITTEN_AT_ONCE],
        ).fetchall()
        if low is None:
            continue
        # The database looks for a range of names before it compares versions, and for joined names only afterward.
        own = f"where candidate_id between {_literal(low)} and {_literal(high)}"
        for table, view in _BY_CANDIDATE.items():
            rows = f"select own.*, part from {view} as own join placed using (candidate_id) {own}"  # noqa: S608
            _copy(connection, rows, folder / table)
    for table in _SHARED:
        _copy(connection, f"select *, 0 as part from {table}", folder / table)  # noqa: S608  (our own tables)
    (folder / _MANIFEST).write_text(json.dumps({"schema": _SCHEMA, "n_parts": n_parts}) + "\n", encoding="utf-8")


def _copy(connection: duckdb.DuckDBPyConnection, rows: str, folder: Path) -> None:
    connection.execute(
        f"copy ({rows}) to {_literal(folder)} (format parquet, partition_by (part), overwrite_or_ignore)"
    )


def n_parts_in(folder: Path) -> int:
    """Return the number of parts in a folder.

    Raises:
        CutscoreError: If it holds something else.
    """
    try:
        manifest = json.loads((folder / _MANIFEST).read_text(encoding="utf-8"))
        if manifest["schema"] != _SCHEMA:
            raise CutscoreError(f"{folder}: another version of Cutscore has written these parts. Export them again.")
        return int(manifest["n_parts"])
    except (OSError, ValueError, LookupError, TypeError) as error:
        raise CutscoreError(
            f"{folder}: this folder holds no parts. Write them with: cutscore export --format parquet DIR"
        ) from error


@contextmanager
def part_rows(folder: Path, part: int | None = None) -> Iterator[CursorRows]:
    """Yield the rows of one part, copied to memory, or of all parts, read where they are.

    Raises:
        CutscoreError: If they cannot be read.
    """
    n_parts_in(folder)
    try:
        with _empty_database().cursor() as cursor:
            for table in _TABLES:
                files = f"{table}/part={'*' if part is None else part}/*.parquet"
                if any(folder.glob(files)):
                    kind = "view" if part is None else "table"
                    cursor.execute(
                        f"create temp {kind} {table} as "  # noqa: S608  (our own tables)
                        f"select * from read_parquet({_literal(folder / files)}, hive_partitioning = false)"
                    )
                    if table in _VIEWS:
                        cursor.execute(f"create temp view {_VIEWS[table]} as select * from {table}")  # noqa: S608
            if part is None:
                for sentence in strange_values(cursor):
                    raise CutscoreError(f"{folder}: another program has changed these parts. {sentence}")
            yield CursorRows(cursor)
    except duckdb.Error as error:
        detail = str(error).splitlines()[0][:200]
        raise CutscoreError(f"{folder}: these parts cannot be read ({detail}). Export them again.") from error


@cache
def _empty_database() -> duckdb.DuckDBPyConnection:
    """Return this process's in-memory database, whose empty tables each cursor shadows with its own."""
    spilled = Path(gettempdir()) / f"{TEMPORARY}{os.getpid()}"
    connection = duckdb.connect(config=CONFIG | {"temp_directory": str(spilled)})
    migrate(connection, Path())
    return connection


def _literal(text: Path | str) -> str:
    return "'" + str(text).replace("'", "''") + "'"
