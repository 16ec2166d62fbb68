"""The plan: what each week is for, fixed or proposed from the gaps, and what was done."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from analytics.clock import DAYS_PER_WEEK, monday_of
from analytics.estimation.candidate import FittedCandidate
from analytics.estimation.practice_points import practice_points
from analytics.models.apportionment import webster_turns
from analytics.models.intervals import certain_ranks
from analytics.records import PlannedWeek, StudyPlan
from analytics.reports.planning.plan_weeks import (
    AUDIT,
    REVIEW,
    CalendarWeek,
    calendar_weeks,
    first_practice_week,
    week_count,
)
from analytics.reports.study.gap_audit import ExpectedLosses, GapBasis, expected_losses
from analytics.reports.study.weekly_hours import (
    NO_DOMAIN,
    StudyLog,
    hours_by_week,
    in_plan,
    planned_days,
    planned_hours,
    read_study_log,
)


class WeekTime(StrEnum):
    """Whether a week is over, running, or still to come."""

    OVER = "over"
    RUNNING = "running"
    COMING = "coming"


@dataclass(frozen=True, slots=True)
class PlanWeek:
    """One week of the plan.

    `focus` is a domain id, `audit`, `review`, or the candidate's own words. Of the past weeks that were not fixed, only
    the last has one, as proposed when it began. `hours_on_focus` is None if the week is for no domain, or its hours
    name none. `by_domain` are hours on days of the plan, with NO_DOMAIN for those without one.
    """

    days: CalendarWeek
    time: WeekTime
    focus: str | None
    is_fixed: bool
    band: tuple[float, float] | None
    by_domain: Mapping[str, float]
    hours_on_focus: float | None
    n_practice_exams: int

    @property
    def number(self) -> int:
        """The week's number in the plan."""
        return self.days.number

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

    `written` is the plan as stored; `plan` differs if a pass has ended it. `exam_on` is the exam day if it is still
    ahead. `losses` is the basis of the proposals, and `is_certain` is true if it ranks any domain first. `next_by_gaps`
    is what would be proposed for the next week if it were not fixed.
    """

    as_of: date
    plan: StudyPlan | None
    written: StudyPlan | None
    exam_on: date | None
    weeks: tuple[PlanWeek, ...]
    n_weeks: int | None
    first_practice_week: int | None
    domain_names: Mapping[str, str]
    losses: ExpectedLosses
    is_certain: bool
    next_by_gaps: str | None

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
    def coming(self) -> tuple[PlanWeek, ...]:
        """The weeks that are not over."""
        return tuple(week for week in self.weeks if not week.is_over)

    @property
    def without_week(self) -> tuple[str, ...]:
        """Names of the domains without a coming week, which only review days cover."""
        planned = {week.focus for week in self.coming}
        return tuple(name for domain_id, name in self.domain_names.items() if domain_id not in planned)

    @property
    def is_over(self) -> bool:
        """Whether the plan's last week has passed."""
        return bool(self.weeks) and not self.coming


def plan_report(candidate: FittedCandidate) -> PlanReport:
    """Report the plan's weeks: fixed ones as they are, the others proposed from the evidence.

    A past week shows what was done. The running week keeps the proposal made when it began, if there was any evidence
    then, so that it does not change midway.
    """
    plan, losses = candidate.plan, expected_losses(candidate)
    weeks, next_by_gaps = ((), None) if plan is None else _weeks(candidate, plan, losses)
    return PlanReport(
        as_of=candidate.as_of,
        plan=plan,
        written=candidate.written_plan,
        exam_on=candidate.exam_on,
        weeks=weeks,
        n_weeks=None if plan is None else week_count(plan),
        first_practice_week=None if plan is None else first_practice_week(plan),
        domain_names={domain.domain_id: domain.name for domain in candidate.blueprint.domains},
        losses=losses,
        is_certain=losses.basis is not GapBasis.NOTHING and max(certain_ranks(losses.lost)) > 1,
        next_by_gaps=next_by_gaps,
    )


def with_weeks(plan: StudyPlan, foci: Mapping[int, str | None]) -> StudyPlan:
    """Return the plan with some weeks fixed, or unfixed if their focus is None."""
    fixed = {week.number: week.focus for week in plan.weeks} | dict(foci)
    weeks = [PlannedWeek(number, focus) for number, focus in sorted(fixed.items()) if focus is not None]
    return replace(plan, weeks=tuple(weeks))


def _weeks(
    candidate: FittedCandidate, plan: StudyPlan, losses: ExpectedLosses
) -> tuple[tuple[PlanWeek, ...], str | None]:
    """Return all weeks, and the proposal for the next one."""
    log = read_study_log(candidate)
    spent = hours_by_week(replace(log, time=log.time[in_plan(log.time, plan)]))
    days = calendar_weeks(plan, candidate.as_of)
    fixed = {week.number: week.focus for week in plan.weeks}
    case = _Proposer(candidate, plan, log, losses)
    proposed = _proposed(case, days, fixed) | _proposed_last(case, days, fixed)
    exams = [point.day for point in practice_points(candidate.evidence)]
    weeks = []
    for week in days:
        focus = fixed.get(week.number, proposed.get(week.number))
        by_domain = spent.get(monday_of(week.first_on), {})
        names_domain = any(domain_id != NO_DOMAIN for domain_id in by_domain)
        is_for_domain = focus in candidate.blueprint.domain_ids
        weeks.append(
            PlanWeek(
                days=week,
                time=_time(week, candidate),
                focus=focus,
                is_fixed=week.number in fixed,
                band=planned_hours(plan, planned_days(plan, week.first_on, week.last_on)),
                by_domain=by_domain,
                hours_on_focus=by_domain.get(str(focus), 0.0) if is_for_domain and names_domain else None,
                n_practice_exams=sum(week.holds(day) for day in exams),
            )
        )
    following = next((week.number for week in days if _time(week, candidate) is WeekTime.COMING), None)
    if following in fixed:
        open_next = {number: focus for number, focus in fixed.items() if number != following}
        proposed = _proposed(case, days, open_next)
    return tuple(weeks), None if following is None else proposed[following]


