"""What restoring a backup would change: what it holds, beside what the file holds now."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd

from analytics.errors import StoreDamagedError, StoreTooNewError
from analytics.store import Store


@dataclass(frozen=True, slots=True)
class RowComparison:
    """The rows of one kind of one candidate, in the file and in the backup."""

    candidate_id: str
    kind: str
    n_current: int
    n_backup: int


@dataclass(frozen=True, slots=True)
class RestorePreview:
    """What is in a backup and what it would take the place of.

    `is_current_readable` is false where the file is damaged or of a newer program: it is kept as it is.
    `backup_last_on` is the latest day of any row in the backup, None where there is none.
    """

    rows: tuple[RowComparison, ...]
    backup_last_on: date | None
    is_current_readable: bool

    @property
    def n_current(self) -> int:
        """Count the rows that the file holds."""
        return sum(row.n_current for row in self.rows)

    @property
    def n_backup(self) -> int:
        """Count the rows that the backup holds."""
        return sum(row.n_backup for row in self.rows)


def restore_preview(store: Store, source: Path) -> RestorePreview:
    """Compare a backup with the file; neither is touched."""
    then = store.backup_contents(source)
    now, is_readable = then.iloc[:0], True
    if store.path.exists():
        try:
            now = store.query("inventory")
        except (StoreDamagedError, StoreTooNewError):
            is_readable = False
    n_current, n_backup = _counts(now), _counts(then)
    return RestorePreview(
        tuple(
            RowComparison(*key, n_current.get(key, 0), n_backup.get(key, 0)) for key in sorted({*n_current, *n_backup})
        ),
        None if then.empty else then.last_on.max().date(),
        is_readable,
    )


def _counts(held: pd.DataFrame) -> dict[tuple[str, str], int]:
    """Give the number of rows by candidate and kind."""
    keys: Any = zip(held.candidate_id, held.kind, strict=True)
    return dict(zip(keys, map(int, held.n_rows), strict=True))
