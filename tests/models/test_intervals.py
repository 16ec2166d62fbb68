"""Intervals."""

import numpy as np
from numpy.testing import assert_allclose
from scipy import stats

from analytics.models.intervals import (
    RANGE_LEVEL,
    Interval,
    certain_ranks,
    interval_of_draws,
    intervals_of_rows,
    wilson,
)


def test_wilson_agrees_with_an_independent_implementation() -> None:
    """The limits equal scipy's for every count out of 12."""
    for n_correct in range(13):
        ours = wilson(n_correct, 12)
        other = stats.binomtest(n_correct, 12).proportion_ci(RANGE_LEVEL, method="wilson")
        assert_allclose([ours.low, ours.high], [other.low, other.high], rtol=1e-12, atol=1e-15)


def test_no_items_leave_everything_possible() -> None:
    """Without items the range is [0, 1]."""
    assert wilson(0, 0) == Interval(0.5, 0.0, 1.0)


def test_draws_are_summarized_by_mean_and_central_range() -> None:
    """Of the whole numbers 0 to 100 the mean is 50 and the central 90 % run from 5 to 95."""
    found = interval_of_draws(np.arange(101.0))
    assert_allclose([found.value, found.low, found.high], [50, 5, 95])


def test_a_negative_factor_turns_the_range_around() -> None:
    """Low stays below high in any unit."""
    assert Interval(2.0, 1.0, 4.0).scaled(-1) == Interval(-2.0, -4.0, -1.0)


def test_many_quantities_are_summarized_as_each_alone() -> None:
    """Rows of draws do not affect each other."""
    draws = np.random.default_rng(1).normal(size=(5, 64))
    assert intervals_of_rows(draws) == [interval_of_draws(row) for row in draws]


def test_a_rank_counts_the_ranges_that_are_wholly_above() -> None:
    """B overlaps A and C: either A or B is the largest, and only A is certainly above C."""
    a, b, c, d = Interval(6, 5, 8), Interval(5, 4, 6), Interval(4, 2, 4.5), Interval(1, 0, 1.5)
    assert certain_ranks([d, b, a, c]) == [4, 1, 1, 2]


def test_a_range_holds_its_value() -> None:
    """A mean outside the central range of a skewed distribution widens the range."""
    draws = np.array([1.0] * 96 + [0.0] * 4)
    assert interval_of_draws(draws) == Interval(0.96, 0.96, 1.0)
    assert Interval(0.1, 0.2, 0.3).low == 0.1
    assert Interval(0.3, 0.1, 0.2).high == 0.3
