"""The chance of passing in words, and that its spread over draws is never shown."""

import re
from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from analytics.blueprints.model import ExamStatus
from analytics.blueprints.parser import shipped_blueprints
from analytics.models.exam_score import Chance
from analytics.models.intervals import Interval
from analytics.records import ExamOutcome, Record
from analytics.reports.decision.booking import booking_report
from analytics.reports.decision.firmness import Doubt, LastPracticeExam
from analytics.reports.decision.readiness_answer import Readiness
from analytics.reports.outcomes.forecast_record import forecast_record
from analytics.reports.overview import overview_report
from analytics.reports.planning.study_next import StudyNext, StudyReason
from dashboard import components
from dashboard.charts import booking as booking_charts
from dashboard.charts import spine
from dashboard.outputs import weekly_page
from dashboard.text import (
    booking,
    chances,
    exam_day,
    method_inputs,
    names,
    statements,
    terminal_reports,
    terminal_week,
    verdicts,
)
from dashboard.text import overview as overview_text
from dashboard.text import week as week_text
from tests.inputs.builders import EXAM, TODAY, fitted_from, plan, practice_exam

OPEN = replace(shipped_blueprints()[EXAM], listed_status=ExamStatus.ACTIVE, last_day=None)
EXAMS = [
    row for k in (1, 8, 30) for row in practice_exam(TODAY - timedelta(days=k), [(10, 13), (12, 16), (17, 23), (9, 13)])
]
FAIL = ExamOutcome(taken_on=TODAY - timedelta(days=10), exam_code=EXAM, is_passed=False)
ROWS: list[Record] = [plan(exam_on=TODAY + timedelta(weeks=6)), *EXAMS, FAIL]


@pytest.mark.parametrize(
    ("chance", "people", "word"),
    [
        (0.0001, "almost none of 20 (<1\u00a0%)", "very unlikely"),
        (0.03, "about 1 of 20 (3\u00a0%)", "very unlikely"),
        (0.10, "about 2 of 20 (10\u00a0%)", "unlikely"),
        (0.35, "about 7 of 20 (35\u00a0%)", "less likely than not"),
        (0.396, "about 8 of 20 (40\u00a0%)", "about even"),
        (0.404, "about 8 of 20 (40\u00a0%)", "about even"),
        (0.50, "about 10 of 20 (50\u00a0%)", "about even"),
        (0.596, "about 12 of 20 (60\u00a0%)", "more likely than not"),
        (0.74, "about 15 of 20 (74\u00a0%)", "more likely than not"),
        (0.80, "about 16 of 20 (80\u00a0%)", "likely"),
        (0.95, "about 19 of 20 (95\u00a0%)", "very likely"),
        (0.9999, "nearly all of 20 (>99\u00a0%)", "very likely"),
    ],
)
def test_a_chance_is_a_frequency_with_a_fixed_word(chance: float, people: str, word: str) -> None:
    """People of twenty, never none or all; each band has one word, and chances that are written alike have the same."""
    assert (chances.short(chance), chances.likelihood(chance)) == (people, word)
    assert word in chances.in_words(chance)


def readiness() -> Readiness:
    return booking_report(fitted_from(ROWS, blueprint=OPEN)).readiness


def test_what_would_move_the_chance_is_said() -> None:
    """With the exam's size and provider; an exam that changes no percent would hardly move it, and none is left after
    a pass."""
    ready = readiness()
    move = ready.moves_to
    low, high = (f"{100 * end:.0f}\u00a0%" for end in (move.low, move.high))
    exam = "One more practice exam today (65 questions from a provider new to you)"
    said = f"{exam} would likely put the chance between {low} and {high}"
    assert chances.possible_move(replace(ready, moves_to=replace(move, last=None))) == f"{said}."
    last = LastPracticeExam(date(2026, 12, 9), 0.31, 0.94)
    moved = chances.possible_move(replace(ready, moves_to=replace(move, last=last)))
    assert moved == f"{said}; one on Wed\u00a09\u00a0Dec, between 31\u00a0% and 94\u00a0%."
    now = f"One more practice exam now (from a provider new to you) would likely put it between {low} and {high}."
    assert chances.possible_move_now(ready) == now
    still = replace(ready, moves_to=replace(move, low=0.7, high=0.702, provider="*B*"))
    assert chances.possible_move(still).endswith(" from \\*B\\*) would hardly move the chance.")
    assert chances.possible_move_now(still) == "One more practice exam now (from \\*B\\*) would hardly move it."
    assert chances.firmness(replace(ready, passed_on=TODAY)) == []
    assert chances.firmness(replace(ready, awaited_result_on=TODAY)) == []
    closed = StudyNext(None, None, StudyReason.EXAM_CLOSED)
    assert chances.firmness(replace(ready, study_next=closed)) == []  # no practice exam is advised any more


