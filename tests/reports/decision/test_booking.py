"""Book or wait: the chance now, later and in the past, and gains by domain."""

import math
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import numpy as np
import pytest
from numpy.testing import assert_allclose

from analytics.blueprints.model import ExamStatus
from analytics.blueprints.parser import shipped_blueprints
from analytics.estimation.candidate import FittedCandidate, fit_candidate
from analytics.estimation.decision_inputs import STANDARD_INPUTS, DecisionInputs, setting_name
from analytics.estimation.exam_form import CutBelief
from analytics.estimation.model_fit import share_intervals
from analytics.models.exam_score import score_draws
from analytics.records import ExamOutcome, Record
from analytics.reports.decision.booking import Side, booking_report
from analytics.reports.decision.booking_costs import BookingCosts
from analytics.reports.decision.chance_by_day import DECISION_WEEKS, chances_on, past_chances
from analytics.reports.decision.readiness import readiness_of_fit
from analytics.reports.decision.verdict import Verdict
from tests.inputs.builders import EXAM, TODAY, fitted_from, plan, practice_exam, readiness_in, session, store_with

BLUEPRINT = replace(shipped_blueprints()[EXAM], listed_status=ExamStatus.ACTIVE, last_day=None)
COUNTS = [(8, 13), (12, 16), (16, 23), (12, 13)]


def candidate_of(records: Sequence[Record]) -> FittedCandidate:
    return fitted_from(records, blueprint=BLUEPRINT)


def three_exams() -> list[Record]:
    """Make three weekly exams, the last one yesterday."""
    return [
        row
        for k, provider in ((15, "A"), (8, "B"), (1, "C"))
        for row in practice_exam(TODAY - timedelta(days=k), COUNTS, provider=provider)
    ]


def test_the_exam_day_is_the_chosen_else_the_planned_else_today() -> None:
    """A day on the page wins over the plan's."""
    planned, chosen = TODAY + timedelta(days=20), TODAY + timedelta(days=40)
    candidate = candidate_of([*three_exams(), plan(exam_on=planned)])
    assert booking_report(candidate, exam_on=chosen).readiness.exam_on == chosen
    assert booking_report(candidate).readiness.exam_on == planned
    report = booking_report(candidate_of(three_exams()))
    assert report.readiness.exam_on == TODAY


def test_the_page_and_the_command_line_give_one_answer(tmp_path: Path) -> None:
    """The report's readiness equals that of the same day and inputs."""
    inputs = DecisionInputs(fee=80.0, cut=CutBelief(0.6, 0.0))
    store = store_with(tmp_path, three_exams())
    store.save_setting("me", setting_name(BLUEPRINT.code), inputs.as_toml())
    report = booking_report(fit_candidate(store, BLUEPRINT, "me", TODAY))
    alone = readiness_in(store, BLUEPRINT, "me", TODAY, inputs=inputs)
    assert report.readiness.pass_probability == alone.pass_probability
    assert report.readiness.costs == alone.costs
    assert (report.readiness.cut_percent, report.inputs) == (CutBelief(0.6, 0.0).percent, inputs)


@pytest.mark.parametrize(("n_failed", "free_attempt"), [(0, 1), (1, 0), (2, None)])
def test_a_free_retake_is_the_second_of_all_attempts(n_failed: int, free_attempt: int | None, tmp_path: Path) -> None:
    """After one fail it is the next attempt, after two there is none; without one no attempt is free."""
    days = [TODAY - timedelta(days=60 + 30 * k) for k in range(n_failed)]
    fails: list[Record] = [ExamOutcome(exam_code=EXAM, taken_on=day, is_passed=False) for day in days]
    store = store_with(tmp_path, [*three_exams(), *fails])
    for is_free, expected in ((True, free_attempt), (False, None)):
        given = DecisionInputs(fee=80.0, is_retake_free=is_free)
        store.save_setting("me", setting_name(BLUEPRINT.code), given.as_toml())
        costs = booking_report(fit_candidate(store, BLUEPRINT, "me", TODAY)).readiness.costs
        assert costs is not None
        assert costs.free_attempt == expected


