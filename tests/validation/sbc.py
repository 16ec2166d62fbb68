"""Simulation-based calibration: draw truths from the prior and records from the truths, then rank.

If the posterior is right, the truth's rank in it is uniform and a 90 % range holds 90 % of the truths, for any
design. Every simulated candidate is drawn anew by `tests.validation.generative`.

References:
    Talts et al. (2018), Validating Bayesian inference algorithms with simulation-based calibration.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace

import numpy as np
from scipy import special, stats

from analytics.models import response
from analytics.models.exam_score import score_draws, with_free_cut
from analytics.models.intervals import Floats, intervals_of_rows
from analytics.models.prior import DEFAULT_PRIOR, AbilityPrior
from tests.inputs.model_worlds import MLS_FORM, MLS_ITEMS, fit_cells
from tests.validation.generative import TOTAL, Cell, Latent, Record, cells_as_points, exam_day_points, latent
from tests.validation.scoring import held, part_held

N_BINS = 16
LEVEL = 0.90
BATCH = 500
SCALES_BATCH = 20


@dataclass(frozen=True, slots=True)
class Ranks:
    """The ranks of one quantity's truths, as a histogram, and the share of 90 % ranges that held them."""

    quantity: str
    histogram: tuple[int, ...]
    coverage: float

    @property
    def n(self) -> int:
        """Number of truths."""
        return sum(self.histogram)

    @property
    def coverage_error(self) -> float:
        """Binomial standard error of the coverage."""
        return float(np.sqrt(self.coverage * (1 - self.coverage) / self.n))

    @property
    def chance_if_uniform(self) -> float:
        """P-value of Pearson's chi-square over the bins."""
        return float(stats.chisquare(self.histogram).pvalue)

    @property
    def largest_gap(self) -> float:
        """Largest distance of the ranks' distribution from the uniform one, at bin edges."""
        cumulative = np.cumsum(self.histogram) / self.n
        return float(np.abs(cumulative - np.arange(1, N_BINS + 1) / N_BINS).max())


@dataclass(frozen=True, slots=True)
class DesignResult:
    """The ranks of one design, and its chances of passing with what happened."""

    design: str
    ranks: tuple[Ranks, ...]
    chances: Floats
    is_passed: Floats


def designs() -> list[Record]:
    """Return four designs, down to two exams of four questions."""

    def exam(e: int, week: float, items: Sequence[int], provider: int = 0, seen: float = 0.0) -> list[Cell]:
        return [Cell(week=week, domain=k, exam=e, n_items=n, provider=provider, seen=seen) for k, n in enumerate(items)]

    two = [*exam(0, 0, (1,) * 4), *exam(1, 2, (1,) * 4)]
    totals = [
        Cell(week=week, domain=TOTAL, exam=e, n_items=20, untimed=float(e % 2), open_book=float(e == 2))
        for e, week in enumerate((0.0, 1.0, 6.0, 7.0))
    ]
    ten = [cell for w in range(10) for cell in exam(w, w, MLS_ITEMS, w % 2, seen=float(w in {6, 8}))]
    return [
        Record(name="two exams of four questions", cells=two, form=MLS_FORM, exam_week=3),
        Record(name="one exam of 65 questions", cells=exam(0, 0, MLS_ITEMS), form=MLS_FORM, exam_week=2),
        Record(name="four totals of 20, some untimed or open book", cells=totals, form=MLS_FORM, exam_week=10),
        Record(name="ten exams of 65, two of them seen before", cells=ten, form=MLS_FORM, exam_week=12),
    ]


@dataclass(frozen=True, slots=True)
class _Batch:
    """Ranks and held ranges, (candidates, quantities); chances and results, (candidates,)."""

    ranks: Floats
    held: Floats
    chances: Floats
    is_passed: Floats


def calibrate(
    design: Record, n: int, seed: int, *, scale_spread: float = 0.0, world: AbilityPrior = DEFAULT_PRIOR
) -> DesignResult:
    """Draw candidates of one design from the prior, answer for each, and rank the truths.

    With a `scale_spread`, each scale is off by a log-normal factor of that sd, with a root mean square of 1, drawn
    anew for every few candidates. A `world` has its own scales for everybody.
    """
    rng = np.random.default_rng(seed)
    size = SCALES_BATCH if scale_spread else BATCH
    batches = [
        _batch(design, latent(design, _off(world, scale_spread, rng)), min(size, n - start), rng)
        for start in range(0, n, size)
    ]
    ranks, held = np.concatenate([b.ranks for b in batches]), np.concatenate([b.held for b in batches])
    names = [f"ability in domain {k + 1}" for k in range(design.form.n_domains)]
    return DesignResult(
        design.name,
        tuple(
            Ranks(name, tuple(np.histogram(ranks[:, k], N_BINS, (0, 1))[0].tolist()), float(held[:, k].mean()))
            for k, name in enumerate([*names, "expected share on the day", "score"])
        ),
        np.concatenate([b.chances for b in batches]),
        np.concatenate([b.is_passed for b in batches]),
    )


def _off(prior: AbilityPrior, spread: float, rng: np.random.Generator) -> AbilityPrior:
    """Draw scales that differ from the model's, with the same mean squares."""
    names = [f.name for f in fields(prior) if f.name.endswith("_sd")]
    factors = np.exp(rng.normal(-(spread**2), spread, size=len(names)))
    return replace(prior, **{k: getattr(prior, k) * float(v) for k, v in zip(names, factors, strict=True)})


def _batch(design: Record, world: Latent, n: int, rng: np.random.Generator) -> _Batch:
    """Simulate candidates and compare the product's answers with the truth."""
    form = design.form
    normals = rng.normal(size=(n, world.cell_loadings.shape[1]))
    theta = world.day_mean + normals @ world.day_loadings.T
    share = response.share_correct(world.cell_mean + normals @ world.cell_loadings.T, form.guess_floor)
    n_items = np.tile(design.column("n_items"), (n, 1))
    n_correct = rng.binomial(n_items.astype(int), share).astype(float)
    on_day = response.share_correct(theta + form.day_shock_sd * rng.normal(size=(n, 1)), form.guess_floor)
    expected = form.n_items * on_day @ np.array(form.shares)
    score = rng.binomial([round(form.n_items * part) for part in form.shares], on_day).sum(axis=1)
    cut = form.n_items * rng.normal(form.cut_mean, form.cut_sd, size=n)

    fit = fit_cells(cells_as_points(design, n), n_correct, n_items, guess_floor=form.guess_floor)
    mean, covariance = fit.predict(exam_day_points(design, n))
    draws = score_draws(*with_free_cut(mean, covariance), form)
    ability_rank = special.ndtr((theta - mean) / np.sqrt(np.diagonal(covariance, axis1=1, axis2=2)))
    n_below = (draws.expected_items < expected[:, None]).sum(axis=1)
    expected_rank = (n_below + rng.uniform(size=n)) / (draws.expected_items.shape[1] + 1)
    probabilities = draws.score_probabilities()
    below = np.cumsum(probabilities, axis=1)[np.arange(n), score]
    score_rank = below - rng.uniform(size=n) * probabilities[np.arange(n), score]
    return _Batch(
        np.column_stack([ability_rank, expected_rank, score_rank]),
        np.column_stack(
            [
                np.abs(ability_rank - 0.5) < LEVEL / 2,
                held(intervals_of_rows(draws.expected_items), expected),
                part_held(list(probabilities), score),
            ]
        ),
        draws.pass_probability(),
        (score >= cut).astype(float),
    )
