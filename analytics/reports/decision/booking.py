"""Whether to book: the expected score, the chance of passing over time, and gains by domain."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np

from analytics.blueprints.model import ExamBlueprint, ExamStatus
from analytics.estimation.candidate import FittedCandidate
from analytics.estimation.exam_form import CutBelief, cut_belief
from analytics.models import response
from analytics.models.exam_score import ScoreDraws, score_draws
from analytics.models.intervals import CHANCE_LEVEL, Interval, from_draws
from analytics.reports.decision.booking_costs import DECISION_WEEKS, STANDARD_INPUTS, DecisionInputs, last_day
from analytics.reports.decision.readiness import Readiness, readiness_of_fit

IMPROVEMENT_SHARE = 0.10


@dataclass(frozen=True, slots=True)
class ChanceOnDay:
    """P(pass) on a day."""

    day: date
    chance: Interval


@dataclass(frozen=True, slots=True)
class DomainImprovement:
    """P(pass) if one domain improved by ten percentage points, and the gain."""

    domain_id: str
    name: str
    chance: Interval
    gain: Interval


@dataclass(frozen=True, slots=True)
class BookingReport:
    """Book or wait, for a chosen exam day.

    `last_day` is the last day on which the exam can be taken, None if there is no limit.
    """

    readiness: Readiness
    blueprint: ExamBlueprint
    status: ExamStatus
    cut: CutBelief
    fee: float | None
    last_day: date | None
    by_week: tuple[ChanceOnDay, ...]
    improvements: tuple[DomainImprovement, ...]
    inputs: DecisionInputs


def booking_report(
    known: FittedCandidate, *, exam_on: date | None = None, inputs: DecisionInputs = STANDARD_INPUTS
) -> BookingReport:
    """Report for the chosen exam day, else the planned one, else today."""
    day = exam_on or known.exam_on
    answer = readiness_of_fit(known.fitted, day, inputs)
    days = [known.as_of + timedelta(weeks=k) for k in range(DECISION_WEEKS + 1)]
    return BookingReport(
        readiness=answer,
        blueprint=known.blueprint,
        status=known.blueprint.status_on(known.as_of),
        cut=inputs.cut or cut_belief(known.blueprint),
        fee=inputs.fee_of(known.blueprint),
        last_day=last_day(known.blueprint, inputs),
        by_week=chances_on(known, days),
        improvements=_improvements(known, answer),
        inputs=inputs,
    )


def chances_on(known: FittedCandidate, days: list[date]) -> tuple[ChanceOnDay, ...]:
    """Give P(pass) on some days with its range over what is not known."""
    abilities = known.fitted.abilities_on(days)
    chances = []
    for k, day in enumerate(days):
        mean, covariance = abilities.with_cut(k)
        scores = score_draws(mean[0], covariance[0], known.fitted.form)
        chances.append(ChanceOnDay(day, scores.pass_chances()[0]))
    return tuple(chances)


def chances_as_said(known: FittedCandidate, days: list[date]) -> tuple[ChanceOnDay, ...]:
    """Give P(pass) on each of some past days, from what was known on it."""
    return tuple(chances_on(known.until(day), [day])[0] for day in days)


def _improvements(known: FittedCandidate, answer: Readiness) -> tuple[DomainImprovement, ...]:
    """Return the effect of ten points more in each domain, in blueprint order; ranges may overlap."""
    form = known.fitted.form
    mean, covariance = (part[0] for part in known.fitted.abilities_on([answer.exam_on]).with_cut(0))
    now = score_draws(mean, covariance, form)
    improvements = []
    for k, domain in enumerate(known.blueprint.domains):
        raised = np.array(mean)
        raised[k] = _raised(float(mean[k]), form.guess_floor)
        then = score_draws(raised, covariance, form)
        improvements.append(DomainImprovement(domain.domain_id, domain.name, then.pass_chances()[0], _gain(now, then)))
    return tuple(improvements)


def _gain(now: ScoreDraws, then: ScoreDraws) -> Interval:
    """Return the gain in P(pass), paired draw by draw."""
    spread = from_draws(then.given_ability_and_cut() - now.given_ability_and_cut(), level=CHANCE_LEVEL)
    return replace(spread, value=float(then.pass_probability() - now.pass_probability()))


def _raised(theta: float, guess_floor: float) -> float:
    """Return the ability with a share correct ten points higher, at most 99 %."""
    target = min(0.99, float(response.share_correct(np.array(theta), guess_floor)) + IMPROVEMENT_SHARE)
    share = (target - guess_floor) / (1 - guess_floor)
    return max(theta, float(np.log(share / (1 - share))))
