"""The sentences of the mastery page, in the states that change them."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from analytics.models.intervals import Interval
from analytics.records import Record
from analytics.reports.practice.mastery import MasteryReport, TrendDirection, mastery_report
from dashboard.text import mastery as text
from dashboard.text.shapes import table_rows
from tests.inputs.builders import candidate_from, plan, practice_exam


def _report(folder: Path, records: list[Record]) -> MasteryReport:
    return mastery_report(candidate_from(folder, records))


@pytest.fixture
def report(tmp_path: Path) -> MasteryReport:
    """Give the mastery after two level practice exams."""
    counts = [(6, 13), (10, 16), (18, 23), (6, 13)]
    return _report(tmp_path, [r for day in (8, 20) for r in practice_exam(date(2026, 11, day), counts)])


def _moving(report: MasteryReport, *directions: TrendDirection) -> MasteryReport:
    turned = zip(report.domains, directions, strict=True)
    return replace(report, domains=tuple(replace(domain, direction=way) for domain, way in turned))


def test_the_answer_names_what_moves_and_counts_the_rest(report: MasteryReport) -> None:
    """Rising and falling by name, the others by number."""
    up, down, unknown = TrendDirection.RISING, TrendDirection.FALLING, TrendDirection.CANNOT_TELL
    assert text.answer(_moving(report, up, up, down, unknown)) == (
        "Rising: Data Engineering and Exploratory Data Analysis. Falling: Modeling. "
        "For 1 other domain it cannot be told."
    )
    assert text.answer(_moving(report, unknown, unknown, down, unknown)) == (
        "Falling: Modeling. For 3 other domains it cannot be told."
    )
    assert text.answer(_moving(report, up, up, up, up)).startswith("Rising: Data Engineering; ")


def test_no_direction_is_an_answer(report: MasteryReport) -> None:
    """Nothing is claimed where nothing can be told."""
    assert text.answer(report) == "Whether any domain rises or falls cannot be told yet."


def test_without_practice_exams_nothing_is_said_of_the_candidate(tmp_path: Path) -> None:
    """The evidence says what the drawing is, and the next step."""
    empty = tmp_path / "empty"
    empty.mkdir()
    report = _report(empty, [plan()])
    assert text.answer(report).startswith("There is no practice exam yet")
    assert text.evidence(report).startswith("What is drawn is what is usual for candidates")


def test_a_first_practice_exam_lacks_a_second(report: MasteryReport) -> None:
    """Questions known only as a whole are said too."""
    assert text.evidence(report) == "The estimate rests on 130 questions, in 2 practice exams."
    one = replace(report, n_practice_exams=1, n_items=150)
    assert text.evidence(one).endswith(
        "Known only in total: 20; they move all lines together. A direction needs a second practice exam."
    )


def test_a_panel_says_where_the_domain_stands_and_how_it_moves(report: MasteryReport) -> None:
    """Points a week with their range, and the number of questions."""
    domain = replace(
        report.domains[0],
        now=Interval(0.71, 0.61, 0.77),
        trend_per_week=Interval(0.011, -0.0004, 0.027),
        direction=TrendDirection.CANNOT_TELL,
    )
    standing, movement = text.panel_lines(domain)
    assert standing.replace("\u00a0", " ") == "71 % (61 to 77 %) expected today, 26 questions"
    assert movement == "cannot tell: +1.1 (0.0 to +2.7) points a week"
    assert table_rows(text.COLUMNS, [domain])[0]["Points a week"] == "cannot tell: +1.1 (0.0 to +2.7)"


def test_one_practice_exam_gives_no_movement_in_numbers(report: MasteryReport) -> None:
    """Neither under the panel nor in the table."""
    domain = replace(report.domains[0], points=report.domains[0].points[:1])
    assert text.panel_lines(domain)[1] == "no direction before the second practice exam"
    assert table_rows(text.COLUMNS, [domain])[0]["Points a week"] == "cannot tell"
    none = replace(domain, points=(), n_items=0)
    assert text.panel_lines(none)[0].endswith("expected today, no questions yet")


def test_the_day_on_which_the_line_turns_dotted_is_named(report: MasteryReport) -> None:
    """It may be an earlier day than today."""
    assert "dotted after Wed 25 Nov." in text.reading(report)
