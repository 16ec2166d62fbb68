"""How far the chance may still move, and the causes of doubt."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest
from numpy.testing import assert_allclose

from analytics.estimation.cohort import CohortLayer
from analytics.estimation.exam_form import exam_form
from analytics.estimation.model_fit import ModelFit, fit_model
from analytics.models.calibration import OutcomeCalibration
from analytics.models.exam_score import ExamForm
from analytics.models.intervals import CHANCE_LEVEL
from analytics.models.points import joined, prior_covariance, real_exam_points
from analytics.models.prior import DEFAULT_PRIOR, CohortPrior, SourcePrior
from analytics.models.response import fisher_weight
from analytics.models.score_variance import exam_margin
from analytics.records import ExamOutcome, Record
from analytics.reports.decision.firmness import Doubt, Firmness
from analytics.reports.decision.readiness import readiness_of_fit
from tests.inputs.builders import EXAM, model_fit_from, practice_exam, session
from tests.inputs.futures import chances_after_refits
from tests.inputs.readiness_cases import AS_OF, OPEN, answer_of, sat, series

FORM = exam_form(OPEN)
FAIL = ExamOutcome(taken_on=AS_OF - timedelta(days=20), exam_code=EXAM, is_passed=False, scaled_score=700)
HOURS = [session(AS_OF - timedelta(days=7 * k), 5, domain_id=str(1 + k % 4)) for k in range(8)]
COHORT = CohortLayer(
    n_candidates=100,
    prior=replace(DEFAULT_PRIOR, level_sd=0.5),
    covariance=np.array([[6.0, -5, 0, 0], [-5, 6, -1, -1], [0, -1, 2, 0], [0, -1, 0, 2]]) / 100,
    provider_offsets={"Provider A": 0.3},
    form_offsets={("Provider A", "1"): 0.1, ("Provider A", "2"): -0.1},
)
CORRECTED = replace(FORM, calibration=OutcomeCalibration(-0.8, 0.6, 0.3, n_outcomes=60))

CASES: dict[str, tuple[Sequence[Record], int, ExamForm, CohortLayer]] = {
    "none": ([], 6, FORM, CohortLayer()),
    "one": (series(80), 4, FORM, CohortLayer()),
    "one provider": ([row for k in (1, 8, 15) for row in sat(k, 72)], 5, FORM, CohortLayer()),
    "strong": (series(*[88] * 8), 3, FORM, CohortLayer()),
    "weak": (series(*[60] * 4), 6, FORM, CohortLayer()),
    "today": (series(*[78] * 5), 0, FORM, CohortLayer()),
    "after a fail": ([*series(75, 78, 80, 80), FAIL], 3, FORM, CohortLayer()),
    "hours": ([*series(70, 72, 74), *HOURS], 5, FORM, CohortLayer()),
    "cohort": (series(70, 76), 5, FORM, COHORT),
    "corrected": (series(80, 80, 80), 3, CORRECTED, CohortLayer()),
}


def fit_of_case(name: str) -> tuple[ModelFit, Firmness]:
    """Return a case's fit, and how firm its chance is."""
    rows, weeks, form, cohort = CASES[name]
    fit = fit_model(model_fit_from(rows, OPEN, AS_OF).evidence, form, cohort)
    answer = readiness_of_fit(fit, AS_OF + timedelta(weeks=weeks))
    return fit, Firmness(answer.moves_to, answer.doubt)


@pytest.mark.parametrize(
    ("name", "n_futures", "tolerance"),
    [
        *((name, 250, 0.05) for name in ("none", "one provider", "after a fail", "cohort", "corrected")),
        *(pytest.param(name, 4000, 0.03, marks=pytest.mark.full) for name in CASES),
    ],
)
def test_the_chance_moves_as_far_as_in_refitted_futures(name: str, n_futures: int, tolerance: float) -> None:
    """The range is that of P(pass) after simulated practice exams, each answered and fitted from scratch."""
    fit, firm = fit_of_case(name)
    move = firm.moves_to
    _, weeks, form, _ = CASES[name]
    futures = chances_after_refits(
        fit,
        form,
        AS_OF + timedelta(weeks=weeks),
        provider=move.provider or "never used",
        n_items=move.n_items,
        n_futures=n_futures,
    )
    assert move.level == CHANCE_LEVEL
    assert_allclose([move.low, move.high], np.quantile(futures, [0.1, 0.9]), atol=tolerance)


