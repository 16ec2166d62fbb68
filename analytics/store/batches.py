"""Rows into the store: what is new, what was there, and what takes the place of an earlier row."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import duckdb

from analytics.records import RECORD_TYPES, Record, Row
from analytics.store.settings_tables import Settings, save_blueprint, save_mapping, save_settings
from analytics.store.tables import columns, row_key, table_row

_Numbered = tuple[int, Row]
"""A row and its place in the call."""


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
    n_removed: int = 0


@dataclass(frozen=True, slots=True)
class UndoResult:
    """An import that was taken back, and how many of its rows stay because others brought them, too."""

    info: BatchInfo
    n_kept: int


class Batch:
    """An import that is going on, within its transaction."""

    def __init__(self, cursor: duckdb.DuckDBPyConnection, batch_id: int, default_zone: str) -> None:
        self.batch_id = batch_id
        self.n_imported = 0
        self.n_skipped = 0
        self.n_failed = 0
        self.n_removed = 0
        self.has_changed_settings = False
        self._cursor = cursor
        self._default_zone = default_zone

    def add(self, rows: Sequence[Row]) -> AddedRows:
        """Add rows of any kinds, in their order.

        The same key with the same values is skipped. The same key with other values becomes the
        newest version of that row, counts as imported and is listed as replaced. Rows of one key
        whose last one says what is there already are all skipped, so that the same rows again add
        nothing, also where they contradict each other.
        """
        by_kind: dict[type[Record], list[_Numbered]] = {kind: [] for kind in RECORD_TYPES}
        for ordinal, row in enumerate(rows):
            by_kind[type(row.record)].append((ordinal, row))
        n_skipped, replaced = 0, list[int]()
        for kind, numbered in by_kind.items():
            if numbered:
                n_skipped += self._add_kind(kind, numbered, replaced)
        n_imported = len(rows) - n_skipped
        self.n_imported += n_imported
        self.n_skipped += n_skipped
        return AddedRows(n_imported, n_skipped, tuple(rows[ordinal] for ordinal in sorted(replaced)))

    def remove(self, records: Sequence[Record]) -> None:
        """Take current rows out; taking the batch back brings them in again."""
        for record in records:
            self._cursor.execute(
                "insert into removal values ($kind, $row_key, $batch_id)",
                {"kind": record.TABLE, "row_key": row_key(record), "batch_id": self.batch_id},
            )
        self.n_removed += len(records)

    @property
    def is_empty(self) -> bool:
        """Tell whether the batch changes nothing."""
        return not (self.n_imported or self.n_removed)

    def save_blueprint(self, exam_code: str, toml_text: str) -> None:
        """Keep the blueprint of an exam, in place of an earlier one of its code; taking rows back leaves it."""
        save_blueprint(self._cursor, exam_code, toml_text)
        self.has_changed_settings = True

    def save_mapping(self, fingerprint: str, format_name: str, toml_text: str) -> None:
        """Keep the answers about a kind of file, in place of earlier ones; taking rows back leaves them."""
        save_mapping(self._cursor, fingerprint, format_name, toml_text)
        self.has_changed_settings = True

    def save_settings(self, settings: Settings) -> int:
        """Keep what is new of some settings, and give how much that is; taking rows back leaves them."""
        n_new = save_settings(self._cursor, settings)
        self.has_changed_settings = self.has_changed_settings or n_new > 0
        return n_new

    def forget(self) -> None:
        """Leave no trace of a batch that changes nothing."""
        self._cursor.execute("delete from repetition where batch_id = $1", [self.batch_id])

    def _add_kind(self, kind: type[Record], numbered: Sequence[_Numbered], replaced: list[int]) -> int:
        """Add the rows of one kind; give how many were skipped, and list the places that replace a row."""
        self._stage(kind, numbered)
        names = [f'"{name}"' for name in columns(kind)]
        self._judge(kind, names)
        listed = ", ".join(["row_key", *names])
        self._cursor.execute(
            f"insert or replace into {kind.TABLE} (batch_id, {listed}) "  # noqa: S608  (our own records' names)
            f"select $batch_id, {listed} from judged where is_last and not is_like_held",
            {"batch_id": self.batch_id},
        )
        self._cursor.execute(
            "insert or ignore into candidate select distinct candidate_id, $zone, 0, true from staged",
            {"zone": self._default_zone},
        )
        replaced += [
            ordinal
            for (ordinal,) in self._cursor.execute(
                "select ordinal from judged where is_known and not is_skipped"
            ).fetchall()
        ]
        self._note_repetitions(kind)
        ((n_skipped,),) = self._cursor.execute("select count(*) from judged where is_skipped").fetchall()
        return int(n_skipped)

    def _note_repetitions(self, kind: type[Record]) -> None:
        """Note which rows of other imports this one holds, too; what it brings in other values it holds no more."""
        given = {"kind": kind.TABLE, "batch_id": self.batch_id}
        self._cursor.execute(
            "delete from repetition where kind = $kind and batch_id = $batch_id "
            "and row_key in (select row_key from judged where is_last and not is_like_held)",
            given,
        )
        self._cursor.execute(
            "insert or ignore into repetition "  # noqa: S608  (our own records' names)
            f"select $kind, row_key, $batch_id from judged anti join {kind.TABLE} as own "
            "on own.row_key = judged.row_key and own.batch_id = $batch_id where is_last and is_like_held",
            given,
        )

    def _stage(self, kind: type[Record], numbered: Sequence[_Numbered]) -> None:
        """Put rows into a temporary table of the right types."""
        names = ", ".join(f'"{name}"' for name in columns(kind))
        self._cursor.execute(
            "create or replace temp table staged as "  # noqa: S608  (our own records' names)
            f"select 0 as ordinal, row_key, {names} from {kind.TABLE} limit 0"
        )
        with self._cursor.appender("staged") as appender:
            for ordinal, row in numbered:
                appender.append_row(ordinal, row_key(row.record), *table_row(row.record))

    def _judge(self, kind: type[Record], names: Sequence[str]) -> None:
        """Compare each staged row with the one before it of its key: in this call, else in the store."""

        def same_as(other: str) -> str:
            return " and ".join(f"staged.{name} is not distinct from {other}.{name}" for name in names)

        self._cursor.execute(
            f"""
            create or replace temp table judged as
            with numbered as (
                select
                    row_key, ordinal,
                    lag(ordinal) over (partition by row_key order by ordinal) as earlier_ordinal,
                    last_value(ordinal) over (
                        partition by row_key order by ordinal
                        rows between unbounded preceding and unbounded following
                    ) as last_ordinal
                from staged
            ),
            compared as (
                select
                    staged.*, earlier_ordinal, last_ordinal,
                    held.row_key is not null as is_held,
                    held.row_key is not null and {same_as("held")} as is_like_held,
                    earlier.row_key is not null and {same_as("earlier")} as is_like_earlier
                from staged
                join numbered using (ordinal)
                left join staged as earlier on earlier.ordinal = numbered.earlier_ordinal
                left join current_{kind.TABLE} as held on held.row_key = staged.row_key
            )
            select
                compared.*,
                ordinal = last_ordinal as is_last,
                is_held or earlier_ordinal is not null as is_known,
                bool_or(ordinal = last_ordinal and is_like_held) over (partition by row_key)
                or case when earlier_ordinal is null then is_like_held else is_like_earlier end as is_skipped
            from compared
            """  # noqa: S608  (our own records' names)
        )


def undo_batch(cursor: duckdb.DuckDBPyConnection, batch_id: int) -> int:
    """Take the rows and removals of an import back; rows that another import holds, too, become that one's.

    Gives how many of the rows stay.
    """
    n_kept = 0
    cursor.execute("delete from repetition where batch_id = $1", [batch_id])
    for kind in RECORD_TYPES:
        cursor.execute(
            f"""
            create or replace temp table heir as
            select version.row_key, min(again.batch_id) as heir_id
            from {kind.TABLE} as version
            join repetition as again on again.kind = $kind and again.row_key = version.row_key
            where version.batch_id = $batch_id and again.batch_id > $batch_id
                and not exists (
                    select 1 from {kind.TABLE} as later
                    where later.row_key = version.row_key
                        and later.batch_id > $batch_id and later.batch_id <= again.batch_id
                )
            group by version.row_key
            """,  # noqa: S608  (our own records' names)
            {"kind": kind.TABLE, "batch_id": batch_id},
        )
        ((n_heirs,),) = cursor.execute("select count(*) from heir").fetchall()
        if n_heirs:
            cursor.execute(
                f"update {kind.TABLE} as version set batch_id = heir_id from heir "  # noqa: S608
                "where version.row_key = heir.row_key and version.batch_id = $1",
                [batch_id],
            )
            cursor.execute(
                "delete from repetition using heir where repetition.kind = $1 "
                "and repetition.row_key = heir.row_key and repetition.batch_id = heir_id",
                [kind.TABLE],
            )
        n_kept += n_heirs
        cursor.execute(f"delete from {kind.TABLE} where batch_id = $1", [batch_id])  # noqa: S608
    for table in ("removal", "batch"):
        cursor.execute(f"delete from {table} where batch_id = $1", [batch_id])  # noqa: S608
    return int(n_kept)
