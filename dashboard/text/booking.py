"""Texts of the booking page."""

from datetime import date

from analytics.estimation.decision_inputs import FAIL_COST, WEEK_COST
from analytics.models.stability import CLAIM_LEVEL
from analytics.records import StudyPlan
from analytics.reports.decision.booking import IMPROVEMENT_SHARE, BookingReport
from analytics.reports.decision.booking_costs import RHYTHM_WEEKS
from analytics.reports.decision.chance_by_day import DECISION_WEEKS
from analytics.reports.decision.readiness_answer import Readiness
from analytics.reports.decision.verdict import Reason, Verdict
from dashboard import formatting
from dashboard.text import chances, common, navigation, statements, verdicts
from dashboard.text.shapes import chart, method, paragraph

SCORE = chart("booking_score")
CHANCE = chart("booking_chance", weeks=formatting.spelled(DECISION_WEEKS))
_POINTS = formatting.spelled(round(100 * IMPROVEMENT_SHARE))
IMPROVEMENTS = chart("booking_improvements", points=_POINTS, points_first=_POINTS.capitalize())
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
    if ready.verdict is Verdict.TOO_LITTLE_DATA:
        return " ".join([*verdicts.reasons(ready), common.firmer_answer(ready)])
    against = statements.against(ready) if ready.verdict is Verdict.BOOK else ""
    return " ".join([verdicts.chance(ready), *verdicts.reasons(ready), against]).rstrip()


def cheapest(day: date, *, is_today_cheaper: bool) -> str:
    return f"cheapest{' after today' if is_today_cheaper else ''}: {formatting.day_of_month(day)}"


def day_saved(plan: StudyPlan, *, is_new: bool) -> str:
    """Return that the exam day is saved, with the hours of a plan made for it."""
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
    return "" if day == (report.planned_on or day) else "This day counts on this page only: others use your plan's."


def score_sentence(report: BookingReport) -> str:
    ready, cut = report.readiness, report.readiness.cut_percent
    passing = formatting.percent_correct.with_range(cut)
    within = "" if cut.low == cut.high else " A score within that range may or may not pass."
    return (
        f"Expected score: {formatting.percent_correct.with_range(ready.percent_correct)} of the scored questions. "
        f"Passing score: {'about ' if within else ''}{passing}.{within}"
    )


METHOD = method(
    "booking",
    ability=common.METHOD_ABILITY,
    chance=chances.METHOD,
    decision_weeks=formatting.spelled(DECISION_WEEKS),
    rhythm_weeks=formatting.spelled(RHYTHM_WEEKS),
    claim_level=formatting.percent(CLAIM_LEVEL),
)
