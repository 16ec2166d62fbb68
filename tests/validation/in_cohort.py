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
from analytics.models.ability import CellCounts
from analytics.models.cohort import SharedOffsets, fit_population, source_prior
from analytics.models.exam_score import score_draws, with_free_cut
from analytics.models.intervals import Floats, intervals_of_rows
from analytics.models.points import Points
from analytics.models.prior import DEFAULT_PRIOR, AbilityPrior, CohortPrior
from tests.inputs.model_worlds import MLS_FORM, fit_cells
from tests.validation.generative import TOTAL, Cell, Record, cells_as_points, exam_day_points, latent
from tests.validation.scoring import difference, held, standard_error
from tests.validation.sections import share, table, with_error, with_sign

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
        CellCounts(cells, n_correct, n_items, form.guess_floor, np.zeros(n_people, dtype=bool)),
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
        fit = fit_cells(cells, n_correct, n_items, guess_floor=form.guess_floor, prior=prior)
        on_day = replace(form, day_shock_sd=prior.real_exam_shock_sd)
        draws = score_draws(*with_free_cut(*fit.predict(exam_day_points(bare, n_people))), on_day)
        shares = draws.expected_items / form.n_items
        is_held = held(intervals_of_rows(shares), expected)
        rank = (shares < expected[:, None]).mean(axis=1)
        return Told(draws.pass_probability(), shares.mean(axis=1), is_held, rank)

    return CohortWorld(
        expected,
        is_passed.astype(float),
        told(cells, DEFAULT_PRIOR),
        told(replace(cells, offset=known), CohortPrior.of(found.prior, sources)),
    )


@dataclass(frozen=True, slots=True)
class CohortResult:
    """What the people of one design were told, over their cohorts; pairs are a value and its standard error.

    `gain` is by how much the Brier score in a cohort is lower than alone.
    """

    design: str
    n_cohorts: int
    n_people: int
    pass_share: float
    gain: tuple[float, float]
    alone: "Summary"
    together: "Summary"


@dataclass(frozen=True, slots=True)
class Summary:
    """Chances, scores and ranges of one way of telling."""

    chance: float
    brier: float
    slope: tuple[float, float]
    held: tuple[float, float]
    largest_gap: float


def compare(n_cohorts: int, n_people: int, seed: int, *, n_designs: int = len(DESIGNS)) -> list[CohortResult]:
    """Compute the chances of all people of every design, alone and in a cohort."""
    return [_compared(design, worlds(design, n_cohorts, n_people, seed)) for design in DESIGNS[:n_designs]]


def _compared(design: CohortDesign, found: Sequence[CohortWorld]) -> CohortResult:
    group = np.repeat(np.arange(float(len(found))), len(found[0].expected))
    happened, alone, together = (
        np.concatenate(own)
        for own in zip(*((w.is_passed, w.alone.chance, w.together.chance) for w in found), strict=True)
    )
    return CohortResult(
        design.name,
        len(found),
        len(found[0].expected),
        float(happened.mean()),
        difference(alone, together, happened, group),
        _summary(found, together=False),
        _summary(found, together=True),
    )


def _summary(found: Sequence[CohortWorld], *, together: bool) -> Summary:
    told = [w.together if together else w.alone for w in found]
    by_cohort = np.array([own.is_held.mean() for own in told])
    ranks = np.sort(np.concatenate([own.rank for own in told]))
    return Summary(
        float(np.mean([own.chance.mean() for own in told])),
        float(np.mean([((own.chance - w.is_passed) ** 2).mean() for own, w in zip(told, found, strict=True)])),
        slope(found, together=together),
        (float(by_cohort.mean()), standard_error(by_cohort)),
        float(np.abs(ranks - (np.arange(len(ranks)) + 0.5) / len(ranks)).max()),
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


def in_cohort_section(results: Sequence[CohortResult]) -> str:
    """Return the part of section 2 on people in a cohort."""
    head = ["practice", "scales", "mean chance", "Brier", "true on estimated score", "90 % range held", "largest gap"]
    rows = [
        [
            result.design if own is result.alone else "",
            "alone" if own is result.alone else "in a cohort",
            share(own.chance),
            share(own.brier, 4),
            with_error(*own.slope, 3),
            with_error(*own.held, 3),
            share(own.largest_gap),
        ]
        for result in results
        for own in (result.alone, result.together)
    ]
    gains = "; ".join(
        f"{result.design}: {share(result.pass_share)} pass, gain {with_sign(*result.gain)}" for result in results
    )
    first = results[0]
    return f"""**Alone and in a cohort** (`tests/validation/in_cohort.py`): {first.n_cohorts} cohorts of
{first.n_people} people per design, drawn as the model assumes: the mean level and gain, each provider's
offset (mostly common, a little of it personal), and what all have in common in their k-th practice exam. Everybody is
estimated twice: with the fixed scales, and with those of the cohort. "True on estimated score" is the slope within
cohorts: 1 if one more estimated percent is one more true percent, above 1 if estimates are pulled to the middle. The
ranges are those of the expected share on the exam day, and the gap is that of their ranks. Errors are over cohorts,
since the people in one share its luck.

{table(head, rows)}
By how much the Brier score is lower in a cohort than alone: {gains}.
"""
