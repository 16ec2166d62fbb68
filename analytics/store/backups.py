"""Copies that are made by themselves, beside the file, and how many of them are kept."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from analytics.store.copies import free_path

DAILY, BEFORE_UNDO, BEFORE_RESTORE, BEFORE_MIGRATION = "daily", "before-undo", "before-restore", "before-v"
KEPT = {DAILY: 7, BEFORE_UNDO: 5}
"""How many of a kind are kept; the others are rare, and only the candidate throws them away."""


@dataclass(frozen=True, slots=True)
class KeptBackup:
    """A whole copy of the database that lies beside it."""

    path: Path
    label: str
    made_at: datetime
    size_bytes: int


def backups_of(path: Path) -> list[KeptBackup]:
    """List the copies that lie beside a file, the latest first."""
    found = []
    for kind in (DAILY, BEFORE_UNDO, BEFORE_RESTORE, BEFORE_MIGRATION):
        for copy in _copies(path, kind):
            state = copy.stat()
            label = copy.name.removeprefix(f"{path.stem}.").removesuffix(path.suffix)
            found.append(KeptBackup(copy, label, datetime.fromtimestamp(state.st_mtime, UTC), state.st_size))
    return sorted(found, key=lambda backup: backup.made_at, reverse=True)


def daily_path(path: Path, day: date) -> Path | None:
    """Give where the copy of a day goes; None where there is one, or nothing to copy."""
    target = path.with_name(f"{path.stem}.{DAILY}-{day}{path.suffix}")
    return target if path.exists() and not target.exists() else None


def before_undo_path(path: Path) -> Path:
    """Give where the copy before something is taken back goes."""
    return free_path(path, BEFORE_UNDO)


def prune(path: Path, kind: str) -> None:
    """Throw the oldest copies of a kind away, above the number that is kept."""
    oldest_first = sorted(_copies(path, kind), key=lambda copy: (copy.stat().st_mtime_ns, copy.name))
    for copy in oldest_first[: -KEPT[kind]]:
        copy.unlink(missing_ok=True)  # another program may have been quicker


def _copies(path: Path, kind: str) -> list[Path]:
    """Find copies by the name that they were given; a wildcard in the file's own name is no wildcard here."""
    start = f"{path.stem}.{kind}"
    return [p for p in path.parent.glob(f"*{path.suffix}") if p.name.startswith(start) and p.is_file()]
