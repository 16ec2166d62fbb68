"""Whether a file is sound: every table read whole, orphans, contradictions, keys that fit their rows."""

from collections.abc import Iterator, Sequence
from typing import Any

import duckdb

from analytics.records import RECORD_TYPES, Record
from analytics.store.copies import table_names
from analytics.store.tables import columns, record_from_row, row_key

_ROWS_AT_ONCE = 10_000


def integrity_problems(cursor: duckdb.DuckDBPyConnection, contradictions_sql: str) -> list[str]:
    """List what is wrong as sentences; damage shows as DuckDB's own error.

    A count alone would not read the rows, and a file of which half is missing counts well.
    """
    for table in table_names(cursor):
        cursor.execute(f'select bit_xor(hash(one)) from "{table}" as one').fetchall()  # noqa: S608
    found = [sentence for (sentence,) in cursor.execute(contradictions_sql).fetchall()]
    for kind in RECORD_TYPES:
        found += _key_problems(cursor, kind)
    return found


def _key_problems(cursor: duckdb.DuckDBPyConnection, kind: type[Record]) -> list[str]:
    """Compare the keys of a table with its rows, and its current rows with its keys."""
    found = []
    n_wrong = sum(not _has_its_key(kind, key, values) for key, *values in _versions(cursor, kind))
    if n_wrong:
        found.append(f"The table {kind.TABLE} has {n_wrong} rows whose key does not fit their values.")
    ((n_keys,),) = cursor.execute(
        f"select count(distinct row_key) from {kind.TABLE} as version "  # noqa: S608  (our own records' names)
        "anti join (select row_key, max(batch_id) as removed_by from removal where kind = $kind group by all) as gone "
        "on version.row_key = gone.row_key and version.batch_id <= gone.removed_by",
        {"kind": kind.TABLE},
    ).fetchall()
    ((n_current,),) = cursor.execute(f"select count(*) from current_{kind.TABLE}").fetchall()  # noqa: S608
    if n_keys != n_current:
        found.append(f"The table {kind.TABLE} has {n_keys} keys but {n_current} current rows.")
    return found


def _versions(cursor: duckdb.DuckDBPyConnection, kind: type[Record]) -> Iterator[Sequence[Any]]:
    """Give every version of every row of a kind, its key first."""
    listed = ", ".join(f'"{name}"' for name in columns(kind))
    cursor.execute(f"select row_key, {listed} from {kind.TABLE}")  # noqa: S608  (our own records' names)
    while rows := cursor.fetchmany(_ROWS_AT_ONCE):
        yield from rows


def _has_its_key(kind: type[Record], key: str, values: Sequence[Any]) -> bool:
    """Tell whether a version can be read back and has the key that its values make."""
    try:
        return row_key(record_from_row(kind, values)) == key
    except ValueError:
        return False
