"""How mastery of each domain has changed over the practice exams."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from analytics.clock import weekly_days
from analytics.estimation.candidate import FittedCandidate
from analytics.estimation.evidence_counts import EvidenceCounts
from analytics.estimation.exam_form import CutBelief
from analytics.estimation.model_fit import share_intervals
from analytics.estimation.practice_results import PracticeResult, practice_results
from analytics.models.intervals import Interval, interval_of_draws
from analytics.models.stability import WINDOW_WEEKS, domain_changes

AHEAD_WEEKS = 4
MIN_EXAMS_FOR_TREND = 2
"""Practice exams that a trend needs."""


class TrendDirection(StrEnum):
    """Direction in which a share has changed, if that is certain enough."""

    RISING = "rising"
    FALLING = "falling"
    CANNOT_TELL = "cannot_tell"


@dataclass(frozen=True, slots=True)
class PathPoint:
    """Expected share correct on a day."""

    day: date
    share: Interval


@dataclass(frozen=True, slots=True)
class DomainMastery:
    """One domain: mastery today, trend in shares a week, fitted path, and practice exams."""

    name: str
    now: Interval
    trend_per_week: Interval
    direction: TrendDirection
    n_items: int
    path: tuple[PathPoint, ...]
    practice_exams: tuple[PracticeResult, ...]

    @property
    def has_direction(self) -> bool:
        """Whether there are enough practice exams for a trend."""
        return len(self.practice_exams) >= MIN_EXAMS_FOR_TREND


@dataclass(frozen=True, slots=True)
class MasteryReport:
    """Mastery of every domain on new questions, in blueprint order."""

    as_of: date
    counts: EvidenceCounts
    guess_floor: float
    cut: Interval
    domains: tuple[DomainMastery, ...]

    @property
    def n_items_without_domain(self) -> int:
        """Questions recorded only in an exam's total."""
        return self.counts.n_items - sum(domain.n_items for domain in self.domains)

    def moving(self, direction: TrendDirection) -> tuple[DomainMastery, ...]:
        """Return the domains with a trend in one direction."""
        return tuple(domain for domain in self.domains if domain.direction is direction)


def mastery_report(candidate: FittedCandidate) -> MasteryReport:
    """Report each domain's path, from the first practice exam to four weeks ahead."""
    form, evidence = candidate.fitted.form, candidate.evidence
    days = weekly_days(candidate.counts.first_on or candidate.as_of, candidate.as_of + timedelta(weeks=AHEAD_WEEKS))
    earlier = candidate.as_of - timedelta(weeks=WINDOW_WEEKS)
    now, n_weeks = candidate.fitted.abilities_on([candidate.as_of, earlier]), float(evidence.weeks_since(earlier)[0])
    mean, covariance = now.of_one(0, 1)
    changes = domain_changes(mean, covariance, form.shares, form.guess_floor)
    means, covariances = candidate.fitted.on_each_day(days)
    levels = share_intervals(mean, covariance.diagonal(), form.guess_floor)
    domains = []
    for k, domain in enumerate(candidate.blueprint.domains):
        exams = practice_results(evidence, domain.domain_id)
        trend = interval_of_draws(changes[:, k]).scaled(1 / n_weeks)
        is_certain = len(exams) >= MIN_EXAMS_FOR_TREND and not trend.low <= 0 <= trend.high
        direction = TrendDirection.RISING if trend.low > 0 else TrendDirection.FALLING
        path = map(PathPoint, days, share_intervals(means[:, k], covariances[:, k, k], form.guess_floor))
        domains.append(
            DomainMastery(
                name=domain.name,
                now=levels[k],
                trend_per_week=trend,
                direction=direction if is_certain else TrendDirection.CANNOT_TELL,
                n_items=sum(exam.n_items for exam in exams),
                path=tuple(path),
                practice_exams=exams,
            )
        )
    return MasteryReport(
        as_of=candidate.as_of,
        counts=candidate.counts,
        guess_floor=form.guess_floor,
        cut=CutBelief(form.cut_mean, form.cut_sd).percent,
        domains=tuple(domains),
    )
