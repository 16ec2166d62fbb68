"""Apportion units proportionally."""

from collections.abc import Sequence

import numpy as np


def webster_turns(weights: Sequence[float], received: Sequence[float], sizes: Sequence[float]) -> list[int]:
    """Allocate units one at a time; return the index that gets each.

    The next unit goes to the largest weight / (received so far + half a unit): Webster's method, which favors neither
    large weights nor small ones, and whose order spreads each one's turns. Earlier units count as received. If there
    are enough units, everyone with a weight gets at least one, which divisor methods allow as a minimum requirement.
    Ties go to the first.

    References:
        Balinski & Young (2001), Fair Representation, 2nd ed., appendix A and chapter 9.
    """
    totals, turns = list(received), []
    for k, size in enumerate(sizes):
        unserved = [i for i, total in enumerate(totals) if total < size and weights[i] > 0]
        among = unserved if len(unserved) >= len(sizes) - k else range(len(weights))
        turn = max(among, key=lambda i: weights[i] / (totals[i] + size / 2))
        totals[turn] += size
        turns.append(turn)
    return turns


def largest_remainder(weights: Sequence[float], total: int) -> list[int]:
    """Return how many of `total` units each gets: the whole part of its quota, and the rest by largest remainder."""
    quotas = total * np.array(weights) / sum(weights)
    units = np.floor(quotas)
    units[np.argsort(units - quotas, kind="stable")[: total - int(units.sum())]] += 1
    return [int(n) for n in units]
