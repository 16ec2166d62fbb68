"""Texts of the conditions of practice exams."""

from collections.abc import Mapping

from analytics.reports.outcomes.exam_day import Condition, ConditionEffect, ExamConditions, ExamDayReport
from dashboard import formatting
from dashboard.text import method_inputs
from dashboard.text.shapes import Column, chart, method, phrases, words

EFFECTS = chart("conditions_effects")
TABLE_TITLE = "Conditions of each practice exam"

CONDITIONS = phrases(Condition, "conditions_conditions")
YES_NO: Mapping[bool | None, str] = {True: "yes", False: "no", None: "not recorded"}


def like_real(report: ExamDayReport) -> str:
    if not report.practice_exams:
        return "No practice exam yet."
    how = "timed" if report.blueprint.is_open_book else "timed and closed-book"
    if not report.n_like_real:
        return f"No practice exam is recorded as {how}, like the real one."
    n, n_like_real = len(report.practice_exams), report.n_like_real
    exams, were = formatting.verb(n, "practice exam", "practice exams"), formatting.verb(n_like_real, "was", "were")
    every = formatting.verb(n, "Your", "Both" if n == 2 else f"All {n}")
    which = every if n_like_real == n else f"{n_like_real} of {n}"
    return f"{which} {exams} {were} {how}, like the real one."


CONDITION_COLUMNS: tuple[Column[ExamConditions], ...] = (
    Column("Practice exam", lambda exam: f"{formatting.day(exam.day)}, {formatting.literal(exam.practice_exam_id)}"),
    Column("Timed", lambda exam: YES_NO[exam.is_timed]),
    Column("Closed-book", lambda exam: YES_NO[exam.is_closed_book]),
    Column("Place", lambda exam: formatting.literal(exam.place) or YES_NO[None]),
)
REAL_ROW = words("real_exam_row")


def real_row(report: ExamDayReport) -> dict[str, str]:
    """Return the conditions of the real exam, as a row above those of practice exams."""
    return {**REAL_ROW, **({"Closed-book": YES_NO[False]} if report.blueprint.is_open_book else {})}


def effect_sentence(effect: ConditionEffect) -> str:
    exams = formatting.counted(effect.n_exams, "practice exam")
    use = f"subtracted from {exams}" if effect.n_exams else "a typical value that changes none of your scores"
    points = formatting.points.with_range(effect.points)
    return f"**{CONDITIONS[effect.condition].capitalize()}**: {points}, {use}."


PLACE_NOTE = "The place changes no number: nobody has measured what it does to your score."
UNRECORDED_NOTE = "Conditions you did not record are assumed to match the real exam."


def inputs(report: ExamDayReport) -> list[tuple[str, str]]:
    logits = [
        (f"{CONDITIONS[effect.condition].capitalize()}, in logits", formatting.signed(2).with_range(effect.logits))
        for effect in report.effects
    ]
    return [
        method_inputs.known_until(report.as_of),
        *logits,
        method_inputs.ranges_hold(report.effects[0].points),
    ]


METHOD = method("conditions")
