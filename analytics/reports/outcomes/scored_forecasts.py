"""Each practice exam compared with the forecast of the day before."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np

from analytics.estimation.candidate import FittedCandidate
from analytics.estimation.forecast import PracticeForecast, design_of, forecast_from, forecast_of
from analytics.estimation.practice_points import PracticePoint, practice_points
from analytics.store import StoredForecast


@dataclass(frozen=True, slots=True)
class ScoredForecast:
    """A forecast with the practice exam that it was for.

    `made_at_utc` and `model_version` are those of a prospective forecast, stored before the result arrived; None for
    one computed now from the evidence before the exam.
    """

    forecast: PracticeForecast
    point: PracticePoint
    made_at_utc: datetime | None = None
    model_version: str | None = None

    @property
    def is_prospective(self) -> bool:
        """Whether the forecast was stored before the result arrived."""
        return self.made_at_utc is not None

    @property
    def is_within(self) -> bool:
        """Whether the score fell within the forecast range."""
        return self.forecast.percent.low <= 100 * self.point.share.value <= self.forecast.percent.high


def scored_forecasts(known: FittedCandidate) -> tuple[ScoredForecast, ...]:
    """Give every practice exam that had one of an earlier day to go by, oldest first."""
    points = practice_points(known.evidence)
    later = [point for point in points if point.day > points[0].day]
    return tuple(_scored(known, point) for point in later)


def last_scored(known: FittedCandidate) -> ScoredForecast | None:
    """Compare the last practice exam with its forecast; None before the second."""
    points = practice_points(known.evidence)
    if not points or points[0].day == points[-1].day:
        return None
    return _scored(known, points[-1])


def _scored(known: FittedCandidate, point: PracticePoint) -> ScoredForecast:
    """Take the earliest kept forecast that is of the exam as it stands, else work it out."""
    for kept in known.records.forecasts:
        if _is_of(kept, point):
            forecast = forecast_from(kept.day, kept.provider, np.array(kept.probabilities), version=kept.model_version)
            return ScoredForecast(forecast, point, kept.made_at_utc, kept.model_version)
    design = design_of(known.evidence, point.practice_exam_id)
    return ScoredForecast(forecast_of(known.until(point.day - timedelta(days=1)).fitted, design), point)


def _is_of(kept: StoredForecast, point: PracticePoint) -> bool:
    """Whether a stored forecast is for the practice exam as it is now; a correction may have changed it."""
    return (kept.practice_exam_id, kept.day, kept.provider, kept.n_items) == (
        point.practice_exam_id,
        point.day,
        point.provider,
        point.n_items,
    )
