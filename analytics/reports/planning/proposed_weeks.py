"""What the open weeks of a plan are for: hours in proportion to the questions at risk."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import islice
from math import ceil
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from analytics.blueprints.apportionment import largest_remainder, webster_turns
from analytics.clock import DAYS_PER_WEEK, RECENT_DAYS, monday_of
from analytics.estimation.candidate import FittedCandidate
from analytics.estimation.exam_plan import EndedBy, PlannedExam
from analytics.estimation.study_hours import StudyHours
from analytics.models.intervals import Floats
from analytics.records import StudyPlan
from analytics.reports.planning.expected_losses import ExpectedLosses, GapBasis, expected_losses
from analytics.reports.planning.plan_weeks import AUDIT, REVIEW, CalendarWeek, calendar_weeks, week_number

FOCI_A_WEEK = 2
WHOLE_WEEKS_PER_DOMAIN = 1.5
"""Domains get whole weeks if the smallest is due this many: with fewer, rounding distorts the proportions."""


WeekParts: TypeAlias = Mapping[str, float]
"""What a week is for, in order: domain ids, `audit`, `review`, or the candidate's own words, each with its share of the
hours."""


def part_hours(parts: WeekParts, hours: float) -> dict[str, float]:
    """Return the hours of each part of a week to the half hour, adding up to the week's (largest remainder)."""
    halves = largest_remainder(list(parts.values()), round(2 * hours))
    return {focus: n_halves / 2 for focus, n_halves in zip(parts, halves, strict=True)}


@dataclass(frozen=True, slots=True)
class PlanBasis:
    """What proposals are based on: the plan to the exam's last day, the losses, and study hours with a domain.

    `is_after_exam_day` is true if the plan's exam day has passed, or its exam has been taken.
    """

    as_of: date
    domain_ids: tuple[str, ...]
    plan: StudyPlan | None
    is_after_exam_day: bool
    ended_by: EndedBy | None
    losses: ExpectedLosses
    hours: StudyHours

    def is_ahead(self, week: CalendarWeek) -> bool:
        """Whether a week is running or still to come."""
        return not self.is_after_exam_day and week.last_on >= self.as_of

    @property
    def fixed(self) -> dict[int, str]:
        """The focus of each week that the candidate fixed, by week number."""
        return {} if self.plan is None else {week.number: week.focus for week in self.plan.weeks}

    def hours_between(self, after: date, before: date) -> Floats:
        """Return the hours between two days, neither included, (domains,)."""
        is_between = (self.hours.day_numbers > after.toordinal()) & (self.hours.day_numbers < before.toordinal())
        return np.asarray(self.hours.hours[is_between].sum(axis=0))


def plan_basis(candidate: FittedCandidate) -> PlanBasis:
    """Return what proposals for a candidate are based on."""
    return plan_basis_of(candidate, candidate.evidence.hours[0], expected_losses(candidate))


def plan_basis_of(planned: PlannedExam, studied: StudyHours | None, losses: ExpectedLosses) -> PlanBasis:
    """Return what proposals for one of many candidates are based on."""
    current, domain_ids = planned.plan, planned.blueprint.domain_ids
    has_day = current is not None and current.exam_on is not None
    return PlanBasis(
        as_of=planned.as_of,
        domain_ids=domain_ids,
        plan=planned.schedule,
        is_after_exam_day=has_day and planned.day_ahead is None,
        ended_by=planned.ended_by,
        losses=losses,
        hours=StudyHours(np.empty(0), np.empty((0, len(domain_ids)))) if studied is None else studied.with_domain,
    )


def proposed_weeks(basis: PlanBasis, plan: StudyPlan, fixed: Mapping[int, str]) -> Iterator[tuple[int, WeekParts]]:
    """Yield the number of each week ahead that is not fixed, with what is proposed for it.

    A fixed week changes only the weeks after it: those are proposed as if all before them had gone as planned.
    """
    ahead = [week for week in calendar_weeks(plan, basis.as_of) if basis.is_ahead(week)]
    starts_on = min(monday_of(basis.as_of), ahead[0].first_on) if ahead else basis.as_of
    while ahead:
        planned: dict[CalendarWeek, WeekParts] = {}
        for week, parts in zip(ahead, _proposed_parts(basis, plan, ahead, starts_on), strict=True):
            if week.number in fixed:
                planned[week] = {fixed[week.number]: 1.0}
                break
            planned[week] = parts
            yield week.number, parts
        basis = _after_planned_weeks(basis, plan, planned, starts_on)
        starts_on = ahead[len(planned) - 1].last_on + timedelta(days=1)
        ahead = ahead[len(planned) :]


def _after_planned_weeks(
    basis: PlanBasis, plan: StudyPlan, planned: Mapping[CalendarWeek, WeekParts], starts_on: date
) -> PlanBasis:
    """Return the basis after some weeks, as if their planned hours had been studied."""
    shares = [[week.share * parts.get(name, 0.0) for name in basis.domain_ids] for week, parts in planned.items()]
    hours = _hours_a_week(plan) * np.array(shares)
    days, log = [week.first_on.toordinal() for week in planned], basis.hours
    is_before = log.day_numbers < starts_on.toordinal()
    log = StudyHours(np.append(log.day_numbers[is_before], days), np.vstack([log.hours[is_before], hours]))
    last_on = min(basis.losses.last_on or date.min, starts_on - timedelta(days=1))
    return replace(basis, losses=replace(basis.losses, last_on=last_on), hours=log)


