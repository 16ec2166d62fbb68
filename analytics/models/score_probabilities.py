"""How likely each number of correct answers is, and ranges of scores."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from analytics.models import special
from analytics.models.intervals import RANGE_LEVEL, Floats, Interval

MIN_SHARE = 1e-15  # 0 has no logarithm

WIDE_VARIANCE = 4.0
"""From here on, in squared items, a normal score that is rounded to a whole number has almost the density of a normal
one with a variance greater by 1/12: each probability is off by less than .00001, in a fifth of the time.

References:
    Sheppard (1898), Proc. London Math. Soc. 29, 353-380.
"""


def score_distribution(expected_items: Floats, variance: Floats, n_items: int) -> Floats:
    """Mix the draws' normal scores, rounded to numbers of correct answers, (..., items + 1)."""
    if expected_items.ndim > 1:  # one after the other stays in the processor's cache
        return np.array([score_distribution(*own, n_items) for own in zip(expected_items, variance, strict=True)])
    sums, is_wide = np.zeros(n_items + 1), variance >= WIDE_VARIANCE
    for add, chosen in ((_add_wide, is_wide), (_add_narrow, ~is_wide)):
        if chosen.any():
            add(sums, expected_items[chosen], variance[chosen])
    return sums / len(variance)


def _add_wide(sums: Floats, expected_items: Floats, variance: Floats) -> None:
    """Add the probabilities of each number of correct answers, by the density of the scores before rounding."""
    last, rounded = len(sums) - 1, variance + 1 / 12
    first, end = _reached(np.arange(last + 1), expected_items, np.sqrt(rounded))
    exponent = np.arange(first, end) - expected_items[:, None]
    exponent *= exponent
    exponent *= -0.5 / rounded[:, None]
    sums[first:end] += (1 / np.sqrt(2 * np.pi * rounded)) @ np.exp(exponent, out=exponent)
    ends = np.array([0.5 - expected_items, expected_items - last + 0.5])  # all that rounds to no or to every item
    sums[[0, last]] = special.ndtr(ends / np.sqrt(variance)).sum(axis=1)


def _add_narrow(sums: Floats, expected_items: Floats, variance: Floats) -> None:
    """Add the same probabilities by the distribution function, for scores of any variance."""
    sd, edges = np.sqrt(variance), np.arange(len(sums) - 1) + 0.5
    first, end = _reached(edges, expected_items, sd)
    below = (edges[first:end] - expected_items[:, None]) / sd[:, None]
    sums[first : end + 1] += np.diff(special.ndtr(below, out=below).sum(axis=0), prepend=0.0, append=len(sd))


def _reached(places: NDArray[Any], expected_items: Floats, sd: Floats) -> list[int]:
    """Return the first place that any score reaches and the one after the last, to the last digit."""
    reach = 8.3 * sd
    ends: list[int] = np.searchsorted(places, [(expected_items - reach).min(), (expected_items + reach).max()]).tolist()
    return ends


def practice_scores(shares: Floats, n_items: int) -> Floats:
    """Mix binomial scores over draws of the share correct, (draws,), into probabilities, (items + 1,).

    A normal score is too inaccurate for a short practice exam, most of all if nearly all is correct. Differences
    between domains narrow the score by less than 2 % and are left out.
    """
    correct, share = np.arange(n_items + 1), np.clip(shares, MIN_SHARE, 1 - MIN_SHARE)[:, None]
    log_chances = _log_choose(n_items, correct) + correct * np.log(share) + (n_items - correct) * np.log1p(-share)
    return np.asarray(np.exp(log_chances).mean(axis=0))


def score_on_fewer_items(probabilities: Floats, n_items: int) -> Floats:
    """Return the score probabilities on some of the items, drawn at random: hypergeometric.

    For a mixture of binomials this is exactly the mixture on fewer items.
    """
    correct, n_before = np.arange(n_items + 1)[:, None], len(probabilities) - 1
    all_correct = np.arange(n_before + 1)[None, :]
    wrong, all_wrong = n_items - correct, n_before - all_correct
    is_possible = (correct <= all_correct) & (wrong <= all_wrong)
    ways = _log_choose(all_correct, np.minimum(correct, all_correct)) + _log_choose(
        all_wrong, np.minimum(wrong, all_wrong)
    )
    shares = np.where(is_possible, np.exp(ways - _log_choose(n_before, n_items)), 0.0)
    return np.asarray(shares @ probabilities)


def _log_choose(n: NDArray[np.integer] | int, k: NDArray[np.integer] | int) -> Floats:
    return np.asarray(-special.betaln(n - k + 1, k + 1) - np.log(n + 1))


def equally_likely_scores(probabilities: Floats, n_scores: int) -> list[int]:
    """Return numbers of correct answers that are equally likely, lowest first: the medians of as many equal parts.

    References:
        Kay et al. (2016), When (ish) is my bus?, CHI 2016, on quantile dot plots.
    """
    scores: list[int] = np.searchsorted(np.cumsum(probabilities), (np.arange(n_scores) + 0.5) / n_scores).tolist()
    return scores


def score_interval(probabilities: Floats, *, level: float = RANGE_LEVEL) -> Interval:
    """Return the mean percent correct and the range between two quantiles.

    Each whole score stands for what rounds to it, spread evenly, so that over many scores the range has its level: a
    range that ends on whole scores would cover more, above all with few questions.
    """
    n_items = len(probabilities) - 1
    edges = np.arange(n_items + 2) - 0.5
    cumulative = np.append(0.0, np.cumsum(probabilities))
    quantiles = np.interp([(1 - level) / 2, (1 + level) / 2], cumulative, edges)
    low, high = np.clip(quantiles, 0, n_items).tolist()
    value = float(probabilities @ np.arange(n_items + 1))
    return Interval(value, low, high, level).scaled(100 / n_items)
