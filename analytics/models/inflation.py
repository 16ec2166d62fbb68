"""How much better seen questions are answered than new ones."""

from typing import NamedTuple

import numpy as np

from analytics.models import response
from analytics.models.ability_draws import ability_draws
from analytics.models.intervals import Floats, Interval, intervals_of_rows
from analytics.models.points import REAL_EXAM, Points
from analytics.models.quasi_random import sobol_normals


class SeenByProvider(NamedTuple):
    """The providers of each candidate's seen questions, (candidates, providers), most questions first.

    `weight` is the provider's share of a candidate's seen questions; it adds to 1. Rows are padded with
    `REAL_EXAM` of weight 0; a candidate without seen questions has `REAL_EXAM` alone.
    """

    provider: Floats
    weight: Floats


def seen_by_provider(cells: Points, n_items: Floats) -> SeenByProvider:
    """Sum seen questions by provider, with as many columns as the candidate with most providers needs."""
    n_seen = n_items * cells.seen
    providers = np.array(sorted(set(cells.provider[n_seen > 0].tolist())))
    if not len(providers):
        return SeenByProvider(np.full((len(n_items), 1), float(REAL_EXAM)), np.ones((len(n_items), 1)))
    counts = np.stack([(n_seen * (cells.provider == provider)).sum(axis=1) for provider in providers], axis=1)
    n_columns = int((counts > 0).sum(axis=1).max())
    order = np.argsort(-counts, axis=1, kind="stable")[:, :n_columns]
    own = np.take_along_axis(counts, order, axis=1)
    total = own.sum(axis=1, keepdims=True)
    weight = np.where(total > 0, own / np.maximum(total, 1.0), np.eye(n_columns)[0])
    return SeenByProvider(np.where(own > 0, providers[order], REAL_EXAM), weight)


def inflation_percent(
    mean: Floats, covariance: Floats, shares: tuple[float, ...], guess_floor: float
) -> list[Interval]:
    """Return how much better each candidate answers seen questions than new ones, in percentage points.

    Args:
        mean: (candidates, domains + 1): abilities on a day and, last, the seen effect.
        covariance: (candidates, domains + 1, domains + 1).
        shares: Share of scored items by domain.
        guess_floor: The chance of a correct answer by guessing.
    """
    draws = ability_draws(mean, covariance, sobol_normals(len(shares) + 1))
    theta, seen_effect = draws[..., :-1], draws[..., -1:]
    lifted = response.share_correct(theta + seen_effect, guess_floor)
    lift = 100 * (lifted - response.share_correct(theta, guess_floor)) @ np.array(shares)
    return intervals_of_rows(lift)
