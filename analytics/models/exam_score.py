"""The score of the real exam and the chance of passing, from ability on a day.

Ability is drawn from its posterior (scrambled Sobol points, the same for every candidate and
date, so that differences are smooth); the exam's own chance and, for P(pass), the uncertain cut
are integrated in closed form.
"""

from dataclasses import dataclass, replace
from functools import cache

import numpy as np

from analytics.models import response, special
from analytics.models.ability_draws import JITTER, ability_draws
from analytics.models.calibration import NO_CALIBRATION, NO_SCORE_CALIBRATION, OutcomeCalibration, ScoreCalibration
from analytics.models.intervals import CHANCE_LEVEL, Floats, Interval, intervals_of_rows
from analytics.models.quasi_random import sobol_normals
from analytics.models.score_probabilities import score_distribution, score_interval

MIN_CHANCE = MIN_VARIANCE = 1e-9
LARGEST_RISE, HALVINGS = 20.0, 18
"""By how many logits abilities are raised at most, which is a perfect score, and how often that is halved to search."""


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
        variance = np.maximum(n_items * shares * (1 - shares), MIN_VARIANCE)
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
        variance=np.maximum(variance, MIN_VARIANCE),
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
