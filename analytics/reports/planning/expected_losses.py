"""Questions expected to be lost by domain, and the split of study hours that follows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property

import numpy as np

from analytics.estimation.candidate import FittedCandidate
from analytics.estimation.model_fit import lost_interval, share_intervals
from analytics.models.exam_score import ExamForm
from analytics.models.intervals import Floats, Interval, certain_ranks
from analytics.reports.planning.self_ratings import DomainRating, rated_interval, read_self_ratings

MIN_SHARE_OF_HOURS = 0.05
SHARE_DIGITS = 9
"""Digits of a share of hours that do not depend on how many candidates are fitted at once."""


class GapBasis(StrEnum):
    """The evidence behind an estimated gap."""

    PRACTICE_EXAMS = "practice_exams"
    SELF_RATINGS = "self_ratings"
    NOTHING = "nothing"


@dataclass(frozen=True)
class ExpectedLosses:
    """Questions expected to be lost by domain, in blueprint order, and their basis.

    `last_on` is the day of the latest evidence, None without any; the losses do not reflect hours after it.
    """

    basis: GapBasis
    lost: tuple[Interval, ...]
    last_on: date | None

    @cached_property
    def shares_of_hours(self) -> Floats:
        """Proposed share of hours for each domain, (domains,): in proportion to its loss, at least about a 20th.

        The least is half an equal share if there are more than ten domains, and nothing for one without questions.
        Rounded, so that equal domains keep the blueprint's order.
        """
        lost = np.array([interval.value for interval in self.lost])
        least = min(MIN_SHARE_OF_HOURS, 0.5 / len(lost))
        floored = np.where(lost > 0, np.maximum(lost / lost.sum(), least), 0.0)
        return np.asarray((floored / floored.sum()).round(SHARE_DIGITS))

    @cached_property
    def largest(self) -> tuple[int, ...]:
        """Positions of the domains that may lose most: no range lies wholly above theirs. All without evidence."""
        if self.basis is GapBasis.NOTHING:
            return tuple(range(len(self.lost)))
        return tuple(k for k, rank in enumerate(certain_ranks(self.lost)) if rank == 1)

    @property
    def has_order(self) -> bool:
        """Whether any domain certainly does not lose most."""
        return len(self.largest) < len(self.lost)


def expected_losses(candidate: FittedCandidate) -> ExpectedLosses:
    """Return the losses on the exam day, from results, else self-ratings, else the prior."""
    fitted, day = candidate.fitted, candidate.exam_day
    mean, covariance = fitted.abilities_on([day]).of_one(0)
    ratings = read_self_ratings(candidate).domains
    return losses_of(
        share_intervals(mean, np.diag(covariance), fitted.form.guess_floor),
        fitted.form,
        last_exam_on=candidate.counts.last_on,
        ratings=[ratings.get(name) for name in candidate.blueprint.domain_ids],
    )


def losses_of(
    mastery: Sequence[Interval], form: ExamForm, *, last_exam_on: date | None, ratings: Sequence[DomainRating | None]
) -> ExpectedLosses:
    """Return the losses of a candidate.

    Args:
        mastery: Expected share correct by domain on the exam day.
        form: The exam's form.
        last_exam_on: Day of the latest practice exam; ratings count only if it is None.
        ratings: The self-rating of each domain, None for one without.
    """
    rated_on = [rated.rated_on for rated in ratings if rated is not None]
    basis, last_on, shares = GapBasis.NOTHING, None, mastery
    if last_exam_on is not None:
        basis, last_on = GapBasis.PRACTICE_EXAMS, last_exam_on
    elif rated_on:
        basis, last_on = GapBasis.SELF_RATINGS, max(rated_on)
        pairs = zip(mastery, ratings, strict=True)
        shares = [own if rated is None else rated_interval(rated.rating, form.guess_floor) for own, rated in pairs]
    return ExpectedLosses(basis, tuple(lost_interval(share, form, k) for k, share in enumerate(shares)), last_on)
