"""The days ahead: 11 hours a week on Monday, Wednesday, Friday and Sunday, which is for review."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path

from analytics.blueprints.parser import shipped_blueprints
from analytics.estimation.candidate import fit_candidate
from analytics.records import Record
from analytics.reports.study.days_ahead import DayPurpose, DaysAhead, days_ahead
from analytics.reports.study.plan import plan_report
from tests.inputs.builders import TODAY, plan, practice_exam, store_with

EXAM = shipped_blueprints()["DEA-C01"]
MONDAY = date(2026, 11, 23)
EXAM_ON = date(2026, 12, 12)
PLAN = replace(
    plan(exam_code=EXAM.code, starts_on=MONDAY, exam_on=EXAM_ON),
    first_practice_exam_week=2,
    review_weekday="sunday",
    rest_weekdays=("tuesday", "thursday", "saturday"),
)


def ahead_of(folder: Path, records: Iterable[Record]) -> DaysAhead:
    """Lay out the days ahead of a file of some records."""
    store = store_with(folder, records)
    return days_ahead(plan_report(fit_candidate(store, EXAM, "me", TODAY)), EXAM)


def test_a_weeks_hours_are_shared_out_to_its_days_of_study(tmp_path: Path) -> None:
    """11 hours on four days are 165 minutes each; none before the present day, a Wednesday."""
    ahead = ahead_of(tmp_path, [PLAN])
    first = [(day.day, day.purpose, day.time_on_task_min) for day in ahead.days if day.week.number == 1]
    assert first == [
        (date(2026, 11, 25), DayPurpose.FOCUS, 165),
        (date(2026, 11, 27), DayPurpose.FOCUS, 165),
        (date(2026, 11, 29), DayPurpose.REVIEW, 165),
    ]
    assert [week.number for week in ahead.weeks] == [1, 2, 3]
    assert ahead.exam_on == EXAM_ON


def test_a_session_is_at_least_five_minutes_and_never_longer_than_a_day_of_work(tmp_path: Path) -> None:
    """60 hours on one day a week is cut to eight; a minute a week is five."""
    rest = ("monday", "tuesday", "wednesday", "thursday", "saturday", "sunday")
    for hours, minutes in ((60.0, 480), (1 / 60, 5)):
        own = replace(PLAN, hours_per_week_low=hours, hours_per_week_high=hours, first_practice_exam_week=9)
        (tmp_path / f"{minutes}").mkdir()
        ahead = ahead_of(tmp_path / f"{minutes}", [replace(own, rest_weekdays=rest, exam_on=None)])
        assert {day.time_on_task_min for day in ahead.days if day.purpose is DayPurpose.FOCUS} == {minutes}


def practice_days(ahead: DaysAhead) -> list[tuple[date, int]]:
    """Give the days of practice exams with their length."""
    return [(day.day, day.time_on_task_min) for day in ahead.days if day.purpose is DayPurpose.PRACTICE_EXAM]


def test_a_practice_exam_takes_the_place_of_the_days_session(tmp_path: Path) -> None:
    """For as long as the exam takes: on the second week's Friday, and three days before the exam."""
    ahead = ahead_of(tmp_path, [PLAN])
    assert practice_days(ahead) == [(date(2026, 12, 4), EXAM.duration_min), (date(2026, 12, 9), EXAM.duration_min)]
    assert len({day.day for day in ahead.days}) == len(ahead.days)


def test_the_last_practice_exam_stays_on_a_day_that_is_kept_free(tmp_path: Path) -> None:
    """Four days before the exam is a Tuesday without study; the week's hours go to its other days as before."""
    ahead = ahead_of(tmp_path, [replace(PLAN, last_practice_exam_days=4)])
    assert practice_days(ahead)[-1] == (date(2026, 12, 8), EXAM.duration_min)
    others = [day.time_on_task_min for day in ahead.days if day.week.number == 2 and day.purpose is DayPurpose.FOCUS]
    assert others == [165, 165]


def test_a_practice_exam_that_was_taken_is_not_planned_again(tmp_path: Path) -> None:
    """What was sat on Monday leaves the week's Friday for its focus."""
    exam = practice_exam(MONDAY, [(10, 20)] * 4, exam_code=EXAM.code)
    ahead = ahead_of(tmp_path, [replace(PLAN, first_practice_exam_week=1), *exam])
    assert next(day.purpose for day in ahead.days if day.day == date(2026, 11, 27)) is DayPurpose.FOCUS
    assert len(practice_days(ahead)) == 2


def test_without_a_plan_or_days_ahead_there_is_nothing(tmp_path: Path) -> None:
    """Nor an exam day, once it is over or where none is set."""
    for name in "abc":
        (tmp_path / name).mkdir()
    nothing = DaysAhead((), (), None)
    assert ahead_of(tmp_path / "a", practice_exam(TODAY, [(1, 2)] * 4, exam_code=EXAM.code)) == nothing
    assert ahead_of(tmp_path / "b", [replace(PLAN, starts_on=date(2026, 1, 5), exam_on=date(2026, 2, 7))]) == nothing
    open_end = ahead_of(tmp_path / "c", [replace(PLAN, exam_on=None)])
    assert (bool(open_end.days), open_end.exam_on) == (True, None)
