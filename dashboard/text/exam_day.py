"""Texts of the exam day page, before and after the exam."""

from collections.abc import Mapping

from analytics.blueprints.model import ExamBlueprint
from analytics.records import ExamOutcome
from analytics.reports.outcomes.exam_day import Condition, ConditionEffect, ExamConditions, ExamDayReport
from analytics.reports.outcomes.scored_outcomes import DomainOutcome, OrderScore, OutcomeEntry
from dashboard import formatting
from dashboard.text import common, method_inputs, record
from dashboard.text.shapes import ChartText, Column, method

AFTER_TITLE = "What was right about the forecast, and what was wrong?"
DOMAINS = ChartText(
    title="Did the weak domains turn out weak?",
    alt=(
        "For each domain that the score report classifies, the share that the first audit expected to be right and the "
        "share that was expected the day before the exam, each with its range, beside the report's word. The same "
        "numbers stand in the table below."
    ),
    x_axis="Questions expected to be right (%)",
)
AUDIT_LABEL, BEFORE_LABEL = "first audit", "the day before"
EFFECTS = ChartText(
    title="What do conditions at home add to a score?",
    alt=(
        "The percent points that no clock and an open book add to a practice score, each with its range, as the model "
        "takes them. The numbers stand in the sentences below."
    ),
    x_axis="Points added to the score",
)
CONDITIONS_TITLE = "Which practice exams were like the real one?"
FACTS_TITLE = "What will the exam be like?"
NOTES_TITLE = "Your notes for the day"
NOTES_LABEL = "Notes"
NOTES_HELP = "They stay in your file, with this exam. They are no evidence and move no number."
NOTES_SAVE = "Save notes"
NOTES_SAVED = "Notes saved."
SAMPLE_NOTE = "Notes cannot be kept for the sample."
RESULT_TITLE = "Put the result in"
NOTES_CHARS = 5000

EMPTY_STEPS = (
    common.STEP_EXAM_DAY,
    "Note with each practice exam whether it was timed (is_timed), with the book closed (is_closed_book), and where "
    "you sat it (place).",
    "When the exam is over, put the result in here: the forecasts are then held against it.",
)

CONDITIONS: Mapping[Condition, str] = {
    Condition.UNTIMED: "no clock",
    Condition.OPEN_BOOK: "open book",
}

YES_NO: Mapping[bool | None, str] = {True: "yes", False: "no", None: "not noted"}


def answer(report: ExamDayReport) -> str:
    exam_on = report.exam_on
    if report.awaited_result_on is not None:
        return common.awaited_result(report.awaited_result_on, report.as_of)
    if exam_on is not None and exam_on > report.as_of:
        ahead = common.in_days((exam_on - report.as_of).days)
        return f"Your exam is {ahead}, on {formatting.day(exam_on)}. {like_real(report)}"
    if report.results:
        return result_sentence(report.results[-1], report.blueprint)
    return "No exam day is planned yet."


def result_sentence(result: ExamOutcome, exam: ExamBlueprint) -> str:
    outcome = f"On {formatting.full_day(result.taken_on)} you {common.passed(is_passed=result.is_passed)}"
    if result.scaled_score is None:
        return f"{outcome}."
    needed = "" if exam.cut.pass_score is None else f", where {exam.cut.pass_score:g} passes"
    return f"{outcome} with a score of {result.scaled_score:g}{needed}."


def like_real(report: ExamDayReport) -> str:
    exams = formatting.counted(len(report.practice_exams), "practice exam")
    if not report.practice_exams:
        return "There is no practice exam yet."
    if not report.n_like_real:
        return "No practice exam was noted as timed and with the book closed."
    were = formatting.verb(report.n_like_real, "was", "were")
    return f"{report.n_like_real} of {exams} {were} timed and with the book closed."


CONDITION_COLUMNS: tuple[Column[ExamConditions], ...] = (
    Column("Practice exam", lambda exam: f"{formatting.day(exam.day)}, {formatting.literal(exam.practice_exam_id)}"),
    Column("Timed", lambda exam: YES_NO[exam.is_timed]),
    Column("Book closed", lambda exam: YES_NO[exam.is_closed_book]),
    Column("Place", lambda exam: formatting.literal(exam.place) or YES_NO[None]),
)


REAL_ROW: Mapping[str, str] = {
    "Practice exam": "**The real exam**",
    "Timed": "yes",
    "Book closed": "yes, unless the provider allows notes",
    "Place": "a test centre, or watched at home",
}


