"""Practice exams of which only the total is known, beside a second program that mixes the domains' shares."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest
from scipy import special, stats

from analytics.estimation.model_fit import ModelFit
from analytics.models import response
from analytics.models.points import joined, prior_covariance, prior_mean
from analytics.records import DomainResult, Record
from tests.inputs.builders import OPEN_EXAM, TODAY, fitted_from, practice_exam, total_of

FAR_APART = [(13, 13), (15, 16), (11, 23), (5, 13)]
"""Two domains nearly all right and two less than half right: 44 of 65."""

N_DRAWS = 100_000


def totals(n_correct: int, n: int) -> list[DomainResult]:
    """Return that many totals of 65 questions, one a week, the last one today."""
    return [total_of(TODAY - timedelta(weeks=week), n_correct, 65, provider="Provider C") for week in range(n)]


def domains(n: int) -> list[DomainResult]:
    """Return that many practice exams by domain, one a week, before the totals."""
    return [row for k in range(n) for row in practice_exam(TODAY - timedelta(weeks=5 + k), FAR_APART)]


def expected_share(fitted: ModelFit) -> tuple[float, float]:
    """Return the mean and sd of the share correct today by weighed draws of all domains in all practice exams."""
    cells, form = fitted.evidence.cells, fitted.form
    n = form.n_domains
    column, domain = np.nonzero(cells.domain[0])
    apart = replace(cells.of(slice(None), column), domain=np.eye(n)[domain][None], hours=np.zeros((1, len(column))))
    points = joined(apart, fitted.real_exam(np.array([float(TODAY.toordinal())])))
    prior = stats.multivariate_normal(
        prior_mean(points, np.zeros(1))[0], prior_covariance(points, points)[0], allow_singular=True
    )
    mean, covariance = fitted.fit.predict(points)
    proposed = stats.multivariate_normal(mean[0], 1.2 * covariance[0], allow_singular=True)
    draws = proposed.rvs(N_DRAWS, random_state=5)
    shares = response.share_correct(draws, form.guess_floor)
    by_cell = shares[:, : len(column)] @ (np.eye(cells.shape[1])[column] * cells.domain[0][column, domain][:, None])
    counts = stats.binom.logpmf(fitted.evidence.n_correct[0], fitted.evidence.n_items[0], by_cell).sum(axis=1)
    weight = special.softmax(counts + prior.logpdf(draws) - proposed.logpdf(draws))
    assert 1 / (weight**2).sum() > N_DRAWS / 10
    total = shares[:, len(column) :] @ np.array(form.shares)
    value = float(weight @ total)
    return value, float(np.sqrt(weight @ (total - value) ** 2))


def estimated_share(fitted: ModelFit) -> tuple[float, float]:
    """Return the mean and sd of the share correct today as the program has them."""
    mean, covariance = fitted.abilities_on([TODAY]).on(0)
    draws = np.random.default_rng(2).multivariate_normal(mean[0], covariance[0], N_DRAWS)
    total = response.share_correct(draws, fitted.form.guess_floor) @ np.array(fitted.form.shares)
    return float(total.mean()), float(total.std())


@pytest.mark.parametrize(
    "rows",
    [totals(55, 5), totals(30, 3), [*domains(2), *totals(48, 4)], [*domains(3), *totals(44, 1)]],
    ids=["high totals", "low totals", "domains far apart, then totals", "one total"],
)
def test_a_total_is_the_mean_of_the_shares_of_its_domains(rows: Sequence[Record]) -> None:
    """The expected share is within .2 points of that by weighed draws, its spread within .2 points."""
    fitted = fitted_from(rows).fitted
    assert estimated_share(fitted) == pytest.approx(expected_share(fitted), abs=0.002)


@pytest.mark.parametrize("n_items", [4, 65, 65_000])
@pytest.mark.parametrize("share", [0.0, 0.2, 1.0])
def test_extreme_totals_have_an_answer(n_items: int, share: float) -> None:
    """All wrong, as by guessing, and all right, also a thousandfold, give a level between guessing and all."""
    rows = [total_of(TODAY - timedelta(weeks=week), round(share * n_items), n_items) for week in range(4)]
    value, sd = estimated_share(fitted_from(rows).fitted)
    assert 0.2 < value < 1
    assert 0 < sd < 0.2


def test_a_total_of_an_exam_of_one_domain_is_the_result_of_that() -> None:
    """Nothing is left to tell apart."""
    only = replace(OPEN_EXAM, domains=OPEN_EXAM.domains[:1])
    by_domain = practice_exam(TODAY, [(44, 65)], provider="Provider C")
    stated, told = (fitted_from(rows, blueprint=only).fitted.evidence for rows in (totals(44, 1), by_domain))
    assert stated.cells.domain.tolist() == told.cells.domain.tolist() == [[[1.0]]]
