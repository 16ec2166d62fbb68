"""Calendar weeks of a plan."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from analytics.records import PlannedWeek, StudyPlan
from analytics.reports.planning.plan_weeks import (
    calendar_weeks,
    first_practice_week,
    is_rest_day,
    study_days,
    week_count,
    week_number,
)

MONDAY = date(2026, 10, 5)
SATURDAY = date(2027, 1, 9)


def plan_of(**values: object) -> StudyPlan:
    """Make a plan of fourteen weeks that ends with an exam on a Saturday."""
    plan = StudyPlan(exam_code="X", starts_on=MONDAY, exam_on=SATURDAY, hours_per_week_low=8, hours_per_week_high=10)
    return replace(plan, **values)  # type: ignore[arg-type]  # any field of a plan


def test_weeks_are_counted_from_monday_whatever_day_the_plan_begins() -> None:
    """A plan from a Thursday has its first Sunday in week 1 and the next Monday in week 2."""
    plan = plan_of(starts_on=MONDAY + timedelta(days=3))
    days = [MONDAY - timedelta(days=1), MONDAY, MONDAY + timedelta(days=6), MONDAY + timedelta(days=7)]
    assert [week_number(plan, day) for day in days] == [0, 1, 1, 2]
    assert week_count(plan) == 14
    assert calendar_weeks(plan, MONDAY)[0].first_on == MONDAY + timedelta(days=3)


def test_the_last_week_ends_with_the_exam() -> None:
    """Fourteen weeks, the last of six days."""
    weeks = calendar_weeks(plan_of(), MONDAY)
    assert (len(weeks), weeks[-1].first_on, weeks[-1].last_on) == (14, date(2027, 1, 4), SATURDAY)
    assert [week.number for week in weeks if week.is_final] == [14]
    assert weeks[-1].holds(SATURDAY)
    assert not weeks[-1].holds(SATURDAY + timedelta(days=1))


@pytest.mark.parametrize(("weekday", "n_final"), [(0, 2), (3, 2), (4, 1), (6, 1)])
def test_an_exam_early_in_its_week_makes_the_week_before_a_last_one_too(weekday: int, n_final: int) -> None:
    """Of the seven days before a Thursday four are in the week before, of those before a Friday three."""
    weeks = calendar_weeks(plan_of(exam_on=date(2027, 1, 4) + timedelta(days=weekday)), MONDAY)
    assert [week.is_final for week in weeks] == [False] * (14 - n_final) + [True] * n_final


def test_without_an_exam_day_eight_weeks_are_planned_ahead() -> None:
    """The running week and eight more; before the start, eight after the first; a fixed week is always included."""
    plan = plan_of(exam_on=None)
    assert len(calendar_weeks(plan, MONDAY + timedelta(weeks=2))) == 3 + 8
    assert len(calendar_weeks(plan, MONDAY - timedelta(weeks=20))) == 1 + 8
    assert len(calendar_weeks(replace(plan, weeks=(PlannedWeek(30, "1"),)), MONDAY)) == 30
    assert not any(week.is_final for week in calendar_weeks(plan, MONDAY))


@pytest.mark.parametrize(
    ("audit_weeks", "exam_on", "named", "first"),
    [
        (2, SATURDAY, None, 7),  # two of audit, four of study
        (2, SATURDAY, 5, 5),  # what the plan says
        (2, date(2026, 11, 14), None, 3),  # six weeks: the middle
        (4, date(2026, 11, 14), None, 3),  # an audit of less than a week
        (0, None, None, 5),
    ],
)
def test_the_first_practice_exam_comes_after_four_weeks_of_study_and_by_the_middle(
    audit_weeks: int, exam_on: date | None, named: int | None, first: int
) -> None:
    """Unless the plan sets its week."""
    plan = plan_of(audit_weeks=audit_weeks, exam_on=exam_on, first_practice_exam_week=named)
    assert first_practice_week(plan) == first


def test_audit_takes_whole_weeks_or_a_part_of_the_first_and_review_the_last_days() -> None:
    """Each at most a sixth of 97 days, 41 days or 13 days; without an exam day, of the eight weeks planned ahead."""

    def reserved(**values: object) -> list[tuple[int, int]]:
        weeks = calendar_weeks(plan_of(**values), MONDAY)
        return [(w.audit_days, w.review_days) for w in weeks if w.audit_days or w.review_days]

    assert reserved(audit_weeks=3) == [(7, 0), (7, 0), (0, 6)]
    assert reserved(audit_weeks=3, exam_on=date(2026, 11, 14)) == [(6, 0), (0, 6)]
    assert reserved(audit_weeks=1, exam_on=date(2026, 10, 17)) == [(2, 0), (0, 2)]
    assert reserved(audit_weeks=2, exam_on=None) == [(7, 0)]
    assert reserved(exam_on=date(2027, 1, 5)) == [(0, 7), (0, 2)]
    assert reserved(exam_on=MONDAY - timedelta(days=1)) == []
    assert calendar_weeks(plan_of(starts_on=SATURDAY, exam_on=SATURDAY - timedelta(days=1)), MONDAY)[0].n_days == 0


def test_practice_exams_end_the_weeks_and_the_last_comes_three_days_before_the_exam() -> None:
    """Saturdays if Sunday is for review, none before the first; then the Wednesday before the exam."""
    weeks = calendar_weeks(plan_of(review_weekday="sunday", first_practice_exam_week=12), MONDAY)
    assert [week.practice_exam_on for week in weeks] == [
        *[None] * 11,
        date(2026, 12, 26),
        date(2027, 1, 2),
        date(2027, 1, 6),
    ]
    assert [week.review_on for week in weeks[-2:]] == [date(2027, 1, 3), None]


def test_the_last_practice_exam_may_be_put_before_the_last_week() -> None:
    """Ten days before the exam is the Wednesday of the week before; none follows it."""
    weeks = calendar_weeks(plan_of(last_practice_exam_days=10, first_practice_exam_week=12), MONDAY)
    assert [week.practice_exam_on for week in weeks[11:]] == [date(2026, 12, 27), date(2026, 12, 30), None]
    weeks = calendar_weeks(plan_of(last_practice_exam_days=17, first_practice_exam_week=11), MONDAY)
    assert [week.practice_exam_on for week in weeks[10:]] == [date(2026, 12, 20), date(2026, 12, 23), None, None]


@pytest.mark.parametrize("days", [0, 5])
def test_no_practice_exam_on_the_exam_day_or_before_the_plan(days: int) -> None:
    """A plan of three days to the exam has no day for it."""
    plan = plan_of(starts_on=SATURDAY - timedelta(days=3), last_practice_exam_days=days)
    assert [week.practice_exam_on for week in calendar_weeks(plan, SATURDAY)] == [None]


def test_the_last_practice_exam_may_be_on_a_rest_day_before_all_study_days_of_its_week() -> None:
    """Its day follows from the exam's: a Friday for a Monday exam, though only weekends are for study."""
    monday, weekdays = SATURDAY + timedelta(days=2), ("monday", "tuesday", "wednesday", "thursday", "friday")
    weeks = calendar_weeks(plan_of(exam_on=monday, rest_weekdays=weekdays), MONDAY)
    assert [week.practice_exam_on for week in weeks[-2:]] == [date(2027, 1, 8), None]


def test_rest_days_are_no_days_of_study() -> None:
    """Neither are days before the plan, the exam day, and days after it."""
    plan = plan_of(rest_weekdays=("saturday", "sunday"))
    assert is_rest_day(plan, MONDAY + timedelta(days=5))
    first = study_days(plan, MONDAY - timedelta(days=3), MONDAY + timedelta(days=6))
    assert first == tuple(MONDAY + timedelta(days=k) for k in range(5))
    assert study_days(plan_of(), SATURDAY - timedelta(days=1), SATURDAY + timedelta(days=2)) == (date(2027, 1, 8),)


def test_a_week_of_rest_alone_has_no_practice_exam() -> None:
    """It needs a study day that is not for review."""
    every = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
    for rest, review in ((every, None), (every[:-1], "sunday")):
        plan = plan_of(rest_weekdays=rest, review_weekday=review, first_practice_exam_week=1)
        assert calendar_weeks(plan, MONDAY)[0].practice_exam_on is None
