"""The sentences of the weekly check-in."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from analytics.models.intervals import Interval
from analytics.records import ExamOutcome
from analytics.reports.this_week import week_report
from dashboard.text import week as text
from tests.inputs.builders import EXAM, TODAY, candidate_from, plan, practice_exam, session


def test_a_pass_is_said_and_nothing_more_is_asked_for(tmp_path: Path) -> None:
    """In the place of the chance; what would make the answer firmer is no matter any more."""
    passed = ExamOutcome(taken_on=TODAY, exam_code=EXAM, is_passed=True)
    exam = practice_exam(TODAY - timedelta(days=1), [(8, 13)])
    report = week_report(candidate_from(tmp_path, [plan(exam_on=TODAY + timedelta(days=9)), passed, *exam]))
    assert text.answer(report) == "Week 8 of 8. You have passed this exam."
    assert text.evidence(report) == "The estimate rests on 13 questions, in 1 practice exam."


def test_the_hours_of_the_week_are_of_the_days_that_the_plan_asks_for(tmp_path: Path) -> None:
    """With a plan from Wednesday the hours of Monday are told apart, in the table as well."""
    sessions = [session(TODAY - timedelta(days=2), 2), session(TODAY, 1)]
    report = week_report(candidate_from(tmp_path, [plan(starts_on=TODAY), *sessions]))
    assert text.hours_value(report) == "1 h"
    assert text.hours_note(report).endswith("this week. 2 h more on days outside the plan.")
    assert [row[text.DONE_HOURS] for row in text.week_rows(report) if row[text.WEEK] == text.THIS_WEEK] == ["1 h"]


def test_a_chance_whose_range_is_nearly_all_is_not_said_as_a_number(tmp_path: Path) -> None:
    """From nine tenths on the range stands alone; below it the number comes first."""
    exam = practice_exam(TODAY - timedelta(days=1), [(8, 13)])
    report = week_report(candidate_from(tmp_path, [plan(exam_on=TODAY + timedelta(days=9)), *exam]))
    said = [
        text.answer(replace(report, readiness=replace(report.readiness, pass_probability=Interval(0.4, 0.05, high))))
        for high in (0.96, 0.94)
    ]
    assert "your chance cannot be told yet: anything from 0 to 10 of 10 candidates with results like yours" in said[0]
    assert "about 4 in 10 candidates with results like yours would pass (0 to 9)." in said[1]


def test_a_failed_attempt_is_told_where_it_moves_the_chance(tmp_path: Path) -> None:
    """The sentence names the chance from practice alone and, before the retake opens, the day from which it may be."""
    practised = [
        row
        for days in (60, 40, 10)
        for row in practice_exam(TODAY - timedelta(days=days), [(11, 13), (13, 16), (19, 23), (11, 13)])
    ]
    for days, opens in ((3, True), (20, False)):
        fail = ExamOutcome(taken_on=TODAY - timedelta(days=days), exam_code=EXAM, is_passed=False)
        said = text.answer(week_report(candidate_from(tmp_path / str(days), [*practised, fail])))
        assert "That counts your failed attempt; from practice exams alone it would be about" in said
        assert ("After a fail the exam may be sat again from Sun 6 Dec on." in said) == opens


def test_a_plan_that_is_over_asks_for_no_hours(tmp_path: Path) -> None:
    """After its last day the card says that, and not what a week of it asked for."""
    over = plan(starts_on=TODAY - timedelta(weeks=6), exam_on=TODAY - timedelta(weeks=2))
    fail = ExamOutcome(taken_on=TODAY - timedelta(weeks=2), exam_code=EXAM, is_passed=False)
    assert text.hours_note(week_report(candidate_from(tmp_path, [over, fail]))) == text.PLAN_IS_OVER
