"""How far seen questions lift the score."""

import numpy as np

from analytics.models.ability import joined, real_exam_points, seen_effect_point
from analytics.models.inflation import inflation_percent
from analytics.models.intervals import Interval
from tests.model_worlds import MLS_SHARES, Sat, at_percent, fit_of


def inflation_of(exams: list[Sat]) -> Interval:
    """Give the inflation of a made-up candidate."""
    points = joined(real_exam_points(np.array([[exams[-1].week]]), 4), seen_effect_point(1, 4))
    return inflation_percent(*fit_of(exams).predict(points), MLS_SHARES, 0.2)[0]


def test_a_gap_between_first_and_repeated_sittings_is_found() -> None:
    """New questions at 65 % and seen ones at 90 % are about 25 points apart, and the range says so."""
    rows = [at_percent(w, 65) for w in range(4)] + [at_percent(w, 90, seen=1.0) for w in range(4)]
    found = inflation_of(sorted(rows, key=lambda exam: exam.week))
    assert found.low < 25 < found.high
    assert found.low > 10


def test_no_gap_gives_little_inflation() -> None:
    """Where seen questions are answered no better than new ones, the prior's lift is taken back."""
    rows = [at_percent(w, 75, seen=s) for w in range(5) for s in (0.0, 1.0)]
    found = inflation_of(rows)
    assert found.value < 6
    assert found.low < 2
