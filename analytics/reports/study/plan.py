"""The plan: what each week and day ahead is for, what was done, and the plan with a candidate's changes.

A week's focus is fixed by the candidate or proposed from the gaps.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from itertools import accumulate

from analytics.blueprints.model import ExamBlueprint
from analytics.clock import monday_of
from analytics.estimation.attempts import Attempts
from analytics.estimation.candidate import FittedCandidate
from analytics.estimation.exam_plan import PlannedExam, was_for_failed_attempt
from analytics.estimation.practice_results import practice_results
from analytics.records import NO_DOMAIN, PlannedWeek, StudyPlan
from analytics.reports.planning.expected_losses import ExpectedLosses
from analytics.reports.planning.plan_weeks import (
    CalendarWeek,
    PlannedHours,
    calendar_weeks,
    planned_hours,
    study_days,
    week_count,
    week_number,
)
from analytics.reports.planning.proposed_weeks import PlanBasis, WeekParts, plan_basis, proposed_weeks
from analytics.reports.study.weekly_hours import hours_by_week, in_plan, read_study_log

ROUND_TO_MIN = 5
MAX_SESSION_MIN = 480
"""Minutes to which the sessions of the days ahead are rounded, and the longest that is asked for."""


class WeekTime(StrEnum):
    """Whether a week is over, running, or still to come."""

    OVER = "over"
    RUNNING = "running"
    COMING = "coming"


@dataclass(frozen=True, slots=True)
class PlanWeek:
    """One week of the plan.

    A past week has `parts` only if it was fixed: its proposal may never have been seen. `hours_on_focus` is None if
    the week is for no domain, or its hours name none. `by_domain` are hours on days of the plan, with NO_DOMAIN for
    those without one. `practice_exam_left` is the day of a planned practice exam, unless one or the real exam has been
    taken.
    """

    days: CalendarWeek
    time: WeekTime
    parts: WeekParts
    is_fixed: bool
    band: PlannedHours | None
    by_domain: Mapping[str, float]
    hours_on_focus: float | None
    n_practice_exams: int
    practice_exam_left: date | None

    @property
    def number(self) -> int:
        """The week's number in the plan."""
        return self.days.number

    @property
    def foci(self) -> tuple[str, ...]:
        """What the week is for: domain ids, `audit`, `review`, or the candidate's own words."""
        return tuple(self.parts)

    @property
    def focus(self) -> str | None:
        """What the week begins with."""
        return next(iter(self.foci), None)

    @property
    def is_over(self) -> bool:
        """Whether the week has passed."""
        return self.time is WeekTime.OVER

    @property
    def hours(self) -> float:
        """Hours spent so far."""
        return sum(self.by_domain.values())


@dataclass(frozen=True, slots=True)
class PlanReport:
    """The plan as of a day; no weeks without a plan.

    No week lies after the exam's last day. `losses` are the basis of the proposals, and `next_by_gaps` is what would be
    proposed for the next week if it were not fixed.
    """

    planned: PlannedExam
    weeks: tuple[PlanWeek, ...]
    n_weeks: int | None
    domain_names: Mapping[str, str]
    losses: ExpectedLosses
    next_by_gaps: tuple[str, ...] | None

    @property
    def this_week(self) -> PlanWeek | None:
        """The running week."""
        return next((week for week in self.weeks if week.time is WeekTime.RUNNING), None)

    @property
    def next_week(self) -> PlanWeek | None:
        """The first week that is still to come."""
        return next((week for week in self.weeks if week.time is WeekTime.COMING), None)

    @property
    def last_week(self) -> PlanWeek | None:
        """The last week that is over."""
        return next((week for week in reversed(self.weeks) if week.is_over), None)

    @property
    def weeks_left(self) -> tuple[PlanWeek, ...]:
        """The weeks that are not over."""
        return tuple(week for week in self.weeks if not week.is_over)

    @property
    def domains_without_week(self) -> tuple[str, ...]:
        """Names of the domains without a coming week, which only review days cover."""
        planned = {focus for week in self.weeks_left for focus in week.foci}
        return tuple(name for domain_id, name in self.domain_names.items() if domain_id not in planned)

    @property
    def other_foci(self) -> tuple[str, ...]:
        """The next week's focus by the gaps, if it is fixed to something else."""
        week, by_gaps = self.next_week, self.next_by_gaps or ()
        return by_gaps if week is not None and week.is_fixed and {*by_gaps} != {*week.foci} else ()

    @property
    def has_entries(self) -> bool:
        """Whether any week has a focus, hours or a practice exam."""
        return any(week.parts or week.by_domain or week.n_practice_exams for week in self.weeks)

    @property
    def is_over(self) -> bool:
        """Whether the plan's last week has passed."""
        return bool(self.weeks) and not self.weeks_left


