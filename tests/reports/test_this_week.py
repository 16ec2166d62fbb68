"""The weekly check-in."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest
from numpy.testing import assert_allclose

from analytics.blueprints.model import ExamStatus
from analytics.blueprints.parser import shipped_blueprints
from analytics.records import CardReview, CheckIn, ExamOutcome, PlannedWeek, Record
from analytics.reports.decision.chance_by_day import DECISION_WEEKS
from analytics.reports.decision.readiness import readiness_of_fit
from analytics.reports.study.gap_audit import LoggedHours
from analytics.reports.this_week import HISTORY_WEEKS, PreparationState, WeekReport, week_report
from tests.inputs.builders import (
    EXAM,
    TODAY,
    fitted_from,
    plan,
    practice_exam,
    session,
    total_of,
)
from tests.inputs.sizes import full

BLUEPRINT = replace(shipped_blueprints()[EXAM], listed_status=ExamStatus.ACTIVE, last_day=None)
COUNTS = [(8, 13), (12, 16), (16, 23), (12, 13)]


def report_of(records: Sequence[Record], as_of: date = TODAY) -> WeekReport:
    return week_report(fitted_from(records, as_of=as_of, blueprint=BLUEPRINT))


def test_with_nothing_there_is_nothing_to_look_back_on() -> None:
    """Without plan, exam and hours, only the prior ahead is left."""
    report = report_of([])
    assert (report.week_number, report.n_weeks, report.focus, report.planned_exam_on) == (None,) * 4
    assert (report.history, report.change, report.last_exam, report.last_forecast) == ((), None, None, None)
    assert (report.last_exam_losses, report.hours_since_last_exam.total) == ((), 0.0)


def test_history_is_weekly_chances_of_the_past() -> None:
    """It begins with the first exam, at most twelve weeks ago."""
    records: list[Record] = [
        *practice_exam(TODAY - timedelta(days=13), COUNTS),
        *practice_exam(TODAY - timedelta(days=3), [(13, 13), (16, 16), (23, 23), (13, 13)], provider="B"),
    ]
    report = report_of(records)
    assert [point.day for point in report.history] == [TODAY - timedelta(days=k) for k in (7, 0)]
    for point in report.history:
        then = readiness_of_fit(fitted_from(records, as_of=point.day).fitted)
        assert point.chance.value == pytest.approx(then.pass_probability.value, abs=1e-9)
    long = report_of(practice_exam(TODAY - timedelta(days=400), COUNTS))
    assert len(long.history) == HISTORY_WEEKS + 1
    assert report_of(practice_exam(TODAY - timedelta(days=6), COUNTS)).change is None


def test_history_ends_the_day_before_a_pass() -> None:
    """Its last chance is the one that pages compare with the result, without what the result added."""
    passed = ExamOutcome(taken_on=TODAY - timedelta(weeks=30), exam_code="MLS-C01", is_passed=True)
    before = practice_exam(TODAY - timedelta(days=400), COUNTS)
    last = report_of([*before, passed], as_of=passed.taken_on).history[-1]
    assert last.day == passed.taken_on - timedelta(days=1)
    forecast = readiness_of_fit(fitted_from(before, as_of=last.day).fitted, passed.taken_on)
    assert last.on_exam_day.value == pytest.approx(forecast.pass_probability.value, abs=1e-9)


@pytest.mark.parametrize(("planned", "last_day"), [(8, None), (None, 8), (None, 60)])
def test_history_ends_with_the_exam(planned: int | None, last_day: int | None) -> None:
    """On a planned day whose result is awaited, or on the exam's last; before that there may be none."""
    end, exam_on = (None if n is None else TODAY - timedelta(days=n) for n in (last_day, planned))
    records: list[Record] = [*practice_exam(TODAY - timedelta(days=40), COUNTS), plan(exam_on=exam_on)]
    history = week_report(fitted_from(records, blueprint=replace(BLUEPRINT, last_day=end))).history
    assert [point.day for point in history] == [TODAY - timedelta(weeks=k) for k in (5, 4, 3, 2)][: len(history)]
    assert bool(history) is (last_day != 60)


def test_the_change_is_of_the_same_exam_day() -> None:
    """Both chances are for the same exam day, one from the evidence of a week ago, as in the history."""
    exam_on = TODAY + timedelta(days=30)
    records: list[Record] = [
        *practice_exam(TODAY - timedelta(days=20), COUNTS),
        *practice_exam(TODAY - timedelta(days=3), [(13, 13), (16, 16), (23, 23), (13, 13)], provider="B"),
        plan(exam_on=exam_on),
    ]
    report = report_of(records)
    was, now = (
        readiness_of_fit(fitted_from(records, as_of=day).fitted, exam_on).pass_probability.value
        for day in (TODAY - timedelta(days=7), TODAY)
    )
    assert report.change is not None
    assert [point.on_exam_day.value for point in report.history[-2:]] == pytest.approx([was, now], abs=1e-9)
    assert report.change.was == report.history[-2].on_exam_day.value
    assert report.change.now - report.change.was == pytest.approx(now - was, abs=1e-8)
    assert report.change.is_notable


