"""Integrity check: unreadable tables, orphans, contradictions, and keys that do not fit their rows."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import Any

import duckdb

from analytics.errors import counted
from analytics.records import RECORD_TYPES, Record
from analytics.store.copies import table_names
from analytics.store.row_values import strange_values
from analytics.store.tables import columns, record_from_row, row_key

_ROWS_AT_ONCE = 10_000

_KEYS = {kind.TABLE: "row_key" for kind in RECORD_TYPES} | {
    "batch": "batch_id",
    "blueprint": "exam_code",
    "candidate": "candidate_id",
    "draft": "candidate_id",
    "forecast": "candidate_id",
    "mapping": "fingerprint",
    "removal": "row_key",
    "repetition": "row_key",
}
"""A column of each table's key."""

_IS_READ_ONLY = "select readonly from duckdb_databases() where database_name = current_database()"


def integrity_problems(cursor: duckdb.DuckDBPyConnection, contradictions_sql: str) -> list[str]:
    """Return the problems as sentences; damage raises DuckDB's own error.

    Every row is hashed, since a count does not read the rows and succeeds on half a file.
    """
    _read_key_indexes(cursor)
    for table in table_names(cursor):
        cursor.execute(f'select bit_xor(hash(one)) from "{table}" as one').fetchall()  # noqa: S608
    if strange := list(strange_values(cursor)):
        return strange  # the other checks cannot read them
    found = [sentence for (sentence,) in cursor.execute(contradictions_sql).fetchall()]
    for kind in RECORD_TYPES:
        found += _key_problems(cursor, kind)
    return found


def _read_key_indexes(cursor: duckdb.DuckDBPyConnection) -> None:
    """Add each row again under a key beside its own, for which its part of the index is read, and take all back.

    A file that is only read keeps this unchecked.
    """
    if cursor.execute(_IS_READ_ONLY).fetchall() == [(True,)]:
        return
    cursor.begin()
    try:
        for table, key in _KEYS.items():
            beside = "-1 - batch_id" if table == "batch" else f"{key} || chr(1)"
            cursor.execute(f"insert into {table} select * replace ({beside} as {key}) from {table}")  # noqa: S608
    finally:
        with suppress(duckdb.TransactionException):  # damage may have ended it
            cursor.rollback()


def _key_problems(cursor: duckdb.DuckDBPyConnection, kind: type[Record]) -> list[str]:
    """Compare a table's keys with its rows."""
    n_wrong = sum(not _has_own_key(kind, key, values) for key, *values in _versions(cursor, kind))
    return [f"Table {kind.TABLE} has {counted(n_wrong, 'row')} whose key does not match its values."] if n_wrong else []


def _versions(cursor: duckdb.DuckDBPyConnection, kind: type[Record]) -> Iterator[Sequence[Any]]:
    """Yield every version of every row of a kind, with its key first."""
    listed = ", ".join(f'"{name}"' for name in columns(kind))
    cursor.execute(f"select row_key, {listed} from {kind.TABLE}")  # noqa: S608  (names of our own records)
    while rows := cursor.fetchmany(_ROWS_AT_ONCE):
        yield from rows


def _has_own_key(kind: type[Record], key: str, values: Sequence[Any]) -> bool:
    """Whether a version has the key of its values."""
    return row_key(record_from_row(kind, values)) == key