def _time(week: CalendarWeek, candidate: FittedCandidate) -> WeekTime:
    if week.last_on < candidate.as_of or candidate.is_plan_over:
        return WeekTime.OVER
    return WeekTime.RUNNING if week.first_on <= candidate.as_of else WeekTime.COMING


@dataclass(frozen=True, slots=True)
class _Proposer:
    """What the proposals are based on."""

    candidate: FittedCandidate
    plan: StudyPlan
    log: StudyLog
    losses: ExpectedLosses

    def weeks_done(self, losses: ExpectedLosses, until: date) -> list[float]:
        """Return hours before a day that the losses do not reflect, by domain, in weeks of the plan."""
        time = self.log.time[self.log.time.day < until]
        if losses.last_on is not None:
            time = time[time.day > losses.last_on]
        a_week = (self.plan.hours_per_week_low + self.plan.hours_per_week_high) / 2
        hours = time.groupby("domain_id").hours.sum().to_dict()
        return [float(hours.get(domain_id, 0.0)) / a_week for domain_id in self.candidate.blueprint.domain_ids]


def _proposed(case: _Proposer, days: Sequence[CalendarWeek], fixed: Mapping[int, str]) -> dict[int, str]:
    """Propose a focus for each week that is neither over nor fixed."""
    left = [week for week in days if _time(week, case.candidate) is not WeekTime.OVER]
    proposed = {week.number: AUDIT if week.number <= case.plan.audit_weeks else REVIEW for week in left}
    open_weeks = [
        week for week in left if week.number > case.plan.audit_weeks and not week.is_final and week.number not in fixed
    ]
    running = next((week for week in left if week.holds(case.candidate.as_of)), None)
    starts_on = case.candidate.as_of + timedelta(days=1) if running is None else monday_of(running.first_on)
    ahead = [fixed[week.number] for week in left if week is not running and week.number in fixed]
    if running in open_weeks:
        then = expected_losses(case.candidate.until(starts_on - timedelta(days=1)))
        then = case.losses if then.basis is GapBasis.NOTHING else then
        turns = _turns(case, then, case.weeks_done(then, starts_on), ahead, 1)
        proposed[running.number] = turns[0]
        open_weeks.remove(running)
    weeks_done = case.weeks_done(case.losses, starts_on)
    if running is not None:
        focus = fixed.get(running.number, proposed[running.number])
        weeks_done = _with_rest_of(case, running, focus, weeks_done)
    turns = _turns(case, case.losses, weeks_done, ahead, len(open_weeks))
    return proposed | {week.number: turn for week, turn in zip(open_weeks, turns, strict=True)}


def _proposed_last(case: _Proposer, days: Sequence[CalendarWeek], fixed: Mapping[int, str]) -> dict[int, str]:
    """Propose the last past week's focus as of its first day, to compare with what was done.

    There is none if the exam was taken on that day: the week was over as it began.
    """
    over = [week for week in days if _time(week, case.candidate) is WeekTime.OVER]
    if not over or over[-1].number in fixed:
        return {}
    then = case.candidate.until(over[-1].first_on)
    plan_then = then.plan or case.plan
    case_then = _Proposer(then, plan_then, case.log, expected_losses(then))
    proposed = _proposed(case_then, calendar_weeks(plan_then, then.as_of), fixed)
    return {number: focus for number, focus in proposed.items() if number == over[-1].number}


def _with_rest_of(case: _Proposer, running: CalendarWeek, focus: str, weeks_done: Sequence[float]) -> list[float]:
    """Count the running week for its domain, except for days that the losses reflect."""
    known_until = max(running.first_on - timedelta(days=1), case.losses.last_on or date.min)
    part = max(0, (running.last_on - known_until).days) / DAYS_PER_WEEK
    domains = case.candidate.blueprint.domain_ids
    return [weeks + part * (focus == domain_id) for weeks, domain_id in zip(weeks_done, domains, strict=True)]


def _turns(
    case: _Proposer, losses: ExpectedLosses, weeks_done: Sequence[float], ahead: Sequence[str], n: int
) -> list[str]:
    """Assign open weeks to domains in turn, by the split of hours, given past and fixed weeks."""
    domains = case.candidate.blueprint.domain_ids
    counted = [weeks + ahead.count(domain_id) for weeks, domain_id in zip(weeks_done, domains, strict=True)]
    return [domains[k] for k in webster_turns(losses.shares_of_hours.tolist(), counted, n)]
