"""Mastery of tasks and services, partially pooled within domains and never ranked."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from analytics.blueprints.lookalikes import shipped_look_alikes
from analytics.estimation.candidate import FittedCandidate
from analytics.estimation.exam_form import NORMAL_90
from analytics.estimation.model_fit import share_intervals
from analytics.models.intervals import Floats, Interval
from analytics.models.pooling import pooled_deviations
from analytics.reports.planning.self_ratings import read_self_ratings
from analytics.reports.practice.response_log import LoggedResponse, read_responses

MIN_ITEMS = 10
"""With fewer questions the estimate mostly reflects the domain: ten remove less than a fifth of the variance."""


class RelativeMastery(StrEnum):
    """Whether a task or service is below or above its domains."""

    BELOW = "below"
    ABOVE = "above"
    CANNOT_TELL = "cannot_tell"


@dataclass(frozen=True, slots=True)
class PooledMastery:
    """A task's or service's first responses, and its expected share correct on new questions today."""

    n_items: int
    n_correct: int
    share: Interval
    relative: RelativeMastery

    @property
    def raw_share(self) -> float | None:
        """Share correct as counted, None without questions."""
        return self.n_correct / self.n_items if self.n_items else None

    @property
    def has_little_evidence(self) -> bool:
        """Whether the estimate mostly reflects the domain."""
        return self.n_items < MIN_ITEMS


@dataclass(frozen=True, slots=True)
class TaskMastery:
    """A task of the blueprint with its self-rating and estimate."""

    domain_id: str
    task_id: str
    title: str
    rating: int | None
    mastery: PooledMastery


@dataclass(frozen=True, slots=True)
class ServiceMastery:
    """One service named by questions, with the domains of those questions."""

    name: str
    domain_ids: tuple[str, ...]
    mastery: PooledMastery


@dataclass(frozen=True, slots=True)
class TaskMasteryReport:
    """Every task in blueprint order, and every service, most questions first."""

    domain_names: Mapping[str, str]
    tasks: tuple[TaskMastery, ...]
    services: tuple[ServiceMastery, ...]
    n_items: int
    n_items_without_task: int
    n_items_without_service: int

    @property
    def answered_tasks(self) -> tuple[TaskMastery, ...]:
        """Tasks with questions, in blueprint order."""
        return tuple(task for task in self.tasks if task.mastery.n_items)


def task_mastery_report(candidate: FittedCandidate) -> TaskMasteryReport:
    """Estimate mastery by task and service, from first responses to each question."""
    ids = candidate.blueprint.domain_ids
    new = [r for r in read_responses(candidate) if not r.was_seen and r.domain_id in ids]
    days = sorted({response.day for response in new})
    means = dict(zip(days, candidate.fitted.on_each_day(days)[0], strict=True))
    base = np.array([means[r.day][ids.index(r.domain_id)] for r in new])  # of each response's domain on its day
    return TaskMasteryReport(
        domain_names={domain.domain_id: domain.name for domain in candidate.blueprint.domains},
        tasks=_tasks(candidate, new, base),
        services=_services(candidate, new, base),
        n_items=len(new),
        n_items_without_task=sum(r.task_id not in candidate.blueprint.task_ids for r in new),
        n_items_without_service=sum(not r.services for r in new),
    )


def _tasks(candidate: FittedCandidate, responses: Sequence[LoggedResponse], base: Floats) -> tuple[TaskMastery, ...]:
    """Estimate the tasks, pooled within each domain."""
    masteries, ratings = [], read_self_ratings(candidate).tasks
    for k, domain in enumerate(candidate.blueprint.domains):
        names = [task.task_id for task in domain.tasks]
        members = [
            (i, names.index(r.task_id))
            for i, r in enumerate(responses)
            if r.domain_id == domain.domain_id and r.task_id in names
        ]
        weights = np.zeros((len(names), len(candidate.blueprint.domains)))
        weights[:, k] = 1.0
        groups = _pooled_mastery(candidate, responses, base, members, weights)
        for task, group in zip(domain.tasks, groups, strict=True):
            rating = ratings.get((domain.domain_id, task.task_id))
            masteries.append(TaskMastery(domain.domain_id, task.task_id, task.title, rating, group))
    return tuple(masteries)


def _services(
    candidate: FittedCandidate, responses: Sequence[LoggedResponse], base: Floats
) -> tuple[ServiceMastery, ...]:
    """Estimate the services together, each relative to the domains of its questions.

    Former names of a service count as its present one.
    """
    name_of = shipped_look_alikes().name_of
    named = [tuple(dict.fromkeys(map(name_of, response.services))) for response in responses]
    counts = Counter(service for own in named for service in own)
    names = sorted(counts, key=lambda name: (-counts[name], name))
    place = {name: k for k, name in enumerate(names)}
    members = [(i, place[name]) for i, own in enumerate(named) for name in own]
    ids = candidate.blueprint.domain_ids
    weights = np.zeros((len(names), len(ids)))
    for i, service in members:
        weights[service, ids.index(responses[i].domain_id)] += 1 / counts[names[service]]
    groups = _pooled_mastery(candidate, responses, base, members, weights)
    domains = [tuple(d for d, weight in zip(ids, row, strict=True) if weight) for row in weights]
    return tuple(ServiceMastery(*row) for row in zip(names, domains, groups, strict=True))


def _pooled_mastery(
    candidate: FittedCandidate,
    responses: Sequence[LoggedResponse],
    base: Floats,
    members: Sequence[tuple[int, int]],
    weights: Floats,
) -> list[PooledMastery]:
    """Estimate each group's share correct today; below or above its domains only if the range of its deviation is.

    `members` are pairs of a response index and a group index; `weights` (groups, domains) are each group's shares of
    domains.
    """
    which = np.array([i for i, _ in members], dtype=np.intp)
    group = np.array([g for _, g in members], dtype=np.intp)
    right = np.array([float(responses[i].is_correct) for i in which])
    floor, n_groups = candidate.fitted.form.guess_floor, len(weights)
    deviations = pooled_deviations(base[which], right, np.ones(len(which)), group, n_groups=n_groups, guess_floor=floor)
    mean, covariance = candidate.fitted.abilities_on([candidate.as_of]).of_one(0)
    variance = np.einsum("gk,kl,gl->g", weights, covariance, weights) + deviations.variance
    shares = share_intervals(weights @ mean + deviations.mean, variance, floor)
    n_items = np.bincount(group, minlength=n_groups)
    n_correct = np.bincount(group, weights=right, minlength=n_groups)
    reach = NORMAL_90 * np.sqrt(deviations.variance)
    relative = np.full(n_groups, RelativeMastery.CANNOT_TELL, dtype=object)
    relative[deviations.mean + reach < 0] = RelativeMastery.BELOW
    relative[deviations.mean - reach > 0] = RelativeMastery.ABOVE
    return [PooledMastery(int(n_items[g]), round(n_correct[g]), shares[g], relative[g]) for g in range(n_groups)]
