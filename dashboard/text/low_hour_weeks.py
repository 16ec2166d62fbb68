"""Texts on low-hour weeks and the weeks after them."""

from analytics.reports.study.hours import HoursReport
from analytics.reports.study.low_hour_weeks import MIN_LOW_HOUR_WEEKS, LowHourWeek, WeeksAfter
from analytics.reports.study.weekly_hours import LOW_HOUR_SHARE
from dashboard import formatting
from dashboard.text import common

TITLE = "Low-hour weeks, and what followed"
LOW_HOUR_PART = formatting.part(LOW_HOUR_SHARE)
N_WEEKS_SHOWN = 5
"""More would be a long list; earlier weeks are counted."""


def week_by_week(report: HoursReport) -> list[str]:
    low = report.after_low_hour.low_hour_weeks
    earlier = formatting.counted(len(low) - N_WEEKS_SHOWN, "earlier week is", "earlier weeks are")
    weeks = [_week_and_next(week) for week in low[-N_WEEKS_SHOWN:]]
    return [*weeks, f"{earlier} not listed."] if len(low) > N_WEEKS_SHOWN else weeks


def _week_and_next(low: LowHourWeek) -> str:
    week = f"The week of {formatting.monday(low.week.week_on)} had {formatting.hours(low.week.hours)}."
    if low.then is None:
        return f"{week} The next week is not over yet, or not in the plan."
    then = low.then
    if not then.hours:
        return f"{week} Nothing was logged the week after."
    return f"{week} The next week had {_pace(then.hours, then.n_sessions, then.median_session_min)}."


def compared(report: HoursReport) -> str:
    after = report.after_low_hour
    if report.audit.weekly_hours is None:
        return common.NO_PLAN
    if not after.low_hour_weeks:
        return f"No full week of the plan had less than {LOW_HOUR_PART} of its minimum hours."
    others = _after_others(after.after_others)
    if not after.is_enough:
        return (
            f"{others}Too early to tell what a low-hour week costs you: you need "
            f"{formatting.spelled(MIN_LOW_HOUR_WEEKS)} of them, each with a full week after it, and other weeks to "
            "compare with."
        )
    tested = {"fewer hours": after.has_fewer_hours, "shorter sessions": after.has_shorter_sessions}
    lower = [name for name, is_lower in tested.items() if is_lower]
    if not lower:
        return f"{others}The weeks after low-hour weeks were about the same."
    return f"{others}The weeks after low-hour weeks had {formatting.joined(lower)}, more than chance explains."


def _after_others(after: WeeksAfter | None) -> str:
    if after is None:
        return ""
    pace, weeks = _pace(after.hours, after.n_sessions, after.session_min), formatting.counted(after.n_weeks, "week")
    return f"Other weeks were followed by {pace} (median of {weeks}). "


def _pace(hours: float, n_sessions: float, session_min: float | None) -> str:
    """Hours without sessions are hours of card reviews."""
    if not n_sessions:
        return formatting.hours(hours)
    length = f" with a median of {formatting.minutes(session_min)}" if session_min is not None else ""
    return f"{formatting.hours(hours)} in {formatting.counted(n_sessions, 'session')}{length}"
