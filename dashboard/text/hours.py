"""The sentences of the hours against the plan."""

from enum import StrEnum

from analytics.records import Activity
from analytics.reports.gap_audit import Basis
from analytics.reports.hours import RECENT_DAYS, ActivityHours, DomainHours, HoursReport
from analytics.reports.study_weeks import CONSISTENCY_HALF_LIFE_WEEKS, THIN_PART_OF_PLAN, WeekHours, WeekState
from analytics.reports.thin_weeks import LUCK, MIN_THIN_WEEKS, ThinWeek, WeeksAfter
from dashboard import formatting
from dashboard.text import common


class Stack(StrEnum):
    """By what the bars of the weeks are divided."""

    ACTIVITY = "by activity"
    DOMAIN = "by domain"


WEEKS_TITLE = "How many hours went into each week?"
WEEKS_ALT = (
    "Hours of each week as bars divided by activity or by domain, before the plan's band. "
    "The same numbers stand in the table below the charts."
)
STACK_LABEL = "Divide the bars"
HOURS_AXIS = "Hours"
PLAN = "plan"
THIN = "thin"
RUNNING = "so far"
NO_DOMAIN = "no domain named"
DOMAINS_TAB = "Where they went"
DOMAINS_ALT = (
    "For each domain the hours of the last four weeks as a dot, and the hours that its part of the gaps asks as a "
    "range. The same numbers stand in the table below."
)
DOMAINS_AXIS = "Hours in four weeks"
SPENT, DESERVED, IN_ALL = "Hours spent in four weeks", "Hours its gap asks", "Hours in all"
CUMULATIVE_TAB = "In all"
CUMULATIVE_ALT = (
    "Hours added up since the plan's start, before the band that the plan asks up to the exam day."
)
CUMULATIVE_AXIS = "Hours in all"
CONSISTENCY_TAB = "Consistency"
CONSISTENCY_ALT = "The part of the plan's lower end that was done, smoothed over weeks, in percent."
CONSISTENCY_AXIS = "Of the plan's lower end (%)"
MIX_TAB = "Kinds of work"
DOMAIN, ACTIVITY, SHARE, PLANNED = "Domain", "Kind of work", "Part of all hours", "Part in the plan"
WEEK, HOURS, ASKED, SESSIONS, LENGTH = "Week of", "Hours", "Plan", "Sessions", "Median session"
TABLE_TITLE = "The weeks as a table"
THIN_TITLE = "Thin weeks, and what followed"
NEXT_TITLE = "What to do"
NOT_PLANNED = "outside the plan"
NO_SESSIONS = (
    "No study session has been logged yet. With the first ones this page shows the hours of each week, "
    "and whether they went where the gaps are."
)
NO_PLAN = "There is no plan to compare with: import a study plan with its hours a week to see its band here."
NO_CONSISTENCY = "Too little data: consistency needs a plan and one week of it that is over."
NO_CUMULATIVE = "Too little data: no hours fall within the plan yet."
SHOWN_THIN_WEEKS = 5
"""Thin weeks that are told one by one; earlier ones are counted."""

_PARTS = (
    (0.1, "a tenth"),
    (0.25, "a quarter"),
    (1 / 3, "a third"),
    (0.5, "half"),
    (2 / 3, "two thirds"),
    (0.75, "three quarters"),
)


def answer(report: HoursReport) -> str:
    """Say the hours of four weeks against the plan, and which domain they left short."""
    if not report.hours:
        return f"{NO_SESSIONS} {_asked(report)}".strip()
    spent = formatting.hours(report.hours_last_four_weeks)
    asked = report.asked_last_four_weeks
    if asked is None:
        return f"{spent} in the last four weeks. {shortest(report)}"
    if report.hours_last_four_weeks < asked[0]:
        return f"{spent} of {formatting.hours(asked[0])} in the last four weeks. {shortest(report)}"
    where = "above" if report.hours_last_four_weeks > asked[1] else "within"
    return f"{spent} in the last four weeks, {where} the plan's {formatting.hours_range(*asked)}. {shortest(report)}"


def _asked(report: HoursReport) -> str:
    return f"The plan asks {formatting.hours_range(*report.band)} a week." if report.band else ""


