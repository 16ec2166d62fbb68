"""Whether a few values are lower than others by more than chance would make them."""

from collections.abc import Sequence

import numpy as np


def chance_of_so_low(some: Sequence[float], others: Sequence[float]) -> float:
    """Give the chance that a random choice from all values would rank as low as `some` does.

    The rank-sum test, one-sided and exact also with ties, which the usual tables leave out: with
    a handful of weeks no approximation holds. Subsets are counted by size and rank sum; ranks
    are doubled, so that those of ties are whole numbers.

    References:
        Wilcoxon (1945), Biometrics Bulletin 1, 80-83.
    """
    values = np.array([*some, *others])
    ranks = 2 * (values < values[:, None]).sum(axis=1) + (values == values[:, None]).sum(axis=1) + 1
    reached = int(ranks[: len(some)].sum())
    counts = np.zeros((len(some) + 1, int(ranks.sum()) + 1))
    counts[0, 0] = 1.0
    for rank in ranks:
        counts[1:, rank:] += counts[:-1, :-rank].copy()
    return float(counts[-1, : reached + 1].sum() / counts[-1].sum())
