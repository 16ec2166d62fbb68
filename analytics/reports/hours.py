"""Hours against the plan: by week, domain and activity, and whether they went where the gaps are."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

import pandas as pd

from analytics.clock import monday_of
from analytics.records import Activity, StudyPlan
from analytics.reports.candidate_exam import CandidateExam
from analytics.reports.gap_audit import GapAudit, gap_audit
from analytics.store import Store

THIN_PART_OF_PLAN = 0.5
"""A full week with less than this part of the plan's lower end is thin."""

CONSISTENCY_HALF_LIFE_WEEKS = 2.0


class WeekState(StrEnum):
    """How the hours of a week stand to the plan's band."""

    BELOW = "below"
    WITHIN = "within"
    ABOVE = "above"
    RUNNING = "running"
    UNPLANNED = "unplanned"


@dataclass(frozen=True, slots=True)
class WeekHours:
    """One week from Monday; `number` counts from the plan's first week, 0 without a plan.

    `consistency` is the part of the plan's lower end that was done, at most 1 a week, smoothed
    with a half-life of two weeks; None without a plan.
    """

    week_on: date
    number: int
    hours: float
    by_activity: Mapping[str, float]
    by_domain: Mapping[str, float]
    state: WeekState
    is_thin: bool
    consistency: float | None
    focus: str | None


@dataclass(frozen=True, slots=True)
class DomainHours:
    """Hours of one domain, and those that its share of the expected loss would have asked."""

    domain_id: str
    name: str
    hours: float
    deserved_hours: float


@dataclass(frozen=True, slots=True)
class HoursReport:
    """Study time up to a day."""

    as_of: date
    band: tuple[float, float] | None
    weeks: tuple[WeekHours, ...]
    domains: tuple[DomainHours, ...]
    by_activity: Mapping[str, float]
    planned_activity_share: Mapping[str, float]
    hours: float
    hours_without_domain: float
    hours_last_four_weeks: float
    days_this_week: Mapping[date, float]
    audit: GapAudit

    @property
    def thin_weeks(self) -> tuple[WeekHours, ...]:
        """Give the weeks that were thin."""
        return tuple(week for week in self.weeks if week.is_thin)

    @property
    def full_weeks(self) -> tuple[WeekHours, ...]:
        """Give the weeks that are over."""
        return tuple(week for week in self.weeks if week.state is not WeekState.RUNNING)

    @property
    def this_week(self) -> WeekHours | None:
        """Give the week of the day, if it is one of the report's."""
        return next((week for week in self.weeks if week.week_on == monday_of(self.as_of)), None)


def hours_report(store: Store, known: CandidateExam) -> HoursReport:
    """Report the hours, week by week from the plan's start or the first session."""
    table = store.query("study_time", candidate_id=known.candidate_id, as_of=known.as_of)
    table["day"] = table.day.dt.date
    table["week_on"] = table.day.map(monday_of)
    audit = gap_audit(store, known)
    names = {gap.domain_id: gap.name for gap in audit.domains}
    by_domain = table.groupby("domain_id").hours.sum()
    with_domain = {k: float(by_domain.get(k, 0.0)) for k in names}
    total, assigned = float(table.hours.sum()), sum(with_domain.values())
    return HoursReport(
        as_of=known.as_of,
        band=audit.weekly_hours,
        weeks=_weeks(table, known.plan, known.as_of),
        domains=tuple(
            DomainHours(g.domain_id, g.name, with_domain[g.domain_id], assigned * g.proposed_share_of_hours)
            for g in audit.domains
        ),
        by_activity=_summed(table, "activity"),
        planned_activity_share=dict(known.plan.activity_share or {}) if known.plan else {},
        hours=total,
        hours_without_domain=total - assigned,
        hours_last_four_weeks=audit.recent_hours,
        days_this_week=_days(table, monday_of(known.as_of)),
        audit=audit,
    )


def _weeks(table: pd.DataFrame, plan: StudyPlan | None, as_of: date) -> tuple[WeekHours, ...]:
    """Lay out every week, also those without a session."""
    starts = [monday_of(plan.starts_on)] if plan and plan.starts_on <= as_of else []
    starts += [table.week_on.min()] if len(table) else []
    if not starts:
        return ()
    first, last = min(starts), monday_of(as_of)
    keep = 0.5 ** (1 / CONSISTENCY_HALF_LIFE_WEEKS)
    done, possible = 0.0, 0.0
    weeks = []
    for week_on in (first + timedelta(weeks=k) for k in range((last - first).days // 7 + 1)):
        rows = table[table.week_on == week_on]
        hours = float(rows.hours.sum())
        state = _state(hours, plan, is_running=week_on == last and as_of.weekday() < 6)
        number = (week_on - monday_of(plan.starts_on)).days // 7 + 1 if plan else 0
        is_planned = plan is not None and state not in (WeekState.RUNNING, WeekState.UNPLANNED)
        if plan is not None and is_planned:
            done = keep * done + min(1.0, hours / plan.hours_per_week_low)
            possible = keep * possible + 1
        weeks.append(
            WeekHours(
                week_on=week_on,
                number=number,
                hours=hours,
                by_activity=_summed(rows, "activity"),
                by_domain=_summed(rows, "domain_id"),
                state=state,
                is_thin=plan is not None and is_planned and hours < THIN_PART_OF_PLAN * plan.hours_per_week_low,
                consistency=done / possible if possible else None,
                focus=next((w.focus for w in plan.weeks if w.number == number), None) if plan else None,
            )
        )
    return tuple(weeks)


def _state(hours: float, plan: StudyPlan | None, *, is_running: bool) -> WeekState:
    """Compare a week's hours with the band."""
    if is_running:
        return WeekState.RUNNING
    if plan is None:
        return WeekState.UNPLANNED
    if hours < plan.hours_per_week_low:
        return WeekState.BELOW
    return WeekState.WITHIN if hours <= plan.hours_per_week_high else WeekState.ABOVE


def _summed(table: pd.DataFrame, column: str) -> dict[str, float]:
    """Sum hours by a column; activities in the order of their enum."""
    sums = {str(name): float(hours) for name, hours in table.groupby(column).hours.sum().items()}
    return {a: sums[a] for a in Activity if a in sums} if column == "activity" else sums


def _days(table: pd.DataFrame, monday: date) -> dict[date, float]:
    """Give the hours of each day of a week."""
    sums = table.groupby("day").hours.sum()
    days = [monday + timedelta(days=k) for k in range(7)]
    return {day: float(sums.get(day, 0.0)) for day in days}
