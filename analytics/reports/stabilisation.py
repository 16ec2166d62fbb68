"""Whether the scores have settled, whether that is enough, and whether they can be trusted."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from analytics.models.intervals import Interval, from_draws, wilson
from analytics.models.progress import CLAIM_LEVEL, WINDOW_WEEKS, StabilityVerdict
from analytics.reports.booking_costs import STANDARD_INPUTS
from analytics.reports.candidate_exam import CandidateExam, weekly_days
from analytics.reports.exam_form import CutBelief
from analytics.reports.forecast import PracticeForecast, next_forecast
from analytics.reports.mastery import PathPoint
from analytics.reports.practice_points import PracticePoint, practice_points
from analytics.reports.readiness import MIN_EXAMS_FOR_STABILITY, Readiness, readiness_of_fit
from analytics.reports.verdict import GENUINE_NEW_ITEMS, Answer


class StabilityGap(StrEnum):
    """What is missing before anything can be said of stability."""

    TOO_FEW_EXAMS = "too_few_exams"
    NONE_IN_WINDOW = "none_in_window"
    NONE_BEFORE_WINDOW = "none_before_window"


@dataclass(frozen=True, slots=True)
class Rules:
    """The thresholds that the three statements are held against."""

    claim_level: float = CLAIM_LEVEL
    window_weeks: int = round(WINDOW_WEEKS)
    min_practice_exams: int = MIN_EXAMS_FOR_STABILITY
    min_new_items: int = GENUINE_NEW_ITEMS
    target: float = STANDARD_INPUTS.target


@dataclass(frozen=True, slots=True)
class SeenGap:
    """A provider's raw shares on new and on seen questions, where both were answered."""

    provider: str
    n_new: int
    n_seen: int
    new: Interval
    seen: Interval


@dataclass(frozen=True, slots=True)
class StabilisationReport:
    """Every practice exam, the fitted expected score, the band, and the three statements.

    Shares are 0-1; the window is the last weeks over which movement is judged.
    """

    readiness: Readiness
    rules: Rules
    points: tuple[PracticePoint, ...]
    path: tuple[PathPoint, ...]
    window_start: date
    band_low: float
    band_high: float
    cut: CutBelief
    next_exam: PracticeForecast | None
    seen_gaps: tuple[SeenGap, ...]
    stability_gaps: tuple[StabilityGap, ...]
    providers_in_window: tuple[str, ...]

    @property
    def now(self) -> Interval:
        """Give the expected share correct of the present day."""
        return self.path[-1].share

    @property
    def is_stable_and_low(self) -> bool:
        """Tell whether the score has settled where it does not suffice."""
        return self.readiness.stability.verdict is StabilityVerdict.STABLE and self.readiness.ready is Answer.NO


def stabilisation_report(known: CandidateExam) -> StabilisationReport:
    """Report how the expected share correct has moved, beside the raw scores."""
    answer = readiness_of_fit(known.fitted, known.blueprint, known.exam_on, STANDARD_INPUTS)
    path = total_path(known, _path_days(known))
    band = answer.stability.band_percent / 100
    now = path[-1].share.value
    form = known.fitted.form
    points = practice_points(known.evidence)
    start = known.as_of - timedelta(weeks=WINDOW_WEEKS)
    return StabilisationReport(
        readiness=answer,
        rules=Rules(),
        points=points,
        path=path,
        window_start=start,
        band_low=max(0.0, now - band),
        band_high=min(1.0, now + band),
        cut=CutBelief(form.cut_mean, form.cut_sd),
        next_exam=next_forecast(known),
        seen_gaps=_seen_gaps(known),
        stability_gaps=_stability_gaps(points, start),
        providers_in_window=tuple(
            dict.fromkeys(point.provider for point in points if point.day >= start and point.seen_share < 1)
        ),
    )


def total_path(known: CandidateExam, days: Sequence[date]) -> tuple[PathPoint, ...]:
    """Give the expected share correct of the whole exam on some days, with its range."""
    return tuple(PathPoint(day, from_draws(draws)) for day, draws in zip(days, known.total_draws(days), strict=True))


def _path_days(known: CandidateExam) -> tuple[date, ...]:
    """Give days a week apart up to the present one, and the day of the first practice exam before them."""
    first = known.first_on or known.as_of
    days = weekly_days(first, known.as_of)
    return days if days[0] == first else (first, *days)


def _stability_gaps(points: Sequence[PracticePoint], start: date) -> tuple[StabilityGap, ...]:
    """List what is missing: practice exams enough, one within the window, and one at its start or before."""
    gaps = []
    if len(points) < MIN_EXAMS_FOR_STABILITY:
        gaps.append(StabilityGap.TOO_FEW_EXAMS)
    if not any(point.day >= start for point in points):
        gaps.append(StabilityGap.NONE_IN_WINDOW)
    if not any(point.day <= start for point in points):
        gaps.append(StabilityGap.NONE_BEFORE_WINDOW)
    return tuple(gaps)


def _seen_gaps(known: CandidateExam) -> tuple[SeenGap, ...]:
    """Compare raw shares on new and on seen questions by provider; cells of mixed exposure are left out."""
    table = known.evidence.table
    gaps = []
    for provider, rows in table.groupby("provider", sort=False):
        new, seen = rows[rows.seen_share == 0], rows[rows.seen_share == 1]
        if len(new) and len(seen):
            gaps.append(
                SeenGap(
                    str(provider),
                    int(new.n_items.sum()),
                    int(seen.n_items.sum()),
                    wilson(float(new.n_correct.sum()), float(new.n_items.sum())),
                    wilson(float(seen.n_correct.sum()), float(seen.n_items.sum())),
                )
            )
    return tuple(gaps)
