"""The wrong answers: why they were wrong, what is taken for what, and how sure the candidate was."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import groupby

from analytics.confusable_sets import LookAlikes, shipped_look_alikes
from analytics.models.intervals import Interval
from analytics.models.shares import chances_of_rise, shares_of_mix
from analytics.records import Confidence, ErrorCause, ResponseKey
from analytics.reports.candidate_exam import CandidateExam
from analytics.reports.confidence import ConfidenceJudgements, confidence_judgements
from analytics.reports.confusion_pairs import ConfusionPair, confusion_pairs, mistaken_for
from analytics.reports.gap_audit import certain_ranks
from analytics.reports.pace import own_limit_min
from analytics.reports.response_log import LoggedResponse, read_responses

FAR_OVER = 1.5
FAR_UNDER = 1 / 6
"""A time is far over from this part of the candidate's limit on, 4½ minutes of three; it is far under at this part
of what the exam gives for a question, 28 seconds of 2:46."""

LEAST_CAUSES = 5
"""With fewer causes nothing is said of the mix."""

LEAST_PER_HALF = 12
"""Each half of the practice exams needs so many causes before the two are compared, and so does each period."""

MOST_PERIODS = 6
"""Into so many periods at most the mix is parted to be seen over time."""

CHANGE_LEVEL = 0.90
"""From this chance on, a cause is said to have become more or less frequent."""


class Hint(StrEnum):
    """What a suggested cause goes by."""

    LOOK_ALIKES = "look_alikes"
    CONFUSED_BEFORE = "confused_before"
    FAR_OVER_LIMIT = "far_over_limit"
    FAR_UNDER = "far_under"
    LEFT_FLAGGED = "left_flagged"
    GUESSED = "guessed"


class Listed(StrEnum):
    """Which wrong answers the log lists."""

    WITHOUT_CAUSE = "without_cause"
    ALL = "all"
    MISCONCEPTIONS = "misconceptions"


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

    @property
    def key(self) -> ResponseKey:
        """Give what its cause is set by."""
        return self.response.practice_exam_id, self.response.response_key


@dataclass(frozen=True, slots=True)
class CauseShare:
    """One cause's part of the wrong answers that have a cause.

    `rank` is 1 and the number of causes that are more frequent for certain. The halves are of the
    practice exams in their order, None where there are too few causes to compare; `rank_lately` is
    the rank in the later one.
    """

    cause: ErrorCause
    n: int
    share: Interval
    rank: int
    halves: tuple[Interval, Interval] | None
    rank_lately: int | None
    movement: Movement


@dataclass(frozen=True, slots=True)
class MixPeriod:
    """The mix of some days that follow each other: their causes counted, and each one's part in the fixed order."""

    first_on: date
    last_on: date
    counts: tuple[int, ...]
    shares: tuple[Interval, ...]


@dataclass(frozen=True, slots=True)
class MistakesReport:
    """The wrong answers up to a day, the latest first; causes in a fixed order."""

    as_of: date
    n_responses: int
    n_practice_exams: int
    mistakes: tuple[Mistake, ...]
    causes: tuple[CauseShare, ...]
    second_half_from: date | None
    periods: tuple[MixPeriod, ...]
    pairs: tuple[ConfusionPair, ...]
    confidence: ConfidenceJudgements

    @property
    def without_cause(self) -> tuple[Mistake, ...]:
        """Give the wrong answers whose cause is not set."""
        return tuple(mistake for mistake in self.mistakes if mistake.response.error_cause is None)

    @property
    def misconceptions(self) -> tuple[Mistake, ...]:
        """Give the wrong answers that were confident."""
        return tuple(mistake for mistake in self.mistakes if mistake.response.confidence is Confidence.CONFIDENT)

    @property
    def listed_first(self) -> Listed:
        """Tell what the log lists until another part is asked for: what needs a cause, as long as there is any."""
        return Listed.WITHOUT_CAUSE if self.without_cause else Listed.ALL

    @property
    def domains(self) -> dict[str, str]:
        """Name the domains that have wrong answers, by their id."""
        return {mistake.response.domain_id: mistake.domain_name for mistake in self.mistakes}

    def log(self, listed: Listed, domain_id: str | None) -> tuple[Mistake, ...]:
        """Give a part of the wrong answers, of one domain where it is named."""
        parts = {
            Listed.WITHOUT_CAUSE: self.without_cause,
            Listed.ALL: self.mistakes,
            Listed.MISCONCEPTIONS: self.misconceptions,
        }
        return tuple(mistake for mistake in parts[listed] if domain_id in {None, mistake.response.domain_id})

    @property
    def n_with_cause(self) -> int:
        """Count the wrong answers whose cause is set."""
        return sum(share.n for share in self.causes)

    @property
    def has_mix(self) -> bool:
        """Tell whether there are enough causes to speak of a mix."""
        return self.n_with_cause >= LEAST_CAUSES

    @property
    def has_changed(self) -> bool:
        """Tell whether any cause has become more or less frequent, so that the later half says more of today."""
        return any(share.movement is not Movement.CANNOT_TELL for share in self.causes)

    @property
    def largest(self) -> tuple[CauseShare, ...]:
        """Give the causes of which one is the most frequent, lately where the mix has changed; their ranges overlap."""
        return tuple(share for share in self.causes if (share.rank_lately if self.has_changed else share.rank) == 1)


