"""Simulated people told alone and in a cohort: is anybody told worse because others are in the file?

Whole cohorts are drawn as `analytics.models.cohort` takes them to be: their mean level and gain, what a provider's
questions add for all and for one, and what all have in common in their k-th practice exam. So this is
simulation-based calibration of what a cohort hands on to one person. Errors are over cohorts, since the people of one
share its luck.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from analytics.models import cohort, response
from analytics.models.ability import Points, fit_ability
from analytics.models.cohort import SharedOffsets, fit_population, source_prior
from analytics.models.exam_score import score_draws, with_free_cut
from analytics.models.intervals import Floats, from_rows_of_draws
from analytics.models.prior import DEFAULT_PRIOR, AbilityPrior, CohortPrior
from tests.inputs.model_worlds import MLS_FORM
from tests.validation.generative import TOTAL, Cell, Record, cells_as_points, exam_day_points, latent
from tests.validation.scoring import held

SCALES = ("level_sd", "velocity_sd", "exam_shock_sd")


@dataclass(frozen=True, slots=True)
class CohortDesign:
    """With whom a cohort practices: exams of 65 questions a week apart, from each provider in turn.

    `spread` multiplies the scales by which people differ.
    """

    name: str
    provider_sds: tuple[float, ...] = (DEFAULT_PRIOR.provider_sd,)
    n_exams: int = 6
    has_forms: bool = False
    spread: float = 1.0


DESIGNS = (
    CohortDesign("one provider"),
    CohortDesign("one provider, twelve exams, people alike", n_exams=12, spread=0.5),
    CohortDesign("one provider, forms named", has_forms=True),
    CohortDesign("two providers", (DEFAULT_PRIOR.provider_sd,) * 2),
    CohortDesign("the exam's own provider", (cohort.OFFICIAL_SD,)),
)


@dataclass(frozen=True, slots=True)
class Told:
    """What everybody of one cohort was told: the chance, the expected share and whether its 90 % range held."""

    chance: Floats
    expected: Floats
    is_held: Floats
    rank: Floats


@dataclass(frozen=True, slots=True)
class CohortWorld:
    """The people of one cohort: their true expected share and result, and what they were told both ways."""

    expected: Floats
    is_passed: Floats
    alone: Told
    together: Told


def worlds(design: CohortDesign, n_cohorts: int, n_people: int, seed: int) -> list[CohortWorld]:
    """Simulate cohorts of a design and answer for everybody in them."""
    return [
        _world(design, n_people, rng, level_mean=rng.normal(DEFAULT_PRIOR.level_mean, cohort.LEVEL_MEAN_SD))
        for rng in np.random.default_rng(seed).spawn(n_cohorts)
    ]


def _world(design: CohortDesign, n_people: int, rng: np.random.Generator, *, level_mean: float) -> CohortWorld:
    within = replace(DEFAULT_PRIOR, level_sd=cohort.WITHIN_LEVEL_SD, provider_sd=cohort.OWN_PROVIDER_SD)
    prior = replace(
        within,
        level_mean=level_mean,
        gain_per_week=rng.normal(DEFAULT_PRIOR.gain_per_week, cohort.GAIN_SD),
        **{name: design.spread * getattr(within, name) for name in SCALES},
    )
    of_provider = rng.normal(0, design.provider_sds)
    of_exam = rng.normal(0, cohort.FORM_SD if design.has_forms else cohort.PLACE_SD, design.n_exams)
    cells = [
        Cell(week=e, domain=TOTAL, exam=e, n_items=65, provider=p, offset=float(of_provider[p] + of_exam[e]))
        for e in range(design.n_exams)
        for p in [e % len(of_provider)]
    ]
    record = Record(name="", cells=cells, form=MLS_FORM, exam_week=design.n_exams)
    return _answered(design, record, prior, n_people, rng)


def _answered(
    design: CohortDesign, record: Record, prior: AbilityPrior, n_people: int, rng: np.random.Generator
) -> CohortWorld:
    """Draw the people of a cohort and answer for them."""
    form, world = record.form, latent(record, prior)
    normals = rng.normal(size=(n_people, world.cell_loadings.shape[1]))
    n_items = np.tile(record.column("n_items"), (n_people, 1))
    right = response.share_correct(world.cell_mean + normals @ world.cell_loadings.T, form.guess_floor)
    n_correct = rng.binomial(n_items.astype(int), right).astype(float)
    theta = world.day_mean + normals @ world.day_loadings.T + form.day_shock_sd * rng.normal(size=(n_people, 1))
    expected = response.share_correct(theta, form.guess_floor) @ np.array(form.shares)
    is_passed = rng.binomial(form.n_items, expected) >= form.n_items * rng.normal(form.cut_mean, form.cut_sd, n_people)
    bare = replace(record, cells=[replace(cell, offset=0.0) for cell in record.cells])
    points = cells_as_points(bare, n_people)
    cells = replace(points, source=points.exam)
    none = np.full(points.shape, -1.0)
    exams = (points.exam, none) if design.has_forms else (none, points.exam)
    found = fit_population(
        cells,
        n_correct,
        n_items,
        guess_floor=form.guess_floor,
        has_hours=np.zeros(n_people, dtype=bool),
        shares=np.array(form.shares),
        offsets=SharedOffsets(np.array(design.provider_sds), *exams),
        is_exam_shock_known=True,
    )
    offsets = np.concatenate([[0.0], found.provider_offsets, found.form_offsets])
    n_providers = len(design.provider_sds)
    effects = [[1 + e % n_providers, *[1 + n_providers + e] * design.has_forms] for e in range(design.n_exams)]
    known = np.array([offsets[own].sum() for own in effects])[points.exam.astype(int)]
    sources = source_prior(found.covariance, effects, np.zeros(design.n_exams))

    def told(cells: Points, prior: AbilityPrior) -> Told:
        fit = fit_ability(cells, n_correct, n_items, guess_floor=form.guess_floor, prior=prior)
        on_day = replace(form, day_shock_sd=prior.real_exam_shock_sd)
        draws = score_draws(*with_free_cut(*fit.predict(exam_day_points(bare, n_people))), on_day)
        shares = draws.expected_items / form.n_items
        is_held = held(from_rows_of_draws(shares), expected)
        rank = (shares < expected[:, None]).mean(axis=1)
        return Told(draws.pass_probability(), shares.mean(axis=1), is_held, rank)

    return CohortWorld(
        expected,
        is_passed.astype(float),
        told(cells, DEFAULT_PRIOR),
        told(replace(cells, offset=known), CohortPrior.of(found.prior, sources)),
    )


def slope(worlds: Sequence[CohortWorld], *, together: bool) -> tuple[float, float]:
    """Return the slope of the true on the told expected share within cohorts, and its standard error."""
    told = [w.together.expected if together else w.alone.expected for w in worlds]
    away = [own - own.mean() for own in told]
    squares = np.array([(own**2).sum() for own in away])
    products = np.array([(own * (w.expected - w.expected.mean())).sum() for own, w in zip(away, worlds, strict=True)])
    value = products.sum() / squares.sum()
    error = np.sqrt(((products - value * squares) ** 2).sum()) / squares.sum()
    return float(value), float(error)
