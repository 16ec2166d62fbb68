"""Rows of practice exams that are entered by hand."""

from dataclasses import replace
from datetime import date

import pytest

from analytics.records import Confidence
from analytics.updates.practice_exam_entry import (
    DomainCounts,
    EarlierExam,
    ExamEntry,
    TypedAnswer,
    domain_results,
    earlier_exams,
    item_responses,
    next_sitting,
)
from tests.inputs.builders import EXAM, practice_exam, responses, stored

DAY = date(2026, 11, 1)
ENTRY = ExamEntry(exam_code="AIF-C01", taken_at=DAY, provider="Provider A", form="Set 1", sitting=2)


def test_an_id_is_the_day_the_provider_and_the_form() -> None:
    """A number follows if the id is in use."""
    name = "2026-11-01 Provider A Set 1"
    assert ENTRY.unused_id(()) == name
    assert ENTRY.unused_id({name, f"{name} (2)"}) == f"{name} (3)"
    assert ExamEntry(exam_code="AIF-C01", taken_at=DAY).unused_id(()) == "2026-11-01"


def test_a_form_is_counted_by_its_provider() -> None:
    """Two practice exams of one form make the next sitting the third; without a form there is only the first."""
    sat = [EarlierExam("AIF-C01", name, "Provider A", "Set 1") for name in ("first", "second")]
    assert next_sitting(sat, "Provider A", "Set 1") == 3
    assert next_sitting(sat, "Provider B", "Set 1") == 1
    assert next_sitting(sat, "Provider A", None) == 1


def test_each_practice_exam_in_the_file_is_found_once() -> None:
    """Those with results by domain, with single answers or with both; other candidates' are not found."""
    counts, single = practice_exam(DAY, [(1, 2)] * 3), responses("b", DAY, "++-", provider=None)
    both = responses(counts[0].practice_exam_id, DAY, "++-")
    other = replace(practice_exam(DAY, [(1, 2)], provider="Provider B")[0], candidate_id="other")
    with stored([*counts, *single, *both, other]) as store:
        found = earlier_exams(store, "me")
    assert set(found) == {
        EarlierExam(EXAM, counts[0].practice_exam_id, "Provider A", None),
        EarlierExam(EXAM, "b", None, None),
    }
    assert len(found) == 2


@pytest.mark.parametrize(
    ("counts", "are_possible"),
    [((20, 20, 20), True), ((20, 25, None), False), ((20, 5, 21), False), ((20, -1, 0), False)],
)
def test_counts_of_a_domain_are_parts_of_all_its_questions(
    counts: tuple[int, int, int | None], are_possible: bool
) -> None:
    """Correct answers and questions seen before are each at most all questions."""
    assert DomainCounts(*counts).are_possible == are_possible


def test_each_domain_with_counts_becomes_a_row() -> None:
    """All rows share the id and the conditions."""
    rows = domain_results(ENTRY, "p", {"1": DomainCounts(30, 28, None), "2": DomainCounts(35, 33, 4)})
    assert [(row.domain_id, row.n_items, row.n_correct, row.n_seen_before) for row in rows] == [
        ("1", 30, 28, None),
        ("2", 35, 33, 4),
    ]
    assert {(row.practice_exam_id, row.taken_at, row.sitting) for row in rows} == {("p", DAY, 2)}


def test_each_answer_becomes_a_row_in_order() -> None:
    """Its position is its key."""
    answers = [TypedAnswer("1", True, confidence=Confidence.GUESS), TypedAnswer("2", False, is_flagged=True)]
    first, second = item_responses(ENTRY, "p", answers)
    assert (first.position, first.response_key, first.confidence) == (1, "position:1", Confidence.GUESS)
    assert (second.position, second.is_correct, second.is_flagged) == (2, False, True)
