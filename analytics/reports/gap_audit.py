"""Where questions would be lost on the exam, what the candidate thought, and how to split the hours."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

import numpy as np

from analytics.models.intervals import Floats, Interval, from_draws, wilson
from analytics.reports.candidate_exam import CandidateExam
from analytics.reports.fitting import share_interval
from analytics.reports.practice_points import practice_points
from analytics.store import Store

RATING_SHARES: Mapping[int, float] = {1: 0.35, 2: 0.50, 3: 0.65, 4: 0.78, 5: 0.90}
"""The share correct that a self-rating is read as: anchors of ours, from "new to me" to "could
teach it". They serve the comparison with evidence and stand in for it before there is any."""

RATING_HALF_WIDTH = 0.20
"""How far a self-rating may be off: self-assessment and performance correlate weakly
(Zell & Krizan 2014, r about .3)."""

LEAST_SHARE_OF_HOURS = 0.05
RECENT_WEEKS = 4


class Basis(StrEnum):
    """What an estimate of a gap rests on."""

    PRACTICE_EXAMS = "practice_exams"
    SELF_RATINGS = "self_ratings"
    NOTHING = "nothing"


class SelfView(StrEnum):
    """How a self-rating compares with the evidence."""

    TOO_HIGH = "too_high"
    TOO_LOW = "too_low"
    AGREES = "agrees"
    CANNOT_TELL = "cannot_tell"


@dataclass(frozen=True, slots=True)
class TaskGap:
    """One task: the rating, and the raw share of questions when first met."""

    task_id: str
    title: str
    rating: int | None
    n_items: int
    share: Interval | None


@dataclass(frozen=True, slots=True)
class DomainGap:
    """One domain: questions expected to be lost, the rating translated, hours proposed and spent.

    `rank` is the place by expected loss. Domains whose ranges overlap the range of the first
    of their group share its rank: their order cannot be told.
    """

    domain_id: str
    name: str
    weight: float | None
    n_exam_items: float
    basis: Basis
    lost: Interval
    rank: int
    n_items: int
    rating: float | None
    first_rating: float | None
    lost_by_rating: float | None
    self_view: SelfView
    proposed_share_of_hours: float
    recent_hours: float
    tasks: tuple[TaskGap, ...]


@dataclass(frozen=True, slots=True)
class GapAudit:
    """The gap audit; domains in blueprint order."""

    as_of: date
    n_exam_items: int
    total_lost: Interval
    basis: Basis
    n_items: int
    n_practice_exams: int
    domains: tuple[DomainGap, ...]
    recent_hours: float
    recent_hours_without_domain: float
    weekly_hours: tuple[float, float] | None

    @property
    def by_loss(self) -> tuple[DomainGap, ...]:
        """Give the domains by expected loss, the largest first."""
        return tuple(sorted(self.domains, key=lambda gap: -gap.lost.value))


@dataclass(frozen=True, slots=True)
class _Ratings:
    """Mean self-rating by domain and rating by task."""

    latest: Mapping[str, float]
    first: Mapping[str, float]
    tasks: Mapping[tuple[str, str], int]


def gap_audit(store: Store, known: CandidateExam) -> GapAudit:
    """Audit the gaps on the planned exam day, else today, from evidence, or from ratings before it."""
    form = known.fitted.form
    ratings = _ratings(store, known)
    exams = practice_points(known.evidence)
    basis = Basis.PRACTICE_EXAMS if exams else Basis.SELF_RATINGS if ratings.latest else Basis.NOTHING
    lost = _losses(known, ratings, basis)
    hours, unassigned = _recent_hours(store, known)
    proposed = split_of_hours(np.array([interval.value for interval in lost]))
    ranks = shared_ranks(lost)
    items = known.evidence.table.groupby("domain_id").n_items.sum()
    tasks = _tasks(store, known, ratings)
    domains = []
    for k, domain in enumerate(known.blueprint.domains):
        n_asked = form.n_items * form.shares[k]
        rating = ratings.latest.get(domain.domain_id)
        by_rating = None if rating is None else n_asked * (1 - rated_share(rating))
        domains.append(
            DomainGap(
                domain_id=domain.domain_id,
                name=domain.name,
                weight=domain.share,
                n_exam_items=n_asked,
                basis=basis,
                lost=lost[k],
                rank=ranks[k],
                n_items=round(items.get(domain.domain_id, 0)),
                rating=rating,
                first_rating=ratings.first.get(domain.domain_id),
                lost_by_rating=by_rating,
                self_view=_self_view(basis, by_rating, lost[k]),
                proposed_share_of_hours=float(proposed[k]),
                recent_hours=hours.get(domain.domain_id, 0.0),
                tasks=tasks[domain.domain_id],
            )
        )
    return GapAudit(
        as_of=known.as_of,
        n_exam_items=form.n_items,
        total_lost=_total_lost(known, lost, basis),
        basis=basis,
        n_items=sum(point.n_items for point in exams),
        n_practice_exams=len(exams),
        domains=tuple(domains),
        recent_hours=sum(hours.values()) + unassigned,
        recent_hours_without_domain=unassigned,
        weekly_hours=(known.plan.hours_per_week_low, known.plan.hours_per_week_high) if known.plan else None,
    )


