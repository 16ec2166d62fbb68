"""Each task's self-rating and questions, never ranked."""

from collections.abc import Mapping
from dataclasses import dataclass

from analytics.estimation.candidate import FittedCandidate
from analytics.models.intervals import Interval
from analytics.reports.practice.task_mastery import task_mastery_report
from analytics.reports.study.self_ratings import read_ratings


@dataclass(frozen=True, slots=True)
class TaskEvidence:
    """One task: its rating, first responses, and expected share correct on new questions."""

    task_id: str
    title: str
    rating: int | None
    n_items: int
    n_correct: int
    share: Interval


def task_evidence(known: FittedCandidate) -> Mapping[str, tuple[TaskEvidence, ...]]:
    """Return each domain's tasks with rating and pooled share."""
    ratings = read_ratings(known)
    gaps: dict[str, list[TaskEvidence]] = {domain_id: [] for domain_id in known.blueprint.domain_ids}
    for task in task_mastery_report(known).tasks:
        rating = ratings.tasks.get((task.domain_id, task.task_id))
        mastery = task.mastery
        gaps[task.domain_id].append(
            TaskEvidence(task.task_id, task.title, rating, mastery.n_items, mastery.n_correct, mastery.share)
        )
    return {domain_id: tuple(tasks) for domain_id, tasks in gaps.items()}
