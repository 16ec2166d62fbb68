"""Study time by week and day, compared with the plan, and what followed low-hour weeks."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise
from statistics import median

import pandas as pd

from analytics.clock import DAYS_PER_WEEK, days_between, monday_of, mondays_between
from analytics.estimation.candidate import FittedCandidate
from analytics.estimation.practice_results import practice_results
from analytics.models.rank_sum import rank_sum_p_value
from analytics.records import Activity, StudyPlan
from analytics.reports.planning.plan_weeks import PlannedHours, is_rest_day, n_days_in_plan, planned_hours, study_days

LOW_HOUR_SHARE = 0.5
"""A full week below this share of the plan's lower limit is a low-hour week."""

CONSISTENCY_HALF_LIFE_WEEKS = 2.0

CALENDAR_REACH = timedelta(weeks=26)
"""Days further from today or the last day of study, in the past or ahead, are left out."""

MIN_LOW_HOUR_WEEKS, SIGNIFICANCE_LEVEL = 2, 0.05
"""Low-hour weeks needed for a comparison of what followed, and its highest probability under chance alone that is
shown as a difference."""


@dataclass(frozen=True, slots=True)
class WeekHours:
    """One week from Monday on.

    `band` is what the plan asks of the week, in proportion if the plan begins or the exam falls within it; None outside
    the plan. `hours_outside_plan` are those of days that `band` does not cover. `is_whole` is true if the week is over
    and all of it is in the plan. `n_planned_days` are those with a planned session, else those that the plan does not
    keep free; None if no session was planned and the plan has no rest days.
    `consistency` is the share of planned days with study, else of the plan's lower limit, at most 1 a week,
    smoothed with a half-life of two weeks; None for a week that is outside the plan or not over.
    """

    week_on: date
    hours: float
    hours_outside_plan: float
    n_sessions: int
    n_days: int
    n_planned_days: int | None
    median_session_min: float | None
    by_activity: Mapping[Activity, float]
    by_domain: Mapping[str, float]
    band: PlannedHours | None
    is_running: bool
    is_whole: bool
    consistency: float | None = None

    @property
    def is_low_hour(self) -> bool:
        """Whether it is whole, with less than half of the plan's lower limit."""
        return self.is_whole and self.band is not None and self.hours_in_plan < LOW_HOUR_SHARE * self.band.low

    @property
    def hours_in_plan(self) -> float:
        """Hours of the days that `band` covers."""
        return self.hours - self.hours_outside_plan


@dataclass(frozen=True, slots=True)
class DayHours:
    """One day: its hours, whether a practice exam was taken, and whether the plan keeps it free."""

    day: date
    hours: float
    has_practice_exam: bool
    is_rest: bool


@dataclass(frozen=True)
class StudyLog:
    """A candidate's study time: hours by day, domain and activity, session lengths, and days with planned sessions."""

    time: pd.DataFrame
    lengths: pd.DataFrame
    planned: frozenset[date] = frozenset()


def read_study_log(candidate: FittedCandidate) -> StudyLog:
    """Return the candidate's sessions."""
    records = candidate.records
    time, lengths = _by_day_and_week(records.study_time), _by_day_and_week(records.session_lengths)
    return StudyLog(time, lengths, frozenset(records.planned_days.day.dt.date))


def _by_day_and_week(table: pd.DataFrame) -> pd.DataFrame:
    days = table.day.dt.date
    return table.assign(day=days, week_on=days.map(monday_of))


def weekly_hours(log: StudyLog, plan: StudyPlan | None, as_of: date) -> tuple[WeekHours, ...]:
    """Return every week up to the present one, including those without a session."""
    starts = [plan.starts_on] if plan and plan.starts_on <= as_of else []
    starts += [log.time.day.min()] if len(log.time) else []
    if not starts:
        return ()
    by_activity, by_domain = hours_by_week(log.time, "activity"), hours_by_week(log.time, "domain_id")
    outside = log.time[~in_plan(log.time, plan)].groupby("week_on").hours.sum().to_dict()
    n_days = log.time[log.time.hours > 0].groupby("week_on").day.nunique().to_dict()
    lengths = log.lengths.groupby("week_on").time_on_task_min
    n_sessions, medians = lengths.size().to_dict(), lengths.median().to_dict()
    weeks = []
    for week_on in mondays_between(min(starts), as_of):
        sunday = week_on + timedelta(days=DAYS_PER_WEEK - 1)
        own, is_running = by_domain.get(week_on, {}), sunday > as_of
        n_planned = sum(week_on <= day <= sunday for day in log.planned) or None
        if n_planned is None and plan and plan.rest_weekdays:
            n_planned = len(study_days(plan, week_on, sunday))
        weeks.append(
            WeekHours(
                week_on=week_on,
                hours=sum(own.values()),
                hours_outside_plan=outside.get(week_on, 0.0),
                n_sessions=n_sessions.get(week_on, 0),
                n_days=n_days.get(week_on, 0),
                n_planned_days=n_planned,
                median_session_min=medians.get(week_on),
                by_activity=in_activity_order(by_activity.get(week_on, {})),
                by_domain=own,
                band=planned_hours(plan, week_on, sunday),
                is_running=is_running,
                is_whole=n_days_in_plan(plan, week_on, sunday) == DAYS_PER_WEEK and not is_running,
            )
        )
    return tuple(_with_consistency(weeks))


