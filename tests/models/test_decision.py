"""Book or wait."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from numpy.testing import assert_allclose
from scipy import special

from analytics.models import decision
from analytics.models.calibration import OutcomeCalibration
from analytics.models.decision import N_DRAWS, Costs, Decision, Futures, decide, draw_futures
from analytics.models.exam_score import score_draws, with_free_cut
from analytics.models.intervals import Floats
from analytics.models.points import real_exam_points
from analytics.models.preposterior import BeliefCorrelations
from tests.inputs.model_worlds import MLS_FORM, Sat, at_percent, fit_of
from tests.inputs.sizes import full
from tests.validation.decision_cases import CASES
from tests.validation.simulated_decision import answer

COSTS = Costs(fees=(300, 300, 300), wait_weeks=(2, 2), week=60, fail=100, no_pass=1500)
OPEN = np.ones(7, dtype=bool)


def decided(passes: Floats, costs: Costs = COSTS, is_open: np.ndarray = OPEN) -> Decision:
    """Decide without information from future practice exams, from (candidates, draws, weeks) chances."""
    n_candidates, _, n_weeks = passes.shape
    passes = np.swapaxes(passes, 1, 2)
    nothing = BeliefCorrelations(np.zeros((n_candidates, n_weeks)), np.zeros((n_candidates, n_weeks - 1)))
    return decide(Futures(1 - passes, np.zeros_like(passes)), nothing, costs, is_open)


def slow_cost(fail: Floats, week: int, costs: Costs, is_open: np.ndarray) -> float:
    """Return the cost of a first attempt in a week by the definition, draw by draw over all retakes."""
    n_draws, n_weeks = fail.shape
    first = fail[:, week] / n_draws
    ways_on = [costs.no_pass * first.sum()]
    for second in range(week + max(1, costs.wait_weeks[0]), n_weeks):
        if not is_open[second] or costs.n_attempts < 2:
            continue
        twice = first * fail[:, second]
        ends = [costs.no_pass * twice.sum()]
        third = second + max(1, costs.wait_weeks[1])
        if third < n_weeks and is_open[third] and costs.n_attempts > 2:
            paid = (costs.week * (third - second) + costs.fees[2]) * twice.sum()
            ends.append(paid + (costs.fail + costs.no_pass) * (twice * fail[:, third]).sum())
        paid = (costs.week * (second - week) + costs.fees[1]) * first.sum()
        ways_on.append(paid + costs.fail * twice.sum() + min(ends))
    return float(costs.fees[0] + costs.fail * first.sum() + min(ways_on))


@pytest.mark.parametrize("waits", [(0, 0), (2, 1), (1, 4)])
@pytest.mark.parametrize("closed", [(), (5, 6), (1, 2, 3, 4, 5, 6)])
@pytest.mark.parametrize("n_attempts", [1, 2, 3])
def test_planned_attempts_cost_what_an_exhaustive_search_gives(
    waits: tuple[int, int], closed: tuple[int, ...], n_attempts: int
) -> None:
    """Each week's expected cost equals an exhaustive search over second and third attempts."""
    rng = np.random.default_rng(5)
    passes = np.sort(rng.uniform(0.1, 0.95, size=(2, 40, 7)), axis=2)
    is_open = OPEN.copy()
    is_open[list(closed)] = False
    costs = Costs(fees=(200, 50, 120), wait_weeks=waits, week=40, fail=90, no_pass=900, n_attempts=n_attempts)
    ours = decided(passes, costs, is_open)
    for i in range(2):
        slow = [40 * k + slow_cost(1 - passes[i], k, costs, is_open) if is_open[k] else np.inf for k in range(7)]
        assert_allclose(ours.by_week[i], slow, rtol=1e-10)


@pytest.mark.parametrize("name", ["one fail, closed for five weeks", *full(["one exam at 80 %", "a vague cut"])])
def test_costs_are_those_of_thousands_of_simulated_futures(name: str) -> None:
    """Planned costs are within 1.5 % of a second program's, those of waiting within 3 %.

    It simulates practice results and draws ability again after each.
    """
    (case,) = (case for case in CASES if case.name == name)
    told, outlook = case.compared()
    slow = answer(outlook, n_draws=2**12, n_futures=2**11, n_told=2**7)
    assert_allclose([cost for _, cost in told.open_weeks], slow.by_week[outlook.is_open], rtol=0.015)
    assert told.waiting_cost == pytest.approx(slow.waiting, rel=0.03)
    assert told.dearer_than_stopping == pytest.approx(slow.dearer_than_stopping, abs=0.03)


