"""Where questions would be lost on the exam, what the candidate thought, and how to split the hours."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

import numpy as np

from analytics.models.intervals import Floats, Interval, from_draws
from analytics.reports.candidate_exam import CandidateExam
from analytics.reports.fitting import lost_interval, share_interval
from analytics.reports.practice_points import practice_points
from analytics.reports.self_ratings import OwnView, SelfRatings, own_view, rated_interval, read_ratings
from analytics.reports.task_gaps import TaskGap, task_gaps
from analytics.store import Store

LEAST_SHARE_OF_HOURS = 0.05
RECENT_WEEKS = 4


class Basis(StrEnum):
    """What an estimate of a gap rests on."""

    PRACTICE_EXAMS = "practice_exams"
    SELF_RATINGS = "self_ratings"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class DomainGap:
    """One domain: questions expected to be lost, the rating translated, hours proposed and spent.

    `rank` is 1 and the number of domains that lose more for certain: those whose range lies wholly
    above. `recent_share_of_hours` is of the hours with a domain, None where there are none.
    """

    domain_id: str
    name: str
    weight: float | None
    n_exam_items: float
    basis: Basis
    lost: Interval
    rank: int
    n_items: int
    own_view: OwnView | None
    proposed_share_of_hours: float
    proposed_hours: tuple[float, float] | None
    recent_hours: float
    recent_share_of_hours: float | None
    tasks: tuple[TaskGap, ...]


@dataclass(frozen=True, slots=True)
class GapAudit:
    """The gap audit of the questions lost on one day; domains in blueprint order."""

    as_of: date
    lost_on: date
    n_exam_items: int
    total_lost: Interval
    basis: Basis
    n_items: int
    n_items_seen_before: int
    n_practice_exams: int
    domains: tuple[DomainGap, ...]
    recent_hours: float
    recent_hours_without_domain: float
    weekly_hours: tuple[float, float] | None

    @property
    def by_loss(self) -> tuple[DomainGap, ...]:
        """Give the domains by expected loss, the largest first."""
        return tuple(sorted(self.domains, key=lambda gap: -gap.lost.value))

    @property
    def largest(self) -> tuple[DomainGap, ...]:
        """Give the domains of which one costs most: nothing lies wholly above their ranges."""
        return tuple(gap for gap in self.by_loss if gap.rank == 1)

    @property
    def has_order(self) -> bool:
        """Tell whether any domain can be said not to cost most."""
        return self.basis is not Basis.NOTHING and len(self.largest) < len(self.domains)

    @property
    def most_hours(self) -> DomainGap:
        """Give the domain for which most hours are proposed."""
        return max(self.domains, key=lambda gap: gap.proposed_share_of_hours)

    @property
    def unrated(self) -> tuple[DomainGap, ...]:
        """Give the domains without a self-rating."""
        return tuple(gap for gap in self.domains if gap.own_view is None)

    @property
    def is_weight_published(self) -> bool:
        """Tell whether the provider publishes what part of the exam each domain is."""
        return all(gap.weight is not None for gap in self.domains)


def gap_audit(store: Store, known: CandidateExam) -> GapAudit:
    """Audit the gaps on the planned exam day, else today, from evidence, or from ratings before it."""
    form = known.fitted.form
    ratings = read_ratings(store, known)
    exams = practice_points(known.evidence)
    basis = Basis.PRACTICE_EXAMS if exams else Basis.SELF_RATINGS if ratings.domains else Basis.NOTHING
    lost = _losses(known, ratings, basis)
    hours, unassigned = _recent_hours(store, known)
    return GapAudit(
        as_of=known.as_of,
        lost_on=_lost_on(known),
        n_exam_items=form.n_items,
        total_lost=_total_lost(known, lost, basis),
        basis=basis,
        n_items=sum(point.n_items for point in exams),
        n_items_seen_before=sum(point.n_seen for point in exams),
        n_practice_exams=len(exams),
        domains=_domains(known, ratings, basis, lost, hours),
        recent_hours=sum(hours.values()) + unassigned,
        recent_hours_without_domain=unassigned,
        weekly_hours=_weekly_hours(known),
    )


def split_of_hours(expected_losses: Floats) -> Floats:
    """Split the weekly hours in proportion to the questions expected to be lost.

    Every domain keeps about a twentieth, so that none is forgotten.
    """
    shares = expected_losses / expected_losses.sum()
    kept = np.maximum(shares, LEAST_SHARE_OF_HOURS)
    return np.asarray(kept / kept.sum())


def certain_ranks(ranges: Sequence[Interval]) -> list[int]:
    """Rank ranges by how many others lie wholly above each.

    The largest is one of those of rank 1, whichever of them it is; overlapping ranges decide nothing.
    """
    return [1 + sum(other.low > one.high for other in ranges) for one in ranges]


def _lost_on(known: CandidateExam) -> date:
    return known.exam_on or known.as_of


def _weekly_hours(known: CandidateExam) -> tuple[float, float] | None:
    return (known.plan.hours_per_week_low, known.plan.hours_per_week_high) if known.plan else None


def _domains(
    known: CandidateExam,
    ratings: SelfRatings,
    basis: Basis,
    lost: Sequence[Interval],
    hours: Mapping[str, float],
) -> tuple[DomainGap, ...]:
    """Put each domain's loss, rating, hours and tasks together."""
    form, weekly = known.fitted.form, _weekly_hours(known)
    proposed = split_of_hours(np.array([interval.value for interval in lost]))
    ranks = certain_ranks(lost)
    items = known.evidence.table.groupby("domain_id").n_items.sum()
    tasks = task_gaps(known, ratings)
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
                basis=Basis.NOTHING if basis is Basis.SELF_RATINGS and rated is None else basis,
                lost=lost[k],
                rank=ranks[k],
                n_items=n_items,
                own_view=own_view(rated, n_asked, share, known.first_on) if rated else None,
                proposed_share_of_hours=float(proposed[k]),
                proposed_hours=weekly and (weekly[0] * float(proposed[k]), weekly[1] * float(proposed[k])),
                recent_hours=hours.get(domain.domain_id, 0.0),
                recent_share_of_hours=hours.get(domain.domain_id, 0.0) / assigned if assigned else None,
                tasks=tasks[domain.domain_id],
            )
        )
    return tuple(gaps)