def plan_report(candidate: FittedCandidate) -> PlanReport:
    """Report the plan's weeks: fixed ones as they are, the others proposed from the evidence.

    A past week shows what was done. The running week changes with the evidence, and not with the hours spent in it.
    """
    basis = plan_basis(candidate)
    schedule = basis.plan
    weeks, next_by_gaps = ((), None) if schedule is None else _weeks(candidate, schedule, basis)
    return PlanReport(
        planned=candidate.planned,
        weeks=weeks,
        n_weeks=None if schedule is None else week_count(schedule),
        domain_names={domain.domain_id: domain.name for domain in candidate.blueprint.domains},
        losses=basis.losses,
        next_by_gaps=next_by_gaps,
    )


def with_weeks(plan: StudyPlan, foci: Mapping[int, str | None]) -> StudyPlan:
    """Return the plan with some weeks fixed, or unfixed if their focus is None."""
    fixed = {week.number: week.focus for week in plan.weeks} | dict(foci)
    weeks = [PlannedWeek(number, focus) for number, focus in sorted(fixed.items()) if focus is not None]
    return replace(plan, weeks=tuple(weeks))


def with_start(plan: StudyPlan, starts_on: date) -> StudyPlan:
    """Return the plan with another first day; the weeks that were fixed keep their dates."""
    n_before = week_number(plan, starts_on) - 1
    weeks = tuple(PlannedWeek(week.number - n_before, week.focus) for week in plan.weeks if week.number > n_before)
    return replace(plan, starts_on=starts_on, weeks=weeks)


def plan_to_adjust(plan: StudyPlan | None, default: StudyPlan, attempts: Attempts, exam: ExamBlueprint) -> StudyPlan:
    """Return the plan so far, or the default; a new one begins after the attempt that it was for.

    That is one on its exam day or later, or a fail after which its day, unless booked, comes too early for a retake.

    Otherwise it would be judged by hours and practice exams of weeks for which nothing was planned.
    """
    if plan is None:
        return default
    day = plan.exam_on
    if day is None or not (was_for_failed_attempt(plan, attempts, exam) or attempts.has_any_from(day)):
        return plan
    return replace(
        with_start(plan, default.starts_on),
        exam_on=None,
        booked_exam_on=None,
        audit_weeks=default.audit_weeks,
        first_practice_exam_week=default.first_practice_exam_week,
    )


