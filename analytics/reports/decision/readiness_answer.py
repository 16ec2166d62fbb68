"""The full answer for one candidate and exam: chance, score, domains, stability, verdict and its reasons."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from analytics.estimation.cohort import CohortUse
from analytics.estimation.evidence_counts import EvidenceCounts
from analytics.models.exam_score import Chance
from analytics.models.intervals import Floats, Interval
from analytics.models.stability import BAND_PERCENT, StabilityVerdict, StabilityWord
from analytics.reports.decision.booking_costs import BookingCosts
from analytics.reports.decision.chance_by_day import Outlook
from analytics.reports.decision.firmness import ChanceMove, Doubt
from analytics.reports.decision.scored_forecasts import ScoredForecast
from analytics.reports.decision.verdict import (
    GenuineReason,
    Missing,
    Reasons,
    StabilityGap,
    StatementVerdict,
    Verdict,
    VerdictBasis,
)
from analytics.reports.planning.study_next import StudyNext, StudyReason


@dataclass(frozen=True, slots=True)
class DomainReadiness:
    """One domain on the exam day: shares are 0-1, questions are scored questions of the exam."""

    domain_id: str
    name: str
    weight: float | None
    mastery: Interval
    trend_per_week: Interval
    n_items: int
    expected_items_lost: Interval


@dataclass(frozen=True, slots=True)
class Stability:
    """Whether the level has stayed within the band over three weeks."""

    word: StabilityWord
    probability: float
    change_percent: Interval
    n_practice_exams: int
    gaps: tuple[StabilityGap, ...]
    band_percent: float = BAND_PERCENT

    @property
    def verdict(self) -> StabilityVerdict:
        """The word as one of three verdicts."""
        return self.word.verdict

    @property
    def is_rising(self) -> bool:
        """Whether the level is still moving, and upward."""
        return self.verdict is StabilityVerdict.MOVING and self.change_percent.value > 0


@dataclass(frozen=True, slots=True)
class TargetScore:
    """The expected score at which the chance would reach the target, and how many more questions of how many that is.

    It is for abilities that are higher by the same amount in all domains. None: no score would.
    """

    percent: float | None
    more_items: float | None
    n_items: int


@dataclass(frozen=True, slots=True)
class Readiness:
    """The full answer for one candidate and exam; the JSON contract shows most of it.

    `chance_by_practice` is the chance from practice exams alone, None unless an attempt at the real exam counts too.
    `booked_on` is the day that the candidate has booked, which may be another one than `exam_on`.
    `awaited_result_on` is the planned exam day if it is over without a result, and no other day was asked for.
    `open_from` is the day from which the exam can be taken, None if it already can or never will. `last_day` is the
    last on which the exam can be taken, None if there is no limit: by its dates or, if `is_own_deadline`, by the
    candidate's own. `is_exam_day_open` leaves a deadline out of account. `outlook` has no days after a pass.
    `missed_forecast` is that of the last practice exam if the score is stable but fell outside it; None in answers
    for many candidates and in those of commands. `target_score` is None if the chance reaches the target, and
    in answers for many.
    """

    candidate: str
    exam_code: str
    as_of: date
    exam_on: date
    booked_on: date | None
    verdict: Verdict
    reasons: Reasons
    missing: tuple[Missing, ...]
    min_new_items: int
    awaited_result_on: date | None
    pass_probability: Chance
    percent_correct: Interval
    cut_percent: Interval
    score_probabilities: Floats = field(repr=False)
    counts: EvidenceCounts
    n_items_left_out: int
    study_next: StudyNext
    next_practice_exam_on: date | None
    domains: tuple[DomainReadiness, ...]
    stability: Stability
    ready: StatementVerdict
    target: float
    genuine: StatementVerdict
    genuine_new_items: int
    genuine_reasons: tuple[GenuineReason, ...]
    inflation: Interval | None
    outlook: Outlook
    costs: BookingCosts | None
    successors: tuple[str, ...]
    cohort: CohortUse
    chance_by_practice: Chance | None
    open_from: date | None
    last_day: date | None
    is_own_deadline: bool
    is_exam_day_open: bool
    passed_on: date | None
    moves_to: ChanceMove
    doubt: Mapping[Doubt, float]
    missed_forecast: ScoredForecast | None = None
    target_score: TargetScore | None = None

    @property
    def is_booked(self) -> bool:
        """Whether the candidate has booked `exam_on`."""
        return self.booked_on == self.exam_on

    @property
    def own_costs(self) -> BookingCosts | None:
        """The expected costs if the candidate gave those of a week or a fail, else None."""
        return None if self.costs is None or self.costs.inputs.are_costs_assumed else self.costs

    @property
    def verdict_by(self) -> VerdictBasis:
        """What decided between booking and waiting."""
        return VerdictBasis.TARGET if self.own_costs is None else VerdictBasis.COSTS

    @property
    def is_closed(self) -> bool:
        """Whether the exam can no longer be taken, so that nothing is advised."""
        return self.study_next.reason is StudyReason.EXAM_CLOSED

    @property
    def has_ended(self) -> bool:
        """Whether there is nothing left to prepare for: it is passed or closed, or the result of its day is awaited."""
        return self.passed_on is not None or self.awaited_result_on is not None or self.is_closed

    @property
    def is_prior_only(self) -> bool:
        """Whether there is no response and no attempt, so that all numbers are the prior's."""
        return self.counts.n_items == 0 and self.chance_by_practice is None
