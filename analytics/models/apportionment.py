"""Apportion whole units proportionally (Webster)."""

from collections.abc import Sequence


def webster_turns(weights: Sequence[float], received: Sequence[float], n: int) -> list[int]:
    """Return the receiver's index of each of `n` units, given out one after another.

    The next unit goes to the largest weight / (units received so far + 1/2): Webster's method,
    which favors neither large weights nor small ones, and whose order spreads each one's turns.
    What was received before counts, and need not be whole. Of equals the first comes first.

    References:
        Balinski & Young (2001), Fair Representation, 2nd ed., appendix A.
    """
    totals, turns = list(received), []
    for _ in range(n):
        turn = max(range(len(weights)), key=lambda k: weights[k] / (totals[k] + 0.5))
        totals[turn] += 1
        turns.append(turn)
    return turns
