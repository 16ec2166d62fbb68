"""Confidence judgments compared with correctness."""

from collections.abc import Sequence
from dataclasses import dataclass

from analytics.blueprints.model import ExamBlueprint
from analytics.models.beta_proportions import beta_proportion
from analytics.models.intervals import Interval
from analytics.records import Confidence
from analytics.reports.practice.response_log import LoggedResponse

MIN_CONFIDENT = 5
"""Confident responses that a domain needs before its share of misconceptions is shown."""


@dataclass(frozen=True, slots=True)
class ResponsesByConfidence:
    """The responses of one confidence level."""

    confidence: Confidence
    n: int
    n_correct: int
    share: Interval

    @property
    def n_wrong(self) -> int:
        """Wrong responses."""
        return self.n - self.n_correct

    @property
    def share_wrong(self) -> Interval:
        """The share that was wrong."""
        share = self.share
        return Interval(1 - share.value, 1 - share.high, 1 - share.low, share.level)


@dataclass(frozen=True, slots=True)
class DomainJudgments:
    """The confident responses of one domain; `share` is the share wrong, None with too few."""

    name: str
    n_confident: int
    n_misconceptions: int
    share: Interval | None


@dataclass(frozen=True, slots=True)
class ConfidenceJudgments:
    """Confidence compared with correctness, for questions not seen before.

    `guess_floor` is the share correct of blind guesses.
    """

    levels: tuple[ResponsesByConfidence, ...]
    domains: tuple[DomainJudgments, ...]
    n_unjudged: int
    guess_floor: float

    @property
    def n(self) -> int:
        """Responses with a confidence judgment."""
        return sum(level.n for level in self.levels)

    @property
    def confident(self) -> ResponsesByConfidence:
        """The confident responses."""
        return next(level for level in self.levels if level.confidence is Confidence.CONFIDENT)

    @property
    def n_lucky(self) -> int:
        """Responses that were correct without confidence."""
        return sum(level.n_correct for level in self.levels) - self.confident.n_correct

    @property
    def n_honest_gaps(self) -> int:
        """Wrong answers given without confidence."""
        return sum(level.n_wrong for level in self.levels) - self.confident.n_wrong


def confidence_judgments(responses: Sequence[LoggedResponse], blueprint: ExamBlueprint) -> ConfidenceJudgments:
    """Compare confidence with correctness on new questions.

    A question seen before may be remembered rather than known.
    """
    new = [response for response in responses if not response.was_seen]
    return ConfidenceJudgments(
        levels=tuple(_level(new, confidence) for confidence in Confidence),
        domains=tuple(_domain(new, domain.domain_id, domain.name) for domain in blueprint.domains),
        n_unjudged=sum(response.confidence is None for response in new),
        guess_floor=blueprint.guess_floor,
    )


def _level(responses: Sequence[LoggedResponse], confidence: Confidence) -> ResponsesByConfidence:
    own = [response for response in responses if response.confidence is confidence]
    n_correct = sum(response.is_correct for response in own)
    return ResponsesByConfidence(confidence, len(own), n_correct, beta_proportion(n_correct, len(own)))


def _domain(responses: Sequence[LoggedResponse], domain_id: str, name: str) -> DomainJudgments:
    own = [r for r in responses if r.domain_id == domain_id and r.confidence is Confidence.CONFIDENT]
    n_wrong = sum(not response.is_correct for response in own)
    share = beta_proportion(n_wrong, len(own)) if len(own) >= MIN_CONFIDENT else None
    return DomainJudgments(name, len(own), n_wrong, share)