def test_without_an_exam_day_the_change_is_of_the_chances_that_were_shown() -> None:
    """Each was for the day on which it was shown."""
    rising = [[(6, 13), (8, 16), (12, 23), (6, 13)], [(8, 13), (10, 16), (15, 23), (8, 13)], COUNTS]
    days = [TODAY - timedelta(weeks=k) for k in (2, 1, 0)]
    records = [row for day, counts in zip(days, rising, strict=True) for row in practice_exam(day, counts)]
    now, then = report_of(records), report_of(records, as_of=days[1])
    shown = then.readiness.pass_probability.value, now.readiness.pass_probability.value
    assert now.change is not None
    assert (now.change.was, now.change.now) == pytest.approx(shown, abs=1e-9)
    assert [point.on_exam_day.value for point in now.history[-2:]] == pytest.approx(shown, abs=1e-9)


def test_a_planned_exam_day_in_the_past_is_shown_and_not_used() -> None:
    """Readiness is for today."""
    past = TODAY - timedelta(days=2)
    report = report_of([plan(exam_on=past), *practice_exam(TODAY, COUNTS)])
    assert (report.planned_exam_on, report.readiness.exam_on) == (past, TODAY)
    assert report.has_ended  # until its result is known
    assert not report_of(practice_exam(TODAY, COUNTS)).has_ended


def test_an_exam_day_whose_result_is_awaited_is_shown_also_once_the_exam_is_retired() -> None:
    """It was taken then, so that day is the end, not the exam's last."""
    exam_on, retired = TODAY - timedelta(days=12), replace(BLUEPRINT, last_day=TODAY - timedelta(days=5))
    report = week_report(fitted_from([plan(exam_on=exam_on)], blueprint=retired))
    assert (report.state, report.planned_exam_on) == (PreparationState.RESULT_DUE, exam_on)
    assert not (report.plan.planned.is_closed or report.hours.audit.is_closed)


def test_after_a_pass_nothing_changes() -> None:
    """There is no change in a week, and the plan and the preparation are over."""
    passed = ExamOutcome(taken_on=TODAY, exam_code=EXAM, is_passed=True)
    exam = practice_exam(TODAY - timedelta(days=9), COUNTS)
    report = report_of([plan(exam_on=TODAY + timedelta(days=9)), passed, *exam])
    assert (report.change, report.has_passed, report.planned_exam_on, report.plan.is_over) == (None, True, TODAY, True)
    assert report.has_ended


@pytest.mark.parametrize(
    ("days", "is_near"), [(None, False), (-1, False), (0, True), (7 * DECISION_WEEKS, True), (113, False)]
)
def test_a_last_day_is_near_within_the_weeks_considered(days: int | None, *, is_near: bool) -> None:
    """The weeks for which Book or wait weighs a day, both ends included."""
    last_day = None if days is None else TODAY + timedelta(days=days)
    assert replace(week_report(fitted_from([])), exam_last_day=last_day).is_last_day_near == is_near


def test_failed_attempts_are_on_the_time_axis_and_a_pass_is_not() -> None:
    """Only attempts at this exam count, the earliest first."""
    attempts = [(60, EXAM, False), (20, EXAM, False), (40, "AIF-C01", False), (1, EXAM, True)]
    records = [
        ExamOutcome(taken_on=TODAY - timedelta(days=ago), exam_code=code, is_passed=is_passed)
        for ago, code, is_passed in attempts
    ]
    assert report_of(records).attempts.failed_on == (TODAY - timedelta(days=60), TODAY - timedelta(days=20))


WEEKS = tuple(PlannedWeek(number, f"focus {number}") for number in (1, 2, 8))


@pytest.mark.parametrize(
    ("as_of", "exam_on", "weeks", "expected"),
    [
        (date(2026, 10, 12), None, WEEKS, (2, 8)),
        (date(2026, 12, 13), date(2026, 12, 7), WEEKS, (10, 10)),  # the week of the exam
        (date(2026, 10, 4), None, WEEKS, (None, None)),
        (date(2026, 12, 14), date(2026, 12, 7), WEEKS, (None, None)),
        (date(2027, 1, 4), None, (), (14, None)),
        *full(
            [
                (date(2026, 10, 7), None, (), (1, None)),  # the plan starts on Wednesday 7 October
                (date(2026, 10, 11), None, WEEKS, (1, 8)),  # its first week ends on Sunday the 11th
                (date(2026, 10, 5), date(2026, 12, 7), WEEKS, (1, 10)),  # the Monday before it starts
                (date(2026, 11, 30), None, WEEKS, (None, None)),
            ]
        ),
    ],
)
def test_weeks_of_the_plan_are_numbered_from_its_first(
    as_of: date, exam_on: date | None, weeks: tuple[PlannedWeek, ...], expected: tuple[int, int]
) -> None:
    """Weeks begin on Monday and end with the exam or the last planned one; outside there is no number."""
    given = replace(plan(starts_on=date(2026, 10, 7), exam_on=exam_on), weeks=weeks)
    report = report_of([given], as_of=as_of)
    assert (report.week_number, report.n_weeks) == expected


