"""The wrong answers: why they were wrong, what is taken for what, and how sure the candidate was."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from analytics.confusable_sets import LookAlikes, shipped_look_alikes
from analytics.models.intervals import Interval
from analytics.models.shares import chances_of_rise, shares_of_mix
from analytics.records import ErrorCause
from analytics.reports.candidate_exam import CandidateExam
from analytics.reports.confusion_pairs import ConfusionPair, confusion_pairs, mistaken_for
from analytics.reports.gap_audit import certain_ranks
from analytics.reports.pace import own_rule_min
from analytics.reports.response_log import LoggedResponse, read_responses
from analytics.reports.sureness import Sureness, sureness

FAR_OVER = 1.5
FAR_UNDER = 1 / 6
"""A time is far from the rule for a question from these parts of it on: 4½ minutes and half a minute of three."""

LEAST_CAUSES = 5
"""With fewer causes nothing is said of the mix."""

LEAST_PER_HALF = 12
"""Each half of the practice exams needs so many causes before the two are compared."""

SURE = 0.90
"""From this chance on, a cause is said to have become more or less frequent."""


class Hint(StrEnum):
    """What a suggested cause goes by."""

    LOOK_ALIKES = "look_alikes"
    CONFUSED_BEFORE = "confused_before"
    FAR_OVER_RULE = "far_over_rule"
    FAR_UNDER_RULE = "far_under_rule"
    LEFT_FLAGGED = "left_flagged"


class Movement(StrEnum):
    """Whether a cause has become more or less frequent."""

    MORE = "more"
    LESS = "less"
    CANNOT_TELL = "cannot_tell"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A cause that the program proposes; it counts nowhere until the candidate sets it."""

    cause: ErrorCause
    hint: Hint


@dataclass(frozen=True, slots=True)
class Mistake:
    """One wrong answer, with a suggestion where it has no cause."""

    response: LoggedResponse
    domain_name: str
    suggestion: Suggestion | None


@dataclass(frozen=True, slots=True)
class CauseShare:
    """One cause's part of the wrong answers that have a cause.

    `rank` is 1 and the number of causes that are more frequent for certain. The halves are of the
    practice exams in their order, None where there are too few causes to compare.
    """

    cause: ErrorCause
    n: int
    share: Interval
    rank: int
    halves: tuple[Interval, Interval] | None
    movement: Movement


@dataclass(frozen=True, slots=True)
class MistakesReport:
    """The wrong answers up to a day, the latest first; causes in a fixed order."""

    as_of: date
    n_responses: int
    n_practice_exams: int
    mistakes: tuple[Mistake, ...]
    causes: tuple[CauseShare, ...]
    second_half_from: date | None
    pairs: tuple[ConfusionPair, ...]
    sureness: Sureness

    @property
    def without_cause(self) -> tuple[Mistake, ...]:
        """Give the wrong answers whose cause is not set."""
        return tuple(mistake for mistake in self.mistakes if mistake.response.error_cause is None)

    @property
    def n_with_cause(self) -> int:
        """Count the wrong answers whose cause is set."""
        return sum(share.n for share in self.causes)

    @property
    def has_mix(self) -> bool:
        """Tell whether there are enough causes to speak of a mix."""
        return self.n_with_cause >= LEAST_CAUSES

    @property
    def largest(self) -> tuple[CauseShare, ...]:
        """Give the causes of which one is the most frequent; their ranges overlap."""
        return tuple(share for share in self.causes if share.rank == 1)


