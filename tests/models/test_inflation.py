"""How much better seen questions are answered."""

from dataclasses import fields, replace

import numpy as np
import pytest
from numpy.testing import assert_allclose

from analytics.models import response
from analytics.models.inflation import inflation_percent, seen_by_provider
from analytics.models.intervals import Floats, Interval
from analytics.models.points import REAL_EXAM, Points, joined, prior_covariance, real_exam_points, seen_effect_points
from analytics.models.prior import DEFAULT_PRIOR
from tests.inputs.model_worlds import MLS_ITEMS, MLS_SHARES, Sat, at_percent, cells_of, fit_cells, fit_of


def inflation_of(exams: list[Sat], *, provider: float = 0.0) -> Interval:
    """Return the inflation of a candidate at a provider."""
    effect = seen_effect_points(np.array([[provider]]), 4)
    points = joined(real_exam_points(np.array([[exams[-1].week]]), 4), effect)
    return inflation_percent(*fit_of(exams).predict(points), MLS_SHARES, 0.2)[0]


def test_a_gap_between_first_and_repeated_sittings_is_found() -> None:
    """New questions at 65 % and seen ones at 90 % are about 25 points apart, within the range."""
    rows = [at_percent(w, 65) for w in range(4)] + [at_percent(w, 90, seen=1.0) for w in range(4)]
    found = inflation_of(sorted(rows, key=lambda exam: exam.week))
    assert found.low < 25 < found.high
    assert found.low > 10


def test_no_gap_gives_little_inflation() -> None:
    """If seen questions are answered no better than new ones, the prior's lift shrinks."""
    rows = [at_percent(w, 75, seen=s) for w in range(5) for s in (0.0, 1.0)]
    found = inflation_of(rows)
    assert found.value < 6
    assert found.low < 2


def test_each_provider_has_its_own_lift() -> None:
    """Questions that come back unchanged lift scores more than newly drawn ones, by provider."""
    rows = [
        at_percent(week, percent, provider=provider, seen=seen)
        for week in range(6)
        for provider, again in ((0, 92), (1, 70))
        for percent, seen in ((65, 0.0), (again, 1.0))
    ]
    same, anew = inflation_of(rows), inflation_of(rows, provider=1.0)
    assert same.value > anew.value + 5


def test_one_provider_tells_of_another() -> None:
    """A provider without repeats is expected to lift like the known one, with less certainty."""
    rows = sorted(
        [at_percent(w, 65) for w in range(4)] + [at_percent(w, 95, seen=1.0) for w in range(4)], key=lambda e: e.week
    )
    known, other, usual = inflation_of(rows), inflation_of(rows, provider=9.0), inflation_of(rows[:1], provider=9.0)
    assert usual.value < other.value < known.value + 1
    assert other.high - other.low > known.high - known.low


def test_with_one_provider_the_split_of_the_variance_changes_nothing() -> None:
    """One provider's effect has the whole variance, shared by its cells."""
    cells, n_correct, n_items = cells_of([at_percent(0, 60), at_percent(1, 85, seen=1.0), at_percent(2, 90, seen=0.5)])
    undivided = replace(DEFAULT_PRIOR, seen_provider_share=0.0)
    points = joined(real_exam_points(np.array([[2.0]]), 4), seen_effect_points(np.zeros((1, 1)), 4))
    assert_allclose(prior_covariance(cells, cells), prior_covariance(cells, cells, undivided))
    ours, other = (
        fit_cells(cells, n_correct, n_items, guess_floor=0.2, prior=prior).predict(points)
        for prior in (DEFAULT_PRIOR, undivided)
    )
    for one, two in zip(ours, other, strict=True):
        assert_allclose(one, two, atol=1e-9)


def test_two_providers_share_most_of_the_effect() -> None:
    """85 % of the variance is common to two providers, all of it to one."""
    effects = seen_effect_points(np.array([[0.0, 1.0]]), 4)
    assert_allclose(prior_covariance(effects, effects)[0], 0.8**2 * np.array([[1, 0.85], [0.85, 1]]))


