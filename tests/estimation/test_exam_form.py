"""The real exam as the model needs it."""

from dataclasses import replace

import pytest
from numpy.testing import assert_allclose
from scipy import stats

from analytics.blueprints.model import CutScore, ExamBlueprint, PassKind
from analytics.blueprints.parser import shipped_blueprints
from analytics.estimation.exam_form import NORMAL_90, CutBelief, cut_belief, exam_form
from analytics.models.prior import AbilityPrior

BLUEPRINTS = shipped_blueprints()


def with_cut(kind: PassKind, mark: float | None, low: float | None, high: float | None) -> ExamBlueprint:
    """Return an exam with another cut."""
    return replace(BLUEPRINTS["MLS-C01"], cut=CutScore(kind, mark, low, high))


@pytest.mark.parametrize(
    ("kind", "mark", "low", "high", "mean", "sd"),
    [
        (PassKind.SCALED, 750, 100, 1000, 650 / 900, 0.03),
        (PassKind.SCALED, 700, None, 1000, 0.70, 0.03),
        (PassKind.PERCENT, 66, 0, 100, 0.66, 0.0),
        (PassKind.PERCENT_UNOFFICIAL, 70, 0, 100, 0.70, 0.03),
        (PassKind.PERCENT, 80, None, None, 0.80, 0.0),
        (PassKind.PERCENT, 80, 20, None, 0.80, 0.0),
        (PassKind.PERCENT_UNOFFICIAL, 80, None, 1000, 0.80, 0.03),
        (PassKind.PERCENT, None, None, None, 0.70, 0.05),
        (PassKind.PASS_FAIL_ONLY, None, None, None, 0.70, 0.05),
        (PassKind.SCALED, None, 100, 1000, 0.70, 0.05),
        (PassKind.SCALED, 750, 100, None, 0.70, 0.05),
    ],
)
def test_the_cut_is_read_by_its_kind(
    kind: PassKind, mark: float | None, low: float | None, high: float | None, mean: float, sd: float
) -> None:
    """A scaled mark is (S - low) / (high - low) within 3 points, a percentage exact, no mark a wide guess."""
    belief = cut_belief(with_cut(kind, mark, low, high))
    assert_allclose([belief.mean, belief.sd], [mean, sd])


@pytest.mark.parametrize(
    ("percent", "n_items", "least"),
    [(74.3, 35, 26), (74.29, 35, 26), (74, 35, 26), (66.7, 60, 40), (62.5, 65, 41), (67, 60, 41), (90, 30, 27)],
)
def test_a_percentage_of_whole_questions_may_be_rounded(percent: float, n_items: int, least: int) -> None:
    """26 of 35 are 74.286 %: 74.3 % doesn't ask for 27. Without decimals, 67 % of 60 are more than 40."""
    exam = with_cut(PassKind.PERCENT, percent, None, None)
    exam = replace(exam, n_items_min=n_items, n_items_max=n_items, n_unscored_items=0)
    assert exam.cut.least_correct(n_items) == least
    assert exam_form(exam).cut_items == least - 0.5


def test_the_cut_in_percent_has_the_range_of_a_normal() -> None:
    """The range is the 5th to 95th percentile, clipped to 0 and 100."""
    percent = CutBelief(0.72, 0.03).percent
    assert_allclose([percent.low, percent.high], 100 * stats.norm(0.72, 0.03).ppf([0.05, 0.95]))
    assert percent.value == pytest.approx(72)
    assert percent.level == 0.9
    assert (CutBelief(0.01, 0.03).percent.low, CutBelief(0.99, 0.03).percent.high) == (0.0, 100.0)
    assert pytest.approx(stats.norm.ppf(0.95)) == NORMAL_90


def test_an_exact_cut_has_no_range() -> None:
    """A passing score in percent is exact."""
    percent = CutBelief(0.66, 0.0).percent
    assert percent.low == percent.value == percent.high


def test_the_form_has_what_the_blueprint_says() -> None:
    """MLS-C01 has 50 scored of 65 items, four exact weights and a guess floor of .20."""
    form = exam_form(BLUEPRINTS["MLS-C01"])
    assert (form.n_items, form.shares, form.share_half_widths) == (50, (0.20, 0.24, 0.36, 0.20), (0.0,) * 4)
    assert (form.guess_floor, form.cut_sd) == (0.20, 0.03)
    assert form.cut_mean == pytest.approx(650 / 900)


def test_without_weights_domains_are_equal_and_wide() -> None:
    """Without weights each share of n domains is 1 / n with an error of half of it."""
    blueprint = BLUEPRINTS["TERRAFORM-004"]
    form = exam_form(blueprint)
    n = len(blueprint.domains)
    assert_allclose(form.shares, [1 / n] * n)
    assert_allclose(form.share_half_widths, [0.5 / n] * n)


def test_an_own_belief_of_the_cut_and_the_prior_are_used() -> None:
    """The candidate's own cut and the prior's day shock are used."""
    form = exam_form(BLUEPRINTS["MLS-C01"], cut=CutBelief(0.6, 0.01), prior=AbilityPrior(real_exam_shock_sd=0.3))
    assert (form.cut_mean, form.cut_sd, form.day_shock_sd) == (0.6, 0.01, 0.3)


@pytest.mark.parametrize("code", sorted(BLUEPRINTS))
def test_every_shipped_exam_has_a_form_for_the_model(code: str) -> None:
    """Of every shipped exam shares add to 1, the cut lies inside, and there is an item."""
    form = exam_form(BLUEPRINTS[code])
    assert sum(form.shares) == pytest.approx(1)
    assert min(form.shares) > 0
    assert all(half <= share for half, share in zip(form.share_half_widths, form.shares, strict=True))
    assert 0.3 < form.cut_mean < 0.95
    assert form.n_items > 0
    assert 0 <= form.guess_floor <= 0.5
