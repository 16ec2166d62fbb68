"""Study time by day, for the calendar of days."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from analytics.blueprints.parser import shipped_blueprints
from analytics.clock import monday_of
from analytics.records import ExamOutcome, Record
from analytics.reports.study.hours import hours_report
from analytics.reports.study.weekly_hours import CALENDAR_REACH, DayHours
from tests.inputs.builders import EXAM, TODAY, fitted_from, plan, practice_exam, session

MONDAY, SUNDAY = date(2026, 11, 23), date(2026, 11, 29)


def days_of(records: Iterable[Record]) -> tuple[DayHours, ...]:
    return hours_report(fitted_from([plan(exam_code="OTHER"), *records])).days


def test_days_are_whole_weeks_from_the_first_to_the_exam_day() -> None:
    """Without anything they are this week; a session and an exam day widen them."""
    alone = days_of([])
    assert (alone[0].day, alone[-1].day, {day.hours for day in alone}) == (MONDAY, SUNDAY, {0.0})
    early = date(2026, 10, 29)
    planned = plan(starts_on=date(2026, 11, 11), exam_on=date(2026, 12, 9))
    days = days_of([planned, session(early, 2), session(early, 1, number=2)])
    assert (days[0].day, days[-1].day) == (date(2026, 10, 26), date(2026, 12, 13))
    assert [(day.day, day.hours) for day in days if day.hours] == [(early, 3.0)]


def test_days_far_from_today_are_left_out() -> None:
    """Half a year on either side is enough."""
    planned = plan(starts_on=TODAY - timedelta(days=400), exam_on=TODAY + timedelta(days=400))
    days = days_of([planned])
    assert (days[0].day, days[-1].day) == (MONDAY - CALENDAR_REACH, SUNDAY + CALENDAR_REACH)


def test_rest_days_are_those_of_the_plan_and_practice_exams_are_marked() -> None:
    """Sundays before the plan begins and after the exam day are not kept free."""
    planned = replace(
        plan(starts_on=date(2026, 11, 18), exam_on=date(2026, 12, 3)), rest_weekdays=("sunday", "tuesday")
    )
    days = days_of([planned, *practice_exam(date(2026, 11, 21), [(10, 20)] * 4)])
    assert [day.day.day for day in days if day.is_rest] == [22, 24, 29, 1]
    assert [day.day.day for day in days if day.has_practice_exam] == [21]


def test_once_an_exam_has_closed_weeks_end_with_the_last_session() -> None:
    """Until then they end with today's, as they do without a session."""
    began, exam = date(2026, 3, 2), shipped_blueprints()[EXAM]
    report = hours_report(fitted_from([session(began, 2)], blueprint=exam))
    assert (report.weeks[-1].week_on, report.days[0].day, report.is_last_week_over) == (began, began, True)
    again = hours_report(
        fitted_from([session(began, 2), replace(session(date(2026, 5, 5), 1), exam_code=EXAM)], blueprint=exam)
    )
    assert again.days[-1].day == date(2026, 5, 10)
    early = hours_report(fitted_from([session(began, 2)], as_of=date(2026, 3, 10), blueprint=exam))
    assert (early.weeks[-1].week_on, early.is_last_week_over) == (date(2026, 3, 9), False)


def test_once_an_exam_has_closed_a_last_week_without_study_has_its_plan() -> None:
    """The plan ends with the exam on Tuesday 31 March; the last session was on the Sunday before."""
    planned = plan(starts_on=date(2026, 3, 2), exam_on=date(2026, 4, 11))
    exam = shipped_blueprints()[EXAM]
    report = hours_report(fitted_from([planned, session(date(2026, 3, 29), 2)], blueprint=exam))
    assert report.this_week is not None
    assert (report.this_week.week_on, report.this_week.hours) == (date(2026, 3, 30), 0)
    assert report.this_week.band == pytest.approx((10 * 2 / 7, 12 * 2 / 7))


def test_after_a_pass_weeks_end_with_the_exam() -> None:
    """Unless a later session for it or a plan for another time shows that study went on."""
    passed_on, later = TODAY - timedelta(weeks=12), TODAY - timedelta(weeks=4)
    began = TODAY - timedelta(weeks=20)
    rows: list[Record] = [
        plan(starts_on=began),
        session(began, 2),
        ExamOutcome(taken_on=passed_on, exam_code="MLS-C01", is_passed=True),
    ]
    report = hours_report(fitted_from(rows))
    ends = report.weeks[-1].week_on, report.days[-1].day, [*report.cumulative][-1]
    assert ends == (monday_of(passed_on), monday_of(passed_on) + timedelta(days=6), passed_on)
    assert (report.days[0].day, report.this_week) == (monday_of(began), report.weeks[-1])
    assert list(report.days_this_week)[-1] == report.days[-1].day
    assert days_of([*rows, replace(session(later, 1), exam_code=EXAM)])[-1].day == monday_of(later) + timedelta(days=6)
    assert days_of([plan(starts_on=later), *rows[1:]])[-1].day == SUNDAY