def mistakes_report(known: CandidateExam) -> MistakesReport:
    """Report the wrong answers, those to questions seen before too."""
    responses = read_responses(known)
    look_alikes = shipped_look_alikes()
    pairs = confusion_pairs(responses, look_alikes)
    wrong = [response for response in responses if not response.is_correct]
    names = {domain.domain_id: domain.name for domain in known.blueprint.domains}
    confused = {frozenset(pair.names) for pair in pairs if pair.n_confused > 1}
    limits_s = 60 * own_limit_min(known), 60 * known.blueprint.min_per_item
    return MistakesReport(
        as_of=known.as_of,
        n_responses=len(responses),
        n_practice_exams=len({response.practice_exam_id for response in responses}),
        mistakes=tuple(
            Mistake(
                response,
                names.get(response.domain_id, response.domain_id),
                _suggestion(response, look_alikes, confused, limits_s),
            )
            for response in reversed(wrong)
        ),
        causes=_cause_shares(wrong),
        second_half_from=_second_half_from(wrong),
        periods=_periods(wrong),
        pairs=pairs,
        confidence=confidence_judgements(responses, known.blueprint),
    )


def with_suggestions(
    mistakes: Sequence[Mistake], causes: Mapping[ResponseKey, ErrorCause | None]
) -> dict[ResponseKey, ErrorCause | None]:
    """Give the causes that were chosen, and the suggested one where none was."""
    proposed = {mistake.key: mistake.suggestion.cause for mistake in mistakes if mistake.suggestion}
    return {key: cause or proposed.get(key) for key, cause in causes.items()}


def _suggestion(
    response: LoggedResponse,
    look_alikes: LookAlikes,
    confused: set[frozenset[str]],
    limits_s: tuple[float, float],
) -> Suggestion | None:
    """Propose a cause by what the log shows, the strongest sign first."""
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
    """Tell whether time may have been the cause, by the candidate's limit and by what the exam gives."""
    if response.is_flagged and response.is_revisited is False:
        return Hint.LEFT_FLAGGED
    if response.response_time_s is None:
        return None
    if response.response_time_s >= FAR_OVER * limit_s:
        return Hint.FAR_OVER_LIMIT
    return Hint.FAR_UNDER if response.response_time_s <= FAR_UNDER * given_s else None


def _cause_shares(wrong: Sequence[LoggedResponse]) -> tuple[CauseShare, ...]:
    """Estimate the mix of causes, whole and by halves of the practice exams."""
    counts = _counts(wrong)
    shares = shares_of_mix(counts)
    ranks = certain_ranks(shares)
    halves = _halves(wrong)
    return tuple(CauseShare(cause, counts[k], shares[k], ranks[k], *halves[k]) for k, cause in enumerate(ErrorCause))


def _halves(wrong: Sequence[LoggedResponse]) -> list[tuple[tuple[Interval, Interval] | None, int | None, Movement]]:
    """Compare the mix of the earlier and the later practice exams, cause by cause."""
    start = _second_half_from(wrong)
    if start is None:
        return [(None, None, Movement.CANNOT_TELL)] * len(ErrorCause)
    earlier = _counts([response for response in wrong if response.day < start])
    later = _counts([response for response in wrong if response.day >= start])
    rises = chances_of_rise(earlier, later)
    before, after = shares_of_mix(earlier), shares_of_mix(later)
    rows = zip(before, after, certain_ranks(after), rises, strict=True)
    return [((one, other), rank, _movement(rise)) for one, other, rank, rise in rows]


def _periods(wrong: Sequence[LoggedResponse]) -> tuple[MixPeriod, ...]:
    """Part the days into periods of enough causes each, as many as allowed; a short rest joins the last one."""
    caused = [response for response in wrong if response.error_cause is not None]
    least = max(LEAST_PER_HALF, len(caused) / MOST_PERIODS)
    parts: list[list[LoggedResponse]] = []
    for _, day in groupby(caused, key=lambda response: response.day):
        if not parts or len(parts[-1]) >= least:
            parts.append([])
        parts[-1] += day
    if len(parts) > 1 and len(parts[-1]) < LEAST_PER_HALF:
        rest = parts.pop()
        parts[-1] += rest
    return tuple(_period(part) for part in parts if len(part) >= LEAST_PER_HALF)


def _period(part: Sequence[LoggedResponse]) -> MixPeriod:
    counts = _counts(part)
    return MixPeriod(part[0].day, part[-1].day, tuple(counts), tuple(shares_of_mix(counts)))


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
    if chance_of_rise >= CHANGE_LEVEL:
        return Movement.MORE
    return Movement.LESS if chance_of_rise <= 1 - CHANGE_LEVEL else Movement.CANNOT_TELL
