"""Texts of the weekly check-in."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from analytics.records import ExamOutcome, Record
from analytics.reports.this_week import week_report
from dashboard.text import terminal
from dashboard.text import week as text
from tests.inputs.builders import EXAM, TODAY, candidate_from, plan, practice_exam, session

DAY = date(2026, 3, 4)


def test_after_a_pass_nothing_is_missing(tmp_path: Path) -> None:
    """A pass replaces the chance, and no more evidence is asked for."""
    passed = ExamOutcome(taken_on=TODAY, exam_code=EXAM, is_passed=True)
    exam = practice_exam(TODAY - timedelta(days=1), [(8, 13)])
    report = week_report(candidate_from(tmp_path, [plan(exam_on=TODAY + timedelta(days=9)), passed, *exam]))
    assert text.answer(report) == "Week 8 of 8. You have passed this exam."
    assert text.evidence(report) == "The estimate rests on 13 questions, in 1 practice exam."


def test_a_week_outside_a_plan_is_named_by_its_monday(tmp_path: Path) -> None:
    """Without a plan the week of Wed 25 Nov is that of 23 Nov; on the command line with another year's dates."""
    old = practice_exam(TODAY - timedelta(days=340), [(8, 13)])
    report = week_report(candidate_from(tmp_path, old))
    assert text.week_of(report) == "Week of 23 Nov."
    assert "The practice exam of Sat 20 Dec 2025" in terminal.week(report)


def test_the_hours_of_the_week_are_those_of_the_plans_days(tmp_path: Path) -> None:
    """With a plan from Wednesday, Monday's hours are counted separately, also in the table."""
    sessions = [session(TODAY - timedelta(days=2), 2), session(TODAY, 1)]
    report = week_report(candidate_from(tmp_path, [plan(starts_on=TODAY), *sessions]))
    assert text.hours_value(report) == "1 h"
    assert text.hours_note(report).endswith("this week. 2 h more on days outside the plan.")
    assert [row[text.DONE_HOURS] for row in text.week_rows(report) if row[text.WEEK] == text.THIS_WEEK] == ["1 h"]


def test_a_failed_attempt_that_changes_the_chance_is_named(tmp_path: Path) -> None:
    """With the chance from practice alone and, until the retake opens, its first day."""
    code = "DEA-C01"
    practised = [
        row
        for days in (60, 40, 10)
        for row in practice_exam(TODAY - timedelta(days=days), [(11, 13), (13, 16), (19, 23), (11, 13)], exam_code=code)
    ]
    for days, opens in ((3, True), (20, False)):
        fail = ExamOutcome(taken_on=TODAY - timedelta(days=days), exam_code=code, is_passed=False)
        candidate = candidate_from(tmp_path / str(days), [*practised, fail], exam_code=code)
        answer = text.answer(week_report(candidate))
        assert "That counts your failed attempt; from practice exams alone it would be about" in answer
        assert ("After a fail you can take the exam again from Sun 6 Dec." in answer) == opens


def test_a_finished_plan_has_no_hours(tmp_path: Path) -> None:
    """After its last day the text says that the plan is over."""
    over = plan(starts_on=TODAY - timedelta(weeks=6), exam_on=TODAY - timedelta(weeks=2))
    fail = ExamOutcome(taken_on=TODAY - timedelta(weeks=2), exam_code=EXAM, is_passed=False)
    assert text.hours_note(week_report(candidate_from(tmp_path, [over, fail]))) == text.PLAN_IS_OVER


def test_the_next_practice_exam_has_its_day_size_and_forecast(tmp_path: Path) -> None:
    """There is none after the plan's last one, and no forecast before the first; today is named so."""
    exam = practice_exam(DAY - timedelta(days=9), [(9, 13), (11, 16), (12, 18), (6, 9), (6, 9)], exam_code="AIF-C01")
    planned = plan(exam_code="AIF-C01", starts_on=DAY - timedelta(days=30), exam_on=DAY + timedelta(days=9))
    cases: tuple[tuple[Sequence[Record], str], ...] = (
        ([planned, *exam], "Sun 8 Mar, 65 questions"),
        (exam, "Today, 65 questions"),
        ([planned], "Sun 8 Mar, 65 questions"),
        ([replace(planned, exam_on=DAY + timedelta(days=1)), *exam], "None left"),
    )
    notes = []
    for k, (records, value) in enumerate(cases):
        report = week_report(candidate_from(tmp_path / str(k), records, exam_code="AIF-C01", as_of=DAY))
        assert text.next_exam_value(report) == value
        assert text.next_exam(report) == ("" if value == "None left" else f"Next practice exam: {value}.")
        notes.append(text.next_exam_note(report))
    assert notes[0].startswith("About 8 in 10 new practice exams from Provider A would give ")
    assert notes[2:] == ["After the first practice exam the next one can be forecast.", ""]
