"""Texts of study hours against the plan, and of low-hour weeks."""

from datetime import timedelta
from enum import StrEnum

from analytics.clock import RECENT_DAYS
from analytics.reports.planning.expected_losses import GapBasis
from analytics.reports.planning.study_next import StudyReason
from analytics.reports.study.hours import ActivityHours, DomainHours, HoursReport
from analytics.reports.study.weekly_hours import (
    CONSISTENCY_HALF_LIFE_WEEKS,
    LOW_HOUR_SHARE,
    MIN_LOW_HOUR_WEEKS,
    SIGNIFICANCE_LEVEL,
    DayHours,
    WeekHours,
    is_significant,
)
from dashboard import formatting
from dashboard.text import common, method_inputs, names
from dashboard.text import study_next as next_text
from dashboard.text.shapes import Columns, chart, first_steps, method, paragraph

LOW_HOUR_TITLE = "Low-hour weeks, and what followed"
LOW_HOUR_PART = formatting.part(LOW_HOUR_SHARE)
N_WEEKS_SHOWN = 5
NOTHING_LOGGED, FIRST_STEP = "No study time logged yet", "Make a plan or add your first session."


class Stack(StrEnum):
    """How the weekly bars are divided."""

    ACTIVITY = "By activity"
    DOMAIN = "By domain"


WEEKS = chart("hours_weeks")
STACK_LABEL = "Group the bars"
PLAN, LOW_HOURS, RUNNING = "plan", "low", "so far"
DAYS = chart("hours_days")
DAY_STEPS = ("none", "up to 1 h", "up to 2 h", "up to 3 h", "over 3 h")
PRACTICE_EXAM, REST_DAY = "practice exam", "rest day"
DOMAINS = chart("hours_domains")
CUMULATIVE = chart("hours_cumulative")
CONSISTENCY = chart("hours_consistency")
ACTIVITIES_TITLE = "Activities"
EMPTY_STEPS = first_steps("hours")


def fit_to_gaps(report: HoursReport) -> str:
    if not report.audit.recent_hours or report.audit.has_ended:
        return ""
    if not report.has_recent_domains:
        return "None of your hours in the last four weeks have a domain, so they cannot be compared with your gaps."
    if report.audit.basis is GapBasis.NOTHING:
        return "Rate yourself or take a practice exam to see whether your hours fit your gaps."
    domain = report.furthest_behind
    if domain is None:
        return "In the last four weeks, your hours were in line with your gaps."
    name, recommended = formatting.literal(domain.name), domain.recommended_hours.value
    part = formatting.part(domain.hours / recommended) if domain.hours else "none"
    return f"In the last four weeks, {name} had {part} of its recommended {formatting.hours(recommended)}."


def no_plan(report: HoursReport) -> str:
    return common.NO_PLAN if report.audit.weekly_hours is None and not report.audit.has_ended else ""


def week_hover(week: WeekHours) -> str:
    planned = f", plan {formatting.hours.between(*week.band)}" if week.band else ""
    return f"Week of {formatting.monday(week.week_on)}: {week_hours(week)}{planned}"


def day_hover(day: DayHours) -> str:
    marks = {PRACTICE_EXAM: day.has_practice_exam, REST_DAY: day.is_rest}
    named = [mark for mark, is_set in marks.items() if is_set]
    return ", ".join([f"{formatting.day(day.day)}: {formatting.hours(day.hours)}", *named])


def week_hours(week: WeekHours) -> str:
    hours, in_plan = formatting.hours(week.hours), formatting.hours(week.hours_in_plan)
    return hours if week.band is None or in_plan == hours else f"{hours} ({in_plan} in the plan)"


def week_label(week: WeekHours, *, has_ended: bool) -> str:
    """Return the mark on a week's bar; no week is running once study is over."""
    if week.is_running:
        return "" if has_ended else RUNNING
    return LOW_HOURS if week.is_low_hour else ""


WEEK_COLUMNS: Columns[WeekHours] = {
    "Week of": lambda week: formatting.monday(week.week_on),
    "Hours": week_hours,
    "Plan": lambda week: formatting.hours.between(*week.band) if week.band else "no plan",
    "Study days": lambda w: f"{w.n_days}{f' ({w.n_planned_days} planned)' if w.n_planned_days else ''}",
    "Sessions": lambda week: str(week.n_sessions),
    "Median session": lambda week: (
        formatting.minutes(week.median_session_min) if week.median_session_min is not None else "none"
    ),
}


def domain(domain: DomainHours) -> str:
    spent, total = formatting.hours(domain.hours), formatting.hours(domain.total_hours)
    recommended = formatting.hours.with_range(domain.recommended_hours)
    return f"**{formatting.literal(domain.name)}**: {spent} spent, {recommended} recommended. {total} in total."


ACTIVITY_COLUMNS: Columns[ActivityHours] = {
    "Activity": lambda row: names.ACTIVITIES[row.activity].capitalize(),
    "Hours": lambda row: formatting.hours(row.hours),
    "Share": lambda row: formatting.counted_percent(row.share),
    "Planned share": lambda row: formatting.counted_percent(row.planned_share) if row.planned_share else "not planned",
}


def domains(report: HoursReport) -> str:
    hours = report.audit.recent_hours_without_domain
    without = formatting.hours.counted(hours, "without a domain is left out.", "without a domain are left out.")
    level = formatting.counted_percent(report.domains[0].recommended_hours.level)
    return f"Dot: hours spent. Bar: recommended hours, with their {level} range. {without if hours else ''}".strip()


