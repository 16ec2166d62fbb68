"""Deciding by the verdict, week by week, compared with deciding by scores."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from numpy.testing import assert_array_equal

from analytics.estimation.decision_inputs import TARGET
from analytics.models.intervals import Floats
from tests.validation.season import (
    SETTINGS,
    Choice,
    Setting,
    World,
    costs_of,
    first_attempts,
    oracle,
    score_rule,
    score_rules,
    world_of,
)
from tests.validation.season_decisions import ORACLE, OURS, OURS_STAYING, season_choices, seasons, verdicts

WEEKS = np.arange(20)


def a_world(*chances: float) -> World:
    """Return people whose true chance is the same in every week."""
    chance = np.repeat(np.array(chances)[:, None], 20, axis=1)
    return world_with(chance)


def world_with(chance: Floats) -> World:
    """Return people with the true chances given, (people, weeks); scores and abilities are not used."""
    n_people = len(chance)
    nothing = np.zeros((n_people, 20, 4))
    return World(chance, nothing, np.zeros((n_people, 20), dtype=np.int64), nothing, np.zeros(n_people))


def test_the_season_adds_up_what_is_paid() -> None:
    """Sitting in week 3 and every second week after, at a chance of 1 in 2, costs what arithmetic gives."""
    setting = Setting(name="short", fee=100, week=10, fail=40, n_weeks=6)
    does_sit = np.isin(WEEKS, (3, 5))[None, :]
    ours = costs_of(a_world(0.5), setting, score_rule(does_sit))
    sat_once = 3 * 10 + 100 + 0.5 * 40
    after_a_fail = 0.5 * (2 * 10 + 100 + 0.5 * (40 + setting.no_pass))
    assert ours[0] == pytest.approx(sat_once + after_a_fail)
    stops = costs_of(a_world(0.5), setting, lambda _week, n: np.full(len(n), Choice.STOP))
    assert stops[0] == setting.no_pass


def test_no_rule_is_cheaper_than_the_oracle() -> None:
    """The oracle that may stop is the cheapest path through a season, for each person."""
    rng = np.random.default_rng(4)
    world = world_with(np.sort(rng.uniform(size=(50, 20)), axis=1))
    for setting in SETTINGS:
        least = costs_of(world, setting, oracle(world, setting, may_stop=True))
        for k in range(20):
            other = costs_of(world, setting, score_rule(rng.random((50, 20)) < k / 20))
            assert (least <= other + 1e-9).all()


def test_the_verdict_costs_less_than_any_score_rule(tmp_path: Path) -> None:
    """At the usual costs, deciding by the verdict is cheaper than any score rule."""
    world, setting = world_of(11, 50), SETTINGS[0]
    (choices,) = season_choices(world, [setting], tmp_path, verdicts)
    rules = {name: costs_of(world, setting, rule).mean() for name, rule in score_rules(world, setting).items()}
    assert costs_of(world, setting, lambda week, _: choices[:, week]).mean() < min(rules.values())


def test_with_costs_unknown_the_target_decides(tmp_path: Path) -> None:
    """The amounts change nothing then, and first attempts pass at least as often as the target says."""
    world, settings = world_of(11, 30), [SETTINGS[0], replace(SETTINGS[0], week=150.0, fail=10.0)]
    usual, other = season_choices(world, settings, tmp_path, verdicts, are_costs_told=False)
    assert (usual == other).all()
    assert np.nanmean(first_attempts(world, SETTINGS[0], lambda week, _: usual[:, week])) >= TARGET


def test_a_first_attempt_has_the_chance_of_its_week() -> None:
    """Those who take it in week 3 have the chance of that week; those who never do have none."""
    world = world_with(np.tile(np.arange(20) / 20, (2, 1)))
    does_sit = np.array([[False], [True]]) & np.isin(WEEKS, (3, 5))
    assert_array_equal(first_attempts(world, SETTINGS[0], score_rule(does_sit)), [np.nan, 3 / 20])


@pytest.mark.full
def test_the_verdict_costs_less_in_every_setting() -> None:
    """In each of four settings the verdict is cheaper than any score rule, even if it never stops."""
    for season in seasons([11], 50, n_shown=2):
        best = season.by_rule[season.best_rule].mean()
        assert season.by_rule[OURS].mean() < best
        assert season.by_rule[OURS_STAYING].mean() < best
        assert season.beside(ORACLE).share < 0.2
