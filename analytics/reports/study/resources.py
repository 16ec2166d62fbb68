"""Hours by resource, and how the domains where it was used changed afterwards; not what it caused."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analytics.clock import DAYS_PER_WEEK, monday_of, mondays_between
from analytics.estimation.attempts import NO_ATTEMPTS
from analytics.estimation.candidate import FittedCandidate
from analytics.estimation.evidence import as_day_numbers, evidence_of_rows
from analytics.estimation.model_fit import ModelFit, fit_model
from analytics.estimation.practice_results import practice_results
from analytics.models import response
from analytics.models.ability_draws import ability_draws
from analytics.models.intervals import Floats
from analytics.models.points import prior_covariance, prior_mean, real_exam_points
from analytics.models.quasi_random import sobol_normals
from analytics.models.within_week_comparison import WithinWeekComparison, n_weeks_to_compare, within_week_comparison
from analytics.records import Activity
from analytics.reports.study.weekly_hours import in_activity_order

WEEKS_AHEAD = 2
"""Weeks over which a change is measured, from the day before the week of use."""

MIN_COMPARED_WEEKS = 4
"""Weeks that a comparison needs."""

MIN_EXAM_DAYS = 3
"""Days with a practice exam that a comparison needs."""

MAX_COMPARED_WEEKS = 52
"""Longer preparations are compared over their last year."""

FREE_DOMAIN_VELOCITY_SD = 0.12
"""How fast domains may diverge here, in logits a week: our judgment, four times the readiness model's value, so that a
range is not narrow only because domains are assumed to move together."""

MAX_SHARE_OF_PRIOR = 0.8
"""A range wider than this share of the prior's says too little to be shown."""


class ResourceVerdict(StrEnum):
    """How domains that used a resource changed compared with the others, if the range is clear."""

    MORE = "more"
    LESS = "less"
    CANNOT_TELL = "cannot_tell"
    TOO_LITTLE_DATA = "too_little_data"


@dataclass(frozen=True, slots=True)
class ResourceUse:
    """One resource: its hours, and the change that followed.

    `n_weeks` could be compared; `change` is None with too few. `by_domain` has NO_DOMAIN for hours without a domain
    of the exam.
    """

    name: str
    hours: float
    by_domain: Mapping[str, float]
    by_activity: Mapping[Activity, float]
    first_on: date
    last_on: date
    n_weeks: int
    change: WithinWeekComparison | None

    @property
    def verdict(self) -> ResourceVerdict:
        """Whether its domains improved more or less than the others."""
        if self.change is None:
            return ResourceVerdict.TOO_LITTLE_DATA
        difference = self.change.difference
        if difference.low > 0:
            return ResourceVerdict.MORE
        return ResourceVerdict.LESS if difference.high < 0 else ResourceVerdict.CANNOT_TELL


@dataclass(frozen=True, slots=True)
class ResourcesReport:
    """Every named resource up to a day, most hours first: never ordered by what followed.

    `n_weeks` lie between the first practice exam and today, with practice exams on `n_exam_days` of them.
    """

    as_of: date
    names: Mapping[str, str]
    resources: tuple[ResourceUse, ...]
    hours_without_resource: float
    n_weeks: int
    n_exam_days: int

    @property
    def hours(self) -> float:
        """Hours with a resource."""
        return sum(resource.hours for resource in self.resources)

    @property
    def compared(self) -> tuple[ResourceUse, ...]:
        """Resources with a comparison."""
        return tuple(resource for resource in self.resources if resource.change is not None)


@dataclass(frozen=True)
class _Draws:
    """Joint draws over days and domains, (draws, days, domains).

    They are shares correct, the abilities in logits behind them, and abilities from the prior alone.
    """

    shares: Floats
    abilities: Floats
    assumed: Floats

    def change_after(self, is_used: NDArray[np.bool_]) -> WithinWeekComparison | None:
        """Compare weeks of use with others, None if practice exams add hardly anything to the prior."""
        found = within_week_comparison(self.abilities, is_used, n_ahead=WEEKS_AHEAD).difference
        assumed = within_week_comparison(self.assumed, is_used, n_ahead=WEEKS_AHEAD).difference
        if found.high - found.low > MAX_SHARE_OF_PRIOR * (assumed.high - assumed.low):
            return None
        return within_week_comparison(self.shares, is_used, n_ahead=WEEKS_AHEAD)


@dataclass(frozen=True)
class _Weeks:
    """The weeks that can be compared, by their Mondays; `draws` is None without enough practice exams."""

    mondays: tuple[date, ...]
    domain_ids: tuple[str, ...]
    n_exam_days: int
    draws: _Draws | None


