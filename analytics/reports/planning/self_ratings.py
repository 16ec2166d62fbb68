"""Self-ratings, read as shares correct and compared with the evidence."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import numpy as np

from analytics.blueprints.model import ExamBlueprint
from analytics.estimation.candidate import FittedCandidate
from analytics.models.intervals import Interval
from analytics.records import SelfRating
from analytics.records.column_table import ColumnTable

RATING_SHARES: Mapping[int, float] = {1: 0.35, 2: 0.50, 3: 0.65, 4: 0.78, 5: 0.90}
"""Share correct that a rating stands for: our anchors, from "new to me" to "could teach it". They are
compared with evidence, and stand in for it before there is any."""

RATING_HALF_WIDTH = 0.20
"""Possible error of a rating: self-assessment correlates weakly with performance (Zell & Krizan 2014, r about .3)."""


Subject = tuple[str, str | None]
"""A domain, and one of its tasks or None for the domain as a whole."""


class RatingVerdict(StrEnum):
    """How a self-rating compares with the evidence of its time."""

    TOO_HIGH = "too_high"
    TOO_LOW = "too_low"
    AGREES = "agrees"
    CANNOT_TELL = "cannot_tell"


@dataclass(frozen=True, slots=True)
class DomainRating:
    """A domain's latest self-rating with its day."""

    rating: float
    rated_on: date


@dataclass(frozen=True, slots=True)
class RatingComparison:
    """A domain's self-rating as questions lost, compared with the evidence."""

    rated: DomainRating
    lost: float
    verdict: RatingVerdict


@dataclass(frozen=True, slots=True)
class SelfRatings:
    """Self-ratings by domain, and by domain and task."""

    domains: Mapping[str, DomainRating]
    tasks: Mapping[tuple[str, str], int]


def latest_ratings(exam: ExamBlueprint, ratings: Iterable[SelfRating]) -> Mapping[Subject, int]:
    """Return the latest rating of each domain and task; on the same day, one for this exam takes precedence."""
    of_exam = [rating for rating in ratings if rating.exam_code in {None, exam.code}]
    in_order = sorted(of_exam, key=lambda rating: (rating.rated_on, rating.exam_code is not None))
    return {(rating.domain_id, rating.task_id): rating.rating for rating in in_order}


def read_self_ratings(candidate: FittedCandidate) -> SelfRatings:
    """Return the candidate's self-ratings."""
    return self_ratings_of(candidate.records.self_ratings, candidate.blueprint.domain_ids)


def self_ratings_of(ratings: ColumnTable, domain_ids: Sequence[str]) -> SelfRatings:
    """Return the self-ratings in some rows; a domain without its own takes the mean of its tasks."""
    found: dict[tuple[str, str], DomainRating] = {}
    for domain_id, task_id, rating, day in ratings.rows("domain_id", "task_id", "rating", "day"):
        found[domain_id, task_id] = DomainRating(rating, day.date())
    domains = {}
    for domain_id in domain_ids:
        tasks = [rating for (domain, task), rating in found.items() if domain == domain_id and task]
        own = found.get((domain_id, ""))
        if own is not None or tasks:
            mean, last = sum(task.rating for task in tasks) / max(1, len(tasks)), [task.rated_on for task in tasks]
            domains[domain_id] = own or DomainRating(mean, max(last))
    tasks_rated = {key: int(own.rating) for key, own in sorted(found.items()) if key[1] and key[0] in domain_ids}
    return SelfRatings(domains, tasks_rated)


def rated_share(rating: float) -> float:
    """Return the share correct that a rating, or a mean of several, stands for."""
    return float(np.interp(rating, list(RATING_SHARES), list(RATING_SHARES.values())))


def rated_interval(rating: float, guess_floor: float) -> Interval:
    """Return the share correct that a rating stands for, with its range."""
    share = rated_share(rating)
    return Interval(share, max(guess_floor, share - RATING_HALF_WIDTH), min(1.0, share + RATING_HALF_WIDTH))


def rating_comparison(
    rated: DomainRating, n_exam_items: float, share_then: Interval | None, first_on: date | None
) -> RatingComparison:
    """Compare a rating with the evidence of its time.

    A rating disagrees if it lies outside the range. Below the range it is too low only if there was evidence already,
    since learning between the rating and the first practice exam looks the same. A range wider than a rating's own
    agrees with nothing, because it includes almost any rating.

    Args:
        rated: The rating.
        n_exam_items: Questions of the exam in the domain.
        share_then: Expected share correct on the day of the rating, or at the first practice exam if that
            came later; None if no question of the domain has been answered.
        first_on: Day of the first practice exam.
    """
    share = rated_share(rated.rating)
    was_first = first_on is not None and rated.rated_on < first_on
    verdict = RatingVerdict.CANNOT_TELL
    if share_then is not None and share > share_then.high:
        verdict = RatingVerdict.TOO_HIGH
    elif share_then is not None and share < share_then.low:
        verdict = RatingVerdict.CANNOT_TELL if was_first else RatingVerdict.TOO_LOW
    elif share_then is not None and share_then.high - share_then.low <= 2 * RATING_HALF_WIDTH:
        verdict = RatingVerdict.AGREES
    return RatingComparison(rated, n_exam_items * (1 - share), verdict)
