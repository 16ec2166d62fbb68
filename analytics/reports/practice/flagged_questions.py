"""Share correct of flagged questions, by whether they were revisited."""

from collections.abc import Sequence
from dataclasses import dataclass

from analytics.models.beta_proportions import beta_proportion
from analytics.models.intervals import Interval
from analytics.reports.practice.response_log import LoggedResponse


@dataclass(frozen=True, slots=True)
class ResponseGroup:
    """Some responses and their share correct."""

    n: int
    n_correct: int
    share: Interval


@dataclass(frozen=True, slots=True)
class FlaggedQuestions:
    """Responses by what happened to the flag, if flags were recorded at all.

    A log holds the last answer only, so it does not show the effect of changing one.
    """

    returned: ResponseGroup
    left: ResponseGroup
    unknown: ResponseGroup
    not_flagged: ResponseGroup

    @property
    def n_flagged(self) -> int:
        """Flagged questions, revisited or not."""
        return self.returned.n + self.left.n + self.unknown.n

    @property
    def n(self) -> int:
        """Responses with a recorded flag."""
        return self.n_flagged + self.not_flagged.n


def flagged_questions(responses: Sequence[LoggedResponse]) -> FlaggedQuestions:
    """Group responses by flag and revisit."""
    recorded = [response for response in responses if response.is_flagged is not None]
    flagged = [response for response in recorded if response.is_flagged]
    return FlaggedQuestions(
        returned=_group([r for r in flagged if r.is_revisited]),
        left=_group([r for r in flagged if r.is_revisited is False]),
        unknown=_group([r for r in flagged if r.is_revisited is None]),
        not_flagged=_group([r for r in recorded if not r.is_flagged]),
    )


def _group(responses: Sequence[LoggedResponse]) -> ResponseGroup:
    n_correct = sum(response.is_correct for response in responses)
    return ResponseGroup(len(responses), n_correct, beta_proportion(n_correct, len(responses)))
