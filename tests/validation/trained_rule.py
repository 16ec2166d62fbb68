"""A season rule trained on the truth: close to the best that practice scores allow.

It sees the scores and true chances of thousands of other people of the same world. Going backwards through the
weeks, it learns in each week whether sitting the exam was cheaper than waiting (least-squares Monte Carlo:
Longstaff & Schwartz 2001, Valuing American options by simulation). Nobody outside a simulation could have it.
After a fail it uses the same numbers, although in training the oracle went on in its place, which values
sitting a little too highly.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from analytics.models.intervals import Floats
from tests.validation.season import (
    N_WEEKS,
    PRACTICE_ITEMS,
    Rule,
    Setting,
    World,
    oracle_values,
    score_rule,
    sitting_costs,
)

KNOTS = (-1.0, -0.5, 0.0, 0.5, 1.0)
N_BENT = 3
RIDGE = 3.0
RECENT = 6


def trained_rules(others: Sequence[World], worlds: Sequence[World], setting: Setting) -> list[Rule]:
    """Train on the people of other worlds and decide for those of some."""
    n_others, every = len(others), [*others, *worlds]
    sitting = [sitting_costs(world, setting, oracle_values(world, setting, may_stop=False)[1]) for world in every]
    value = [np.full(len(world.chance), setting.no_pass) for world in every]
    sits = [np.zeros(world.chance.shape, dtype=bool) for world in every]
    for week in reversed(range(setting.n_weeks)):
        waiting = [own + (setting.week if week < setting.n_weeks - 1 else 0.0) for own in value]
        saved = np.concatenate([s[:, week] - w for s, w in zip(sitting[:n_others], waiting[:n_others], strict=True)])
        terms = _terms([_features(world, week) for world in every], n_others)
        known = np.concatenate(terms[:n_others])
        learned = np.linalg.solve(known.T @ known + RIDGE * np.eye(known.shape[1]), known.T @ saved)
        for k, own in enumerate(terms):
            sits[k][:, week] = own @ learned < 0
            value[k] = np.where(sits[k][:, week], sitting[k][:, week], waiting[k])
    return [score_rule(own) for own in sits[n_others:]]


def _features(world: World, week: int) -> Floats:
    """Return what scores up to a week show, (people, features): level, spread, slopes, domains, providers."""
    scores, providers = world.scores[:, : week + 1], world.providers[:, : week + 1]
    means = [scores[:, -n:].mean(axis=1) for n in (1, 3, RECENT, N_WEEKS)]
    slopes = [_slope(scores[:, -n:]) for n in (RECENT, N_WEEKS)] if week > 1 else []
    weakest = (world.right[:, : week + 1].sum(axis=1) / (PRACTICE_ITEMS * (week + 1))).min(axis=1)
    by_provider = np.stack([_mean_where(scores, providers == k) for k in range(3)])
    spread = np.nanmax(by_provider, axis=0) - np.nanmin(by_provider, axis=0)
    return np.column_stack([*means, *slopes, weakest, spread, world.providers.max(axis=1)])


def _slope(scores: Floats) -> Floats:
    """Return the least-squares slope of the last scores."""
    away = np.arange(scores.shape[1]) - (scores.shape[1] - 1) / 2
    return np.asarray(scores @ away / (away @ away))


def _mean_where(scores: Floats, which: NDArray[np.bool_]) -> Floats:
    """Return the mean of some scores, nan if there are none."""
    n = which.sum(axis=1)
    return np.where(n > 0, (scores * which).sum(axis=1) / np.maximum(n, 1), np.nan)


def _terms(features: Sequence[Floats], n_others: int) -> list[Floats]:
    """Return the terms of the regression: standardized features, their products, and bends in the levels."""
    whole = np.concatenate(features[:n_others])
    terms = []
    for own in features:
        z = (own - whole.mean(axis=0)) / (whole.std(axis=0) + 1e-9)
        first, second = np.triu_indices(z.shape[1])
        bends = [np.maximum(z[:, [k]] - knot, 0) for k in range(N_BENT) for knot in KNOTS]
        terms.append(np.hstack([np.ones((len(z), 1)), z, z[:, first] * z[:, second], *bends]))
    return terms
