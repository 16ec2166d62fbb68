"""What became of flagged questions: whether they were returned to, and how many were right."""

from collections.abc import Sequence
from dataclasses import dataclass

from analytics.models.beta_proportions import share_of_count
from analytics.models.intervals import Interval
from analytics.reports.practice.response_log import LoggedResponse


@dataclass(frozen=True, slots=True)
class ResponseGroup:
    """Some answers and the share of them that was right."""

    n: int
    n_correct: int
    share: Interval


@dataclass(frozen=True, slots=True)
class FlaggedQuestions:
    """What became of flagged questions, of those where flagging was noted at all.

    A log holds the last answer only, so what a change of answer did is not in it.
    """

    returned: ResponseGroup
    left: ResponseGroup
    unknown: ResponseGroup
    not_flagged: ResponseGroup

    @property
    def n_flagged(self) -> int:
        """Count the questions that were flagged."""
        return self.returned.n + self.left.n + self.unknown.n

    @property
    def n(self) -> int:
        """Count the questions whose flag is known."""
        return self.n_flagged + self.not_flagged.n


def flagged_questions(responses: Sequence[LoggedResponse]) -> FlaggedQuestions:
    """Count right answers by what became of the flag, where one was noted at all."""
    noted = [response for response in responses if response.is_flagged is not None]
    flagged = [response for response in noted if response.is_flagged]
    return FlaggedQuestions(
        returned=_group([r for r in flagged if r.is_revisited]),
        left=_group([r for r in flagged if r.is_revisited is False]),
        unknown=_group([r for r in flagged if r.is_revisited is None]),
        not_flagged=_group([r for r in noted if not r.is_flagged]),
    )


def _group(responses: Sequence[LoggedResponse]) -> ResponseGroup:
    n_correct = sum(response.is_correct for response in responses)
    return ResponseGroup(len(responses), n_correct, share_of_count(n_correct, len(responses)))
