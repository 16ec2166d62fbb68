"""Suggested causes of wrong answers, from what the log shows."""

from dataclasses import dataclass
from enum import StrEnum

from analytics.blueprints.lookalikes import LookAlikes
from analytics.records import Confidence, ErrorCause
from analytics.reports.practice.confusion_pairs import mistaken_for
from analytics.reports.practice.response_log import LoggedResponse

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
    response: LoggedResponse,
    look_alikes: LookAlikes,
    confused: set[frozenset[str]],
    limits_s: tuple[float, float],
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
