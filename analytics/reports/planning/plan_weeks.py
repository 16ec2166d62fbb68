"""Calendar weeks of a plan: their days, rest and review days, and practice exams."""

import math
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from typing import NamedTuple

from analytics.clock import DAYS_PER_WEEK, RECENT_DAYS, WEEKDAYS, days_between, monday_of
from analytics.estimation.study_hours import StudyHours
from analytics.records import StudyPlan

AUDIT = "audit"
REVIEW = "review"
"""What a week may be for besides a domain of the exam."""

STUDY_WEEKS_BEFORE_PRACTICE = 4
"""Default weeks between the audit and the first practice exam: enough to learn something, and never past the middle of
the plan, so that there is time to act on it."""

LAST_PRACTICE_EXAM_DAYS = 3
"""Default days between the last practice exam and the exam."""

OPEN_END_WEEKS = 8
"""Weeks planned ahead without an exam day."""

PLAN_DIVISOR = 6
"""Audit and review take at most a sixth of the plan's days each: the rest is for the domains."""


@dataclass(frozen=True)
class CalendarWeek:
    """One week of a plan, limited to days from its start to the exam day.

    `is_final` is true if most of its days are among the seven before the exam, or the exam is in it. `audit_days`
    count until there is a practice exam; `review_days` include the exam day.
    """

    plan: StudyPlan = field(hash=False, repr=False)
    number: int
    first_on: date
    last_on: date
    is_final: bool
    audit_days: int
    review_days: int

    @property
    def n_days(self) -> int:
        """How many of its days are in the plan."""
        return max(0, (self.last_on - self.first_on).days + 1)

    @property
    def share(self) -> float:
        """`n_days` as a share of a whole week."""
        return self.n_days / DAYS_PER_WEEK

    def holds(self, day: date) -> bool:
        """Whether a day is in the week."""
        return self.first_on <= day <= self.last_on

    @cached_property
    def study_days(self) -> tuple[date, ...]:
        """Its days except rest days and the exam day."""
        return study_days(self.plan, self.first_on, self.last_on)

    @property
    def review_on(self) -> date | None:
        """Its review day."""
        return next((day for day in self.study_days if WEEKDAYS[day.weekday()] == self.plan.review_weekday), None)

    @cached_property
    def practice_exam_on(self) -> date | None:
        """The day of its practice exam.

        It is the last study day that is not for review; the final one is as many days before the exam as the plan says,
        also on a rest day.
        """
        last_one = _last_practice_exam_on(self.plan)
        if last_one is not None:
            if self.holds(last_one):
                return last_one if last_one != self.plan.exam_on else None
            if self.is_final or self.last_on > last_one:
                return None
        if self.number < first_practice_week(self.plan):
            return None
        review_weekday = self.plan.review_weekday
        return next((day for day in reversed(self.study_days) if WEEKDAYS[day.weekday()] != review_weekday), None)

    def practice_exam_left(self, taken_on: Iterable[date]) -> date | None:
        """Return the day of its practice exam, None if that has been taken.

        An exam of the week before that day counts, but not instead of the last one before the real exam.
        """
        planned_on = self.practice_exam_on
        is_last = planned_on is not None and planned_on == _last_practice_exam_on(self.plan)
        counts_from = planned_on if planned_on and is_last else self.first_on
        return None if any(counts_from <= day <= self.last_on for day in taken_on) else planned_on


def calendar_weeks(plan: StudyPlan, as_of: date) -> tuple[CalendarWeek, ...]:
    """Return all weeks up to the exam; without an exam day the next eight, or more if the user fixed later ones.

    The audit takes whole weeks, or a part of the first one; review takes the exam day and the days before it. Each
    takes at most a sixth of the plan.
    """
    last = week_count(plan)
    if last is None:
        fixed = max((week.number for week in plan.weeks), default=1)
        last = max(fixed, max(1, week_number(plan, as_of)) + OPEN_END_WEEKS)
    audit, left, weeks = _audit_days(plan), _most_days(plan), []
    for number in range(last, 0, -1):
        first_on, last_on = _ends(plan, number)
        is_final = _is_final(plan, first_on, last_on)
        review = min(max(0, (last_on - first_on).days + 1), left) if is_final else 0
        left -= review
        weeks.append(
            CalendarWeek(
                plan=plan,
                number=number,
                first_on=first_on,
                last_on=last_on,
                is_final=is_final,
                audit_days=audit.get(number, 0),
                review_days=review,
            )
        )
    return tuple(reversed(weeks))


def _audit_days(plan: StudyPlan) -> dict[int, int]:
    days: dict[int, int] = {}
    for number in range(1, plan.audit_weeks + 1):
        first, last = _ends(plan, number)
        n_days = min((last - first).days + 1, _most_days(plan) - sum(days.values()))
        if n_days <= 0 or (days and n_days < DAYS_PER_WEEK):
            break
        days[number] = n_days
    return days


