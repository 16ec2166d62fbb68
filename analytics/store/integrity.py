"""Integrity check: unreadable tables, orphans, contradictions, and keys that do not fit their rows."""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import fields
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path
from types import NoneType
from typing import Any, get_args, get_type_hints
from zoneinfo import ZoneInfo

import duckdb

from analytics.clock import FIRST_DAY, LAST_DAY, WEEKDAYS
from analytics.errors import counted
from analytics.errors.store import StoreValueError
from analytics.records import RECORD_TYPES, Record, StudyPlan
from analytics.store.backups import last_backup
from analytics.store.copies import table_names
from analytics.store.tables import DECODERS, MOMENT_FIELDS, listed, record_from_row, row_key

_MAX_NUMBER, _MAX_COUNT = 1_000_000_000, 100_000
_DAYS = f"between date '{FIRST_DAY}' - 2 and date '{LAST_DAY}' + 2"  # the day of an instant depends on the zone

_Rules = Mapping[str, tuple[str, str]]
"""What a value must be, as SQL and in words, by column; null breaks only the rule `_GIVEN`."""

_NUMBER = (f"between 0 and {_MAX_NUMBER}", f"a number from 0 to {_MAX_NUMBER:,}")
_COUNT = (f"between 0 and {_MAX_COUNT}", f"a whole number from 0 to {_MAX_COUNT:,}")
_DAY = (_DAYS, f"a day from {FIRST_DAY} to {LAST_DAY}")
_GIVEN = ("is not null", "given")
_REVISION = (f"between 0 and {_MAX_NUMBER**2}", "a number that leaves room for changes")
_CHANCES = (
    f"is not null and n_items <= {_MAX_COUNT} "
    "and len(list_filter(probabilities, lambda p: p between 0 and 1)) > n_items",
    f"a probability for each number of correct answers up to {_MAX_COUNT:,}",
)
_OTHER_TABLES: Mapping[str, tuple[str, _Rules]] = {
    "batch": ("batch_id", {"batch_id": _NUMBER, "made_at_utc": _DAY, "n_removed": _GIVEN}),
    "store_revision": ("last_batch_id", {"revision": _REVISION, "last_batch_id": _NUMBER}),
    "forecast": ("[candidate_id, exam_code]", {"made_at_utc": _DAY, "day": _DAY, "probabilities": _CHANCES}),
}
"""The key and the rules of the tables that have no records."""


def require_plain_values(cursor: duckdb.DuckDBPyConnection, path: Path) -> None:
    """Check that all rows can become records.

    Raises:
        StoreValueError: If one cannot; it names the first.
    """
    found = next(strange_values(cursor), None)
    if found:
        raise StoreValueError(path, found, last_backup=last_backup(path))


def strange_values(cursor: duckdb.DuckDBPyConnection) -> Iterator[str]:
    """Yield a sentence for each value that breaks the rule of its column."""
    for (table,) in cursor.execute(_broken_tables_sql()).fetchall():
        key, rules = _rules()[table]
        for column, (condition, words) in rules.items():
            broken = f'select {key}, "{column}"::varchar from {table} where not {condition} order by all'  # noqa: S608
            for row, value in cursor.execute(broken).fetchall():
                yield _sentence(table, row, column, value, words)
    ((n_revisions,),) = cursor.execute("select count(*) from store_revision").fetchall()
    if n_revisions != 1:
        yield f"Table store_revision has {n_revisions} rows; it must have one."
    zones = [zone for (zone,) in cursor.execute("select distinct zone from candidate").fetchall() if not _is_zone(zone)]
    query = "select candidate_id, zone from candidate where list_contains($zones, zone) order by all"
    for name, zone in cursor.execute(query, {"zones": zones}).fetchall():
        yield _sentence("candidate", name, "zone", zone, "a time zone such as Europe/Berlin")
    yield from _broken_lists(cursor)


