"""A long record is fitted day by day to the same result as by one matrix over its cells."""

from collections.abc import Sequence
from dataclasses import fields, replace

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from analytics.models import ability, response
from analytics.models.ability import AbilityFit
from analytics.models.chain import _factored
from analytics.models.growth import STRANGER, growth_evidence
from analytics.models.intervals import Floats
from analytics.models.points import Points, joined, real_exam_points, seen_effect_points
from analytics.models.prior import DEFAULT_PRIOR, AbilityPrior, CohortPrior, SourcePrior
from tests.inputs.model_worlds import fit_cells

FLOOR = 0.2
N_DOMAINS = 3


def record(seed: int, n_exams: int, n_days: int) -> tuple[Points, Floats, Floats]:
    """Draw the cells of one candidate: exams on some of the days, by domain or as a total, of all conditions."""
    rng = np.random.default_rng(seed)
    day = np.sort(rng.integers(0, n_days, n_exams))
    day -= day[0]
    cells = [(e, d) for e in range(n_exams) for d in (range(N_DOMAINS) if rng.random() < 0.8 else (-1,))]
    exam = np.array([e for e, _ in cells])
    n = len(cells)
    n_providers = int(rng.integers(1, 4))
    of_exam = {
        "provider": rng.integers(0, n_providers, n_exams),
        "untimed": rng.random(n_exams) < 0.2,
        "open_book": rng.random(n_exams) < 0.2,
    }
    columns = {name: value[exam].astype(float) for name, value in of_exam.items()}
    mixes = np.vstack([np.eye(N_DOMAINS), [[0.5, 0.3, 0.2]]])
    points = Points(
        week=day[exam][None] / 7,
        domain=mixes[[d for _, d in cells]][None],
        **{name: value[None] for name, value in columns.items()},
        source=columns["provider"][None],
        exam=exam[None].astype(float),
        seen=np.where(rng.random(n) < 0.3, rng.random(n), 0.0)[None],
        hours=np.linspace(0, rng.random(), n)[None],
        offset=rng.normal(0, 0.1, n)[None],
        level=np.ones((1, n)),
    )
    n_items = rng.integers(1, 25, (1, n)).astype(float)
    share = response.share_correct(rng.normal(0.5, 1.0) + rng.normal(0, 0.5, (1, n)), FLOOR)
    return points, rng.binomial(n_items.astype(int), share).astype(float), n_items


def cohort_prior(n_providers: int) -> CohortPrior:
    """Return the prior of a cohort whose means are correlated and whose providers differ."""
    loadings = np.random.default_rng(1).normal(0, 0.2, (n_providers + 2, 3))
    own_sd = np.linspace(0.1, 0.3, n_providers + 2)
    own_sd[-1] = 0.0
    return CohortPrior.of(replace(DEFAULT_PRIOR, level_sd=0.6), SourcePrior(loadings @ loadings.T, own_sd, 0.1))


def statements(fit: AbilityFit) -> list[Floats]:
    """Return what is read from a fit: abilities on days before, within and after it, seen effects, likelihoods."""
    weeks = np.repeat([[-2.0, 0.0, 1.5, 400.0]], len(fit.eta), axis=0)
    points = joined(real_exam_points(weeks, N_DOMAINS), seen_effect_points(np.zeros((len(fit.eta), 1)), N_DOMAINS))
    growth = growth_evidence(fit, weeks[:, [3, 1]])
    counted = np.where(fit.n_items > 0, fit.eta, 0.0)
    without = fit.under(fit.prior.knowing_providers()).predict(points, corrected=False)[1]
    return [
        counted,
        *fit.predict(points),
        fit.predict(points, corrected=False)[0],
        fit.log_marginal_likelihood,
        without,
        growth.probabilities(STRANGER),
        growth.mean,
        growth.shift,
        growth.covariance,
    ]


def assert_same(cells: tuple[Points, Floats, Floats], prior: AbilityPrior, within: float = 1e-7) -> None:
    """Whatever is read is the same by matrix and by day."""
    with pytest.MonkeyPatch.context() as patch:
        found = []
        for most in (10**9, 0):
            patch.setattr(ability, "MAX_MATRIX_CELLS", most)
            found.append(statements(fit_cells(*cells, guess_floor=FLOOR, prior=prior)))
    for by_matrix, by_day in zip(*found, strict=True):
        assert_allclose(by_day, by_matrix, rtol=within, atol=within)


