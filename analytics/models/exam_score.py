"""The score of the real exam and the chance of passing, from ability on a day.

Ability is drawn from its posterior (scrambled Sobol points, the same for every candidate and
date, so that differences are smooth); the exam's own chance and, for P(pass), the uncertain cut
are integrated in closed form.
"""

from dataclasses import dataclass, replace
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from analytics.models import response, special
from analytics.models.calibration import NO_CALIBRATION, NO_SCORE_CALIBRATION, OutcomeCalibration, ScoreCalibration
from analytics.models.intervals import CHANCE_LEVEL, RANGE_LEVEL, Floats, Interval, intervals_of_rows
from analytics.models.quasi_random import sobol_normals

MIN_CHANCE = 1e-9
MIN_SHARE = 1e-15  # 0 has no logarithm
LARGEST_RISE, HALVINGS = 20.0, 18
"""By how many logits abilities are raised at most, which is a perfect score, and how often that is halved to search."""

WIDE_VARIANCE = 4.0
"""From here on, in squared items, a normal score that is rounded to a whole number has almost the density of a normal
one with a variance greater by 1/12: each probability is off by less than .00001, in a fifth of the time.

References:
    Sheppard (1898), Proc. London Math. Soc. 29, 353-380.
"""

JITTER = 1e-8
"""Added to each variance (a sd of .0001 logits), so that a nearly singular matrix has a Cholesky factor."""


@dataclass(frozen=True, slots=True)
class ExamForm:
    """The real exam: its scored items, their domains and the cut.

    `shares` of scored items by domain add to 1; `share_half_widths` are their largest errors.
    The cut is a share of the scored items, normal with `cut_sd`; 0 means that it is exact.
    `calibration` corrects chances by the real results in the file, `score_calibration` expected
    scores by the real scores.
    """

    n_items: int
    shares: tuple[float, ...]
    share_half_widths: tuple[float, ...]
    cut_mean: float
    cut_sd: float
    guess_floor: float
    day_shock_sd: float
    calibration: OutcomeCalibration = NO_CALIBRATION
    score_calibration: ScoreCalibration = NO_SCORE_CALIBRATION

    @property
    def n_domains(self) -> int:
        """The number of domains."""
        return len(self.shares)

    @property
    def cut_items(self) -> float:
        """The cut in items, for a normal approximation to a whole-number score.

        An exact cut is passed by the next whole number of items, so the normal curve is cut half
        an item below that. An uncertain cut lies anywhere between two whole numbers, and half
        an item up and half an item down cancel.
        """
        raw = self.cut_mean * self.n_items
        return float(np.ceil(raw - 1e-9) - 0.5) if self.cut_sd == 0 else raw


def ability_draws(mean: Floats, covariance: Floats, normals: Floats, *directions: Floats) -> Floats:
    """Draw jointly normal abilities, (..., draws, points), from mean (..., points) and covariance.

    Cholesky's factor moves smoothly with the covariance, so neighboring dates share their draws. The draws of a point
    lie together in memory, which makes sums over points fast.

    Args:
        mean: (..., points).
        covariance: (..., points, points).
        normals: (draws, points or more).
        directions: (points,) weights of each sum of interest. The factor is rotated so that the
            first Sobol coordinates, the most evenly spread ones, run along them in turn: the error of
            256 draws of one sum is then three to twenty times smaller.

    References:
        Imai and Tan (2006), A general dimension reduction technique for derivative pricing.
    """
    n_points = mean.shape[-1]
    factor: Floats = np.asarray(np.linalg.cholesky(covariance + JITTER * np.eye(n_points)), dtype=float)
    for k, direction in enumerate(directions):
        factor = _rotate(factor, direction, k)
    return np.swapaxes(mean[..., None] + factor @ normals[:, :n_points].T, -1, -2)


