"""Study hours against the plan by week, domain and activity, and whether they match the gaps."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

import pandas as pd

from analytics.clock import monday_of
from analytics.estimation.candidate import FittedCandidate
from analytics.estimation.exam_plan import PlannedExam
from analytics.models.intervals import Interval
from analytics.records import Activity, StudyPlan
from analytics.reports.planning.expected_losses import GapBasis
from analytics.reports.planning.plan_weeks import PlannedHours, RecentHours, planned_hours, recent_hours
from analytics.reports.study.gap_audit import GapAudit, gap_audit
from analytics.reports.study.weekly_hours import (
    AfterLowHourWeeks,
    DayHours,
    WeekHours,
    after_low_hour_weeks,
    daily_hours,
    in_activity_order,
    last_reported_day,
    read_study_log,
    weekly_hours,
)


@dataclass(frozen=True, slots=True)
class DomainHours:
    """A domain's hours in the last four weeks, and those that its gap recommends.

    `recommended_hours` splits the hours with a domain as the gap audit proposes; its range reflects the domain's own
    gap, with the other gaps fixed at their estimates.
    """

    domain_id: str
    name: str
    hours: float
    recommended_hours: Interval
    total_hours: float


@dataclass(frozen=True, slots=True)
class ActivityHours:
    """One activity's hours, its share of all hours, and its planned share."""

    activity: Activity
    hours: float
    share: float
    planned_share: float | None


@dataclass(frozen=True, slots=True)
class HoursReport:
    """Study time up to a day.

    `cumulative` is the running total by day, from the plan's start if there is one.
    `cumulative_band` is the plan's total at the end of its first and last day.
    """

    planned: PlannedExam
    weeks: tuple[WeekHours, ...]
    days: tuple[DayHours, ...]
    domains: tuple[DomainHours, ...]
    activities: tuple[ActivityHours, ...]
    hours: float
    recent: RecentHours
    cumulative: Mapping[date, float]
    cumulative_band: Mapping[date, PlannedHours]
    after_low_hour: AfterLowHourWeeks
    audit: GapAudit

    @property
    def this_monday(self) -> date:
        """Monday of the present week; once the exam is passed or closed, of the last one."""
        return monday_of(min(self.planned.as_of, self.days[-1].day))

    @property
    def is_last_week_over(self) -> bool:
        """Whether the last week of study is over for good."""
        return self.this_monday < monday_of(self.planned.as_of)

    @property
    def days_this_week(self) -> Mapping[date, float]:
        """Hours of each day of `this_week`."""
        monday = self.this_monday
        return {day.day: day.hours for day in self.days if monday_of(day.day) == monday}

    @property
    def this_week(self) -> WeekHours | None:
        """The week of `this_monday`; None if it is not in the report."""
        return next((week for week in self.weeks if week.week_on == self.this_monday), None)

    @property
    def furthest_behind(self) -> DomainHours | None:
        """The domain furthest below its recommendation, None if no range shows a shortfall."""
        if self.audit.basis is GapBasis.NOTHING:
            return None
        short = [domain for domain in self.domains if domain.hours < domain.recommended_hours.low]
        return max(short, key=lambda domain: domain.recommended_hours.value - domain.hours, default=None)

    @property
    def has_recent_domains(self) -> bool:
        """Whether any hours of the last four weeks have a domain, so that the gaps can recommend how to split them."""
        return any(domain.hours for domain in self.domains)

    @property
    def consistency(self) -> float | None:
        """Smoothed share of the plan that was kept, as of the last week that is over."""
        return None if self.last_week_over is None else self.last_week_over.consistency

    @property
    def last_week_over(self) -> WeekHours | None:
        """The plan's last week that is over."""
        return next((week for week in reversed(self.weeks) if week.consistency is not None), None)


def hours_report(candidate: FittedCandidate) -> HoursReport:
    """Report the hours by week, from the plan's start or the first session to today or the exam's end."""
    log = read_study_log(candidate)
    audit, plan, as_of = gap_audit(candidate), candidate.plan, candidate.as_of
    time = log.time
    last = last_reported_day(candidate, time)
    weeks = tuple(week for week in weekly_hours(log, candidate.schedule, as_of) if week.week_on <= last)
    is_before = time.day < (plan.starts_on if plan else date.min)
    return HoursReport(
        planned=candidate.planned,
        weeks=weeks,
        days=daily_hours(candidate, time, last),
        domains=_domains(audit, time),
        activities=_activities(time, plan),
        hours=float(time.hours.sum()),
        recent=recent_hours(candidate.evidence.hours[0], plan, as_of),
        cumulative=_cumulative(time[~is_before], plan, last),
        cumulative_band=_cumulative_band(candidate.schedule, as_of),
        after_low_hour=after_low_hour_weeks(weeks),
        audit=audit,
    )


def _domains(audit: GapAudit, time: pd.DataFrame) -> tuple[DomainHours, ...]:
    assigned = audit.recent_hours - audit.recent_hours_without_domain
    in_all = time.groupby("domain_id").hours.sum().to_dict()
    all_lost, domains = sum(gap.lost.value for gap in audit.domains), []
    for gap in audit.domains:
        others, (low, high) = all_lost - gap.lost.value, (gap.lost.low, gap.lost.high)
        share = Interval(gap.proposed_share_of_hours, low / (low + others), high / (high + others), gap.lost.level)
        total = float(in_all.get(gap.domain_id, 0.0))
        domains.append(DomainHours(gap.domain_id, gap.name, gap.recent_hours, share.scaled(assigned), total))
    return tuple(domains)


def _activities(time: pd.DataFrame, plan: StudyPlan | None) -> tuple[ActivityHours, ...]:
    """Compare hours by activity with the plan, for activities in either."""
    planned = plan.activity_share if plan else None
    sums = time.groupby("activity", as_index=False).hours.sum()
    spent = in_activity_order(dict(zip(sums.activity, sums.hours, strict=True)))
    total = sum(spent.values())
    return tuple(
        ActivityHours(
            activity,
            spent.get(activity, 0.0),
            spent.get(activity, 0.0) / total if total else 0.0,
            None if planned is None else planned.get(activity, 0.0),
        )
        for activity in Activity
        if activity in spent or (planned and planned.get(activity))
    )


def _cumulative(time: pd.DataFrame, plan: StudyPlan | None, last: date) -> Mapping[date, float]:
    """Return the running total on days with a session, from 0 on the day before the first, up to `last`."""
    sums = time.groupby("day", as_index=False).hours.sum()
    first = plan.starts_on if plan else next(iter(sums.day), last)
    if first > last:
        return {}
    days = {first - timedelta(days=1): 0.0}
    days.update(zip(sums.day, sums.hours.cumsum().astype(float), strict=True))
    days[last] = max(days.values())
    return days


def _cumulative_band(plan: StudyPlan | None, as_of: date) -> Mapping[date, PlannedHours]:
    """Return the plan's total on the day before its start, and on the exam day, else today; empty before its start."""
    if plan is None or plan.starts_on > min(as_of, plan.exam_on or as_of):
        return {}
    end, nothing = plan.exam_on or as_of, PlannedHours(0.0, 0.0)
    whole = planned_hours(plan, plan.starts_on, end) or nothing
    return {plan.starts_on - timedelta(days=1): nothing, end: whole}
