"""How likely each number of correct answers is."""

import numpy as np
import pytest
from numpy.testing import assert_allclose
from scipy import stats

from analytics.models.score_probabilities import practice_scores, score_distribution, score_on_fewer_items


@pytest.mark.parametrize("n_items", [10, 50, 180])
@pytest.mark.parametrize("share", [0.5, 0.9, 0.95, 0.999])
def test_scores_are_normal_ones_rounded(n_items: int, share: float) -> None:
    """Each number of correct answers has the mean probability of the draws' normal scores that round to it.

    Draws with a small and a large variance are mixed, and those beyond the ends count as no or all correct.
    """
    rng = np.random.default_rng(n_items)
    shares = np.clip(share + rng.normal(0, 0.05, size=256), 0.001, 0.999)
    expected, variance = n_items * shares, n_items * shares * (1 - shares)
    below = stats.norm.cdf(np.arange(n_items) + 0.5, expected[:, None], np.sqrt(variance)[:, None])
    rounded = np.diff(below, prepend=0.0, append=1.0).mean(axis=0)
    assert_allclose(score_distribution(expected, variance, n_items), rounded, atol=1e-5)


def test_fewer_items_have_the_score_of_their_own_mixture() -> None:
    """On some of the items the score is the binomial mixture of as many."""
    shares = np.array([0.3, 0.6, 0.65, 0.9])
    for n_items in (1, 20, 65):
        assert_allclose(
            score_on_fewer_items(practice_scores(shares, 65), n_items), practice_scores(shares, n_items), atol=1e-12
        )


@pytest.mark.parametrize(("n_before", "n_items"), [(65, 20), (10, 10), (3_000, 65)])
def test_a_score_on_fewer_items_is_hypergeometric(n_before: int, n_items: int) -> None:
    """Each known score gives SciPy's hypergeometric chances, also for thousands of items."""
    for n_correct in (0, 1, n_before // 2, n_before):
        known = np.zeros(n_before + 1)
        known[n_correct] = 1.0

        ours = score_on_fewer_items(known, n_items)

        expected = stats.hypergeom.pmf(np.arange(n_items + 1), n_before, n_correct, n_items)
        np.testing.assert_allclose(ours, expected, atol=1e-11)


def test_scores_of_a_short_practice_exam_are_binomial() -> None:
    """The mixture equals that of scipy's binomials, even where a share is 0 or 1."""
    shares = np.array([0.0, 0.2, 0.737, 1 - 1e-12, 1.0])
    expected = np.asarray(stats.binom.pmf(np.arange(11), 10, shares[:, None])).mean(axis=0)
    assert_allclose(practice_scores(shares, 10), expected, atol=1e-13)
