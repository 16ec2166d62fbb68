"""Which of several self-ratings counts."""

from datetime import date

from analytics.blueprints.parser import shipped_blueprints
from analytics.updates.self_ratings import latest_ratings
from tests.inputs.builders import rating

EXAM = shipped_blueprints()["AIF-C01"]


def test_the_latest_rating_counts() -> None:
    earlier, later = rating("1", 2, on=date(2026, 11, 1)), rating("1", 4, on=date(2026, 11, 2))
    ratings = [later, earlier, rating("1", 5, task_id="1.1")]
    assert latest_ratings(EXAM, ratings) == {("1", None): 4, ("1", "1.1"): 5}


def test_a_rating_for_this_exam_beats_one_for_all_of_the_same_day() -> None:
    """A rating for another exam does not count."""
    ratings = [rating("1", 4, exam_code=EXAM.code), rating("1", 2), rating("1", 5, exam_code="MLS-C01")]
    assert latest_ratings(EXAM, ratings) == {("1", None): 4}
