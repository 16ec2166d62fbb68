"""Texts about what would change the chance of passing."""

from analytics.models.intervals import CHANCE_LEVEL
from analytics.reports.decision.what_if import ExamGain, HourGain, WhatIf
from dashboard import formatting
from dashboard.text import common, names
from dashboard.text import study_next as next_text
from dashboard.text.shapes import Columns, chart, method, paragraph

HOURS = chart("what_if_hours")
EXAMS = chart("what_if_exams")
NOW = "now"

NO_HOURS = paragraph("what_if_no_hours")
HOURS_NOTE = paragraph("what_if_hours_note")
POINTS = formatting.decimal()
hover = formatting.template("{} points", POINTS.with_range)


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


METHOD = method("what_if", range=common.range_level(CHANCE_LEVEL))
