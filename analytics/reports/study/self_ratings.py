"""What the candidate thought of themselves, read as shares correct, and held against the evidence."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import numpy as np

from analytics.estimation.candidate import FittedCandidate
from analytics.models.intervals import Interval

RATING_SHARES: Mapping[int, float] = {1: 0.35, 2: 0.50, 3: 0.65, 4: 0.78, 5: 0.90}
"""The share correct that a self-rating is read as: anchors of ours, from "new to me" to "could
teach it". They serve the comparison with evidence and stand in for it before there is any."""

RATING_HALF_WIDTH = 0.20
"""How far a self-rating may be off: self-assessment and performance correlate weakly
(Zell & Krizan 2014, r about .3)."""


class RatingVerdict(StrEnum):
    """How a self-rating compares with the evidence of its time."""

    TOO_HIGH = "too_high"
    TOO_LOW = "too_low"
    AGREES = "agrees"
    CANNOT_TELL = "cannot_tell"


@dataclass(frozen=True, slots=True)
class DomainRating:
    """The latest self-rating of a domain with its day, and the first."""

    rating: float
    first_rating: float
    rated_on: date


@dataclass(frozen=True, slots=True)
class RatingComparison:
    """A domain's self-rating, translated to questions lost, and what the evidence says of it."""

    rating: float
    first_rating: float
    rated_on: date
    lost: float
    verdict: RatingVerdict


@dataclass(frozen=True, slots=True)
class SelfRatings:
    """Self-ratings by domain, and by domain and task."""

    domains: Mapping[str, DomainRating]
    tasks: Mapping[tuple[str, str], int]


def read_ratings(known: FittedCandidate) -> SelfRatings:
    """Read the self-ratings; a domain without one of its own takes the mean of its tasks."""
    ratings = known.records.self_ratings
    ratings = ratings[ratings.domain_id.isin(known.blueprint.domain_ids)]
    table = ratings.groupby(["domain_id", "task_id"], as_index=False).agg(
        rating=("rating", "last"), first_rating=("rating", "first"), rated_on=("day", "last")
    )
    tasks = table[table.task_id != ""]
    how = {"rating": "mean", "first_rating": "mean", "rated_on": "max"}
    by_domain = tasks.groupby("domain_id", as_index=False).agg(how)
    return SelfRatings(
        {
            row["domain_id"]: DomainRating(row["rating"], row["first_rating"], row["rated_on"].date())
            for rows in (by_domain, table[table.task_id == ""])
            for row in rows.to_dict("records")
        },
        {(row["domain_id"], row["task_id"]): row["rating"] for row in tasks.to_dict("records")},
    )


def rated_share(rating: float) -> float:
    """Read a self-rating, also a mean of several, as a share correct."""
    return float(np.interp(rating, list(RATING_SHARES), list(RATING_SHARES.values())))


def rated_interval(rating: float, guess_floor: float) -> Interval:
    """Read a self-rating as a share correct with the range that a self-rating leaves."""
    share = rated_share(rating)
    return Interval(share, max(guess_floor, share - RATING_HALF_WIDTH), min(1.0, share + RATING_HALF_WIDTH))


def own_view(
    rated: DomainRating, n_exam_items: float, share_then: Interval | None, first_on: date | None
) -> RatingComparison:
    """Hold a rating against the share correct of its time, None where nothing is known of it.

    Args:
        rated: The rating.
        n_exam_items: How many questions of the exam are of the domain.
        share_then: The expected share correct on the day of the rating, or at the first practice
            exam where that came later; None where no question of the domain has been answered.
        first_on: The day of the first practice exam.
    """
    lost = n_exam_items * (1 - rated_share(rated.rating))
    was_first = first_on is not None and rated.rated_on < first_on
    verdict = _verdict(rated.rating, share_then, was_first=was_first) if share_then else RatingVerdict.CANNOT_TELL
    return RatingComparison(rated.rating, rated.first_rating, rated.rated_on, lost, verdict)


def _verdict(rating: float, share: Interval, *, was_first: bool) -> RatingVerdict:
    """Compare a rating with a share correct: it disagrees where it lies outside the range.

    Below the range it is too low only if there was evidence already: what is learned between a
    rating and the first practice exam looks the same. A range wider than what a rating leaves
    open itself holds almost any of them, and so agrees with none.
    """
    rated = rated_share(rating)
    if rated > share.high:
        return RatingVerdict.TOO_HIGH
    if rated < share.low:
        return RatingVerdict.CANNOT_TELL if was_first else RatingVerdict.TOO_LOW
    is_narrow = share.high - share.low <= 2 * RATING_HALF_WIDTH
    return RatingVerdict.AGREES if is_narrow else RatingVerdict.CANNOT_TELL
