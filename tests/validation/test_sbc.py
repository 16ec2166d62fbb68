"""Simulation-based calibration of the model at a small size; `make validate` runs the full one."""

from functools import cache

import numpy as np
import pytest

from tests.validation.sbc import DesignResult, calibrate, designs
from tests.validation.scoring import calibration_error

N = 1000
NAMES = [design.name for design in designs()]


@cache
def result(k: int) -> DesignResult:
    return calibrate(designs()[k], N, seed=100 + k)


@pytest.mark.parametrize("k", range(4), ids=NAMES)
def test_ranges_hold_what_they_say(k: int) -> None:
    """90 % ranges hold .90 of truths, within three standard errors and the .01 that Laplace may cost."""
    for ranks in result(k).ranks:
        assert ranks.coverage == pytest.approx(0.90, abs=3 * ranks.coverage_error + 0.01)


@pytest.mark.parametrize("k", range(4), ids=NAMES)
def test_ranks_of_the_truth_are_uniform(k: int) -> None:
    """Rank histograms are uniform up to chance and a little: a gap of .0615 has a probability of .001."""
    for ranks in result(k).ranks:
        assert ranks.largest_gap < 0.0615
        assert ranks.chance_if_uniform > 1e-4


@pytest.mark.parametrize("k", range(4), ids=NAMES)
def test_chances_are_the_shares_that_pass(k: int) -> None:
    """Of simulated candidates with the same stated chance, that share passes."""
    found = result(k)
    assert found.chances.mean() == pytest.approx(found.is_passed.mean(), abs=0.045)
    assert calibration_error(found.chances, found.is_passed) < 0.06


def test_scales_other_than_the_tables_cost_little() -> None:
    """With each scale off by a factor of e^.5, its mean square kept, ranges still hold .87 or more."""
    found = calibrate(designs()[3], N, seed=7, scale_spread=0.5)
    assert np.mean([ranks.coverage for ranks in found.ranks]) > 0.87


def test_the_harness_sees_a_model_that_is_wrong() -> None:
    """With scales off by factors of e the same check fails, so passing it means something."""
    found = calibrate(designs()[1], N, seed=8, scale_spread=1.0)
    assert min(ranks.chance_if_uniform for ranks in found.ranks) < 1e-4
