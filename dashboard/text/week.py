"""Texts of the weekly check-in."""

from analytics.blueprints.model import ExamBlueprint
from analytics.reports.decision.readiness import Readiness
from analytics.reports.decision.verdict import Reason
from analytics.reports.study.plan import PlanWeek, WeekTime
from analytics.reports.this_week import LastExamLoss, Reflection, WeekReport
from dashboard import formatting
from dashboard.text import booking, chances, common, method_inputs, navigation
from dashboard.text import plan as plan_text
from dashboard.text import study_next as next_text
from dashboard.text.shapes import ChartText, method

CHANCE = ChartText(
    title="If you sat the exam in that week, what would your chance be?",
    alt=(
        "Chance of passing by week: as it was said in past weeks, and as expected for the coming ones; "
        "the planned exam day, the last day of the exam and failed attempts are marked."
    ),
)
PLAN_IS_OVER = f"The plan is over: make another under {navigation.STUDY}."
NO_CHANCE = "The chart begins with the first practice exam."
LAST_EXAM = ChartText(
    title="What the last practice exam exposed, and where the hours went",
    alt=(
        "For each domain the part of all questions lost in the last practice exam, and its part of the hours studied "
        "since."
    ),
    y_axis="Part of the whole (%)",
)
FOCUS_TITLE = "What was planned, and what happened"
NO_FOCUS = "No plan covers this week. Make one under Plan and exam, and it has a focus."
LAST_WEEK, THIS_WEEK, NEXT_WEEK = "last week", "this week", "next week"
WEEK, PLANNED_FOR, PLANNED_HOURS, DONE_HOURS, PRACTICE = "Week", "For", "Hours planned", "Hours done", "Practice exam"
CHANGE_FOCUS = "Make it the focus"
FOCUS_SAVED = f"The next week is fixed. {common.TAKEN_BACK_WHERE}"
REFLECTION_TITLE = "Two lines about the week"
REFLECTION_LABEL = "What went well, and what will you do differently?"
SAVE_REFLECTION = "Keep them"
REFLECTION_SAVED = "Kept with the check-in of the day."
FIRST_EXAM = "Type in the first practice exam"
NO_REFLECTION = "Write a line first."
EARLIER_TITLE = "What you wrote before"
PRINT_TITLE = "One page to print, or to send to a mentor"
GET_PAGE = "Get the page"
NO_HOURS_SINCE = "No hours with a domain have been logged since."
NO_LOSSES = "There is no practice exam yet. The first one by domain will show where questions are lost."
GAPS_LIST_TITLE = "Where questions would be lost on the exam"
DOMAIN = "Domain"
ANSWERED = "Questions answered"
LOST_LABEL = "questions lost"
SPENT_LABEL = "hours since"
EXAM_DAY, FAILED = "exam day", "failed"
EXPECTED, ESTIMATED_THEN = "expected", "said then"


def week_of(report: WeekReport) -> str:
    if report.week_number is None:
        return f"Week of {formatting.monday(report.as_of)}."
    if report.n_weeks is None:
        return f"Week {report.week_number} of your plan."
    return f"Week {report.week_number} of {report.n_weeks}."


def answer(report: WeekReport) -> str:
    ready = report.readiness
    if report.has_passed:
        return f"{week_of(report)} {common.PASSED}"
    week = " ".join([week_of(report), *awaited_result(report)])
    day = f"If you sat the exam on {formatting.day(ready.exam_on)}"
    if not ready.n_items:
        return f"{week} {common.NO_PRACTICE_EXAM}"
    return " ".join([f"{week} {day}, {chances.would_pass(ready)}.", change(report), *attempts(ready)])


def awaited_result(report: WeekReport) -> list[str]:
    on = report.awaited_result_on
    return [] if on is None else [common.awaited_result(on, report.as_of)]


def attempts(ready: Readiness) -> list[str]:
    sentences, alone = [], ready.chance_by_practice
    if Reason.FAILED_ATTEMPT_IS_COUNTED in ready.reasons and alone is not None:
        chance = chances.short(alone.value)
        sentences.append(f"That counts your failed attempt; from practice exams alone it would be {chance}.")
    if ready.open_from is not None and ready.exam_on <= ready.open_from:
        sentences.append(booking.reason(ready, Reason.RETAKE_IS_NOT_OPEN_YET))
    return sentences


def change(report: WeekReport) -> str:
    if report.change is None:
        return "There is no earlier week to compare with."
    if not report.change.is_notable:
        return "A week ago it was about the same."
    return f"A week ago it was {chances.short(report.change.was)}."


def forecast(report: WeekReport) -> str:
    scored = report.last_forecast
    if scored is None:
        return ""
    got = formatting.counted_percent(scored.point.share.value)
    expected = formatting.percent_correct.range(scored.forecast.percent)
    where = "within" if scored.is_within else "outside"
    return f"The practice exam of {formatting.day(scored.point.day)} gave {got}, {where} its forecast of {expected}."


def evidence(report: WeekReport) -> str:
    ready = report.readiness
    rests = common.evidence(ready.n_items, ready.n_practice_exams, ready.n_items_seen_before)
    if report.has_passed:
        return rests
    return f"{rests} {common.missing_sentence(ready.missing)}".strip()


def hours_value(report: WeekReport) -> str:
    """Count only the plan's days if the plan covers this week."""
    week = report.hours.this_week
    if week is None or week.band is None:
        return formatting.hours(sum(report.hours.days_this_week.values()))
    return formatting.hours(week.hours_in_plan)


