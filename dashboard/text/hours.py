"""Texts of the hours page."""

from collections.abc import Sequence
from enum import StrEnum

from analytics.clock import RECENT_DAYS
from analytics.reports.planning.expected_losses import GapBasis
from analytics.reports.study.hours import ActivityHours, DomainHours, HoursReport
from analytics.reports.study.low_hour_weeks import SIGNIFICANCE_LEVEL
from analytics.reports.study.weekly_hours import CONSISTENCY_HALF_LIFE_WEEKS, WeekHours, WeekState
from dashboard import formatting
from dashboard.text import common, method_inputs
from dashboard.text import low_hour_weeks as low_hour_text
from dashboard.text import study_next as next_text
from dashboard.text.shapes import ChartText, Column, method


class Stack(StrEnum):
    """How the weekly bars are divided."""

    ACTIVITY = "by activity"
    DOMAIN = "by domain"


STACKS = tuple(Stack)


WEEKS = ChartText(
    title="How many hours went into each week?",
    alt=(
        "Hours of each week as bars divided by activity or by domain, before the plan's band. The same numbers stand "
        "in the table below the charts."
    ),
    y_axis="Hours",
)
STACK_LABEL = "Divide the bars"
PLAN = "plan"
LOW_HOURS = "thin"
RUNNING = "so far"
DOMAINS = ChartText(
    title="Where they went",
    alt=(
        "For each domain the hours of the last four weeks as a dot, and the hours that its part of the gaps asks as a"
        " range. The same numbers stand in the table below."
    ),
    x_axis="Hours in four weeks",
)
IN_ALL = "Hours in all"
CUMULATIVE = ChartText(
    title="In all",
    alt="Hours added up since the plan's start, before the band that the plan asks up to the exam day.",
    y_axis=IN_ALL,
)
CONSISTENCY = ChartText(
    title="Consistency",
    alt="The part of the plan that was kept, smoothed over weeks, in percent.",
    y_axis="Kept of the plan (%)",
)
MIX_TAB = "Kinds of work"
TABLE_TITLE = "The weeks as a table"
NO_SESSIONS = (
    "No study session has been logged yet. With the first ones this page shows the hours of each week, "
    "and whether they went where the gaps are."
)
EMPTY_STEPS = (
    "Type in each session with its minutes, its activity and its domain, or bring in the file of your timer.",
    "With a plan, the hours of each week stand against what it asks.",
)
NO_CONSISTENCY = "Too little data: consistency needs a plan and one week of it that is over."
NO_CUMULATIVE = "Too little data: no hours fall within the plan yet."


def answer(report: HoursReport) -> str:
    if not report.hours:
        return f"{NO_SESSIONS} {common.plan_hours(report.band)}".strip()
    spent = formatting.hours(report.hours_last_four_weeks)
    planned, state = report.planned_hours_last_four_weeks, report.state_last_four_weeks
    if planned is None:
        return f"{spent} in the last four weeks. {shortest(report)}"
    if report.is_plan_new:
        days = formatting.counted(report.planned_days_last_four_weeks, "day")
        return f"{spent} in the last four weeks. The plan covers {days} of them, too few to compare. {shortest(report)}"
    spent, when = formatting.hours(report.hours_in_plan_last_four_weeks), _compared_days(report)
    if state is WeekState.BELOW:
        return f"{spent} of {formatting.hours(planned[0])} {when}. {shortest(report)}"
    where = "above" if state is WeekState.ABOVE else "within"
    return f"{spent} {when}, {where} the plan's {formatting.hours.between(*planned)}. {shortest(report)}"


def _compared_days(report: HoursReport) -> str:
    days = formatting.counted(report.planned_days_last_four_weeks, "day")
    is_whole = report.planned_days_last_four_weeks == RECENT_DAYS
    return "in the last four weeks" if is_whole else f"on the {days} of the last four weeks that the plan covers"


def shortest(report: HoursReport) -> str:
    if not any(domain.hours for domain in report.domains):
        return "None of them names a domain, so whether they went where the gaps are cannot be told."
    if report.audit.basis is GapBasis.NOTHING:
        return "Whether they went where the gaps are cannot be told before a self-rating or a practice exam."
    domain = report.shortest_domain
    if domain is None:
        return "They went about where the gaps are, as far as the gaps are known."
    return f"{formatting.literal(domain.name)} had {part(domain)} of what its gap asks."


def part(domain: DomainHours) -> str:
    return formatting.part(domain.hours / domain.recommended_hours.value) if domain.hours else "nothing"


def coverage(report: HoursReport) -> str:
    if report.band is None:
        return common.NO_PLAN
    sentences = []
    if report.planned_days_last_four_weeks < RECENT_DAYS:
        sentences.append(f"The plan covers {report.planned_days_last_four_weeks} of these {RECENT_DAYS} days.")
    if report.hours_before_plan:
        logged = formatting.hours.counted(report.hours_before_plan, "was", "were")
        sentences.append(f"{logged} logged before the plan starts.")
    return " ".join(sentences)


