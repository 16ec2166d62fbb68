"""Whole things shared out in turn by parts that are not whole."""

from collections.abc import Sequence


def shared_in_turn(parts: Sequence[float], had: Sequence[float], n: int) -> list[int]:
    """Give out `n` things one after another, each to whom most is due; give the index of each receiver.

    Most is due where part / (number had so far + 1/2) is largest: Webster's method, which favours
    neither large parts nor small ones, and whose order spreads the turns of each. What somebody has
    had before counts, also where it is no whole number. The first of equals goes first.

    References:
        Balinski & Young (2001), Fair Representation, 2nd ed., appendix A.
    """
    held, turns = list(had), []
    for _ in range(n):
        turn = max(range(len(parts)), key=lambda k: parts[k] / (held[k] + 0.5))
        held[turn] += 1
        turns.append(turn)
    return turns
