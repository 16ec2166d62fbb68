"""The days on which a candidate can take an exam."""

from dataclasses import replace
from datetime import date, timedelta

from analytics.blueprints.model import ExamStatus
from analytics.blueprints.parser import shipped_blueprints
from analytics.estimation.attempts import NO_ATTEMPTS, Attempt, Attempts
from analytics.estimation.exam_plan import ClosedExamDay, ClosedReason, OpenDays, PlannedExam, closed_on, open_days
from tests.inputs.builders import plan

TODAY = date(2026, 11, 25)
DAY = timedelta(days=1)
EXAM = replace(
    shipped_blueprints()["MLS-C01"], listed_status=ExamStatus.ACTIVE, first_day=None, last_day=None, retake_wait_d=(14,)
)
FAILED = Attempts((Attempt(TODAY - 4 * DAY, is_passed=False),))


def test_an_exam_is_open_from_today_between_its_dates() -> None:
    """It opens with the latest of today, its first day and the end of a retake wait; the earlier limit ends it."""
    dated = replace(EXAM, first_day=TODAY + 3 * DAY, last_day=TODAY + 30 * DAY)
    assert open_days(EXAM, NO_ATTEMPTS, TODAY) == OpenDays(TODAY, None)
    assert open_days(dated, NO_ATTEMPTS, TODAY) == OpenDays(TODAY + 3 * DAY, TODAY + 30 * DAY)
    assert open_days(dated, FAILED, TODAY) == OpenDays(TODAY + 10 * DAY, TODAY + 30 * DAY)
    assert open_days(dated, FAILED, TODAY, TODAY + 20 * DAY).last == TODAY + 20 * DAY


def test_without_a_date_an_exam_to_come_or_gone_has_no_day() -> None:
    """Nor has one whose last day has passed, or whose attempts are used up."""
    spent = replace(EXAM, attempt_limit=1, attempt_window_d=None)
    for exam in (
        replace(EXAM, listed_status=ExamStatus.ANNOUNCED),
        replace(EXAM, listed_status=ExamStatus.RETIRED),
        replace(EXAM, last_day=TODAY - DAY),
        spent,
    ):
        days = open_days(exam, FAILED, TODAY)
        assert days.is_empty
        assert days.nearest(TODAY) is None
    assert TODAY not in open_days(EXAM, FAILED, TODAY)


def test_the_nearest_open_day() -> None:
    """A closed day moves to the nearer end, an open one stays."""
    days = OpenDays(TODAY, TODAY + 9 * DAY)
    assert [days.nearest(TODAY + k * DAY) for k in (-3, 4, 20)] == [TODAY, TODAY + 4 * DAY, TODAY + 9 * DAY]
    assert OpenDays(TODAY, None).nearest(TODAY + 400 * DAY) == TODAY + 400 * DAY


def test_an_exam_closes_for_good_with_its_last_day_or_a_fail_without_a_retake() -> None:
    """A wait that ends after the last day closes it on the day of the fail, and a pass closes nothing."""
    fail, passed = TODAY - 4 * DAY, Attempts((Attempt(TODAY - DAY, is_passed=True),))
    ended, ends = replace(EXAM, last_day=TODAY - DAY), replace(EXAM, last_day=TODAY + 9 * DAY)
    assert closed_on(ended, NO_ATTEMPTS, TODAY) == TODAY - DAY
    assert closed_on(replace(EXAM, listed_status=ExamStatus.RETIRED), NO_ATTEMPTS, TODAY) == TODAY - DAY
    assert closed_on(ends, NO_ATTEMPTS, TODAY) is None
    assert closed_on(ends, FAILED, TODAY) == closed_on(replace(EXAM, attempt_limit=1), FAILED, TODAY) == fail
    assert closed_on(EXAM, FAILED, TODAY) is closed_on(ended, passed, TODAY) is None


def test_an_exam_day_on_which_the_exam_cannot_be_taken_has_a_reason() -> None:
    """After its last day, before its first, and before a retake is allowed; not once none is left."""
    exam_on = TODAY + 60 * DAY
    own, waiting = plan(exam_on=exam_on), replace(EXAM, retake_wait_d=(200,), attempt_limit=None)

    def closed(attempts: Attempts = NO_ATTEMPTS, **changed: object) -> ClosedExamDay | None:
        exam = replace(waiting, **changed)  # type: ignore[arg-type]  # any field of a blueprint
        return PlannedExam(own, attempts, exam, TODAY).closed_exam_day

    assert closed() is closed(last_day=exam_on) is closed(first_day=exam_on) is None
    assert closed(last_day=exam_on - DAY) == ClosedExamDay(ClosedReason.AFTER_LAST_DAY, exam_on - DAY)
    assert closed(first_day=exam_on + DAY) == ClosedExamDay(ClosedReason.BEFORE_FIRST_DAY, exam_on + DAY)
    assert closed(FAILED) == ClosedExamDay(ClosedReason.BEFORE_RETAKE_OPENS, TODAY + 196 * DAY)
    assert closed(FAILED, attempt_limit=1) is None
    assert PlannedExam(None, NO_ATTEMPTS, EXAM, TODAY).closed_exam_day is None
