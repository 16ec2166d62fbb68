"""Attempts at the real exam after practice, compared with weighting many plain draws.

The product uses one moment-matched update per attempt along a straightened curve. Here whole exams are drawn
from the posterior of the practice exams and weighted by the probability of their results.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from scipy import special

from analytics.models import response
from analytics.models.attempts import AttemptResults, after_attempts
from analytics.models.exam_score import ExamForm, score_draws, with_free_cut
from analytics.models.intervals import Floats
from analytics.models.points import real_exam_points
from tests.inputs.model_worlds import MLS_FORM, Sat, at_percent, fit_of
from tests.validation.sections import share, table, with_error

N_PLAIN = 300_000
EXACT = replace(MLS_FORM, cut_sd=0.0)
LOOSE = replace(MLS_FORM, cut_sd=0.05, guess_floor=0.0)
WEEKS_ON = 6.0
READING_SD = 0.03


@dataclass(frozen=True, slots=True)
class WeightedAnswer:
    """P(pass) with its standard error, the ability in the first domain, and the cut in standard deviations."""

    chance: float
    chance_error: float
    ability: float
    cut: float


@dataclass(frozen=True)
class AttemptCase:
    """Attempts after some practice exams, three weeks apart: signs of their results, and known scores."""

    exams: Sequence[Sat]
    sign: Sequence[float]
    standing: Sequence[float]
    form: ExamForm = MLS_FORM

    @property
    def results(self) -> AttemptResults:
        """The results of the attempts."""
        return AttemptResults(np.array([self.sign]), np.array([self.standing]), READING_SD if self.form.cut_sd else 0.0)

    def before(self) -> tuple[Floats, Floats]:
        """Return the posterior some weeks later, on the attempt days, with the cut."""
        last = self.exams[-1].week if self.exams else 0.0
        weeks = [last + WEEKS_ON, *(last + 3 * k for k in range(len(self.sign)))]
        fit = fit_of(self.exams, guess_floor=self.form.guess_floor)
        return with_free_cut(*fit.predict(real_exam_points(np.array([weeks]), 4)))

    def after(self) -> tuple[Floats, Floats]:
        """Return the same posterior after the attempts."""
        return after_attempts(*self.before(), self.results, self.form)

    def chance(self) -> float:
        """P(pass) some weeks later."""
        return chance_of(*self.after(), self.form)

    def slow(self, n_draws: int = N_PLAIN) -> WeightedAnswer:
        """Return the answer from weighting many plain draws of whole exams."""
        rng = np.random.default_rng(11)
        mean, covariance = (part[0] for part in self.before())
        drawn = rng.multivariate_normal(mean, covariance, n_draws, method="eigh")
        cut = self.form.cut_items + self.form.n_items * self.form.cut_sd * drawn[:, -1]
        weight = np.ones(len(drawn))
        for k, (sign, standing) in enumerate(zip(self.sign, self.standing, strict=True), start=1):
            expected, variance = self._sat(drawn[:, 4 * k : 4 * k + 4], rng)
            if np.isnan(standing):
                weight *= special.ndtr(sign * (expected - cut) / np.sqrt(variance))
            else:
                margin = standing * self.form.cut_mean
                reading = (READING_SD + 0.25 * abs(margin)) if self.form.cut_sd else 0.0
                both = variance + (self.form.n_items * reading) ** 2
                away = self.form.n_items * (margin + self.form.cut_mean) - self.form.cut_items - (expected - cut)
                weight *= np.exp(-0.5 * away**2 / both) / np.sqrt(both)
                if reading:
                    share = variance / both
                    read = expected - cut + share * away
                    weight *= special.ndtr(sign * read / np.sqrt(variance * (1 - share)))
        weight /= weight.sum()
        expected, variance = self._sat(drawn[:, :4], rng)
        passes = special.ndtr((expected - cut) / np.sqrt(variance))
        chance = float(weight @ passes)
        error = float(np.sqrt(weight**2 @ (passes - chance) ** 2))
        return WeightedAnswer(chance, error, float(weight @ drawn[:, 0]), float(weight @ drawn[:, -1]))

    def _sat(self, theta: Floats, rng: np.random.Generator) -> tuple[Floats, Floats]:
        """Return a day's expected score and its variance."""
        shock = self.form.day_shock_sd * rng.normal(size=(len(theta), 1))
        correct, shares = response.share_correct(theta + shock, self.form.guess_floor), np.array(self.form.shares)
        return self.form.n_items * correct @ shares, self.form.n_items * (correct * (1 - correct)) @ shares


def chance_of(mean: Floats, covariance: Floats, form: ExamForm) -> float:
    """Return P(pass) on the first day of a posterior."""
    first = np.array([0, 1, 2, 3, -1])
    return float(score_draws(mean[0, first], covariance[0][first[:, None], first], form).pass_probability())


THREE = [at_percent(week, 80) for week in range(3)]
TEN = [at_percent(week, 85) for week in range(10)]
GOOD = [at_percent(0, 95)]
OPEN = float("nan")


def attempt_cases() -> dict[str, AttemptCase]:
    """Return attempts of many kinds, including surprising results after much good practice."""
    best, six = [at_percent(0, 100)], [at_percent(week, 95) for week in range(6)]
    high = [at_percent(week, 90) for week in range(3)]
    return {
        "three exams at 80 %, failed": AttemptCase(THREE, [-1.0], [OPEN]),
        "three exams at 80 %, failed three times": AttemptCase(THREE, [-1.0] * 3, [OPEN] * 3),
        "three exams at 80 %, failed by a few points": AttemptCase(THREE, [-1.0], [-0.03]),
        "three exams at 80 %, passed": AttemptCase(THREE, [1.0], [OPEN]),
        "one exam at 60 %, failed by far": AttemptCase([at_percent(0, 60)], [-1.0], [-0.3]),
        "one exam, all right, failed": AttemptCase(best, [-1.0], [OPEN]),
        "ten exams at 85 %, failed twice": AttemptCase(TEN, [-1.0] * 2, [OPEN] * 2),
        "six exams at 95 %, failed with a score of 70 % of the mark": AttemptCase(six, [-1.0], [-0.3]),
        "exact cut, three exams at 90 %, failed": AttemptCase(high, [-1.0], [OPEN], EXACT),
        "exact cut, three exams at 90 %, failed with a score of 83 % of the mark": AttemptCase(
            high, [-1.0], [-0.17], EXACT
        ),
    }


def attempts_section() -> str:
    """Return the section on how far the update is from weighting plain draws."""
    rows = []
    for name, tried in attempt_cases().items():
        slow, ours, before = tried.slow(), tried.chance(), replace(tried, sign=[0.0] * len(tried.sign)).chance()
        rows.append(
            [
                name,
                share(before),
                with_error(slow.chance, slow.chance_error, 3),
                share(ours),
                f"{ours - slow.chance:+.3f}",
            ]
        )
    return f"""**Attempts at the real exam** (`tests/validation/attempt_updates.py`). P(pass) six weeks after practice:
before an attempt; after it, from {N_PLAIN:,} plain draws weighted by how likely they make the result; and after it, as
Cutscore computes it:

{table(["record and attempts", "before", "weighted draws", "Cutscore", "difference"], rows)}"""
