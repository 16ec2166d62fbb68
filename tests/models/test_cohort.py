"""Scales and offsets of a cohort by marginal likelihood with priors."""

from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from numpy.testing import assert_allclose
from scipy import stats

from analytics.models import cohort, response
from analytics.models.ability import CellCounts
from analytics.models.cohort import Population, SharedOffsets, fit_population, source_prior
from analytics.models.intervals import Floats
from analytics.models.points import REAL_EXAM, Points, prior_covariance, real_exam_points
from analytics.models.prior import DEFAULT_PRIOR, AbilityPrior, CohortPrior
from tests.inputs.model_worlds import MLS_FORM, MLS_SHARES, fit_cells
from tests.validation import in_cohort
from tests.validation.generative import Cell, Record, cells_as_points, latent

TRUTH = replace(DEFAULT_PRIOR, level_mean=0.9, level_sd=0.5, domain_sd=0.7, exam_shock_sd=0.45, gain_per_week=0.10)
HARDER = -0.4
"""How much worse the questions of the second provider are answered."""


def design(n_exams: int = 6, *, offset: float = 0.0) -> Record:
    """Make practice exams of ten questions a domain, every other one from a second provider, which may be harder."""
    cells = [
        Cell(week=2.0 * e, domain=k, exam=e, n_items=10, provider=e % 2, offset=offset * (e % 2))
        for e in range(n_exams)
        for k in range(4)
    ]
    return Record(name="cohort", cells=cells, form=MLS_FORM, exam_week=12.0)


def simulated(n: int, seed: int, prior: AbilityPrior, n_exams: int = 6) -> tuple[Points, Floats, Floats]:
    """Draw counts of candidates with given scales; the model is not told which provider is harder."""
    world, rng = latent(design(n_exams, offset=HARDER), replace(prior, provider_sd=0.1)), np.random.default_rng(seed)
    normals = rng.normal(size=(n, world.cell_loadings.shape[1]))
    share = response.share_correct(world.cell_mean + normals @ world.cell_loadings.T, MLS_FORM.guess_floor)
    n_items = np.full(share.shape, 10.0)
    return cells_as_points(design(n_exams), n), rng.binomial(10, share).astype(float), n_items


def population_of(
    world: tuple[Points, Floats, Floats],
    *,
    form: Floats | None = None,
    place: Floats | None = None,
    provider_sd: float = DEFAULT_PRIOR.provider_sd,
    is_exam_shock_known: bool = True,
    has_hours: bool = False,
) -> Population:
    """Fit the population of simulated candidates, by default without effects of forms and places."""
    none = np.full(world[1].shape, -1.0)
    return fit_population(
        CellCounts(*world, MLS_FORM.guess_floor, np.full(world[1].shape[0], has_hours)),
        shares=np.array(MLS_SHARES),
        offsets=SharedOffsets(
            np.full(int(world[0].provider.max()) + 1, provider_sd),
            none if form is None else form,
            none if place is None else place,
        ),
        is_exam_shock_known=is_exam_shock_known,
    )


@cache
def recovered() -> Population:
    """Fit two hundred candidates with known scales."""
    return population_of(simulated(200, 1, TRUTH))


def test_recovers_scales_and_means_of_a_simulated_cohort() -> None:
    """Two hundred candidates identify each scale to a fifth and the mean to a tenth of a logit."""
    prior = recovered().prior
    for name in ("level_sd", "domain_sd", "exam_shock_sd"):
        assert getattr(prior, name) == pytest.approx(getattr(TRUTH, name), rel=0.2)
    met = prior.level_mean + recovered().provider_offsets.mean()  # how the two share it, answers cannot tell
    assert met == pytest.approx(TRUTH.level_mean + HARDER / 2, abs=0.12)
    assert prior.gain_per_week == pytest.approx(TRUTH.gain_per_week, abs=0.04)


def test_recovers_how_providers_differ() -> None:
    """The difference of two providers is identified; the real exam's place is set by the priors."""
    first, second = recovered().provider_offsets
    assert second - first == pytest.approx(HARDER, abs=0.06)
    assert abs(first + second) < 0.5


