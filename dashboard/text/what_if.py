"""Texts about what would change the chance of passing."""

from analytics.models.intervals import CHANCE_LEVEL
from analytics.reports.decision.what_if import ExamGain, HourGain, WhatIf
from dashboard import formatting
from dashboard.text import common
from dashboard.text import study_next as next_text
from dashboard.text.shapes import ChartText, Column, method

HOURS = ChartText(
    title="An hour of study",
    alt=(
        "For each domain what the hours of the coming week would add to the chance of passing, if all of them went "
        "there, as a range. The same numbers stand in the table."
    ),
    x_axis="Added to the chance of passing (points)",
)
EXAMS = ChartText(
    title="One more practice exam",
    alt=(
        "For each kind of practice exam the range of your level after it, beside the range now. The same "
        "numbers stand in the table."
    ),
    x_axis="Range of your level, either way (points)",
)
NOW = "now"

NO_HOURS = (
    "What an hour of study would add cannot be told: no study hours are recorded, and the gain depends on how much "
    "has been studied already."
)
HOURS_NOTE = (
    "How much an hour adds is the least tested part of the model: it starts from a weak guess, which your own hours "
    "and scores move only slowly."
)
POINTS = formatting.decimal()


def hours(what_if: WhatIf) -> str:
    if not what_if.hours:
        return NO_HOURS
    assumed = " (assumed, since there is no plan)" if what_if.is_week_assumed else ""
    names = {gain.domain_id: gain.name for gain in what_if.hours}
    when, week = formatting.day(what_if.on), f"{formatting.hours(what_if.week_hours)}{assumed}"
    low, high = (round(100 * pick(gain.whole_week.value for gain in what_if.hours)) for pick in (min, max))
    points = formatting.counted(high, "point") if low == high else f"{low} to {high} points"
    return (
        f"All {week} of the coming week in one domain would add about {points} to the chance of passing on "
        f"{when}, by domain and on average. {next_text.sentence(what_if.study_next, names)}"
    )


def hour_hover(gain: HourGain) -> str:
    return f"{POINTS.with_range(gain.whole_week.scaled(100))} points"


def exam_hover(gain: ExamGain) -> str:
    return f"{POINTS.with_range(gain.half_width)} points"


HOUR_COLUMNS: tuple[Column[HourGain], ...] = (
    Column("Domain", lambda gain: formatting.literal(gain.name)),
    Column("An hour (points)", lambda gain: POINTS.with_range(gain.an_hour.scaled(100))),
    Column("All of the week's hours (points)", lambda gain: formatting.whole.with_range(gain.whole_week.scaled(100))),
)


def exams(what_if: WhatIf) -> str:
    best = what_if.best_exam
    left = round(best.half_width.value)
    now = (
        f"Your level on {formatting.day(what_if.on)} is known to within "
        f"{formatting.counted(round(what_if.half_width), 'point')} either way."
    )
    if left == round(what_if.half_width):
        return f"{now} One more practice exam of {formatting.questions(what_if.n_items)} would hardly narrow that."
    return (
        f"{now} A practice exam of {formatting.questions(what_if.n_items)} next week would narrow that to about "
        f"{left}, if it is {exam_name(best)}."
    )


def exam_name(gain: ExamGain) -> str:
    provider = "a provider new to you" if gain.provider is None else formatting.literal(gain.provider)
    return f"{'seen' if gain.is_seen else 'new'} questions of {provider}"


def exam_columns(what_if: WhatIf) -> tuple[Column[ExamGain], ...]:
    return (
        Column("Practice exam", exam_name),
        Column(EXAMS.x_axis, lambda gain: POINTS.with_range(gain.half_width)),
        Column("Narrower by", lambda gain: f"{what_if.narrower_by(gain):.1f}"),
    )


METHOD = method("what_if", cases=common.of_100_cases(CHANCE_LEVEL))
