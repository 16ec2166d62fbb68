"""Add rows as a batch, as new ones, duplicates or new versions of earlier rows, and undo a batch."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import NamedTuple

import duckdb

from analytics.records import RECORD_TYPES, Record, Row
from analytics.records.column_table import ColumnTable
from analytics.records.rows import RecordRows, by_kind
from analytics.store.domain_renames import DomainRenames, save_blueprint
from analytics.store.queries import CursorRows, run, statement
from analytics.store.settings_tables import SavedMapping, Settings, insert_entries, save_settings
from analytics.store.tables import columns, encode_key, listed, row_key, table_columns

_Placed = tuple[int, Sequence[int], RecordRows]
"""The number of rows before a group, the places of some of its rows, and these rows."""

_ROWS_AT_ONCE = 8192
"""DuckDB would collect 200,000 before it packs them."""


class AddedRows(NamedTuple):
    """The outcome of one call for each of its rows, by position.

    `imported` are the rows that are current now and were not before; `replacing` are those of them that replaced a
    stored row. `superseded` maps each row to a later row of the same key with other values. All rows but the imported
    ones are skipped.
    """

    imported: tuple[int, ...]
    replacing: tuple[int, ...]
    superseded: Mapping[int, int]

    @property
    def n_imported(self) -> int:
        """How many rows were imported."""
        return len(self.imported)


class BatchInfo(NamedTuple):
    """An import, or a change by hand, that can be undone as a whole."""

    batch_id: int
    made_at_utc: datetime
    source: str
    n_imported: int
    n_duplicates: int
    n_failed: int
    n_removed: int = 0


class UndoResult(NamedTuple):
    """An undone batch; `n_kept` of its rows stay, since another batch contains them too."""

    info: BatchInfo
    n_kept: int


class Batch:
    """A batch within its open transaction; a continued one may have rows of any kind already."""

    def __init__(
        self, cursor: duckdb.DuckDBPyConnection, batch_id: int, default_zone: str, *, is_continued: bool = False
    ) -> None:
        self.batch_id = batch_id
        self.n_imported = 0
        self.n_duplicates = 0
        self.n_failed = 0
        self.n_removed = 0
        self.has_changed_settings = False
        self._added = set(RECORD_TYPES if is_continued else ())
        self._cursor = cursor
        self._run = partial(run, cursor)
        self._default_zone = default_zone

    def add(self, *groups: Sequence[Row]) -> AddedRows:
        """Add rows of any kinds, in order; the last row of a key wins.

        A row that equals the stored one is not added, so adding the same rows again adds nothing, even if they
        contradict each other. Any other becomes the newest version of its row. Places count through all groups.
        """
        parts: dict[type[Record], list[_Placed]] = {kind: [] for kind in RECORD_TYPES}
        n_rows = 0
        for rows in groups:
            for places, part in by_kind(rows):
                parts[part.kind].append((n_rows, places, part))
            n_rows += len(rows)
        imported, replacing, superseded = list[int](), list[int](), dict[int, int]()
        for kind, placed in parts.items():
            if not placed:
                continue
            self._add_kind(kind, placed)
            compared = CursorRows(self._cursor).table("batches/compared_rows")
            imported += compared.ordinal[compared.is_added].tolist()
            replacing += compared.ordinal[compared.is_added & compared.is_stored].tolist()
            superseded.update(compared.where(~compared.equals_last).rows("ordinal", "last_ordinal"))
            self._run("drop table compared")
        self.n_imported += len(imported)
        self.n_duplicates += n_rows - len(imported)
        return AddedRows(tuple(sorted(imported)), tuple(sorted(replacing)), dict(sorted(superseded.items())))

    def same_results(self, *, min_items: int) -> ColumnTable:
        """Return the practice exams of this batch with the day and results of another one, and enough items."""
        return CursorRows(self._cursor).table("batches/same_results", batch_id=self.batch_id, min_items=min_items)

    def remove(self, records: Sequence[Record]) -> None:
        """Remove current rows; undoing the batch restores them."""
        for record in records:
            self._run(
                "insert into removal values ($kind, $row_key, $batch_id)",
                {"kind": record.TABLE, "row_key": row_key(record), "batch_id": self.batch_id},
            )
        self.n_removed += len(records)

    @property
    def is_empty(self) -> bool:
        """Whether the batch changes no row."""
        return not (self.n_imported or self.n_removed)

    def save_blueprint(self, exam_code: str, toml_text: str, renames: DomainRenames | None = None) -> None:
        """Save or replace the blueprint of an exam and rename its domains; undo keeps both.

        Raises:
            CutscoreError: If a renamed row has the key of another.
        """
        save_blueprint(self._cursor, exam_code, toml_text, renames)
        self.has_changed_settings = True

    def save_mapping(self, fingerprint: str, format_name: str, toml_text: str) -> None:
        """Save or replace the answers about a kind of file; undo keeps them."""
        insert_entries(self._cursor, [SavedMapping(fingerprint, format_name, toml_text)])
        self.has_changed_settings = True

    def save_settings(self, settings: Settings) -> int:
        """Save settings and return how many entries are new; undo keeps them."""
        n_new = save_settings(self._cursor, settings)
        self.has_changed_settings = self.has_changed_settings or n_new > 0
        return n_new

    def delete_unchanged(self) -> int:
        """Delete the rows that equal the versions before the batch, and return how many are left."""
        n_left = 0
        for kind in RECORD_TYPES:
            sql = statement("batches/delete_unchanged", table=kind.TABLE, columns=listed(kind))
            self._run(sql, [self.batch_id])
            query = f"select count(*) from {kind.TABLE} where batch_id = $1"  # noqa: S608  (names of our own records)
            ((n_rows,),) = self._run(query, [self.batch_id]).fetchall()
            n_left += n_rows
        return n_left

    def _add_kind(self, kind: type[Record], parts: Sequence[_Placed]) -> None:
        """Add the rows of one kind, and leave in table `compared` which of them were added."""
        self._stage(kind, parts)
        same_as = {
            f"same_as_{other}": " and ".join(
                f'staged."{name}" is not distinct from {other}."{name}"' for name in columns(kind)
            )
            for other in ("last", "stored")
        }
        self._run(statement("batches/compare_staged", table=kind.TABLE, **same_as))
        names = f"row_key, {listed(kind)}"
        replacing = "or replace" if kind in self._added else ""  # in an import, each kind is added once
        self._added.add(kind)
        self._run(
            f"insert {replacing} into {kind.TABLE} (batch_id, {names}) "  # noqa: S608  (names of our own records)
            f"select $batch_id, {names} from staged where ordinal in (select ordinal from compared where is_added)",
            {"batch_id": self.batch_id},
        )
        self._run(
            "insert or ignore into candidate select distinct candidate_id, $zone, 0, true from staged",
            {"zone": self._default_zone},
        )
        self._run("drop table staged")  # a commit takes memory of its own
        for name in ("batches/delete_repetitions", "batches/add_repetitions"):
            self._run(statement(name, table=kind.TABLE), {"kind": kind.TABLE, "batch_id": self.batch_id})

    def _stage(self, kind: type[Record], parts: Sequence[_Placed]) -> None:
        """Put rows into a temporary table with the types of their kind."""
        self._run(
            "create or replace temp table staged as "  # noqa: S608  (names of our own records)
            f"select 0 as ordinal, row_key, {listed(kind)} from {kind.TABLE} limit 0"
        )
        with self._cursor.appender("staged") as appender:
            for n_before, places, rows in parts:
                ordinals = [n_before + place for place in places]
                keys = map(encode_key, rows.values(*kind.KEY))
                for number, values in enumerate(zip(ordinals, keys, *table_columns(rows), strict=True)):
                    appender.append_row(*values)
                    if number % _ROWS_AT_ONCE == 0:
                        appender.flush()


def undo_batch(cursor: duckdb.DuckDBPyConnection, batch_id: int) -> int:
    """Delete the rows and removals of a batch and return how many rows stay.

    A row that another batch contains too is assigned to that one.
    """
    n_kept = 0
    cursor.execute("delete from repetition where batch_id = $1", [batch_id])
    for kind in RECORD_TYPES:
        sql = statement("batches/find_successors", table=kind.TABLE)
        cursor.execute(sql, {"kind": kind.TABLE, "batch_id": batch_id})
        ((n_reassigned,),) = cursor.execute("select count(*) from successor").fetchall()
        if n_reassigned:
            cursor.execute(
                f"update {kind.TABLE} as version set batch_id = successor_id from successor "  # noqa: S608
                "where version.row_key = successor.row_key and version.batch_id = $1",
                [batch_id],
            )
            cursor.execute(
                "delete from repetition using successor where repetition.kind = $1 "
                "and repetition.row_key = successor.row_key and repetition.batch_id = successor_id",
                [kind.TABLE],
            )
        n_kept += n_reassigned
        cursor.execute(f"delete from {kind.TABLE} where batch_id = $1", [batch_id])  # noqa: S608
    for table in ("removal", "batch"):
        cursor.execute(f"delete from {table} where batch_id = $1", [batch_id])  # noqa: S608
    return int(n_kept)
