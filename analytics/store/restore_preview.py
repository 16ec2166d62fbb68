"""What restoring a backup would change: what it holds, beside what the file holds now."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd

from analytics.errors import StoreDamagedError, StoreTooNewError
from analytics.store import Store


@dataclass(frozen=True, slots=True)
class RowsThenAndNow:
    """The rows of one kind of one candidate, in the file and in the backup."""

    candidate_id: str
    kind: str
    n_now: int
    n_then: int


@dataclass(frozen=True, slots=True)
class RestorePreview:
    """What is in a backup and what it would take the place of.

    `is_readable_now` is false where the file is damaged or of a newer program: it is kept as it is.
    `last_on_then` is the latest day of any row in the backup, None where there is none.
    """

    rows: tuple[RowsThenAndNow, ...]
    last_on_then: date | None
    is_readable_now: bool

    @property
    def n_now(self) -> int:
        """Count the rows that the file holds."""
        return sum(row.n_now for row in self.rows)

    @property
    def n_then(self) -> int:
        """Count the rows that the backup holds."""
        return sum(row.n_then for row in self.rows)


def restore_preview(store: Store, source: Path) -> RestorePreview:
    """Compare a backup with the file; neither is touched."""
    then = store.contents_of(source)
    now, is_readable = then.iloc[:0], True
    if store.path.exists():
        try:
            now = store.query("holdings")
        except (StoreDamagedError, StoreTooNewError):
            is_readable = False
    n_now, n_then = _counts(now), _counts(then)
    return RestorePreview(
        tuple(RowsThenAndNow(*key, n_now.get(key, 0), n_then.get(key, 0)) for key in sorted({*n_now, *n_then})),
        None if then.empty else then.last_on.max().date(),
        is_readable,
    )


def _counts(held: pd.DataFrame) -> dict[tuple[str, str], int]:
    """Give the number of rows by candidate and kind."""
    keys: Any = zip(held.candidate_id, held.kind, strict=True)
    return dict(zip(keys, map(int, held.n_rows), strict=True))
