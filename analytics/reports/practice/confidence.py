"""How sure the candidate was of each answer, against whether it was right."""

from collections.abc import Sequence
from dataclasses import dataclass

from analytics.blueprints.model import ExamBlueprint
from analytics.models.beta_proportions import share_of_count
from analytics.models.intervals import Interval
from analytics.records import Confidence
from analytics.reports.practice.response_log import LoggedResponse

MIN_CONFIDENT = 5
"""With fewer confident answers, a domain's share of misconceptions says nothing."""


@dataclass(frozen=True, slots=True)
class ResponsesByConfidence:
    """The answers of one level of confidence."""

    confidence: Confidence
    n: int
    n_correct: int
    share: Interval

    @property
    def n_wrong(self) -> int:
        """Count the wrong answers."""
        return self.n - self.n_correct

    @property
    def share_wrong(self) -> Interval:
        """Give the share that was wrong, which is what the share right leaves."""
        share = self.share
        return Interval(1 - share.value, 1 - share.high, 1 - share.low, share.level)


@dataclass(frozen=True, slots=True)
class DomainJudgements:
    """The confident answers of one domain, and the share of them that was wrong; None with too few."""

    domain_id: str
    name: str
    n_confident: int
    n_misconceptions: int
    share: Interval | None


@dataclass(frozen=True, slots=True)
class ConfidenceJudgements:
    """Confidence against correctness, of questions not seen before; a blind guess is right with `guess_floor`."""

    levels: tuple[ResponsesByConfidence, ...]
    domains: tuple[DomainJudgements, ...]
    n_without: int
    guess_floor: float

    @property
    def n(self) -> int:
        """Count the answers whose confidence is known."""
        return sum(level.n for level in self.levels)

    @property
    def confident(self) -> ResponsesByConfidence:
        """Give the confident answers."""
        return next(level for level in self.levels if level.confidence is Confidence.CONFIDENT)

    @property
    def n_knew(self) -> int:
        """Count the answers that were confident and right."""
        return self.confident.n_correct

    @property
    def n_misconceptions(self) -> int:
        """Count the answers that were confident and wrong."""
        return self.confident.n_wrong

    @property
    def n_lucky(self) -> int:
        """Count the answers that were right without confidence."""
        return sum(level.n_correct for level in self.levels) - self.n_knew

    @property
    def n_honest_gaps(self) -> int:
        """Count the answers that were wrong and not confident either."""
        return sum(level.n_wrong for level in self.levels) - self.n_misconceptions


def confidence_judgements(responses: Sequence[LoggedResponse], blueprint: ExamBlueprint) -> ConfidenceJudgements:
    """Count confidence against correctness; memory of a question seen before is not knowing."""
    new = [response for response in responses if not response.was_seen]
    return ConfidenceJudgements(
        levels=tuple(_level(new, confidence) for confidence in Confidence),
        domains=tuple(_domain(new, domain.domain_id, domain.name) for domain in blueprint.domains),
        n_without=sum(response.confidence is None for response in new),
        guess_floor=blueprint.guess_floor,
    )


def _level(responses: Sequence[LoggedResponse], confidence: Confidence) -> ResponsesByConfidence:
    own = [response for response in responses if response.confidence is confidence]
    n_correct = sum(response.is_correct for response in own)
    return ResponsesByConfidence(confidence, len(own), n_correct, share_of_count(n_correct, len(own)))


def _domain(responses: Sequence[LoggedResponse], domain_id: str, name: str) -> DomainJudgements:
    own = [r for r in responses if r.domain_id == domain_id and r.confidence is Confidence.CONFIDENT]
    n_wrong = sum(not response.is_correct for response in own)
    share = share_of_count(n_wrong, len(own)) if len(own) >= MIN_CONFIDENT else None
    return DomainJudgements(domain_id, name, len(own), n_wrong, share)
