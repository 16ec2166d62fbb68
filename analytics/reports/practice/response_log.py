"""A candidate's responses one by one, in the order of answering."""

from dataclasses import dataclass
from datetime import date

from analytics.estimation.candidate import FittedCandidate
from analytics.estimation.candidate_records import rows_by_day
from analytics.records import Confidence, ErrorCause


@dataclass(frozen=True, slots=True, kw_only=True)
class LoggedResponse:
    """One response, with the day of its practice exam and whether the question was seen before."""

    practice_exam_id: str
    response_key: str
    day: date
    position: int | None
    domain_id: str
    task_id: str | None
    services: tuple[str, ...]
    is_correct: bool
    response_time_s: float | None
    is_flagged: bool | None
    is_revisited: bool | None
    confidence: Confidence | None
    error_cause: ErrorCause | None
    chosen: str | None
    correct_answer: str | None
    is_untimed: bool
    was_seen: bool


def read_responses(candidate: FittedCandidate) -> tuple[LoggedResponse, ...]:
    """Return the candidate's responses for the exam."""
    return tuple(
        LoggedResponse(
            practice_exam_id=row["practice_exam_id"],
            response_key=row["response_key"],
            day=day,
            position=None if row["position"] is None else int(row["position"]),
            domain_id=row["domain_id"],
            task_id=row["task_id"],
            services=_parts(row["services"] or ""),
            is_correct=bool(row["is_correct"]),
            response_time_s=row["response_time_s"],
            is_flagged=row["is_flagged"],
            is_revisited=row["is_revisited"],
            confidence=None if row["confidence"] is None else Confidence(row["confidence"]),
            error_cause=None if row["error_cause"] is None else ErrorCause(row["error_cause"]),
            chosen=row["chosen"],
            correct_answer=row["correct_answer"],
            is_untimed=bool(row["is_untimed"]),
            was_seen=bool(row["was_seen"]),
        )
        for day, row in rows_by_day(candidate.records.response_log)
    )


def _parts(services: str) -> tuple[str, ...]:
    """Split the names of a cell at semicolons and commas, without repeats."""
    names = (" ".join(part.split()) for part in services.replace(",", ";").split(";"))
    return tuple(dict.fromkeys(name for name in names if name))