def _most_days(plan: StudyPlan) -> int:
    """Return the most days that audit or review may take; without an exam day, of the weeks planned ahead."""
    n_days = DAYS_PER_WEEK * OPEN_END_WEEKS if plan.exam_on is None else (plan.exam_on - plan.starts_on).days + 1
    return max(0, n_days // PLAN_DIVISOR)


def week_number(plan: StudyPlan, day: date) -> int:
    """Return the week's number, 1 for the plan's first; 0 and below before it."""
    return (monday_of(day) - monday_of(plan.starts_on)).days // DAYS_PER_WEEK + 1


def week_count(plan: StudyPlan) -> int | None:
    """Return the number of weeks up to the exam, None without an exam day."""
    return None if plan.exam_on is None else week_number(plan, plan.exam_on)


def first_practice_week(plan: StudyPlan) -> int:
    """Return the first week with a practice exam: the plan's own, else a proposal."""
    if plan.first_practice_exam_week is not None:
        return plan.first_practice_exam_week
    n_audit = len(_audit_days(plan))
    proposed, n_weeks = n_audit + STUDY_WEEKS_BEFORE_PRACTICE + 1, week_count(plan)
    if n_weeks is None:
        return proposed
    return min(proposed, max(n_audit + 1, math.ceil(n_weeks / 2)))


def last_practice_exam_days(plan: StudyPlan | None) -> int:
    """Return how many days before the exam the last practice exam is: the plan's, else the default; 0 is none."""
    named = plan.last_practice_exam_days if plan else None
    return LAST_PRACTICE_EXAM_DAYS if named is None else named


def _last_practice_exam_on(plan: StudyPlan) -> date | None:
    return None if plan.exam_on is None else plan.exam_on - timedelta(days=last_practice_exam_days(plan))


def is_rest_day(plan: StudyPlan, day: date) -> bool:
    """Whether the plan keeps a day free."""
    return WEEKDAYS[day.weekday()] in plan.rest_weekdays


def study_days(plan: StudyPlan, first: date, last: date) -> tuple[date, ...]:
    """Return the study days from one day to another, both included."""
    return tuple(
        day
        for day in days_between(first, last)
        if day >= plan.starts_on and (plan.exam_on is None or day < plan.exam_on) and not is_rest_day(plan, day)
    )


def _ends(plan: StudyPlan, number: int) -> tuple[date, date]:
    """Return a week's first and last day."""
    monday = monday_of(plan.starts_on) + timedelta(weeks=number - 1)
    last = monday + timedelta(days=DAYS_PER_WEEK - 1)
    return max(monday, plan.starts_on), last if plan.exam_on is None else min(last, plan.exam_on)


def _is_final(plan: StudyPlan, first: date, last: date) -> bool:
    if plan.exam_on is None:
        return False
    n_last = (min(last, plan.exam_on) - max(first, plan.exam_on - timedelta(days=DAYS_PER_WEEK))).days + 1
    return last == plan.exam_on or n_last > DAYS_PER_WEEK / 2


class PlannedHours(NamedTuple):
    """The plan's range of hours for some days."""

    low: float
    high: float


def n_days_in_plan(plan: StudyPlan | None, first: date, last: date) -> int:
    """Return the number of days in a range, ends included, that the plan covers up to its exam day."""
    if plan is None:
        return 0
    end = last if plan.exam_on is None else min(last, plan.exam_on)
    return max(0, (end - max(first, plan.starts_on)).days + 1)


def planned_hours(plan: StudyPlan | None, first: date, last: date) -> PlannedHours | None:
    """Return the plan's range of hours for its days in a range, ends included; None if it covers none."""
    n_days = n_days_in_plan(plan, first, last)
    if plan is None or n_days == 0:
        return None
    part = n_days / DAYS_PER_WEEK
    return PlannedHours(part * plan.hours_per_week_low, part * plan.hours_per_week_high)


@dataclass(frozen=True, slots=True)
class RecentHours:
    """Hours of the last four weeks on the `n_days` of them that the plan covers, and its range for those days."""

    spent: float
    planned: PlannedHours | None
    n_days: int

    @property
    def is_plan_new(self) -> bool:
        """Whether the plan covers less than a week of them, too little to compare."""
        return self.n_days < DAYS_PER_WEEK


def recent_hours(studied: StudyHours | None, plan: StudyPlan | None, as_of: date) -> RecentHours:
    """Return the hours of the last four weeks beside the plan's."""
    recent_from = as_of - timedelta(days=RECENT_DAYS - 1)
    n_days, spent = n_days_in_plan(plan, recent_from, as_of), 0.0
    if plan is not None and studied is not None:
        first = max(recent_from, plan.starts_on).toordinal()
        is_covered = (studied.day_numbers >= first) & (studied.day_numbers < first + n_days)
        spent = float(studied.hours[is_covered].sum())
    return RecentHours(spent, planned_hours(plan, recent_from, as_of), n_days)