def test_the_focus_is_that_of_the_plans_week() -> None:
    """A week without a focus has the proposal: of 20, 24, 36 and 20 % the third comes first."""
    given = replace(plan(starts_on=date(2026, 10, 5)), weeks=WEEKS)
    assert report_of([given], as_of=date(2026, 10, 14)).focus == "focus 2"
    assert report_of([given], as_of=date(2026, 10, 21)).focus == "3"


def test_study_of_no_length_is_no_part_of_the_hours_since() -> None:
    """A card answered in 0 seconds may be all that followed the last practice exam."""
    card = CardReview(review_id="r", reviewed_at=TODAY, rating=3, response_time_s=0.0, domain_id="1")
    report = week_report(fitted_from([*practice_exam(TODAY - timedelta(days=5), [(7, 10)] * 4), card]))
    assert report.hours_since_last_exam.total == 0
    assert [domain.share_of_hours for domain in report.last_exam_losses] == [0.0] * 4


def test_losses_of_the_last_exam_are_beside_the_hours_since() -> None:
    """5, 4, 7 and 1 of 17 lost; since then 6 h of domain 1, 2 h of 3, and 4 h of none, as in the gap audit."""
    exam_on = TODAY - timedelta(days=5)
    records: list[Record] = [
        *practice_exam(TODAY - timedelta(days=9), [(0, 13)]),
        *practice_exam(exam_on, COUNTS, provider="B"),
        session(exam_on, 50.0, domain_id="2"),
        session(exam_on + timedelta(days=1), 6.0, domain_id="1"),
        session(TODAY, 2.0, domain_id="3"),
        session(TODAY, 4.0),
        session(TODAY + timedelta(days=1), 50.0, domain_id="4"),
    ]
    report = report_of(records)
    assert [(domain.n_lost, domain.n_items) for domain in report.last_exam_losses] == [
        (5, 13),
        (4, 16),
        (7, 23),
        (1, 13),
    ]
    assert_allclose([domain.share_of_loss for domain in report.last_exam_losses], [5 / 17, 4 / 17, 7 / 17, 1 / 17])
    assert_allclose([domain.share_of_hours for domain in report.last_exam_losses], [6 / 8, 0, 2 / 8, 0])
    assert report.hours_since_last_exam == LoggedHours({"1": 6.0, "3": 2.0}, 4.0)
    assert report.compares_hours
    assert report.last_exam is not None
    assert report.last_exam.day == exam_on
    assert [domain.name for domain in report.last_exam_losses] == [domain.name for domain in BLUEPRINT.domains]


def test_seen_and_new_questions_of_a_domain_are_lost_together() -> None:
    """Losses do not depend on how exposure was recorded."""
    (row, *rest) = practice_exam(TODAY, COUNTS)
    report = report_of([replace(row, n_seen_before=6, n_correct_seen_before=5), *rest])
    assert (report.last_exam_losses[0].n_lost, report.last_exam_losses[0].n_items) == (5, 13)


def test_a_perfect_exam_and_no_hours_have_no_shares() -> None:
    """With nothing lost and nothing studied, all shares are 0, and there is nothing to compare."""
    report = report_of(practice_exam(TODAY, [(13, 13), (16, 16), (23, 23), (13, 13)]))
    assert not report.compares_hours
    assert [(d.share_of_loss, d.share_of_hours) for d in report.last_exam_losses] == [(0.0, 0.0)] * 4


def test_a_total_has_no_losses_by_domain() -> None:
    """An exam known only by its total has no losses by domain."""
    report = report_of([total_of(TODAY, 45, 65), session(TODAY, 1.0)])
    assert report.last_exam_losses == ()
    assert report.last_exam is not None


def test_domains_without_questions_have_no_losses() -> None:
    """A practice exam of two domains has losses in two."""
    report = report_of(practice_exam(TODAY, COUNTS[:2]))
    assert [domain.domain_id for domain in report.last_exam_losses] == ["1", "2"]


def test_reflections_are_latest_first() -> None:
    """Notes up to the day; those of the last seven days are recent, and empty ones are left out."""
    days = [date(2026, 10, 1), date(2026, 10, 8), date(2026, 10, 14), date(2026, 10, 15)]
    entries = [CheckIn(on=day, note=f"note of {day.day}") for day in days]
    report = report_of([plan(), *entries, CheckIn(on=date(2026, 10, 13), sleep_h=7)], as_of=days[2])
    assert [one.note for one in report.reflections] == ["note of 14", "note of 8", "note of 1"]
    assert [one.on.day for one in report.recent_reflections] == [14, 8]


def test_a_domain_has_lost_most_only_where_no_other_lost_as_much() -> None:
    """With 9, 4 and 2 lost it is the first; with nothing lost, or two equal, none."""
    cases = [([(1, 10), (6, 10), (8, 10)], "1"), ([(1, 10), (1, 10)], None), ([(10, 10), (10, 10)], None)]
    for counts, expected in cases:
        report = report_of(practice_exam(date(2026, 10, 10), counts), as_of=date(2026, 10, 14))
        assert (report.largest_last_exam_loss.domain_id if report.largest_last_exam_loss else None) == expected
