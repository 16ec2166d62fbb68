"""Everything that is kept, in one DuckDB file."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb
import pandas as pd

from analytics.clock import DayRule
from analytics.errors import (
    BackupDamagedError,
    StoreDamagedError,
    StoreRefusedError,
    StoreTooNewError,
    UnknownBatchError,
    UnreadableFileError,
)
from analytics.store.backups import BackupFile, Occasion, backup_path, backups_beside, daily_path, prune
from analytics.store.batches import Batch, BatchInfo, UndoResult, undo_batch
from analytics.store.candidate_rows import CandidateRows
from analytics.store.connection import database_file, open_file, resolved
from analytics.store.copies import copy_database, is_database, replace_contents
from analytics.store.duckdb_errors import damaged_error
from analytics.store.forecasts import StoredForecast, insert_forecasts, read_forecasts
from analytics.store.integrity import integrity_problems
from analytics.store.migrations import schema_version
from analytics.store.queries import R, read_records, run_query, sql_text
from analytics.store.revision import raise_revision
from analytics.store.settings_tables import Settings, read_settings, save_blueprint, save_mapping

DEFAULT_WAIT_S = 10.0

_NO_FILE = "this is no file but a folder or a device; name the backup itself"
_NO_BACKUP = "there is no such file; see the copies that were made by themselves with: cutscore restore"
_BATCH_COLUMNS = "batch_id, made_at_utc, source, n_imported, n_skipped, n_failed, n_removed"
_LATEST_BATCH = "select greatest(last_batch_id, (select coalesce(max(batch_id), 0) from batch)) from store_revision"


class Store:
    """A database file of candidates, their practice exams, hours and all else.

    The file is held only while a method runs. It is made by the first write or read.
    """

    def __init__(self, path: Path, *, wait_s: float = DEFAULT_WAIT_S) -> None:
        self.path = path
        self._wait_s = wait_s
        self._file = database_file(resolved(path))

    @contextmanager
    def shared_connection(self) -> Iterator[None]:
        """Hold the file over several reads, which then share one opening of it."""
        with self._file.reading(self._wait_s):
            yield

    def revision(self) -> int:
        """Give a number that every change of the file raises.

        It starts anywhere, so that a new file in the place of another is not taken for it.
        """
        with self._file.reading(self._wait_s) as cursor:
            ((revision,),) = cursor.execute("select revision from store_revision").fetchall()
            return int(revision)

    def query(self, name: str, **parameters: object) -> pd.DataFrame:
        """Run a query of `analytics/sql` with named parameters."""
        with self._file.reading(self._wait_s) as cursor:
            return run_query(cursor, name, parameters)

    @contextmanager
    def candidate_rows(self, candidate_id: str) -> Iterator[CandidateRows]:
        """Open one candidate's rows for many queries, which are faster so."""
        with self._file.reading(self._wait_s) as cursor:
            yield CandidateRows(cursor, candidate_id)

    @contextmanager
    def batch(self, source: str, *, made_at: datetime, default_zone: str = "UTC") -> Iterator[Batch]:
        """Open an import, or a change by hand: one transaction, undone whole where anything goes wrong in it.

        A batch that changes no row leaves no trace. Candidates who are new get `default_zone`. What was
        there before is copied where the batch is the first of its day, or takes rows out.
        """
        with self._file.writing(self._wait_s) as cursor:
            ((latest,),) = cursor.execute(_LATEST_BATCH).fetchall()
            batch = Batch(cursor, latest + 1, default_zone)
            yield batch
            if batch.is_empty:
                batch.forget()
            else:
                if latest:
                    self._keep_before(batch, made_at.date())
                cursor.execute(
                    f"insert into batch ({_BATCH_COLUMNS}) "  # noqa: S608  (our own columns)
                    "values ($id, $made_at, $source, $imported, $skipped, $failed, $removed)",
                    {
                        "id": batch.batch_id,
                        "made_at": made_at.astimezone(UTC).replace(tzinfo=None),
                        "source": source,
                        "imported": batch.n_imported,
                        "skipped": batch.n_skipped,
                        "failed": batch.n_failed,
                        "removed": batch.n_removed,
                    },
                )
                cursor.execute("update store_revision set last_batch_id = $id", {"id": batch.batch_id})
            if not batch.is_empty or batch.has_changed_settings:
                raise_revision(cursor)

    def batches(self) -> list[BatchInfo]:
        """List the imports, the oldest first."""
        with self._file.reading(self._wait_s) as cursor:
            rows = cursor.execute(f"select {_BATCH_COLUMNS} from batch order by batch_id").fetchall()  # noqa: S608
        return [BatchInfo(*row) for row in rows]

    def undo(self, batch_id: int | None = None) -> UndoResult:
        """Take an import back, the last one where none is named; what it replaced is there again.

        Rows that another import brought as well stay as that one's.

        Raises:
            UnknownBatchError: If there is no such import.
        """
        with self._changing() as cursor:
            rows = cursor.execute(
                f"select {_BATCH_COLUMNS} from batch "  # noqa: S608  (our own columns)
                "where $id is null or batch_id = $id order by batch_id desc limit 1",
                {"id": batch_id},
            ).fetchall()
            if not rows:
                raise UnknownBatchError(batch_id)
            info = BatchInfo(*rows[0])
            self._keep(Occasion.BEFORE_UNDO)
            undone = UndoResult(info, undo_batch(cursor, info.batch_id))
            # Else an import with a wrong zone, taken back, would still set the zone of the next one.
            cursor.execute(
                "delete from candidate where is_assumed and candidate_id not in (select candidate_id from row_version)"
            )
            return undone

    def records(self, kind: type[R], candidate_id: str | None = None) -> list[R]:
        """Give the current rows of a kind, of one candidate or all, in the order of their keys."""
        with self._file.reading(self._wait_s) as cursor:
            return read_records(cursor, kind, candidate_id)

    def save_forecasts(self, forecasts: Sequence[StoredForecast]) -> None:
        """Keep forecasts of practice exams, beside those that were made earlier."""
        with self._changing() as cursor:
            insert_forecasts(cursor, forecasts)

    def forecasts(self, candidate_id: str, exam_code: str) -> list[StoredForecast]:
        """Give the kept forecasts of a candidate's practice exams of an exam, the earliest first."""
        with self._file.reading(self._wait_s) as cursor:
            return read_forecasts(cursor, candidate_id, exam_code)

    def candidates(self) -> list[str]:
        """List the candidates who have any row, by name."""
        return list(self.query("candidates").candidate_id)

    def day_rule(self, candidate_id: str) -> DayRule:
        """Give how a candidate's instants become days; one without a profile has the standard rule."""
        with self._file.reading(self._wait_s) as cursor:
            rows = cursor.execute(
                "select zone, day_starts_h from candidate where candidate_id = $id", {"id": candidate_id}
            ).fetchall()
        return DayRule(*rows[0]) if rows else DayRule()

    def is_day_rule_set(self, candidate_id: str) -> bool:
        """Tell whether somebody has set a candidate's zone; that of an import is only assumed."""
        with self._file.reading(self._wait_s) as cursor:
            rows = cursor.execute(
                "select 1 from candidate where candidate_id = $id and not is_assumed", {"id": candidate_id}
            ).fetchall()
        return bool(rows)

    def set_day_rule(self, candidate_id: str, rule: DayRule) -> None:
        """Set a candidate's zone and day boundary."""
        with self._changing() as cursor:
            cursor.execute(
                "insert or replace into candidate values ($id, $zone, $hour, false)",
                {"id": candidate_id, "zone": rule.zone, "hour": rule.day_starts_h},
            )

    def save_blueprint(self, exam_code: str, toml_text: str) -> None:
        """Keep the blueprint of an exam, in place of an earlier one of its code."""
        with self._changing() as cursor:
            save_blueprint(cursor, exam_code, toml_text)

    def blueprint_texts(self) -> dict[str, str]:
        """Give the kept blueprints by exam code."""
        with self._file.reading(self._wait_s) as cursor:
            return dict(cursor.execute("select exam_code, toml from blueprint order by exam_code").fetchall())

    def save_draft(self, candidate_id: str, name: str, value: str | None) -> None:
        """Keep something that is being typed in and is no row yet; None lets it go."""
        with self._file.writing(self._wait_s) as cursor:
            cursor.execute("delete from draft where candidate_id = $1 and name = $2", [candidate_id, name])
            if value is not None:
                cursor.execute("insert into draft values ($1, $2, $3)", [candidate_id, name, value])

    def draft(self, candidate_id: str, name: str) -> str | None:
        """Give what is being typed in, None where there is nothing."""
        with self._file.reading(self._wait_s) as cursor:
            rows = cursor.execute(
                "select value from draft where candidate_id = $1 and name = $2", [candidate_id, name]
            ).fetchall()
        return str(rows[0][0]) if rows else None

    def save_mapping(self, fingerprint: str, format_name: str, toml_text: str) -> None:
        """Keep the answers about a kind of file, in place of earlier ones."""
        with self._changing() as cursor:
            save_mapping(cursor, fingerprint, format_name, toml_text)

    def saved_mappings(self) -> dict[str, str]:
        """Give the kept answers by the fingerprint of their kind of file."""
        with self._file.reading(self._wait_s) as cursor:
            return dict(cursor.execute("select fingerprint, toml from mapping order by fingerprint").fetchall())

    def saved_mapping_formats(self) -> dict[str, str]:
        """Give what kind of file each of the kept answers is about, by fingerprint."""
        with self._file.reading(self._wait_s) as cursor:
            return dict(cursor.execute("select fingerprint, format from mapping order by fingerprint").fetchall())

    def delete_mapping(self, fingerprint: str) -> None:
        """Let the answers about a kind of file go, so that the next one is asked about again."""
        with self._changing() as cursor:
            cursor.execute("delete from mapping where fingerprint = $fingerprint", {"fingerprint": fingerprint})

    def settings(self) -> Settings:
        """Give all that is held beside rows and exams: profiles, answers, drafts and forecasts."""
        with self._file.reading(self._wait_s) as cursor:
            return read_settings(cursor)

    def backup(self, target: Path) -> None:
        """Write a whole copy of the file, which is a database of its own.

        A backup that is there already is replaced when the copy is whole; no other file is.
        """
        if resolved(target) == self._file.path:
            raise StoreRefusedError(target, "it is the database itself; name another file for the backup")
        if target.is_dir():
            raise StoreRefusedError(target, "this is a folder; name a file in it for the backup")
        if target.is_file() and not is_database(target):
            raise StoreRefusedError(target, "there is a file of another kind already; name another for the backup")
        with self._file.alone(self._wait_s) as connection:
            copy_database(connection, target)

    def backups(self) -> list[BackupFile]:
        """List the copies that were made by themselves and lie beside the file, the latest first."""
        return backups_beside(self._file.path)

    def backup_contents(self, source: Path) -> pd.DataFrame:
        """Say what a backup holds, as the query `inventory` does; neither it nor the file is touched."""
        with self._draft_of(source) as draft:
            return Store(draft).query("inventory")

    def restore(self, source: Path) -> Path | None:
        """Put a backup in the place of what the file holds.

        The backup must be readable as a whole before anything is touched. What it replaces is kept
        beside the file; the path of that is given, None where there was no file. A file that is
        damaged or too new is kept as it is.
        """
        with self._draft_of(source) as draft:
            if not self._file.path.exists():
                self._take_over(draft, None)
                return None
            kept = backup_path(self._file.path, Occasion.BEFORE_RESTORE)
            try:
                self._take_over(draft, kept)
            except (StoreDamagedError, StoreTooNewError):
                self._file.move_to(kept)
                self._take_over(draft, None)
            prune(self._file.path, Occasion.BEFORE_RESTORE)
            return kept

    def delete_everything(self) -> None:
        """Delete the file with all that it holds, and the copies beside it that were made by themselves.

        Also where it is damaged. Backups that the candidate made elsewhere are not known and stay.
        """
        self._file.delete(self._wait_s)

    def check(self) -> list[str]:
        """Read every table whole, and list orphans and contradictions as sentences.

        Raises:
            StoreDamagedError: If something in the file cannot be read.
        """
        with self._file.reading(self._wait_s) as cursor:
            try:
                return integrity_problems(cursor, sql_text("check"))
            except (duckdb.CatalogException, duckdb.BinderException) as error:
                raise damaged_error(self.path, str(error).splitlines()[0]) from error

    def _keep_before(self, batch: Batch, day: date) -> None:
        """Copy what was there before a batch that is not committed yet, where it is time for that."""
        target = daily_path(self._file.path, day)
        if target is not None:
            self._keep(Occasion.DAILY, target)
        if batch.n_removed:
            self._keep(Occasion.BEFORE_DELETE)

    def _keep(self, occasion: Occasion, target: Path | None = None) -> None:
        """Copy what is committed, and let the oldest copies of this kind go."""
        path = self._file.path
        self._file.copy_beside(target or backup_path(path, occasion), self._wait_s)
        prune(path, occasion)

    @contextmanager
    def _changing(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """Give a cursor within a transaction that ends in a new revision."""
        with self._file.writing(self._wait_s) as cursor:
            yield cursor
            raise_revision(cursor)

    @contextmanager
    def _draft_of(self, source: Path) -> Iterator[Path]:
        """Give a copy of a backup in the newest schema, proven sound; the backup stays as it is."""
        try:
            is_there, is_file = source.exists(), source.is_file()
        except OSError as error:
            raise UnreadableFileError(str(source), error.strerror or str(error)) from error
        if not is_file:
            raise UnreadableFileError(str(source), _NO_FILE if is_there else _NO_BACKUP)
        folder = self._file.path.parent
        try:
            folder.mkdir(parents=True, exist_ok=True)
            scratch = TemporaryDirectory(prefix=f".{self._file.path.name}.restoring-", dir=folder)
        except OSError as error:
            raise StoreRefusedError(self.path, error.strerror or str(error)) from error
        with scratch:
            draft = Path(scratch.name).resolve() / "draft.duckdb"
            try:
                with open_file(source, self._wait_s, is_read_only=True) as connection:
                    schema_version(connection, source)
                    copy_database(connection, draft)
            except StoreDamagedError as error:
                raise BackupDamagedError(source, error.detail) from error
            except duckdb.Error as error:
                raise BackupDamagedError(source, str(error).splitlines()[0]) from error
            try:
                Store(draft).check()
            except StoreDamagedError as error:
                raise BackupDamagedError(source, "some of its tables are missing") from error
            yield draft

    def _take_over(self, draft: Path, kept: Path | None) -> None:
        """Copy what the file holds to `kept`, then put the draft's contents in its place."""
        with self._file.alone(self._wait_s) as connection:
            if kept is not None:
                copy_database(connection, kept)
            replace_contents(connection, draft)
