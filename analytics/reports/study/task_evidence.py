"""Each task's self-rating and questions, never ranked."""

from collections.abc import Mapping
from dataclasses import dataclass

from analytics.estimation.candidate import FittedCandidate
from analytics.models.intervals import Interval
from analytics.reports.planning.self_ratings import read_self_ratings
from analytics.reports.practice.task_mastery import task_mastery_report


@dataclass(frozen=True, slots=True)
class TaskEvidence:
    """One task: its rating, first responses, and expected share correct on new questions."""

    task_id: str
    title: str
    rating: int | None
    n_items: int
    n_correct: int
    share: Interval


def task_evidence(candidate: FittedCandidate) -> Mapping[str, tuple[TaskEvidence, ...]]:
    """Return each domain's tasks with rating and pooled share."""
    ratings = read_self_ratings(candidate)
    gaps: dict[str, list[TaskEvidence]] = {domain_id: [] for domain_id in candidate.blueprint.domain_ids}
    for task in task_mastery_report(candidate).tasks:
        rating = ratings.tasks.get((task.domain_id, task.task_id))
        mastery = task.mastery
        gaps[task.domain_id].append(
            TaskEvidence(
                task_id=task.task_id,
                title=task.title,
                rating=rating,
                n_items=mastery.n_items,
                n_correct=mastery.n_correct,
                share=mastery.share,
            )
        )
    return {domain_id: tuple(tasks) for domain_id, tasks in gaps.items()}
