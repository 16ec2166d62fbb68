"""Confidence judgments compared with correctness."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from analytics.blueprints.model import ExamBlueprint
from analytics.records import Confidence
from analytics.reports.practice.response_log import LoggedResponse, ResponseGroup, group_of

MIN_CONFIDENT = 5
"""Confident responses that a domain needs before its share of misconceptions is shown."""


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
    """Compare confidence with correctness on new questions.

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
