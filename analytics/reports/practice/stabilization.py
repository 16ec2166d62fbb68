"""The score history with its three statements; `decision.readiness` decides whether it is stable."""

from dataclasses import dataclass
from datetime import date, timedelta

from analytics.clock import weekly_days
from analytics.estimation.candidate import FittedCandidate
from analytics.estimation.exam_form import CutBelief
from analytics.estimation.forecast import PracticeForecast
from analytics.estimation.practice_points import PracticePoint, practice_points
from analytics.models.dispersion import ExamDispersion, exam_dispersion
from analytics.models.intervals import Interval, from_draws
from analytics.models.stability import WINDOW_WEEKS, StabilityVerdict
from analytics.reports.decision.readiness import readiness_of
from analytics.reports.decision.readiness_answer import Readiness
from analytics.reports.decision.verdict import MIN_EXAMS_FOR_STABILITY, Verdict
from analytics.reports.planning.next_practice_exam import next_forecast
from analytics.reports.practice.mastery import PathPoint
from analytics.reports.practice.seen_effects import SeenEffect, seen_effects

NOTABLE_POINTS = 2.0
"""From so many points on, the change of the level differs notably from the estimated change."""


@dataclass(frozen=True, slots=True)
class StabilizationReport:
    """Every practice exam, the fitted level, the band, and the three statements.

    Shares are 0-1; the window is the weeks over which change is judged. `dispersion` is None with too few practice
    exams.
    """

    readiness: Readiness
    points: tuple[PracticePoint, ...]
    path: tuple[PathPoint, ...]
    window_start: date
    band_low: float
    band_high: float
    cut: CutBelief
    next_exam: PracticeForecast | None
    seen_effects: tuple[SeenEffect, ...]
    dispersion: ExamDispersion | None
    providers_in_window: tuple[str, ...]

    @property
    def now(self) -> Interval:
        """Today's expected share correct."""
        return self.path[-1].share

    @property
    def notable_level_change(self) -> float | None:
        """By how much the level has moved over the window, None if it begins later or moved about as estimated."""
        stability = self.readiness.stability
        then = next((point.share.value for point in self.path if point.day == self.window_start), None)
        if then is None or stability.gaps:
            return None
        change = self.now.value - then
        return change if abs(stability.change_percent.value - 100 * change) >= NOTABLE_POINTS else None

    @property
    def is_stable_and_low(self) -> bool:
        """Whether the score has stabilized below what is needed, so that waiting alone is not enough."""
        ready = self.readiness
        is_low = ready.verdict is Verdict.WAIT and ready.outlook.levels_off_at is not None
        return is_low and not ready.is_exam_over and ready.stability.verdict is StabilityVerdict.STABLE


def stabilization_report(candidate: FittedCandidate) -> StabilizationReport:
    """Report how the expected share correct has changed, beside the raw scores."""
    readiness = readiness_of(candidate, candidate.exam_on)
    days = weekly_days(candidate.counts.first_on or candidate.as_of, candidate.as_of)
    path = tuple(
        PathPoint(day, from_draws(draws)) for day, draws in zip(days, candidate.total_draws(days), strict=True)
    )
    band = readiness.stability.band_percent / 100
    now = path[-1].share.value
    form = candidate.fitted.form
    points = practice_points(candidate.evidence)
    start = candidate.as_of - timedelta(weeks=WINDOW_WEEKS)
    return StabilizationReport(
        readiness=readiness,
        points=points,
        path=path,
        window_start=start,
        band_low=max(0.0, now - band),
        band_high=min(1.0, now + band),
        cut=CutBelief(form.cut_mean, form.cut_sd),
        next_exam=next_forecast(candidate),
        seen_effects=seen_effects(candidate),
        dispersion=exam_dispersion(candidate.fitted.fit) if len(points) >= MIN_EXAMS_FOR_STABILITY else None,
        providers_in_window=tuple(
            dict.fromkeys(point.provider for point in points if point.day >= start and point.seen_share < 1)
        ),
    )