def test_a_closed_week_needs_no_beliefs(monkeypatch: pytest.MonkeyPatch) -> None:
    """Beliefs are weighed once for each later week in which the exam can be taken."""
    weighed: list[int] = []
    belief_weights = decision._belief_weights

    def counted(futures: Futures, beliefs: BeliefCorrelations, week: int) -> Floats:
        weighed.append(week)
        return belief_weights(futures, beliefs, week)

    monkeypatch.setattr(decision, "_belief_weights", counted)
    is_open = OPEN.copy()
    is_open[[2, 4]] = False
    decided(np.full((3, 8, 7), 0.5), is_open=is_open)
    assert sorted(weighed) == [1, 3, 5, 6]


def test_waiting_is_the_best_plan_that_is_left_where_nothing_will_be_learned() -> None:
    """Without future practice exams, waiting costs as much as the best later week."""
    passes = np.sort(np.random.default_rng(6).uniform(0.0, 0.9, size=(5, 30, 7)), axis=2)
    ours = decided(passes)
    assert_allclose(ours.waiting, np.minimum(ours.by_week[:, 1:].min(axis=1), 60 + COSTS.no_pass), rtol=1e-10)


def test_the_worth_of_the_next_practice_exam_agrees_with_its_integral() -> None:
    """With two weeks left, waiting costs the average of the best choice over two thousand beliefs.

    Belief and ability are standard normal with correlation .8; the chance of failing follows ability.
    The nine beliefs of the grid differ from that by less than a third of a percent.
    """
    known, costs = 0.8, Costs(fees=(300, 300, 300), wait_weeks=(1, 1), week=20, fail=300, no_pass=500)
    standing = np.linspace(-4, 4, 2001)
    weight = np.exp(-0.5 * standing**2)

    def fail_at(z: Floats) -> Floats:
        return np.asarray(1 / (1 + np.exp(2.5 * z)))

    draws = np.interp((np.arange(4000) + 0.5) / 4000, np.cumsum(weight) / weight.sum(), standing)
    fail = np.tile(fail_at(draws), (1, 2, 1))
    told = BeliefCorrelations(np.array([[0.0, known]]), np.array([[0.0]]))
    ours = decide(Futures(fail, np.tile(draws, (1, 2, 1))), told, costs, np.ones(2, dtype=bool))
    even = special.ndtri((np.arange(2000) + 0.5) / 2000)
    beliefs = known * even + np.sqrt(1 - known**2) * even[:, None]
    sitting = 300 + (300 + 500) * fail_at(beliefs).mean(axis=0)
    slow = 20 + np.minimum(sitting, 500).mean()
    assert ours.waiting[0] == pytest.approx(slow, abs=1.5)
    blind = decide(
        Futures(fail, np.tile(draws, (1, 2, 1))),
        BeliefCorrelations(np.zeros((1, 2)), np.zeros((1, 1))),
        costs,
        np.ones(2, dtype=bool),
    )
    assert blind.waiting[0] == pytest.approx(20 + 500)


def test_knowing_more_never_makes_waiting_dearer() -> None:
    """More information about later weeks never raises the cost of waiting.

    The tolerance of a hundredth is for the grid of nine beliefs.
    """
    fit = fit_of([at_percent(w, 70 + w) for w in range(4)])
    mean, covariance = with_free_cut(*fit.predict(real_exam_points(np.arange(3.0, 12.0)[None], 4)))
    possible = draw_futures(mean, covariance, MLS_FORM)
    waiting = [
        decide(
            possible,
            BeliefCorrelations(np.append(0.0, np.full(8, known))[None], np.full((1, 8), 0.95 if known else 0.0)),
            COSTS,
            np.ones(9, dtype=bool),
        ).waiting[0]
        for known in (0.0, 0.3, 0.6, 0.9)
    ]
    assert all(later <= 1.01 * earlier for earlier, later in pairwise(waiting))
    assert waiting[-1] < waiting[0]


def test_a_sure_pass_is_booked_at_once_and_costs_the_fee() -> None:
    """With a certain pass, waiting only costs weeks."""
    ours = decided(np.ones((1, 16, 7)))
    assert_allclose(ours.by_week[0], [300 + 60 * k for k in range(7)])
    assert (ours.likely_week[0], ours.waiting[0]) == (0, 360)
    assert_allclose(ours.week_worth, -60)
    assert ours.dearer_than_stopping[0] == 0


def test_waiting_pays_where_the_chance_rises_fast() -> None:
    """A chance that goes from 10 to 95 % in three weeks is worth three weeks."""
    ours = decided(np.tile([0.1, 0.3, 0.6, 0.95, 0.95, 0.95, 0.95], (1, 16, 1)))
    assert ours.likely_week[0] == 3
    assert ours.by_week[0].argmin() == 3