def shortest(report: HoursReport) -> str:
    """Name the domain that had the least of what its gap asks, where that is beyond its range."""
    if report.hours_last_four_weeks == report.hours_last_four_weeks_without_domain:
        return "None of them names a domain, so whether they went where the gaps are cannot be told."
    if report.audit.basis is Basis.NOTHING:
        return "Whether they went where the gaps are cannot be told before a self-rating or a practice exam."
    domain = report.shortest_domain
    if domain is None:
        return "They went about where the gaps are, as far as the gaps are known."
    return f"{formatting.literal(domain.name)} had {part(domain)} of what its gap asks."


def part(domain: DomainHours) -> str:
    """Say in words which part of the deserved hours a domain had."""
    share = domain.hours / domain.deserved_hours.value
    if share < _PARTS[0][0] / 2:
        return "next to nothing" if domain.hours else "nothing"
    return min(_PARTS, key=lambda known: abs(known[0] - share))[1]


def coverage(report: HoursReport) -> str:
    """Say what the comparison with the plan leaves out."""
    if report.band is None:
        return NO_PLAN
    sentences = []
    if report.planned_days_last_four_weeks < RECENT_DAYS:
        sentences.append(
            f"The plan covers {report.planned_days_last_four_weeks} of these {RECENT_DAYS} days."
        )
    if report.hours_before_plan:
        sentences.append(f"{formatting.hours(report.hours_before_plan)} were logged before the plan starts.")
    return " ".join(sentences)


def without_domain(report: HoursReport) -> str:
    """Say how many of the recent hours cannot be compared with the gaps, and what the range is."""
    hours = report.hours_last_four_weeks_without_domain
    left_out = f" {formatting.hours(hours)} that name no domain of the exam are left out." if hours else ""
    return (
        f"The dot is what was spent, the bar what the gap asks: its range holds in "
        f"{100 * report.domains[0].deserved_hours.level:.0f} of 100 cases.{left_out}"
    )


def week_hover(week: WeekHours) -> str:
    """Say one week in a line."""
    asked = f", plan {formatting.hours_range(*week.band)}" if week.band else ""
    return f"week of {formatting.day(week.week_on)}: {formatting.hours(week.hours)}{asked}"


def week_label(week: WeekHours) -> str:
    """Mark a week that is thin or still running."""
    if week.state is WeekState.RUNNING:
        return RUNNING
    return THIN if week.is_thin else ""


def week_row(week: WeekHours) -> dict[str, str]:
    """Write one row of the weeks."""
    return {
        WEEK: formatting.day(week.week_on),
        HOURS: formatting.hours(week.hours),
        ASKED: formatting.hours_range(*week.band) if week.band else NOT_PLANNED,
        SESSIONS: str(week.n_sessions),
        LENGTH: _minutes(week.median_session_min),
    }


def domain_row(domain: DomainHours) -> dict[str, str]:
    """Write one row of the domains."""
    deserved = domain.deserved_hours
    return {
        DOMAIN: formatting.literal(domain.name),
        SPENT: formatting.hours(domain.hours),
        DESERVED: f"{formatting.hours(deserved.value)} ({formatting.hours_range(deserved.low, deserved.high)})",
        IN_ALL: formatting.hours(domain.hours_in_all),
    }


def activity_row(activity: ActivityHours) -> dict[str, str]:
    """Write one row of the activities."""
    planned = activity.planned_share
    return {
        ACTIVITY: common.ACTIVITIES[activity.activity],
        HOURS: formatting.hours(activity.hours),
        SHARE: formatting.percent(activity.share),
        PLANNED: "not planned" if not planned else formatting.percent(planned),
    }


def in_all(report: HoursReport) -> str:
    """Say the hours in all, and what the plan asks up to its end."""
    if not report.cumulative:
        return NO_CUMULATIVE
    last = report.cumulative[-1]
    so_far = f"{formatting.hours(last.hours)} by {formatting.day(last.day)}."
    if not report.cumulative_band:
        return so_far
    end = report.cumulative_band[-1]
    return f"{so_far} The plan asks {formatting.hours_range(end.low, end.high)} by {formatting.day(end.day)}."


def activity_name(activity: Activity) -> str:
    """Name an activity on a chart."""
    return common.ACTIVITIES[activity]


def consistency(report: HoursReport) -> str:
    """Say how much of the plan is kept, smoothed."""
    if report.consistency is None:
        return NO_CONSISTENCY
    return (
        f"Of late you have done {formatting.percent(report.consistency)} of the plan's lower end. Weeks count half "
        f"as much after {CONSISTENCY_HALF_LIFE_WEEKS:g} weeks, and more than was asked does not make up for less."
    )


