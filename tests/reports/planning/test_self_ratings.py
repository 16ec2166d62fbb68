"""Self-ratings as shares correct, and compared with the evidence."""

from datetime import date

import pytest

from analytics.blueprints.parser import shipped_blueprints
from analytics.models.intervals import Interval
from analytics.records import SelfRating
from analytics.reports.planning.self_ratings import (
    DomainRating,
    RatingVerdict,
    SelfRatings,
    latest_ratings,
    rated_interval,
    rated_share,
    rating_comparison,
    read_self_ratings,
)
from tests.inputs.builders import fitted_from, rating

NARROW = Interval(0.65, 0.55, 0.75)
RATED_ON = date(2026, 10, 11)
AIF = shipped_blueprints()["AIF-C01"]


def _ratings(*records: SelfRating) -> SelfRatings:
    return read_self_ratings(fitted_from(records))


def _verdict(value: float, share: Interval | None, first_on: date | None = RATED_ON) -> RatingVerdict:
    return rating_comparison(DomainRating(value, RATED_ON), 10, share, first_on).verdict


@pytest.mark.parametrize(("value", "share"), [(1, 0.35), (2, 0.50), (2.5, 0.575), (5, 0.90)])
def test_a_rating_is_read_by_its_anchor(value: float, share: float) -> None:
    """Ratings between anchors are interpolated linearly."""
    assert rated_share(value) == pytest.approx(share)


def test_the_range_of_a_rating_stays_between_guessing_and_all_right() -> None:
    """It is twenty points either way, limited to possible shares."""
    lowest = rated_interval(1, 0.2)
    assert (lowest.value, lowest.low) == (0.35, 0.2)
    assert lowest.high == pytest.approx(0.55)
    assert rated_interval(5, 0.2).high == 1.0


def test_a_domain_takes_the_mean_of_its_tasks() -> None:
    """Each task counts with its latest rating; first ratings are averaged separately."""
    found = _ratings(
        rating("1", 2, task_id="1.1"),
        rating("1", 5, task_id="1.2"),
        rating("1", 3, task_id="1.1", on=date(2026, 11, 1)),
    )
    assert found.domains == {"1": DomainRating(4.0, date(2026, 11, 1))}
    assert found.tasks == {("1", "1.1"): 3, ("1", "1.2"): 5}


def test_a_domains_own_rating_wins_over_its_tasks() -> None:
    """A domain's own rating replaces the mean of its tasks."""
    found = _ratings(rating("1", 2, task_id="1.1"), rating("1", 4))
    assert found.domains["1"].rating == 4


def test_ratings_of_other_exams_domains_and_later_days_are_not_seen() -> None:
    """Only ratings of the exam's own domains, up to the day, count."""
    found = _ratings(rating("Z9", 2), rating("1", 2, on=date(2026, 12, 1)))
    assert found == SelfRatings({}, {})


def test_a_rating_disagrees_where_it_lies_outside_the_range() -> None:
    """Above the range it is too high, below too low, inside it agrees."""
    assert [_verdict(value, NARROW) for value in (5, 3, 2)] == [
        RatingVerdict.TOO_HIGH,
        RatingVerdict.AGREES,
        RatingVerdict.TOO_LOW,
    ]


def test_a_rating_before_the_first_practice_exam_is_never_called_too_low() -> None:
    """Learning in between looks the same; too high is still reported."""
    later = date(2026, 11, 14)
    assert _verdict(2, NARROW, later) is RatingVerdict.CANNOT_TELL
    assert _verdict(5, NARROW, later) is RatingVerdict.TOO_HIGH


def test_a_wide_range_agrees_with_no_rating() -> None:
    """A range wider than a rating's own includes almost any rating."""
    assert _verdict(3, Interval(0.6, 0.35, 0.80)) is RatingVerdict.CANNOT_TELL


def test_without_evidence_a_rating_is_undecided() -> None:
    """It is converted to questions lost anyway: half of ten at a rating of 2."""
    view = rating_comparison(DomainRating(2, RATED_ON), 10, None, None)
    assert (view.verdict, view.lost) == (RatingVerdict.CANNOT_TELL, 5.0)


def test_the_latest_rating_counts() -> None:
    earlier, later = rating("1", 2, on=date(2026, 11, 1)), rating("1", 4, on=date(2026, 11, 2))
    ratings = [later, earlier, rating("1", 5, task_id="1.1")]
    assert latest_ratings(AIF, ratings) == {("1", None): 4, ("1", "1.1"): 5}


def test_a_rating_for_this_exam_beats_one_for_all_of_the_same_day() -> None:
    """A rating for another exam does not count."""
    ratings = [rating("1", 4, exam_code=AIF.code), rating("1", 2), rating("1", 5, exam_code="MLS-C01")]
    assert latest_ratings(AIF, ratings) == {("1", None): 4}