def test_the_likely_week_is_the_middle_of_those_in_which_the_exam_will_be_sat() -> None:
    """If seven of ten will learn next week that they pass then, the likely week is the next."""
    z = special.ndtri((np.arange(200) + 0.5) / 200)
    never, always = np.full(200, 0.9), np.zeros(200)
    fail = np.stack([never, np.where(z > -0.5, 0.0, 1.0), never, always])[None]
    told = BeliefCorrelations(np.array([[0.0, 0.99, 0.99, 0.99]]), np.full((1, 3), 0.99))
    costs = Costs(fees=(300, 300, 300), wait_weeks=(1, 1), week=60, fail=600, no_pass=5000)
    ours = decide(Futures(fail, np.tile(z, (1, 4, 1))), told, costs, np.ones(4, dtype=bool))
    assert ours.likely_week[0] == 1
    assert ours.waiting[0] == pytest.approx(60 + 300 + special.ndtr(-0.5) * 120, rel=0.03)


def test_a_fail_is_evidence() -> None:
    """If half the draws surely pass and half surely fail, a second attempt is not worth its fee."""
    passes = np.concatenate([np.ones((1, 8, 7)), np.zeros((1, 8, 7))], axis=1)
    ours = decided(passes)
    assert ours.by_week[0, 0] == pytest.approx(300 + 0.5 * (100 + COSTS.no_pass))
    assert ours.dearer_than_stopping[0] == 0.5


def test_a_week_is_worth_what_the_two_plans_differ_by() -> None:
    """The week's worth averages to the difference of the planned costs; it is nan if a week is closed."""
    passes = np.sort(np.random.default_rng(8).uniform(0.1, 0.95, size=(3, 40, 7)), axis=2)
    ours = decided(passes)
    assert_allclose(ours.week_worth.mean(axis=1), ours.by_week[:, 0] - ours.by_week[:, 1], rtol=1e-9)
    closed = OPEN.copy()
    closed[1] = False
    assert np.isnan(decided(passes, is_open=closed).week_worth).all()
    assert np.isnan(decided(passes[:, :, :1], is_open=OPEN[:1]).week_worth).all()


def test_where_nobody_sits_it_the_cheapest_planned_week_is_named() -> None:
    """A hopeless candidate stops, and the likely week is the cheapest planned one."""
    passes = np.full((1, 16, 7), 0.01)
    passes[:, :, 4] = 0.05
    ours = decided(passes, Costs(fees=(300, 300, 300), wait_weeks=(2, 2), week=0, fail=100, no_pass=400))
    assert ours.by_week[0].min() > 400
    assert ours.likely_week[0] == ours.by_week[0].argmin()


def test_chances_by_draw_average_to_those_of_the_exam_day() -> None:
    """The mean over the draws of a week is P(pass) of that week, within their error."""
    fit = fit_of([at_percent(w, 70 + w) for w in range(5)])
    mean, covariance = with_free_cut(*fit.predict(real_exam_points(np.array([[4.0, 5.0, 8.0]]), 4)))
    fail = draw_futures(mean, covariance, MLS_FORM).fail
    for k in range(3):
        part = np.array([*range(4 * k, 4 * k + 4), -1])
        single = score_draws(mean[0, part], covariance[0, part[:, None], part], MLS_FORM).pass_probability()
        assert 1 - fail[0, k].mean() == pytest.approx(float(single), abs=0.02)


@pytest.mark.parametrize(("intercept", "slope"), [(-0.7, 1.0), (0.0, 0.5), (0.4, 1.6)])
def test_corrected_chances_by_draw_average_to_the_corrected_chance(intercept: float, slope: float) -> None:
    """Decisions use the corrected chances that are shown."""
    form = replace(MLS_FORM, calibration=OutcomeCalibration(intercept, slope, n_outcomes=40))
    fit = fit_of([at_percent(w, 78) for w in range(3)])
    mean, covariance = with_free_cut(*fit.predict(real_exam_points(np.array([[2.0, 10.0]]), 4)))
    fail = draw_futures(mean, covariance, form).fail
    for k in range(2):
        part = np.array([*range(4 * k, 4 * k + 4), -1])
        shown = score_draws(mean[:, part], covariance[:, part[:, None], part], form)
        assert 1 - fail[0, k].mean() == pytest.approx(float(shown.pass_probability()[0]), abs=0.02)
        assert shown.chance_by_draw().mean() == pytest.approx(float(shown.pass_probability()[0]), abs=0.005)