def test_seen_questions_are_added_up_by_provider() -> None:
    """The provider of most seen questions comes first; without seen questions there is none."""
    cells, _, n_items = cells_of(
        [at_percent(0, 60), at_percent(1, 60, provider=3, seen=0.25), at_percent(2, 60, provider=1, seen=0.75)]
    )
    seen = seen_by_provider(cells, n_items)
    assert_allclose(seen.provider, [[1, 3]])
    assert_allclose(seen.weight, [[0.75, 0.25]])
    both = seen_by_provider(
        Points(*(np.repeat(getattr(cells, f.name), 2, axis=0) for f in fields(Points))),
        np.concatenate([n_items, 0 * n_items]),
    )
    assert_allclose(both.provider[1], [REAL_EXAM, REAL_EXAM])
    assert_allclose(both.weight[1], [1, 0])
    none = seen_by_provider(cells, 0 * n_items)
    assert (none.provider.tolist(), none.weight.tolist()) == ([[REAL_EXAM]], [[1.0]])


def _simulated(rng: np.random.Generator, n_seen: list[int], lift: float) -> tuple[list[Sat], Floats, Floats]:
    """Draw many candidates of constant ability; `lift` is the gain in share correct of a second earlier sight."""
    n_candidates, floor = 150, 0.2
    theta = 0.3 + rng.normal(0, 0.5, (n_candidates, 1)) + rng.normal(0, 0.3, (n_candidates, 4))
    by_sight = {0: 0.0, 1: 0.6, 2: 1.0, 3: 1.2}
    shares = [
        response.share_correct(theta + rng.normal(0, 0.15, (n_candidates, 1)), floor) + lift * by_sight[sights]
        for sights in n_seen
    ]
    counts = [rng.binomial(np.array(MLS_ITEMS), np.minimum(share, 0.99)) for share in shares]
    exams = [Sat(float(week), (0,) * 4, seen=float(sights > 0)) for week, sights in enumerate(n_seen)]
    return (
        exams,
        np.concatenate(counts, axis=1).astype(float),
        response.share_correct(theta, floor) @ np.array(MLS_SHARES),
    )


@pytest.mark.parametrize("n_seen", [[0, 0, 1, 2, 3], [0, 1, 2, 3], [0, 1, 0, 1, 0, 1]])
@pytest.mark.parametrize("lift", [0.0, 0.1, 0.2, 0.3])
def test_little_of_the_lift_is_left_in_the_expected_score(n_seen: list[int], lift: float) -> None:
    """If questions seen one to three times are lifted by 0 to 36 points, the bias stays small.

    The world is not the model's: the lift is in shares, grows with each sight, and differs in logits
    between candidates. When the last raw scores are off by 20 points the bias stays within 6.
    """
    exams, n_correct, truth = _simulated(np.random.default_rng(3), n_seen, lift)
    cells, _, n_items = cells_of(exams)
    n_candidates = len(truth)
    many = Points(*(np.repeat(getattr(cells, f.name), n_candidates, axis=0) for f in fields(Points)))
    fit = fit_cells(many, n_correct, np.repeat(n_items, n_candidates, axis=0), guess_floor=0.2)
    mean, _ = fit.predict(real_exam_points(np.full((n_candidates, 1), exams[-1].week), 4))
    estimate = response.share_correct(mean, 0.2) @ np.array(MLS_SHARES)
    seen = [week for week, sights in enumerate(n_seen) if sights][-3:]
    raw = n_correct.reshape(n_candidates, len(n_seen), 4).sum(axis=2)[:, seen].mean(axis=1) / sum(MLS_ITEMS)
    bias, raw_bias = 100 * (estimate - truth).mean(), 100 * (raw - truth).mean()
    assert abs(bias) < max(6.0, 0.3 * raw_bias)
    if lift:
        assert abs(bias) < 0.4 * raw_bias
