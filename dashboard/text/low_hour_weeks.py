"""Texts on low-hour weeks and the weeks after them."""

from analytics.reports.study.hours import HoursReport
from analytics.reports.study.low_hour_weeks import MIN_LOW_HOUR_WEEKS, LowHourWeek, WeeksAfter
from analytics.reports.study.weekly_hours import LOW_HOUR_SHARE
from dashboard import formatting
from dashboard.text import common

TITLE = "Thin weeks, and what followed"
LOW_HOUR_PART = formatting.part(LOW_HOUR_SHARE)
N_WEEKS_SHOWN = 5
"""More would be a long list; earlier weeks are counted."""


def week_by_week(report: HoursReport) -> list[str]:
    low = report.after_low_hour.low_hour_weeks
    n_earlier = len(low) - N_WEEKS_SHOWN
    earlier = (
        [f"{formatting.counted(n_earlier, 'earlier one is', 'earlier ones are')} not listed."] if n_earlier > 0 else []
    )
    return [*(_week_and_next(week) for week in low[-N_WEEKS_SHOWN:]), *earlier]


def _week_and_next(low: LowHourWeek) -> str:
    week = f"The week of {formatting.monday(low.week.week_on)} had {formatting.hours(low.week.hours)}."
    if low.then is None:
        return f"{week} The week after it is not over, or is not in the plan."
    then = low.then
    if not then.hours:
        return f"{week} In the week after it nothing was logged."
    return f"{week} The week after it had {_pace(then.hours, then.n_sessions, then.median_session_min)}."


def compared(report: HoursReport) -> str:
    after = report.after_low_hour
    if report.band is None:
        return f"Which weeks were thin cannot be told. {common.NO_PLAN}"
    if not after.low_hour_weeks:
        return f"No whole week of the plan had less than {LOW_HOUR_PART} of its lower end."
    others = _after_others(after.after_others)
    if not after.is_enough:
        return (
            f"{others}Too little data to say what a thin week costs you: that takes at least {MIN_LOW_HOUR_WEEKS} thin "
            "weeks with a week after them, and others to compare with."
        ).strip()
    lower = [
        *(["fewer hours"] if after.has_fewer_hours else []),
        *(["shorter sessions"] if after.has_shorter_sessions else []),
    ]
    if not lower:
        return f"{others}Thin weeks were not followed by weeks that differ from these by more than chance."
    return f"{others}Thin weeks were followed by {formatting.joined(lower)}, by more than chance would give."


def _after_others(after: WeeksAfter | None) -> str:
    if after is None:
        return ""
    weeks = formatting.counted(after.n_weeks, "week")
    return (
        f"After other weeks there were {_pace(after.hours, after.n_sessions, after.session_min)} (median of {weeks}). "
    )


def _pace(hours: float, n_sessions: float, session_min: float | None) -> str:
    """Hours without sessions are hours of card reviews."""
    if not n_sessions:
        return formatting.hours(hours)
    length = f" with a median of {formatting.minutes(session_min)}" if session_min is not None else ""
    return f"{formatting.hours(hours)} in {formatting.counted(n_sessions, 'session')}{length}"
