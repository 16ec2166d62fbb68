"""Shares of the causes of wrong answers: overall, by halves of the practice exams, and over time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import groupby

from analytics.models.beta_proportions import dirichlet_proportions, rise_probabilities
from analytics.models.intervals import Interval, certain_ranks
from analytics.records import ErrorCause
from analytics.reports.practice.response_log import LoggedResponse

MIN_CAUSES_PER_HALF = 12
"""Causes that each half, and each period, needs before they are compared."""

MAX_PERIODS = 6
"""More periods would make each too short to read."""

CHANGE_LEVEL = 0.90
"""Probability from which a cause counts as more or less frequent than before."""


class CauseTrend(StrEnum):
    """Whether a cause has become more or less frequent."""

    MORE = "more"
    LESS = "less"
    CANNOT_TELL = "cannot_tell"


@dataclass(frozen=True, slots=True)
class ErrorCauseShare:
    """One cause's share of the wrong answers that have a cause.

    `rank` is 1 and the number of causes that are certainly more frequent. `halves` are the earlier and the later
    practice exams, None with too few causes to compare; `rank_lately` is the rank in the later half.
    """

    cause: ErrorCause
    n: int
    share: Interval
    rank: int
    halves: tuple[Interval, Interval] | None
    rank_lately: int | None
    trend: CauseTrend


@dataclass(frozen=True, slots=True)
class MixPeriod:
    """Consecutive days with the count and share of each cause, in the enum's order."""

    first_on: date
    last_on: date
    counts: tuple[int, ...]
    shares: tuple[Interval, ...]


def cause_shares(wrong: Sequence[LoggedResponse]) -> tuple[ErrorCauseShare, ...]:
    """Estimate each cause's share, overall and by halves."""
    counts = _counts(wrong)
    shares = dirichlet_proportions(counts)
    ranks = certain_ranks(shares)
    halves = _halves(wrong)
    return tuple(
        ErrorCauseShare(cause, counts[k], shares[k], ranks[k], *halves[k]) for k, cause in enumerate(ErrorCause)
    )


def _halves(wrong: Sequence[LoggedResponse]) -> list[tuple[tuple[Interval, Interval] | None, int | None, CauseTrend]]:
    start = second_half_from(wrong)
    if start is None:
        return [(None, None, CauseTrend.CANNOT_TELL)] * len(ErrorCause)
    earlier = _counts([response for response in wrong if response.day < start])
    later = _counts([response for response in wrong if response.day >= start])
    rises = rise_probabilities(earlier, later)
    before, after = dirichlet_proportions(earlier), dirichlet_proportions(later)
    rows = zip(before, after, certain_ranks(after), rises, strict=True)
    return [((one, other), rank, _trend(rise)) for one, other, rank, rise in rows]


def mix_periods(wrong: Sequence[LoggedResponse]) -> tuple[MixPeriod, ...]:
    """Split the days into periods with enough causes each.

    A last period that is too short joins the one before it.
    """
    caused = [response for response in wrong if response.error_cause is not None]
    least = max(MIN_CAUSES_PER_HALF, len(caused) / MAX_PERIODS)
    parts: list[list[LoggedResponse]] = []
    for _, day in groupby(caused, key=lambda response: response.day):
        if not parts or len(parts[-1]) >= least:
            parts.append([])
        parts[-1] += day
    if len(parts) > 1 and len(parts[-1]) < MIN_CAUSES_PER_HALF:
        rest = parts.pop()
        parts[-1] += rest
    return tuple(_period(part) for part in parts if len(part) >= MIN_CAUSES_PER_HALF)


def _period(part: Sequence[LoggedResponse]) -> MixPeriod:
    counts = _counts(part)
    return MixPeriod(part[0].day, part[-1].day, tuple(counts), tuple(dirichlet_proportions(counts)))


def second_half_from(wrong: Sequence[LoggedResponse]) -> date | None:
    """Return the first day of the later half.

    The split is as even as days allow; None if a half would have too few causes.
    """
    days = sorted(response.day for response in wrong if response.error_cause is not None)
    starts = {day: sum(earlier < day for earlier in days) for day in days}
    fair = [day for day, n in starts.items() if min(n, len(days) - n) >= MIN_CAUSES_PER_HALF]
    return min(fair, key=lambda day: (abs(2 * starts[day] - len(days)), day), default=None)


def _counts(wrong: Sequence[LoggedResponse]) -> list[int]:
    causes = [response.error_cause for response in wrong]
    return [causes.count(cause) for cause in ErrorCause]


def _trend(chance_of_rise: float) -> CauseTrend:
    if chance_of_rise >= CHANGE_LEVEL:
        return CauseTrend.MORE
    return CauseTrend.LESS if chance_of_rise <= 1 - CHANGE_LEVEL else CauseTrend.CANNOT_TELL
