"""Each real attempt compared with the forecast of the day before, and with the first audit."""

from dataclasses import dataclass
from datetime import date, timedelta

from analytics.estimation.attempts import Attempt
from analytics.estimation.candidate import FittedCandidate
from analytics.models.exam_score import Chance
from analytics.models.intervals import Interval
from analytics.reports.decision.chance_by_day import chances_on
from analytics.reports.decision.readiness import readiness_of_fit
from analytics.reports.planning.expected_losses import GapBasis
from analytics.reports.study.gap_audit import DomainGap, gap_audit


@dataclass(frozen=True, slots=True)
class DomainOutcome:
    """The first audit and the last forecast of a domain, with its real classification.

    `lost` is the first audit's. `audit_share` and `share` are shares correct, by the first audit and by the
    forecast of the day before the exam. The classification is compared with shares, since a large domain
    costs many questions even if it is mastered.
    """

    domain_id: str
    name: str
    lost: Interval
    classification: str
    audit_share: Interval
    share: Interval


@dataclass(frozen=True, slots=True)
class ScoredOutcome:
    """A real attempt, with P(pass) of the day before, and the domains that the result names.

    `audit_largest` are those that may lose most by the first audit, whether or not the result names them; none if the
    exam is one domain.
    `percent` is the expected score of the day before. `percent_achieved` is None if the exam's score is not a
    percentage: 750 of 1000 is not 75 %.
    """

    taken_on: date
    is_passed: bool
    chance: Chance
    audit_on: date
    audit_basis: GapBasis
    audit_largest: tuple[DomainGap, ...]
    domains: tuple[DomainOutcome, ...]
    scaled_score: float | None
    percent: Interval
    percent_achieved: float | None

    @property
    def is_percent_within(self) -> bool | None:
        """Whether the score fell within the expected range, None if they cannot be compared."""
        if self.percent_achieved is None:
            return None
        return self.percent.low <= self.percent_achieved <= self.percent.high


def scored_outcomes(candidate: FittedCandidate) -> tuple[ScoredOutcome, ...]:
    """Score the real attempts after the first practice exam, oldest first."""
    first_on = candidate.counts.first_on
    attempts = candidate.evidence.attempts[0].all
    return tuple(_outcome(candidate, one) for one in attempts if first_on and first_on < one.taken_on)


def _outcome(candidate: FittedCandidate, whole: Attempt) -> ScoredOutcome:
    """Compare one attempt with the forecast of the day before, and with the first audit."""
    before = candidate.fitted_until(whole.taken_on - timedelta(days=1))
    first_on = candidate.counts.first_on or candidate.as_of
    rated = candidate.records.until(first_on - timedelta(days=1)).self_ratings
    is_rated = {*rated.domain_id.tolist()} & {*candidate.blueprint.domain_ids}
    audit_on = first_on - timedelta(days=1) if is_rated else first_on  # what was thought before any evidence
    audit = gap_audit(candidate.until(audit_on))
    rows = [row for row in candidate.records.outcomes if row.taken_on == whole.taken_on]
    classified = {row.domain_id: row.classification for row in rows if row.domain_id and row.classification}
    forecast = readiness_of_fit(before, whole.taken_on)
    mastery = {domain.domain_id: domain.mastery for domain in forecast.domains}
    return ScoredOutcome(
        taken_on=whole.taken_on,
        is_passed=whole.is_passed,
        chance=chances_on(before, [whole.taken_on])[0],
        audit_on=audit_on,
        audit_basis=audit.basis,
        audit_largest=audit.largest if len(audit.domains) > 1 else (),
        domains=tuple(
            DomainOutcome(
                domain_id=gap.domain_id,
                name=gap.name,
                lost=gap.lost,
                classification=classified[gap.domain_id],
                audit_share=_share_correct(gap),
                share=mastery[gap.domain_id],
            )
            for gap in audit.domains
            if gap.domain_id in classified and gap.n_exam_items
        ),
        scaled_score=whole.scaled_score,
        percent=forecast.percent_correct,
        percent_achieved=None if whole.scaled_score is None else candidate.blueprint.cut.percent_of(whole.scaled_score),
    )


def _share_correct(gap: DomainGap) -> Interval:
    lost = gap.lost.scaled(1 / gap.n_exam_items)
    return Interval(1 - lost.value, max(0.0, 1 - lost.high), 1 - lost.low, lost.level)
