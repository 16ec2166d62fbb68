"""Add up the rows of an import, to compare with what the candidate expects."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from analytics.clock import DayRule
from analytics.ingest import Import
from analytics.records import (
    TOTAL_DOMAIN,
    CardReview,
    DomainResult,
    ItemResponse,
    Moment,
    PlannedSession,
    Record,
    StudySession,
)

_DAY_FIELDS = ("started_at", "starts_at", "taken_at", "reviewed_at", "rated_on", "taken_on", "on", "starts_on")


@dataclass(frozen=True, slots=True, kw_only=True)
class KindTotals:
    """The totals of the rows of one kind, named by its table; what a kind does not have is 0.

    Sessions and card reviews have `minutes`, and only sessions a longest one. Practice exams and
    answered questions have the three counts.
    """

    kind: str
    n_rows: int
    first_on: date
    last_on: date
    minutes: float
    longest_min: float
    n_exams: int
    n_items: int
    n_correct: int


def import_totals(read: Import, days: DayRule) -> tuple[KindTotals, ...]:
    """Return the totals of the rows to import, by kind in order of appearance."""
    by_kind: defaultdict[type[Record], list[Record]] = defaultdict(list)
    for row in read.rows:
        by_kind[type(row.record)].append(row.record)
    return tuple(_totals(records, days) for records in by_kind.values())


def _totals(records: Sequence[Record], days: DayRule) -> KindTotals:
    on = [days.day_of(moment_of(record)) for record in records]
    sessions = [minutes for record in records if (minutes := _session_min(record)) is not None]
    cards = [record.response_time_s or 0 for record in records if isinstance(record, CardReview)]
    answers = _answers(records)
    return KindTotals(
        kind=records[0].TABLE,
        n_rows=len(records),
        first_on=min(on),
        last_on=max(on),
        minutes=sum(sessions) + sum(cards) / 60,
        longest_min=max(sessions, default=0),
        n_exams=len({exam for exam, _, _ in answers}),
        n_items=sum(n for _, n, _ in answers),
        n_correct=sum(n for _, _, n in answers),
    )


def moment_of(record: Record) -> Moment:
    """Return the day of a row, or its moment."""
    name = next(name for name in _DAY_FIELDS if hasattr(record, name))
    moment: Moment = getattr(record, name)
    return moment


def _session_min(record: Record) -> float | None:
    if isinstance(record, StudySession):
        return record.time_on_task_min
    return record.duration_min if isinstance(record, PlannedSession) else None


def _answers(records: Sequence[Record]) -> list[tuple[tuple[str, str], int, int]]:
    """Return practice exam, questions and correct answers of each row that adds to the sum.

    A total counts only where the practice exam has no domains.
    """
    results = [record for record in records if isinstance(record, DomainResult)]
    responses = [record for record in records if isinstance(record, ItemResponse)]
    with_domains = {_exam(result) for result in results if result.domain_id != TOTAL_DOMAIN}
    counted = [
        (_exam(result), result.n_items, result.n_correct)
        for result in results
        if result.domain_id != TOTAL_DOMAIN or _exam(result) not in with_domains
    ]
    return counted + [(_exam(response), 1, int(response.is_correct)) for response in responses]


def _exam(record: DomainResult | ItemResponse) -> tuple[str, str]:
    return record.candidate_id, record.practice_exam_id
