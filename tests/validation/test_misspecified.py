"""In a world that breaks the model, the model still beats every simple rule."""

from functools import cache

import numpy as np
import pytest

from tests.validation.claims import SIMPLE
from tests.validation.comparison import ALONE, IGNORING, Comparison, compare
from tests.validation.misspecified import people
from tests.validation.scoring import area_under_curve, difference, scored


@cache
def compared() -> list[Comparison]:
    return compare(people(8, 20, seed=5), seed=1, is_whole_product=False)


@pytest.mark.parametrize("k", [0, 1], ids=["now", "three weeks on"])
@pytest.mark.parametrize("rule", SIMPLE)
def test_no_simple_rule_comes_near(rule: str, k: int) -> None:
    """The Brier score is at least .03 below that of each score rule."""
    found = compared()[k]
    gap, _ = difference(found.chances[ALONE], found.chances[rule], found.happened)
    assert gap < -0.03


@pytest.mark.parametrize("k", [0, 1], ids=["now", "three weeks on"])
def test_a_regression_trained_on_outcomes_is_no_better_than_chance_allows(k: int) -> None:
    """The untrained model is at most .01 worse than a logistic regression on the mean of three."""
    found = compared()[k]
    gap, _ = difference(found.chances[ALONE], found.chances["logistic on the mean of three, trained"], found.happened)
    assert gap < 0.01


@pytest.mark.parametrize("k", [0, 1], ids=["now", "three weeks on"])
def test_saying_what_was_seen_before_helps_those_who_repeat(k: int) -> None:
    """Ignoring repeats costs repeaters at least .008 in Brier score and overstates their chances."""
    found = compared()[k]
    again = found.is_repeater
    stated, blind, true = (v[again] for v in (found.chances[ALONE], found.chances[IGNORING], found.happened))
    assert difference(stated, blind, true)[0] < -0.008
    assert blind.mean() > stated.mean() + 0.04
    assert blind.mean() > true.mean()


def test_score_ranges_hold_in_this_world_too() -> None:
    """90 % score ranges hold at least 84 %, although this world breaks the model."""
    assert min(found.held.mean() for found in compared()) > 0.84


def test_scores_of_chances_are_their_definitions() -> None:
    """Four people by hand: Brier is the mean square, the area counts pairs in the right order."""
    chances, happened = np.array([0.1, 0.4, 0.35, 0.8]), np.array([0.0, 0.0, 1.0, 1.0])
    assert scored("by hand", chances, happened).brier == pytest.approx((0.01 + 0.16 + 0.4225 + 0.04) / 4)
    assert area_under_curve(chances, happened) == pytest.approx(3 / 4)
    assert scored("by hand", chances, happened).calibration_error == pytest.approx((0.1 + 0.4 + 0.65 + 0.2) / 4)
