"""What is known below the domain: each task's self-rating and its questions, never ranked."""

from dataclasses import dataclass

from analytics.models.intervals import Interval, wilson
from analytics.reports.candidate_exam import CandidateExam
from analytics.reports.self_ratings import SelfRatings
from analytics.store import Store


@dataclass(frozen=True, slots=True)
class TaskGap:
    """One task: the rating, and the raw share of questions when first met."""

    task_id: str
    title: str
    rating: int | None
    n_items: int
    n_correct: int
    share: Interval | None


def task_gaps(store: Store, known: CandidateExam, ratings: SelfRatings) -> dict[str, tuple[TaskGap, ...]]:
    """Give each domain's tasks with rating and raw share."""
    table = store.query(
        "item_tasks", candidate_id=known.candidate_id, exam_code=known.blueprint.code, as_of=known.as_of
    )
    found = table.to_dict("records")
    counts = {(row["domain_id"], row["task_id"]): (row["n_items"], row["n_correct"]) for row in found}
    gaps = {}
    for domain in known.blueprint.domains:
        rows = []
        for task in domain.tasks:
            n_items, n_correct = counts.get((domain.domain_id, task.task_id), (0, 0))
            share = wilson(n_correct, n_items) if n_items else None
            rating = ratings.tasks.get((domain.domain_id, task.task_id))
            rows.append(TaskGap(task.task_id, task.title, rating, n_items, n_correct, share))
        gaps[domain.domain_id] = tuple(rows)
    return gaps
