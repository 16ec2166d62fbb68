"""The sentences of the weekly check-in."""

from datetime import timedelta
from pathlib import Path

from analytics.records import ExamOutcome
from analytics.reports.this_week import week_report
from dashboard.text import week as text
from tests.builders import EXAM, TODAY, known_from, plan, practice_exam, session


def test_a_pass_is_said_and_nothing_more_is_asked_for(tmp_path: Path) -> None:
    """In the place of the chance; what would make the answer firmer is no matter any more."""
    passed = ExamOutcome(taken_on=TODAY, exam_code=EXAM, is_passed=True)
    exam = practice_exam(TODAY - timedelta(days=1), [(8, 13)])
    report = week_report(known_from(tmp_path, [plan(exam_on=TODAY + timedelta(days=9)), passed, *exam]))
    assert text.answer(report) == "Week 8 of 8. You have passed this exam."
    assert text.evidence(report) == "The estimate rests on 13 questions, in 1 practice exam."


def test_the_hours_of_the_week_are_of_the_days_that_the_plan_asks_for(tmp_path: Path) -> None:
    """With a plan from Wednesday the hours of Monday are told apart, in the table as well."""
    sessions = [session(TODAY - timedelta(days=2), 2), session(TODAY, 1)]
    report = week_report(known_from(tmp_path, [plan(starts_on=TODAY), *sessions]))
    assert text.hours_value(report) == "1 h"
    assert text.hours_note(report).endswith("this week. 2 h more on days outside the plan.")
    assert [row[text.DONE_HOURS] for row in text.week_rows(report) if row[text.WEEK] == text.THIS_WEEK] == ["1 h"]
