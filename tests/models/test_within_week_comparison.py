"""The within-week comparison against loops."""

import numpy as np
import pytest
from numpy.testing import assert_allclose

from analytics.models.within_week_comparison import n_weeks_to_compare, within_week_comparison


def test_agrees_with_loops() -> None:
    """It agrees with loops over draws, weeks and domains; weeks without a pair do not count."""
    rng = np.random.default_rng(2)
    shares = rng.uniform(size=(300, 9, 4))
    is_of_kind = rng.uniform(size=(7, 4)) < 0.4
    is_of_kind[1], is_of_kind[2] = True, False
    differences, of_so = [], []
    for draw in shares:
        weeks = []
        for week in range(7):
            so = [draw[week + 2, d] - draw[week, d] for d in range(4) if is_of_kind[week, d]]
            others = [draw[week + 2, d] - draw[week, d] for d in range(4) if not is_of_kind[week, d]]
            if so and others:
                weeks.append((sum(so) / len(so), sum(others) / len(others)))
        of_so.append(sum(a for a, _ in weeks) / len(weeks))
        differences.append(sum(a - b for a, b in weeks) / len(weeks))
    found = within_week_comparison(shares, is_of_kind, n_ahead=2)
    assert n_weeks_to_compare(is_of_kind) == len(weeks)
    assert found.of_kind.value == pytest.approx(np.mean(of_so))
    assert found.difference.value == pytest.approx(np.mean(differences))
    assert_allclose([found.difference.low, found.difference.high], np.quantile(differences, [0.05, 0.95]))
    assert found.of_kind.value - found.others.value == pytest.approx(found.difference.value)


def test_what_moves_every_domain_alike_is_no_difference() -> None:
    """A change common to all domains is no difference, however large."""
    shares = np.linspace(0.2, 0.9, 6)[None, :, None] + np.zeros((5, 6, 3))
    found = within_week_comparison(shares, np.array([[True, False, False]] * 4), n_ahead=2)
    assert found.of_kind.value == pytest.approx(0.28)
    assert (found.difference.low, found.difference.high) == pytest.approx((0, 0))


def test_weeks_need_both_kinds() -> None:
    """Weeks with all domains or none cannot be compared."""
    assert n_weeks_to_compare(np.array([[True, True], [False, False], [True, False]])) == 1
    assert n_weeks_to_compare(np.zeros((0, 4), dtype=bool)) == 0