def mistakes_report(known: CandidateExam) -> MistakesReport:
    """Report the wrong answers, those to questions seen before too."""
    responses = read_responses(known)
    look_alikes = shipped_look_alikes()
    pairs = confusion_pairs(responses, look_alikes)
    wrong = [response for response in responses if not response.is_correct]
    names = {domain.domain_id: domain.name for domain in known.blueprint.domains}
    confused = {frozenset(pair.names) for pair in pairs if pair.n_confused > 1}
    rule_min = own_rule_min(known)
    return MistakesReport(
        as_of=known.as_of,
        n_responses=len(responses),
        n_practice_exams=len({response.practice_exam_id for response in responses}),
        mistakes=tuple(
            Mistake(
                response,
                names.get(response.domain_id, response.domain_id),
                _suggestion(response, look_alikes, confused, rule_min),
            )
            for response in reversed(wrong)
        ),
        causes=_cause_shares(wrong),
        second_half_from=_second_half_from(wrong),
        pairs=pairs,
        sureness=sureness(responses, known.blueprint),
    )


def _suggestion(
    response: LoggedResponse, look_alikes: LookAlikes, confused: set[frozenset[str]], rule_min: float
) -> Suggestion | None:
    """Propose a cause by what the log shows, the strongest sign first."""
    if response.error_cause is not None:
        return None
    mistaken = mistaken_for(response, look_alikes)
    if mistaken is not None and look_alikes.set_of(*mistaken):
        return Suggestion(ErrorCause.CONFUSED_PAIR, Hint.LOOK_ALIKES)
    if mistaken is not None and frozenset(mistaken) in confused:
        return Suggestion(ErrorCause.CONFUSED_PAIR, Hint.CONFUSED_BEFORE)
    hint = _timing_hint(response, rule_min)
    return None if hint is None else Suggestion(ErrorCause.TIMING, hint)


def _timing_hint(response: LoggedResponse, rule_min: float) -> Hint | None:
    """Tell whether time may have been the cause."""
    if response.is_flagged and response.is_revisited is False:
        return Hint.LEFT_FLAGGED
    of_rule = (response.response_time_s or 60 * rule_min) / (60 * rule_min)
    if of_rule >= FAR_OVER:
        return Hint.FAR_OVER_RULE
    return Hint.FAR_UNDER_RULE if of_rule <= FAR_UNDER else None


def _cause_shares(wrong: Sequence[LoggedResponse]) -> tuple[CauseShare, ...]:
    """Estimate the mix of causes, whole and by halves of the practice exams."""
    counts = _counts(wrong)
    shares = shares_of_mix(counts)
    ranks = certain_ranks(shares)
    halves = _halves(wrong)
    return tuple(CauseShare(cause, counts[k], shares[k], ranks[k], *halves[k]) for k, cause in enumerate(ErrorCause))


def _halves(wrong: Sequence[LoggedResponse]) -> list[tuple[tuple[Interval, Interval] | None, Movement]]:
    """Compare the mix of the earlier and the later practice exams, cause by cause."""
    start = _second_half_from(wrong)
    if start is None:
        return [(None, Movement.CANNOT_TELL)] * len(ErrorCause)
    earlier = _counts([response for response in wrong if response.day < start])
    later = _counts([response for response in wrong if response.day >= start])
    rises = chances_of_rise(earlier, later)
    pairs = zip(shares_of_mix(earlier), shares_of_mix(later), strict=True)
    return [(pair, _movement(rise)) for pair, rise in zip(pairs, rises, strict=True)]


def _second_half_from(wrong: Sequence[LoggedResponse]) -> date | None:
    """Give the day that parts the causes most evenly, None where either part has too few."""
    days = sorted(response.day for response in wrong if response.error_cause is not None)
    starts = {day: sum(earlier < day for earlier in days) for day in days}
    fair = [day for day, n in starts.items() if min(n, len(days) - n) >= LEAST_PER_HALF]
    return min(fair, key=lambda day: (abs(2 * starts[day] - len(days)), day), default=None)


def _counts(wrong: Sequence[LoggedResponse]) -> list[int]:
    causes = [response.error_cause for response in wrong]
    return [causes.count(cause) for cause in ErrorCause]


def _movement(chance_of_rise: float) -> Movement:
    if chance_of_rise >= SURE:
        return Movement.MORE
    return Movement.LESS if chance_of_rise <= 1 - SURE else Movement.CANNOT_TELL
