"""One fitted candidate and many: the plan and exam day that count, the day shown, and earlier days."""

from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from analytics.blueprints.parser import shipped_blueprints
from analytics.clock import weekly_days
from analytics.estimation.candidate import fit_candidates
from analytics.estimation.exam_plan import plan_of, shown_on
from analytics.models import ability, response
from analytics.models.intervals import Floats
from analytics.records import ExamOutcome, Record
from tests.inputs.builders import (
    EXAM,
    OPEN_EXAM,
    TODAY,
    fitted_from,
    plan,
    practice_exam,
    session,
    store_of_candidates,
    store_with,
)

BLUEPRINT = shipped_blueprints()[EXAM]
COUNTS = [(9, 13), (11, 16), (16, 23), (9, 13)]
DAY = date(2026, 11, 2)


def test_the_plan_is_the_one_for_the_exam(tmp_path: Path) -> None:
    """A plan of another exam does not count."""
    store = store_with(tmp_path, [plan(exam_code="AZ-900"), plan(exam_on=date(2027, 1, 10))])
    found = plan_of(store, "me", EXAM)
    assert found is not None
    assert found.exam_on == date(2027, 1, 10)
    assert plan_of(store, "me", "SAA-C03") is None


@pytest.mark.parametrize(
    ("planned", "expected"),
    [(TODAY + timedelta(days=9), TODAY + timedelta(days=9)), (TODAY, TODAY), (TODAY - timedelta(days=1), None)],
)
def test_a_planned_exam_day_holds_until_it_has_passed(planned: date, expected: date | None) -> None:
    """The exam day itself is still ahead; a past day is no exam day."""
    assert fitted_from([plan(exam_on=planned)]).exam_on == expected


def outcome(days: int, *, is_passed: bool, candidate_id: str = "me") -> ExamOutcome:
    """Make a result so many days from the present one."""
    day = TODAY + timedelta(days=days)
    return ExamOutcome(candidate_id=candidate_id, taken_on=day, exam_code=EXAM, is_passed=is_passed)


@pytest.mark.parametrize(
    ("planned_in", "sat_in", "is_passed", "ends_in", "ahead_in"),
    [
        (9, -2, True, -2, None),
        (None, -2, True, -2, None),
        (9, 0, True, 0, None),
        (9, -2, False, 9, None),
        (12, -2, False, 12, 12),
        (None, -2, False, None, None),
        (0, 0, False, 0, None),
        (-5, -2, True, -5, None),
        (9, -60, True, 9, 9),
    ],
)
def test_a_result_ends_the_plan_or_leaves_it(
    planned_in: int | None, sat_in: int, ends_in: int | None, ahead_in: int | None, *, is_passed: bool
) -> None:
    """A pass ends a plan that had begun by then; after a fail a planned day on which the retake is open counts.

    The written plan does not change, and a pass before the plan began is of another preparation.
    """

    def day(within: int | None) -> date | None:
        return None if within is None else TODAY + timedelta(days=within)

    written = plan(starts_on=TODAY - timedelta(days=30), exam_on=day(planned_in))
    known = fitted_from([written, outcome(sat_in, is_passed=is_passed)])
    assert known.plan is not None
    assert (known.plan.exam_on, known.exam_on, known.written_plan) == (day(ends_in), day(ahead_in), written)


def test_a_pass_is_not_known_before_its_day() -> None:
    """On a day before the pass the planned day is still ahead."""
    planned = TODAY + timedelta(days=9)
    records: list[Record] = [plan(starts_on=TODAY - timedelta(days=30), exam_on=planned), outcome(-2, is_passed=True)]
    assert fitted_from(records).until(TODAY - timedelta(days=3)).exam_on == planned


def test_exam_days_are_given_by_candidate(tmp_path: Path) -> None:
    """Planned days that are still ahead, for one or for many; a candidate who has passed has none."""
    planned = TODAY + timedelta(days=12)
    own = plan(starts_on=TODAY - timedelta(days=30), exam_on=planned)
    plans = [replace(own, candidate_id=name) for name in ("me", "you", "they")]
    store = store_with(
        tmp_path, [*plans, outcome(-2, is_passed=True), outcome(-2, is_passed=False, candidate_id="you")]
    )
    everybody = ["me", "nobody", "they", "you"]

    def exam_days(*names: str) -> Mapping[str, date]:
        return fit_candidates(store, OPEN_EXAM, names, TODAY).exam_days

    assert exam_days(*everybody) == {"they": planned, "you": planned}
    assert exam_days("you") == {"you": planned}
    assert exam_days("me") == {}


@pytest.mark.parametrize(("starts_in", "passed_in"), [(-900, -400), (-50, -85)])
def test_the_pass_of_an_earlier_preparation_does_not_end_this_one(
    tmp_path: Path, starts_in: int, passed_in: int
) -> None:
    """A plan that begins after a pass, or practice long after it, is for the next exam day, alone and among many."""
    planned = TODAY + timedelta(days=12)
    records: list[Record] = [
        plan(starts_on=TODAY + timedelta(days=starts_in), exam_on=planned),
        outcome(passed_in, is_passed=True),
        *practice_exam(TODAY - timedelta(days=10), COUNTS),
    ]
    alone, store = fitted_from(records), store_with(tmp_path, records)
    many = fit_candidates(store, OPEN_EXAM, ["me", "nobody"], TODAY)
    for one in (alone, alone.until(TODAY), many.planned["me"]):
        assert (one.attempts.passed_on, one.exam_on) == (None, planned)
    assert shown_on(store, "me", EXAM, TODAY) == TODAY


