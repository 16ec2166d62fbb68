"""The fitted model of some candidates, with predictions by day."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from analytics.clock import DAYS_PER_WEEK
from analytics.estimation.cohort import NO_COHORT, CohortLayer, CohortUse
from analytics.estimation.evidence import Evidence, as_day_numbers
from analytics.estimation.exam_form import NORMAL_90
from analytics.models import response
from analytics.models.ability import AbilityFit, CellCounts, fit_ability
from analytics.models.attempts import after_attempts
from analytics.models.calibration import NO_CALIBRATION, NO_SCORE_CALIBRATION
from analytics.models.exam_score import ExamForm, ScoreDraws, score_draws, with_free_cut
from analytics.models.growth import growth_evidence
from analytics.models.inflation import SeenByProvider, seen_by_provider
from analytics.models.intervals import RANGE_LEVEL, Floats, Interval
from analytics.models.points import FIRST_FUTURE_EXAM, Points, joined, new_points, real_exam_points, seen_effect_points
from analytics.models.prior import AbilityPrior
from analytics.models.total_cells import is_total, with_tangents

DAYS_AT_ONCE = 32
"""Days of a long path that are predicted jointly; only the covariance within each day is used."""

CHUNK = 64
"""Candidates fitted at once: more would leave the processor's cache, and fewer would repeat what a chunk shares."""


@dataclass(frozen=True)
class Abilities:
    """The joint posterior of abilities on some days, effects of seen questions, and the cut.

    `mean` is (candidates, dates * domains + providers + 1), domains fastest, then the seen effect of
    each provider of `seen`, last the cut in standard deviations.
    """

    mean: Floats
    covariance: Floats
    n_domains: int
    seen: SeenByProvider

    def on(self, *dates: int) -> tuple[Floats, Floats]:
        """Return mean and covariance of all domains on some of the dates, in that order."""
        return self._part(self._domains(*dates))

    def of_one(self, *dates: int) -> tuple[Floats, Floats]:
        """Return mean, (domains,), and covariance of the only candidate on some of the dates."""
        mean, covariance = self.on(*dates)
        return mean[0], covariance[0]

    def with_cut(self, date_index: int) -> tuple[Floats, Floats]:
        """Return mean and covariance of all domains on a date and, last, of the cut."""
        return self._part([*self._domains(date_index), self.mean.shape[1] - 1])

    def with_seen_effect(self, date_index: int, *, provider: int | None = None) -> tuple[Floats, Floats]:
        """Return mean and covariance of all domains on a date and, last, of the seen effect.

        The effect is that of one provider, by its column of `seen`, or the mix of all by their weight.
        """
        n_providers, n_domains = self.seen.weight.shape[1], self.n_domains
        last = self.mean.shape[1] - 1
        mean, covariance = self._part([*self._domains(date_index), *range(last - n_providers, last)])
        mix = np.zeros((len(mean), n_domains + 1, n_domains + n_providers))
        mix[:, :n_domains, :n_domains] = np.eye(n_domains)
        mix[:, n_domains, n_domains:] = self.seen.weight if provider is None else np.eye(n_providers)[provider]
        return np.asarray((mix @ mean[..., None])[..., 0]), np.asarray(mix @ covariance @ np.swapaxes(mix, 1, 2))

    def _domains(self, *dates: int) -> list[int]:
        return [d * self.n_domains + k for d in dates for k in range(self.n_domains)]

    def _part(self, index: list[int]) -> tuple[Floats, Floats]:
        which = np.array(index)
        return self.mean[:, which], self.covariance[:, which[:, None], which[None, :]]


