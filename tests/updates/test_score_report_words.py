"""The words of a score report by domain."""

from datetime import date

from analytics.records import ExamOutcome
from analytics.updates.practice_exam_entry import domain_outcomes, without_words

WHOLE = ExamOutcome(taken_on=date(2026, 11, 1), exam_code="AIF-C01", is_passed=False, scaled_score=640)


def test_each_domain_with_a_word_becomes_a_row() -> None:
    """The score belongs to the whole alone."""
    (row,) = domain_outcomes(WHOLE, {"2": "Needs improvement"})
    assert (row.domain_id, row.classification, row.is_passed, row.scaled_score) == (
        "2",
        "Needs improvement",
        False,
        None,
    )


def test_a_result_with_words_is_not_asked_about_again() -> None:
    later = ExamOutcome(taken_on=date(2026, 11, 20), exam_code="AIF-C01", is_passed=True)
    rows = [WHOLE, *domain_outcomes(WHOLE, {"2": "Needs improvement"}), later]
    assert list(without_words(rows)) == [later]