@pytest.mark.parametrize("mean", [0.6, 1.2])
def test_the_day_of_the_exam_is_averaged_over(mean: float, monkeypatch: pytest.MonkeyPatch) -> None:
    """The mean chance of failing is within .3 % of a quadrature over ability and the day's shock together."""
    monkeypatch.setattr(decision, "N_DRAWS", 4096)
    form, sd = MLS_FORM, 0.4
    nodes, weights = np.polynomial.hermite_e.hermegauss(61)
    right = form.guess_floor + (1 - form.guess_floor) * special.expit(mean + np.hypot(sd, form.day_shock_sd) * nodes)
    fails = special.ndtr((form.cut_items - form.n_items * right) / np.sqrt(form.n_items * right * (1 - right)))
    covariance = np.diag([1e-12] * 5)
    covariance[:4, :4] += sd**2
    ours = draw_futures(np.array([[mean] * 4 + [0.0]]), covariance[None], form).fail.mean()
    assert ours == pytest.approx(fails @ weights / weights.sum(), rel=0.003)


def test_an_exam_of_one_domain_has_as_many_weeks_as_are_asked_for() -> None:
    """The cut, which is last, is not counted as a week."""
    fit = fit_of([Sat(0.0, [50], [65])], n_domains=1)
    joint = with_free_cut(*fit.predict(real_exam_points(np.array([[0.0, 4.0, 8.0]]), 1)))
    form = replace(MLS_FORM, shares=(1.0,), share_half_widths=(0.0,))
    assert draw_futures(*joint, form).fail.shape == (1, 3, N_DRAWS)


def test_the_first_weeks_have_the_futures_that_they_have_among_all() -> None:
    """Weeks that are not returned still spread the draws."""
    fit = fit_of([at_percent(0.0, 75)])
    joint = with_free_cut(*fit.predict(real_exam_points(np.array([[0.0, 1.0, 2.0, 3.0]]), 4)))
    first, of_all = draw_futures(*joint, MLS_FORM, 2), draw_futures(*joint, MLS_FORM)
    for ours, whole in zip(first, of_all, strict=True):
        assert_allclose(ours, whole[:, :2])


@pytest.mark.parametrize(("n_open", "n_weeks"), [(1, 2), (2, 2), (4, 4), (4, 6)])
def test_weeks_after_the_last_open_one_change_nothing(n_open: int, n_weeks: int) -> None:
    """Costs and choices are the same if those weeks are left out, as long as there is a week to wait for."""
    rng = np.random.default_rng(3)
    fail, z = rng.random((20, 7, 64)), rng.normal(size=(20, 7, 64))
    beliefs = BeliefCorrelations(rng.random((20, 7)), rng.random((20, 6)))
    is_open, first = np.arange(7) < n_open, slice(n_weeks)
    whole = decide(Futures(fail, z), beliefs, COSTS, is_open)
    ours = decide(Futures(fail[:, first], z[:, first]), beliefs, COSTS, is_open[first])
    assert_allclose(ours.by_week, whole.by_week[:, first])
    for name in ("waiting", "likely_week", "week_worth", "dearer_than_stopping"):
        assert_allclose(getattr(ours, name), getattr(whole, name))


def test_many_have_the_futures_of_each_alone() -> None:
    """Candidates who are drawn together each have their own correction."""
    n = 3
    mean, covariance = np.full((n, 5), 0.9) - np.linspace(0, 1, n)[:, None], np.tile(0.1 * np.eye(5), (n, 1, 1))
    plain = OutcomeCalibration(0.1, 0.9, baseline_slope=0.2, n_outcomes=40)
    baseline = np.linspace(0.2, 0.9, n)
    of_all = draw_futures(mean, covariance, replace(MLS_FORM, calibration=plain.set_for(baseline)))
    for k in (0, n - 1):
        own = replace(MLS_FORM, calibration=plain.set_for(baseline[[k]]))
        alone = draw_futures(mean[[k]], covariance[[k]], own)
        assert_allclose(of_all.fail[k], alone.fail[0])
        assert_allclose(of_all.ability_z[k], alone.ability_z[0])


def test_standings_are_standard() -> None:
    """Each week's standardized ability has mean 0 and sd 1 over the draws."""
    fit = fit_of([at_percent(0.0, 75)])
    mean, covariance = with_free_cut(*fit.predict(real_exam_points(np.array([[0.0, 4.0]]), 4)))
    standing = draw_futures(mean, covariance, MLS_FORM).ability_z
    assert_allclose(standing.mean(axis=2), 0, atol=1e-12)
    assert_allclose(standing.std(axis=2), 1, rtol=1e-9)
