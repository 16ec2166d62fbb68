"""Practice exams of one candidate as evidence, cell by cell."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from analytics.estimation.evidence import Evidence, read_evidence
from analytics.records import DomainResult, Record
from tests.inputs.builders import EXAM, OPEN_EXAM, TODAY, store_with
from tests.inputs.exposure_rules import Counts

BLUEPRINT = OPEN_EXAM
DAY = date(2026, 11, 2)
FULL = [(9, 13), (11, 16), (16, 23), (9, 13)]


def evidence_of(folder: Path, records: Sequence[Record], as_of: date = TODAY) -> Evidence:
    """Read the evidence of a file of some records."""
    store = store_with(folder, records)
    return read_evidence(store, BLUEPRINT, store.candidates(), as_of)


def cells_of(evidence: Evidence) -> dict[tuple[str, str, float], Counts]:
    """Return questions and correct answers by practice exam, domain and share seen."""
    table = evidence.table
    keys = table.rows("practice_exam_id", "domain_id", "seen_share")
    return dict(zip(keys, table.rows("n_items", "n_correct"), strict=True))


def result(exam_id: str, domain_id: str, n_correct: int, n_items: int, **more: object) -> DomainResult:
    """Make one row of a practice exam of the first day."""
    row = DomainResult(
        practice_exam_id=exam_id,
        taken_at=DAY,
        exam_code=EXAM,
        provider="Provider A",
        domain_id=domain_id,
        n_items=n_items,
        n_correct=n_correct,
    )
    return replace(row, **more)  # type: ignore[arg-type]  # the names of the fields are the caller's
