"""What followed in some weeks and domains, beside the other domains of the same weeks.

With p_d(t) the expected share correct, a week k has the changes c_kd = p_d(t_{k+a}) - p_d(t_k). Where U_k
are the domains of a kind in week k and V_k the others, both not empty, over n such weeks::

    D = 1/n sum_k ( mean_{d in U_k} c_kd - mean_{d in V_k} c_kd )

Taking the others of the same weeks away takes away what moved every domain alike. D is worked out for
each joint draw of all p, so its range holds what is not known of them.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analytics.models.intervals import Floats, Interval, from_draws


@dataclass(frozen=True, slots=True)
class Followed:
    """The mean change where it was so, where it was not, and their difference, in shares, over some weeks."""

    so: Interval
    others: Interval
    difference: Interval


def n_weeks_to_compare(is_so: NDArray[np.bool_]) -> int:
    """Count the weeks, (weeks, domains), in which it was so of some domains and not of others."""
    return int((is_so.any(axis=1) & ~is_so.all(axis=1)).sum())


def followed(shares: Floats, is_so: NDArray[np.bool_], *, n_ahead: int) -> Followed:
    """Compare changes over so many steps ahead.

    Args:
        shares: (draws, days, domains), the days a step apart; `n_ahead` more of them than weeks.
        is_so: (weeks, domains), at least one week with some domains and not others.
        n_ahead: How many steps a change spans.
    """
    which = is_so.any(axis=1) & ~is_so.all(axis=1)
    changes = (shares[:, n_ahead:] - shares[:, :-n_ahead])[:, which]
    so = is_so[which]
    of_so, of_others = (_mean_of(changes, mask) for mask in (so, ~so))
    return Followed(from_draws(of_so), from_draws(of_others), from_draws(of_so - of_others))


def _mean_of(changes: Floats, mask: NDArray[np.bool_]) -> Floats:
    """Give the mean over weeks of the mean over the domains of a mask, (draws,)."""
    return np.asarray((changes * (mask / mask.sum(axis=1, keepdims=True))).sum(axis=2).mean(axis=1))
