"""The final week is read from the log, item by item."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest

from analytics.records import Activity, CheckIn, ExamOutcome, Record, StudySession
from analytics.reports.study.final_week import (
    STANDARD_SETTINGS,
    ChecklistItem,
    ChecklistResult,
    ChecklistStatus,
    DayStudy,
    FinalWeek,
    FinalWeekSettings,
    Phase,
    final_week_report,
    settings_from,
    settings_text,
)
from tests.inputs.builders import EXAM, OPEN_EXAM, TODAY, fitted_from, plan, practice_exam, session

COUNTS = [(6, 13), (10, 13), (8, 13), (7, 13)]


def before(exam_on: date, days: int) -> date:
    """Return the day some days before the exam."""
    return exam_on - timedelta(days=days)


def studied(day: date, hours: float, activity: Activity = Activity.READING, *, is_new: bool | None) -> StudySession:
    return replace(session(day, hours, activity=activity), is_new_material=is_new)


def report_of(exam_on: date, records: Sequence[Record], settings: FinalWeekSettings = STANDARD_SETTINGS) -> FinalWeek:
    return final_week_report(fitted_from([plan(exam_on=exam_on), *records]), settings)


def check_of(report: FinalWeek, item: ChecklistItem) -> ChecklistResult:
    return next(check for check in report.checks if check.item is item)


def test_without_an_exam_day_there_is_no_final_week() -> None:
    """Neither without a plan nor with one without an exam day."""
    for records in ([plan()], practice_exam(TODAY, COUNTS)):
        report = final_week_report(fitted_from(records))
        assert (report.phase, report.exam_on, report.checks, report.days) == (Phase.NO_EXAM_DAY, None, (), ())


def test_before_the_final_week_everything_is_ahead() -> None:
    """Items have their limits but no result; past days are listed."""
    exam_on = TODAY + timedelta(days=8)
    report = report_of(exam_on, [studied(TODAY, 2, is_new=True)])
    assert (report.phase, report.first_on) == (Phase.BEFORE, TODAY + timedelta(days=1))
    assert {check.status for check in report.checks} == {ChecklistStatus.AHEAD}
    assert [check.limit for check in report.checks] == [7, 3, 0, 12, 7, 60]
    assert report.practice_exam_on == before(exam_on, 3)
    assert [day.day for day in report.days] == [before(exam_on, 21 - k) for k in range(14)]
    assert (report.days[-1].hours, report.days[-1].new_hours) == (2.0, 2.0)
    assert (report.n_done, report.n_checked) == (0, 0)
    assert report_of(TODAY + timedelta(days=90), []).days == ()


@pytest.mark.parametrize(("taken", "status"), [(28, ChecklistStatus.DONE), (25, ChecklistStatus.NOT_KEPT)])
def test_a_last_practice_exam_whose_day_has_passed_is_checked(taken: int, status: ChecklistStatus) -> None:
    """Also before the final week: a plan may have it four weeks before the exam."""
    exam_on = TODAY + timedelta(days=20)
    exams = practice_exam(before(exam_on, taken), COUNTS)
    own = replace(plan(exam_on=exam_on), last_practice_exam_days=28)
    report = final_week_report(fitted_from([own, *exams]))
    assert (report.phase, check_of(report, ChecklistItem.PRACTICE_EXAM).status) == (Phase.BEFORE, status)
    assert report.practice_exams == ()


def test_a_plan_without_a_last_practice_exam_is_not_checked_for_it() -> None:
    """None is planned for the exam day itself."""
    own = replace(plan(exam_on=TODAY + timedelta(days=3)), last_practice_exam_days=0)
    checks = final_week_report(fitted_from([own])).checks
    assert ChecklistItem.PRACTICE_EXAM not in {check.item for check in checks}


def test_a_pass_before_the_planned_day_was_the_exam() -> None:
    """The final week is the one before the pass, and is over."""
    passed_on = TODAY - timedelta(days=1)
    report = report_of(TODAY + timedelta(days=9), [ExamOutcome(taken_on=passed_on, exam_code=EXAM, is_passed=True)])
    assert (report.phase, report.exam_on) == (Phase.OVER, passed_on)


def test_a_planned_day_after_the_exam_has_closed_has_no_final_week() -> None:
    """One before its end had a week, which is over."""
    closed = replace(OPEN_EXAM, last_day=TODAY - timedelta(days=1))

    def week_before(exam_on: date) -> FinalWeek:
        return final_week_report(fitted_from([plan(exam_on=exam_on)], blueprint=closed))

    later, earlier = week_before(TODAY + timedelta(days=9)), week_before(TODAY - timedelta(days=3))
    assert (later.phase, later.is_closed) == (Phase.NO_EXAM_DAY, True)
    assert (earlier.phase, earlier.exam_on) == (Phase.OVER, TODAY - timedelta(days=3))


def test_a_planned_day_within_the_wait_after_a_fail_had_no_final_week() -> None:
    """Neither before that day nor after it."""
    failed = ExamOutcome(taken_on=TODAY - timedelta(days=12), exam_code=EXAM, is_passed=False)
    for days in (-1, 0, 1):
        assert report_of(TODAY + timedelta(days=days), [failed]).phase is Phase.NO_EXAM_DAY


def test_the_final_week_is_the_seven_days_before_the_exam() -> None:
    """The exam day itself ends it."""
    phases = [report_of(TODAY + timedelta(days=k), []).phase for k in (8, 7, 1, 0)]
    assert phases == [Phase.BEFORE, Phase.RUNNING, Phase.RUNNING, Phase.OVER]
    assert report_of(TODAY - timedelta(days=30), []).phase is Phase.OVER


def test_new_material_within_the_week_is_not_kept() -> None:
    """Its hours and days are listed; the day before the week does not count."""
    exam_on = TODAY + timedelta(days=1)
    rows = [
        studied(before(exam_on, 8), 3, is_new=True),
        studied(before(exam_on, 7), 1, is_new=True),
        studied(before(exam_on, 5), 2, is_new=False),
        studied(before(exam_on, 4), 0.5, is_new=True),
    ]
    check = check_of(report_of(exam_on, rows), ChecklistItem.NEW_MATERIAL)
    assert (check.status, check.found, check.days) == (
        ChecklistStatus.NOT_KEPT,
        1.5,
        (before(exam_on, 7), before(exam_on, 4)),
    )
    shorter = FinalWeekSettings(new_material_days=3)
    assert (
        check_of(report_of(exam_on, rows, shorter), ChecklistItem.NEW_MATERIAL).status is ChecklistStatus.NOT_RECORDED
    )
    rows = [*rows, studied(before(exam_on, 2), 1, is_new=False)]
    check = check_of(report_of(exam_on, rows, shorter), ChecklistItem.NEW_MATERIAL)
    assert (check.status, check.found, check.limit) == (ChecklistStatus.NOT_YET, 0.0, 3)
    assert check.days == (before(exam_on, 2),)


def test_no_new_material_is_certain_only_after_the_week() -> None:
    """Until then it stays open, and there is nothing to do about it."""
    open_on, over_on = TODAY + timedelta(days=1), TODAY - timedelta(days=1)
    running = report_of(open_on, [studied(before(open_on, 2), 1, is_new=False)])
    over = report_of(over_on, [studied(before(over_on, 2), 1, is_new=False)])
    assert check_of(running, ChecklistItem.NEW_MATERIAL).status is ChecklistStatus.NOT_YET
    assert ChecklistItem.NEW_MATERIAL not in [check.item for check in running.due]
    assert check_of(over, ChecklistItem.NEW_MATERIAL).status is ChecklistStatus.DONE


def test_unmarked_sessions_leave_new_material_open() -> None:
    """Unmarked reading may be new; unmarked review, notes, diagrams and practice questions are not."""
    exam_on = TODAY + timedelta(days=1)
    candidate = [Activity.REVIEW, Activity.NOTES, Activity.DIAGRAM, Activity.PRACTICE]
    rows = [studied(before(exam_on, k), 1, activity, is_new=None) for k, activity in enumerate(candidate, start=2)]
    assert check_of(report_of(exam_on, rows), ChecklistItem.NEW_MATERIAL).status is ChecklistStatus.NOT_YET
    rows = [*rows, studied(before(exam_on, 6), 1.5, is_new=None)]
    check = check_of(report_of(exam_on, rows), ChecklistItem.NEW_MATERIAL)
    assert (check.status, check.found, check.days) == (ChecklistStatus.NOT_RECORDED, 1.5, (before(exam_on, 6),))
    none = check_of(report_of(exam_on, []), ChecklistItem.NEW_MATERIAL)
    assert (none.status, none.found, none.days) == (ChecklistStatus.NOT_RECORDED, None, ())


@pytest.mark.parametrize(
    ("exam_in", "taken", "status", "late"),
    [
        (5, [], ChecklistStatus.NOT_YET, None),
        (3, [], ChecklistStatus.NOT_YET, None),
        (2, [], ChecklistStatus.NOT_RECORDED, None),
        (1, [3], ChecklistStatus.DONE, 0),
        (1, [6, 3], ChecklistStatus.DONE, 0),
        (1, [6], ChecklistStatus.NOT_KEPT, -3),
        (1, [3, 2], ChecklistStatus.NOT_KEPT, 1),
        (4, [6], ChecklistStatus.NOT_YET, -3),
        (3, [6], ChecklistStatus.NOT_YET, -3),
        (1, [9], ChecklistStatus.NOT_RECORDED, None),
    ],
)
def test_the_last_practice_exam_is_compared_with_its_day(
    exam_in: int, taken: list[int], status: ChecklistStatus, late: float | None
) -> None:
    """It is three days before the exam unless the plan says otherwise; none may come after it."""
    exam_on = TODAY + timedelta(days=exam_in)
    rows = [row for days in taken for row in practice_exam(before(exam_on, days), COUNTS)]
    check = check_of(report_of(exam_on, rows), ChecklistItem.PRACTICE_EXAM)
    assert (check.status, check.found) == (status, late)


def test_the_plan_names_the_day_of_the_last_practice_exam() -> None:
    """Even before the final week."""
    exam_on = TODAY + timedelta(days=1)
    own = replace(plan(exam_on=exam_on), last_practice_exam_days=9)
    rows = practice_exam(before(exam_on, 9), COUNTS)
    report = final_week_report(fitted_from([own, *rows]))
    check = check_of(report, ChecklistItem.PRACTICE_EXAM)
    assert (report.practice_exam_on, check.limit) == (before(exam_on, 9), 9)
    assert (check.status, report.practice_exams) == (ChecklistStatus.DONE, (before(exam_on, 9),))


def test_review_and_hours_are_those_of_the_week() -> None:
    """Review includes notes and diagrams; whether hours stay within the plan's maximum is decided after it."""
    running, over = TODAY + timedelta(days=1), TODAY
    for exam_on in (running, over):
        rows = [
            studied(before(exam_on, 5), 2, Activity.DIAGRAM, is_new=False),
            studied(before(exam_on, 4), 1, Activity.NOTES, is_new=True),
            studied(before(exam_on, 2), 6, Activity.PRACTICE, is_new=False),
            studied(before(exam_on, 8), 9, Activity.REVIEW, is_new=False),
        ]
        report = report_of(exam_on, rows)
        review, hours = check_of(report, ChecklistItem.REVIEW), check_of(report, ChecklistItem.HOURS)
        assert (review.status, review.found, review.days) == (ChecklistStatus.DONE, 2.0, (before(exam_on, 5),))
        assert (hours.found, hours.limit) == (9.0, 12)
        assert hours.status is (ChecklistStatus.DONE if exam_on == over else ChecklistStatus.NOT_YET)
        most = FinalWeekSettings(most_hours=8.5)
        assert check_of(report_of(exam_on, rows, most), ChecklistItem.HOURS).status is ChecklistStatus.NOT_KEPT
    silent = report_of(over, [])
    assert [check_of(silent, i).status for i in (ChecklistItem.REVIEW, ChecklistItem.HOURS)] == [
        ChecklistStatus.NOT_RECORDED
    ] * 2
    still = report_of(running, [])
    assert [check_of(still, i).status for i in (ChecklistItem.REVIEW, ChecklistItem.HOURS)] == [
        ChecklistStatus.NOT_YET
    ] * 2


