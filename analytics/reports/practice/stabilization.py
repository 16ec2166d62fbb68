"""The score history with its three statements, and the effect of repeated questions by provider.

`decision.readiness` decides whether the score is stable, by `models.stability` and the gaps of `decision.verdict`.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from analytics.clock import weekly_days
from analytics.estimation.candidate import FittedCandidate
from analytics.estimation.forecast import PracticeForecast
from analytics.estimation.practice_results import PracticeResult, practice_results
from analytics.models.dispersion import ExamDispersion, exam_dispersion
from analytics.models.inflation import inflation_percent
from analytics.models.intervals import Interval, interval_of_draws, wilson
from analytics.models.stability import WINDOW_WEEKS, StabilityVerdict
from analytics.records.column_table import ColumnTable
from analytics.reports.decision.readiness import readiness_of
from analytics.reports.decision.readiness_answer import Readiness
from analytics.reports.decision.verdict import MIN_EXAMS_FOR_STABILITY, Verdict
from analytics.reports.planning.next_practice_exam import next_forecast
from analytics.reports.practice.mastery import PathPoint

MIN_TIMED = 10
"""Timed correct answers needed of each kind, new and seen, to compare fast ones."""


@dataclass(frozen=True, slots=True)
class FastResponses:
    """Share of correct answers to seen questions that were fast, compared with new ones.

    Fast is less than a third of the candidate's own median time of a correct answer to a new question. Log response
    times within a person have an SD of about 0.5, so 1 to 3 in 100 considered answers are as fast. No verdict depends
    on it: a question may be recalled, or be easy by now.

    References:
        van der Linden (2006), J. Educ. Behav. Stat. 31, 181-204 (log-normal response times).
        Wise & Ma (2012), normative thresholds (a tenth to a third of a question's usual time).
    """

    share: Interval
    n_timed: int
    share_of_new: Interval


@dataclass(frozen=True, slots=True)
class SeenEffect:
    """A provider with repeated questions; shares are 0-1, `lift` is in percentage points.

    `new` and `seen` are raw shares, None if no questions of the kind were recorded separately; `fast` is None with too
    few timed answers.
    """

    provider: str
    n_new: int
    n_seen: int
    new: Interval | None
    seen: Interval | None
    lift: Interval
    fast: FastResponses | None

    @property
    def has_pair(self) -> bool:
        """Whether both raw shares exist."""
        return self.new is not None and self.seen is not None


@dataclass(frozen=True, slots=True)
class StabilizationReport:
    """Every practice exam, the fitted level, the band, and the three statements.

    Shares are 0-1; the window is the weeks over which change is judged. `dispersion` is None with too few practice
    exams.
    """

    readiness: Readiness
    practice_exams: tuple[PracticeResult, ...]
    path: tuple[PathPoint, ...]
    window_start: date
    band_low: float
    band_high: float
    next_forecast: PracticeForecast | None
    seen_effects: tuple[SeenEffect, ...]
    dispersion: ExamDispersion | None

    @property
    def now(self) -> Interval:
        """Today's expected share correct."""
        return self.path[-1].share

    @property
    def is_stable_and_low(self) -> bool:
        """Whether the score has stabilized below what is needed, so that waiting alone is not enough."""
        ready = self.readiness
        is_low = ready.verdict is Verdict.WAIT and ready.outlook.levels_off_at is not None
        return is_low and not ready.has_ended and ready.stability.verdict is StabilityVerdict.STABLE


def stabilization_report(candidate: FittedCandidate) -> StabilizationReport:
    """Report how the expected share correct has changed, beside the raw scores."""
    readiness = readiness_of(candidate, candidate.exam_on)
    days = weekly_days(candidate.counts.first_on or candidate.as_of, candidate.as_of)
    path = tuple(map(PathPoint, days, map(interval_of_draws, candidate.total_draws(days))))
    band = readiness.stability.band_percent / 100
    now = path[-1].share.value
    exams = practice_results(candidate.evidence)
    return StabilizationReport(
        readiness=readiness,
        practice_exams=exams,
        path=path,
        window_start=candidate.as_of - timedelta(weeks=WINDOW_WEEKS),
        band_low=max(0.0, now - band),
        band_high=min(1.0, now + band),
        next_forecast=next_forecast(candidate),
        seen_effects=seen_effects(candidate),
        dispersion=exam_dispersion(candidate.fitted.fit) if len(exams) >= MIN_EXAMS_FOR_STABILITY else None,
    )


def seen_effects(candidate: FittedCandidate) -> tuple[SeenEffect, ...]:
    """Return the providers with repeated questions, in order of first use.

    Cells of mixed exposure are in neither raw share.
    """
    table, lifts, effects = candidate.evidence.table, _lifts(candidate), []
    for index, provider in enumerate(candidate.evidence.provider_names):
        if index in lifts:
            own = table.where(table.provider == provider)
            new, seen = own.where(own.seen_share == 0), own.where(own.seen_share == 1)
            effects.append(
                SeenEffect(
                    provider=provider,
                    n_new=int(new.n_items.sum()),
                    n_seen=int(seen.n_items.sum()),
                    new=_raw_share(new),
                    seen=_raw_share(seen),
                    lift=lifts[index],
                    fast=_fast(seen, table.where(table.seen_share == 0)),
                )
            )
    return tuple(effects)


def _lifts(candidate: FittedCandidate) -> dict[int, Interval]:
    """Return today's fitted lift, by the model's index of the provider."""
    fitted, form = candidate.fitted, candidate.fitted.form
    abilities = fitted.abilities_on([candidate.as_of])
    return {
        int(provider): inflation_percent(
            *abilities.with_seen_effect(0, provider=column), form.shares, form.guess_floor
        )[0]
        for column, provider in enumerate(abilities.seen.provider[0])
        if provider >= 0
    }


def _raw_share(cells: ColumnTable) -> Interval | None:
    return wilson(float(cells.n_correct.sum()), float(cells.n_items.sum())) if len(cells) else None


def _fast(seen: ColumnTable, new: ColumnTable) -> FastResponses | None:
    """Compare fast correct answers to a provider's seen questions with those to all new ones."""
    n_seen, n_new = int(seen.n_timed_correct.sum()), int(new.n_timed_correct.sum())
    if min(n_seen, n_new) < MIN_TIMED:
        return None
    return FastResponses(
        share=wilson(float(seen.n_fast_correct.sum()), n_seen),
        n_timed=n_seen,
        share_of_new=wilson(float(new.n_fast_correct.sum()), n_new),
    )
