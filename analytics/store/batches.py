"""Rows into the store: what is new, what was there, and what takes the place of an earlier row."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import duckdb

from analytics.records import RECORD_TYPES, Record, Row
from analytics.store.tables import columns, row_key, table_row


@dataclass(frozen=True, slots=True)
class AddedRows:
    """What became of the rows of one call."""

    n_imported: int
    n_skipped: int
    replaced: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class BatchInfo:
    """One import: a set of rows that can be taken back as a whole."""

    batch_id: int
    made_at_utc: datetime
    source: str
    n_imported: int
    n_skipped: int
    n_failed: int


class Batch:
    """An import that is going on, within its transaction."""

    def __init__(self, cursor: duckdb.DuckDBPyConnection, batch_id: int, default_zone: str) -> None:
        self.batch_id = batch_id
        self.n_imported = 0
        self.n_skipped = 0
        self.n_failed = 0
        self._cursor = cursor
        self._default_zone = default_zone

    def add(self, rows: Sequence[Row]) -> AddedRows:
        """Add rows of any kinds, in their order.

        The same key with the same values is skipped. The same key with other values becomes the
        newest version of that row, counts as imported and is listed as replaced.
        """
        added = [self._add_kind(kind, [r for r in rows if type(r.record) is kind]) for kind in RECORD_TYPES]
        total = AddedRows(
            sum(a.n_imported for a in added),
            sum(a.n_skipped for a in added),
            tuple(row for a in added for row in a.replaced),
        )
        self.n_imported += total.n_imported
        return total

    def _add_kind(self, kind: type[Record], rows: Sequence[Row]) -> AddedRows:
        if not rows:
            return AddedRows(0, 0, ())
        table, names = kind.TABLE, [f'"{name}"' for name in columns(kind)]
        self._stage(kind, rows)
        same = " and ".join(f"incoming.{name} is not distinct from {{other}}.{name}" for name in names)
        # Each incoming row is compared with the one before it of its key: in this call, else in the store.
        self._cursor.execute(
            f"""
            create or replace temp table judged as
            with incoming as (
                select *, lag(ordinal) over (partition by row_key order by ordinal) as earlier_ordinal
                from staged
            )
            select
                incoming.*,
                earlier.row_key is not null or held.row_key is not null as is_known,
                case
                    when incoming.earlier_ordinal is not null then {same.format(other="earlier")}
                    when held.row_key is not null then {same.format(other="held")}
                    else false
                end as is_same,
                lead(incoming.ordinal) over (partition by incoming.row_key order by incoming.ordinal) is null as is_last,
                held.row_key is not null and {same.format(other="held")} as is_held
            from incoming
            left join staged as earlier on earlier.ordinal = incoming.earlier_ordinal
            left join current_{table} as held on held.row_key = incoming.row_key
            """  # noqa: S608  (names of our own records, never of a file)
        )
        listed = ", ".join(["row_key", *names])
        self._cursor.execute(
            f"insert or replace into {table} (batch_id, {listed}) "  # noqa: S608
            f"select {self.batch_id}, {listed} from judged where is_last and not is_held"
        )
        n_same = self._cursor.execute("select count(*) from judged where is_same").fetchall()[0][0]
        replaced = self._cursor.execute(
            "select ordinal from judged where is_known and not is_same order by ordinal"
        ).fetchall()
        self._add_candidates()
        return AddedRows(len(rows) - n_same, n_same, tuple(rows[ordinal] for (ordinal,) in replaced))

    def _stage(self, kind: type[Record], rows: Sequence[Row]) -> None:
        """Put rows into a temporary table of the right types."""
        names = ", ".join(["row_key", *(f'"{name}"' for name in columns(kind))])
        self._cursor.execute(
            f"create or replace temp table staged as select 0 as ordinal, {names} from {kind.TABLE} limit 0"  # noqa: S608
        )
        with self._cursor.appender("staged") as appender:
            for ordinal, row in enumerate(rows):
                appender.append_row(ordinal, row_key(row.record), *table_row(kind, row.record))

    def _add_candidates(self) -> None:
        """Give each candidate who is new a profile."""
        self._cursor.execute(
            "insert or ignore into candidate select distinct candidate_id, $zone, 0 from staged",
            {"zone": self._default_zone},
        )
