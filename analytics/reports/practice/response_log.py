"""A candidate's responses one by one, in the order of answering, and counted."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from analytics.estimation.candidate import FittedCandidate
from analytics.estimation.candidate_records import rows_of
from analytics.models.beta_proportions import beta_proportion
from analytics.models.intervals import Interval
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


@dataclass(frozen=True, slots=True)
class ResponseGroup:
    """Some responses, by whether they were correct."""

    n: int
    n_correct: int

    @property
    def n_wrong(self) -> int:
        """Wrong responses."""
        return self.n - self.n_correct

    @property
    def share(self) -> Interval:
        """The share that was correct."""
        return beta_proportion(self.n_correct, self.n)

    @property
    def share_wrong(self) -> Interval:
        """The share that was wrong."""
        return beta_proportion(self.n_wrong, self.n)


def group_of(responses: Collection[LoggedResponse]) -> ResponseGroup:
    """Count some responses."""
    return ResponseGroup(len(responses), sum(response.is_correct for response in responses))


def read_responses(candidate: FittedCandidate) -> tuple[LoggedResponse, ...]:
    """Return the candidate's responses for the exam."""
    log, kinds = candidate.records.response_log, {"confidence": Confidence, "error_cause": ErrorCause}
    return tuple(LoggedResponse(**row) for row in rows_of(log, position=int, services=_parts, **kinds))


def _parts(services: str) -> tuple[str, ...]:
    """Split the names of a cell at semicolons and commas, without repeats."""
    names = (" ".join(part.split()) for part in services.replace(",", ";").split(";"))
    return tuple(dict.fromkeys(name for name in names if name))