def test_the_real_exam_strays_as_a_practice_exam_does() -> None:
    """The real exam's shock is that of one more practice exam, domains mixed by their shares."""
    prior = recovered().prior
    expected = np.sqrt(prior.exam_shock_sd**2 + prior.exam_domain_shock_sd**2 * (np.array(MLS_SHARES) ** 2).sum())
    assert prior.real_exam_shock_sd == pytest.approx(expected)


def objective(world: tuple[Points, Floats, Floats], population: Population, **changed: float) -> float:
    """Return Laplace's marginal likelihoods plus the log priors, by their definition."""
    prior = replace(population.prior, **changed)
    shifted = replace(world[0], offset=population.provider_offsets[world[0].provider.astype(int)])
    fit = fit_cells(shifted, world[1], world[2], guess_floor=MLS_FORM.guess_floor, prior=prior)
    scales = ("level_sd", "domain_sd", "velocity_sd", "exam_shock_sd")
    center = replace(DEFAULT_PRIOR, level_sd=cohort.WITHIN_LEVEL_SD)
    logs = [np.log(getattr(prior, name) / getattr(center, name)) for name in scales]
    held = stats.norm.logpdf(logs, 0, cohort.LOG_SD_SD)
    mean = stats.norm.logpdf(prior.level_mean, DEFAULT_PRIOR.level_mean, cohort.LEVEL_MEAN_SD)
    gain = stats.norm.logpdf(prior.gain_per_week, DEFAULT_PRIOR.gain_per_week, cohort.GAIN_SD)
    return float(fit.log_marginal_likelihood.sum() + np.sum(held) + mean + gain)


@pytest.mark.parametrize(
    ("name", "step"),
    [("level_mean", 0.02), ("gain_per_week", 0.005), ("level_sd", 0.02), ("domain_sd", 0.02), ("exam_shock_sd", 0.02)],
)
def test_the_slope_is_nothing_at_the_maximum(name: str, step: float) -> None:
    """By finite differences no parameter is more than a tenth of its standard error from the maximum."""
    world = simulated(200, 1, TRUTH)
    at = getattr(recovered().prior, name)
    below, here, above = (objective(world, recovered(), **{name: at + k * step}) for k in (-1, 0, 1))
    slope, curvature = (above - below) / (2 * step), (2 * here - above - below) / step**2
    assert curvature > 0
    assert abs(slope / curvature) < 0.1 / np.sqrt(curvature)


def test_few_candidates_move_little() -> None:
    """Two candidates with one practice exam each leave every parameter within one prior sd."""
    prior = population_of(simulated(2, 3, TRUTH, n_exams=1)).prior
    for name in ("level_sd", "domain_sd", "velocity_sd", "exam_shock_sd"):
        assert abs(np.log(getattr(prior, name) / getattr(DEFAULT_PRIOR, name))) < cohort.LOG_SD_SD


def test_candidates_without_answers_leave_the_fixed_scales() -> None:
    """Cells without items leave the fixed scales."""
    cells, n_correct, n_items = simulated(3, 4, TRUTH)
    found = population_of((cells, 0 * n_correct, 0 * n_items))
    assert_allclose(found.provider_offsets, 0.0, atol=1e-9)
    held = [cohort.LEVEL_MEAN_SD, DEFAULT_PRIOR.provider_sd, DEFAULT_PRIOR.provider_sd]
    assert_allclose(found.covariance, np.diag(held) ** 2, atol=1e-9)
    level_sd = np.hypot(found.prior.level_sd, np.sqrt(found.covariance[0, 0]))
    assert level_sd == pytest.approx(DEFAULT_PRIOR.level_sd)
    assert found.prior.level_mean == pytest.approx(DEFAULT_PRIOR.level_mean)


def test_an_unidentified_shock_keeps_its_fixed_scale() -> None:
    """With one practice exam each, the exam shock and the real exam's are the fixed ones."""
    prior = population_of(simulated(60, 5, TRUTH, n_exams=1), is_exam_shock_known=False).prior
    assert prior.exam_shock_sd == DEFAULT_PRIOR.exam_shock_sd
    assert prior.real_exam_shock_sd == DEFAULT_PRIOR.real_exam_shock_sd


def test_mean_level_and_offset_are_uncertain_in_opposite_ways() -> None:
    """With many people of one provider the sum of mean level and offset is known, and each of them is not."""
    cells, n_correct, n_items = simulated(120, 11, TRUTH)
    found = population_of((replace(cells, provider=0 * cells.provider), n_correct, n_items))
    level, offset = np.sqrt(np.diag(found.covariance))
    both = np.sqrt(found.covariance.sum())
    assert min(level, offset) > 0.2
    assert both < 0.08


