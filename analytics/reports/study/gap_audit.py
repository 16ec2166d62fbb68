"""Questions expected to be lost by domain, compared with self-ratings, and a split of study hours."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

import numpy as np

from analytics.clock import RECENT_DAYS
from analytics.estimation.candidate import FittedCandidate
from analytics.estimation.model_fit import lost_interval, share_interval
from analytics.estimation.practice_points import PracticePoint, practice_points
from analytics.models.intervals import Floats, Interval, certain_ranks, from_draws
from analytics.reports.study.self_ratings import (
    DomainRating,
    RatingComparison,
    SelfRatings,
    own_view,
    rated_interval,
    read_ratings,
)

MIN_SHARE_OF_HOURS = 0.05


class GapBasis(StrEnum):
    """The evidence behind an estimated gap."""

    PRACTICE_EXAMS = "practice_exams"
    SELF_RATINGS = "self_ratings"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class DomainGap:
    """One domain: expected loss, self-rating, and hours proposed and spent.

    `rank` is 1 and the number of domains that certainly lose more, with ranges wholly above. `recent_share_of_hours` is
    of hours with a domain, None without any.
    """

    domain_id: str
    name: str
    weight: float | None
    n_exam_items: float
    basis: GapBasis
    lost: Interval
    rank: int
    n_items: int
    own_view: RatingComparison | None
    proposed_share_of_hours: float
    proposed_hours: tuple[float, float] | None
    recent_hours: float
    recent_share_of_hours: float | None


@dataclass(frozen=True, slots=True)
class ExpectedLosses:
    """Questions expected to be lost by domain, in blueprint order, and their basis.

    `last_on` is the day of the latest evidence, None without any; the losses do not reflect hours after it.
    """

    basis: GapBasis
    lost: tuple[Interval, ...]
    last_on: date | None

    @property
    def shares_of_hours(self) -> Floats:
        """Proposed share of hours for each domain, (domains,)."""
        return split_of_hours(np.array([interval.value for interval in self.lost]))


@dataclass(frozen=True, slots=True)
class GapAudit:
    """Gaps as of the exam day `lost_on`; domains in blueprint order."""

    as_of: date
    lost_on: date
    n_exam_items: int
    total_lost: Interval
    basis: GapBasis
    n_items: int
    n_items_seen_before: int
    n_practice_exams: int
    domains: tuple[DomainGap, ...]
    recent_hours: float
    recent_hours_without_domain: float
    weekly_hours: tuple[float, float] | None

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
    def most_hours(self) -> DomainGap:
        """The domain with the most proposed hours."""
        return max(self.domains, key=lambda gap: gap.proposed_share_of_hours)

    @property
    def unrated(self) -> tuple[DomainGap, ...]:
        """Domains without a self-rating."""
        return tuple(gap for gap in self.domains if gap.own_view is None)

    @property
    def is_weight_published(self) -> bool:
        """Whether the provider publishes the domain weights."""
        return all(gap.weight is not None for gap in self.domains)


def gap_audit(known: FittedCandidate) -> GapAudit:
    """Audit the gaps on the planned exam day, else today, from evidence or else self-ratings."""
    form = known.fitted.form
    ratings = read_ratings(known)
    exams = practice_points(known.evidence)
    expected = _expected(known, ratings, exams)
    basis, lost = expected.basis, expected.lost
    hours, unassigned = _recent_hours(known)
    return GapAudit(
        as_of=known.as_of,
        lost_on=_lost_on(known),
        n_exam_items=form.n_items,
        total_lost=_total_lost(known, lost, basis),
        basis=basis,
        n_items=sum(point.n_items for point in exams),
        n_items_seen_before=sum(point.n_seen for point in exams),
        n_practice_exams=len(exams),
        domains=_domains(known, ratings, expected, hours),
        recent_hours=sum(hours.values()) + unassigned,
        recent_hours_without_domain=unassigned,
        weekly_hours=_weekly_hours(known),
    )


def expected_losses(known: FittedCandidate) -> ExpectedLosses:
    """Return the expected losses without the rest of the audit."""
    return _expected(known, read_ratings(known), practice_points(known.evidence))


def split_of_hours(expected_losses: Floats) -> Floats:
    """Split weekly hours in proportion to expected losses, (domains,), adding to 1.

    Every domain gets at least about a twentieth, so that none is neglected.
    """
    shares = expected_losses / expected_losses.sum()
    kept = np.maximum(shares, MIN_SHARE_OF_HOURS)
    return np.asarray(kept / kept.sum())


def _lost_on(known: FittedCandidate) -> date:
    return known.exam_on or known.as_of


def _weekly_hours(known: FittedCandidate) -> tuple[float, float] | None:
    return (known.plan.hours_per_week_low, known.plan.hours_per_week_high) if known.plan else None


def _domains(
    known: FittedCandidate,
    ratings: SelfRatings,
    expected: ExpectedLosses,
    hours: Mapping[str, float],
) -> tuple[DomainGap, ...]:
    form, weekly = known.fitted.form, _weekly_hours(known)
    basis, lost, proposed = expected.basis, expected.lost, expected.shares_of_hours
    ranks = certain_ranks(lost)
    items = known.evidence.table.groupby("domain_id").n_items.sum()
    when_rated = _shares_when_rated(known, ratings)
    assigned = sum(hours.values())
    gaps = []
    for k, domain in enumerate(known.blueprint.domains):
        n_asked, n_items = form.n_items * form.shares[k], round(items.get(domain.domain_id, 0))
        rated = ratings.domains.get(domain.domain_id)
        share = when_rated.get(domain.domain_id) if n_items else None
        gaps.append(
            DomainGap(
                domain_id=domain.domain_id,
                name=domain.name,
                weight=domain.share,
                n_exam_items=n_asked,
                basis=GapBasis.NOTHING if basis is GapBasis.SELF_RATINGS and rated is None else basis,
                lost=lost[k],
                rank=ranks[k],
                n_items=n_items,
                own_view=own_view(rated, n_asked, share, known.first_on) if rated else None,
                proposed_share_of_hours=float(proposed[k]),
                proposed_hours=weekly and (weekly[0] * float(proposed[k]), weekly[1] * float(proposed[k])),
                recent_hours=hours.get(domain.domain_id, 0.0),
                recent_share_of_hours=hours.get(domain.domain_id, 0.0) / assigned if assigned else None,
            )
        )
    return tuple(gaps)


def _expected(known: FittedCandidate, ratings: SelfRatings, exams: Sequence[PracticePoint]) -> ExpectedLosses:
    """Return expected losses from results, else self-ratings, else the prior."""
    if exams:
        return ExpectedLosses(GapBasis.PRACTICE_EXAMS, _losses(known, {}), exams[-1].day)
    if ratings.domains:
        last_on = max(rated.rated_on for rated in ratings.domains.values())
        return ExpectedLosses(GapBasis.SELF_RATINGS, _losses(known, ratings.domains), last_on)
    return ExpectedLosses(GapBasis.NOTHING, _losses(known, {}), None)


def _losses(known: FittedCandidate, ratings: Mapping[str, DomainRating]) -> tuple[Interval, ...]:
    """Return expected losses by domain, from the rating if there is one, else from the fit."""
    form = known.fitted.form
    mean, covariance = (part[0] for part in known.fitted.abilities_on([_lost_on(known)]).on(0))
    losses = []
    for k, domain in enumerate(known.blueprint.domains):
        rated = ratings.get(domain.domain_id)
        if rated:
            share = rated_interval(rated.rating, form.guess_floor)
        else:
            share = share_interval(mean[k], covariance[k, k], form.guess_floor)
        losses.append(lost_interval(share, form, k))
    return tuple(losses)


def _total_lost(known: FittedCandidate, lost: Sequence[Interval], basis: GapBasis) -> Interval:
    """Return the total expected loss; errors of self-ratings are taken as fully correlated."""
    if basis is GapBasis.SELF_RATINGS:
        return Interval(sum(i.value for i in lost), sum(i.low for i in lost), sum(i.high for i in lost))
    draws = known.total_draws([_lost_on(known)])[0]
    return from_draws(known.fitted.form.n_items * (1 - draws))


def _shares_when_rated(known: FittedCandidate, ratings: SelfRatings) -> dict[str, Interval]:
    """Return each rated domain's expected share correct on the day of its rating."""
    rated = {k: ratings.domains[d] for k, d in enumerate(known.blueprint.domain_ids) if d in ratings.domains}
    if not rated:
        return {}
    abilities = known.fitted.abilities_on([rating.rated_on for rating in rated.values()])
    shares = {}
    for i, k in enumerate(rated):
        mean, covariance = (part[0] for part in abilities.on(i))
        floor = known.fitted.form.guess_floor
        shares[known.blueprint.domain_ids[k]] = share_interval(mean[k], covariance[k, k], floor)
    return shares


def _recent_hours(known: FittedCandidate) -> tuple[dict[str, float], float]:
    """Give the hours of the last four weeks by domain, and those without one."""
    table = known.records.study_time
    recent = table[table.day.dt.date > known.as_of - timedelta(days=RECENT_DAYS)]
    sums = recent.groupby("domain_id").hours.sum()
    named = {str(name): float(hours) for name, hours in sums.items() if name in known.blueprint.domain_ids}
    return named, float(sums.sum()) - sum(named.values())