def test_the_cut_is_the_blueprints_where_none_is_given() -> None:
    """The default is that of the blueprint."""
    report = booking_report(candidate_of(three_exams()))
    assert report.readiness.cut_percent.value == pytest.approx(100 * 650 / 900)


def test_the_coming_weeks_begin_with_the_chance_of_today() -> None:
    """Each weekly day has the chance that it has as the exam day."""
    candidate = candidate_of(three_exams())
    outlook = booking_report(candidate).readiness.outlook
    assert outlook.days == tuple(TODAY + timedelta(weeks=k) for k in range(DECISION_WEEKS + 1))
    for k in (0, 5):
        alone = readiness_of_fit(candidate.fitted, outlook.days[k])
        assert outlook.chances[k] == pytest.approx(alone.pass_probability.value)


def test_a_chance_of_a_day_does_not_depend_on_the_days_beside_it() -> None:
    """Draws are common to all days, so that curves are smooth."""
    candidate = candidate_of(three_exams())
    later = TODAY + timedelta(weeks=5)
    (alone,) = chances_on(candidate.fitted, [later])
    among = chances_on(candidate.fitted, [TODAY, later, TODAY + timedelta(weeks=9)])[1]
    assert_allclose(among.value, alone.value)


def test_past_chances_use_no_later_evidence() -> None:
    """Each past chance is the readiness of a file that ends on its day, for that day and for the exam day."""
    records: list[Record] = [*three_exams(), session(TODAY - timedelta(days=5), 12.0)]
    candidate = candidate_of(records)
    days = [TODAY - timedelta(weeks=k) for k in (3, 2, 1, 0)]
    exam_on = TODAY + timedelta(weeks=3)
    for point in past_chances(candidate, days, exam_on):
        fitted = fitted_from(records, blueprint=BLUEPRINT, as_of=point.day).fitted
        then, coming = readiness_of_fit(fitted), readiness_of_fit(fitted, exam_on)
        assert point.on_exam_day.value == pytest.approx(coming.pass_probability.value, abs=1e-9)
        assert point.chance.value == pytest.approx(then.pass_probability.value, abs=1e-9)
        assert point.chance.spread.low == pytest.approx(then.pass_probability.spread.low, abs=1e-9)


def test_an_improvement_is_ten_points_in_one_domain() -> None:
    """The posterior mean moves until the domain's expected share, as shown, rises by .10; domains are in order."""
    candidate = candidate_of(three_exams())
    report = booking_report(candidate, exam_on=TODAY + timedelta(weeks=2))
    mean, covariance = candidate.fitted.abilities_on([report.readiness.exam_on]).with_cut(0)
    for k, domain in enumerate(BLUEPRINT.domains):
        grid = np.linspace(mean[0, k], mean[0, k] + 4, 40_001)
        expected = [share.value for share in share_intervals(grid, np.full(len(grid), covariance[0, k, k]), 0.20)]
        target = min(0.99, report.readiness.domains[k].mastery.value + 0.10)
        moved = mean[0].copy()
        moved[k] = grid[np.searchsorted(expected, target)]
        then = score_draws(moved, covariance[0], candidate.fitted.form)
        chance = float(then.pass_probability())
        (move,) = [move for move in report.improvements if move.domain_id == domain.domain_id]
        assert move.chance == pytest.approx(chance, abs=1e-4)
        assert move.gain == pytest.approx(chance - report.readiness.pass_probability.value, abs=1e-4)
        assert (move.name, move.gain > 0) == (domain.name, True)
    assert [move.domain_id for move in report.improvements] == list(BLUEPRINT.domain_ids)


def test_a_domain_at_the_top_cannot_be_raised() -> None:
    """Above 99 % the gain is zero."""
    perfect = [(400, 400), (12, 16), (16, 23), (9, 13)]
    candidate = candidate_of([r for k in range(8) for r in practice_exam(TODAY - timedelta(days=k), perfect)])
    (move,) = [move for move in booking_report(candidate).improvements if move.domain_id == "1"]
    assert move.gain == 0


