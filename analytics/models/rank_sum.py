"""Whether a few values are lower than others by more than chance."""

from collections.abc import Sequence

import numpy as np


def rank_sum_p_value(some: Sequence[float], others: Sequence[float]) -> float:
    """Return the probability that a random choice from all values ranks as low as `some`.

    This is the one-sided rank-sum test, exact even with ties, which the usual tables leave out: with a handful of
    weeks no approximation is valid. Subsets are counted by size and rank sum; ranks are doubled, so that those of ties
    are whole numbers.

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
