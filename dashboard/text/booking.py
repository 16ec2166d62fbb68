"""Texts of the booking page: the cheapest day, what waiting is worth, and gains of study or a practice exam."""

from datetime import date

from analytics.estimation.decision_inputs import FAIL_COST, WEEK_COST
from analytics.models.intervals import CHANCE_LEVEL
from analytics.models.stability import CLAIM_LEVEL
from analytics.records import StudyPlan
from analytics.reports.decision.booking import IMPROVEMENT_SHARE, BookingReport
from analytics.reports.decision.booking_costs import RHYTHM_WEEKS
from analytics.reports.decision.chance_by_day import DECISION_WEEKS
from analytics.reports.decision.readiness_answer import Readiness
from analytics.reports.decision.verdict import Reason, Verdict
from analytics.reports.decision.what_if import ExamGain, HourGain, WhatIf
from dashboard import formatting
from dashboard.text import chances, common, names, navigation, statements, verdicts
from dashboard.text import study_next as next_text
from dashboard.text.shapes import Columns, chart, method, paragraph

SCORE = chart("booking_score")
CHANCE = chart("booking_chance", weeks=formatting.spelled(DECISION_WEEKS))
_POINTS = formatting.spelled(round(100 * IMPROVEMENT_SHARE))
IMPROVEMENTS = chart("booking_improvements", points=_POINTS, points_first=_POINTS.capitalize())
HOURS = chart("what_if_hours")
EXAMS = chart("what_if_exams")
NO_HOURS = paragraph("what_if_no_hours")
HOURS_NOTE = paragraph("what_if_hours_note")
POINTS = formatting.decimal()
hover = formatting.template("{} points", POINTS.with_range)
CHANCE_ROW, COST_ROW = "Chance (%)", "Expected cost"
STOPPING = "not taking the exam"
MOVES_TITLE = "What would change the chance"
EXAM_CARD = "Facts about the exam"
MORE = "More settings"
EXAM_DAY, FEE, WEEK_LABEL, FAIL_LABEL = "Exam day", "Exam fee", "Cost of a week", "Cost of failing"
WEEK_HELP = paragraph("booking_week_help", fail_cost=f"{FAIL_COST:.0f}")
FAIL_HELP = paragraph("booking_fail_help", week_cost=f"{WEEK_COST:.0f}")
UNDO = "Undo last change"
COUNTS_EVERYWHERE = "Saved. Costs, target and limits count on every page and in commands."
USE_DAY, BOOKED = "Use this day in my plan", "I have booked this day"
ENDING_COST = "Cost of never passing"
ENDING_HELP = f"If empty: two fees, one failed attempt and {formatting.spelled(DECISION_WEEKS)} weeks of studying."
TARGET = "Target chance (%)"
TARGET_HELP = "The chance of passing at which you would book."
ASSUMED, DEADLINE = "assume", "Deadline"
FREE_RETAKE = "The first retake is free"
target_label = formatting.template("target {}", formatting.percent)
CUT_MEAN, CUT_SPREAD = "Your estimate of the passing score (%)", "Give or take (points)"
CUT_PUBLISHED_HELP = "The exam's published passing score."
CUT_HELP = "The provider does not publish this. It comes from the score scale or another source, or is a guess."


def sentence(report: BookingReport) -> str:
    ready = report.readiness
    if ready.passed_on is not None:
        return common.REASONS[Reason.ALREADY_PASSED]
    if ready.awaited_result_on is not None:
        return " ".join(verdicts.reasons(ready))
    if ready.is_closed:
        return common.closed(report.blueprint, ready.as_of)
    chance = "" if ready.is_prior_only else verdicts.chance(ready)
    against = statements.against(ready) if ready.verdict is Verdict.BOOK else ""
    helps = common.firmer_answer if ready.verdict is Verdict.TOO_LITTLE_DATA else verdicts.what_helps
    return " ".join(filter(None, [chance, *verdicts.reasons(ready), helps(ready), against]))


def cheapest(day: date, *, is_today_cheaper: bool) -> str:
    return f"cheapest{' after today' if is_today_cheaper else ''}: {formatting.day_of_month(day)}"


def day_saved(plan: StudyPlan, *, is_new: bool) -> str:
    """Return the confirmation that the exam day is saved, with the hours of a plan made for it."""
    hours = formatting.hours.between(plan.hours_per_week_low, plan.hours_per_week_high)
    assumed = f" A new plan assumes {hours} a week: change that under {navigation.STUDY}." if is_new else ""
    return f"Exam day saved.{assumed} {navigation.UNDO_WHERE}"


