"""The days ahead: 11 hours a week on Monday, Wednesday, Friday and Sunday, the review day."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

import pytest

from analytics.blueprints.parser import shipped_blueprints
from analytics.records import Record
from analytics.reports.study.plan import DayAhead, DayPurpose, days_ahead, plan_report
from tests.inputs.builders import TODAY, fitted_from, plan, practice_exam

EXAM = shipped_blueprints()["DEA-C01"]
MONDAY = date(2026, 11, 23)
EXAM_ON = date(2026, 12, 12)
PLAN = replace(
    plan(exam_code=EXAM.code, starts_on=MONDAY, exam_on=EXAM_ON),
    first_practice_exam_week=2,
    review_weekday="sunday",
    rest_weekdays=("tuesday", "thursday", "saturday"),
)


def ahead_of(records: Iterable[Record]) -> list[DayAhead]:
    return days_ahead(plan_report(fitted_from(records, blueprint=EXAM)), EXAM)


def test_a_weeks_hours_are_shared_out_to_its_days_of_study() -> None:
    """11 hours on four days are 165 minutes each; past days are left out, and today is a Wednesday."""
    ahead = ahead_of([PLAN])
    first = [(day.day, day.purpose, day.time_on_task_min) for day in ahead if day.week.number == 1]
    assert first == [
        (date(2026, 11, 25), DayPurpose.FOCUS, 165),
        (date(2026, 11, 27), DayPurpose.FOCUS, 165),
        (date(2026, 11, 29), DayPurpose.REVIEW, 165),
    ]


def test_the_last_practice_exam_is_three_days_before_the_end_of_the_exam() -> None:
    """It is when the planned day is after the exam's last day."""
    ending = replace(EXAM, last_day=date(2026, 12, 4))
    ahead = days_ahead(plan_report(fitted_from([PLAN], blueprint=ending)), ending)
    assert practice_days(ahead) == [(date(2026, 12, 1), EXAM.duration_min)]


def test_a_session_is_at_least_five_minutes_and_never_longer_than_a_day_of_work() -> None:
    """60 hours on one day a week are cut to eight; a minute a week becomes five."""
    rest = ("monday", "tuesday", "wednesday", "thursday", "saturday", "sunday")
    for hours, minutes in ((60.0, 480), (1 / 60, 5)):
        own = replace(PLAN, hours_per_week_low=hours, hours_per_week_high=hours, first_practice_exam_week=9)
        ahead = ahead_of([replace(own, rest_weekdays=rest, exam_on=None)])
        assert {day.time_on_task_min for day in ahead if day.purpose is DayPurpose.FOCUS} == {minutes}


def test_a_practice_exam_as_long_as_the_weeks_hours_leaves_no_session() -> None:
    """A lab of 24 hours is more than a week of 11; sessions of five minutes beside it would be nonsense."""
    lab = replace(EXAM, duration_min=1440)
    ahead = days_ahead(plan_report(fitted_from([PLAN], blueprint=lab)), lab)
    assert {day.purpose for day in ahead if day.week.number == 2} == {DayPurpose.PRACTICE_EXAM}
    assert {day.purpose for day in ahead if day.week.number == 1} == {DayPurpose.FOCUS, DayPurpose.REVIEW}


def practice_days(ahead: Sequence[DayAhead]) -> list[tuple[date, int]]:
    """Return the days of practice exams with their length."""
    return [(day.day, day.time_on_task_min) for day in ahead if day.purpose is DayPurpose.PRACTICE_EXAM]


def test_a_practice_exam_takes_the_place_of_the_days_session() -> None:
    """It takes the exam's time out of the week's 11 h: on the second week's Friday, and three days before the exam."""
    ahead = ahead_of([PLAN])
    assert sum(day.time_on_task_min for day in ahead if day.week.number == 2) == pytest.approx(660, abs=10)
    assert practice_days(ahead) == [(date(2026, 12, 4), EXAM.duration_min), (date(2026, 12, 9), EXAM.duration_min)]
    assert len({day.day for day in ahead}) == len(ahead)


def test_the_last_practice_exam_stays_on_a_day_that_is_kept_free() -> None:
    """Four days before the exam is a rest day; the rest of the week's 566 minutes is divided among its other days."""
    ahead = ahead_of([replace(PLAN, last_practice_exam_days=4)])
    assert practice_days(ahead)[-1] == (date(2026, 12, 8), EXAM.duration_min)
    assert [day.time_on_task_min for day in ahead if day.week.number == 3] == [145, EXAM.duration_min, 145, 145]


def test_a_practice_exam_that_was_taken_is_not_planned_again() -> None:
    """An exam taken on Monday leaves the week's Friday for its focus."""
    exam = practice_exam(MONDAY, [(10, 20)] * 4, exam_code=EXAM.code)
    ahead = ahead_of([replace(PLAN, first_practice_exam_week=1), *exam])
    assert next(day.purpose for day in ahead if day.day == date(2026, 11, 27)) is DayPurpose.FOCUS
    assert len(practice_days(ahead)) == 2


def test_each_part_of_a_week_has_its_share_of_the_days_left_for_it() -> None:
    """Of two equal parts each has one of Monday and Wednesday: Friday has a practice exam, Sunday is for review."""
    report = plan_report(fitted_from([PLAN], blueprint=EXAM))
    halves = {"1": 0.5, "2": 0.5}
    week = replace(next(week for week in report.weeks_left if week.number == 2), parts=halves)
    days = days_ahead(replace(report, weeks=(week,)), EXAM)
    assert [(day.day.day, day.focus) for day in days] == [(30, "1"), (2, "2"), (4, None), (6, None)]


def test_the_days_left_begin_with_what_to_study_next() -> None:
    """Monday is over: of two equal parts the first has Wednesday, the second Friday."""
    report = plan_report(fitted_from([PLAN], blueprint=EXAM))
    week = replace(report.weeks_left[0], parts={"1": 0.5, "2": 0.5})
    days = days_ahead(replace(report, weeks=(week,)), EXAM)
    assert [(day.day.day, day.focus) for day in days] == [(25, "1"), (27, "2"), (29, None)]


def test_a_practice_exam_that_was_missed_is_not_in_the_days_left() -> None:
    """Its planned day was Tuesday; the week's hours are then those of its other days."""
    report = plan_report(fitted_from([PLAN], blueprint=EXAM))
    week = replace(report.weeks_left[0], practice_exam_left=date(2026, 11, 24))
    days = days_ahead(replace(report, weeks=(week,)), EXAM)
    assert [(day.day.day, day.time_on_task_min) for day in days] == [(25, 165), (27, 165), (29, 165)]


def test_without_a_plan_or_days_ahead_there_is_nothing() -> None:
    """Without an exam day there are days."""
    assert ahead_of(practice_exam(TODAY, [(1, 2)] * 4, exam_code=EXAM.code)) == []
    assert ahead_of([replace(PLAN, starts_on=date(2026, 1, 5), exam_on=date(2026, 2, 7))]) == []
    assert ahead_of([replace(PLAN, exam_on=None)])
