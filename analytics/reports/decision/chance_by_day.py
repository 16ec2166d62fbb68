"""P(pass) on some days, from today's evidence or from that of each day."""

from dataclasses import dataclass
from datetime import date

from analytics.estimation.candidate import FittedCandidate
from analytics.models.exam_score import score_draws
from analytics.models.intervals import Interval


@dataclass(frozen=True, slots=True)
class ChanceOnDay:
    """P(pass) on a day."""

    day: date
    chance: Interval


def chances_on(candidate: FittedCandidate, days: list[date]) -> tuple[ChanceOnDay, ...]:
    """Return P(pass) on some days, with its range over ability and cut."""
    abilities = candidate.fitted.abilities_on(days)
    chances = []
    for k, day in enumerate(days):
        mean, covariance = abilities.with_cut(k)
        scores = score_draws(mean[0], covariance[0], candidate.fitted.form)
        chances.append(ChanceOnDay(day, scores.pass_chances()[0]))
    return tuple(chances)


def past_chances(candidate: FittedCandidate, days: list[date]) -> tuple[ChanceOnDay, ...]:
    """Return P(pass) on each of some past days, from the evidence of that day."""
    return tuple(chances_on(candidate.until(day), [day])[0] for day in days)
