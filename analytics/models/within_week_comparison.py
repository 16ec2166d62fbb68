"""Changes of some domains of each week, compared with the other domains of the same week.

With p_d(t) the expected share correct, a week k has the changes c_kd = p_d(t_{k+a}) - p_d(t_k). If U_k
are the domains of a kind in week k and V_k the others, both not empty, over n such weeks::

    D = 1/n sum_k ( mean_{d in U_k} c_kd - mean_{d in V_k} c_kd )

The comparison within weeks removes what moved every domain alike. D is computed for
each joint draw of all p, so its range includes their uncertainty.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analytics.models.intervals import Floats, Interval, interval_of_draws


@dataclass(frozen=True, slots=True)
class WithinWeekComparison:
    """The mean change of the domains of a kind, of the others, and the difference, in shares."""

    of_kind: Interval
    others: Interval
    difference: Interval


def n_weeks_to_compare(is_of_kind: NDArray[np.bool_]) -> int:
    """Return the number of weeks with some domains of the kind, (weeks, domains), and some others."""
    return int((is_of_kind.any(axis=1) & ~is_of_kind.all(axis=1)).sum())


def within_week_comparison(shares: Floats, is_of_kind: NDArray[np.bool_], *, n_ahead: int) -> WithinWeekComparison:
    """Compare the changes of domains of a kind with the others of the same weeks.

    Args:
        shares: (draws, days, domains), the days a step apart; `n_ahead` more of them than weeks.
        is_of_kind: (weeks, domains), at least one week with some domains and some others.
        n_ahead: The number of steps of a change.
    """
    which = is_of_kind.any(axis=1) & ~is_of_kind.all(axis=1)
    changes = (shares[:, n_ahead:] - shares[:, :-n_ahead])[:, which]
    mask = is_of_kind[which]
    of_kind, of_others = _mean_of(changes, mask), _mean_of(changes, ~mask)
    return WithinWeekComparison(*map(interval_of_draws, (of_kind, of_others, of_kind - of_others)))


def _mean_of(changes: Floats, mask: NDArray[np.bool_]) -> Floats:
    return np.asarray((changes * (mask / mask.sum(axis=1, keepdims=True))).sum(axis=2).mean(axis=1))