def _broken_lists(cursor: duckdb.DuckDBPyConnection) -> Iterator[str]:
    """Yield a sentence for each list or table of a plan that is no valid JSON."""
    query = f"select row_key, {', '.join(DECODERS)} from {StudyPlan.TABLE} order by all"  # noqa: S608  (our own names)
    for row, *texts in cursor.execute(query).fetchall():
        for (column, decode), text in zip(DECODERS.items(), texts, strict=True):
            try:
                decode(text)
            except (ValueError, RecursionError):
                yield _sentence(StudyPlan.TABLE, row, column, text, "JSON as Cutscore writes it")


@cache
def _broken_tables_sql() -> str:
    """Return one query for all tables with a broken rule, since most files have none."""
    queries = []
    for table, (_, rules) in _rules().items():
        conditions = " and ".join(condition for condition, _ in rules.values())
        queries.append(f"(select '{table}' from {table} where not ({conditions}) limit 1)")  # noqa: S608  (our own tables)
    return " union all ".join(queries)


@cache
def _rules() -> Mapping[str, tuple[str, _Rules]]:
    """Return each table's key and rules, with the column's name in each condition."""
    tables = {kind.TABLE: ("row_key", dict(_record_rules(kind))) for kind in RECORD_TYPES} | dict(_OTHER_TABLES)
    return {
        table: (key, {column: (f'("{column}" {condition})', words) for column, (condition, words) in rules.items()})
        for table, (key, rules) in tables.items()
    }


def _record_rules(kind: type[Record]) -> Iterator[tuple[str, tuple[str, str]]]:
    """Yield the rules of a record's columns by their types."""
    hints = get_type_hints(kind)
    for field in fields(kind):
        if field.name in MOMENT_FIELDS:
            yield from {"taken_utc": _DAY, "taken_on": _DAY, "utc_offset_min": _OFFSET}.items()
        if field.name in {*MOMENT_FIELDS, *DECODERS}:
            continue
        (type_,) = set(get_args(hints[field.name]) or (hints[field.name],)) - {NoneType}
        if field.name == "review_weekday":
            yield field.name, _one_of(WEEKDAYS)
        elif isinstance(type_, type) and issubclass(type_, StrEnum):
            yield field.name, _one_of(type_)
        elif type_ in _BY_TYPE:
            yield field.name, _BY_TYPE[type_]


def _one_of(words: Any) -> tuple[str, str]:
    return f"in ({', '.join(map(repr, map(str, words)))})", f"one of: {', '.join(words)}"


_OFFSET = (
    "between -1439 and 1439 and (utc_offset_min is not null or taken_utc is null)",
    "less than a day, and given where taken_utc is",
)
_BY_TYPE: Mapping[type, tuple[str, str]] = {float: _NUMBER, int: _COUNT, date: _DAY}


def _is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (ValueError, OSError, KeyError):
        return False
    return True


def _sentence(table: str, row: object, column: str, value: object, rule: str) -> str:
    return f"Table {table}, row {row}: {column} is {value!r}, but must be {rule}."


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
        cursor.execute(f"select row_key, {listed(kind)} from {kind.TABLE}")  # noqa: S608  (names of our own records)
        n_wrong = 0
        while rows := cursor.fetchmany(_ROWS_AT_ONCE):
            n_wrong += sum(row_key(record_from_row(kind, values)) != key for key, *values in rows)
        if n_wrong:
            found.append(f"Table {kind.TABLE} has {counted(n_wrong, 'row')} whose key does not match its values.")
    return found


def _read_key_indexes(cursor: duckdb.DuckDBPyConnection) -> None:
    """Insert each row again under a neighboring key, which reads its part of the index, and roll back.

    The indexes of a read-only file stay unchecked.
    """
    query = "select readonly from duckdb_databases() where database_name = current_database()"
    if cursor.execute(query).fetchall() == [(True,)]:
        return
    cursor.begin()
    try:
        for table, key in _KEYS.items():
            beside = "-1 - batch_id" if table == "batch" else f"{key} || chr(1)"
            cursor.execute(f"insert into {table} select * replace ({beside} as {key}) from {table}")  # noqa: S608
    finally:
        with suppress(duckdb.TransactionException):  # damage may have ended it
            cursor.rollback()
