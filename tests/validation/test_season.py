"""Deciding by the verdict, week by week, beside deciding by scores."""

import numpy as np
import pytest

from analytics.models.intervals import Floats
from tests.validation.deciding import ORACLE, OURS, OURS_STAYING, seasons
from tests.validation.season import (
    SETTINGS,
    Choice,
    Setting,
    World,
    costs_of,
    oracle,
    score_rule,
)

WEEKS = np.arange(20)


def a_world(*chances: float) -> World:
    """Make people whose true chance is the same in every week."""
    chance = np.repeat(np.array(chances)[:, None], 20, axis=1)
    return world_with(chance)


def world_with(chance: Floats) -> World:
    """Make people of some true chances, (people, weeks), whose scores and abilities nobody looks at."""
    n_people = len(chance)
    nothing = np.zeros((n_people, 20, 4))
    return World(chance, nothing, np.zeros((n_people, 20), dtype=np.int64), nothing, np.zeros(n_people))


def test_the_season_adds_up_what_is_paid() -> None:
    """Sitting it in week 3 and every second week after, at a chance of 1 in 2, costs what arithmetic says."""
    setting = Setting(name="short", fee=100, week=10, fail=40, n_weeks=6)
    does_sit = np.isin(WEEKS, (3, 5))[None, :]
    ours = costs_of(a_world(0.5), setting, score_rule(does_sit))
    sat_once = 3 * 10 + 100 + 0.5 * 40
    after_a_fail = 0.5 * (2 * 10 + 100 + 0.5 * (40 + setting.no_pass))
    assert ours[0] == pytest.approx(sat_once + after_a_fail)
    stops = costs_of(a_world(0.5), setting, lambda _week, n: np.full(len(n), Choice.STOP))
    assert stops[0] == setting.no_pass


def test_no_rule_is_cheaper_than_the_oracle() -> None:
    """The oracle that may stop is the cheapest of all ways through a season, for each person."""
    rng = np.random.default_rng(4)
    world = world_with(np.sort(rng.uniform(size=(50, 20)), axis=1))
    for setting in SETTINGS:
        least = costs_of(world, setting, oracle(world, setting, may_stop=True))
        for k in range(20):
            other = costs_of(world, setting, score_rule(rng.random((50, 20)) < k / 20))
            assert (least <= other + 1e-9).all()


def test_the_verdict_costs_less_than_any_rule_of_scores() -> None:
    """In each of four settings deciding by the verdict is cheaper, also where stopping is never taken up.

    One seed here; `make validate` plays more.
    """
    for season in seasons([11], 50, n_shown=2):
        best = season.by_rule[season.best_rule].mean()
        assert season.by_rule[OURS].mean() < best
        assert season.by_rule[OURS_STAYING].mean() < best
        assert season.beside(ORACLE).share < 0.2
