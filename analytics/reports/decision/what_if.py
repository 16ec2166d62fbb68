"""What would change the answer: an hour of study in each domain, or one more practice exam."""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from analytics.clock import DAYS_PER_WEEK
from analytics.estimation.candidate import FittedCandidate
from analytics.estimation.evidence import as_day_numbers
from analytics.estimation.exam_form import NORMAL_90
from analytics.estimation.forecast import design_points, practice_like_real_exam
from analytics.estimation.practice_results import practice_results, usual_exam_sizes
from analytics.estimation.study_hours import HOURS_HALF_LIFE_DAYS, HOURS_SCALE, StudyHours
from analytics.models import special
from analytics.models.exam_score import ExamForm
from analytics.models.intervals import CHANCE_LEVEL, Floats, Interval, interval_of_draws
from analytics.models.points import joined
from analytics.models.value_of_information import (
    chances_with_more_hours,
    hours_effect_point,
    spreads_after,
    with_hours_effect,
)
from analytics.reports.decision.firmness import MAX_PROVIDERS
from analytics.reports.planning.study_next import StudyNext, study_next

NEW_PROVIDER = ""
"""A provider that the candidate has not used yet."""

STANDARD_WEEK_HOURS = 10.0
"""Assumed hours of study a week without a plan."""


@dataclass(frozen=True, slots=True)
class HourGain:
    """What an hour, or the whole week's hours, in one domain next week adds to P(pass), 0-1.

    The ranges come from that of the effect of an hour.
    """

    domain_id: str
    name: str
    an_hour: Interval
    whole_week: Interval


@dataclass(frozen=True, slots=True)
class ExamGain:
    """Half-width of the level's range after one more practice exam, in percentage points.

    `provider` None is one that the candidate has not used yet.
    """

    provider: str | None
    is_seen: bool
    half_width: Interval


@dataclass(frozen=True, slots=True)
class WhatIf:
    """What would change the answer for an exam day.

    `hours` is empty if no study time is recorded. `half_width` is half the level's range now, in percentage points.
    `is_week_assumed` is true if no plan sets the hours of the coming week.
    """

    on: date
    hours: tuple[HourGain, ...]
    study_next: StudyNext
    week_hours: float
    is_week_assumed: bool
    n_items: int
    half_width: float
    exams: tuple[ExamGain, ...]

    def narrower_by(self, gain: ExamGain) -> float:
        """Return by how much a practice exam would narrow the level's range."""
        return self.half_width - gain.half_width.value

    @property
    def best_exam(self) -> ExamGain:
        """The practice exam that would narrow the range most."""
        return min(self.exams, key=lambda gain: gain.half_width.value)


def what_if(candidate: FittedCandidate, exam_on: date | None = None) -> WhatIf:
    """Estimate what would change the answer for an exam day, by default the planned one.

    The coming week must come before the exam, so an earlier day is moved to a week from now, and a closed day to the
    nearest on which the exam can be taken.
    """
    chosen = max(exam_on or candidate.exam_day, candidate.as_of + timedelta(weeks=1))
    day = candidate.open_days.nearest(chosen) or chosen
    plan = candidate.plan
    week_hours = (plan.hours_per_week_low + plan.hours_per_week_high) / 2 if plan else STANDARD_WEEK_HOURS
    n_items = int(usual_exam_sizes(candidate.evidence)[0])
    half_width, exams = _exams(candidate, day, n_items)
    return WhatIf(
        on=day,
        hours=_hours(candidate, day, week_hours),
        study_next=study_next(candidate),
        week_hours=week_hours,
        is_week_assumed=plan is None,
        n_items=n_items,
        half_width=half_width,
        exams=exams,
    )


def _hours(candidate: FittedCandidate, day: date, week_hours: float) -> tuple[HourGain, ...]:
    """Return each domain's gain.

    The gain depends on the hours studied so far; without any recorded there is none.
    """
    studied, form = candidate.evidence.hours[0], candidate.fitted.form
    if studied is None:
        return ()
    points = joined(candidate.fitted.real_exam(as_day_numbers([day])), hours_effect_point(form.n_domains))
    mean, covariance = candidate.fitted.predict(points)
    steps = np.vstack([np.diag(_effect_of(candidate, studied, day, hours)) for hours in (1.0, week_hours)])
    values = _gains(mean[0], covariance[0], steps, form)
    ends = [
        _gains(*with_hours_effect(mean[0], covariance[0], z, form.n_domains), steps, form)
        for z in special.ndtri([(1 - CHANCE_LEVEL) / 2, (1 + CHANCE_LEVEL) / 2])
    ]
    low, high = np.min([values, *ends], axis=0), np.max([values, *ends], axis=0)
    rows = zip(values.tolist(), low.tolist(), high.tolist(), strict=True)
    gains = [Interval(*row, CHANCE_LEVEL) for row in rows]
    return tuple(
        HourGain(domain.domain_id, domain.name, gains[k], gains[form.n_domains + k])
        for k, domain in enumerate(candidate.blueprint.domains)
    )


def _gains(mean: Floats, covariance: Floats, steps: Floats, form: ExamForm) -> Floats:
    """Return what more hours add to P(pass) in each scenario."""
    chances = chances_with_more_hours(mean, covariance, steps, form).mean(axis=0)
    stated = form.calibration.applied(chances)
    return np.asarray(stated[1:] - stated[0])


def _effect_of(candidate: FittedCandidate, studied: StudyHours, day: date, hours: float) -> Floats:
    """Return what hours in the middle of next week add to each domain's hours effect on a day."""
    middle = candidate.as_of.toordinal() + DAYS_PER_WEEK / 2
    kept = hours * 0.5 ** ((day.toordinal() - middle) / HOURS_HALF_LIFE_DAYS)
    effective = studied.effective(as_day_numbers([day]), until=float(candidate.as_of.toordinal()))[0]
    return np.asarray(np.log1p((effective + kept) / HOURS_SCALE) - np.log1p(effective / HOURS_SCALE))


def _exams(candidate: FittedCandidate, day: date, n_items: int) -> tuple[float, tuple[ExamGain, ...]]:
    """Return the half-width now, and after a practice exam of each kind in a week."""
    fitted, exams = candidate.fitted, practice_results(candidate.evidence)
    used = list(dict.fromkeys(exam.provider for exam in reversed(exams) if exam.provider))[:MAX_PROVIDERS]
    exposures = (False,) if candidate.blueprint.has_public_items else (False, True)
    kinds = [(NEW_PROVIDER, False), *((name, is_seen) for name in used for is_seen in exposures)]
    taken_on = candidate.as_of + timedelta(weeks=1)
    unused = " ".join([*candidate.evidence.provider_names, "and another"])  # a name that no practice exam has
    half_width, gains = 0.0, []
    for provider, is_seen in kinds:
        design = practice_like_real_exam(
            fitted, taken_on, provider=provider or unused, n_items=n_items, seen_share=float(is_seen)
        )
        points = joined(fitted.real_exam(as_day_numbers([day])), design_points(fitted, design))
        mean, covariance = fitted.predict(points)
        n_by_cell = np.array([cell.n_items for cell in design.cells])
        spread, after = spreads_after(mean[0, :-1], covariance[0, :-1, :-1], n_by_cell, fitted.form)
        half_width = 100 * NORMAL_90 * spread
        gains.append(ExamGain(provider or None, is_seen, interval_of_draws(100 * NORMAL_90 * after)))
    return half_width, tuple(gains)
