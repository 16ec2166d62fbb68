"""The latest self-ratings of a candidate."""

from collections.abc import Iterable, Mapping

from analytics.blueprints.model import ExamBlueprint
from analytics.records import SelfRating

Subject = tuple[str, str | None]
"""A domain, and one of its tasks or None for the domain as a whole."""


def latest_ratings(exam: ExamBlueprint, ratings: Iterable[SelfRating]) -> Mapping[Subject, int]:
    """Return the latest rating of each domain and task; on the same day, one for this exam takes precedence."""
    of_exam = [rating for rating in ratings if rating.exam_code in {None, exam.code}]
    in_order = sorted(of_exam, key=lambda rating: (rating.rated_on, rating.exam_code is not None))
    return {(rating.domain_id, rating.task_id): rating.rating for rating in in_order}
