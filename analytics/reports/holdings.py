"""What is in the file: how many rows of what, from when to when, and how they came in."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from analytics.clock import DayRule
from analytics.store import BatchInfo, Store


@dataclass(frozen=True, slots=True)
class Holding:
    """The rows of one kind of one candidate."""

    candidate_id: str
    kind: str
    n_rows: int
    first_on: date
    last_on: date


@dataclass(frozen=True, slots=True)
class BatchRows:
    """What taking an import back would do to one kind: rows that go, and rows whose earlier values return."""

    kind: str
    n_removed: int
    n_restored: int


@dataclass(frozen=True, slots=True)
class HeldBatch:
    """One import, and what taking it back would do."""

    info: BatchInfo
    rows: tuple[BatchRows, ...]


@dataclass(frozen=True, slots=True)
class Holdings:
    """All rows of the file, and the imports that brought them, the latest first."""

    path: str
    size_bytes: int
    rows: tuple[Holding, ...]
    batches: tuple[HeldBatch, ...]
    profiles: Mapping[str, DayRule]
    exam_codes_without_blueprint: tuple[str, ...]

    @property
    def n_rows(self) -> int:
        """Count all rows."""
        return sum(row.n_rows for row in self.rows)

    @property
    def candidates(self) -> tuple[str, ...]:
        """Name everybody who has rows."""
        return tuple(dict.fromkeys(row.candidate_id for row in self.rows))

    @property
    def last_on(self) -> date | None:
        """Give the latest day of any row, None in an empty file."""
        return max((row.last_on for row in self.rows), default=None)


def holdings(store: Store, known_exam_codes: Collection[str]) -> Holdings:
    """Count what a file holds."""
    profiles = store.query("profiles").itertuples(index=False)
    return Holdings(
        path=str(store.path),
        size_bytes=store.path.stat().st_size,
        rows=_rows(store),
        batches=_batches(store),
        profiles={str(row.candidate_id): DayRule(str(row.zone), int(row.day_starts_h)) for row in profiles},
        exam_codes_without_blueprint=tuple(
            code for code in store.query("exam_codes").exam_code if code not in known_exam_codes
        ),
    )


def _rows(store: Store) -> tuple[Holding, ...]:
    table = store.query("holdings")
    return tuple(
        Holding(row.candidate_id, row.kind, int(row.n_rows), row.first_on.date(), row.last_on.date())
        for row in table.itertuples(index=False)
    )


def _batches(store: Store) -> tuple[HeldBatch, ...]:
    """List the imports, the latest first; one whose rows have all been replaced changes nothing."""
    table = store.query("batch_rows")
    table = table[(table.n_removed > 0) | (table.n_restored > 0)]
    found: dict[int, list[BatchRows]] = {}
    for row in table.itertuples(index=False):
        found.setdefault(int(row.batch_id), []).append(BatchRows(row.kind, int(row.n_removed), int(row.n_restored)))
    return tuple(HeldBatch(info, tuple(found.get(info.batch_id, ()))) for info in reversed(store.batches()))
