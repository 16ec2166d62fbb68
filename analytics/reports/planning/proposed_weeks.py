"""What the open weeks of a plan are for: hours in proportion to the questions at risk."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice
from math import ceil

import numpy as np

from analytics.blueprints.apportionment import webster_turns
from analytics.clock import DAYS_PER_WEEK, RECENT_DAYS, monday_of
from analytics.estimation.attempts import Attempts
from analytics.estimation.candidate import FittedCandidate
from analytics.estimation.evidence import Evidence
from analytics.estimation.exam_plan import ended_by_a_pass, planned_exam_on
from analytics.estimation.study_hours import StudyHours
from analytics.models.intervals import Floats
from analytics.records import StudyPlan
from analytics.reports.planning.expected_losses import ExpectedLosses, GapBasis, expected_losses
from analytics.reports.planning.plan_weeks import AUDIT, REVIEW, WeekSpan, week_spans

FOCI_A_WEEK = 2
WHOLE_WEEKS_PER_DOMAIN = 1.5
"""Weeks due to the smallest domain from which weeks are given whole: with fewer, rounding distorts the proportions."""


@dataclass(frozen=True, slots=True)
class WeekPart:
    """A part of a week: a domain id, `audit`, `review`, or the candidate's own words, and its share of the hours."""

    focus: str
    share: float


@dataclass(frozen=True, slots=True)
class PlanBasis:
    """What proposals are based on: the plan in force, the losses, and study hours up to the day.

    `is_over` is true if the plan's exam day has passed, or its exam has been taken.
    """

    as_of: date
    domain_ids: tuple[str, ...]
    plan: StudyPlan | None
    is_over: bool
    has_passed: bool
    losses: ExpectedLosses
    hours: StudyHours | None

    def is_ahead(self, week: WeekSpan) -> bool:
        """Whether a week is running or still to come."""
        return not self.is_over and week.last_on >= self.as_of

    @property
    def fixed(self) -> dict[int, str]:
        """The weeks that the candidate fixed."""
        return {} if self.plan is None else {week.number: week.focus for week in self.plan.weeks}

    def hours_between(self, after: date, before: date) -> Floats:
        """Return the hours between two days, neither included, (domains,)."""
        if self.hours is None:
            return np.zeros(len(self.domain_ids))
        is_between = (self.hours.day_numbers > after.toordinal()) & (self.hours.day_numbers < before.toordinal())
        return np.asarray(self.hours.hours[is_between].sum(axis=0))


def plan_basis(candidate: FittedCandidate) -> PlanBasis:
    """Return what proposals for a candidate are based on."""
    return plan_basis_of(
        candidate.evidence,
        0,
        attempts=candidate.attempts,
        plan=candidate.written_plan,
        losses=expected_losses(candidate),
    )


def plan_basis_of(
    evidence: Evidence, index: int, *, attempts: Attempts, plan: StudyPlan | None, losses: ExpectedLosses
) -> PlanBasis:
    """Return what proposals for one of many candidates are based on, from the plan as it was written."""
    current = ended_by_a_pass(plan, attempts)
    has_day = current is not None and current.exam_on is not None
    return PlanBasis(
        as_of=evidence.as_of,
        domain_ids=evidence.blueprint.domain_ids,
        plan=current,
        is_over=has_day and planned_exam_on(plan, attempts, evidence.as_of) is None,
        has_passed=attempts.passed_on is not None,
        losses=losses,
        hours=evidence.hours[index],
    )


def proposed_weeks(case: PlanBasis, plan: StudyPlan, fixed: Mapping[int, str]) -> dict[int, tuple[WeekPart, ...]]:
    """Propose what each week ahead is for that is not fixed.

    Weeks of audit come first as long as there is no practice exam, review last. All other days go to the domains by
    Webster's method: the days that each gets in all, with the fixed weeks ahead and the hours since the latest
    evidence, are in proportion to the questions at risk, and a domain that has had none gets at least one. Near the
    end two domains a week are left, the largest, after those without hours in the plan.

    Where all domains may be equal and the weeks are many, they are given whole. Else a week has a main focus among the
    domains that may lose most, and a second one among the others.
    """
    ahead = [week for week in week_spans(plan, case.as_of) if case.is_ahead(week)]
    free = [week for week in ahead if week.number not in fixed]
    has_exam = case.losses.basis is GapBasis.PRACTICE_EXAMS
    audit = {week.number: 0 if has_exam else week.audit_days for week in free}
    n_days = [week.n_days - audit[week.number] - week.review_days for week in free]
    starts_on = min(monday_of(case.as_of), ahead[0].first_on) if ahead else case.as_of
    foci = [fixed[week.number] for week in ahead if week.number in fixed]
    proposed = {}
    for week, own in zip(free, _domain_days(case, plan, foci, n_days, starts_on), strict=True):
        days = {AUDIT: audit[week.number], **own, REVIEW: week.review_days}
        proposed[week.number] = tuple(WeekPart(focus, n / week.n_days) for focus, n in days.items() if n)
    return proposed


