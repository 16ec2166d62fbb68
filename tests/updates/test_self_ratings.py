"""Which self-ratings are asked for."""

from datetime import date

from analytics.blueprints.parser import shipped_blueprints
from analytics.updates.self_ratings import has_rating, latest_ratings, rated_subjects
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
    assert not has_rating(EXAM, ratings[2:])


def test_a_domain_is_rated_by_task_unless_it_was_rated_whole() -> None:
    """A domain without tasks is rated whole."""
    domain = EXAM.domains[0]
    tasks = [("1", task.task_id) for task in domain.tasks]
    assert list(rated_subjects(domain, ())) == tasks
    assert list(rated_subjects(domain, {("1", None)})) == [("1", None), *tasks]
    untasked = shipped_blueprints()["AI-103"].domains[0]
    assert list(rated_subjects(untasked, ())) == [("1", None)]


def test_ratings_of_other_exams_do_not_count() -> None:
    assert has_rating(EXAM, [rating("1", 3)])
    assert not has_rating(EXAM, [rating("99", 3)])