def test_without_a_plan_or_an_exam_there_are_no_days() -> None:
    """Without a plan and practice there is no plan, exam day or first day."""
    known = fitted_from([session(DAY, 1.0)])
    assert (known.plan, known.exam_on, known.counts.first_on) == (None, None, None)


def test_going_back_equals_reading_on_that_day() -> None:
    """A candidate of an earlier day has no later evidence."""
    records: list[Record] = [*practice_exam(DAY, COUNTS), *practice_exam(TODAY, [(13, 13)]), session(TODAY, 9.0)]
    back = fitted_from(records).until(DAY + timedelta(days=3))
    then = fitted_from(records, as_of=DAY + timedelta(days=3))
    assert (back.as_of, back.counts.first_on) == (then.as_of, DAY)
    for ours, theirs in zip(
        back.fitted.abilities_on([TODAY]).on(0), then.fitted.abilities_on([TODAY]).on(0), strict=True
    ):
        assert_allclose(ours, theirs, atol=1e-9)


def test_draws_of_the_total_mix_the_domains_by_weight() -> None:
    """The draws have mean and sd of plain random draws from the same posterior."""
    known = fitted_from(practice_exam(DAY, COUNTS) + practice_exam(TODAY, COUNTS, provider="B"))
    days = [DAY, TODAY]
    draws = known.total_draws(days)
    rng = np.random.default_rng(2)
    for k in range(2):
        mean, covariance = known.fitted.abilities_on(days).on(k)
        theta = rng.multivariate_normal(mean[0], covariance[0], size=100_000)
        total = response.share_correct(theta, 0.20) @ np.array([0.20, 0.24, 0.36, 0.20])
        assert draws[k].mean() == pytest.approx(total.mean(), abs=0.002)
        assert draws[k].std() == pytest.approx(total.std(), rel=0.1)


def test_weekly_days_end_on_the_last() -> None:
    """17 days hold two whole weeks and three days; a first day after the last leaves the last alone."""
    last = date(2026, 11, 25)
    assert weekly_days(date(2026, 11, 8), last) == (date(2026, 11, 8), date(2026, 11, 11), date(2026, 11, 18), last)
    assert weekly_days(last + timedelta(days=30), last) == (last,)


def test_the_day_shown_is_that_of_the_pass_else_today(tmp_path: Path) -> None:
    """A planned day without a result, a fail, and a plan, attempt or practice of a later preparation leave today."""
    passed = ExamOutcome(taken_on=DAY, exam_code=EXAM, is_passed=True)
    failed = replace(passed, is_passed=False)
    now = DAY + timedelta(days=9)
    store = store_of_candidates(
        tmp_path,
        me=[plan(exam_on=DAY), *practice_exam(DAY, COUNTS)],
        failed=[failed, plan(exam_on=DAY)],
        passed=[passed, plan(exam_on=DAY + timedelta(days=7)), *practice_exam(DAY + timedelta(days=1), COUNTS)],
        again=[passed, plan(starts_on=DAY + timedelta(days=2))],
        failed_later=[passed, replace(failed, taken_on=DAY + timedelta(days=3))],
        long_ago=[replace(passed, taken_on=DAY - timedelta(days=300)), *practice_exam(DAY, COUNTS)],
    )
    with store.reading():
        for name in ("me", "failed", "again", "failed_later", "long_ago"):
            assert shown_on(store, name, EXAM, now) == now
        assert shown_on(store, "passed", EXAM, now) == DAY
        assert shown_on(store, "passed", "AIF-C01", now) == now


@pytest.mark.parametrize(
    ("planned", "result", "awaited"),
    [
        (0, None, True),
        (-2, None, True),
        (1, None, False),
        (-2, ExamOutcome(taken_on=TODAY, exam_code=EXAM, is_passed=False), False),
        (-2, ExamOutcome(taken_on=TODAY - timedelta(days=5), exam_code=EXAM, is_passed=True), False),
        (-2, ExamOutcome(taken_on=TODAY - timedelta(days=16), exam_code=EXAM, is_passed=False), True),
        (-2, ExamOutcome(taken_on=TODAY - timedelta(days=15), exam_code=EXAM, is_passed=False), False),
    ],
)
def test_a_result_is_awaited_from_the_planned_day_on(planned: int, result: ExamOutcome | None, awaited: bool) -> None:
    """A result of that day or later ends it, so does an earlier pass, and a day within the wait has none."""
    day = TODAY + timedelta(days=planned)
    exam = replace(BLUEPRINT, last_day=None)
    candidate = fitted_from([plan(exam_on=day), *([result] if result else [])], blueprint=exam)
    assert candidate.awaited_result_on == (day if awaited else None)