def rated_share(rating: float) -> float:
    """Read a self-rating, also a mean of several, as a share correct."""
    return float(np.interp(rating, list(RATING_SHARES), list(RATING_SHARES.values())))


def split_of_hours(expected_losses: Floats) -> Floats:
    """Split the weekly hours in proportion to the questions expected to be lost.

    Every domain keeps a twentieth, so that none is forgotten.
    """
    shares = expected_losses / expected_losses.sum()
    kept = np.maximum(shares, LEAST_SHARE_OF_HOURS)
    return np.asarray(kept / kept.sum())


def shared_ranks(ranges: list[Interval]) -> list[int]:
    """Rank ranges by value, largest first; those that overlap the head of a group share its rank."""
    order = sorted(range(len(ranges)), key=lambda k: -ranges[k].value)
    ranks = [0] * len(ranges)
    head = order[0]
    for place, k in enumerate(order, start=1):
        if not ranges[k].overlaps(ranges[head]):
            head = k
            ranks[k] = place
        else:
            ranks[k] = ranks[head] or place
    return ranks


def _losses(known: CandidateExam, ratings: _Ratings, basis: Basis) -> list[Interval]:
    """Give the questions expected to be lost by domain."""
    form = known.fitted.form
    exam_day = known.exam_on or known.as_of
    mean, covariance = (part[0] for part in known.fitted.abilities_on([exam_day]).on(0))
    losses = []
    for k, domain in enumerate(known.blueprint.domains):
        share = share_interval(mean[k], covariance[k, k], form.guess_floor)
        rating = ratings.latest.get(domain.domain_id)
        if basis is Basis.SELF_RATINGS and rating is not None:
            value = rated_share(rating)
            share = Interval(
                value, max(form.guess_floor, value - RATING_HALF_WIDTH), min(1.0, value + RATING_HALF_WIDTH)
            )
        n_asked = form.n_items * form.shares[k]
        losses.append(
            Interval(n_asked * (1 - share.value), n_asked * (1 - share.high), n_asked * (1 - share.low), share.level)
        )
    return losses


def _total_lost(known: CandidateExam, lost: list[Interval], basis: Basis) -> Interval:
    """Give the questions expected to be lost in all; from ratings the domains' errors go together."""
    if basis is Basis.SELF_RATINGS:
        return Interval(sum(i.value for i in lost), sum(i.low for i in lost), sum(i.high for i in lost))
    draws = known.total_draws([known.exam_on or known.as_of])[0]
    return from_draws(known.fitted.form.n_items * (1 - draws))


def _self_view(basis: Basis, lost_by_rating: float | None, lost: Interval) -> SelfView:
    """Compare a rating with the evidence: it disagrees where it lies outside the range."""
    if basis is not Basis.PRACTICE_EXAMS or lost_by_rating is None:
        return SelfView.CANNOT_TELL
    if lost_by_rating < lost.low:
        return SelfView.TOO_HIGH
    return SelfView.TOO_LOW if lost_by_rating > lost.high else SelfView.AGREES


def _ratings(store: Store, known: CandidateExam) -> _Ratings:
    """Read the self-ratings; a domain without one of its own takes the mean of its tasks."""
    table = store.query("self_ratings", candidate_id=known.candidate_id, as_of=known.as_of)
    tasks = table[table.task_id != ""]
    whole = table[table.task_id == ""].set_index("domain_id")
    means = tasks.groupby("domain_id")[["rating", "first_rating"]].mean()
    both = whole[["rating", "first_rating"]].astype(float).combine_first(means)
    return _Ratings(
        both.rating.to_dict(),
        both.first_rating.to_dict(),
        {(row.domain_id, row.task_id): int(row.rating) for row in tasks.itertuples()},
    )


def _recent_hours(store: Store, known: CandidateExam) -> tuple[dict[str, float], float]:
    """Give the hours of the last four weeks by domain, and those without one."""
    table = store.query("study_hours", as_of=known.as_of, candidate_id=known.candidate_id)
    recent = table[table.day.dt.date > known.as_of - timedelta(weeks=RECENT_WEEKS)]
    sums = recent.groupby("domain_id").hours.sum()
    named = {str(name): float(hours) for name, hours in sums.items() if name in known.blueprint.domain_ids}
    return named, float(sums.sum()) - sum(named.values())


def _tasks(store: Store, known: CandidateExam, ratings: _Ratings) -> dict[str, tuple[TaskGap, ...]]:
    """Give each domain's tasks with rating and raw share."""
    table = store.query(
        "item_tasks", candidate_id=known.candidate_id, exam_code=known.blueprint.code, as_of=known.as_of
    )
    counts = {(r.domain_id, r.task_id): (int(r.n_items), int(r.n_correct)) for r in table.itertuples()}
    gaps = {}
    for domain in known.blueprint.domains:
        rows = []
        for task in domain.tasks:
            n_items, n_correct = counts.get((domain.domain_id, task.task_id), (0, 0))
            share = wilson(n_correct, n_items) if n_items else None
            rating = ratings.tasks.get((domain.domain_id, task.task_id))
            rows.append(TaskGap(task.task_id, task.title, rating, n_items, share))
        gaps[domain.domain_id] = tuple(rows)
    return gaps
