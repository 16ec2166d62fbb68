"""What the database contains, by candidate and kind, and what undoing or restoring would change."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from analytics.clock import DayRule
from analytics.errors.store import StoreDamagedError, StoreTooNewError
from analytics.records import PlannedSession, StudyPlan
from analytics.store import BatchInfo, ColumnTable, Store


@dataclass(frozen=True, slots=True)
class InventoryRow:
    """How many rows of a kind a candidate has, and their first and last day."""

    candidate_id: str
    kind: str
    n_rows: int
    first_on: date
    last_on: date


@dataclass(frozen=True, slots=True)
class UndoEffect:
    """What undoing an import would do to the rows of one kind.

    It removes rows, restores the earlier values of others, and keeps those that another import contains too.
    """

    kind: str
    n_removed: int
    n_restored: int
    n_kept: int = 0


@dataclass(frozen=True, slots=True)
class InventoryBatch:
    """An import, and what undoing it would do."""

    info: BatchInfo
    rows: tuple[UndoEffect, ...]

    @property
    def can_be_undone(self) -> bool:
        """Whether all of it would be undone, since no later import has changed or repeated any of its rows."""
        n_undone = sum(row.n_removed + row.n_restored for row in self.rows)
        return n_undone == self.info.n_imported + self.info.n_removed


@dataclass(frozen=True, slots=True)
class Inventory:
    """The contents of a database file; the latest import comes first."""

    path: str
    size_bytes: int
    rows: tuple[InventoryRow, ...]
    batches: tuple[InventoryBatch, ...]
    profiles: Mapping[str, DayRule]
    own_exam_codes: tuple[str, ...]
    exam_codes_without_blueprint: tuple[str, ...]

    @property
    def n_rows(self) -> int:
        """How many rows there are."""
        return sum(row.n_rows for row in self.rows)

    @property
    def candidates(self) -> tuple[str, ...]:
        """The candidates with rows."""
        return tuple(dict.fromkeys(row.candidate_id for row in self.rows))

    @property
    def last_on(self) -> date | None:
        """The latest day of any row but plans, None without one."""
        return _last_entry((row.kind, row.last_on) for row in self.rows)


def read_inventory(store: Store, known_exam_codes: Collection[str]) -> Inventory:
    """Return the contents of a store; exam codes not in `known_exam_codes` have no blueprint."""
    codes = [code for (code,) in store.rows("exam_codes")]
    rows_of: dict[int, list[UndoEffect]] = {}
    for batch_id, kind, *n_rows in store.rows("undo_effects"):
        if any(n_rows):  # none if all rows of the import are replaced
            rows_of.setdefault(batch_id, []).append(UndoEffect(kind, *n_rows))
    return Inventory(
        path=str(store.path),
        size_bytes=store.path.stat().st_size,
        rows=tuple(InventoryRow(*row) for row in store.rows("inventory")),
        batches=tuple(InventoryBatch(one, tuple(rows_of.get(one.batch_id, ()))) for one in reversed(store.batches())),
        profiles=store.day_rules(),
        own_exam_codes=tuple(store.blueprint_texts()),
        exam_codes_without_blueprint=tuple(code for code in codes if code not in known_exam_codes),
    )


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
    `backup_last_on` is the latest day of any row but plans in the backup, None without one.
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
        backup_last_on=_last_entry((kind, day.date()) for kind, day in backup.rows("kind", "last_on")),
        is_current_readable=is_readable,
    )


def _last_entry(days: Iterable[tuple[str, date]]) -> date | None:
    """Return the latest day of some kinds of rows; plans may be of days to come."""
    return max((day for kind, day in days if kind not in {StudyPlan.TABLE, PlannedSession.TABLE}), default=None)


def _counts(inventory: ColumnTable) -> dict[tuple[str, str], int]:
    return {(name, kind): n_rows for name, kind, n_rows in inventory.rows("candidate_id", "kind", "n_rows")}