@pytest.mark.parametrize(
    ("name", "n_futures", "tolerance"),
    [
        *((name, 250, 0.05) for name in ("one provider", "cohort")),
        *(pytest.param(name, 4000, 0.03, marks=pytest.mark.full) for name in CASES if CASES[name][1] > 1),
    ],
)
def test_a_last_exam_moves_the_chance_as_far_as_in_refitted_futures(
    name: str, n_futures: int, tolerance: float
) -> None:
    """The same exam three days before the exam day also tells what was learned until then."""
    fit, firm = fit_of_case(name)
    move, (_, weeks, form, _) = firm.moves_to, CASES[name]
    exam_on = AS_OF + timedelta(weeks=weeks)
    assert move.last is not None
    assert move.last.on == exam_on - timedelta(days=3)
    futures = chances_after_refits(
        fit,
        form,
        exam_on,
        provider=move.provider or "never used",
        n_items=move.n_items,
        n_futures=n_futures,
        taken_on=move.last.on,
    )
    assert_allclose([move.last.low, move.last.high], np.quantile(futures, [0.1, 0.9]), atol=tolerance)
    assert move.last.high - move.last.low > move.high - move.low


@pytest.mark.parametrize(("days", "is_shown"), [(9, False), (10, True)])
def test_a_last_exam_within_the_week_is_not_shown_separately(days: int, is_shown: bool) -> None:
    """An exam today is then about the same."""
    fit = fit_model(model_fit_from(series(80), OPEN, AS_OF).evidence, FORM, CohortLayer())
    assert (readiness_of_fit(fit, AS_OF + timedelta(days=days)).moves_to.last is not None) is is_shown


def test_a_last_exam_is_shown_only_before_an_open_exam_day() -> None:
    """Before an exam day after the last possible one there is nothing to practice for."""
    ending = replace(OPEN, last_day=AS_OF + timedelta(days=15))
    for days, is_shown in ((15, True), (16, False)):
        answer = answer_of(series(80, 80), blueprint=ending, exam_on=AS_OF + timedelta(days=days))
        assert (answer.moves_to.last is not None) is is_shown


@pytest.mark.parametrize("name", list(CASES))
def test_causes_share_the_whole_doubt(name: str) -> None:
    """Each cause is named once, largest first, with shares of at least 0 that add to 1."""
    doubt = fit_of_case(name)[1].doubt
    shares = list(doubt.values())
    assert set(doubt) == set(Doubt)
    assert shares == sorted(shares, reverse=True)
    assert min(shares) >= 0
    assert sum(shares) == pytest.approx(1)


@pytest.mark.parametrize("name", ["one", "today", "cohort"])
def test_causes_are_what_knowing_them_removes(name: str) -> None:
    """They agree with a regression on every offset, shock and ability as a variable of its own."""
    fit, _ = fit_of_case(name)
    found = by_regression(fit, AS_OF + timedelta(weeks=CASES[name][1]))
    ours = causes(name)
    assert_allclose([ours[cause] for cause in Doubt], [found[cause] for cause in Doubt], atol=1e-5)


