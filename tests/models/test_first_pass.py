"""The first pass against simulated exams."""

import numpy as np
import pytest
from numpy.testing import assert_allclose

from analytics.models import first_pass
from analytics.models.first_pass import EXAM_SD, predict_first_pass
from analytics.models.intervals import Floats

N, MINUTES = 65, 180


def times(rng: np.random.Generator, median_s: float, spread: float, n: int = N) -> Floats:
    return np.asarray(np.exp(rng.normal(np.log(median_s), spread, n)))


def exact_times(median_s: float, spread: float, n: int) -> Floats:
    """Return times whose logs have exactly this mean and, up to n, this spread."""
    z = np.linspace(-1.7, 1.7, n)
    return np.asarray(np.exp(np.log(median_s) + spread * z / z.std(ddof=1)))


@pytest.mark.parametrize("limit_s", [np.inf, 180.0])
@pytest.mark.parametrize("median_s", [140.0, 155.0, 165.0])
def test_the_chance_agrees_with_simulated_exams(median_s: float, limit_s: float) -> None:
    """With a known pace only the exam's own shift and the questions vary."""
    known = [exact_times(median_s, 0.35, 1_000) for _ in range(200)]
    ahead = predict_first_pass(known, n_items=N, duration_min=MINUTES, limit_s=limit_s)
    rng = np.random.default_rng(4)
    logs = np.log(median_s) + EXAM_SD * rng.normal(size=(20_000, 1)) + 0.35 * rng.normal(size=(20_000, N))
    total = np.minimum(np.exp(logs), limit_s).sum(axis=1)
    late = total > 60 * MINUTES
    assert ahead.run_out.value == pytest.approx(late.mean(), abs=0.02)
    assert ahead.run_out.high - ahead.run_out.low < 0.12
    assert ahead.total_min.value == pytest.approx(total.mean() / 60, rel=0.01)
    assert_allclose([ahead.total_min.low, ahead.total_min.high], np.quantile(total / 60, [0.05, 0.95]), rtol=0.02)


def test_the_range_of_the_time_holds_its_level() -> None:
    """The range covers 9 in 10 new exams of candidates with two exams each."""
    rng = np.random.default_rng(5)
    held = []
    for _ in range(200):
        center, spread = rng.normal(np.log(150), 0.2), rng.uniform(0.2, 0.6)
        shifts = np.exp(center + EXAM_SD * rng.normal(size=3))
        *known, new = (times(rng, float(shift), spread) for shift in shifts)
        ahead = predict_first_pass(known, n_items=N, duration_min=MINUTES).total_min
        held.append(ahead.low <= new.sum() / 60 <= ahead.high)
    assert 0.85 <= np.mean(held) <= 0.95


def test_the_range_of_the_time_is_that_of_many_draws() -> None:
    """With three exams' times the unknown pace adds to the exam's own: the ends are those of draws of both."""
    known = [exact_times(100, 0.4, N)] * 3
    ahead = predict_first_pass(known, n_items=N, duration_min=MINUTES).total_min
    rng, n_draws, n_free = np.random.default_rng(7), 40_000, 3 * (N - 1)
    squares = sum(((np.log(one) - np.log(one).mean()) ** 2).sum() for one in known)
    spread = np.sqrt(squares / rng.chisquare(n_free, (n_draws, 1)))
    center_sd = np.sqrt((EXAM_SD**2 + spread**2 / N) / len(known))
    center = np.log(known[0]).mean() + np.hypot(center_sd, EXAM_SD) * rng.normal(size=(n_draws, 1))
    total = np.exp(center + spread * rng.normal(size=(n_draws, N))).sum(axis=1) / 60
    assert_allclose([ahead.low, ahead.high], np.quantile(total, [0.05, 0.95]), rtol=0.006)


def test_slower_times_never_lower_the_chance_and_a_limit_never_raises_it() -> None:
    """Times ten percent slower never lower the chance of running out; a limit never raises it."""
    known = [times(np.random.default_rng(6), 150, 0.4)]
    slower = [1.1 * known[0]]
    first, second = (predict_first_pass(t, n_items=N, duration_min=MINUTES) for t in (known, slower))
    cut = predict_first_pass(known, n_items=N, duration_min=MINUTES, limit_s=180.0)
    assert cut.run_out.value < first.run_out.value < second.run_out.value
    assert cut.total_min.value < first.total_min.value < second.total_min.value


def test_more_exams_narrow_the_range_of_the_chance() -> None:
    """Three exams leave a narrower range than one."""
    one = exact_times(155, 0.35, N)
    alone, thrice = (predict_first_pass([one] * k, n_items=N, duration_min=MINUTES).run_out for k in (1, 3))
    assert thrice.high - thrice.low < alone.high - alone.low


def test_equal_times_give_finite_results() -> None:
    """Equal times, as from a source that divides the whole, give finite results."""
    ahead = predict_first_pass([np.full(N, 60.0)], n_items=N, duration_min=MINUTES, limit_s=60.0)
    assert np.isfinite([ahead.total_min.value, ahead.run_out.value]).all()
    assert ahead.run_out.value < 1e-6
    assert first_pass.MIN_TIMES < N