def _weeks(
    candidate: FittedCandidate, plan: StudyPlan, basis: PlanBasis
) -> tuple[tuple[PlanWeek, ...], tuple[str, ...] | None]:
    """Return all weeks, and the proposal for the next one."""
    time = read_study_log(candidate).time
    spent = hours_by_week(time[in_plan(time, plan)], "domain_id")
    parts = dict(proposed_weeks(basis, plan, basis.fixed))
    parts |= {number: {focus: 1.0} for number, focus in basis.fixed.items()}
    exams = [exam.day for exam in practice_results(candidate.evidence)]
    taken_on = [*exams, *candidate.attempts.failed_on]
    weeks = []
    for week in calendar_weeks(plan, candidate.as_of):
        own = parts.get(week.number, {})
        by_domain = spent.get(monday_of(week.first_on), {})
        names_domain = any(domain_id != NO_DOMAIN for domain_id in by_domain)
        domains = own.keys() & candidate.blueprint.domain_ids
        on_focus = sum(hours for domain_id, hours in by_domain.items() if domain_id in domains)
        weeks.append(
            PlanWeek(
                days=week,
                time=_time(week, basis),
                parts=own,
                is_fixed=week.number in basis.fixed,
                band=planned_hours(plan, week.first_on, week.last_on),
                by_domain=by_domain,
                hours_on_focus=on_focus if domains and names_domain else None,
                n_practice_exams=sum(week.holds(day) for day in exams),
                practice_exam_left=week.practice_exam_left(taken_on),
            )
        )
    following = next((week.number for week in weeks if week.time is WeekTime.COMING), None)
    if following in basis.fixed:
        parts = dict(proposed_weeks(basis, plan, {n: focus for n, focus in basis.fixed.items() if n != following}))
    return tuple(weeks), None if following is None else tuple(parts[following])


def _time(week: CalendarWeek, basis: PlanBasis) -> WeekTime:
    if not basis.is_ahead(week):
        return WeekTime.OVER
    return WeekTime.RUNNING if week.first_on <= basis.as_of else WeekTime.COMING


class DayPurpose(StrEnum):
    """What a day is for."""

    FOCUS = "focus"
    REVIEW = "review"
    PRACTICE_EXAM = "practice_exam"


@dataclass(frozen=True, slots=True)
class DayAhead:
    """One day of the plan with its week; a practice exam takes the place of a study session.

    `focus` is the part of the week's focus that the day is for, None on other days.
    """

    day: date
    week: PlanWeek
    purpose: DayPurpose
    focus: str | None
    time_on_task_min: int


def days_ahead(report: PlanReport, exam: ExamBlueprint) -> list[DayAhead]:
    """Return the days of the weeks that are not over, from today on."""
    plan, weeks = report.planned.plan, report.weeks_left
    return [] if plan is None else [day for week in weeks for day in _days(plan, week, exam, report.planned.as_of)]


def _days(plan: StudyPlan, week: PlanWeek, exam: ExamBlueprint, today: date) -> Iterator[DayAhead]:
    """Yield a week's remaining study days, and its practice exam (also on a rest day) unless one has been taken.

    All days of the week together take the middle of its hours, each at most `MAX_SESSION_MIN`; there are none if the
    practice exam takes as much. The days left begin with its first focus, which is what to study next.
    """
    planned_on = week.practice_exam_left
    practice_on = planned_on if planned_on and planned_on >= today else None
    days = [day for day in study_days(plan, week.days.first_on, week.days.last_on) if day != practice_on]
    week_min = 60 * sum(week.band or (0.0, 0.0)) / 2 - (exam.duration_min if practice_on else 0)
    session_min = min(MAX_SESSION_MIN, ROUND_TO_MIN * max(1, round(week_min / max(1, len(days)) / ROUND_TO_MIN)))
    left = [day for day in days if day >= today and week_min > 0]
    focus_days = [day for day in left if day != week.days.review_on]
    for day in sorted([*left, practice_on] if practice_on else left):
        if day == practice_on:
            yield DayAhead(day, week, DayPurpose.PRACTICE_EXAM, None, exam.duration_min)
        elif day == week.days.review_on:
            yield DayAhead(day, week, DayPurpose.REVIEW, None, session_min)
        else:
            place = (focus_days.index(day) + 0.5) / len(focus_days)  # the parts share the focus days in order
            ends = zip(week.parts, accumulate(week.parts.values()), strict=True)
            focus = next((focus for focus, end in ends if place < end), week.focus)
            yield DayAhead(day, week, DayPurpose.FOCUS, focus, session_min)
