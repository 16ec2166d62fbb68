"""What is known below the domain: each task's self-rating and its questions, never ranked."""

from collections.abc import Mapping
from dataclasses import dataclass

from analytics.estimation.candidate import FittedCandidate
from analytics.models.intervals import Interval
from analytics.reports.practice.task_mastery import depth_report
from analytics.reports.study.self_ratings import read_ratings


@dataclass(frozen=True, slots=True)
class TaskGap:
    """One task: the rating, its questions when first met, and the share expected on new ones."""

    task_id: str
    title: str
    rating: int | None
    n_items: int
    n_correct: int
    share: Interval


def task_gaps(known: FittedCandidate) -> Mapping[str, tuple[TaskGap, ...]]:
    """Give each domain's tasks with rating and pooled share."""
    ratings = read_ratings(known)
    gaps: dict[str, list[TaskGap]] = {domain_id: [] for domain_id in known.blueprint.domain_ids}
    for task in depth_report(known).tasks:
        rating = ratings.tasks.get((task.domain_id, task.task_id))
        depth = task.depth
        gaps[task.domain_id].append(
            TaskGap(task.task_id, task.title, rating, depth.n_items, depth.n_correct, depth.share)
        )
    return {domain_id: tuple(tasks) for domain_id, tasks in gaps.items()}
