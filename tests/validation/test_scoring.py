"""How much of what happened lies in the ranges that were told."""

import numpy as np
import pytest

from analytics.models.score_probabilities import practice_scores, score_interval
from tests.validation.scoring import calibration_error, calibration_error_by_luck, held, part_held

N_ITEMS = 10


def test_ranges_of_few_questions_hold_what_they_say() -> None:
    """If scores come from the forecast, the middle 90 % hold .90 of them, even where many get all ten right.

    By limits alone the same ranges would seem to hold too little or too much.
    """
    rng = np.random.default_rng(5)
    shares = np.clip(rng.beta(6, 1.5, (4_000, 1)) + rng.normal(0, 0.03, (4_000, 64)), 0.01, 0.99)
    told = [practice_scores(own, N_ITEMS) for own in shares]
    scores = np.array([rng.choice(N_ITEMS + 1, p=own) for own in told]).astype(float)
    assert part_held(told, scores).mean() == pytest.approx(0.90, abs=0.01)
    by_limits = held([score_interval(own) for own in told], 10 * scores)
    assert by_limits.mean() < 0.87
    assert (by_limits > 0).mean() > 0.92


def test_a_mark_between_two_numbers_of_questions_counts_by_its_own_step() -> None:
    """A mark in percent of an exam of fifty questions may be half a question, and stands for half a question."""
    told = np.full(51, 1 / 51)
    edge = 0.05 * 51 - 0.5
    marks = np.array([0.0, edge - 0.25, edge, edge + 0.25, 25.5, 50.0])
    assert part_held([told] * len(marks), marks, step=0.5) == pytest.approx([0, 0, 0.5, 1, 1, 0])


def test_a_score_that_was_told_impossible_is_not_held() -> None:
    """Where no probability was told, no part of it lies in the range."""
    assert part_held([np.array([0.0, 0.0, 1.0])], np.array([0.0])).tolist() == [0.0]


def test_right_chances_of_few_people_have_a_calibration_error() -> None:
    """Of 350 people in ten bins it is about .04 by luck alone, and a quarter of it with sixteen times as many."""
    few, many = (np.random.default_rng(6).beta(3, 1, n) for n in (350, 5_600))
    assert 0.03 < calibration_error_by_luck(few) < 0.06
    assert calibration_error_by_luck(few) == pytest.approx(4 * calibration_error_by_luck(many), rel=0.15)
    assert calibration_error(few, np.full(350, few.mean())) > calibration_error_by_luck(few)
