"""Accuracy of past forecasts, of practice exams and of the real one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

import numpy as np

from analytics.estimation.candidate import FittedCandidate
from analytics.estimation.exam_form import CutBelief
from analytics.estimation.forecast import FORECAST_LEVEL
from analytics.estimation.practice_results import PracticeResult, practice_results
from analytics.models import scoring
from analytics.models.intervals import Floats, Interval, wilson
from analytics.models.scoring import Coverage
from analytics.reports.decision.scored_forecasts import ScoredForecast, scored_forecasts
from analytics.reports.outcomes.scored_outcomes import ScoredOutcome, scored_outcomes

MIN_FORECASTS = 10
"""With fewer forecasts no share is informative: the range of 5 of 5 still reaches down to 65 %."""


class ReferenceComparison(StrEnum):
    """How the forecasts compare with repeating the last practice exam's result."""

    BETTER = "better"
    WORSE = "worse"
    CANNOT_TELL = "cannot_tell"


class Claim(StrEnum):
    """What prospective forecasts show about their ranges."""

    TOO_LITTLE_DATA = "too_little_data"
    HOLDS = "holds"
    TOO_NARROW = "too_narrow"
    TOO_WIDE = "too_wide"


@dataclass(frozen=True, slots=True)
class ForecastEntry:
    """One practice exam of the record; scores are in percentage points or unitless, lower is better.

    `cut_chance` is the forecast chance of reaching the cut's share of the questions.
    """

    scored: ScoredForecast
    cut_chance: float
    reached_cut: bool
    scores: "ForecastScores"
    reference: "ForecastScores"
    ranks: tuple[float, float] = field(repr=False)


@dataclass(frozen=True, slots=True)
class ForecastScores:
    """Three proper scores of one forecast."""

    ranked_points: float
    brier: float
    log: float


@dataclass(frozen=True, slots=True)
class ScoreLine:
    """One score: its mean for our forecasts and for the reference, and the mean difference, with ranges."""

    n_forecasts: int
    mean: Interval
    reference: Interval
    difference: Interval

    @property
    def comparison(self) -> ReferenceComparison:
        """Which is better; undecided with few forecasts, or if the difference's range includes zero.

        Student's range assumes normal differences, and is far too narrow for a few that happen to be alike.
        """
        if self.n_forecasts < MIN_FORECASTS or self.difference.low <= 0 <= self.difference.high:
            return ReferenceComparison.CANNOT_TELL
        return ReferenceComparison.BETTER if self.difference.high < 0 else ReferenceComparison.WORSE

    @property
    def is_behind_reference(self) -> bool:
        """Whether the reference's mean score is lower, which is better, so far."""
        return self.difference.value > 0


@dataclass(frozen=True, slots=True)
class RecordSummary:
    """Coverage and scores of some forecasts."""

    n_forecasts: int
    n_within: int
    expected_within: float
    coverage: Interval
    ranked_points: ScoreLine
    brier: ScoreLine
    log: ScoreLine

    @property
    def claim(self) -> Claim:
        """Whether the expected coverage lies in the range of the observed one."""
        expected = self.expected_within / self.n_forecasts
        if self.n_forecasts < MIN_FORECASTS:
            return Claim.TOO_LITTLE_DATA
        if self.coverage.high < expected:
            return Claim.TOO_NARROW
        return Claim.TOO_WIDE if self.coverage.low > expected else Claim.HOLDS


