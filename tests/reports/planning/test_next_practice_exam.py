"""The next practice exam: its day, size and forecast."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from analytics.blueprints.parser import shipped_blueprints
from analytics.estimation.candidate import fit_candidates
from analytics.records import ExamOutcome, Record, StudyPlan
from analytics.reports.decision.readiness import readiness_of, readiness_of_all
from analytics.reports.planning.next_practice_exam import next_day_of, next_forecast
from analytics.reports.planning.study_next import StudyNext, StudyReason, study_next
from analytics.reports.practice.stabilization import stabilization_report
from analytics.reports.study.gap_audit import gap_audit
from analytics.reports.study.plan import DayPurpose, days_ahead, plan_report
from analytics.reports.this_week import week_report
from tests.inputs.builders import candidate_of, fitted_from, plan, practice_exam, store_with

WEDNESDAY = date(2026, 3, 4)
EXAM_CODE = "AIF-C01"
COUNTS = [(9, 13), (11, 16), (12, 18), (6, 9), (6, 9)]


def exam(days_ago: int, n: int = 1) -> list[Record]:
    """Make a practice exam of 65 questions, or as many times more."""
    counts = [(n * right, n * asked) for right, asked in COUNTS]
    return list(practice_exam(WEDNESDAY - timedelta(days=days_ago), counts, exam_code=EXAM_CODE))


def own_plan(exam_in: int | None, *, started: int = 30) -> StudyPlan:
    """Make a plan with a practice exam in each week, reviewing on Sundays."""
    planned = plan(
        exam_code=EXAM_CODE,
        starts_on=WEDNESDAY - timedelta(days=started),
        exam_on=None if exam_in is None else WEDNESDAY + timedelta(days=exam_in),
    )
    return replace(planned, first_practice_exam_week=1, review_weekday="sunday")


FAILED = ExamOutcome(taken_on=WEDNESDAY - timedelta(days=3), exam_code=EXAM_CODE, is_passed=False)


def next_of(*records: Record) -> date | None:
    candidate = fitted_from(records, exam_code=EXAM_CODE, as_of=WEDNESDAY)
    return next_day_of(candidate, candidate.evidence, 0)


@pytest.mark.parametrize(
    ("records", "days"),
    [
        ([own_plan(60)], 3),
        ([own_plan(None)], 3),
        ([own_plan(60), *exam(1)], 10),  # this week's has been taken
        ([own_plan(60), *exam(9), replace(FAILED, taken_on=WEDNESDAY)], 10),  # this week the real one has been taken
        ([own_plan(60, started=-7)], 10),  # the plan has not begun
        ([own_plan(9)], 3),
        ([own_plan(9), *exam(1)], 6),  # three days before the exam
        ([own_plan(4), *exam(1)], 1),  # also in a week in which one has been taken
    ],
)
def test_the_plans_day_comes_first(records: Sequence[Record], days: int) -> None:
    """It is the first planned day of a week without a practice exam, the same as in the calendar of the plan."""
    on = next_of(*records)
    assert on == WEDNESDAY + timedelta(days=days)
    candidate = fitted_from(records, exam_code=EXAM_CODE, as_of=WEDNESDAY)
    ahead = days_ahead(plan_report(candidate), candidate.blueprint)
    assert on == next(day.day for day in ahead if day.purpose is DayPurpose.PRACTICE_EXAM)


@pytest.mark.parametrize(
    ("records", "days"), [([], 0), (exam(3), 4), (exam(7), 0), (exam(40), 0), ([own_plan(-3), FAILED, *exam(6)], 4)]
)
def test_without_a_running_plan_it_is_a_week_after_the_last(records: Sequence[Record], days: int) -> None:
    """It is today if that has passed, and before the first. Of a plan up to a failed attempt only the fail counts."""
    assert next_of(*records) == WEDNESDAY + timedelta(days=days)


def test_there_is_none_left_to_take() -> None:
    """After the plan's last one, after a pass or without a result, and once the exam cannot be taken."""
    passed = ExamOutcome(taken_on=WEDNESDAY, exam_code=EXAM_CODE, is_passed=True)
    assert next_of(own_plan(2)) is None
    assert next_of(passed, *exam(9)) is None
    assert next_of(own_plan(-3), *exam(6)) is next_of(own_plan(0), *exam(6)) is None
    closed = shipped_blueprints()["MLS-C01"]
    retired = fitted_from(practice_exam(date(2026, 3, 1), COUNTS[:4]), as_of=date(2026, 11, 25), blueprint=closed)
    assert next_day_of(retired, retired.evidence, 0) is None
    assert next_forecast(retired) is None


