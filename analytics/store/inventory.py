"""What the database contains: rows by candidate and kind, imports, profiles and exams."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from analytics.clock import DayRule
from analytics.store import BatchInfo, Store


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
        """The latest day of any row, None in an empty file."""
        return max((row.last_on for row in self.rows), default=None)


def read_inventory(store: Store, known_exam_codes: Collection[str]) -> Inventory:
    """Return the contents of a store; exam codes not in `known_exam_codes` have no blueprint."""
    codes = store.query("exam_codes").exam_code
    return Inventory(
        path=str(store.path),
        size_bytes=store.path.stat().st_size,
        rows=tuple(
            InventoryRow(candidate_id, kind, n_rows, first_on.date(), last_on.date())
            for candidate_id, kind, n_rows, first_on, last_on in _values(store, "inventory")
        ),
        batches=_batches(store),
        profiles={
            candidate_id: DayRule(zone, day_starts_h) for candidate_id, zone, day_starts_h in _values(store, "profiles")
        },
        own_exam_codes=tuple(store.blueprint_texts()),
        exam_codes_without_blueprint=tuple(code for code in codes if code not in known_exam_codes),
    )


def _batches(store: Store) -> tuple[InventoryBatch, ...]:
    """Return the imports, the latest first; undoing one whose rows are all replaced has no effect."""
    rows_of: dict[int, list[UndoEffect]] = {}
    for batch_id, kind, n_removed, n_restored, n_kept in _values(store, "undo_effects"):
        if n_removed or n_restored or n_kept:
            rows_of.setdefault(batch_id, []).append(UndoEffect(kind, n_removed, n_restored, n_kept))
    return tuple(InventoryBatch(info, tuple(rows_of.get(info.batch_id, ()))) for info in reversed(store.batches()))


def _values(store: Store, query: str) -> Iterator[tuple[Any, ...]]:
    return store.query(query).itertuples(index=False, name=None)
