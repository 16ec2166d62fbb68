"""Everything that is kept, in one DuckDB file."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cache
from importlib import resources
from pathlib import Path
from typing import TypeVar

import duckdb
import pandas as pd

from analytics.clock import DayRule
from analytics.errors import StoreDamagedError, UnknownBatchError
from analytics.records import RECORD_TYPES, Record
from analytics.store.batches import Batch, BatchInfo
from analytics.store.connection import STORAGE_VERSION, Connection
from analytics.store.migrations import migrate
from analytics.store.tables import columns, record_of

R = TypeVar("R", bound=Record)

DEFAULT_WAIT_S = 10.0


class Store:
    """A database file of candidates, their practice exams, hours and all else.

    The file is held only while a method runs. It is made by the first write or read.
    """

    def __init__(self, path: Path, *, wait_s: float = DEFAULT_WAIT_S) -> None:
        self.path = path
        self._connection = Connection(path, wait_s=wait_s, on_open=lambda opened: migrate(opened, path, _copy_database))

    def revision(self) -> int:
        """Give a number that every change of the file raises."""
        with self._connection.reading() as cursor:
            return int(cursor.execute("select revision from store_revision").fetchall()[0][0])

    def query(self, name: str, **parameters: object) -> pd.DataFrame:
        """Run a query of `analytics/sql` with named parameters."""
        with self._connection.reading() as cursor:
            return cursor.execute(_sql(name), parameters).df()

    @contextmanager
    def batch(self, source: str, *, made_at: datetime, default_zone: str = "UTC") -> Iterator[Batch]:
        """Open an import: one transaction, undone whole where anything goes wrong in it.

        A batch that brings no row leaves no trace. Candidates who are new get `default_zone`.
        """
        with self._connection.writing() as cursor:
            latest = cursor.execute("select coalesce(max(batch_id), 0) from batch").fetchall()[0][0]
            batch = Batch(cursor, latest + 1, default_zone)
            yield batch
            if batch.n_imported:
                cursor.execute(
                    "insert into batch values ($id, $made_at, $source, $imported, $skipped, $failed)",
                    {
                        "id": batch.batch_id,
                        "made_at": made_at.astimezone(UTC).replace(tzinfo=None),
                        "source": source,
                        "imported": batch.n_imported,
                        "skipped": batch.n_skipped,
                        "failed": batch.n_failed,
                    },
                )

    def batches(self) -> list[BatchInfo]:
        """List the imports, the oldest first."""
        with self._connection.reading() as cursor:
            return [BatchInfo(*row) for row in cursor.execute("select * from batch order by batch_id").fetchall()]

    def undo(self, batch_id: int | None = None) -> BatchInfo:
        """Take an import back, the last one where none is named; what it replaced is there again.

        Raises:
            UnknownBatchError: If there is no such import.
        """
        with self._connection.writing() as cursor:
            rows = cursor.execute(
                "select * from batch where $id is null or batch_id = $id order by batch_id desc limit 1",
                {"id": batch_id},
            ).fetchall()
            if not rows:
                raise UnknownBatchError(batch_id)
            undone = BatchInfo(*rows[0])
            for table in ("batch", *(kind.TABLE for kind in RECORD_TYPES)):
                cursor.execute(f"delete from {table} where batch_id = $id", {"id": undone.batch_id})  # noqa: S608
            return undone

    def records(self, kind: type[R], candidate_id: str | None = None) -> list[R]:
        """Give the current rows of a kind, of one candidate or all, in the order of their keys."""
        names = columns(kind)
        listed = ", ".join(f'"{name}"' for name in names)
        with self._connection.reading() as cursor:
            rows = cursor.execute(
                f"select {listed} from current_{kind.TABLE} "  # noqa: S608
                "where $candidate_id is null or candidate_id = $candidate_id order by row_key",
                {"candidate_id": candidate_id},
            ).fetchall()
        found = [record_of(kind, dict(zip(names, row, strict=True))) for row in rows]
        return [record for record in found if isinstance(record, kind)]

    def candidates(self) -> list[str]:
        """List the candidates who have any row, by name."""
        return list(self.query("candidates").candidate_id)

    def day_rule(self, candidate_id: str) -> DayRule:
        """Give how a candidate's instants become days; one without a profile has the standard rule."""
        with self._connection.reading() as cursor:
            rows = cursor.execute(
                "select zone, day_starts_h from candidate where candidate_id = $id", {"id": candidate_id}
            ).fetchall()
        return DayRule(*rows[0]) if rows else DayRule()

    def set_day_rule(self, candidate_id: str, rule: DayRule) -> None:
        """Set a candidate's zone and day boundary."""
        with self._connection.writing() as cursor:
            cursor.execute(
                "insert or replace into candidate values ($id, $zone, $hour)",
                {"id": candidate_id, "zone": rule.zone, "hour": rule.day_starts_h},
            )

    def save_blueprint(self, exam_code: str, toml_text: str) -> None:
        """Keep the blueprint of an exam, in place of an earlier one of its code."""
        with self._connection.writing() as cursor:
            cursor.execute("insert or replace into blueprint values ($code, $toml)", {"code": exam_code, "toml": toml_text})

    def blueprint_texts(self) -> dict[str, str]:
        """Give the kept blueprints by exam code."""
        with self._connection.reading() as cursor:
            return dict(cursor.execute("select exam_code, toml from blueprint order by exam_code").fetchall())

    def backup(self, target: Path) -> None:
        """Write a whole copy of the file, which is a database of its own."""
        with self._connection.writing() as cursor:
            cursor.commit()
            _copy_database(cursor, target)
            cursor.begin()

    def restore(self, source: Path) -> Path | None:
        """Put a backup in the place of the file.

        The backup must be sound before anything is touched, and what it replaces is kept beside
        the file; its path is given, None where there was no file.
        """
        problems = Store(source).check() if source.is_file() else ["there is no such file"]
        if problems:
            raise StoreDamagedError(source, problems[0])
        draft = self.path.with_name(self.path.name + ".restoring")
        draft.unlink(missing_ok=True)
        Store(source).backup(draft)
        kept = None
        if self.path.exists():
            kept = self._free_name("before-restore")
            try:
                self.backup(kept)
            except StoreDamagedError:
                with self._connection.alone():
                    os.replace(self.path, kept)
        with self._connection.alone():
            os.replace(draft, self.path)
            self.path.with_name(self.path.name + ".wal").unlink(missing_ok=True)
        return kept

    def check(self) -> list[str]:
        """Read every table whole, and list damage, orphans and contradictions as sentences."""
        with self._connection.reading() as cursor:
            for kind in RECORD_TYPES:
                cursor.execute(f"select * from {kind.TABLE}").fetchall()  # noqa: S608
            return [sentence for (sentence,) in cursor.execute(_sql("check")).fetchall()]

    def _free_name(self, label: str) -> Path:
        """Give the path of a file beside this one that does not exist yet."""
        number = 1
        while (path := self.path.with_name(f"{self.path.stem}.{label}-{number}{self.path.suffix}")).exists():
            number += 1
        return path


def _copy_database(cursor: duckdb.DuckDBPyConnection, target: Path) -> None:
    """Copy the open database into a new file; a file that is there already is replaced when all is written."""
    draft = target.with_name(target.name + ".part")
    draft.unlink(missing_ok=True)
    name = cursor.execute("select current_database()").fetchall()[0][0]
    place = str(draft).replace("'", "''")
    cursor.execute(f"attach '{place}' as backup_copy (storage_version '{STORAGE_VERSION}')")
    try:
        cursor.execute(f'copy from database "{name}" to backup_copy')
    finally:
        cursor.execute("detach backup_copy")
    os.replace(draft, target)


@cache
def _sql(name: str) -> str:
    return resources.files("analytics").joinpath(f"sql/{name}.sql").read_text(encoding="utf-8")