def by_regression(fit: ModelFit, exam_on: date) -> dict[Doubt, float]:
    """Return the shares from the joint normal of all latent variables and noisy answers of one candidate."""
    ability, n, prior = fit.fit, fit.form.n_domains, fit.fit.prior
    bare = replace(prior, provider_sd=0.0, exam_shock_sd=0.0, exam_domain_shock_sd=0.0)
    sources = ability.cells.source[0].astype(int)
    used, at = np.unique(sources, return_inverse=True)
    own_sd, shared, with_level, met = prior.provider_sd, np.zeros((0, 0)), np.zeros(0), np.zeros((len(sources), 0))
    if isinstance(prior, CohortPrior):
        cohort, means = fit.cohort, prior.sources.shared
        names = [*((provider, "") for provider in cohort.provider_offsets), *cohort.form_offsets]
        met = np.array([[name in ((source[0], ""), source) for name in names] for source in fit.evidence.sources])[
            sources
        ]
        own_sd, shared, with_level = prior.sources.own_sd[used], cohort.covariance[1:, 1:], cohort.covariance[1:, 0]
        none = SourcePrior(np.full_like(means, means[-1, -1]), 0 * prior.sources.own_sd, 0.0)
        bare = replace(prior, sources=none, exam_shock_sd=0.0, exam_domain_shock_sd=0.0)
    weeks = fit.evidence.weeks(np.array([float(day.toordinal()) for day in (exam_on, AS_OF)]))
    points = joined(real_exam_points(weeks, n), ability.cells)
    exams = np.unique(ability.cells.exam[0], return_inverse=True)[1]
    each = (
        (met, np.ones(len(shared))),
        (np.eye(len(used))[at], own_sd),
        (np.eye(exams.max() + 1)[exams], prior.exam_shock_sd),
        (np.eye(len(exams)), prior.exam_domain_shock_sd),
    )
    theta = prior_covariance(points, points, bare)[0]
    m, sizes = 2 * n, [own.shape[1] for own, _ in each]
    latent = np.zeros((len(theta) + 1 + sum(sizes),) * 2)
    latent[: len(theta), : len(theta)] = theta
    latent[len(theta) :, len(theta) :] = np.diag(
        [1.0, *np.concatenate([np.broadcast_to(sd, own.shape[1]) ** 2 for own, sd in each])]
    )
    first = len(theta) + 1
    latent[first : first + len(shared), first : first + len(shared)] = shared
    latent[first : first + len(shared), : len(theta)] = with_level[:, None]
    latent[: len(theta), first : first + len(shared)] = with_level
    noise = 1 / fisher_weight(ability.eta[0], ability.n_items[0], fit.form.guess_floor)
    rows = np.hstack(
        [np.zeros((len(noise), m)), np.eye(len(noise)), np.zeros((len(noise), 1)), *(own for own, _ in each)]
    )
    joint = np.linalg.inv(np.linalg.inv(latent + 1e-10 * np.eye(len(latent))) + rows.T @ (rows / noise[:, None]))
    cut = len(theta)
    offsets = list(range(cut + 1, cut + 1 + sum(sizes[:2])))
    shocks = list(range(cut + 1 + sum(sizes[:2]), len(latent)))
    mean, covariance = fit.predict(real_exam_points(weeks[:, :1], n))
    margin = exam_margin(mean[:, :n], np.diagonal(covariance, axis1=1, axis2=2)[:, :n], fit.form)
    target = np.zeros(len(joint))
    target[[*range(n), cut]] = margin.weights[0]

    def left(known: list[int]) -> float:
        across = joint[known] @ target
        inner = joint[np.ix_(known, known)] + 1e-9 * np.eye(len(known))
        return (
            float(target @ joint @ target - across @ np.linalg.solve(inner, across))
            if known
            else float(target @ joint @ target)
        )

    now = list(range(n, m))
    steps = [[], offsets, offsets + shocks, offsets + shocks + now, [*offsets, *shocks, *now, cut]]
    variances = [left(known) for known in steps]
    order = (Doubt.PROVIDER_OFFSET, Doubt.FORM_AND_DAY, Doubt.PRACTICE_CHANCE, Doubt.CUT)
    parts = dict(zip(order, (-np.diff(variances)).tolist(), strict=True))
    exam = {Doubt.EXAM_DAY: float(margin.day[0]), Doubt.EXAM_CHANCE: float(margin.chance[0])}
    parts |= {Doubt.LEARNING: variances[-1], **exam}
    return {cause: part / sum(parts.values()) for cause, part in parts.items()}