def _domain_days(
    case: PlanBasis, plan: StudyPlan, fixed: Sequence[str], n_days: Sequence[int], starts_on: date
) -> Iterator[dict[str, int]]:
    """Yield the days of each domain in each week."""
    a_week = max(plan.hours_per_week_low + plan.hours_per_week_high, 1.0) / 2
    weights = _with_a_turn(case, plan, sum(n > 0 for n in n_days), starts_on)
    done = case.hours_between(case.losses.last_on or date.min, starts_on) / a_week
    received = [float(weeks) + fixed.count(name) for weeks, name in zip(done, case.domain_ids, strict=True)]
    recent = case.hours_between(starts_on - timedelta(days=RECENT_DAYS + 1), starts_on) / case.losses.shares_of_hours
    is_whole = not case.losses.has_order and min(weights) * sum(n_days) >= WHOLE_WEEKS_PER_DOMAIN * DAYS_PER_WEEK
    units = [n for n in n_days if n] if is_whole else [1] * sum(n_days)
    turns = iter(webster_turns(weights, received, [n / DAYS_PER_WEEK for n in units]))
    for weeks in _rounds(n_days, len(weights)):
        n_turns = sum(n > 0 for n in weeks) if is_whole else sum(weeks)
        own = list(islice(turns, n_turns))
        if is_whole:
            in_order = iter(sorted(own, key=lambda k: recent[k]))
            yield from ({case.domain_ids[next(in_order)]: n} if n else {} for n in weeks)
        else:
            order = sorted(set(own), key=lambda k: (not _is_begun(k, done, weights), recent[k], own.index(k)))
            yield from _two_lines(case, sorted(own, key=order.index), weeks)


def _with_a_turn(case: PlanBasis, plan: StudyPlan, n_weeks: int, starts_on: date) -> list[float]:
    """Return the share of hours of each domain, 0 for those without a turn.

    Two domains a week have one, first those without hours in the plan: all of these, however many.
    """
    had = case.hours_between(plan.starts_on - timedelta(days=1), starts_on) > 0
    shares = case.losses.shares_of_hours
    in_order = np.lexsort((-shares, had))
    n_turns = max(FOCI_A_WEEK * n_weeks, int((~had).sum()))
    return [float(share) if k in in_order[:n_turns] else 0.0 for k, share in enumerate(shares)]


def _rounds(n_days: Sequence[int], n_domains: int) -> Iterator[Sequence[int]]:
    """Yield the weeks in rounds of at least as many weeks as domains, so that each domain comes back."""
    n_rounds = max(1, len(n_days) // n_domains)
    return (part.tolist() for part in np.array_split(np.array(n_days, dtype=int), n_rounds))


def _is_begun(k: int, done: Floats, weights: Sequence[float]) -> bool:
    """Whether a domain has had more than its part of the hours since the evidence, and so comes next."""
    return bool(done[k] > weights[k] * done.sum() + 1e-9)


def _two_lines(case: PlanBasis, line: Sequence[int], n_days: Sequence[int]) -> Iterator[dict[str, int]]:
    """Yield a round's weeks from two lines of days: the domains that may lose most, and the others."""
    largest = [k for k in line if k in case.losses.largest]
    others = iter([k for k in line if k not in case.losses.largest])
    first, n_before, n_given = iter(largest), 0, 0
    for n in n_days:
        n_before += n
        n_first = ceil(n_before * len(largest) / max(1, len(line))) - n_given
        n_given += n_first
        own = [*islice(first, n_first), *islice(others, n - n_first)]
        yield dict(Counter(case.domain_ids[k] for k in own))