def resources_report(candidate: FittedCandidate) -> ResourcesReport:
    """Return the use of each resource, and what followed it where enough is known."""
    table = candidate.records.resource_time
    table = table.assign(day=table.day.dt.date)
    weeks = _weeks(candidate)
    named = table[table.resource != ""]
    uses = [_use(str(name), own, weeks) for name, own in named.groupby("resource")]
    return ResourcesReport(
        as_of=candidate.as_of,
        names={domain.domain_id: domain.name for domain in candidate.blueprint.domains},
        resources=tuple(sorted(uses, key=lambda use: (-use.hours, use.name))),
        hours_without_resource=float(table.hours[table.resource == ""].sum()),
        n_weeks=len(weeks.mondays),
        n_exam_days=weeks.n_exam_days,
    )


def _weeks(candidate: FittedCandidate) -> _Weeks:
    """Return the weeks after the first practice exam whose change is complete, with their draws."""
    first_on, last = candidate.counts.first_on, candidate.as_of - timedelta(days=DAYS_PER_WEEK * WEEKS_AHEAD - 1)
    mondays = mondays_between(first_on + timedelta(weeks=1), last)[-MAX_COMPARED_WEEKS:] if first_on else []
    exam_days, draws = {exam.day for exam in practice_results(candidate.evidence)}, None
    n_exam_days = sum(day >= mondays[0] for day in exam_days) if mondays else 0
    if len(mondays) >= MIN_COMPARED_WEEKS and n_exam_days >= MIN_EXAM_DAYS:
        days = [mondays[0] + timedelta(days=DAYS_PER_WEEK * k - 1) for k in range(len(mondays) + WEEKS_AHEAD)]
        draws = _draws(candidate, days)
    return _Weeks(tuple(mondays), candidate.blueprint.domain_ids, n_exam_days, draws)


def _draws(candidate: FittedCandidate, days: list[date]) -> _Draws:
    """Draw the abilities on some days jointly, from practice exams and from the prior."""
    fitted = _fitted_for_comparison(candidate)
    form, fit = fitted.form, fitted.fit
    mean, covariance = fitted.abilities_on(days).on(*range(len(days)))
    points = real_exam_points(fitted.evidence.weeks(as_day_numbers(days)), form.n_domains)
    unknown = prior_covariance(points, points, fit.prior)[0]
    normals = sobol_normals(len(days) * form.n_domains)
    shape = (len(normals), len(days), form.n_domains)
    theta = ability_draws(mean[0], covariance[0], normals)
    assumed = ability_draws(prior_mean(points, fit.has_hours, fit.prior)[0], unknown, normals)
    share = response.share_correct(theta, form.guess_floor)
    return _Draws(share.reshape(shape), theta.reshape(shape), assumed.reshape(shape))


def _fitted_for_comparison(candidate: FittedCandidate) -> ModelFit:
    """Fit practice exams alone, with domains free to diverge.

    The readiness model assumes that study hours help and that domains move together; here that would assume the answer.
    """
    evidence, fitted = candidate.evidence, candidate.fitted
    bare = evidence_of_rows(replace(evidence, hours=(None,), attempts=(NO_ATTEMPTS,)))
    free = replace(fitted.cohort.prior, domain_velocity_sd=FREE_DOMAIN_VELOCITY_SD)
    return fit_model(bare, fitted.form, replace(fitted.cohort, prior=free))


def _use(name: str, own: pd.DataFrame, weeks: _Weeks) -> ResourceUse:
    used = set(zip(own.day.map(monday_of), own.domain_id, strict=True))
    cells = [[(monday, domain_id) in used for domain_id in weeks.domain_ids] for monday in weeks.mondays]
    is_used = np.array(cells, dtype=bool).reshape(len(weeks.mondays), len(weeks.domain_ids))
    n_weeks = n_weeks_to_compare(is_used)
    draws = weeks.draws if n_weeks >= MIN_COMPARED_WEEKS else None
    by_domain, by_activity = (own.groupby(column).hours.sum() for column in ("domain_id", "activity"))
    return ResourceUse(
        name=name,
        hours=float(own.hours.sum()),
        by_domain={str(domain_id): float(hours) for domain_id, hours in by_domain.items()},
        by_activity=in_activity_order({str(activity): float(hours) for activity, hours in by_activity.items()}),
        first_on=own.day.min(),
        last_on=own.day.max(),
        n_weeks=n_weeks,
        change=None if draws is None else draws.change_after(is_used),
    )
