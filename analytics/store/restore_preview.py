"""What restoring a backup would change: its rows beside those of the database."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analytics.errors import StoreDamagedError, StoreTooNewError
from analytics.store import Store

if TYPE_CHECKING:  # slow to import, and an import needs none
    import pandas as pd


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
    current, is_readable = backup.iloc[:0], True
    if store.path.exists():
        try:
            current = store.query("inventory")
        except (StoreDamagedError, StoreTooNewError):
            is_readable = False
    n_current, n_backup = _counts(current), _counts(backup)
    keys = sorted({*n_current, *n_backup})
    return RestorePreview(
        rows=tuple(RowComparison(*key, n_current.get(key, 0), n_backup.get(key, 0)) for key in keys),
        backup_last_on=None if backup.empty else backup.last_on.max().date(),
        is_current_readable=is_readable,
    )


def _counts(inventory: "pd.DataFrame") -> dict[tuple[str, str], int]:
    """Return the number of rows by candidate and kind."""
    keys: Any = zip(inventory.candidate_id, inventory.kind, strict=True)
    return dict(zip(keys, map(int, inventory.n_rows), strict=True))