MOVES_NOTE = f"The chance of passing if your score in one domain were {_POINTS} points higher and nothing else changed."


def week_worth(ready: Readiness) -> str:
    """Return what waiting a week adds to the expected cost, to the nearest ten."""
    costs = ready.own_costs
    worth = costs.week_worth if costs else None
    if costs is None or worth is None:
        return ""
    value, low, high = (formatting.signed()(round(-amount, -1)) for amount in (worth.value, worth.high, worth.low))
    amount = f"{value}\u00a0{costs.currency}".rstrip()
    within = f" ({formatting.span(low, high)})" if low != high else ""
    return f"Waiting a week, not counting what a practice exam shows: about {amount} in expected cost{within}."


def other_pages_note(report: BookingReport) -> str:
    """Return which exam day other pages use, if another one."""
    day = report.readiness.exam_on
    return "" if day == (report.planned_on or day) else "Only this page uses this day; the others use your plan's."


def score_sentence(report: BookingReport) -> str:
    ready, cut = report.readiness, report.readiness.cut_percent
    passing = formatting.percent_correct.with_range(cut)
    within = "" if cut.low == cut.high else " A score within that range may or may not pass."
    return (
        f"Expected score: {formatting.percent_correct.with_range(ready.percent_correct)} of the scored questions. "
        f"Passing score: {'about ' if within else ''}{passing}.{within}"
    )


def can_gain(what_if: WhatIf) -> bool:
    return any(round(100 * gain.whole_week.value) for gain in what_if.hours)


def hours(what_if: WhatIf) -> str:
    if not what_if.hours:
        return NO_HOURS
    assumed = " (assumed, since there is no plan)" if what_if.is_week_assumed else ""
    names = {gain.domain_id: gain.name for gain in what_if.hours}
    when, week = formatting.day(what_if.on), f"{formatting.hours(what_if.week_hours)}{assumed}"
    gains = [gain.whole_week.value for gain in what_if.hours]
    low, high = round(100 * min(gains)), round(100 * max(gains))
    most = formatting.counted(high, "point")
    points = f"about {most if low == high else formatting.span(str(low), most)}" if high else "less than 1 point"
    return (
        f"Another {week} in the coming week, all on one domain, would add {points} to your chance of passing on "
        f"{when}. {next_text.sentence(what_if.study_next, names)}"
    )


HOUR_COLUMNS: Columns[HourGain] = {
    "Domain": lambda gain: formatting.literal(gain.name),
    "An hour (points)": lambda gain: POINTS.with_range(gain.an_hour.scaled(100)),
    "A week's hours (points)": lambda gain: formatting.whole.with_range(gain.whole_week.scaled(100)),
}


def exams(what_if: WhatIf) -> str:
    best = what_if.best_exam
    left = round(best.half_width.value)
    points, exam = formatting.counted(round(what_if.half_width), "point"), formatting.questions(what_if.n_items)
    now = f"Your level on {formatting.day(what_if.on)} is uncertain by about {points} either way."
    if left == round(what_if.half_width):
        return f"{now} One more practice exam of {exam} would hardly narrow that."
    is_any = len({round(gain.half_width.value) for gain in what_if.exams if not gain.is_seen}) == 1
    which = "new questions" if is_any and not best.is_seen else exam_name(best)
    return f"{now} A practice exam of {exam} next week would narrow that to about {left} at best, with {which}."


def exam_name(gain: ExamGain) -> str:
    return f"{'repeated' if gain.is_seen else 'new'} questions from {names.provider(gain.provider)}"


def exam_columns(what_if: WhatIf) -> Columns[ExamGain]:
    return {
        "Practice exam": exam_name,
        EXAMS.x_axis: lambda gain: POINTS.with_range(gain.half_width),
        "Narrower by": lambda gain: f"{what_if.narrower_by(gain):.1f}",
    }


METHOD = method(
    "booking",
    ability=common.METHOD_ABILITY,
    chance=chances.METHOD,
    decision_weeks=formatting.spelled(DECISION_WEEKS),
    rhythm_weeks=formatting.spelled(RHYTHM_WEEKS),
    claim_level=formatting.percent(CLAIM_LEVEL),
    range=common.range_level(CHANCE_LEVEL),
)
