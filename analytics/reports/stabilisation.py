"""Whether the scores have settled, whether that is enough, and whether they can be trusted."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from analytics.models.intervals import Interval, from_draws, wilson
from analytics.models.progress import WINDOW_WEEKS
from analytics.reports.candidate_exam import CandidateExam, weekly_days
from analytics.reports.exam_form import CutBelief
from analytics.reports.forecast import PracticeForecast, next_forecast
from analytics.reports.mastery import PathPoint
from analytics.reports.practice_points import PracticePoint, practice_points
from analytics.reports.readiness import STANDARD_INPUTS, Readiness, readiness_of_fit


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
    """Every practice exam, the fitted expected score, the band, and the three statements."""

    readiness: Readiness
    points: tuple[PracticePoint, ...]
    path: tuple[PathPoint, ...]
    window_start: date
    band_low: float
    band_high: float
    cut: CutBelief
    next_exam: PracticeForecast | None
    seen_gaps: tuple[SeenGap, ...]


def stabilisation_report(known: CandidateExam) -> StabilisationReport:
    """Report how the expected share correct has moved, beside the raw scores."""
    answer = readiness_of_fit(known.fitted, known.blueprint, known.exam_on, STANDARD_INPUTS)
    path = total_path(known, weekly_days(known.first_on or known.as_of, known.as_of))
    band = answer.stability.band_percent / 100
    now = path[-1].share.value
    form = known.fitted.form
    return StabilisationReport(
        readiness=answer,
        points=practice_points(known.evidence),
        path=path,
        window_start=known.as_of - timedelta(weeks=WINDOW_WEEKS),
        band_low=now - band,
        band_high=now + band,
        cut=CutBelief(form.cut_mean, form.cut_sd),
        next_exam=next_forecast(known),
        seen_gaps=_seen_gaps(known),
    )


def total_path(known: CandidateExam, days: Sequence[date]) -> tuple[PathPoint, ...]:
    """Give the expected share correct of the whole exam on some days, with its range."""
    return tuple(PathPoint(day, from_draws(draws)) for day, draws in zip(days, known.total_draws(days), strict=True))


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