def test_practice_of_the_exams_own_provider_tells_of_the_people() -> None:
    """If the offset of a provider has a small sd, what is unusual in the average belongs to the people."""
    cells, n_correct, n_items = simulated(60, 11, TRUTH)
    world = replace(cells, provider=0 * cells.provider), n_correct, n_items
    official, other = (population_of(world, provider_sd=sd) for sd in (cohort.OFFICIAL_SD, 0.28))
    assert abs(official.provider_offsets[0]) < 0.25 * abs(other.provider_offsets[0])
    assert official.covariance[0, 0] < 0.4 * other.covariance[0, 0]


def test_sources_share_the_error_of_what_they_have_in_common() -> None:
    """The prior covariance of two sources is that of drawn mean levels and offsets of providers and forms."""
    rng = np.random.default_rng(12)
    root = rng.normal(size=(4, 4))
    drawn = rng.multivariate_normal(np.zeros(4), root @ root.T, size=400_000)  # level, two providers, a form
    own, new = rng.normal(0, cohort.OWN_PROVIDER_SD, size=(400_000, 2)), rng.normal(0, 0.28, size=400_000)
    level = drawn[:, 0]
    means = [
        level + drawn[:, 1] + own[:, 0],
        level + drawn[:, 2] + own[:, 1],
        level + drawn[:, 2] + drawn[:, 3] + own[:, 1],
        level + new,
        level,
    ]
    sources = source_prior(root @ root.T, [[1], [2], [2, 3], []], np.array([9.0, 9.0, 9.0, 0.28]))
    points = replace(
        real_exam_points(np.zeros((1, 5)), 1),
        provider=np.array([[0.0, 1.0, 1.0, 2.0, REAL_EXAM]]),
        source=np.array([[0.0, 1.0, 2.0, 3.0, REAL_EXAM]]),
    )
    without = replace(DEFAULT_PRIOR, provider_sd=0.0)
    ours = prior_covariance(points, points, CohortPrior.of(DEFAULT_PRIOR, sources)) - prior_covariance(
        points, points, without
    )
    assert_allclose(ours[0], np.cov(means), atol=0.03 * np.trace(root @ root.T))


def test_a_cohort_of_one_provider_shows_the_spread_of_its_people() -> None:
    """A percent more in the estimated score is a percent more in the true one, however often people practice.

    If the provider's error counted as each candidate's own, everybody would be drawn to the middle: a slope of 1.2.
    """
    worlds = in_cohort.worlds(in_cohort.DESIGNS[1], 8, 50, seed=3)
    assert in_cohort.slope(worlds, together=True)[0] == pytest.approx(1.0, abs=0.05)
    happened = np.concatenate([world.is_passed for world in worlds])
    alone, together = (np.concatenate([getattr(w, how).chance for w in worlds]) for how in ("alone", "together"))
    assert abs(together.mean() - happened.mean()) < abs(alone.mean() - happened.mean()) + 0.01
    assert ((together - happened) ** 2).mean() < ((alone - happened) ** 2).mean() + 0.001


def test_forms_in_one_order_for_all_are_not_taken_for_forgetting() -> None:
    """If each of six forms is harder than the one before, nobody forgets.

    With form offsets the gain stays near its prior; without them it is a loss for everybody.
    """
    counts = harder_for_all(np.linspace(0.3, -0.3, 6))
    told = population_of(counts, form=counts[0].exam)
    untold = population_of(counts)
    assert untold.prior.gain_per_week < -0.05
    assert told.prior.gain_per_week > untold.prior.gain_per_week + 0.03
    assert told.form_offsets.shape == (6,)
    assert told.form_offsets[0] > told.form_offsets[-1] + 0.15
    strays = np.hypot(told.prior.exam_shock_sd, told.prior.exam_domain_shock_sd * np.linalg.norm(MLS_SHARES))
    assert told.prior.real_exam_shock_sd == pytest.approx(np.hypot(strays, np.sqrt(np.mean(told.form_offsets**2))))