def test_without_data_the_page_still_has_its_curves() -> None:
    """All numbers are the prior's, and the verdict is too little data."""
    report = booking_report(candidate_of([]))
    assert report.readiness.verdict is Verdict.TOO_LITTLE_DATA
    assert len(report.improvements) == 4
    assert past_chances(candidate_of([]), [], TODAY) == ()
    assert len(report.readiness.outlook.days) == DECISION_WEEKS + 1


@pytest.mark.parametrize("n_weeks", [-1, 0, 3, DECISION_WEEKS + 9])
def test_costs_are_of_the_weeks_up_to_the_deadline(n_weeks: int, tmp_path: Path) -> None:
    """There is always a second week to wait for, and nothing to say if no week is open."""
    inputs = DecisionInputs(fee=80.0, deadline=TODAY + timedelta(weeks=n_weeks))
    costs = readiness_in(store_with(tmp_path, three_exams()), BLUEPRINT, "me", TODAY, inputs=inputs).costs
    if n_weeks < 0:
        assert costs is None
        return
    assert costs is not None
    assert len(costs.days) == max(2, min(n_weeks, DECISION_WEEKS) + 1)
    assert len(costs.open_weeks) == min(n_weeks, DECISION_WEEKS) + 1


def test_the_cheapest_week_is_one_on_which_the_exam_can_be_taken() -> None:
    """A week in which the exam is closed has an infinite cost and is left out."""
    costs = BookingCosts(
        days=(TODAY, TODAY + timedelta(weeks=1), TODAY + timedelta(weeks=2)),
        expected_cost=(math.inf, 420.0, 400.0),
        best_day=TODAY + timedelta(weeks=2),
        waiting_cost=410.0,
        stopping_cost=900.0,
        dearer_than_stopping=0.1,
        week_worth=None,
        inputs=STANDARD_INPUTS,
        currency="USD",
    )
    assert [day for day, _ in costs.open_weeks] == [TODAY + timedelta(weeks=1), TODAY + timedelta(weeks=2)]
    assert costs.cheapest_week(includes_today=False) == (TODAY + timedelta(weeks=2), 400.0)
    only = replace(costs, days=(TODAY,), expected_cost=(420.0,))
    assert only.cheapest_week(includes_today=False) is None
    assert only.cheapest_week(includes_today=True) == (TODAY, 420.0)


def test_scores_are_a_hundred_quantiles_in_columns() -> None:
    """The n-th of a hundred is the score with (n - 1/2) / 100 at or below it, stacked by whole questions; their sides
    are those of the range of the cut score.
    """
    report = booking_report(candidate_of(three_exams()))
    probabilities = report.readiness.score_probabilities
    expected = [next(n for n in range(51) if probabilities[: n + 1].sum() >= (k + 0.5) / 100) for k in range(100)]
    assert np.mean([dot.percent for dot in report.scores]) == pytest.approx(2 * np.mean(expected))
    assert len(report.scores) == 100
    cut = report.readiness.cut_percent
    for dot in report.scores:
        assert (dot.side is Side.BELOW) == (dot.percent < cut.low)
        assert (dot.side is Side.ABOVE) == (dot.percent >= cut.high)
    for percent in {dot.percent for dot in report.scores}:
        heights = [dot.height for dot in report.scores if dot.percent == percent]
        assert heights == list(range(1, len(heights) + 1))


def test_columns_of_scores_stay_apart_at_the_passing_score(tmp_path: Path) -> None:
    """Columns of two questions of 50, 4 percentage points, are counted from it: none is halved by it."""
    store = store_with(tmp_path, practice_exam(TODAY, [(4, 7), (5, 8), (7, 12), (3, 6)]))
    store.save_setting("me", setting_name(BLUEPRINT.code), DecisionInputs(cut=CutBelief(0.6, 0.0)).as_toml())
    report = booking_report(fit_candidate(store, BLUEPRINT, "me", TODAY))
    assert min(np.diff(sorted({dot.percent for dot in report.scores}))) > 3
