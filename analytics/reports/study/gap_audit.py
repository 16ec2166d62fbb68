"""Questions expected to be lost by domain, compared with self-ratings, and a split of study hours."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from analytics.blueprints.apportionment import largest_remainder, webster_turns
from analytics.clock import RECENT_DAYS
from analytics.estimation.candidate import FittedCandidate
from analytics.estimation.evidence_counts import EvidenceCounts
from analytics.estimation.model_fit import share_intervals
from analytics.models.intervals import Interval, certain_ranks, interval_of_draws
from analytics.records import NO_DOMAIN
from analytics.reports.planning.expected_losses import ExpectedLosses, GapBasis
from analytics.reports.planning.proposed_weeks import plan_basis
from analytics.reports.planning.self_ratings import RatingComparison, SelfRatings, rating_comparison, read_self_ratings
from analytics.reports.planning.study_next import StudyNext, StudyReason, next_of

WEAK_WORDS = ("needs improvement", "below", "weak")
"""How score reports begin their word for a weak domain."""


def is_weak(classification: str | None) -> bool:
    """Whether a score report calls a domain weak."""
    return (classification or "").strip().casefold().startswith(WEAK_WORDS)


@dataclass(frozen=True, slots=True)
class LoggedHours:
    """Hours by domain, and those without one, which shares leave out."""

    by_domain: Mapping[str, float]
    without_domain: float = 0.0

    @property
    def with_domain(self) -> float:
        """Hours with a domain."""
        return sum(self.by_domain.values())

    @property
    def total(self) -> float:
        """All hours."""
        return self.with_domain + self.without_domain

    def share_of(self, domain_id: str) -> float | None:
        """Return a domain's share of the hours with a domain, None without any."""
        return self.by_domain.get(domain_id, 0.0) / self.with_domain if self.with_domain else None


@dataclass(frozen=True, slots=True)
class DomainGap:
    """One domain: expected loss, self-rating, and hours proposed and spent.

    `n_exam_items_shown` and `lost_shown` are whole questions that add up to the exam's and to the total loss. `rank` is
    1 plus the number of domains that certainly lose more, with ranges wholly above. `recent_share_of_hours` is of the
    hours with a domain, None without any.
    """

    domain_id: str
    name: str
    weight: float | None
    n_exam_items: float
    n_exam_items_shown: int
    basis: GapBasis
    lost: Interval
    lost_shown: Interval
    rank: int
    n_items: int
    rating_comparison: RatingComparison | None
    proposed_share_of_hours: float
    proposed_hours: tuple[float, float] | None
    recent_hours: float
    recent_share_of_hours: float | None


@dataclass(frozen=True, slots=True)
class GapAudit:
    """Gaps as of the exam day `lost_on`; domains in blueprint order.

    `reported_weak` are those that the score report of the last attempt, failed on `failed_on`, rates as weak.
    """

    as_of: date
    lost_on: date
    n_exam_items: int
    total_lost: Interval
    basis: GapBasis
    counts: EvidenceCounts
    domains: tuple[DomainGap, ...]
    recent_hours: float
    recent_hours_without_domain: float
    weekly_hours: tuple[float, float] | None
    study_next: StudyNext
    failed_on: date | None
    reported_weak: tuple[str, ...]

    @property
    def by_loss(self) -> tuple[DomainGap, ...]:
        """Domains by expected loss, largest first."""
        return tuple(sorted(self.domains, key=lambda gap: -gap.lost.value))

    @property
    def largest(self) -> tuple[DomainGap, ...]:
        """Domains that may lose most: no range lies wholly above theirs."""
        return tuple(gap for gap in self.by_loss if gap.rank == 1)

    @property
    def has_order(self) -> bool:
        """Whether any domain certainly does not lose most."""
        return self.basis is not GapBasis.NOTHING and len(self.largest) < len(self.domains)

    @property
    def unrated(self) -> tuple[DomainGap, ...]:
        """Domains without a self-rating."""
        return tuple(gap for gap in self.domains if gap.rating_comparison is None)

    @property
    def is_closed(self) -> bool:
        """Whether the exam can no longer be taken."""
        return self.study_next.reason is StudyReason.EXAM_CLOSED

    @property
    def has_ended(self) -> bool:
        """Whether the exam is passed, taken or closed, so that nothing is to be studied for it."""
        return self.study_next.reason in {StudyReason.PASSED, StudyReason.RESULT_DUE, StudyReason.EXAM_CLOSED}

    @property
    def is_weight_published(self) -> bool:
        """Whether the provider publishes the domain weights."""
        return all(gap.weight is not None for gap in self.domains)