@pytest.mark.parametrize(("n_days_after", "is_awaited"), [(0, True), (1, False)])
def test_no_result_is_awaited_of_a_day_after_the_exams_last(n_days_after: int, is_awaited: bool) -> None:
    """Nobody could take it then; of a day before, a result is awaited also once the exam is retired."""
    day = TODAY - timedelta(days=2)
    exam = replace(BLUEPRINT, last_day=day - timedelta(days=n_days_after))
    candidate = fitted_from([plan(exam_on=day)], blueprint=exam)
    assert candidate.awaited_result_on == (day if is_awaited else None)


@pytest.mark.parametrize(("n_days_before", "is_awaited"), [(0, True), (1, False)])
def test_no_result_is_awaited_of_a_day_before_the_exams_first(n_days_before: int, is_awaited: bool) -> None:
    day = TODAY - timedelta(days=2)
    exam = replace(BLUEPRINT, first_day=day + timedelta(days=n_days_before), last_day=None)
    candidate = fitted_from([plan(exam_on=day)], blueprint=exam)
    assert candidate.awaited_result_on == (day if is_awaited else None)


@pytest.mark.parametrize(
    ("planned", "first_on", "last_on", "failed_on", "until"),
    [
        (20, None, None, None, 20),
        (20, 30, None, None, 30),
        (20, None, 15, None, 15),
        (3, None, None, -5, 9),
        (3, None, 6, -5, -5),
        (-5, None, None, -5, -5),
        (-2, 1, None, None, -2),
    ],
)
def test_weeks_go_up_to_a_day_on_which_the_exam_can_be_taken(
    planned: int, first_on: int | None, last_on: int | None, failed_on: int | None, until: int
) -> None:
    """A day ahead before the exam's first or within the wait after a fail is moved on, one after its last is brought
    forward; a day that is over, or a fail that leaves no day, ends them."""
    first, last, failed, day, end = (
        None if n is None else TODAY + timedelta(days=n) for n in (first_on, last_on, failed_on, planned, until)
    )
    results = [ExamOutcome(taken_on=failed, exam_code=EXAM, is_passed=False)] if failed else []
    exam = replace(OPEN_EXAM, first_day=first, last_day=last)
    schedule = fitted_from([plan(exam_on=day), *results], blueprint=exam).schedule
    assert schedule is not None
    assert schedule.exam_on == end


def test_many_candidates_have_the_exam_days_of_their_plans(tmp_path: Path) -> None:
    """A day ahead counts, one that is over does not, and without a plan there is none."""
    ahead, over = TODAY + timedelta(days=20), TODAY - timedelta(days=40)
    store = store_of_candidates(
        tmp_path,
        a=[plan(exam_on=ahead), *practice_exam(DAY, COUNTS)],
        b=[plan(exam_on=over), *practice_exam(DAY, COUNTS)],
        c=practice_exam(DAY, COUNTS),
    )

    fitted = fit_candidates(store, OPEN_EXAM, ["a", "b", "c"], TODAY)

    assert fitted.exam_days == {"a": ahead}


def test_parts_are_what_would_be_read_for_them_alone(tmp_path: Path) -> None:
    """They follow one another in the order of the candidates, with the numbers of their own providers and exams."""
    names = ["a", "b", "c"]
    store = store_of_candidates(
        tmp_path, **{name: practice_exam(DAY, COUNTS, provider=f"Provider {name}") for name in names}
    )
    parts = list(fit_candidates(store, BLUEPRINT, names, TODAY).parts(2))
    assert [part.inputs.evidence.candidate_ids for part in parts] == [("a", "b"), ("c",)]
    for part in parts:
        evidence = part.inputs.evidence
        alone = fit_candidates(store, BLUEPRINT, evidence.candidate_ids, TODAY).inputs.evidence
        assert evidence.provider_names == alone.provider_names
        for column in fields(evidence.cells):
            assert_array_equal(getattr(evidence.cells, column.name), getattr(alone.cells, column.name))


def test_the_fit_of_an_earlier_day_starts_from_that_of_today(monkeypatch: pytest.MonkeyPatch) -> None:
    """It takes fewer steps than from the prior, to the same abilities; without practice by that day it is the prior."""
    rows = [practice_exam(DAY + timedelta(days=k), COUNTS) for k in range(12)]
    today = fitted_from([row for exam in rows for row in exam])
    n_steps: list[int] = []
    linearized = ability._Search.linearized

    def counted(search: ability._Search, eta: Floats) -> tuple[Floats, Floats]:
        n_steps[-1] += 1
        return linearized(search, eta)

    monkeypatch.setattr(ability._Search, "linearized", counted)
    for day in (DAY + timedelta(days=9), DAY - timedelta(days=1)):
        n_steps.append(0)
        warm = today.until(day).fitted.fit
        n_steps.append(0)
        cold = today.inputs.until(day).fit().fit
        assert_allclose(warm.eta[warm.n_items > 0], cold.eta[cold.n_items > 0], atol=1e-8)
        assert_allclose(warm.dual, cold.dual, atol=1e-8)
    assert n_steps[0] < n_steps[1]