def total(report: HoursReport) -> str:
    if not report.cumulative:
        return "No hours since the plan began."
    before, *days = report.cumulative
    span = formatting.days(before + timedelta(days=1), days[-1])
    so_far = f"{formatting.hours(report.cumulative[days[-1]])}, {span}."
    if not report.cumulative_band:
        return so_far
    end, planned = list(report.cumulative_band.items())[-1]
    by, band = formatting.day(end), formatting.hours.between(*planned)
    if end >= report.planned.as_of:
        return f"{so_far} Your plan has {band} by {by}."
    logged = max(hours for day, hours in report.cumulative.items() if day <= end)
    return f"{so_far} By {by}, your plan had {band} and you had logged {formatting.hours(logged)}."


def consistency(report: HoursReport) -> str:
    if report.consistency is None:
        return "Too early to tell: you need a plan and one full week of it."
    kept = formatting.counted_percent(report.consistency)
    if report.last_week_over is None or report.last_week_over.n_planned_days is None:
        return paragraph("hours_consistency", kept=kept)
    return f"You recently studied on {kept} of your planned days."


def inputs(report: HoursReport) -> list[tuple[str, str]]:
    band = report.audit.weekly_hours
    return [
        method_inputs.data_up_to(report.planned.as_of),
        ("Planned hours per week", formatting.hours.between(*band) if band else "no plan"),
        (CUMULATIVE.title, formatting.hours(report.hours)),
        ("Sessions", str(sum(week.n_sessions for week in report.weeks))),
        ("Hours in the last four weeks", formatting.hours(report.audit.recent_hours)),
        ("Days of these four weeks covered by the plan", str(report.recent.n_days)),
    ]


def low_hour_weeks(report: HoursReport) -> list[str]:
    weeks, lines = report.after_low_hour.low_hour_weeks, []
    for low, then in weeks[-N_WEEKS_SHOWN:]:
        after = "not over yet, or not fully in the plan" if then is None else _pace(then)
        hours = formatting.hours(low.hours)
        lines.append(f"Week of {formatting.monday(low.week_on)}: {hours}. The week after: {after}.")
    n_earlier = len(weeks) - N_WEEKS_SHOWN
    earlier = formatting.counted(n_earlier, "earlier week is", "earlier weeks are")
    return [*lines, f"{earlier} not listed."] if n_earlier > 0 else lines


def after_low_hours(report: HoursReport) -> str:
    after = report.after_low_hour
    if report.audit.weekly_hours is None:
        return common.NOTHING_RECORDED if report.audit.has_ended else common.NO_PLAN
    if not after.low_hour_weeks:
        return f"No full week of the plan had less than {LOW_HOUR_PART} of its minimum hours."
    others = ""
    if after.after_others is not None:
        hours, n_weeks = formatting.hours(after.after_others.hours), after.after_others.n_weeks
        others = f"Other weeks were followed by {hours} (median of {formatting.counted(n_weeks, 'week')}). "
    if not after.has_enough_weeks:
        return others + paragraph("hours_too_few_low_hour_weeks", least=formatting.spelled(MIN_LOW_HOUR_WEEKS))
    tested = {"fewer hours": after.hours_chance, "shorter sessions": after.length_chance}
    lower = [name for name, chance in tested.items() if is_significant(chance)]
    if not lower:
        return f"{others}The weeks after low-hour weeks show no clear difference."
    return f"{others}The weeks after low-hour weeks had {formatting.joined(lower)}, more than chance explains."


def _pace(week: WeekHours) -> str:
    """Describe hours with their sessions, of which card reviews have none."""
    if not week.n_sessions or week.median_session_min is None:
        return formatting.hours(week.hours)
    sessions, length = formatting.counted(week.n_sessions, "session"), formatting.minutes(week.median_session_min)
    return f"{formatting.hours(week.hours)} in {sessions} with a median of {length}"


def answer(report: HoursReport) -> str:
    if not report.hours:
        return NOTHING_LOGGED
    exam_on = report.planned.plan_day
    if report.audit.has_ended or (exam_on is not None and exam_on < report.planned.as_of):
        return f"{formatting.bare_hours.counted(report.hours, 'hour', 'hours')} of study in total"
    recent = report.recent
    if recent.planned is None or recent.is_plan_new:
        return f"{formatting.bare_hours.counted(report.audit.recent_hours, 'hour', 'hours')} in the last four weeks"
    when = "four weeks" if recent.n_days == RECENT_DAYS else formatting.counted(recent.n_days, "day")
    return f"{formatting.hours(recent.spent)} in the last {when}, {formatting.hours.between(*recent.planned)} planned"


def sentence(report: HoursReport) -> str:
    """Return what to study next, or the state of a plan that is not under way."""
    plan, answer = report.planned.plan, report.audit.study_next
    if answer.reason is StudyReason.PASSED:
        return common.PASSED
    if report.planned.awaited_result_on is not None:
        return common.awaited_result(report.planned.awaited_result_on, report.planned.as_of)
    if plan is not None and plan.starts_on > report.planned.as_of:
        return f"Your plan starts on {formatting.day(plan.starts_on)}."
    if plan is None and not report.hours:
        return FIRST_STEP
    return next_text.sentence(answer, {domain.domain_id: domain.name for domain in report.domains})


METHOD = method(
    "hours",
    half_life=f"{CONSISTENCY_HALF_LIFE_WEEKS:g}",
    low_hour_part=LOW_HOUR_PART,
    significance=formatting.counted_percent(SIGNIFICANCE_LEVEL),
)
