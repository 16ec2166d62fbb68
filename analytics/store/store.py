"""The store: rows, batches, settings and backups of one DuckDB file."""

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import duckdb

from analytics.clock import DayRule
from analytics.errors import IS_FOLDER, CutscoreError
from analytics.errors.store import StoreMissingError, StoreRefusedError
from analytics.records.column_table import ColumnTable
from analytics.scratch_folders import scratch_folder
from analytics.store.backups import BackupFile, Occasion, backup_path, backups_beside, daily_path, last_backup, prune
from analytics.store.batches import Batch, BatchInfo, UndoResult, undo_batch
from analytics.store.connection import database_file, resolved
from analytics.store.copies import copy_database, is_database, refusals, write_copy
from analytics.store.domain_renames import DomainRenames, save_blueprint
from analytics.store.integrity import integrity_problems
from analytics.store.queries import CandidateRows, CursorRows, Rows, sql_text
from analytics.store.restoring import checked_copy, restore_backup
from analytics.store.settings_tables import Profile, StoredForecast, insert_entries, raise_revision, save_text

DEFAULT_WAIT_S = 10.0

MAX_DERIVED = 16
"""How many derived texts of a kind are kept, the latest ones; each day shown has its own."""

_BATCH_COLUMNS = "batch_id, made_at_utc, source, n_imported, n_skipped, n_failed, n_removed"
"""Of the fields of `BatchInfo`; the file calls duplicates `n_skipped`."""

_LATEST_BATCH = "select greatest(last_batch_id, (select coalesce(max(batch_id), 0) from batch)) from store_revision"