def test_the_two_largest_causes_are_named() -> None:
    """Every cause has words."""
    ready = readiness()
    first, second = (chances.CAUSES[cause] for cause in list(ready.doubt)[:2])
    assert chances.firmness(ready)[1] == f"Biggest unknowns: {first}, and {second}."


def test_without_a_practice_exam_today_s_level_is_the_biggest_unknown() -> None:
    """Every cause has words."""
    week = overview_report(fitted_from([plan(exam_on=TODAY + timedelta(weeks=6))], blueprint=OPEN)).week
    ready = week.readiness
    assert next(iter(ready.doubt)) is Doubt.PRACTICE_CHANCE
    assert chances.firmness(ready)[1].startswith("Biggest unknowns: where you stand today, and ")
    assert any("Biggest unknown: where you stand today." in note for note in overview_text.people_notes(week))
    assert set(chances.CAUSES) == set(Doubt)


def with_other_spreads(value: Any) -> Any:
    """Return a report whose chances have other spreads."""
    if isinstance(value, Chance):
        return Chance(Interval(value.value, 0.123456, 0.987654, 0.5))
    if isinstance(value, tuple):
        parts = map(with_other_spreads, value)
        return type(value)(*parts) if hasattr(value, "_fields") else tuple(parts)
    if is_dataclass(value) and not isinstance(value, type):
        changed = {own.name: with_other_spreads(getattr(value, own.name)) for own in fields(value) if own.init}
        return replace(value, **changed)
    return value


def shown(changed: Callable[[Any], Any]) -> list[object]:
    """Return what pages, commands and the weekly page show of one candidate, after a change of the reports."""
    candidate = fitted_from(ROWS, blueprint=OPEN)
    book, overview = changed(booking_report(candidate)), changed(overview_report(candidate))
    week = overview.week
    outcomes = changed(forecast_record(candidate)).scored_outcomes
    return [
        booking.sentence(book),
        verdicts.caveats(book.readiness),
        method_inputs.readiness(book.readiness),
        statements.rows(book.readiness),
        chances.firmness(book.readiness),
        terminal_reports.readiness(book.readiness),
        terminal_week.week(week),
        week_text.answer(week),
        weekly_page.page(week),
        [exam_day.result_and_chance(entry, OPEN) for entry in outcomes],
        booking_charts.equally_likely_scores(book).to_dict(),
        booking_charts.chance_and_cost(book).to_dict(),
        booking_charts.improvements(book).to_dict(),
        spine.spine(overview).to_dict(),
        [overview_text.people_notes(week), overview_text.passed(overview), method_inputs.readiness(week.readiness)],
    ]


def test_the_spread_of_a_chance_is_shown_nowhere() -> None:
    """With other spreads every sentence, table, chart and page is the same."""
    assert repr(shown(lambda report: report)) == repr(shown(with_other_spreads))


def test_only_the_json_reads_the_spread() -> None:
    """No other module of the dashboard names it, nor the draws that it comes from."""
    folder = Path(components.__file__).parent
    readers = {
        path.name
        for path in folder.rglob("*.py")
        if re.search(r"\.spread\b|given_ability|pass_chances", path.read_text(encoding="utf-8"))
    }
    assert readers == {"readiness_json.py", "week_json.py"}


def test_a_long_provider_is_cut_in_sentences() -> None:
    """A name keeps thirty characters, so that a sentence stays one; Markdown in it is escaped."""
    assert names.provider("*A* " + "b" * 60) == r"\*A\* " + "b" * 25 + "…"
    assert names.provider("Provider A") == "Provider A"


def test_a_terminal_shows_a_provider_as_it_is_written() -> None:
    """Signs of Markdown need no escape there."""
    ready = readiness()
    named = replace(ready, moves_to=replace(ready.moves_to, low=0.2, high=0.7, provider="Quiz-Bank *2*"))
    assert "Quiz-Bank *2*)" in terminal_reports.readiness(named)