def test_a_hard_last_exam_without_a_form_name_is_not_taken_for_forgetting() -> None:
    """What is unusual in everybody's last practice exam belongs to its place in the record, and less to growth.

    The place has no offset that would be applied.
    """
    counts = harder_for_all(np.array([0.0, 0.0, 0.0, 0.0, 0.0, -0.3]))
    placed, unplaced = population_of(counts, place=counts[0].exam), population_of(counts)
    assert placed.prior.gain_per_week > unplaced.prior.gain_per_week + 0.005
    assert placed.form_offsets.shape == (0,)
    assert len(placed.covariance) == len(unplaced.covariance) == 3


def harder_for_all(easier: Floats) -> tuple[Points, Floats, Floats]:
    """Draw counts of eighty candidates who do not change, with forms of some easiness in the same order."""
    record = design()
    cells = [replace(cell, offset=float(shift)) for cell, shift in zip(record.cells, np.repeat(easier, 4), strict=True)]
    prior = replace(DEFAULT_PRIOR, gain_per_week=0.0, velocity_sd=0.01, domain_velocity_sd=0.01)
    world, rng = latent(replace(record, cells=cells), prior), np.random.default_rng(8)
    share = response.share_correct(
        world.cell_mean + rng.normal(size=(80, world.cell_loadings.shape[1])) @ world.cell_loadings.T, 0.2
    )
    return cells_as_points(record, 80), rng.binomial(10, share).astype(float), np.full(share.shape, 10.0)


def simulated_later(
    n: int, seed: int, prior: AbilityPrior, *, seen: float = 0.0, open_book: float = 0.0
) -> tuple[Points, Floats, Floats]:
    """Draw counts with a condition in all practice exams but each candidate's first two."""
    first, later = design().cells[:8], design().cells[8:]
    cells = [*first, *(replace(cell, seen=seen, open_book=open_book) for cell in later)]
    record = replace(design(), cells=[replace(cell, provider=0) for cell in cells])
    world, rng = latent(record, prior), np.random.default_rng(seed)
    normals = rng.normal(size=(n, world.cell_loadings.shape[1]))
    share = response.share_correct(world.cell_mean + normals @ world.cell_loadings.T, MLS_FORM.guess_floor)
    return cells_as_points(record, n), rng.binomial(10, share).astype(float), np.full(share.shape, 10.0)


@pytest.mark.parametrize("truth", [0.0, 2.0])
def test_what_repeats_lift_for_all_is_not_taken_for_easy_forms_or_learning(truth: float) -> None:
    """If everybody meets the same questions again from the third form on, the lift is attributed to that."""
    world = simulated_later(80, 9, replace(DEFAULT_PRIOR, seen_mean=truth, seen_sd=0.3), seen=1.0)
    found = population_of(world, form=world[0].exam)
    assert found.prior.seen_mean == pytest.approx(truth, abs=0.35)
    assert found.prior.gain_per_week == pytest.approx(DEFAULT_PRIOR.gain_per_week, abs=0.05)
    assert found.form_offsets[2:].mean() - found.form_offsets[:2].mean() == pytest.approx(0.0, abs=0.2)


def test_what_conditions_add_for_all_moves_where_it_is_seen() -> None:
    """A larger effect of an open book is found, within its prior; the untimed effect, which nobody had, stays."""
    world = simulated_later(80, 10, replace(DEFAULT_PRIOR, open_book_mean=1.2), open_book=1.0)
    found = population_of(world, form=world[0].exam).prior
    assert found.open_book_mean > DEFAULT_PRIOR.open_book_mean + DEFAULT_PRIOR.open_book_sd
    assert found.untimed_mean == pytest.approx(DEFAULT_PRIOR.untimed_mean)
    assert found.seen_mean == pytest.approx(DEFAULT_PRIOR.seen_mean)


def test_where_hours_carry_the_gain_it_is_not_estimated_by_time() -> None:
    """Candidates with hours do not change the gain of those without."""
    prior = population_of(simulated(40, 6, TRUTH), has_hours=True).prior
    assert prior.gain_per_week == pytest.approx(DEFAULT_PRIOR.gain_per_week)


def test_a_search_that_cannot_rise_stays_where_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without halvings no step is taken, and the result is the starting point."""
    monkeypatch.setattr(cohort, "MAX_HALVINGS", 0)
    assert population_of(simulated(5, 7, TRUTH)).prior.level_sd == pytest.approx(cohort.WITHIN_LEVEL_SD)