def _rotate(factor: Floats, direction: Floats, column: int) -> Floats:
    """Rotate a factor L of a covariance to L Q, Q orthogonal with its column along L' w beyond the columns before.

    Q is a Householder reflection with its sign changed. LL' does not change.
    """
    along = direction @ factor
    along[..., :column] = 0.0
    mirror = along / np.maximum(np.linalg.norm(along, axis=-1, keepdims=True), JITTER)
    mirror[..., column] += 1.0
    scaled = 2 * mirror / np.maximum((mirror**2).sum(axis=-1, keepdims=True), JITTER)
    return np.asarray((factor @ mirror[..., None]) * scaled[..., None, :] - factor)


@dataclass(frozen=True, slots=True)
class Chance:
    """P(pass), with its spread over ability and cut.

    The spread is where the chance could lie if both were known. It is not a range of P, which already averages over
    them, so it is only in the JSON.
    """

    spread: Interval

    @property
    def value(self) -> float:
        """P(pass)."""
        return self.spread.value


@dataclass(frozen=True, slots=True)
class ScoreDraws:
    """Equally likely exam days, (..., draws): expected score, its variance, the cut.

    `expected_cut` is the mean cut given each draw of ability, `cut_variance`, (..., 1), its remaining variance;
    both in items.
    """

    form: ExamForm
    expected_items: Floats
    variance: Floats
    cut_items: Floats
    expected_cut: Floats
    cut_variance: Floats

    @property
    def shares(self) -> Floats:
        """The expected share correct of each draw."""
        return self.expected_items / self.form.n_items

    def with_shares(self, shares: Floats) -> "ScoreDraws":
        """Return the draws with other expected shares correct, the same for all questions."""
        n_items = self.form.n_items
        variance = np.maximum(n_items * shares * (1 - shares), MIN_CHANCE)
        return replace(self, expected_items=n_items * shares, variance=variance)

    def pass_probability(self) -> Floats:
        """Return P(pass), (...,): the mean over draws, exam chance and cut in closed form."""
        return self.form.calibration.applied(self.uncorrected_chance())

    def uncorrected_chance(self) -> Floats:
        """Return P(pass) before the correction by real results, integrated over the cut, (...,)."""
        given_ability = chance_of_passing(self.expected_items - self.expected_cut, self.variance + self.cut_variance)
        return np.asarray(given_ability.mean(axis=-1))

    def pass_chances(self) -> list[Chance]:
        """Return P(pass) of each candidate."""
        spreads = intervals_of_rows(np.atleast_2d(self.chance_by_draw()), level=CHANCE_LEVEL)
        chances = np.atleast_1d(self.pass_probability()).tolist()
        return [Chance(replace(spread, value=chance)) for spread, chance in zip(spreads, chances, strict=True)]

    def chance_by_draw(self) -> Floats:
        """Return P(pass) for each draw of ability and cut; only the exam's own chance is left."""
        passes = chance_of_passing(self.expected_items - self.cut_items, self.variance)
        return self.form.calibration.applied_to_draws(passes, axis=-1)

    def score_probabilities(self) -> Floats:
        """Return the probability of each number of correct answers, (..., items + 1)."""
        form = self.form
        if form.score_calibration.is_none:
            return score_distribution(self.expected_items, self.variance, form.n_items)
        corrected = self.with_shares(form.score_calibration.applied(self.shares))
        return score_distribution(corrected.expected_items, corrected.variance, form.n_items)


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


def chance_of_passing(margin: Floats, variance: Floats) -> Floats:
    """Return the probability that a normal score exceeds the cut.

    Clipped inside (0, 1), because rounding could give exactly 0 or 1 and no result is certain.
    """
    return np.asarray(np.clip(special.ndtr(margin / np.sqrt(variance)), MIN_CHANCE, 1 - MIN_CHANCE))


def with_free_cut(mean: Floats, covariance: Floats) -> tuple[Floats, Floats]:
    """Append the cut in standard deviations, with its prior, to other points."""
    n_points = mean.shape[-1]
    wider = np.zeros((*covariance.shape[:-2], n_points + 1, n_points + 1))
    wider[..., :n_points, :n_points], wider[..., n_points, n_points] = covariance, 1.0
    return np.concatenate([mean, np.zeros_like(mean[..., :1])], axis=-1), wider


