"""P(pass) on some days: expected from today's evidence, or as it was on past days."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from analytics.estimation.candidate import FittedCandidate
from analytics.estimation.evidence import as_day_numbers
from analytics.estimation.exam_plan import OpenDays
from analytics.estimation.model_fit import ModelFit
from analytics.models.exam_score import Chance, score_draws

DECISION_WEEKS = 16


@dataclass(frozen=True, slots=True)
class PastChance:
    """P(pass) from the data up to a past day: on that day, and on the exam day."""

    day: date
    chance: Chance
    on_exam_day: Chance


@dataclass(frozen=True, slots=True)
class Outlook:
    """The chance expected on coming open days, from today's evidence.

    `days` are weekly for `DECISION_WEEKS`, with the first and the last open day and the exam day.
    """

    days: tuple[date, ...]
    chances: tuple[float, ...]
    target: float

    @property
    def reaches_target_on(self) -> date | None:
        """The first of the days on which the chance reaches the target."""
        return self.reaches_target_after(date.min)

    def reaches_target_after(self, day: date) -> date | None:
        """Return the first of the days after a day on which the chance reaches the target."""
        pairs = zip(self.days, self.chances, strict=True)
        return next((later for later, chance in pairs if later > day and chance >= self.target), None)

    @property
    def levels_off_at(self) -> float | None:
        """The highest chance of all the days, None if the target is reached or the exam is closed."""
        return None if self.reaches_target_on else max(self.chances, default=None)


def outlooks(
    fitted: ModelFit, open_days: Sequence[OpenDays], exam_days: Sequence[date], target: float
) -> list[Outlook]:
    """Return each candidate's outlook; one without an open day in the coming weeks has no days."""
    as_of = fitted.evidence.as_of
    days = [_days(as_of, own, exam_day) for own, exam_day in zip(open_days, exam_days, strict=True)]
    most = max((len(own) for own in days), default=0)
    padded = [[*own, *[as_of] * (most - len(own))] for own in days]
    abilities = fitted.abilities(np.array([as_day_numbers(own) for own in padded]))
    chances = [score_draws(*abilities.with_cut(k), fitted.form).pass_probability() for k in range(most)]
    return [
        Outlook(tuple(own), tuple(float(chances[k][i]) for k in range(len(own))), target) for i, own in enumerate(days)
    ]


def _days(as_of: date, open_days: OpenDays, exam_day: date) -> list[date]:
    weekly = [as_of + timedelta(weeks=k) for k in range(DECISION_WEEKS + 1)]
    days = {*weekly, open_days.first, open_days.last or exam_day, exam_day}
    return sorted(day for day in days if day in open_days and day <= weekly[-1])


def chances_on(fitted: ModelFit, days: Sequence[date]) -> list[Chance]:
    """Return P(pass) of a fit's only candidate on some days."""
    abilities = fitted.abilities_on(days)
    return [score_draws(*abilities.with_cut(k), fitted.form).pass_chances()[0] for k in range(len(days))]


def compared_day(exam_day: date, as_of: date, *, is_planned: bool) -> date | None:
    """Return the day that earlier chances are for: the exam day, or None if each was for its own day.

    Without a planned day, an exam that is open today was for the day itself before, too.
    """
    return exam_day if is_planned or exam_day > as_of else None


def past_chances(candidate: FittedCandidate, days: Sequence[date], exam_on: date | None) -> tuple[PastChance, ...]:
    """Return P(pass) on each of some past days and on the `compared_day`, from the evidence of that day."""
    return tuple(PastChance(day, *chances_on(candidate.fitted_until(day), [day, exam_on or day])) for day in days)
