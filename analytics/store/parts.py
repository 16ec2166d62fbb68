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

from analytics.drafts.folders import TEMPORARY
from analytics.errors import CutscoreError
from analytics.records import RECORD_TYPES
from analytics.store.connection import CONFIG
from analytics.store.integrity import strange_values
from analytics.store.migrations import STEPS, migrate
from analytics.store.queries import CursorRows, Rows, sql_text

PART = 500
"""About how many candidates of an exam are in a part: neither memory nor the wait for the first line grows with all."""

_MANIFEST = "cutscore_parts.json"
_SCHEMA = f"cutscore-parts/{len(STEPS)}"

_VIEWS = {kind.TABLE: f"current_{kind.TABLE}" for kind in RECORD_TYPES}
_TABLES = (*_VIEWS, "candidate", "draft", "blueprint")


def n_parts_of(rows: Rows) -> int:
    """Return the number of parts for some rows."""
    exams = rows.table("prepared_exams")
    n_candidates: dict[str, int] = {}
    for code, n in exams.rows("exam_code", "n_candidates"):
        n_candidates[code] = n_candidates.get(code, 0) + n
    return max(1, math.ceil(max(n_candidates.values(), default=0) / PART))


def write_parts(connection: duckdb.DuckDBPyConnection, folder: Path) -> None:
    """Write the current rows of an open database to a new folder, `<table>/part=<number>/*.parquet`, by name."""
    n_parts = n_parts_of(CursorRows(connection))
    folder.mkdir(mode=0o700)
    place = f"row_number() over (order by candidate_id) * {n_parts} // (count(*) over () + 1)"
    names = sql_text("candidates")
    connection.execute(f"create or replace temp table placed as select *, {place} as part from ({names})")  # noqa: S608  (our own query)
    for table in _TABLES:
        part = "0" if table == "blueprint" else "(select part from placed where placed.candidate_id = own.candidate_id)"
        connection.execute(
            f"copy (select *, coalesce({part}, 0) as part from {_VIEWS.get(table, table)} as own) "  # noqa: S608
            f"to {_literal(folder / table)} (format parquet, partition_by (part))"
        )
    (folder / _MANIFEST).write_text(json.dumps({"schema": _SCHEMA, "n_parts": n_parts}) + "\n", encoding="utf-8")


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
    """Yield the rows of one part, copied to memory, or of all, which are left where they are.

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
    """Return the one in-memory database of this process; each cursor lays views of its own over the tables."""
    spilled = Path(gettempdir()) / f"{TEMPORARY}{os.getpid()}"
    connection = duckdb.connect(config=CONFIG | {"temp_directory": str(spilled)})
    migrate(connection, Path())
    return connection


def _literal(path: Path) -> str:
    return "'" + str(path).replace("'", "''") + "'"
