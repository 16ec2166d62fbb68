"""Each practice exam compared with the forecast of the day before."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np

from analytics.estimation.candidate import FittedCandidate
from analytics.estimation.forecast import (
    PracticeForecast,
    design_of,
    forecast_from,
    forecast_of,
    is_like_the_real_exam,
)
from analytics.estimation.practice_points import PracticePoint, practice_points
from analytics.models.exam_score import score_of_fewer


@dataclass(frozen=True, slots=True)
class ScoredForecast:
    """A forecast with the practice exam that it was for.

    `made_at_utc` and `model_version` are those of a prospective forecast, stored before the day of the exam; None for
    one computed now from the evidence before the exam.
    """

    forecast: PracticeForecast
    point: PracticePoint
    made_at_utc: datetime | None = None
    model_version: str | None = None

    @property
    def is_prospective(self) -> bool:
        """Whether the forecast was stored before the day of the exam."""
        return self.made_at_utc is not None

    @property
    def is_within(self) -> bool:
        """Whether the score fell within the forecast range."""
        return self.forecast.percent.low <= 100 * self.point.share.value <= self.forecast.percent.high


def scored_forecasts(candidate: FittedCandidate) -> tuple[ScoredForecast, ...]:
    """Score the forecast of every practice exam after the first day of practice, oldest first."""
    points = practice_points(candidate.evidence)
    later = [point for point in points if point.day > points[0].day]
    return tuple(_scored(candidate, point) for point in later)


def last_scored(candidate: FittedCandidate) -> ScoredForecast | None:
    """Score the forecast of the last practice exam, None before the second day of practice."""
    points = practice_points(candidate.evidence)
    if not points or points[0].day == points[-1].day:
        return None
    return _scored(candidate, points[-1])


def _scored(candidate: FittedCandidate, point: PracticePoint) -> ScoredForecast:
    """Return the latest forecast stored before the day of an exam like the real one, else one computed now."""
    stored, design = candidate.records.forecast_before(point), design_of(candidate.evidence, point.practice_exam_id)
    if stored is None or not is_like_the_real_exam(candidate.fitted, design):
        return ScoredForecast(forecast_of(candidate.until(point.day - timedelta(days=1)).fitted, design), point)
    probabilities = score_of_fewer(np.array(stored.probabilities), point.n_items)
    forecast = forecast_from(point.day, point.provider, probabilities, version=stored.model_version)
    return ScoredForecast(forecast, point, stored.made_at_utc, stored.model_version)
