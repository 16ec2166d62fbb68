"""The rank-sum test."""

from itertools import combinations

import numpy as np
import pytest
from numpy.testing import assert_allclose
from scipy import stats

from analytics.models.rank_sum import rank_sum_p_value


@pytest.mark.parametrize("n_some", [1, 2, 5])
def test_agrees_with_an_independent_implementation(n_some: int) -> None:
    """Without ties the p-value is scipy's exact one."""
    values = np.random.default_rng(3).normal(size=12)
    some, others = values[:n_some], values[n_some:]
    expected = stats.mannwhitneyu(some, others, alternative="less", method="exact").pvalue
    assert_allclose(rank_sum_p_value(list(some), list(others)), expected, rtol=1e-12)


def test_ties_are_counted_by_going_through_every_choice() -> None:
    """With ties the p-value is the share of all choices with as low a rank sum."""
    some, others = [2.0, 5.0, 5.0], [2.0, 5.0, 7.0, 7.0, 9.0]
    ranks = stats.rankdata([*some, *others])
    sums = [sum(ranks[list(chosen)]) for chosen in combinations(range(8), 3)]
    expected = np.mean([total <= ranks[:3].sum() for total in sums])
    assert_allclose(rank_sum_p_value(some, others), expected)


def test_one_value_below_nine_others_is_one_chance_in_ten() -> None:
    """The lowest of ten values is equally likely to be any of them."""
    assert_allclose(rank_sum_p_value([1.0], [float(k) for k in range(2, 11)]), 0.1)
