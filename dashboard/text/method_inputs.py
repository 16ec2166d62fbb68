"""Rows of "How is this computed?" that pages share."""

from datetime import date

from analytics.models.intervals import Interval
from analytics.reports.decision.readiness_answer import Readiness
from dashboard import formatting
from dashboard.text import common

Row = tuple[str, str]


def data_up_to(as_of: date) -> Row:
    return "Data up to", formatting.full_day(as_of)


def cut(percent: Interval) -> Row:
    return "Passing score, scored questions", formatting.percent_correct.with_range(percent)


def level_of_ranges(interval: Interval) -> Row:
    return "Ranges", common.range_level(interval.level)


def ranges(answer: Readiness) -> Row:
    forecasts = f"{formatting.percent(answer.moves_to.level)} for forecasts and for what would change chance or cost"
    return "Ranges", f"{forecasts}, {formatting.percent(answer.percent_correct.level)} for everything else"


def readiness(answer: Readiness) -> list[Row]:
    expected = [
        ("Expected score", formatting.percent_correct.with_range(answer.percent_correct)),
        ("Chance of passing", formatting.percent(answer.pass_probability.value)),
        ("Chance after one more practice exam", formatting.percent.between(answer.moves_to.low, answer.moves_to.high)),
    ]
    return [
        *([("Exam day", formatting.full_day(answer.exam_on))] if not answer.has_ended else []),
        data_up_to(answer.as_of),
        ("Questions answered", f"{answer.counts.n_items:,}"),
        ("Seen before", f"{answer.counts.n_seen:,}"),
        ("Practice exams", str(answer.counts.n_exams)),
        ("Questions left out", f"{answer.n_items_left_out:,}"),
        ("Other candidates' data", common.other_candidates(answer.cohort)),
        *(expected if not (answer.has_ended or answer.is_prior_only) else []),
        cut(answer.cut_percent),
        ranges(answer),
    ]