class Store(Rows):
    """A database file with the data of one or more candidates.

    The file is open only while a method runs. The first read or write creates it, unless it is only read.
    """

    def __init__(self, path: Path, *, wait_s: float = DEFAULT_WAIT_S, is_read_only: bool = False) -> None:
        self.path = path
        self._wait_s = wait_s
        self._file = database_file(resolved(path), is_read_only=is_read_only)

    @property
    def is_read_only(self) -> bool:
        """Whether nothing in the file can be changed."""
        return self._file.is_read_only

    def reading(self) -> AbstractContextManager[duckdb.DuckDBPyConnection]:
        """Yield a cursor to read with; for as long as any is in use, the file stays open."""
        return self._file.reading(self._wait_s)

    def linger(self, seconds: float) -> None:
        """Keep the file open for so long after a read from now on: opening it takes longer than most reads."""
        self._file.linger_s = seconds

    def require_file(self) -> None:
        """Check that the file exists.

        Raises:
            StoreMissingError: If it does not.
        """
        if not self.path.exists():
            raise StoreMissingError(self.path, last_backup=last_backup(self.path))

    def keep_derived(self, kind: str, name: str, content: str, *, revision: int) -> None:
        """Cache a text derived at a revision, unless the file has changed since, is locked or cannot be written."""
        if self.is_read_only:
            return
        with suppress(CutscoreError), self._file.writing(0) as cursor:
            if CursorRows(cursor).revision() == revision:
                cursor.execute(
                    "delete from derived where kind = $1 and rowid not in (select rowid from derived "
                    "where kind = $1 and name <> $2 order by rowid desc limit $3)",
                    [kind, name, MAX_DERIVED - 1],
                )
                cursor.execute("insert into derived values ($1, $2, $3)", [kind, name, content])

    @contextmanager
    def candidate_rows(self, candidate_id: str) -> Iterator[CandidateRows]:
        """Open one candidate's rows, which makes many queries faster."""
        with self.reading() as cursor:
            yield CandidateRows(cursor, candidate_id)

    @contextmanager
    def continued_batch(self, source: str, *, made_at: datetime, within: timedelta) -> Iterator[Batch]:
        """Open the last batch again if it has this source and began within this time, else a new one.

        Rows that equal the versions before it are deleted, and so is a batch without rows.
        """
        moment = made_at.astimezone(UTC).replace(tzinfo=None)
        with self._file.writing(self._wait_s):  # no other batch comes between
            last = next(reversed(self.batches()), None)
            if last is None or last.source != source or moment - last.made_at_utc > within:
                with self.batch(source, made_at=made_at) as batch:
                    yield batch
                return
            with self._revising() as cursor:
                batch = Batch(cursor, last.batch_id, "UTC", is_continued=True)
                yield batch
                if n_rows := batch.delete_unchanged():
                    cursor.execute("update batch set n_imported = $1 where batch_id = $2", [n_rows, last.batch_id])
                else:
                    undo_batch(cursor, last.batch_id)

    @contextmanager
    def batch(self, source: str, *, made_at: datetime, default_zone: str = "UTC") -> Iterator[Batch]:
        """Open a batch: one transaction, which any exception rolls back.

        A batch that changes no row leaves no trace. New candidates get `default_zone`. A backup is
        made first if the batch is the first of its day or removes rows.
        """
        with self._file.writing(self._wait_s) as cursor:
            ((latest,),) = cursor.execute(_LATEST_BATCH).fetchall()
            batch = Batch(cursor, latest + 1, default_zone)
            yield batch
            if batch.is_empty:
                cursor.execute("delete from repetition where batch_id = $1", [batch.batch_id])
            else:
                if latest:
                    self._back_up(Occasion.DAILY, daily_path(self._file.path, made_at.date()))
                if latest and batch.n_removed:
                    self._back_up(Occasion.BEFORE_DELETE)
                counts = batch.n_imported, batch.n_duplicates, batch.n_failed, batch.n_removed
                info = BatchInfo(batch.batch_id, made_at.astimezone(UTC).replace(tzinfo=None), source, *counts)
                places = ", ".join("?" for _ in info)
                cursor.execute(f"insert into batch ({_BATCH_COLUMNS}) values ({places})", list(info))  # noqa: S608
                cursor.execute("update store_revision set last_batch_id = $id", {"id": batch.batch_id})
            if not batch.is_empty or batch.has_changed_settings:
                raise_revision(cursor)

    def batches(self) -> list[BatchInfo]:
        """Return the batches, the oldest first."""
        with self.reading() as cursor:
            rows = cursor.execute(f"select {_BATCH_COLUMNS} from batch order by batch_id").fetchall()  # noqa: S608
        return [BatchInfo(*row) for row in rows]

    def undo(self, batch_id: int | None = None) -> UndoResult:
        """Undo a batch, by default the last one, and restore the rows that it replaced.

        Rows that another batch contains too stay, and belong to that one.

        Raises:
            CutscoreError: If there is no such batch.
        """
        with self._revising() as cursor:
            found = [info for info in self.batches() if batch_id in (None, info.batch_id)]
            if not found:
                what = "There is no import to undo" if batch_id is None else f"There is no import {batch_id}"
                raise CutscoreError(f"{what} in this file. The Data page lists all imports.")
            self._back_up(Occasion.BEFORE_UNDO)
            result = UndoResult(found[-1], undo_batch(cursor, found[-1].batch_id))
            # Otherwise an undone import with a wrong zone would still decide the zone of the next one.
            cursor.execute(
                "delete from candidate where is_assumed and candidate_id not in (select candidate_id from row_version)"
            )
            return result

    def save_forecasts(self, forecasts: Sequence[StoredForecast]) -> None:
        """Add forecasts of practice exams to the earlier ones."""
        with self._revising() as cursor:
            insert_entries(cursor, forecasts)

    def set_day_rule(self, candidate_id: str, rule: DayRule) -> None:
        """Set a candidate's zone and day boundary."""
        with self._revising() as cursor:
            insert_entries(cursor, [Profile(candidate_id, rule.zone, rule.day_starts_h, is_assumed=False)])

    def save_blueprint(self, exam_code: str, toml_text: str, renames: DomainRenames | None = None) -> None:
        """Save or replace the blueprint of an exam and rename its domains.

        Raises:
            CutscoreError: If a renamed row has the key of another.
        """
        with self._revising() as cursor:
            save_blueprint(cursor, exam_code, toml_text, renames)

    def save_text(self, candidate_id: str, name: str, value: str | None) -> None:
        """Save a text that no report reads, such as an unfinished entry; None deletes it."""
        with self._file.writing(self._wait_s) as cursor:
            save_text(cursor, candidate_id, name, value)

    def save_setting(self, candidate_id: str, name: str, value: str | None) -> None:
        """Save a text that reports read, so that cached ones are computed again; None deletes it."""
        with self._revising() as cursor:
            save_text(cursor, candidate_id, name, value)

    def delete_mapping(self, fingerprint: str) -> None:
        """Delete the answers about a kind of file; the next such file raises its questions again."""
        with self._revising() as cursor:
            cursor.execute("delete from mapping where fingerprint = $fingerprint", {"fingerprint": fingerprint})

    def backup(self, target: Path) -> None:
        """Write a complete copy of the database.

        An earlier backup is replaced once the copy is complete; a file of another kind is not.
        """
        if resolved(target) == self._file.path:
            raise StoreRefusedError(target, "this is the database itself; choose another name for the backup")
        if target.is_dir():
            raise StoreRefusedError(target, IS_FOLDER)
        if target.exists() and not (target.is_file() and is_database(target)):
            raise StoreRefusedError(target, "this is another kind of file; choose another name for the backup")
        self._file.require_writable()
        with self._file.exclusive(self._wait_s) as connection:
            copy_database(connection, target, of=self._file.path)

    def backup_bytes(self) -> bytes:
        """Return a complete copy of the database."""
        self._file.require_writable()
        with refusals(self.path), self._file.exclusive(self._wait_s) as connection, self.scratch_folder() as folder:
            copy = folder / "copy.duckdb"
            write_copy(connection, copy)
            return copy.read_bytes()

    def write_parts(self, folder: Path, *, named: Path | None = None) -> None:
        """Write the current rows to a new folder of Parquet parts; errors name it, or `named` if that is given."""
        from analytics.store.parts import write_parts  # noqa: PLC0415  (one candidate needs none)

        with self._file.exclusive(self._wait_s) as connection, refusals(named or folder):
            write_parts(connection, folder)

    def scratch_folder(self, target_folder: Path | None = None) -> AbstractContextManager[Path]:
        """Yield a folder for files that leave the database; if the program is killed, the next one deletes it."""
        return scratch_folder(self._file.path, target_folder or self._file.path.parent)

    def backups(self) -> list[BackupFile]:
        """Return the automatic backups, the latest first."""
        return backups_beside(self._file.path)

    def backup_contents(self, source: Path) -> ColumnTable:
        """Return the rows of the query `inventory` for a backup, which is not changed."""
        with checked_copy(source, self._file, self._wait_s) as copy:
            return Store(copy).table("inventory")

    def restore(self, source: Path) -> Path | None:
        """Replace the contents of the file with those of a backup, as `restore_backup` does."""
        return restore_backup(source, self._file, self._wait_s)

    def delete_everything(self, *, keeps_backups: bool = False) -> None:
        """Delete the file, even if it is damaged, and its automatic backups unless they are kept.

        Backups that the candidate made stay.
        """
        self._file.delete(self._wait_s, keeps_backups=keeps_backups)

    def check(self) -> list[str]:
        """Read every table and return orphans and contradictions as sentences.

        Raises:
            StoreDamagedError: If something in the file cannot be read.
        """
        with self._file.reading(self._wait_s, is_any_value_read=True) as cursor:
            return integrity_problems(cursor, sql_text("check"))

    def _back_up(self, occasion: Occasion, target: Path | None = None) -> None:
        """Copy the committed state, unless `target` exists, and delete the oldest copies of this occasion."""
        path = self._file.path
        if target is None or not target.exists():
            with self.reading() as cursor:
                copy_database(cursor, target or backup_path(path, occasion), of=path)
            prune(path, occasion)

    @contextmanager
    def _revising(self) -> Iterator[duckdb.DuckDBPyConnection]:
        with self._file.writing(self._wait_s) as cursor:
            yield cursor
            raise_revision(cursor)
