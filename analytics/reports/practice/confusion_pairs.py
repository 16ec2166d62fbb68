"""Pairs of answers that are confused with each other, and whether they still are."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from analytics.blueprints.lookalikes import LookAlikes, LookAlikeSet
from analytics.models.beta_proportions import beta_proportion, probability_above
from analytics.models.intervals import Interval
from analytics.models.stability import CLAIM_LEVEL
from analytics.records import ErrorCause
from analytics.reports.practice.response_log import LoggedResponse

RECENT_QUESTIONS = 6
"""Latest questions about a pair that decide whether it is still confused. Five correct in a row just suffice; blindly
picking one of two gives six correct in a row once in 64 times."""

MIN_QUESTIONS = 4
"""Fewer questions about a pair decide nothing."""

DISTINGUISHED_SHARE = 0.75
"""Halfway between picking one of the two blindly and never confusing them."""

MAX_NAME_WORDS = 8
"""An answer of more words is a sentence, not a name."""

_NO_NAMES = frozenset({"true", "false", "yes", "no"})


class PairStatus(StrEnum):
    """Whether the candidate distinguishes a pair now."""

    DISTINGUISHED = "told_apart"
    STILL_CONFUSED = "still_confused"
    CANNOT_TELL = "cannot_tell"


@dataclass(frozen=True, slots=True)
class ConfusionPair:
    """Two answers that were confused, with the latest questions about them.

    `counts` are by the answer chosen and the correct one, most frequent first. `share` is the share correct of the
    `n_recent` latest questions, of which there are none if the log names the correct answer only of questions missed.
    `chance` is the probability that it exceeds `DISTINGUISHED_SHARE`. `missed_last` are the answers that were missed
    the last time they were correct.
    """

    names: tuple[str, str]
    counts: Mapping[tuple[str, str], int]
    last_on: date
    n_recent: int
    n_recent_correct: int
    share: Interval
    chance: float
    missed_last: tuple[str, ...]
    look_alike: LookAlikeSet | None

    @property
    def n_confused(self) -> int:
        """Wrong answers in both directions."""
        return sum(self.counts.values())

    @property
    def status(self) -> PairStatus:
        """Whether the two are distinguished now.

        Each missed answer must have been chosen correctly since; otherwise always choosing the same one of the two
        would suffice.
        """
        if self.n_recent < MIN_QUESTIONS:
            return PairStatus.CANNOT_TELL
        if 1 - self.chance >= CLAIM_LEVEL:
            return PairStatus.STILL_CONFUSED
        if self.chance >= CLAIM_LEVEL and not self.missed_last:
            return PairStatus.DISTINGUISHED
        return PairStatus.CANNOT_TELL


def confusion_pairs(responses: Sequence[LoggedResponse], look_alikes: LookAlikes) -> tuple[ConfusionPair, ...]:
    """Return the pairs in the order to drill them: the most frequent first, and those distinguished now last."""
    confused: dict[frozenset[str], list[tuple[str, str]]] = {}
    last_on: dict[frozenset[str], date] = {}
    for response in responses:
        mistaken = mistaken_for(response, look_alikes)
        if mistaken is not None and response.error_cause in {None, ErrorCause.CONFUSED_PAIR}:
            confused.setdefault(frozenset(mistaken), []).append(mistaken)
            last_on[frozenset(mistaken)] = response.day
    pairs = [_pair(confused[key], last_on[key], responses, look_alikes) for key in confused]
    pairs.sort(key=lambda p: (p.status is PairStatus.DISTINGUISHED, -p.n_confused, -p.last_on.toordinal()))
    return tuple(pairs)


def mistaken_for(response: LoggedResponse, look_alikes: LookAlikes) -> tuple[str, str] | None:
    """Return the answer chosen and the correct one, None if the log does not name both."""
    return None if response.is_correct else confused_names(response.chosen, response.correct_answer, look_alikes)


def confused_names(chosen: str | None, correct: str | None, look_alikes: LookAlikes) -> tuple[str, str] | None:
    """Return the names in a wrong answer: the chosen one and the correct one, None if the texts do not name both.

    With several correct answers, a pair is one chosen too many and one missing. Option letters and whole sentences name
    nothing.
    """
    picked, right = _names(chosen, look_alikes), _names(correct, look_alikes)
    too_many, missing = picked - right, right - picked
    if len(too_many) != 1 or len(missing) != 1:
        return None
    return next(iter(too_many)), next(iter(missing))


def _names(text: str | None, look_alikes: LookAlikes) -> frozenset[str]:
    """Return the names in an answer, separated by semicolons."""
    parts = [part for part in (text or "").split(";") if part.strip()]
    if any(len(part.split()) > MAX_NAME_WORDS for part in parts):
        return frozenset()
    return frozenset(look_alikes.name_of(part) for part in parts if not _is_label(part))


def _is_label(text: str) -> bool:
    """Whether a text is an option letter, a number, or true or false, rather than a name."""
    words = re.findall(r"\w+", text.casefold())
    return all(len(word) == 1 or word.isdecimal() or word in _NO_NAMES for word in words)


def _pair(
    mistakes: Sequence[tuple[str, str]], last_on: date, responses: Sequence[LoggedResponse], look_alikes: LookAlikes
) -> ConfusionPair:
    one, other = sorted(mistakes[0])
    counts = dict(sorted(Counter(mistakes).items(), key=lambda way: (-way[1], way[0])))
    questions = _questions_about({one, other}, responses, look_alikes)
    recent = questions[-RECENT_QUESTIONS:]
    n_correct = sum(is_right for _, is_right in recent)
    missed = {correct for _, correct in counts}
    last_answers = dict(questions)  # the last answer of each name is the one that stays
    return ConfusionPair(
        names=(one, other),
        counts=counts,
        last_on=last_on,
        n_recent=len(recent),
        n_recent_correct=n_correct,
        share=beta_proportion(n_correct, len(recent)),
        chance=probability_above(n_correct, len(recent), DISTINGUISHED_SHARE),
        missed_last=tuple(sorted(name for name in missed if not last_answers.get(name, True))),
        look_alike=look_alikes.set_of(one, other),
    )


def _questions_about(
    pair: set[str], responses: Sequence[LoggedResponse], look_alikes: LookAlikes
) -> list[tuple[str, bool]]:
    """Return the questions about a pair in order: the correct answer, and whether it was chosen.

    A question counts if it was answered correctly or with the other of the two. A correct answer to a question seen
    before may be memory and does not count. Questions that were missed alone are no sample.
    """
    right = [response for response in responses if response.is_correct]
    if right and not any(_names(response.correct_answer, look_alikes) for response in right):
        return []
    questions = []
    for response in responses:
        mistaken = mistaken_for(response, look_alikes)
        if mistaken is not None:
            if set(mistaken) == pair and response.error_cause in {None, ErrorCause.CONFUSED_PAIR}:
                questions.append((mistaken[1], False))
        elif response.is_correct and not response.was_seen:
            questions += [(name, True) for name in sorted(_names(response.correct_answer, look_alikes) & pair)]
    return questions