@dataclass(frozen=True)
class ModelFit:
    """The abilities of some candidates fitted to their evidence: what every score and chance is predicted from."""

    form: ExamForm
    evidence: Evidence
    fit: AbilityFit
    cohort: CohortLayer = NO_COHORT

    @property
    def cohort_use(self) -> CohortUse:
        """How much of the file's other candidates the fit uses."""
        return CohortUse(
            n_candidates=self.cohort.n_candidates,
            n_items_calibrated=self.cohort.n_items_calibrated,
            n_outcomes=self.form.calibration.n_outcomes,
            n_scores=self.form.score_calibration.n_scores,
        )

    def by_practice_alone(self) -> "ModelFit":
        """Return the fit without the attempts at the real exam."""
        return replace(self, evidence=replace(self.evidence, counted=self.evidence.counted.none))

    def predict(self, points: Points) -> tuple[Floats, Floats]:
        """Predict some points and, last, the cut, from practice exams and attempts at the real exam.

        Returns:
            Mean (candidates, points + 1) and covariance.
        """
        if not self.evidence.counted.day_numbers.size:
            return with_free_cut(*self.fit.predict(points))
        return self._after_attempts(points, *self.fit.predict(self._with_attempts(points)))

    def covariance_with(self, prior: AbilityPrior, points: Points) -> Floats:
        """Return the covariance of points and the cut under another prior, such as one that knows the providers."""
        other = self.fit.under(prior)
        if not self.evidence.counted.day_numbers.size:
            return with_free_cut(*other.predict(points, corrected=False))[1]
        wider = self._with_attempts(points)
        mean, _ = self.fit.predict(wider)
        return self._after_attempts(points, mean, other.predict(wider, corrected=False)[1])[1]

    def _with_attempts(self, points: Points) -> Points:
        """Return the points, then the abilities at each attempt at the real exam."""
        days, n_domains = self.evidence.counted.day_numbers, self.form.n_domains
        weeks = (days - self.evidence.first_day[:, None]) / DAYS_PER_WEEK  # negative before the first practice exam
        return joined(points, real_exam_points(weeks, n_domains, self.evidence.hours_effect(days, n_domains)))

    def _after_attempts(self, points: Points, mean: Floats, covariance: Floats) -> tuple[Floats, Floats]:
        """Update points and attempts by the results; the attempts' own abilities are left out."""
        before = with_free_cut(mean, covariance)
        mean, covariance = after_attempts(*before, self.evidence.counted.results, self.form)
        index = np.array([*range(points.shape[1]), mean.shape[1] - 1])
        return mean[:, index], covariance[:, index[:, None], index]

    def real_exam(self, day_numbers: Floats) -> Points:
        """Return the points of the real exam on some days, given as for `abilities`."""
        hours = self.evidence.hours_effect(day_numbers, self.form.n_domains)
        return real_exam_points(self.evidence.weeks(day_numbers), self.form.n_domains, hours)

    def practice_exams(self, day_numbers: Floats, providers: Floats) -> Points:
        """Return the points of future practice exams of new questions, each as a total, (candidates, exams).

        Args:
            day_numbers: Their days, to be broadcast over the exams.
            providers: (candidates, exams) indices; one more than the known ones is a new provider.
        """
        shares, zero = np.array(self.form.shares), np.zeros_like(providers)
        known = np.array([*map(self.cohort.provider_offset, self.evidence.provider_names), 0.0])
        return new_points(
            np.broadcast_to(shares, (*providers.shape, len(shares))),
            week=zero + self.evidence.weeks(day_numbers),
            provider=providers,
            source=providers,
            exam=zero + FIRST_FUTURE_EXAM + np.arange(providers.shape[1]),
            hours=zero + self.evidence.hours_effect(day_numbers, len(shares)) @ shares,
            offset=known[providers.astype(int)],
            level=zero + 1,
        )

    def abilities(self, day_numbers: Floats) -> Abilities:
        """Predict abilities on some days, given as (dates,) or (candidates, dates) day numbers."""
        n_domains = self.form.n_domains
        seen = seen_by_provider(self.fit.cells, self.fit.n_items)
        points = joined(self.real_exam(day_numbers), seen_effect_points(seen.provider, n_domains))
        mean, covariance = self.predict(points)
        return Abilities(mean, covariance, n_domains, seen)

    def draws_on(self, days: Sequence[date]) -> ScoreDraws:
        """Draw each candidate's exam on their day."""
        return score_draws(*self.abilities(as_day_numbers(days)[:, None]).with_cut(0), self.form)

    def draws_with_baseline(self, day_numbers: Floats) -> tuple[ScoreDraws, ScoreDraws]:
        """Draw each candidate's exam on their day, (candidates,), and at their baseline ability.

        The baseline is the ability in the middle of the record, by questions, with the day's uncertainty.
        """
        days = np.column_stack([day_numbers, self.evidence.middle_day])
        abilities = self.abilities(days)
        mean, covariance = abilities.with_cut(0)
        return score_draws(mean, covariance, self.form), score_draws(abilities.with_cut(1)[0], covariance, self.form)

    def score_change_since(self, day: date) -> Floats:
        """Draw the change of the expected share correct since a day, by practice exams alone."""
        growth, days = self.cohort.growth, (self.evidence.as_of, day)
        weeks = self.evidence.weeks(as_day_numbers(days))
        evidence = growth_evidence(self.fit, weeks, growth.in_offsets)
        return evidence.changes(growth, self.form.shares, self.form.guess_floor)

    def corrected(self) -> "ModelFit":
        """Return the fit corrected by real results, from these candidates' own baselines."""
        chances, scores = self.form.calibration, self.form.score_calibration
        if chances.n_outcomes == 0:
            return self
        form = replace(self.form, calibration=NO_CALIBRATION, score_calibration=NO_SCORE_CALIBRATION)
        plain = replace(self.by_practice_alone(), form=form)
        today = np.full(len(self.evidence.candidate_ids), float(self.evidence.as_of.toordinal()))
        _, baseline = plain.draws_with_baseline(today)
        form = replace(
            self.form,
            calibration=chances.set_for(baseline.pass_probability()),
            score_calibration=scores.set_for(baseline.shares),
        )
        return replace(self, form=form)

    def abilities_on(self, days: Sequence[date]) -> Abilities:
        """Predict abilities on some days, the same for every candidate."""
        return self.abilities(as_day_numbers(days))

    def on_each_day(self, days: Sequence[date]) -> tuple[Floats, Floats]:
        """Return the only candidate's mean ability, (days, domains), and its covariance, (days, domains, domains)."""
        mean = np.zeros((len(days), self.form.n_domains))
        covariance = np.zeros((*mean.shape, self.form.n_domains))
        for start in range(0, len(days), DAYS_AT_ONCE):
            abilities = self.abilities_on(days[start : start + DAYS_AT_ONCE])
            for k in range(start, min(start + DAYS_AT_ONCE, len(days))):
                mean[k : k + 1], covariance[k : k + 1] = abilities.on(k - start)
        return mean, covariance


