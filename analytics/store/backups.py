"""Copies that are made by themselves, beside the file, and how many of them are kept."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from pathlib import Path


class Occasion(StrEnum):
    """Why a copy is made; each kind is named by it."""

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
"""How many copies of a kind are kept; the oldest go first."""

_LABEL = re.compile(r"daily-\d{4}-\d\d-\d\d|before-(undo|delete|restore)(-\d+)?|before-v\d+(-\d+)?")


@dataclass(frozen=True, slots=True)
class BackupFile:
    """A whole copy of the database that lies beside it."""

    path: Path
    label: str
    made_at: datetime
    size_bytes: int

    @property
    def occasion(self) -> Occasion:
        """Tell why the copy was made."""
        return next(occasion for occasion in Occasion if self.label.startswith(occasion))


def backups_beside(path: Path) -> list[BackupFile]:
    """List the copies that lie beside a file, the latest first.

    They are known by the whole of their name, so that a file of the candidate's own is never taken for one.
    """
    found = []
    for copy in _files_beside(path):
        label = copy.name.removeprefix(f"{path.stem}.").removesuffix(path.suffix)
        if copy.name == f"{path.stem}.{label}{path.suffix}" and _LABEL.fullmatch(label):
            state = copy.stat()
            made_at = datetime.fromtimestamp(state.st_mtime_ns / 1e9, UTC)
            found.append(BackupFile(copy, label, made_at, state.st_size))
    return sorted(found, key=lambda backup: (backup.made_at, backup.path.name), reverse=True)


def backup_path(path: Path, occasion: Occasion, detail: object = "") -> Path:
    """Give where the next copy of a kind goes; nothing is there yet."""
    return free_path(path, f"{occasion}{detail}")


def daily_path(path: Path, day: date) -> Path | None:
    """Give where the copy of a day goes; None where there is one."""
    target = path.with_name(f"{path.stem}.{Occasion.DAILY}-{day}{path.suffix}")
    return None if target.exists() else target


def free_path(path: Path, label: str) -> Path:
    """Give a path beside a file where nothing is yet: `<name>.<label>.duckdb`, else with a number."""
    number, free = 1, path.with_name(f"{path.stem}.{label}{path.suffix}")
    while free.exists():
        number += 1
        free = path.with_name(f"{path.stem}.{label}-{number}{path.suffix}")
    return free


def prune(path: Path, occasion: Occasion) -> None:
    """Throw the oldest copies of a kind away, above the number that is kept."""
    of_kind = [backup for backup in backups_beside(path) if backup.occasion is occasion]
    for backup in of_kind[MAX_COPIES[occasion] :]:
        backup.path.unlink(missing_ok=True)  # another program may have been quicker


def _files_beside(path: Path) -> list[Path]:
    """List the files of a folder; of one that may not be read, or is not there, none."""
    try:
        return [file for file in path.parent.iterdir() if file.is_file()]
    except OSError:
        return []
