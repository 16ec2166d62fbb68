"""Time of each practice exam, computed by hand."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from analytics.reports.practice.pace import pace_report
from tests.inputs.answers import FIRST, pace_of, timed
from tests.inputs.builders import fitted_from, practice_exam

PER_ITEM = 180 / 65
"""The real exam's minutes per question."""


def test_the_first_pass_is_the_sum_of_the_times() -> None:
    """Three questions get five minutes of the real exam's time."""
    (exam,) = pace_of(timed([60.0, 200.0, 40.0])).exams
    assert exam.used_min == pytest.approx(5.0)
    assert exam.allowed_min == pytest.approx(3 * PER_ITEM)
    assert (exam.n_over_limit, exam.is_by_question, exam.seen_share) == (1, True, 0.0)
    assert [question.position for question in exam.questions] == [1, 2, 3]


def test_questions_without_a_time_count_as_the_others() -> None:
    """Two of three recorded at a minute each make three minutes; an exam without times is left out."""
    rows = [*timed([60.0, None, 60.0]), *timed([None, None], FIRST + timedelta(days=1))]
    (exam,) = pace_of(rows).exams
    assert (exam.used_min, exam.n_items, exam.n_without_time) == (3.0, 3, 1)


def test_a_question_without_a_position_is_counted_in_its_place() -> None:
    """Its place in the log is its position."""
    rows = [replace(row, position=None, response_key=key) for row, key in zip(timed([60.0, 60.0]), "ab", strict=True)]
    (exam,) = pace_of(rows).exams
    assert [question.position for question in exam.questions] == [1, 2]


def test_a_practice_exam_known_as_a_whole_says_what_was_left() -> None:
    """An exam with a total has minutes and questions; one with times by question appears once."""
    whole = [replace(row, duration_min=50.0) for row in practice_exam(FIRST, [(6, 13), (10, 13)], n_seen=13)]
    both = [replace(row, practice_exam_id="p 2026-10-04", duration_min=99.0) for row in practice_exam(FIRST, [(1, 2)])]
    report = pace_report(fitted_from([*whole, *both, *timed([60.0, 60.0], date(2026, 10, 4))]))
    first, second = report.exams
    assert (first.n_items, first.used_min, first.is_by_question, first.seen_share) == (26, 50.0, False, 1.0)
    assert first.allowed_min == pytest.approx(26 * PER_ITEM)
    assert (second.used_min, report.by_question) == (2.0, (second,))
    assert (report.outlook, report.outlook_with_limit) == (None, None)
