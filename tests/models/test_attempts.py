"""Updates of abilities and cut by attempts at the real exam."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal
from scipy import special

from analytics.models import response
from analytics.models.attempts import AttemptResults, after_attempts
from analytics.models.calibration import OutcomeCalibration
from analytics.models.exam_score import ExamForm
from tests.inputs.model_worlds import MLS_FORM, Sat, at_percent
from tests.inputs.sizes import full
from tests.validation.attempt_updates import EXACT, GOOD, LOOSE, OPEN, TEN, THREE, AttemptCase, chance_of


@pytest.mark.parametrize("exams", [THREE, GOOD, *full([TEN, [at_percent(0, 60)]])], ids=["three", "good", "ten", "one"])
@pytest.mark.parametrize(
    ("form", "sign", "standing"),
    [
        (MLS_FORM, [-1.0], [OPEN]),
        (EXACT, [-1.0], [OPEN]),
        (LOOSE, [-1.0], [OPEN]),
        (EXACT, [1.0], [OPEN]),
        (LOOSE, [-1.0, -1.0], [OPEN] * 2),
        (MLS_FORM, [-1.0], [-0.07]),
        (EXACT, [-1.0], [-0.2]),
    ],
    ids=["fail", "fail, exact", "fail, no floor", "pass, exact", "two fails, no floor", "near", "far, exact"],
)
def test_an_attempt_weighs_as_many_plain_draws_would(
    exams: Sequence[Sat], sign: Sequence[float], standing: Sequence[float], form: ExamForm
) -> None:
    """The moment-matched update agrees with weighting 200,000 draws by the likelihood of their exams.

    It agrees within .02, and within .04 after good practice, when a fail is most surprising.
    """
    tried = AttemptCase(exams, sign, standing, form)
    slow = tried.slow(200_000)
    mean, _ = tried.after()
    is_surprising = exams in (TEN, GOOD)
    assert tried.chance() == pytest.approx(slow.chance, abs=0.04 if is_surprising else 0.02)
    assert mean[0, 0] == pytest.approx(slow.ability, abs=0.06)
    assert mean[0, -1] == pytest.approx(slow.cut, abs=0.3)


def test_a_probit_update_is_the_textbook_s() -> None:
    """With one uncertain ability the moments are those of a normal times a probit, by quadrature.

    The response curve is linearized at the resulting ability.
    """
    form = ExamForm(50, (1.0,), (0.0,), 0.72, 0.0, 0.2, 0.12)
    mean, variance = np.array([[0.9, 0.9, 0.0]]), np.array([[[0.09, 0.09, 0], [0.09, 0.09, 0], [0, 0, 1.0]]])
    moved, left = after_attempts(mean, variance, AttemptResults(np.array([[-1.0]]), np.array([[OPEN]]), 0.0), form)
    point = moved[0, 0]
    p = response.share_correct(point, 0.2)
    slope = (p - 0.2) * (1 - p) / 0.8
    noise = p * (1 - p) / 50 + (0.12 * slope) ** 2
    theta = np.linspace(-2, 4, 60_001)
    fails = special.ndtr(-(p + slope * (theta - point) - form.cut_items / 50) / np.sqrt(noise))
    weight = np.exp(-0.5 * (theta - 0.9) ** 2 / 0.09) * fails
    weight /= weight.sum()
    first = float(weight @ theta)
    assert moved[0].tolist() == pytest.approx([first, first, 0], abs=1e-4)
    assert_allclose(left[0, :2, :2], float(weight @ (theta - first) ** 2), atol=1e-4)


def test_no_attempt_changes_nothing() -> None:
    """Padding leaves mean and covariance equal to the bit, beside candidates with attempts."""
    mean, covariance = (np.concatenate([part, part]) for part in AttemptCase(THREE, [-1.0], [OPEN]).before())
    results = AttemptResults(np.array([[0.0], [-1.0]]), np.array([[OPEN], [OPEN]]), 0.0)
    moved, left = after_attempts(mean, covariance, results, MLS_FORM)
    assert_array_equal(moved[0], mean[0])
    assert_array_equal(left[0], covariance[0])
    assert (moved[1, :4] < mean[1, :4]).all()


@given(
    percent=st.integers(30, 100),
    n=st.integers(1, 6),
    n_failed=st.integers(1, 3),
    form=st.sampled_from([MLS_FORM, EXACT, LOOSE]),
)
def test_a_fail_lowers_the_chance_and_a_pass_raises_it(percent: int, n: int, n_failed: int, form: ExamForm) -> None:
    """Each further fail lowers P(pass) and ability, a pass does not; all variances shrink."""
    exams = [at_percent(week, percent) for week in range(n)]

    def tried(sign: float, times: int) -> AttemptCase:
        return AttemptCase(exams, [sign] * times + [0.0] * (3 - times), [OPEN] * 3, form)

    none, some, more = (tried(-1.0, times) for times in (0, n_failed - 1, n_failed))
    assert more.chance() <= some.chance() <= none.chance()
    assert none.chance() <= tried(1.0, 1).chance() + 1e-12
    (before, wide), (after, narrow) = none.before(), more.after()
    assert (after[0, :4] <= before[0, :4]).all()
    assert (np.diagonal(narrow[0]) <= np.diagonal(wide[0]) + 1e-12).all()
    assert np.linalg.eigvalsh(narrow[0]).min() > -1e-9


def test_a_nearer_miss_leaves_a_higher_chance() -> None:
    """A higher failing score leaves a higher chance, and a very low one less than a bare fail."""
    near, far, bare = (AttemptCase(THREE, [-1.0], [margin]).chance() for margin in (-0.01, -0.2, OPEN))
    assert near > far
    assert bare > far


def test_a_fail_that_practice_did_not_promise_tells_of_the_cut() -> None:
    """After ten good exams a fail raises the cut more than after one; an exact cut stays."""
    ten, one = (AttemptCase(exams, [-1.0], [OPEN]).after()[0][0, -1] for exams in (TEN, TEN[:1]))
    assert ten > one > 0
    assert AttemptCase(TEN, [-1.0], [OPEN], EXACT).after()[0][0, -1] == 0


def test_a_fail_that_corrected_chances_foresaw_says_less() -> None:
    """If others' results have lowered the chance, a fail is less surprising and lowers ability less."""
    low = OutcomeCalibration(intercept=-1.5, n_outcomes=40)
    corrected = replace(MLS_FORM, calibration=low)
    mean = AttemptCase(THREE, [-1.0], [OPEN]).after()[0][0, 0]
    assert AttemptCase(THREE, [-1.0], [OPEN], corrected).after()[0][0, 0] > mean
    before = AttemptCase(THREE, [0.0], [OPEN], corrected).chance()
    assert AttemptCase(THREE, [-1.0], [OPEN], corrected).chance() < before
    none = replace(MLS_FORM, calibration=replace(low, intercept=0.0))
    assert AttemptCase(THREE, [-1.0], [OPEN], none).after()[0][0, 0] == pytest.approx(mean, abs=1e-9)


def test_it_stays_finite_where_a_fail_could_not_be() -> None:
    """A fail after all correct a thousand times gives a finite chance inside (0, 1)."""
    exams = [Sat(week, [13_000, 16_000, 23_000, 13_000], [13_000, 16_000, 23_000, 13_000]) for week in range(3)]
    corrected = replace(MLS_FORM, calibration=OutcomeCalibration(intercept=20.0, n_outcomes=40))
    for standing in (OPEN, -1.0):
        for form in (MLS_FORM, corrected):
            mean, covariance = AttemptCase(exams, [-1.0], [standing], form).after()
            assert np.isfinite(mean).all()
            assert np.isfinite(covariance).all()
            assert 0 < chance_of(mean, covariance, MLS_FORM) < 1
