"""Practice exams compared with their forecasts from the evidence of the day before.

Only prospective forecasts, stored before the day of the exam, could have failed; one computed afterwards shows what
the model would have said.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np

from analytics.estimation.candidate import FittedCandidate
from analytics.estimation.forecast import PracticeForecast, design_of, forecast_from, forecast_of, is_like_the_real_exam
from analytics.estimation.practice_results import PracticeResult, practice_results
from analytics.models.score_probabilities import score_on_fewer_items
from analytics.models.version import model_version

MAX_COMPUTED = 40
"""Forecasts computed now take a fit each, so only the latest practice exams have them."""


@dataclass(frozen=True, slots=True)
class ScoredForecast:
    """A forecast with the practice exam that it was for.

    `made_at_utc` is the moment of a prospective forecast, stored before the day of the exam; None for one computed now
    from the evidence before the exam.
    """

    forecast: PracticeForecast
    exam: PracticeResult
    made_at_utc: datetime | None = None

    @property
    def is_prospective(self) -> bool:
        """Whether the forecast was stored before the day of the exam."""
        return self.made_at_utc is not None

    @property
    def is_within(self) -> bool:
        """Whether the score fell within the forecast range."""
        return self.forecast.percent.low <= 100 * self.exam.share.value <= self.forecast.percent.high


def scored_forecasts(candidate: FittedCandidate) -> tuple[ScoredForecast, ...]:
    """Score the forecasts of practice exams after the first day of practice, oldest first.

    The latest `MAX_COMPUTED` all have one, stored or computed now; earlier ones only if it was stored.
    """
    exams = practice_results(candidate.evidence)
    later = [exam for exam in exams if exam.day > exams[0].day]
    early = [_stored(candidate, exam) for exam in later[:-MAX_COMPUTED]]
    latest = [_scored(candidate, exam) for exam in later[-MAX_COMPUTED:]]
    return (*(scored for scored in early if scored is not None), *latest)


def last_scored(candidate: FittedCandidate) -> ScoredForecast | None:
    """Score the forecast of the last practice exam, None before the second day of practice."""
    exams = practice_results(candidate.evidence)
    if not exams or exams[0].day == exams[-1].day:
        return None
    return _scored(candidate, exams[-1])


def _scored(candidate: FittedCandidate, exam: PracticeResult) -> ScoredForecast:
    """Return the forecast stored before the day of an exam, else one computed afterwards."""
    stored = _stored(candidate, exam)
    if stored is not None:
        return stored
    cached = candidate.cached_forecasts.by_exam.get(exam.practice_exam_id)
    if cached is not None:
        forecast = forecast_from(exam.day, exam.provider, np.array(cached), version=model_version())
    else:
        design = design_of(candidate.evidence, exam.practice_exam_id)
        forecast = forecast_of(candidate.fitted_until(exam.day - timedelta(days=1)), design)
    return ScoredForecast(forecast, exam)


def _stored(candidate: FittedCandidate, exam: PracticeResult) -> ScoredForecast | None:
    """Return the latest forecast stored before the day of an exam, None if the exam is unlike the real one."""
    stored = candidate.records.forecast_before(exam)
    if stored is None or not is_like_the_real_exam(
        candidate.fitted, design_of(candidate.evidence, exam.practice_exam_id)
    ):
        return None
    probabilities = score_on_fewer_items(np.array(stored.probabilities), exam.n_items)
    forecast = forecast_from(exam.day, exam.provider, probabilities, version=stored.model_version)
    return ScoredForecast(forecast, exam, stored.made_at_utc)