def _proposed_parts(
    basis: PlanBasis, plan: StudyPlan, weeks: Sequence[CalendarWeek], starts_on: date
) -> Iterator[WeekParts]:
    """Yield what weeks are for if none of them is fixed.

    Audit comes first, until there is a practice exam, and review last. The other days go to the domains by Webster's
    method: each domain's days, with its hours since the latest evidence, are in proportion to its questions at risk,
    and one without hours gets at least a day. Near the end two domains a week have a turn: those without hours in the
    plan, then those due the most.

    If all domains may be equal and there are enough weeks, domains get whole weeks. Otherwise a week has a main focus
    among the domains that may lose most, and a second one among the others.
    """
    has_exam = basis.losses.basis is GapBasis.PRACTICE_EXAMS
    audit = [0 if has_exam else week.audit_days for week in weeks]
    n_days = [week.n_days - n_audit - week.review_days for week, n_audit in zip(weeks, audit, strict=True)]
    for week, n_audit, own in zip(weeks, audit, _domain_days(basis, plan, n_days, starts_on), strict=True):
        days = {AUDIT: n_audit, **own, REVIEW: week.review_days}
        yield {focus: n / week.n_days for focus, n in days.items() if n}


def _hours_a_week(plan: StudyPlan) -> float:
    return max(plan.hours_per_week_low + plan.hours_per_week_high, 1.0) / 2


def _domain_days(basis: PlanBasis, plan: StudyPlan, n_days: Sequence[int], starts_on: date) -> Iterator[dict[str, int]]:
    """Yield the days of each domain in each week.

    A domain that is begun comes next.
    """
    done = basis.hours_between(basis.losses.last_on or date.min, starts_on) / _hours_a_week(plan)
    weights = _shares_with_turn(basis, plan, n_days, starts_on, done)
    shares = basis.losses.shares_of_hours
    logged = basis.hours_between(starts_on - timedelta(days=RECENT_DAYS + 1), starts_on)
    recent = np.divide(logged, shares, out=np.full(len(shares), np.inf), where=shares > 0)
    is_whole = not basis.losses.has_order and min(weights) * sum(n_days) >= WHOLE_WEEKS_PER_DOMAIN * DAYS_PER_WEEK
    is_begun = begun_domains(basis, plan, starts_on)
    units = [n for n in n_days if n] if is_whole else [1] * sum(n_days)
    turns = iter(webster_turns(weights, done.tolist(), [n / DAYS_PER_WEEK for n in units]))
    n_rounds = max(1, len(n_days) // len(weights))  # of as many weeks as domains, so that each domain comes back
    for part in np.array_split(np.array(n_days, dtype=int), n_rounds):
        weeks = part.tolist()
        n_turns = sum(n > 0 for n in weeks) if is_whole else sum(weeks)
        own = list(islice(turns, n_turns))
        if is_whole:
            in_order = iter(sorted(own, key=lambda k: recent[k]))
            yield from ({basis.domain_ids[next(in_order)]: n} if n else {} for n in weeks)
        else:
            order = sorted(set(own), key=lambda k: (not is_begun[k], recent[k], own.index(k)))
            yield from _from_two_queues(basis, sorted(own, key=order.index), weeks)


def begun_domains(basis: PlanBasis, plan: StudyPlan, starts_on: date) -> NDArray[np.bool_]:
    """Return which domains are begun in the weeks before `starts_on`, (domains,).

    They had more than their share of the hours since the evidence, and none was the fixed focus of the week before.
    """
    done = basis.hours_between(basis.losses.last_on or date.min, starts_on)
    is_begun = done > basis.losses.shares_of_hours * done.sum() + 1e-9
    is_begun &= np.array(basis.domain_ids) != basis.fixed.get(week_number(plan, starts_on) - 1)
    return np.asarray(is_begun)


def _shares_with_turn(
    basis: PlanBasis, plan: StudyPlan, n_days: Sequence[int], starts_on: date, done: Floats
) -> list[float]:
    """Return each domain's share of hours, 0 without a turn.

    Two domains a week have a turn: all without hours in the plan, then those due the most.
    """
    had = basis.hours_between(plan.starts_on - timedelta(days=1), starts_on) > 0
    shares = basis.losses.shares_of_hours
    due = shares * (done.sum() + sum(n_days) / DAYS_PER_WEEK) - done
    n_turns = max(FOCI_A_WEEK * sum(n > 0 for n in n_days), int((~had).sum()))
    in_order = np.lexsort((-due, had))
    return [float(share) if k in in_order[:n_turns] else 0.0 for k, share in enumerate(shares)]


def _from_two_queues(basis: PlanBasis, queue: Sequence[int], n_days: Sequence[int]) -> Iterator[dict[str, int]]:
    """Yield the days of each domain in each week of a round.

    Each week takes its share of the domains that may lose most, and fills up with the others.
    """
    largest = [k for k in queue if k in basis.losses.largest]
    others = iter([k for k in queue if k not in basis.losses.largest])
    first, n_before, n_given = iter(largest), 0, 0
    for n in n_days:
        n_before += n
        n_first = ceil(n_before * len(largest) / max(1, len(queue))) - n_given
        n_given += n_first
        own = [*Counter(islice(first, n_first)).most_common(), *Counter(islice(others, n - n_first)).most_common()]
        yield {basis.domain_ids[k]: n_own for k, n_own in own}
