"""The ability model against long NUTS chains on the same posterior, and against a second derivation."""

from functools import cache

import numpy as np
import pytest
from numpy.testing import assert_allclose

from analytics.models.ability_draws import ability_draws
from analytics.models.exam_score import score_draws, with_free_cut
from analytics.models.points import joined, prior_covariance, prior_mean
from analytics.models.quasi_random import sobol_normals
from tests.inputs.model_worlds import MLS_FORM
from tests.validation.agreement import Agreement, agreements, posterior_of
from tests.validation.generative import Record, cells_as_points, exam_day_points, latent
from tests.validation.nuts_reference import passing_given_ability
from tests.validation.reference_records import all_records

BELOW_FLOOR = {"one exam, far below the guess floor", "one exam, all wrong"}
"""Below the floor the curve is flat: Laplace's spread is a quarter too wide there, and P(pass) 0 either way."""


@cache
def compared() -> dict[str, Agreement]:
    return {found.reference.name: found for found in agreements()}


@pytest.mark.parametrize("record", all_records(), ids=lambda record: record.name)
def test_covariance_agrees_with_its_second_derivation(record: Record) -> None:
    """Kernels summed over cells equal loadings on unit normals with the trend stepped week by week."""
    world = latent(record)
    points = joined(cells_as_points(record), exam_day_points(record))
    loadings = np.vstack([world.cell_loadings, world.day_loadings])
    assert_allclose(prior_covariance(points, points)[0], loadings @ loadings.T, atol=1e-12)
    mean = prior_mean(points, np.array([record.has_hours]))[0]
    assert_allclose(mean, np.append(world.cell_mean, world.day_mean), atol=1e-12)


@pytest.mark.parametrize("record", all_records(), ids=lambda record: record.name)
def test_chance_agrees_with_long_chains(record: Record) -> None:
    """P(pass) is within .02 of 32,000 NUTS draws on the same posterior, whose own error is below .002."""
    found = compared()[record.name]
    assert found.reference.largest_rhat < 1.01
    assert found.reference.pass_probability_error < 0.002
    assert abs(found.chance_gap) < 0.02


def test_chances_agree_with_long_chains_on_average() -> None:
    """Over all records P(pass) is off by .004 at most on average, and by .002 at most in one direction."""
    gaps = np.array([found.chance_gap for found in compared().values()])
    assert np.abs(gaps).mean() < 0.004
    assert abs(gaps.mean()) < 0.002


@pytest.mark.parametrize("record", all_records(), ids=lambda record: record.name)
def test_ability_agrees_with_long_chains(record: Record) -> None:
    """Each domain's mean is within .03 sd of the chains', its sd within 4 %, correlations within .03."""
    found = compared()[record.name]
    if record.name in BELOW_FLOOR:
        assert 1.0 < found.sd_ratios.min() < found.sd_ratios.max() < 1.4
        return
    assert found.mean_gap_in_sds < 0.03
    assert_allclose(found.sd_ratios, 1.0, atol=0.04)
    sds = np.sqrt(np.diag(found.covariance))
    assert_allclose(found.covariance / np.outer(sds, sds), found.reference.theta_correlation, atol=0.03)


def test_turned_draws_are_near_to_endless_ones() -> None:
    """256 draws turned toward the exam's sum give P(pass) within .0015 of 8,192 with a quadrature.

    Turning changes no moment: many turned draws have the covariance they were drawn from.
    """
    many = sobol_normals(MLS_FORM.n_domains, 2**13)
    for record in (r for r in all_records() if r.form == MLS_FORM):
        mean, covariance = posterior_of(record)
        endless = passing_given_ability(ability_draws(mean, covariance, many), MLS_FORM).mean()
        assert float(score_draws(*with_free_cut(mean, covariance), MLS_FORM).pass_probability()) == pytest.approx(
            endless, abs=0.0015
        )
        turned = ability_draws(mean, covariance, many, np.array(MLS_FORM.shares))
        assert_allclose(np.cov(turned.T), covariance, rtol=0.01, atol=1e-3)


def test_turned_draws_of_what_cannot_vary_stay_finite() -> None:
    """A sum that is known exactly gives no direction; the draws still have the right covariance."""
    covariance = np.array([[0.5, 0.5], [0.5, 0.5]])
    draws = ability_draws(np.zeros(2), covariance, sobol_normals(2), np.array([1.0, -1.0]))
    assert_allclose(np.cov(draws.T), covariance, rtol=0.02)
    assert_allclose(draws[:, 0], draws[:, 1], atol=1e-3)
    known = ability_draws(np.zeros(2), covariance, sobol_normals(2), np.zeros(2))
    assert_allclose(np.cov(known.T), covariance, rtol=0.02)
