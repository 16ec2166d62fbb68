"""Automatic backups in the folder of the database file, and how many are kept."""

import re
import shutil
from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, date, datetime
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from analytics.scratch_folders import sweep


class Occasion(StrEnum):
    """Why a backup is made, which is also its name."""

    DAILY = "daily"
    BEFORE_UNDO = "before-undo"
    BEFORE_DELETE = "before-delete"
    BEFORE_RESTORE = "before-restore"
    BEFORE_MIGRATION = "before-v"


MAX_COPIES: Mapping[Occasion, int] = {
    Occasion.DAILY: 7,
    Occasion.BEFORE_UNDO: 5,
    Occasion.BEFORE_DELETE: 5,
    Occasion.BEFORE_RESTORE: 5,
    Occasion.BEFORE_MIGRATION: 3,
}
"""How many backups of an occasion stay; the oldest are deleted first."""

_LABEL = re.compile(r"daily-\d{4}-\d\d-\d\d|before-(undo|delete|restore)(-\d+)?|before-v\d+(-\d+)?")


class BackupFile(NamedTuple):
    """An automatic backup."""

    path: Path
    label: str
    made_at: datetime
    size_bytes: int

    @property
    def occasion(self) -> Occasion:
        """Why the backup was made."""
        return next(occasion for occasion in Occasion if self.label.startswith(occasion))


def backups_beside(path: Path) -> list[BackupFile]:
    """Return the automatic backups of a file, the latest first.

    The whole name must match, so that a file of the candidate's own is never taken for a backup.
    """
    beside: list[Path] = []
    with suppress(OSError):  # without a folder there are none
        beside.extend(path.parent.iterdir())
    found = []
    for copy in beside:
        label = copy.name.removeprefix(f"{path.stem}.").removesuffix(path.suffix)
        if copy.name == f"{path.stem}.{label}{path.suffix}" and _LABEL.fullmatch(label) and copy.is_file():
            state = copy.stat()
            made_at = datetime.fromtimestamp(state.st_mtime_ns / 1e9, UTC)
            found.append(BackupFile(copy, label, made_at, state.st_size))
    return sorted(found, key=lambda backup: (backup.made_at, backup.path.name), reverse=True)


def last_backup(path: Path) -> Path | None:
    """Return the path of the latest automatic backup."""
    return next((backup.path for backup in backups_beside(path)), None)


def backup_path(path: Path, occasion: Occasion, detail: object = "") -> Path:
    """Return a free path `<name>.<label>.duckdb` for the next backup in the file's folder, numbered if needed."""
    label = f"{occasion}{detail}"
    number, free = 1, path.with_name(f"{path.stem}.{label}{path.suffix}")
    while free.exists():
        number += 1
        free = path.with_name(f"{path.stem}.{label}-{number}{path.suffix}")
    return free


def daily_path(path: Path, day: date) -> Path:
    """Return the path of a day's backup."""
    return path.with_name(f"{path.stem}.{Occasion.DAILY}-{day}{path.suffix}")


def prune(path: Path, occasion: Occasion) -> None:
    """Delete the oldest backups of an occasion beyond the maximum."""
    backups = [backup for backup in backups_beside(path) if backup.occasion is occasion]
    for backup in backups[MAX_COPIES[occasion] :]:
        delete_database(backup.path)


def delete_database(path: Path) -> None:
    """Delete a database with all that killed programs left of it; the file last, so that a failure can be retried."""
    sweep(path)
    delete_spilled(path)
    for file in (*logs_of(path), path):
        file.unlink(missing_ok=True)  # another program may have deleted it


def delete_spilled(path: Path) -> None:
    """Delete DuckDB's spill folder; nobody may have the file open."""
    with suppress(FileNotFoundError):
        shutil.rmtree(spill_folder(path))


def spill_folder(path: Path) -> Path:
    """Return the folder in which DuckDB keeps rows that do not fit into memory."""
    return path.with_name(f"{path.name}.tmp")


def logs_of(path: Path) -> list[Path]:
    """Return the paths of DuckDB's write-ahead logs, the last two of which exist during a checkpoint."""
    return [path.with_name(f"{path.name}.{log}") for log in ("wal", "checkpoint.wal", "recovery.wal")]