def gap_audit(candidate: FittedCandidate) -> GapAudit:
    """Audit the gaps on the planned exam day, else today, from evidence or else self-ratings."""
    case, plan = plan_basis(candidate), candidate.plan
    total_lost = _total_lost(candidate, case.losses)
    weekly_hours = (plan.hours_per_week_low, plan.hours_per_week_high) if plan else None
    hours = hours_after(candidate, candidate.as_of - timedelta(days=RECENT_DAYS))
    failed_on = max(candidate.attempts.failed_on, default=None)
    reported = {row.domain_id: row.classification for row in candidate.records.outcomes if row.taken_on == failed_on}
    return GapAudit(
        as_of=candidate.as_of,
        lost_on=candidate.exam_day,
        n_exam_items=candidate.fitted.form.n_items,
        total_lost=total_lost,
        basis=case.losses.basis,
        counts=candidate.counts,
        domains=_domains(candidate, case.losses, total_lost, hours, weekly_hours),
        recent_hours=hours.total,
        recent_hours_without_domain=hours.without_domain,
        weekly_hours=weekly_hours,
        study_next=next_of(case),
        failed_on=failed_on,
        reported_weak=tuple(
            domain.name for domain in candidate.blueprint.domains if is_weak(reported.get(domain.domain_id))
        ),
    )


def _domains(
    candidate: FittedCandidate,
    expected: ExpectedLosses,
    total_lost: Interval,
    hours: LoggedHours,
    weekly_hours: tuple[float, float] | None,
) -> tuple[DomainGap, ...]:
    form, ratings = candidate.fitted.form, read_self_ratings(candidate)
    basis, lost, proposed = expected.basis, expected.lost, expected.shares_of_hours
    ranks = certain_ranks(lost)
    table = candidate.evidence.table
    by_domain = table.positions_by("domain_id").items()
    items = {domain_id: float(table.n_items[own].sum()) for (domain_id,), own in by_domain}
    when_rated = _shares_when_rated(candidate, ratings)
    low, high = weekly_hours or (0.0, 0.0)
    halves = webster_turns(proposed.tolist(), [0.0] * len(proposed), [1.0] * round(2 * high))
    asked_shown = largest_remainder(form.shares, form.n_items)
    lost_shown = largest_remainder([own.value for own in lost], round(total_lost.value))
    gaps = []
    for k, domain in enumerate(candidate.blueprint.domains):
        n_asked, n_items = form.n_items * form.shares[k], round(items.get(domain.domain_id, 0))
        rated = ratings.domains.get(domain.domain_id)
        share = when_rated.get(domain.domain_id) if n_items else None
        compared = rating_comparison(rated, n_asked, share, candidate.counts.first_on) if rated else None
        gaps.append(
            DomainGap(
                domain_id=domain.domain_id,
                name=domain.name,
                weight=domain.share,
                n_exam_items=n_asked,
                n_exam_items_shown=asked_shown[k],
                basis=GapBasis.NOTHING if basis is GapBasis.SELF_RATINGS and rated is None else basis,
                lost=lost[k],
                lost_shown=Interval(lost_shown[k], round(lost[k].low), round(lost[k].high), lost[k].level),
                rank=ranks[k],
                n_items=n_items,
                rating_comparison=compared,
                proposed_share_of_hours=float(proposed[k]),
                proposed_hours=(halves[: round(2 * low)].count(k) / 2, halves.count(k) / 2) if weekly_hours else None,
                recent_hours=hours.by_domain.get(domain.domain_id, 0.0),
                recent_share_of_hours=hours.share_of(domain.domain_id),
            )
        )
    return tuple(gaps)


def _total_lost(candidate: FittedCandidate, expected: ExpectedLosses) -> Interval:
    """Return the total expected loss; errors of self-ratings are taken as fully correlated."""
    if expected.basis is GapBasis.SELF_RATINGS:
        lost = expected.lost
        return Interval(sum(i.value for i in lost), sum(i.low for i in lost), sum(i.high for i in lost))
    draws = candidate.total_draws([candidate.exam_day])[0]
    return interval_of_draws(candidate.fitted.form.n_items * (1 - draws))


def _shares_when_rated(candidate: FittedCandidate, ratings: SelfRatings) -> dict[str, Interval]:
    """Return each rated domain's expected share correct on the day of its rating."""
    rated = {k: ratings.domains[d] for k, d in enumerate(candidate.blueprint.domain_ids) if d in ratings.domains}
    if not rated:
        return {}
    abilities = candidate.fitted.abilities_on([rating.rated_on for rating in rated.values()])
    shares = {}
    for i, k in enumerate(rated):
        mean, covariance = abilities.on(i)
        floor = candidate.fitted.form.guess_floor
        shares[candidate.blueprint.domain_ids[k]] = share_intervals(mean[:, k], covariance[:, k, k], floor)[0]
    return shares


def hours_after(candidate: FittedCandidate, day: date) -> LoggedHours:
    """Return the hours after a day."""
    table = candidate.records.study_time
    sums: dict[str, float] = table[table.day.dt.date > day].groupby("domain_id").hours.sum().to_dict()
    return LoggedHours(without_domain=sums.pop(NO_DOMAIN, 0.0), by_domain=sums)
