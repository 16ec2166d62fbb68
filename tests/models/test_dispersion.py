"""Whether practice exams vary more than expected."""

import numpy as np
import pytest
from scipy import stats

from analytics.models import response
from analytics.models.dispersion import (
    LOG_SD,
    NOTABLE_FACTOR,
    DispersionVerdict,
    ExamDispersion,
    exam_dispersion,
)
from analytics.models.intervals import Interval
from analytics.models.prior import DEFAULT_PRIOR
from tests.inputs.model_worlds import MLS_ITEMS, Sat, fit_of


def scattered(rng: np.random.Generator, factor: float, n_exams: int = 14) -> list[Sat]:
    """Draw a record with exam shocks multiplied by a factor."""
    level, exams = rng.normal(0.6, 0.4), []
    for week in range(n_exams):
        shock = rng.normal(0, factor * DEFAULT_PRIOR.exam_shock_sd)
        by_domain = rng.normal(0, factor * DEFAULT_PRIOR.exam_domain_shock_sd, 4)
        shares = response.share_correct(level + shock + by_domain, 0.2)
        exams.append(Sat(float(week), rng.binomial(MLS_ITEMS, shares).tolist()))
    return exams


def test_without_practice_exams_the_prior_is_returned() -> None:
    """Without practice exams the factor has its prior, and the verdict is cannot tell."""
    found = exam_dispersion(fit_of([]))
    prior = stats.lognorm(LOG_SD)
    assert found.factor.value == pytest.approx(prior.mean(), rel=0.03)
    assert (found.factor.low, found.factor.high) == pytest.approx((prior.ppf(0.05), prior.ppf(0.95)), rel=0.05)
    assert found.probability_more == pytest.approx(prior.sf(NOTABLE_FACTOR), abs=0.01)
    assert found.verdict is DispersionVerdict.CANNOT_TELL


def test_usual_and_large_scatter_are_told_apart() -> None:
    """Of eight records each, most are judged correctly and none the opposite way."""
    rng = np.random.default_rng(11)
    usual, large = ([exam_dispersion(fit_of(scattered(rng, factor))) for _ in range(8)] for factor in (1.0, 4.0))
    assert DispersionVerdict.MORE not in {found.verdict for found in usual}
    assert DispersionVerdict.AS_EXPECTED not in {found.verdict for found in large}
    assert sum(found.verdict is DispersionVerdict.AS_EXPECTED for found in usual) >= 5
    assert sum(found.verdict is DispersionVerdict.MORE for found in large) >= 5
    assert sum(found.factor.low < 4 < found.factor.high for found in large) >= 6


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        (0.80, DispersionVerdict.MORE),
        (0.79, DispersionVerdict.CANNOT_TELL),
        (0.21, DispersionVerdict.CANNOT_TELL),
        (0.19, DispersionVerdict.AS_EXPECTED),
    ],
)
def test_each_claim_needs_four_in_five(more: float, expected: DispersionVerdict) -> None:
    """More and as expected are claimed from 80 % on."""
    assert ExamDispersion(Interval(1.5, 0.5, 3.0), more).verdict is expected