def effect_sentence(effect: ConditionEffect) -> str:
    if effect.n_exams:
        source = f"It is taken off {formatting.counted(effect.n_exams, 'practice exam')}."
    else:
        source = "None of your practice exams was noted as such, so it weighs nothing; this is what is usual."
    points = formatting.points.with_range(effect.points)
    return f"**{CONDITIONS[effect.condition].capitalize()}** adds {points} to a score. {source}"


def effect_hover(effect: ConditionEffect) -> str:
    return f"{CONDITIONS[effect.condition]}: {formatting.points.with_range(effect.points)}"


PLACE_NOTE = (
    "Where you sat it is shown and weighs nothing: how much noise or a strange room costs, nobody has measured for "
    "you. What is not noted counts as like the real exam."
)


def fact_rows(exam: ExamBlueprint) -> list[dict[str, str]]:
    facts = {
        "Time for one question": f"{exam.min_per_item:.1f} minutes",
        "Coming back to a question": "allowed" if exam.may_return else "not allowed: an answer is final",
        "Breaks": _breaks(exam),
        "Attempts": _attempts(exam),
    }
    return [{common.WHAT: what, common.VALUE: value} for what, value in facts.items()]


def _breaks(exam: ExamBlueprint) -> str:
    if exam.n_breaks is None:
        return "the blueprint names none; ask the provider"
    minutes = f" of {formatting.counted(exam.break_min, 'minute')}" if exam.break_min else ""
    return f"{formatting.counted(exam.n_breaks, 'break')}{minutes}"


def _attempts(exam: ExamBlueprint) -> str:
    if exam.attempt_limit is None:
        return "no limit is published"
    window = f" in {formatting.counted(exam.attempt_window_d, 'day')}" if exam.attempt_window_d else ""
    return f"at most {exam.attempt_limit}{window}"


def outcome(entry: OutcomeEntry) -> list[str]:
    return [
        record.outcome(entry),
        _percent(entry),
        *([record.audit(entry)] if entry.domains else [NO_CLASSES]),
        *_orders(entry),
    ]


NO_CLASSES = "The result names no domain, so the first audit cannot be held against it."


def _percent(entry: OutcomeEntry) -> str:
    expected = f"The score expected was {formatting.percent_correct.with_range(entry.percent)} of the scored questions"
    if entry.percent_achieved is not None:
        within = "within" if entry.is_percent_within else "outside"
        return (
            f"{expected}; it came to {formatting.counted_percent(entry.percent_achieved / 100)}, {within} that range."
        )
    if entry.scaled_score is None:
        return f"{expected}; no score was put in to compare it with."
    return f"{expected}; the exam's scale does not tell how many questions {entry.scaled_score:g} stands for."


def _orders(entry: OutcomeEntry) -> list[str]:
    orders = {"The first audit": entry.audit_order, "The day before the exam the estimate": entry.forecast_order}
    return [f"{who} {_order(order)}" for who, order in orders.items() if order.n]


def _order(order: OrderScore) -> str:
    pairs = formatting.counted(order.n, "pair")
    if order.n_undecided == order.n:
        return f"left the {pairs} of a weak and a strong domain open, since their ranges overlap."
    left = f", and left {order.n_undecided} open, since the ranges overlap" if order.n_undecided else ""
    right, wrong = f"{order.n_concordant} rightly", f"{order.n_discordant} wrongly"
    return f"put the {pairs} of a weak and a strong domain in order: {right}, {wrong}{left}."


DOMAIN_COLUMNS: tuple[Column[DomainOutcome], ...] = (
    Column("Domain", lambda domain: formatting.literal(domain.name)),
    Column("First audit", lambda domain: formatting.percent.with_range(domain.audit_share)),
    Column("The day before", lambda domain: formatting.percent.with_range(domain.share)),
    Column("The result says", lambda domain: formatting.literal(domain.classification)),
)


def unscored(report: ExamDayReport) -> str:
    n = len(report.results) - len(report.outcomes)
    if not n:
        return ""
    attempts, them = formatting.counted(n, "attempt"), formatting.verb(n, "it", "them")
    return f"{attempts} had no practice exam before {them}, so there was no forecast to hold against."


def inputs(report: ExamDayReport) -> list[tuple[str, str]]:
    logits = [
        (f"{CONDITIONS[effect.condition].capitalize()}, in logits", formatting.signed(2).with_range(effect.logits))
        for effect in report.effects
    ]
    return [
        method_inputs.known_until(report.as_of),
        method_inputs.exam_day(report.exam_on),
        ("Practice exams", str(len(report.practice_exams))),
        *logits,
        method_inputs.ranges_hold(report.effects[0].points),
        ("Attempts scored", str(len(report.outcomes))),
    ]


METHOD = method("exam_day")
