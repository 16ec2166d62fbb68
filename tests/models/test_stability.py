"""Whether the expected score has changed or is stable."""

import numpy as np
import pytest
from numpy.testing import assert_allclose

from analytics.models import response
from analytics.models.ability import real_exam_points
from analytics.models.stability import StabilityVerdict, change_draws, stability_verdict
from tests.inputs.model_worlds import MLS_SHARES, Sat, at_percent, fit_of


def change_over_three_weeks(exams: list[Sat]) -> float:
    """Return Pr(|D| <= 5 points) for a candidate."""
    now = exams[-1].week
    abilities = fit_of(exams).predict(real_exam_points(np.array([[now, now - 3]]), 4))
    return float(change_draws(abilities[0][0], abilities[1][0], MLS_SHARES, 0.2).probability_within())


def test_changes_agree_with_a_slow_simulation() -> None:
    """Probability and mean of the change agree with simulated pairs of days."""
    mean = np.array([1.0, 0.8, 1.2, 0.6, 0.7, 0.7, 0.9, 0.5])
    covariance = 0.06 * np.eye(8) + 0.04
    theta = np.random.default_rng(3).multivariate_normal(mean, covariance, size=300_000)
    correct = response.share_correct(theta, 0.2)
    total = (correct[:, :4] - correct[:, 4:]) @ np.array(MLS_SHARES)
    ours = change_draws(mean, covariance, MLS_SHARES, 0.2)
    assert float(ours.probability_within()) == pytest.approx((np.abs(total) <= 0.05).mean(), abs=0.015)
    assert_allclose(ours.domains.mean(axis=0), (correct[:, :4] - correct[:, 4:]).mean(axis=0), atol=0.003)


def test_level_scores_are_more_likely_settled_than_rising_ones() -> None:
    """Ten level practice exams make a stable score more likely than ten rising ones."""
    level = change_over_three_weeks([at_percent(w, 80) for w in range(10)])
    rising = change_over_three_weeks([at_percent(w, 45 + 4 * w) for w in range(10)])
    assert level > 0.7
    assert rising < 0.4


@pytest.mark.parametrize(
    ("within", "is_enough", "expected"),
    [
        (0.80, True, StabilityVerdict.STABLE),
        (0.20, True, StabilityVerdict.MOVING),
        (0.79, True, StabilityVerdict.CANNOT_TELL),
        (0.21, True, StabilityVerdict.CANNOT_TELL),
        (0.99, False, StabilityVerdict.CANNOT_TELL),
    ],
)
def test_each_claim_needs_four_in_five(within: float, is_enough: bool, expected: StabilityVerdict) -> None:
    """Stable and moving are claimed from 80 % on, and nothing without evidence."""
    assert stability_verdict(within, is_evidence_enough=is_enough) is expected
