"""Add up the rows of an import, to compare with what the candidate expects."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from analytics import records
from analytics.clock import DayRule
from analytics.ingest import Import

DAY_FIELDS = ("started_at", "starts_at", "taken_at", "reviewed_at", "rated_on", "taken_on", "on", "starts_on")


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
    by_kind: defaultdict[type[records.Record], list[records.Record]] = defaultdict(list)
    for row in read.rows:
        by_kind[type(row.record)].append(row.record)
    return tuple(_totals(rows, days) for rows in by_kind.values())


def _totals(rows: Sequence[records.Record], days: DayRule) -> KindTotals:
    """Add up rows of one kind; a total counts only where the practice exam has no domains."""
    on = [days.day_of(moment_of(record)) for record in rows]
    results = [record for record in rows if isinstance(record, records.DomainResult)]
    by_domain = {(one.candidate_id, one.practice_exam_id) for one in results if one.domain_id != records.TOTAL_DOMAIN}
    sessions_min, cards_s, answers = list[float](), list[float](), list[tuple[tuple[str, str], int, int]]()
    for record in rows:
        match record:
            case records.StudySession(time_on_task_min=minutes) | records.PlannedSession(duration_min=minutes):
                sessions_min.append(minutes)
            case records.CardReview(response_time_s=seconds):
                cards_s.append(seconds or 0)
            case records.DomainResult(candidate_id=name, practice_exam_id=exam, domain_id=domain_id):
                if domain_id != records.TOTAL_DOMAIN or (name, exam) not in by_domain:
                    answers.append(((name, exam), record.n_items, record.n_correct))
            case records.ItemResponse(candidate_id=name, practice_exam_id=exam):
                answers.append(((name, exam), 1, int(record.is_correct)))
    return KindTotals(
        kind=rows[0].TABLE,
        n_rows=len(rows),
        first_on=min(on),
        last_on=max(on),
        minutes=sum(sessions_min) + sum(cards_s) / 60,
        longest_min=max(sessions_min, default=0),
        n_exams=len({exam for exam, _, _ in answers}),
        n_items=sum(n for _, n, _ in answers),
        n_correct=sum(n for _, _, n in answers),
    )


def moment_of(record: records.Record) -> records.Moment:
    """Return the day of a row, or its moment."""
    name = next(name for name in DAY_FIELDS if hasattr(record, name))
    moment: records.Moment = getattr(record, name)
    return moment
