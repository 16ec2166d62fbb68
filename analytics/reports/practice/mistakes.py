"""Wrong answers with their causes and confused pairs, and confidence: misconceptions and lucky guesses."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from analytics.blueprints.lookalikes import shipped_look_alikes
from analytics.blueprints.model import ExamBlueprint
from analytics.estimation.candidate import FittedCandidate
from analytics.models.intervals import Interval, certain_ranks
from analytics.records import TOTAL_DOMAIN, Confidence, ResponseKey
from analytics.reports.practice.causes import (
    ErrorCauseShare,
    MixPeriod,
    Suggestion,
    cause_shares,
    mix_periods,
    second_half_from,
    suggested_cause,
)
from analytics.reports.practice.confusion_pairs import ConfusionPair, confusion_pairs
from analytics.reports.practice.mastery import TrendDirection
from analytics.reports.practice.pace import own_limit_min
from analytics.reports.practice.response_log import LoggedResponse, ResponseGroup, group_of, read_responses

MIN_CONFIDENT = 5
"""Confident responses that a domain needs before its share of misconceptions is shown."""

MIN_CAUSES = 5
"""Causes that are needed before their mix is described."""


@dataclass(frozen=True, slots=True)
class DomainJudgments:
    """The confident responses of one domain."""

    name: str
    confident: ResponseGroup


@dataclass(frozen=True, slots=True)
class ConfidenceJudgments:
    """Confidence compared with correctness, for questions not seen before.

    `guess_floor` is the share correct of blind guesses.
    """

    levels: Mapping[Confidence, ResponseGroup]
    domains: tuple[DomainJudgments, ...]
    n_unjudged: int
    guess_floor: float

    @property
    def n(self) -> int:
        """Responses with a confidence judgment."""
        return sum(level.n for level in self.levels.values())

    @property
    def confident(self) -> ResponseGroup:
        """The confident responses."""
        return self.levels[Confidence.CONFIDENT]

    @property
    def n_lucky(self) -> int:
        """Responses that were correct without confidence."""
        return sum(level.n_correct for level in self.levels.values()) - self.confident.n_correct

    @property
    def n_honest_gaps(self) -> int:
        """Wrong answers given without confidence."""
        return sum(level.n_wrong for level in self.levels.values()) - self.confident.n_wrong


def confidence_judgments(responses: Sequence[LoggedResponse], blueprint: ExamBlueprint) -> ConfidenceJudgments:
    """Compare confidence with correctness on new questions: confident and wrong is a misconception.

    A question seen before may be remembered rather than known.
    """
    new = [response for response in responses if not response.was_seen]
    levels = {level: [response for response in new if response.confidence is level] for level in Confidence}
    confident = levels[Confidence.CONFIDENT]
    return ConfidenceJudgments(
        levels={level: group_of(own) for level, own in levels.items()},
        domains=tuple(
            DomainJudgments(domain.name, group_of([r for r in confident if r.domain_id == domain.domain_id]))
            for domain in blueprint.domains
        ),
        n_unjudged=sum(response.confidence is None for response in new),
        guess_floor=blueprint.guess_floor,
    )


class MistakeFilter(StrEnum):
    """Which wrong answers are listed."""

    ALL = "all"
    MISCONCEPTIONS = "misconceptions"


@dataclass(frozen=True, slots=True)
class Mistake:
    """One wrong answer, with a suggested cause if it has none; no domain name if the domain is not known."""

    response: LoggedResponse
    domain_name: str
    task_title: str
    suggestion: Suggestion | None

    @property
    def key(self) -> ResponseKey:
        """The key under which its cause is stored."""
        return self.response.practice_exam_id, self.response.response_key


@dataclass(frozen=True, slots=True)
class MistakesReport:
    """The wrong answers up to a day, the latest day first; causes in the enum's order."""

    as_of: date
    n_responses: int
    n_practice_exams: int
    mistakes: tuple[Mistake, ...]
    causes: tuple[ErrorCauseShare, ...]
    second_half_from: date | None
    periods: tuple[MixPeriod, ...]
    pairs: tuple[ConfusionPair, ...]
    confidence: ConfidenceJudgments

    @property
    def without_cause(self) -> tuple[Mistake, ...]:
        """Wrong answers that still need a cause."""
        return tuple(mistake for mistake in self.mistakes if mistake.response.error_cause is None)

    @property
    def domains(self) -> dict[str, str]:
        """Names of the domains with wrong answers, by id."""
        return {mistake.response.domain_id: mistake.domain_name for mistake in self.mistakes}

    def log(self, listed: MistakeFilter, domain_id: str | None) -> tuple[Mistake, ...]:
        """Return the wrong answers of a filter and, if given, a domain."""
        return tuple(
            mistake
            for mistake in self.mistakes
            if (domain_id is None or mistake.response.domain_id == domain_id)
            and (listed is MistakeFilter.ALL or mistake.response.confidence is Confidence.CONFIDENT)
        )

    @property
    def n_with_cause(self) -> int:
        """Wrong answers with a cause."""
        return sum(share.n for share in self.causes)

    @property
    def has_mix(self) -> bool:
        """Whether there are enough causes to describe their mix."""
        return self.n_with_cause >= MIN_CAUSES

    @property
    def has_changed(self) -> bool:
        """Whether any cause has become more or less frequent, so that the later half describes today better."""
        return any(share.trend is not TrendDirection.CANNOT_TELL for share in self.causes)

    @property
    def largest(self) -> tuple[ErrorCauseShare, ...]:
        """Causes that may be the most frequent, of the later half if the mix has changed."""
        ranks = certain_ranks([self.share_now(cause) for cause in self.causes])
        return tuple(cause for cause, rank in zip(self.causes, ranks, strict=True) if rank == 1)

    def share_now(self, cause: ErrorCauseShare) -> Interval:
        """Return a cause's share, of the later half if the mix has changed."""
        return cause.halves[1] if self.has_changed and cause.halves else cause.share


def mistakes_report(candidate: FittedCandidate) -> MistakesReport:
    """Report the wrong answers, including those to questions seen before."""
    responses = read_responses(candidate)
    look_alikes = shipped_look_alikes()
    pairs = confusion_pairs(responses, look_alikes)
    wrong = [response for response in responses if not response.is_correct]
    domains = candidate.blueprint.domains
    names = {TOTAL_DOMAIN: "", **{domain.domain_id: domain.name for domain in domains}}
    tasks = {(domain.domain_id, task.task_id): task.title for domain in domains for task in domain.tasks}
    confused = {frozenset(pair.names) for pair in pairs if pair.n_confused > 1}
    limits_s = 60 * own_limit_min(candidate), 60 * candidate.blueprint.min_per_item
    return MistakesReport(
        as_of=candidate.as_of,
        n_responses=len(responses),
        n_practice_exams=len({response.practice_exam_id for response in responses}),
        mistakes=tuple(
            Mistake(
                response,
                names.get(response.domain_id, response.domain_id),
                tasks.get((response.domain_id, response.task_id or ""), ""),
                suggested_cause(response, look_alikes, confused, limits_s),
            )
            for response in sorted(wrong, key=lambda response: response.day, reverse=True)
        ),
        causes=cause_shares(wrong),
        second_half_from=second_half_from(wrong),
        periods=mix_periods(wrong),
        pairs=pairs,
        confidence=confidence_judgments(responses, candidate.blueprint),
    )