def thin_weeks(report: HoursReport) -> list[str]:
    """Tell the latest thin weeks one by one, with what followed."""
    thin = report.after_thin.thin_weeks
    n_earlier = len(thin) - SHOWN_THIN_WEEKS
    earlier = [f"{n_earlier} earlier ones are not listed."] if n_earlier > 0 else []
    return [*(_thin_week(week) for week in thin[-SHOWN_THIN_WEEKS:]), *earlier]


def _thin_week(thin: ThinWeek) -> str:
    week = f"The week of {formatting.day(thin.week.week_on)} had {formatting.hours(thin.week.hours)}."
    if thin.then is None:
        return f"{week} The week after it is not over, or is not in the plan."
    then = thin.then
    if not then.n_sessions:
        return f"{week} In the week after it nothing was logged."
    return f"{week} The week after it had {_pace(then.hours, then.n_sessions, then.median_session_min)}."


def after_thin(report: HoursReport) -> str:
    """Say what followed thin weeks, compared with what followed others."""
    after = report.after_thin
    if report.band is None:
        return f"Which weeks were thin cannot be told. {NO_PLAN}"
    if not after.thin_weeks:
        return f"No whole week of the plan had less than {_thin_part()} of its lower end."
    others = _after_others(after.after_others)
    if not after.is_enough:
        return (
            f"{others}Too little data to say what a thin week costs you: that takes at least {MIN_THIN_WEEKS} thin "
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
    weeks = "1 week" if after.n_weeks == 1 else f"{after.n_weeks} weeks"
    return f"After other weeks there were {_pace(after.hours, after.n_sessions, after.session_min)} (median of {weeks}). "


def _pace(hours: float, n_sessions: float, session_min: float | None) -> str:
    length = f" with a median of {_minutes(session_min)}" if session_min is not None else ""
    sessions = "1 session" if n_sessions == 1 else f"{n_sessions:g} sessions"
    return f"{formatting.hours(hours)} in {sessions}{length}"


def _minutes(minutes: float | None) -> str:
    return "none" if minutes is None else f"{minutes:.0f} min"


def _thin_part() -> str:
    return min(_PARTS, key=lambda known: abs(known[0] - THIN_PART_OF_PLAN))[1]


def next_step(report: HoursReport) -> str:
    """Say where the next hours should go."""
    domain = report.shortest_domain
    if report.audit.basis is Basis.NOTHING:
        return "Rate yourself by domain, or sit a first practice exam: then the hours can be set beside the gaps."
    if domain is None:
        return "Nothing in the hours asks for a change; keep to the split that the gap audit proposes."
    lacking = formatting.hours(domain.deserved_hours.value - domain.hours)
    return (
        f"Give the next hours to {formatting.literal(domain.name)}: about {lacking} would bring it to what its gap "
        "asks of the last four weeks."
    )


def inputs(report: HoursReport) -> list[tuple[str, str]]:
    """List what the page was worked out from."""
    band = report.band
    return [
        ("Known until", formatting.full_day(report.as_of)),
        ("Plan's hours a week", formatting.hours_range(*band) if band else "no plan"),
        ("Hours in all", formatting.hours(report.hours)),
        ("Sessions", str(sum(week.n_sessions for week in report.weeks))),
        ("Hours of the last four weeks", formatting.hours(report.hours_last_four_weeks)),
        (
            "of them without a domain of the exam",
            formatting.hours(report.hours_last_four_weeks_without_domain),
        ),
        ("Days of the plan in them", str(report.planned_days_last_four_weeks)),
        ("Questions that the gaps rest on", str(report.audit.n_items)),
    ]


METHOD = (
    "Weeks begin on Monday, in your zone. Where the plan begins or the exam falls within a week, the plan's hours of "
    "that week go with its days in the plan. The running week is not judged.\n\n"
    "What a gap asks: the hours with a domain of the last four weeks, split in proportion to the questions that each "
    "domain is expected to lose, as in the gap audit. The range is that of the domain's own gap. A domain is named "
    "short only where it had less than the low end of the range.\n\n"
    "Consistency: for each week of the plan that is over, the part of the plan's lower end that was done, at most all "
    f"of it; then the mean, in which a week counts half as much after {CONSISTENCY_HALF_LIFE_WEEKS:g} weeks. There "
    "is no streak to lose.\n\n"
    f"A week is thin with less than {_thin_part()} of the plan's lower end. What followed is compared by rank with "
    f"what followed other weeks; a difference is called one only where chance gives as much in at most "
    f"{100 * LUCK:.0f} of 100 cases."
)
