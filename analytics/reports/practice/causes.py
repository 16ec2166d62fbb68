"""Causes of wrong answers: their counts, their shares overall and over time, and suggested ones."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import groupby

from analytics.blueprints.lookalikes import LookAlikes
from analytics.estimation.candidate import FittedCandidate
from analytics.models.beta_proportions import dirichlet_proportions, rise_probabilities
from analytics.models.intervals import Interval
from analytics.records import Confidence, ErrorCause
from analytics.reports.practice.confusion_pairs import mistaken_for
from analytics.reports.practice.mastery import TrendDirection
from analytics.reports.practice.response_log import LoggedResponse


@dataclass(frozen=True, slots=True)
class CauseCounts:
    """The wrong answers with a cause and those without one, and each cause's share of those with one."""

    n_with_cause: int
    n_without_cause: int
    shares: Mapping[ErrorCause, Interval]


def cause_counts(candidate: FittedCandidate) -> CauseCounts:
    """Count the causes of the wrong answers."""
    log = candidate.records.response_log
    named = log.error_cause[~log.is_correct.astype(bool)]
    counts = [int((named == cause.value).sum()) for cause in ErrorCause]
    shares = dict(zip(ErrorCause, dirichlet_proportions(counts), strict=True))
    return CauseCounts(sum(counts), int(named.isna().sum()), shares)


MIN_CAUSES_PER_HALF = 12
"""Causes that each half, and each period, needs before they are compared."""

MAX_PERIODS = 6
"""More periods would make each too short to read."""

CHANGE_LEVEL = 0.90
"""Probability from which a cause counts as more or less frequent than before."""


@dataclass(frozen=True, slots=True)
class ErrorCauseShare:
    """One cause's share of the wrong answers that have a cause.

    `halves` are its shares in the earlier and the later practice exams, None with too few causes to compare.
    """

    cause: ErrorCause
    n: int
    share: Interval
    halves: tuple[Interval, Interval] | None
    trend: TrendDirection


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
    rows = zip(ErrorCause, counts, dirichlet_proportions(counts), _halves(wrong), strict=True)
    return tuple(ErrorCauseShare(cause, n, share, *halves) for cause, n, share, halves in rows)


def _halves(wrong: Sequence[LoggedResponse]) -> list[tuple[tuple[Interval, Interval] | None, TrendDirection]]:
    start = second_half_from(wrong)
    if start is None:
        return [(None, TrendDirection.CANNOT_TELL)] * len(ErrorCause)
    earlier = _counts([response for response in wrong if response.day < start])
    later = _counts([response for response in wrong if response.day >= start])
    rises = rise_probabilities(earlier, later)
    before, after = dirichlet_proportions(earlier), dirichlet_proportions(later)
    return [((one, other), _trend(rise)) for one, other, rise in zip(before, after, rises, strict=True)]


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
    return tuple(
        MixPeriod(part[0].day, part[-1].day, tuple(counts), tuple(dirichlet_proportions(counts)))
        for part, counts in zip(parts, map(_counts, parts), strict=True)
        if len(part) >= MIN_CAUSES_PER_HALF
    )


def second_half_from(wrong: Sequence[LoggedResponse]) -> date | None:
    """Return the first day of the later half.

    The split is as even as days allow; None if a half would have too few causes.
    """
    days = sorted(response.day for response in wrong if response.error_cause is not None)
    starts: dict[date, int] = {}
    for n_before, day in enumerate(days):
        starts.setdefault(day, n_before)
    fair = [day for day, n in starts.items() if min(n, len(days) - n) >= MIN_CAUSES_PER_HALF]
    return min(fair, key=lambda day: (abs(2 * starts[day] - len(days)), day), default=None)


def _counts(wrong: Sequence[LoggedResponse]) -> list[int]:
    causes = [response.error_cause for response in wrong]
    return [causes.count(cause) for cause in ErrorCause]


def _trend(chance_of_rise: float) -> TrendDirection:
    if chance_of_rise >= CHANGE_LEVEL:
        return TrendDirection.RISING
    return TrendDirection.FALLING if chance_of_rise <= 1 - CHANGE_LEVEL else TrendDirection.CANNOT_TELL


FAR_OVER = 1.5
"""Ratio to the candidate's own limit from which a time is far over it: 4½ minutes of three."""

FAR_UNDER = 1 / 6
"""Ratio to the exam's time per question up to which a time is far under it: 28 seconds of 2:46."""


class Hint(StrEnum):
    """What a suggested cause is based on."""

    LOOK_ALIKES = "look_alikes"
    CONFUSED_BEFORE = "confused_before"
    FAR_OVER_LIMIT = "far_over_limit"
    FAR_UNDER = "far_under"
    LEFT_FLAGGED = "left_flagged"
    GUESSED = "guessed"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A cause that the program proposes; it counts only once the candidate accepts it."""

    cause: ErrorCause
    hint: Hint


def suggested_cause(
    response: LoggedResponse, look_alikes: LookAlikes, confused: set[frozenset[str]], limits_s: tuple[float, float]
) -> Suggestion | None:
    """Return the most strongly supported cause, None if one is set.

    `confused` holds pairs of answers that were confused more than once. `limits_s` are the candidate's own limit for a
    question and the exam's time per question.
    """
    if response.error_cause is not None:
        return None
    mistaken = mistaken_for(response, look_alikes)
    if mistaken is not None and look_alikes.set_of(*mistaken):
        return Suggestion(ErrorCause.CONFUSED_PAIR, Hint.LOOK_ALIKES)
    if mistaken is not None and frozenset(mistaken) in confused:
        return Suggestion(ErrorCause.CONFUSED_PAIR, Hint.CONFUSED_BEFORE)
    hint = _timing_hint(response, *limits_s)
    if hint is not None:
        return Suggestion(ErrorCause.TIMING, hint)
    return Suggestion(ErrorCause.KNOWLEDGE, Hint.GUESSED) if response.confidence is Confidence.GUESS else None


def _timing_hint(response: LoggedResponse, limit_s: float, given_s: float) -> Hint | None:
    if response.is_flagged and response.is_revisited is False:
        return Hint.LEFT_FLAGGED
    if response.response_time_s is None:
        return None
    if response.response_time_s >= FAR_OVER * limit_s:
        return Hint.FAR_OVER_LIMIT
    return Hint.FAR_UNDER if response.response_time_s <= FAR_UNDER * given_s else None