def hours_note(report: WeekReport) -> str:
    week = report.hours.this_week
    if week is None or week.band is None:
        if report.plan.is_over:
            return PLAN_IS_OVER
        return common.plan_hours(report.hours.band) or common.NO_PLAN
    outside = week.hours_outside_plan
    left_out = f" {formatting.hours(outside)} more on days outside the plan." if outside else ""
    return f"The plan asks {formatting.hours.between(*week.band)} this week.{left_out}"


def next_value(report: WeekReport) -> str:
    if report.has_passed:
        return "nothing: you passed"
    return next_text.headline(report.readiness.study_next, report.plan.domain_names)


def study_next(report: WeekReport) -> str:
    return next_text.sentence(report.readiness.study_next, report.plan.domain_names)


def next_note(report: WeekReport) -> str:
    return next_text.note(report.readiness.study_next, report.plan.domain_names)


def next_exam_value(report: WeekReport) -> str:
    return common.next_exam(report.readiness.next_practice_exam, report.as_of)


def next_exam(report: WeekReport) -> str:
    if report.readiness.next_practice_exam is None:
        return ""
    return f"{common.NEXT_EXAM}: {next_exam_value(report)}."


def next_exam_note(report: WeekReport) -> str:
    if report.readiness.next_practice_exam is None:
        return ""
    if report.next_exam is None:
        return "After the first practice exam the next one can be forecast."
    provider = formatting.literal(report.next_exam.provider) or "the same provider"
    score = formatting.percent_correct.range(report.next_exam.percent)
    level = formatting.in_ten(report.next_exam.percent.level).capitalize()
    return f"{level} new practice exams from {provider} would give {score}."


def focus(report: WeekReport) -> str:
    weeks = report.plan
    if weeks.this_week is None or weeks.this_week.focus is None:
        return NO_FOCUS
    return f"This week: {plan_text.purpose(weeks, weeks.this_week)}.{plan_text.then(weeks)}"


def week_rows(report: WeekReport) -> list[dict[str, str]]:
    shown = [(LAST_WEEK, report.plan.last_week), (THIS_WEEK, report.plan.this_week), (NEXT_WEEK, report.plan.next_week)]
    return [_week_row(report, name, week) for name, week in shown if week is not None]


def _week_row(report: WeekReport, name: str, week: PlanWeek) -> dict[str, str]:
    return {
        WEEK: name,
        PLANNED_FOR: plan_text.purpose(report.plan, week),
        PLANNED_HOURS: formatting.hours.between(*week.band) if week.band else "",
        DONE_HOURS: "to come" if week.time is WeekTime.COMING else plan_text.spent(week),
        PRACTICE: plan_text.practice_exam(week) or "none",
    }


def by_gaps(report: WeekReport) -> str:
    following, foci = report.plan.next_week, report.plan.next_by_gaps
    if following is None or foci is None or not following.is_fixed or following.foci == foci:
        return ""
    names = formatting.joined([formatting.literal(plan_text.focus_name(report.plan, focus)) for focus in foci])
    return f"You fixed next week. By your gaps it would be for {names}."


def reflection(one: Reflection) -> str:
    return f"{formatting.day(one.on)}: {formatting.literal(' '.join(one.note.split()))}"


def next_week_label(week: PlanWeek) -> str:
    return f"Focus of the week of {formatting.monday(week.days.first_on)}"


def retired(exam: ExamBlueprint, *, is_retired: bool) -> str:
    return common.retired(exam) if is_retired else ""


def lost_of(row: LastExamLoss) -> str:
    return f"{row.n_lost} of {row.n_items}"


def part_of_hours(report: WeekReport, row: LastExamLoss) -> str:
    return formatting.counted_percent(row.share_of_hours) if report.hours_since_last_exam else "none yet"


def last_exam_losses(report: WeekReport) -> str:
    if report.last_exam is None:
        return NO_LOSSES
    if not report.last_exam_losses:
        day = formatting.day(report.last_exam.day)
        return f"The practice exam of {day} is known only as a whole; one by domain shows where questions are lost."
    if not report.hours_since_last_exam:
        rows = [row for row in report.last_exam_losses if row.n_lost]
        lost = formatting.joined([f"{lost_of(row)} in {formatting.literal(row.name)}" for row in rows])
        day = formatting.day(report.last_exam.day)
        return f"The practice exam of {day} lost {lost or 'no question'}. {NO_HOURS_SINCE}"
    logged = formatting.hours.counted(report.hours_since_last_exam, "has", "have")
    logged = f"{logged} been logged since the practice exam of {formatting.day(report.last_exam.day)}."
    most = report.largest_last_exam_loss
    if most is None:
        return logged
    had = formatting.counted_percent(most.share_of_hours)
    return f"{logged} {formatting.literal(most.name)} lost most, {lost_of(most)}, and had {had} of these hours."


def page_file(report: WeekReport) -> str:
    return f"check-in-{report.as_of}.html"


def range_note(report: WeekReport) -> str:
    forecasts = common.of_100_cases(report.readiness.moves_to.level)
    return f"Forecasts hold in {forecasts}, all other ranges in {common.cases(report.readiness.percent_correct)}."


def inputs(report: WeekReport) -> list[tuple[str, str]]:
    return method_inputs.readiness(report.readiness)


METHOD = method("week", ability=common.METHOD_ABILITY, chance=chances.METHOD)
