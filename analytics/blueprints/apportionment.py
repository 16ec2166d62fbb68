"""Apportion units proportionally."""

from collections.abc import Sequence

import numpy as np


def webster_turns(weights: Sequence[float], received: Sequence[float], sizes: Sequence[float]) -> list[int]:
    """Allocate units one at a time; return the index of the party that gets each.

    Webster's method: the next unit goes to the party with the largest weight / (received so far + half a unit). It
    favors neither large weights nor small ones, and spreads out the turns of each party. Units already `received`
    count. If there are enough units, every party with a weight gets at least one, a minimum that divisor methods
    allow. Ties go to the first.

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
    """Return each party's number of `total` units: its quota rounded down, and the rest by largest remainder."""
    quotas = total * np.array(weights) / sum(weights)
    units = np.floor(quotas)
    units[np.argsort(units - quotas, kind="stable")[: total - int(units.sum())]] += 1
    return [int(n) for n in units]
