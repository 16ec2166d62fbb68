"""Which self-ratings a candidate is asked for, and what they rated before."""

from collections.abc import Collection, Iterable, Iterator, Mapping

from analytics.blueprints.model import BlueprintDomain, ExamBlueprint
from analytics.records import SelfRating

Subject = tuple[str, str | None]
"""A domain, and one of its tasks or None for the domain as a whole."""


def latest_ratings(exam: ExamBlueprint, ratings: Iterable[SelfRating]) -> Mapping[Subject, int]:
    """Return the latest rating of each domain and task; on the same day one for this exam alone counts."""
    of_exam = [rating for rating in ratings if rating.exam_code in {None, exam.code}]
    in_order = sorted(of_exam, key=lambda rating: (rating.rated_on, rating.exam_code is not None))
    return {(rating.domain_id, rating.task_id): rating.rating for rating in in_order}


def rated_subjects(domain: BlueprintDomain, rated: Collection[Subject]) -> Iterator[Subject]:
    """Yield the tasks to rate; the domain as a whole if it has no tasks or was rated as a whole before."""
    whole = (domain.domain_id, None)
    if not domain.tasks or whole in rated:
        yield whole
    for task in domain.tasks:
        yield domain.domain_id, task.task_id


def has_rating(exam: ExamBlueprint, ratings: Iterable[SelfRating]) -> bool:
    """Return whether a domain of the exam was rated."""
    return any(domain_id in exam.domain_ids for domain_id, _ in latest_ratings(exam, ratings))