def test_sleep_and_screen_are_means_of_records() -> None:
    """Only recorded days of the week count."""
    exam_on = TODAY + timedelta(days=1)
    rows = [
        CheckIn(on=before(exam_on, 8), sleep_h=2, evening_screen_min=400),
        CheckIn(on=before(exam_on, 3), sleep_h=6, evening_screen_min=30),
        CheckIn(on=before(exam_on, 2), sleep_h=8.5),
        CheckIn(on=before(exam_on, 1), evening_screen_min=100),
    ]
    report = report_of(exam_on, rows)
    sleep, screen = check_of(report, ChecklistItem.SLEEP), check_of(report, ChecklistItem.SCREEN)
    assert (sleep.status, sleep.found, len(sleep.days)) == (ChecklistStatus.DONE, 7.25, 2)
    assert (screen.status, screen.found, len(screen.days)) == (ChecklistStatus.NOT_KEPT, 65.0, 2)
    assert (report.n_done, report.n_checked) == (1, 4)
    none = report_of(exam_on, [])
    assert [check_of(none, i).status for i in (ChecklistItem.SLEEP, ChecklistItem.SCREEN)] == [
        ChecklistStatus.NOT_RECORDED
    ] * 2


def test_only_what_counts_is_checked() -> None:
    """In the order of the list."""
    settings = FinalWeekSettings(counted=(ChecklistItem.SCREEN, ChecklistItem.NEW_MATERIAL))
    report = report_of(TODAY, [], settings)
    assert [check.item for check in report.checks] == [ChecklistItem.NEW_MATERIAL, ChecklistItem.SCREEN]


def test_settings_survive_storage() -> None:
    settings = FinalWeekSettings(counted=(ChecklistItem.REVIEW,), new_material_days=4, most_hours=6.5, least_sleep_h=8)
    assert settings_from(settings_text(settings)) == settings
    assert settings_from(settings_text(STANDARD_SETTINGS)) == STANDARD_SETTINGS


def test_a_day_has_other_hours_beside_new_material_and_review() -> None:
    """The other hours are what is left of the day's hours."""
    day = DayStudy(TODAY, hours=4.0, new_hours=1.0, review_hours=2.5, unmarked_hours=0.0)
    assert day.other_hours == 0.5


def test_what_is_due_is_open_and_can_be_done_today() -> None:
    """The practice exam is due on its day; hours are open until the week is over, and never due."""
    exam_on = TODAY + timedelta(days=4)
    assert [check.item for check in report_of(exam_on, []).due] == [
        ChecklistItem.NEW_MATERIAL,
        ChecklistItem.REVIEW,
        ChecklistItem.SLEEP,
        ChecklistItem.SCREEN,
    ]
    assert ChecklistItem.PRACTICE_EXAM in [check.item for check in report_of(TODAY + timedelta(days=3), []).due]
    assert final_week_report(fitted_from([])).due == ()