def in_plan(time: pd.DataFrame, plan: StudyPlan | None) -> pd.Series:
    """Return a mask of the rows on days that the plan covers up to its exam day."""
    return pd.Series([n_days_in_plan(plan, day, day) == 1 for day in time.day], index=time.index, dtype=bool)


def in_activity_order(hours: Mapping[str, float]) -> dict[Activity, float]:
    """Return hours by activity in the enum's order."""
    return {activity: float(hours[activity]) for activity in Activity if activity in hours}


def hours_by_week(time: pd.DataFrame, column: str) -> Mapping[date, Mapping[str, float]]:
    """Return the hours of each week, by its Monday and the values of a column."""
    weeks: dict[date, dict[str, float]] = {}
    sums = time.groupby(["week_on", column], as_index=False).hours.sum()
    for week_on, name, hours in zip(sums.week_on, sums[column], sums.hours, strict=True):
        weeks.setdefault(week_on, {})[name] = float(hours)
    return weeks


def _with_consistency(weeks: Iterable[WeekHours]) -> Iterator[WeekHours]:
    """Add the smoothed share of the plan that was kept, to weeks of the plan that are over."""
    keep = 0.5 ** (1 / CONSISTENCY_HALF_LIFE_WEEKS)
    done, possible = 0.0, 0.0
    for week in weeks:
        if week.band is None or week.is_running:
            yield week
        else:
            kept, planned = week.hours_in_plan, week.band.low
            if week.n_planned_days is not None:
                kept, planned = week.n_days, week.n_planned_days
            done = keep * done + (min(1.0, kept / planned) if planned else 1.0)
            possible = keep * possible + 1
            yield replace(week, consistency=done / possible)


def last_reported_day(candidate: FittedCandidate, time: pd.DataFrame) -> date:
    """Return today or, once the exam is passed or closed, the exam day or the last study day, the later of both."""
    passed_on, plan, as_of = candidate.attempts.passed_on, candidate.plan, candidate.as_of
    is_closed = candidate.is_closed and len(time) > 0
    if not (passed_on or is_closed) or n_days_in_plan(plan, as_of, as_of):
        return as_of
    days: list[date] = [passed_on or (plan and plan.exam_on) or date.min, *time.day]
    return max(days)


def daily_hours(candidate: FittedCandidate, time: pd.DataFrame, until: date) -> tuple[DayHours, ...]:
    """Return whole weeks, from the plan's start or the first session to `until` and to the exam day."""
    plan = candidate.plan
    starts, ends = [until, *time.day], [until]
    if plan is not None:
        starts.append(plan.starts_on)
        ends.append(plan.exam_on or until)
    first = monday_of(max(min(starts), until - CALENDAR_REACH))
    last = monday_of(min(max(ends), until + CALENDAR_REACH)) + timedelta(days=DAYS_PER_WEEK - 1)
    hours = time.groupby("day").hours.sum()
    exams = {exam.day for exam in practice_results(candidate.evidence)}
    return tuple(
        DayHours(
            day=day,
            hours=float(hours.get(day, 0.0)),
            has_practice_exam=day in exams,
            is_rest=plan is not None and n_days_in_plan(plan, day, day) == 1 and is_rest_day(plan, day),
        )
        for day in days_between(first, last)
    )


@dataclass(frozen=True, slots=True)
class WeeksAfter:
    """The median hours of some weeks."""

    n_weeks: int
    hours: float


@dataclass(frozen=True, slots=True)
class AfterLowHourWeeks:
    """Weeks after low-hour weeks compared with weeks after the others, as medians.

    Only whole weeks of the plan that are over count. `low_hour_weeks` have the week after each, None if that does not
    count. The chances are probabilities that a random choice of weeks is as low; None with too few weeks.
    """

    low_hour_weeks: tuple[tuple[WeekHours, WeekHours | None], ...]
    after_others: WeeksAfter | None
    hours_chance: float | None
    length_chance: float | None

    @property
    def has_enough_weeks(self) -> bool:
        """Whether there were enough weeks to compare."""
        return self.hours_chance is not None


def is_significant(chance: float | None) -> bool:
    """Whether less followed than chance alone explains."""
    return chance is not None and chance <= SIGNIFICANCE_LEVEL


def after_low_hour_weeks(weeks: Sequence[WeekHours]) -> AfterLowHourWeeks:
    """Compare the weeks after low-hour weeks with the weeks after others."""
    pairs = [(week, then) for week, then in pairwise(weeks) if week.is_whole and then.is_whole]
    after_low = [then for week, then in pairs if week.is_low_hour]
    after_others = [then for week, then in pairs if not week.is_low_hour]
    following = {week.week_on: then for week, then in pairs}
    return AfterLowHourWeeks(
        tuple((week, following.get(week.week_on)) for week in weeks if week.is_low_hour),
        WeeksAfter(len(after_others), median(week.hours for week in after_others)) if after_others else None,
        _chance([week.hours for week in after_low], [week.hours for week in after_others]),
        _chance(_lengths(after_low), _lengths(after_others)),
    )


def _lengths(weeks: Sequence[WeekHours]) -> list[float]:
    return [week.median_session_min for week in weeks if week.median_session_min is not None]


def _chance(after_low: Sequence[float], after_others: Sequence[float]) -> float | None:
    if len(after_low) < MIN_LOW_HOUR_WEEKS or not after_others:
        return None
    return rank_sum_p_value(after_low, after_others)
