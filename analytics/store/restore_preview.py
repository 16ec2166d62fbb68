"""What restoring a backup would change: its rows beside those of the database."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from analytics.errors import StoreDamagedError, StoreTooNewError
from analytics.store import ColumnTable, Store


@dataclass(frozen=True, slots=True)
class RowComparison:
    """How many rows of a kind a candidate has in the database and in the backup."""

    candidate_id: str
    kind: str
    n_current: int
    n_backup: int


@dataclass(frozen=True, slots=True)
class RestorePreview:
    """The rows of a backup beside those that it would replace.

    `is_current_readable` is false if the database is damaged or was written by a newer program.
    `backup_last_on` is the latest day of any row in the backup, None if it has no rows.
    """

    rows: tuple[RowComparison, ...]
    backup_last_on: date | None
    is_current_readable: bool

    @property
    def n_current(self) -> int:
        """How many rows the database has."""
        return sum(row.n_current for row in self.rows)

    @property
    def n_backup(self) -> int:
        """How many rows the backup has."""
        return sum(row.n_backup for row in self.rows)


def restore_preview(store: Store, source: Path) -> RestorePreview:
    """Compare a backup with the database; neither is changed."""
    backup = store.backup_contents(source)
    n_current: dict[tuple[str, str], int] = {}
    is_readable = True
    if store.path.exists():
        try:
            n_current = _counts(store.table("inventory"))
        except (StoreDamagedError, StoreTooNewError):
            is_readable = False
    n_backup = _counts(backup)
    keys = sorted({*n_current, *n_backup})
    return RestorePreview(
        rows=tuple(RowComparison(*key, n_current.get(key, 0), n_backup.get(key, 0)) for key in keys),
        backup_last_on=max((day.date() for (day,) in backup.rows("last_on")), default=None),
        is_current_readable=is_readable,
    )


def _counts(inventory: ColumnTable) -> dict[tuple[str, str], int]:
    """Return the number of rows by candidate and kind."""
    return {(name, kind): n_rows for name, kind, n_rows in inventory.rows("candidate_id", "kind", "n_rows")}