@dataclass(frozen=True, slots=True)
class ForecastRecord:
    """Every forecast that can be scored by now.

    `summary` is of all, `prospective` of those stored before the day of the exam; None if there are none.
    """

    as_of: date
    level: float
    cut: Interval
    n_practice_exams: int
    entries: tuple[ForecastEntry, ...]
    summary: RecordSummary | None
    prospective: RecordSummary | None
    reliability: tuple[Coverage, ...]
    scored_outcomes: tuple[ScoredOutcome, ...]

    @property
    def computed(self) -> Mapping[str, Floats]:
        """The forecasts computed afterwards, by practice exam."""
        later = (entry.scored for entry in self.entries if not entry.scored.is_prospective)
        return {one.exam.practice_exam_id: one.forecast.probabilities for one in later}

    @property
    def n_prospective(self) -> int:
        """Forecasts stored before the day of the exam."""
        return self.prospective.n_forecasts if self.prospective else 0

    @property
    def claim(self) -> Claim:
        """What prospective forecasts show about their ranges."""
        return self.prospective.claim if self.prospective else Claim.TOO_LITTLE_DATA


def forecast_record(candidate: FittedCandidate) -> ForecastRecord:
    """Score every forecast of practice exams, and of the real exam if its result is recorded."""
    form = candidate.fitted.form
    exams = practice_results(candidate.evidence)
    entries = tuple(_entry(scored, exams, form.cut_mean) for scored in scored_forecasts(candidate))
    return ForecastRecord(
        as_of=candidate.as_of,
        level=FORECAST_LEVEL,
        cut=CutBelief(form.cut_mean, form.cut_sd).percent,
        n_practice_exams=len(exams),
        entries=entries,
        summary=_summary(entries),
        prospective=_summary([entry for entry in entries if entry.scored.is_prospective]),
        reliability=scoring.coverage_by_level([e.ranks for e in entries]) if len(entries) >= MIN_FORECASTS else (),
        scored_outcomes=scored_outcomes(candidate),
    )


def _entry(scored: ScoredForecast, exams: Sequence[PracticeResult], cut: float) -> ForecastEntry:
    """Score one forecast, and the reference: the last practice exam of an earlier day."""
    exam = scored.exam
    last = [earlier for earlier in exams if earlier.day < exam.day][-1]
    least = int(np.ceil(cut * exam.n_items - 1e-9))
    reference = scoring.same_as_last(last.n_correct, last.n_items, exam.n_items)
    probabilities = scored.forecast.probabilities
    return ForecastEntry(
        scored=scored,
        cut_chance=scoring.chance_of_at_least(probabilities, least),
        reached_cut=exam.n_correct >= least,
        scores=_scores(probabilities, exam.n_correct, least),
        reference=_scores(reference, exam.n_correct, least),
        ranks=scoring.rank_range(probabilities, exam.n_correct),
    )


def _scores(probabilities: Floats, n_correct: int, least: int) -> ForecastScores:
    return ForecastScores(
        ranked_points=scoring.ranked_probability_score(probabilities, n_correct),
        brier=scoring.brier_score(scoring.chance_of_at_least(probabilities, least), n_correct >= least),
        log=scoring.log_score(probabilities, n_correct),
    )


def _summary(entries: Sequence[ForecastEntry]) -> RecordSummary | None:
    """Summarize forecasts; scores are compared pairwise, since easy exams are easy for both."""
    if not entries:
        return None
    n_within = sum(entry.scored.is_within for entry in entries)
    forecasts = [entry.scored.forecast for entry in entries]

    def line(name: str, worst: float) -> ScoreLine:
        ours = [float(getattr(entry.scores, name)) for entry in entries]
        other = [float(getattr(entry.reference, name)) for entry in entries]
        differences = [a - b for a, b in zip(ours, other, strict=True)]
        difference = scoring.mean_score(differences, bounds=(-worst, worst))
        mean, reference = (scoring.mean_score(scores, bounds=(0.0, worst)) for scores in (ours, other))
        return ScoreLine(len(entries), mean, reference, difference)

    return RecordSummary(
        n_forecasts=len(entries),
        n_within=n_within,
        expected_within=sum(scoring.chance_within(f.probabilities, f.percent) for f in forecasts),
        coverage=wilson(n_within, len(entries)),
        ranked_points=line("ranked_points", 100.0),
        brier=line("brier", 1.0),
        log=line("log", np.inf),
    )
