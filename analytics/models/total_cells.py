"""Cells of a practice exam of which only the total is known.

Its share correct is the mean of the domains' shares, which is not the share at their mean ability: the curve bends,
so the gap between the two grows with the spread of the domains. With s the mean of the domains' sigmoids by weight,
such a cell has eta = logit(s), a function of the domains' abilities. It is replaced by its tangent at fitted abilities,
raised by half its second derivative times their covariance.

References:
    Bar-Shalom, Li and Kirubarajan (2001), Estimation with applications to tracking and navigation, section 10.3.
"""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from analytics.models import special
from analytics.models.intervals import Floats
from analytics.models.points import Points


def is_total(cells: Points) -> NDArray[np.bool_]:
    """Return which cells have questions of several domains, (candidates, cells)."""
    return np.asarray((cells.domain > 0).sum(axis=-1) > 1)


def with_tangents(cells: Points, eta: Floats, mean: Floats, covariance: Floats, hours: Floats) -> Points:
    """Return the cells with each total as the tangent at fitted abilities.

    Args:
        cells: A total has the shares of its questions as its domains.
        eta: Fitted abilities in the cells, (candidates, cells).
        mean: Fitted abilities of all domains, (candidates, cells or 1, domains).
        covariance: Of these, (candidates, cells or 1, domains, domains).
        hours: The effect variable of all domains on the day of each cell, (candidates, cells, domains).
    """
    totals, n_domains = is_total(cells), mean.shape[-1]
    weights = np.where(totals[..., None], cells.domain, 1 / n_domains)
    shared = eta - (weights * mean).sum(axis=-1)  # what belongs to the practice exam
    right = special.expit(mean + shared[..., None])
    slope = weights * right * (1 - right)
    share = (weights * right).sum(axis=-1)
    of_share = 1 / (share * (1 - share))  # the slope of logit(s), whose own slope is (2 s - 1) of_share^2
    own = (slope * (1 - 2 * right) * np.diagonal(covariance, axis1=2, axis2=3)).sum(axis=-1)
    joint = (slope[..., None, :] @ covariance @ slope[..., None])[..., 0, 0]
    bend = 0.5 * (of_share * own + (2 * share - 1) * of_share**2 * joint)
    mix = slope / slope.sum(axis=-1, keepdims=True)
    offset = special.logit(share) + bend - shared - (mix * mean).sum(axis=-1)
    return replace(
        cells,
        domain=np.where(totals[..., None], mix, cells.domain),
        offset=cells.offset + np.where(totals, offset, 0.0),
        hours=np.where(totals, (mix * hours).sum(axis=-1), cells.hours),
    )