def cut_given(deviations: Floats, mean: Floats, covariance: Floats, form: ExamForm) -> tuple[Floats, Floats]:
    """Return the mean cut given each draw of the other points, and its remaining variance, in items.

    Args:
        deviations: (..., draws, points), the draws minus their mean.
        mean: (..., points + 1), the cut last.
        covariance: (..., points + 1, points + 1), that of the draws.
        form: The exam.

    Returns:
        (..., draws) and (..., 1).
    """
    n_points = deviations.shape[-1]
    across = covariance[..., :n_points, n_points, None]
    tilt = np.linalg.solve(covariance[..., :n_points, :n_points] + JITTER * np.eye(n_points), across)
    left = covariance[..., n_points, n_points] - (tilt * across)[..., 0].sum(axis=-1)
    scale = form.n_items * form.cut_sd
    expected = form.cut_items + scale * (mean[..., n_points, None] + (deviations @ tilt)[..., 0])
    return expected, scale**2 * np.maximum(left, 0.0)[..., None]


def score_draws(mean: Floats, covariance: Floats, form: ExamForm) -> ScoreDraws:
    """Draw exam days from the posterior of the domains' abilities on that day and of the cut.

    Args:
        mean: (..., domains + 1), abilities in logits and last the cut in standard deviations.
        covariance: (..., domains + 1, domains + 1).
        form: The exam.
    """
    n_domains = form.n_domains
    normals = sobol_normals(2 * n_domains + 1)
    on_day = covariance.copy()
    on_day[..., :n_domains, :n_domains] += form.day_shock_sd**2  # the shock moves all domains alike
    ability = mean[..., :n_domains]
    theta = ability_draws(ability, on_day[..., :n_domains, :n_domains], normals, np.array(form.shares))
    shares = _share_draws(form.shares, form.share_half_widths)
    correct = response.share_correct(theta, form.guess_floor)
    weighed = shares * correct
    expected = weighed.sum(axis=-1)
    variance = form.n_items * (expected - (weighed * correct).sum(axis=-1))
    cut, left = cut_given(theta - ability[..., None, :], mean, on_day, form)
    drawn = cut + np.sqrt(left) * normals[:, n_domains]
    return ScoreDraws(
        form=form,
        expected_items=form.n_items * expected,
        variance=np.maximum(variance, 1e-9),
        cut_items=drawn,
        expected_cut=cut,
        cut_variance=left,
    )


def percent_for_chance(chance: float, mean: Floats, covariance: Floats, form: ExamForm) -> float | None:
    """Return the expected percent correct if all abilities rise alike until P(pass) is a chance, None if it never is.

    Mean and covariance are one candidate's, as for `score_draws`; the draws of all rises are the same.
    """
    is_ability = np.arange(len(mean)) < form.n_domains
    low, high = 0.0, LARGEST_RISE
    if score_draws(mean + high * is_ability, covariance, form).pass_probability() < chance:
        return None
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        is_enough = score_draws(mean + middle * is_ability, covariance, form).pass_probability() >= chance
        low, high = (low, middle) if is_enough else (middle, high)
    return score_interval(score_draws(mean + high * is_ability, covariance, form).score_probabilities()).value


@cache
def _share_draws(shares: tuple[float, ...], half_widths: tuple[float, ...]) -> Floats:
    """Draw shares of domains uniformly within their half widths, (draws, domains), each draw adding to 1.

    The draws of a domain lie together in memory, as those of abilities do: products of the two are then fast.
    """
    n_domains = len(shares)
    normals = sobol_normals(2 * n_domains + 1)[:, n_domains + 1 :]
    spread = np.array(half_widths) * (2 * special.ndtr(normals) - 1)
    drawn = np.maximum(np.array(shares) + spread, 0.0)
    return np.asfortranarray(drawn / drawn.sum(axis=-1, keepdims=True))


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