@given(st.integers(0, 2**32 - 1), st.integers(1, 30), st.sampled_from([1, 9, 200, 7000]), st.booleans())
@example(26, 18, 7000, False)
def test_any_record_has_the_same_result_by_matrix_and_by_day(
    seed: int, n_exams: int, n_days: int, is_in_cohort: bool
) -> None:
    """Mode, prediction, likelihood and growth agree, also with exams on one day and in a cohort.

    Over twenty years the precisions of single days nearly cancel: rounding them once moves what is read day by day by
    as much as it differs from the matrix, a millionth of a logit, where a chance of passing needs a thousandth.
    """
    prior = cohort_prior(3) if is_in_cohort else DEFAULT_PRIOR
    assert_same(record(seed, n_exams, n_days), prior, within=1e-5 if n_days > 200 else 1e-7)


def test_a_long_record_has_the_same_result_by_matrix_and_by_day() -> None:
    """150 practice exams over twenty years, some 400 cells: over so long a walk rounding costs digits."""
    assert_same(record(5, 150, 7300), DEFAULT_PRIOR, within=1e-4)


def test_a_record_of_no_lasting_effect_has_the_same_result_by_matrix_and_by_day() -> None:
    """If all questions are new, timed and closed-book, no lasting effect is left once the providers are known."""
    points, n_correct, n_items = record(4, 20, 200)
    none = np.zeros_like(points.seen)
    plain = replace(points, seen=none, untimed=none, open_book=none, hours=none)
    assert_same((plain, n_correct, n_items), DEFAULT_PRIOR)


def padded(values: Floats, n_cells: int, padding: float) -> Floats:
    """Return values with more cells."""
    width = [(0, 0), (0, n_cells - values.shape[1]), *[(0, 0)] * (values.ndim - 2)]
    return np.pad(values, width, constant_values=padding)


def test_records_of_unlike_length_are_fitted_together() -> None:
    """Two candidates of 20 and 5 exams have the same results together as alone; what pads the short one is no cell."""
    both = [record(2, 20, 200), record(3, 5, 60)]
    n_cells = max(n_items.shape[1] for _, _, n_items in both)

    def together(values: Sequence[Floats], padding: float = 0.0) -> Floats:
        return np.concatenate([padded(own, n_cells, padding) for own in values])

    cells = Points(
        **{
            f.name: together([getattr(points, f.name) for points, _, _ in both], -1.0 if f.name == "exam" else 0.0)
            for f in fields(Points)
        }
    )
    counts = together([n_correct for _, n_correct, _ in both]), together([n_items for _, _, n_items in both])
    assert_same((cells, *counts), DEFAULT_PRIOR)


def test_the_cost_of_a_long_record_grows_with_its_days(monkeypatch: pytest.MonkeyPatch) -> None:
    """Over 2,000 exams in twenty years no matrix is made over cells, and the search takes at most nine steps."""
    monkeypatch.setattr(ability, "prior_covariance", lambda *_: pytest.fail("a matrix over cells"))
    steps: list[Floats] = []
    linearized = ability._Search.linearized

    def counted(search: ability._Search, eta: Floats) -> tuple[Floats, Floats]:
        steps.append(eta)
        return linearized(search, eta)

    monkeypatch.setattr(ability._Search, "linearized", counted)
    fit = fit_cells(*record(7, 2000, 7300), guess_floor=FLOOR)
    assert len(steps) <= 9
    assert fit.given.variance.shape == fit.eta.shape


def test_a_search_from_the_mode_ends_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """From the abilities of another fit of the same record one step is enough, with the same result."""
    cells = record(4, 12, 100)
    first = fit_cells(*cells, guess_floor=FLOOR)
    monkeypatch.setattr(ability, "MAX_STEPS", 1)
    again = fit_cells(*cells, guess_floor=FLOOR, start=first.eta)
    assert_allclose(again.eta, first.eta, atol=1e-9)
    assert_allclose(again.dual, first.dual, atol=1e-9)


def test_a_precision_that_is_none_is_refused() -> None:
    """A matrix with a negative pivot has no inverse covariance, and no result."""
    own = np.array([np.eye(2), -np.eye(2)])
    with pytest.raises(np.linalg.LinAlgError, match="not positive definite"):
        _factored(own, np.zeros((1, 2, 2)))
