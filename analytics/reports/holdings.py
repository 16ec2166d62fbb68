"""What is in the file: how many rows of what, from when to when, and how they came in."""

from dataclasses import dataclass
from datetime import date

from analytics.store import BatchInfo, Store


@dataclass(frozen=True, slots=True)
class Holding:
    """The rows of one kind of one candidate."""

    candidate_id: str
    kind: str
    n_rows: int
    first_on: date | None
    last_on: date | None


@dataclass(frozen=True, slots=True)
class Holdings:
    """All rows of the file, and the imports that brought them, the latest first."""

    path: str
    size_bytes: int
    rows: tuple[Holding, ...]
    batches: tuple[BatchInfo, ...]
    exam_codes_without_blueprint: tuple[str, ...]


def holdings(store: Store, known_exam_codes: frozenset[str] = frozenset()) -> Holdings:
    """Count what a file holds."""
    table = store.query("holdings")
    codes = store.query("exam_codes").exam_code
    return Holdings(
        path=str(store.path),
        size_bytes=store.path.stat().st_size if store.path.exists() else 0,
        rows=tuple(
            Holding(
                row.candidate_id,
                row.kind,
                int(row.n_rows),
                row.first_on.date() if row.n_dated else None,
                row.last_on.date() if row.n_dated else None,
            )
            for row in table.itertuples(index=False)
        ),
        batches=tuple(sorted(store.batches(), key=lambda batch: -batch.batch_id)),
        exam_codes_without_blueprint=tuple(code for code in codes if code not in known_exam_codes),
    )
