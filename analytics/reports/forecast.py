"""What the next practice exam is expected to give, and how the last one compares with that."""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from analytics.models import response
from analytics.models.ability import Points
from analytics.models.exam_score import ability_draws, score_interval, sobol_normals, whole_scores
from analytics.models.intervals import Interval
from analytics.reports.candidate_exam import CandidateExam
from analytics.reports.practice_points import PracticePoint, practice_points

FORECAST_LEVEL = 0.80
UNSEEN_EXAM = 1e9
"""An exam index that no practice exam of the file has."""


@dataclass(frozen=True, slots=True)
class PracticeForecast:
    """The forecast of one practice exam, from what was known the day before it, in percent."""

    day: date
    provider: str
    n_items: int
    percent: Interval


@dataclass(frozen=True, slots=True)
class Conditions:
    """What of a practice exam moves its raw score, apart from ability: all 0 for a fresh, strict one."""

    seen_share: float = 0.0
    is_untimed: bool = False
    is_open_book: bool = False


FRESH_AND_STRICT = Conditions()


@dataclass(frozen=True, slots=True)
class ScoredForecast:
    """A forecast beside what came."""

    forecast: PracticeForecast
    point: PracticePoint

    @property
    def is_within(self) -> bool:
        """Tell whether the score fell within the forecast range."""
        return self.forecast.percent.low <= 100 * self.point.share.value <= self.forecast.percent.high


def forecast_practice_exam(
    known: CandidateExam,
    day: date,
    *,
    provider: str,
    n_items: int,
    conditions: Conditions = FRESH_AND_STRICT,
) -> PracticeForecast:
    """Forecast the raw score of a practice exam on a day, the exam's chance included.

    The exam has the real one's mix of domains; a provider that is not known yet may be harder or easier.
    """
    form = known.fitted.form
    points = _points(known, day, provider, conditions)
    mean, covariance = known.fitted.fit.predict(points)
    theta = ability_draws(mean[0], covariance[0], sobol_normals(form.n_domains))
    correct = response.share_correct(theta, form.guess_floor)
    shares = np.array(form.shares)
    expected, variance = n_items * correct @ shares, n_items * (correct * (1 - correct)) @ shares
    interval = score_interval(whole_scores(expected, variance, n_items), level=FORECAST_LEVEL)
    return PracticeForecast(day, provider, n_items, interval)


def next_forecast(known: CandidateExam) -> PracticeForecast | None:
    """Forecast a practice exam in a week, like the last one but new; None before the first."""
    points = practice_points(known.evidence)
    if not points:
        return None
    last = points[-1]
    day = known.as_of + timedelta(weeks=1)
    return forecast_practice_exam(known, day, provider=last.provider, n_items=last.n_items)


def last_scored(known: CandidateExam) -> ScoredForecast | None:
    """Compare the last practice exam with its forecast from the day before; None before the second."""
    points = practice_points(known.evidence)
    if len(points) < 2:
        return None
    last = points[-1]
    before = known.until(last.day - timedelta(days=1))
    forecast = forecast_practice_exam(
        before, last.day, provider=last.provider, n_items=last.n_items, conditions=_conditions(known, last)
    )
    return ScoredForecast(forecast, last)


def _conditions(known: CandidateExam, point: PracticePoint) -> Conditions:
    """Read under which conditions a practice exam of the file was sat."""
    table = known.evidence.table
    rows = table[table.practice_exam_id == point.practice_exam_id]
    return Conditions(point.seen_share, bool(rows.is_untimed.any()), bool(rows.is_open_book.any()))


def _points(known: CandidateExam, day: date, provider: str, conditions: Conditions) -> Points:
    """Give the points of a practice exam that the file does not hold: one per domain."""
    evidence, n_domains = known.evidence, known.fitted.form.n_domains
    at = np.array([float(day.toordinal())])
    zero = np.zeros((1, n_domains))
    return Points(
        week=np.repeat(evidence.weeks(at), n_domains, axis=1),
        domain=np.eye(n_domains)[None],
        provider=zero + evidence.provider_index(provider),
        exam=zero + UNSEEN_EXAM,
        seen=zero + conditions.seen_share,
        untimed=zero + float(conditions.is_untimed),
        open_book=zero + float(conditions.is_open_book),
        hours=evidence.hours_effect(at, n_domains).reshape(1, n_domains),
        offset=zero,
        level=zero + 1,
    )