def causes(name: str) -> dict[Doubt, float]:
    return dict(fit_of_case(name)[1].doubt)


def test_nothing_is_learned_until_an_exam_of_today() -> None:
    """On the day itself learning causes no doubt, weeks before it does."""
    assert causes("today")[Doubt.LEARNING] == pytest.approx(0, abs=1e-6)
    assert causes("weak")[Doubt.LEARNING] > 0.1


def test_without_practice_exams_too_few_questions_are_the_largest_cause() -> None:
    """No provider and no form can then be to blame."""
    found = causes("none")
    assert next(iter(found)) is Doubt.PRACTICE_CHANCE
    assert found[Doubt.PROVIDER_OFFSET] == found[Doubt.FORM_AND_DAY] == 0


def test_an_exact_cut_causes_no_doubt() -> None:
    """A passing score in percent is known."""
    fit = model_fit_from(series(75, 75), OPEN, AS_OF)
    exact = replace(fit, form=replace(fit.form, cut_sd=0.0))
    assert readiness_of_fit(exact).doubt[Doubt.CUT] < 1e-12


def test_a_provider_not_used_yet_is_most_informative() -> None:
    """One more exam of the one provider used would move the chance less."""
    fit, firm = fit_of_case("one provider")
    assert firm.moves_to.provider is None
    futures = chances_after_refits(
        fit, FORM, AS_OF + timedelta(weeks=5), provider="Provider A", n_items=65, n_futures=250
    )
    low, high = np.quantile(futures, [0.1, 0.9])
    assert high - low < 0.8 * (firm.moves_to.high - firm.moves_to.low)


def test_a_used_provider_is_named_where_it_is_most_informative() -> None:
    """Where an offset is known, a strong candidate learns most from a provider with hard questions."""
    cohort = replace(COHORT, covariance=np.zeros((4, 4)), provider_offsets={"Provider B": -1.0})
    fit = fit_model(model_fit_from(series(80, 85), OPEN, AS_OF).evidence, FORM, cohort)
    assert readiness_of_fit(fit).moves_to.provider == "Provider B"


def test_providers_without_a_name_are_not_advised() -> None:
    """A practice exam without a provider's name leaves a new one."""
    rows = practice_exam(AS_OF, [(10, 13), (12, 16)], provider=None)
    assert readiness_of_fit(model_fit_from(rows, OPEN, AS_OF)).moves_to.provider is None


def test_the_exam_has_the_usual_size() -> None:
    """The practice exam is of the candidate's usual number of questions; before the first, of the real exam's."""
    assert fit_of_case("one provider")[1].moves_to.n_items == 65
    assert fit_of_case("none")[1].moves_to.n_items == OPEN.n_items_max


@pytest.mark.parametrize(("n_small", "expected"), [(1, OPEN.n_items_max), (6, OPEN.n_items_max), (7, 7)])
def test_a_few_questions_are_no_practice_exam_to_take(n_small: int, expected: int) -> None:
    """Sets of less than a tenth of the exam do not count as its size, also beside whole practice exams."""
    days = [AS_OF - timedelta(days=k) for k in range(10, 4, -1)]
    small = [row for day in days for row in practice_exam(day, [(1, n_small)])]
    assert readiness_of_fit(model_fit_from(small, OPEN, AS_OF)).moves_to.n_items == expected
    mixed = [*practice_exam(AS_OF - timedelta(days=30), [(20, 30), (7, 10)]), *small]
    usual = 40 if n_small < 7 else 7
    assert readiness_of_fit(model_fit_from(mixed, OPEN, AS_OF)).moves_to.n_items == usual