def _losses(known: CandidateExam, ratings: SelfRatings, basis: Basis) -> list[Interval]:
    """Give the questions expected to be lost by domain."""
    form = known.fitted.form
    mean, covariance = (part[0] for part in known.fitted.abilities_on([_lost_on(known)]).on(0))
    losses = []
    for k, domain in enumerate(known.blueprint.domains):
        rated = ratings.domains.get(domain.domain_id)
        if basis is Basis.SELF_RATINGS and rated:
            share = rated_interval(rated.rating, form.guess_floor)
        else:
            share = share_interval(mean[k], covariance[k, k], form.guess_floor)
        losses.append(lost_interval(share, form, k))
    return losses


def _total_lost(known: CandidateExam, lost: Sequence[Interval], basis: Basis) -> Interval:
    """Give the questions expected to be lost in all; from ratings the domains' errors go together."""
    if basis is Basis.SELF_RATINGS:
        return Interval(sum(i.value for i in lost), sum(i.low for i in lost), sum(i.high for i in lost))
    draws = known.total_draws([_lost_on(known)])[0]
    return from_draws(known.fitted.form.n_items * (1 - draws))


def _shares_when_rated(known: CandidateExam, ratings: SelfRatings) -> dict[str, Interval]:
    """Give the expected share correct of each rated domain on the day of its rating."""
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


def _recent_hours(store: Store, known: CandidateExam) -> tuple[dict[str, float], float]:
    """Give the hours of the last four weeks by domain, and those without one."""
    table = store.query("study_time", as_of=known.as_of, candidate_id=known.candidate_id)
    recent = table[table.day.dt.date > known.as_of - timedelta(weeks=RECENT_WEEKS)]
    sums = recent.groupby("domain_id").hours.sum()
    named = {str(name): float(hours) for name, hours in sums.items() if name in known.blueprint.domain_ids}
    return named, float(sums.sum()) - sum(named.values())