def fit_model(
    evidence: Evidence, form: ExamForm, cohort: CohortLayer = NO_COHORT, *, start: Floats | None = None
) -> ModelFit:
    """Fit the ability model with the scales of the cohort, and set its corrections; `start` as for `fit_ability`."""
    counts = CellCounts(evidence.cells, evidence.n_correct, evidence.n_items, form.guess_floor, evidence.has_hours)
    fit = fit_ability(counts, prior=cohort.prior_of(evidence), start=start)
    fitted = ModelFit(form, evidence, fit, cohort)
    if is_total(evidence.cells).any():
        fitted = replace(fitted, fit=fit.refitted(cells=_with_tangents(fitted)))
    return fitted.corrected()


def _with_tangents(fitted: ModelFit) -> Points:
    """Return the cells with each total as the tangent at the fitted abilities of its domains.

    They are taken in the middle of the record, since differences between domains change slowly.
    """
    evidence, cells = fitted.evidence, fitted.fit.cells
    mean, covariance = fitted.fit.predict(fitted.real_exam(evidence.middle_day[:, None]))
    hours = evidence.hours_effect(evidence.first_day[:, None] + DAYS_PER_WEEK * cells.week, fitted.form.n_domains)
    return with_tangents(cells, fitted.fit.eta, mean[:, None], covariance[:, None], hours)


def chunks(candidates: NDArray[np.intp]) -> list[NDArray[np.intp]]:
    """Split the positions of candidates into chunks that are fitted at once."""
    return [candidates[start : start + CHUNK] for start in range(0, len(candidates), CHUNK)]


def share_intervals(mean: Floats, variance: Floats, guess_floor: float) -> list[Interval]:
    """Return the expected shares correct of normal abilities in logits, (abilities,), with ranges.

    The range is that of the ability, transformed; the value is the mean over the ability by
    Gauss-Hermite quadrature.
    """
    sd = np.sqrt(np.maximum(variance, 0.0))
    value = response.shares_at_nodes(mean, variance, guess_floor) @ response.WEIGHTS
    low = response.share_correct(mean - NORMAL_90 * sd, guess_floor)
    high = response.share_correct(mean + NORMAL_90 * sd, guess_floor)
    return [Interval(*row, RANGE_LEVEL) for row in zip(value.tolist(), low.tolist(), high.tolist(), strict=True)]


def lost_interval(share: Interval, form: ExamForm, domain: int) -> Interval:
    """Return the expected number of questions lost in a domain, from its expected share correct.

    The rounding of the published weight widens the range. It is independent of the
    candidate, so the squares of both errors add.
    """
    n_domain_items = form.n_items * form.shares[domain]
    value = n_domain_items * (1 - share.value)
    by_weight = share.level * form.n_items * form.share_half_widths[domain] * (1 - share.value)
    fewer = math.hypot(n_domain_items * (share.high - share.value), by_weight)
    more = math.hypot(n_domain_items * (share.value - share.low), by_weight)
    return Interval(value, max(0.0, value - fewer), min(float(form.n_items), value + more), share.level)
