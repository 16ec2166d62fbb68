"""Counts of the causes of wrong answers, without the rest of the mistakes report."""

from dataclasses import dataclass

from analytics.estimation.candidate import FittedCandidate
from analytics.models.beta_proportions import dirichlet_proportions
from analytics.models.intervals import Interval
from analytics.records import ErrorCause


@dataclass(frozen=True, slots=True)
class CauseCount:
    """A cause with the number of wrong answers that have it, and its share of those that have one."""

    cause: ErrorCause
    n: int
    share: Interval


@dataclass(frozen=True, slots=True)
class CauseCounts:
    """The wrong answers by cause, in the enum's order, and those without one."""

    causes: tuple[CauseCount, ...]
    n_without_cause: int

    @property
    def n_with_cause(self) -> int:
        """Wrong answers with a cause."""
        return sum(count.n for count in self.causes)


def cause_counts(candidate: FittedCandidate) -> CauseCounts:
    """Count the causes of the wrong answers."""
    log = candidate.records.response_log
    named = log.error_cause[~log.is_correct.astype(bool)]
    counts = [int((named == cause.value).sum()) for cause in ErrorCause]
    shares = dirichlet_proportions(counts)
    causes = tuple(CauseCount(*row) for row in zip(ErrorCause, counts, shares, strict=True))
    return CauseCounts(causes, int(named.isna().sum()))