def test_there_is_none_after_the_last_day_of_the_real_exam() -> None:
    """A plan beyond that day, and the rhythm of a week, name no practice exam for an exam that has ended."""
    last_on = date(2026, 11, 30)
    taken: list[Record] = [*practice_exam(last_on - timedelta(days=5), COUNTS[:4], exam_code="DVA-C02")]
    own = plan(exam_code="DVA-C02", starts_on=date(2026, 9, 21), exam_on=date(2026, 12, 5))
    cases: list[tuple[list[Record], date, int | None]] = [
        ([own, *taken], last_on - timedelta(days=1), None),
        ([own], last_on - timedelta(days=3), -3),
        (taken, last_on - timedelta(days=1), None),
    ]
    for records, as_of, days in cases:
        candidate = fitted_from(records, exam_code="DVA-C02", as_of=as_of)
        on = next_day_of(candidate, candidate.evidence, 0)
        assert (on and (on - last_on).days) == days


def test_without_a_result_nothing_is_to_study_either() -> None:
    """The exam is over until its result is known, unless another day is asked for."""
    candidate = fitted_from([own_plan(-3), *exam(6)], exam_code=EXAM_CODE, as_of=WEDNESDAY)
    assert study_next(candidate) == StudyNext(None, None, StudyReason.RESULT_DUE)
    ready, later = (readiness_of(candidate, day) for day in (candidate.exam_on, WEDNESDAY + timedelta(days=30)))
    assert (ready.awaited_result_on, ready.has_ended) == (WEDNESDAY - timedelta(days=3), True)
    assert (later.awaited_result_on, later.has_ended) == (None, False)


@pytest.mark.parametrize(("days", "last_in"), [(None, 27), (5, 25), (0, None)])
def test_what_the_last_one_would_show_is_for_the_day_of_the_plan(
    days: int | None, last_in: int | None, tmp_path: Path
) -> None:
    """Book or wait names the plan's last practice exam, for one and for all; a plan without one has none."""
    own = replace(own_plan(30), last_practice_exam_days=days)
    candidate = fitted_from([own, *exam(9)], exam_code=EXAM_CODE, as_of=WEDNESDAY)
    fitted = fit_candidates(store_with(tmp_path, [own, *exam(9)]), candidate.blueprint, ["me"], WEDNESDAY)
    (among_all,) = readiness_of_all(fitted, exam_days=fitted.exam_days)
    for ready in (readiness_of(candidate, candidate.exam_on), among_all):
        last = ready.moves_to.last
        assert (last and last.on) == (last_in and WEDNESDAY + timedelta(days=last_in))


def test_after_a_fail_all_estimates_are_for_the_first_day_on_which_the_exam_can_be_taken() -> None:
    """Also where the candidate's deadline is before it: readiness and the gap audit name the same day."""
    candidate = fitted_from([*exam(9), FAILED], exam_code=EXAM_CODE, as_of=WEDNESDAY)
    inputs = replace(candidate.decision_inputs, deadline=WEDNESDAY + timedelta(days=5))
    candidate = replace(candidate, decision_inputs=inputs)
    opens_on = WEDNESDAY + timedelta(days=11)
    assert (readiness_of(candidate).exam_on, gap_audit(candidate).lost_on) == (opens_on, opens_on)


def test_its_size_is_the_usual_one() -> None:
    """With none so far it is that of the real exam."""
    candidate = fitted_from(exam(9, 2), exam_code=EXAM_CODE, as_of=WEDNESDAY)
    assert readiness_of(candidate).moves_to.n_items == 130


def test_its_forecast_is_of_its_day_and_size() -> None:
    """It is of the last one's provider; before the first there is no forecast."""
    candidate = fitted_from([own_plan(60), *exam(9)], exam_code=EXAM_CODE, as_of=WEDNESDAY)
    forecast = next_forecast(candidate)
    assert forecast is not None
    assert forecast.day == next_day_of(candidate, candidate.evidence, 0) is not None
    assert (forecast.n_items, forecast.provider) == (65, "Provider A")
    assert next_forecast(fitted_from([], exam_code=EXAM_CODE, as_of=WEDNESDAY)) is None


def test_readiness_and_pages_show_the_same(tmp_path: Path) -> None:
    """One of many candidates, the candidate's own readiness and the weekly report have one value."""
    records = [own_plan(60), *exam(9), *exam(30)]
    store, exam_of = store_with(tmp_path, records), shipped_blueprints()[EXAM_CODE]
    candidate = candidate_of(store, exam_code=EXAM_CODE, as_of=WEDNESDAY)
    expected = next_day_of(candidate, candidate.evidence, 0)
    assert expected is not None
    with store.reading():
        (alone,) = readiness_of_all(fit_candidates(store, exam_of, ["me"], WEDNESDAY), exam_days={})
    week = week_report(candidate)
    assert alone.next_practice_exam_on == week.readiness.next_practice_exam_on == expected
    assert stabilization_report(candidate).readiness.next_practice_exam_on == expected
    assert week.next_forecast == stabilization_report(candidate).next_forecast == next_forecast(candidate)