def without_domain(report: HoursReport) -> str:
    hours = report.hours_last_four_weeks_without_domain
    left_out = f" {formatting.hours.counted(hours, 'is', 'are')} left out, with no domain of the exam." if hours else ""
    return (
        f"The dot is what was spent, the bar what the gap asks: its range holds in "
        f"{common.cases(report.domains[0].recommended_hours)}.{left_out}"
    )


def spent_hover(domain: DomainHours) -> str:
    return f"{domain.name}: {domain.hours:.1f} h spent"


def recommended_hover(domain: DomainHours) -> str:
    return f"{domain.name}: its gap asks {domain.recommended_hours.value:.1f} h"


def week_hover(week: WeekHours) -> str:
    planned = f", plan {formatting.hours.between(*week.band)}" if week.band else ""
    return f"week of {formatting.monday(week.week_on)}: {week_hours(week)}{planned}"


def week_hours(week: WeekHours) -> str:
    hours, in_plan = formatting.hours(week.hours), formatting.hours(week.hours_in_plan)
    return hours if week.band is None or in_plan == hours else f"{hours}, {in_plan} of them in the plan"


def week_label(week: WeekHours) -> str:
    if week.state is WeekState.RUNNING:
        return RUNNING
    return LOW_HOURS if week.is_low_hour else ""


WEEK_COLUMNS: Sequence[Column[WeekHours]] = (
    Column("Week of", lambda week: formatting.monday(week.week_on)),
    Column("Hours", week_hours),
    Column("Plan", lambda week: formatting.hours.between(*week.band) if week.band else "outside the plan"),
    Column("Days with study", lambda w: f"{w.n_days}{'' if w.n_slots is None else f' of {w.n_slots} planned'}"),
    Column("Sessions", lambda week: str(week.n_sessions)),
    Column(
        "Median session",
        lambda week: formatting.minutes(week.median_session_min) if week.median_session_min is not None else "none",
    ),
)


DOMAIN_COLUMNS: Sequence[Column[DomainHours]] = (
    Column("Domain", lambda domain: formatting.literal(domain.name)),
    Column("Hours spent in four weeks", lambda domain: formatting.hours(domain.hours)),
    Column("Hours its gap asks", lambda domain: formatting.hours.with_range(domain.recommended_hours)),
    Column(IN_ALL, lambda domain: formatting.hours(domain.hours_in_all)),
)


ACTIVITY_COLUMNS: Sequence[Column[ActivityHours]] = (
    Column("Kind of work", lambda row: common.ACTIVITIES[row.activity]),
    Column("Hours", lambda row: formatting.hours(row.hours)),
    Column("Part of all hours", lambda row: formatting.counted_percent(row.share)),
    Column(
        "Part in the plan", lambda row: formatting.percent(row.planned_share) if row.planned_share else "not planned"
    ),
)


def in_all(report: HoursReport) -> str:
    if not report.cumulative:
        return NO_CUMULATIVE
    last = report.cumulative[-1]
    so_far = f"{formatting.hours(last.hours)} by {formatting.day(last.day)}."
    if not report.cumulative_band:
        return so_far
    end = report.cumulative_band[-1]
    return f"{so_far} The plan asks {formatting.hours.between(end.low, end.high)} by {formatting.day(end.day)}."


def consistency(report: HoursReport) -> str:
    if report.consistency is None:
        return NO_CONSISTENCY
    done = formatting.counted_percent(report.consistency)
    fading = f"Weeks count half as much after {CONSISTENCY_HALF_LIFE_WEEKS:g} weeks, and"
    if report.last_judged is None or report.last_judged.n_slots is None:
        return (
            f"Of late you have done {done} of the plan's lower end. {fading} more than was asked does not make up for "
            "less. The plan names no rest days; name them under Plan and exam, and kept days are counted instead."
        )
    return (
        f"Of late you have studied on {done} of the days that you had planned. {fading} a rest day costs nothing; a "
        "session that moved to another day of its week counts."
    )


def next_step(report: HoursReport) -> str:
    return next_text.sentence(report.audit.study_next, {domain.domain_id: domain.name for domain in report.domains})


def inputs(report: HoursReport) -> list[tuple[str, str]]:
    band = report.band
    return [
        method_inputs.known_until(report.as_of),
        ("Plan's hours a week", formatting.hours.between(*band) if band else "no plan"),
        (IN_ALL, formatting.hours(report.hours)),
        ("Sessions", str(sum(week.n_sessions for week in report.weeks))),
        ("Hours of the last four weeks", formatting.hours(report.hours_last_four_weeks)),
        (
            "of them without a domain of the exam",
            formatting.hours(report.hours_last_four_weeks_without_domain),
        ),
        ("Days of the plan in them", str(report.planned_days_last_four_weeks)),
        ("Questions that the gaps rest on", str(report.audit.n_items)),
    ]


METHOD = method(
    "hours",
    half_life=f"{CONSISTENCY_HALF_LIFE_WEEKS:g}",
    low_hour_part=low_hour_text.LOW_HOUR_PART,
    luck=common.of_100_cases(SIGNIFICANCE_LEVEL),
)
