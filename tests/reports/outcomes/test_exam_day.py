"""Exam conditions as recorded, and their effects by the model."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest
from numpy.testing import assert_allclose
from scipy import special

from analytics.blueprints.parser import shipped_blueprints
from analytics.models.prior import DEFAULT_PRIOR
from analytics.records import DomainResult, ExamOutcome, Record
from analytics.reports.outcomes.exam_day import Condition, ExamDayReport, exam_day_report
from tests.inputs.builders import EXAM, TODAY, fitted_from, plan, practice_exam, responses, total_of

COUNTS = [(8, 13), (10, 13), (9, 13), (7, 13)]


def report_of(records: Sequence[Record]) -> ExamDayReport:
    candidate = fitted_from(records)
    return exam_day_report(candidate)


def exam(weeks_ago: int, counts: list[tuple[int, int]] = COUNTS, **conditions: object) -> list[DomainResult]:
    """Make a practice exam under some conditions."""
    rows = practice_exam(TODAY - timedelta(weeks=weeks_ago), counts)
    return [replace(row, **conditions) for row in rows]  # type: ignore[arg-type]  # the test names its fields


def result(day: date, *, is_passed: bool = True) -> ExamOutcome:
    return ExamOutcome(taken_on=day, exam_code=EXAM, is_passed=is_passed)


def test_conditions_are_as_recorded() -> None:
    """By domain or question, oldest first; if rows differ, the condition less like the real exam counts."""
    mixed = exam(2, is_timed=True, is_closed_book=True, place="home")
    mixed[1] = replace(mixed[1], is_timed=False)
    asked = [replace(r, is_timed=True, is_closed_book=True) for r in responses("q", TODAY - timedelta(days=1), "+-")]
    report = report_of([*exam(3), *mixed, *asked])
    first, second, third = report.practice_exams
    assert (first.is_timed, first.is_closed_book, first.place, first.is_like_real) == (None, None, "", False)
    assert (second.is_timed, second.is_closed_book, second.place, second.is_like_real) == (False, True, "home", False)
    assert (third.practice_exam_id, third.is_timed, third.is_closed_book, third.place) == ("q", True, True, "")
    assert (report.n_like_real, third.is_like_real) == (1, True)


def test_an_open_book_exam_has_open_book_practice_like_it() -> None:
    """Whether books were open neither tells its practice exams apart nor has an effect."""
    exams = [*exam(3, is_timed=True, is_closed_book=False), *exam(2, is_timed=True), *exam(1, is_closed_book=True)]
    report = exam_day_report(fitted_from(exams, blueprint=replace(shipped_blueprints()[EXAM], is_open_book=True)))
    assert [one.is_like_real for one in report.practice_exams] == [True, True, False]
    assert [effect.condition for effect in report.effects] == [Condition.UNTIMED]


def test_without_a_practice_exam_of_the_kind_the_effect_is_the_usual_one() -> None:
    """It is the prior, with its 90 % range."""
    report = report_of(exam(2))
    for effect, mean, sd in (
        (report.effects[0], DEFAULT_PRIOR.untimed_mean, DEFAULT_PRIOR.untimed_sd),
        (report.effects[1], DEFAULT_PRIOR.open_book_mean, DEFAULT_PRIOR.open_book_sd),
    ):
        assert effect.n_exams == 0
        assert_allclose(
            [effect.logits.value, effect.logits.low, effect.logits.high],
            [mean, mean - 1.6448536 * sd, mean + 1.6448536 * sd],
            rtol=1e-6,
        )


def test_points_are_the_share_with_the_term_less_the_share_without() -> None:
    """They agree with other draws: abilities from the fit, the term from its prior.

    The report has 256 draws; as independent ones, they would leave an end of the range uncertain by .65.
    """
    candidate = fitted_from(exam(2))
    report = exam_day_report(candidate)
    form, rng = candidate.fitted.form, np.random.default_rng(4)
    mean, covariance = (part[0] for part in candidate.fitted.abilities_on([TODAY]).on(0))
    theta = rng.multivariate_normal(mean, covariance, 100_000)
    term = rng.normal(DEFAULT_PRIOR.open_book_mean, DEFAULT_PRIOR.open_book_sd, (100_000, 1))
    c = form.guess_floor
    lift = 100 * (1 - c) * (special.expit(theta + term) - special.expit(theta)) @ np.array(form.shares)
    points = report.effects[1].points
    assert report.effects[1].condition is Condition.OPEN_BOOK
    assert_allclose([points.value, points.low, points.high], [lift.mean(), *np.quantile(lift, [0.05, 0.95])], atol=0.65)


def test_the_candidates_own_exams_change_the_effect() -> None:
    """Open-book exams with much better scores raise it above the prior; equal scores lower it."""
    good, bad = [(13, 13)] * 4, [(6, 13)] * 4
    closed = [row for k in (2, 4, 6) for row in exam(k, bad, is_closed_book=True)]
    lifted = report_of([*closed, *(r for k in (1, 3, 5) for r in exam(k, good, is_closed_book=False))])
    same = report_of([*closed, *(r for k in (1, 3, 5) for r in exam(k, bad, is_closed_book=False))])
    assert lifted.effects[1].n_exams == same.effects[1].n_exams == 3
    assert lifted.effects[1].logits.value > DEFAULT_PRIOR.open_book_mean > same.effects[1].logits.value
    assert lifted.effects[0].n_exams == 0


def test_results_are_those_of_the_exam_up_to_the_day() -> None:
    """Including one before any forecast; parts by domain and other exams are no results."""
    rows = [
        result(TODAY - timedelta(days=3)),
        result(TODAY - timedelta(days=50)),
        replace(result(TODAY), exam_code="X-1"),
        replace(result(TODAY - timedelta(days=3)), domain_id="1", classification="Near"),
    ]
    report = report_of([*exam(2), *rows])
    assert [row.taken_on for row in report.all_attempts] == [TODAY - timedelta(days=50), TODAY - timedelta(days=3)]
    assert [entry.taken_on for entry in report.scored_outcomes] == [TODAY - timedelta(days=3)]


@pytest.mark.parametrize(
    ("exam_in", "results", "waits"),
    [(None, [], False), (1, [], False), (0, [], True), (-5, [], True), (-5, [-5], False), (-5, [-30], True)],
)
def test_a_result_is_waited_for_from_the_exam_day_on(exam_in: int | None, results: list[int], *, waits: bool) -> None:
    """A fail before the planned day is not its result."""
    exam_on = None if exam_in is None else TODAY + timedelta(days=exam_in)
    rows = [result(TODAY + timedelta(days=days), is_passed=False) for days in results]
    report = report_of([plan(exam_on=exam_on), *rows])
    assert (report.planned.plan_day, report.planned.awaited_result_on is not None) == (exam_on, waits)


def test_a_pass_takes_the_place_of_the_planned_day() -> None:
    """No result is awaited and no exam day is ahead."""
    passed_on = TODAY - timedelta(days=2)
    report = report_of([plan(exam_on=TODAY + timedelta(days=9)), result(passed_on)])
    assert (report.planned.plan_day, report.planned.awaited_result_on) == (passed_on, None)


def test_without_data_the_report_is_empty_or_default() -> None:
    """Without data the report has the exam's facts and the prior effects."""
    report = report_of([total_of(TODAY, 1, 2, candidate_id="somebody else")])
    assert (report.practice_exams, report.scored_outcomes, report.all_attempts, report.n_like_real) == ((), (), (), 0)
    assert [effect.n_exams for effect in report.effects] == [0, 0]
