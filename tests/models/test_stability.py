"""Whether the expected score has changed or is stable."""

import numpy as np
import pytest
from numpy.testing import assert_allclose

from analytics.models import response
from analytics.models.stability import (
    StabilityVerdict,
    StabilityWord,
    domain_changes,
    probability_within,
    stability_word,
)
from tests.inputs.model_worlds import MLS_SHARES


def test_changes_agree_with_a_slow_simulation() -> None:
    """Probability and mean of the change agree with simulated pairs of days."""
    mean = np.array([1.0, 0.8, 1.2, 0.6, 0.7, 0.7, 0.9, 0.5])
    covariance = 0.06 * np.eye(8) + 0.04
    theta = np.random.default_rng(3).multivariate_normal(mean, covariance, size=300_000)
    correct = response.share_correct(theta, 0.2)
    total = (correct[:, :4] - correct[:, 4:]) @ np.array(MLS_SHARES)
    ours = domain_changes(mean, covariance, MLS_SHARES, 0.2)
    within = probability_within(ours @ np.array(MLS_SHARES))
    assert float(within) == pytest.approx((np.abs(total) <= 0.05).mean(), abs=0.015)
    assert_allclose(ours.mean(axis=0), (correct[:, :4] - correct[:, 4:]).mean(axis=0), atol=0.003)


@pytest.mark.parametrize(
    ("within", "is_enough", "word", "verdict"),
    [
        (0.85, True, StabilityWord.SETTLED, StabilityVerdict.STABLE),
        (0.84, True, StabilityWord.PROBABLY_SETTLED, StabilityVerdict.STABLE),
        (0.62, True, StabilityWord.PROBABLY_SETTLED, StabilityVerdict.STABLE),
        (0.61, True, StabilityWord.TOO_EARLY, StabilityVerdict.CANNOT_TELL),
        (0.39, True, StabilityWord.TOO_EARLY, StabilityVerdict.CANNOT_TELL),
        (0.38, True, StabilityWord.PROBABLY_MOVING, StabilityVerdict.MOVING),
        (0.15, True, StabilityWord.MOVING, StabilityVerdict.MOVING),
        (0.99, False, StabilityWord.TOO_EARLY, StabilityVerdict.CANNOT_TELL),
    ],
)
def test_the_word_follows_from_the_probability(
    within: float, is_enough: bool, word: StabilityWord, verdict: StabilityVerdict
) -> None:
    """Five steps, three in the contract, and the middle one without evidence."""
    found = stability_word(within, is_evidence_enough=is_enough)
    assert (found, found.verdict) == (word, verdict)
