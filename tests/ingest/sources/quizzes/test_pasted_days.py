"""Days in pasted results: in words, in numbers without a year, and relative to today."""

from dataclasses import replace
from datetime import date

import pytest

from analytics.errors import OpenQuestionError, Question
from analytics.ingest import ReadingContext
from analytics.ingest.file_mapping import NO_MAPPING, DateOrder, FileMapping
from analytics.ingest.sources.quizzes.pasted_lines import order_of_days, with_iso_days
from analytics.records import DomainResult
from tests.inputs.ingest_inputs import CONTEXT, EXAM
from tests.inputs.quiz_files import read_pasted

TODAY = date(2026, 11, 26)
"""A Thursday."""

THREE = "Whizlabs test 1, 71 %, last week\nWhizlabs test 2, 75 %, on Sunday\nWhizlabs test 3, 78 %, yesterday"


def context(mapping: FileMapping = NO_MAPPING) -> ReadingContext:
    return replace(CONTEXT, today=TODAY, exam_code=EXAM, mapping=mapping)


def read(text: str, mapping: FileMapping = NO_MAPPING) -> list[tuple[date, str | None, int]]:
    """Return day, set and correct answers of each result in a text."""
    rows = [row.record for row in read_pasted(text, context(mapping)).rows]
    return [(row.taken_at, row.form, row.n_correct) for row in rows if isinstance(row, DomainResult)]


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("today", "2026-11-26"), ("Yesterday", "2026-11-25"), ("the day before yesterday", "2026-11-24"),
        ("3 days ago", "2026-11-23"), ("a day ago", "2026-11-25"), ("two days ago", "2026-11-24"),
        ("on Sunday", "2026-11-22"), ("last Monday", "2026-11-23"), ("last Thursday", "2026-11-19"),
        ("Sunday", "2026-11-22"), ("21.10.", "2026-10-21"), ("1.12.", "2025-12-01"), ("21.10.25", "2025-10-21"),
        ("10/21", "2026-10-21"), ("on 10/21", "2026-10-21"), ("12/24", "2025-12-24"), ("10/21/2025", "2025-10-21"),
        ("29.2.", "2024-02-29"), ("21 Oct", "2026-10-21"),
    ],
)  # fmt: skip
def test_a_day_is_the_latest_that_is_not_after_today(words: str, day: str) -> None:
    """In words, in numbers without a year, or relative to today; 26 November 2026 is a Thursday."""
    assert (
        with_iso_days(f"Whizlabs test 3, 78 %, {words}", TODAY, DateOrder.DAY_FIRST) == f"Whizlabs test 3, 78 %, {day}"
    )
    assert read(f"Whizlabs test 3, 78 %, {words}") == [(date.fromisoformat(day), "test 3", 51)]


@pytest.mark.parametrize("words", ["last week", "a week ago", "two months ago", "last weekend", "recently"])
def test_vague_days_are_asked_about_and_are_not_part_of_a_name(words: str) -> None:
    """Several days may be meant."""
    with pytest.raises(OpenQuestionError) as caught:
        read(f"Test 3, 78 %, {words}")
    assert (caught.value.question, caught.value.about) == (Question.DAY, "")
    (result,) = read_pasted(f"Test 3, 78 %, {words}", context(FileMapping(taken_on=TODAY))).rows
    assert isinstance(result.record, DomainResult)
    assert (result.record.form, result.record.provider) == ("Test 3", None)


def test_each_practice_exam_without_a_day_is_asked_about_alone() -> None:
    """Clear ones have their own days; an answer for one does not apply to the next."""
    with pytest.raises(OpenQuestionError) as caught:
        read(THREE.replace("yesterday", "last month"))
    first = caught.value
    assert (first.question, first.about) == (Question.DAY, "Whizlabs test 1, 71 %, last week (line 1)")
    days = {first.about: date(2026, 11, 18)}
    with pytest.raises(OpenQuestionError) as caught:
        read(THREE.replace("yesterday", "last month"), FileMapping(days=days))
    assert caught.value.about == "Whizlabs test 3, 78 %, last month (line 3)"
    days[caught.value.about] = date(2026, 10, 30)
    found = read(THREE.replace("yesterday", "last month"), FileMapping(days=days))
    assert [day for day, *_ in found] == [date(2026, 11, 18), date(2026, 11, 22), date(2026, 10, 30)]
    assert read(THREE, FileMapping(taken_on=date(2026, 11, 18)))[2][0] == date(2026, 11, 25)


@pytest.mark.parametrize(
    "line",
    [
        "Set 1: 50 % (10/20)",
        "Set 1: 10/20, 50 %",
        "Set 1, 72 % (10/12)",
        "Set 1: 10/20",
        "Set 1, 10/12, 9/11",
        "101 % 1/2",
    ],
)
def test_counts_are_not_days(line: str) -> None:
    """They follow a percentage, agree with it, or are the only result; two that could both be days are neither."""
    assert with_iso_days(line, TODAY, DateOrder.DAY_FIRST) == line


def test_a_day_stands_beside_counts_or_first() -> None:
    """The other fraction cannot be a day, words follow in the line, or a word says that it is a day."""
    assert read("Set 1, 10/21, 45/65") == [(date(2026, 10, 21), "Set 1", 45)]
    lines = "10/21 Set 2\nDesign Secure Architectures: 52.38 % (11/21)"
    assert read(lines) == [(date(2026, 10, 21), "Set 2", 11)]
    assert read(f"date: {lines.replace(' Set 2', '')}") == [(date(2026, 10, 21), None, 11)]


def test_the_order_of_day_and_month_is_proven_or_asked_for() -> None:
    """A part above 12 in another line proves it; 10/10 proves nothing."""
    text = "Set 1, 71 %, 3/4\nSet 2, 75 %, {}"
    assert [day for day, *_ in read(text.format("10/21"))] == [date(2026, 3, 4), date(2026, 10, 21)]
    assert [day for day, *_ in read(text.format("21/10"))] == [date(2026, 4, 3), date(2026, 10, 21)]
    with pytest.raises(OpenQuestionError) as caught:
        read(text.format("10/10"))
    assert (caught.value.question, caught.value.found) == (Question.DATE_ORDER, {"3/4": 1})
    answered = read(text.format("10/10"), FileMapping(date_order=DateOrder.MONTH_FIRST))
    assert [day for day, *_ in answered] == [date(2026, 3, 4), date(2026, 10, 10)]
    assert order_of_days(["Set 1, 71 %, 13/4", "Set 2, 75 %, 4/13"])[1] == ""
