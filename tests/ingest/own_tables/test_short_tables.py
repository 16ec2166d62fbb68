"""Tables of a few rows, as people write them after their first practice exam."""

from dataclasses import replace

import pytest

from analytics.ingest import Import
from analytics.ingest.file_mapping import FileMapping
from analytics.ingest.tables.opened import OpenedFile
from analytics.records import TOTAL_DOMAIN, DomainResult, ItemResponse, SelfRating
from analytics.updates.import_preview import table_head
from analytics.updates.import_reading import read_labeled
from tests.inputs.ingest_inputs import CONTEXT, EXAM

FOUR_DOMAINS = ["1", "2", "3", "4"]


def read_as_guessed(text: str) -> Import:
    """Read a table with its guess, about which nothing is asked."""
    opened = OpenedFile("log.csv", text.encode())
    head = table_head(opened)
    assert head is not None
    guess = head.guess(exam=CONTEXT.blueprints[EXAM])
    assert guess.is_sure
    mapping = FileMapping(kind=guess.kind, columns=guess.columns)
    read = read_labeled(opened, replace(CONTEXT, exam_code=EXAM, mapping=mapping))
    assert isinstance(read, Import)
    return read


def counts(read: Import) -> list[tuple[str, int, int]]:
    """Return domain, questions and right answers of each row."""
    records = [row.record for row in read.rows]
    assert all(isinstance(record, DomainResult) for record in records)
    return [(one.domain_id, one.n_items, one.n_correct) for one in records if isinstance(one, DomainResult)]


@pytest.mark.parametrize(
    ("header", "rows"),
    [
        ("Date,Domain,Questions,Correct", [(20, 14), (17, 12), (16, 9), (12, 8)]),
        ("taken_on,domain_id,n_items,n_correct", [(20, 14), (17, 12), (16, 9), (12, 8)]),
        ("Taken on,Section,# Questions,Correct answers", [(16, 12), (18, 17), (16, 8), (12, 5)]),
        ("Date,Domain #,Total,Score", [(20, 14), (17, 12), (16, 9), (12, 8)]),
        ("Date,Topic,Questions,Right", [(10, 8), (10, 8), (10, 8), (10, 8)]),
        ("Data,Bloque,Pytania,Poprawne", [(4, 1), (20, 10), (25, 11), (13, 10)]),
        ("Day,Part,Questions,Correct", [(4, 3), (5, 1), (6, 6), (13, 10)]),
    ],
)
def test_one_exam_by_domain_is_not_a_list_of_answers(header: str, rows: list[tuple[int, int]]) -> None:
    """Numbers of right answers are not points of single questions, even if they are few and of the same day."""
    lines = [f"2026-11-10,{domain},{n},{right}" for domain, (n, right) in zip(FOUR_DOMAINS, rows, strict=True)]
    read = read_as_guessed("\n".join([header, *lines]))
    assert counts(read) == [(domain, *row) for domain, row in zip(FOUR_DOMAINS, rows, strict=True)]


@pytest.mark.parametrize("header", ["Date,Area,Correct,Wrong", "Datum,Kategorie,Richtig,Fehler"])
@pytest.mark.parametrize("rows", [[(9, 0), (16, 1), (10, 4), (10, 2)], [(8, 2), (8, 1), (8, 2), (8, 2)]])
def test_right_and_wrong_answers_by_domain_are_counts(header: str, rows: list[tuple[int, int]]) -> None:
    """Right answers beside wrong ones add up to the questions of each domain."""
    lines = [f"2026-11-10,{domain},{right},{bad}" for domain, (right, bad) in zip(FOUR_DOMAINS, rows, strict=True)]
    read = read_as_guessed("\n".join([header, *lines]))
    assert counts(read) == [
        (domain, right + bad, right) for domain, (right, bad) in zip(FOUR_DOMAINS, rows, strict=True)
    ]


@pytest.mark.parametrize("rows", [[(5, 7), (3, 3), (7, 4), (5, 1)], [(8, 5), (7, 1), (3, 0), (7, 8)]])
def test_small_counts_of_wrong_answers_are_not_options(rows: list[tuple[int, int]]) -> None:
    """If nothing identifies questions, small numbers are counts and not options."""
    lines = [f"2026-11-10,{domain},{right},{bad}" for domain, (right, bad) in zip(FOUR_DOMAINS, rows, strict=True)]
    read = read_as_guessed("\n".join(["Date,Domain,Correct,Wrong answers", *lines]))
    assert [(n_items, n_correct) for _, n_items, n_correct in counts(read)] == [
        (right + bad, right) for right, bad in rows
    ]


def test_a_numbering_that_begins_again_each_day_is_the_domain() -> None:
    """An unexplained column that numbers the domains on each day is the domain, but not one named after exams."""
    rows = [f"2026-11-{day},{domain},20,{10 + domain}" for day in (10, 15) for domain in (1, 2, 3, 4)]
    domains = [domain for domain, *_ in counts(read_as_guessed("\n".join(["Date,Blok,Questions,Correct", *rows])))]
    exams = [domain for domain, *_ in counts(read_as_guessed("\n".join(["Date,Test,Questions,Correct", *rows])))]
    assert domains == FOUR_DOMAINS * 2
    assert exams == [TOTAL_DOMAIN] * 8


def test_one_row_of_counts_is_one_practice_exam() -> None:
    """A single row with questions, right and wrong answers is not an answered question."""
    assert counts(read_as_guessed("日付,問題数,正解,誤答\n2026-11-03,10,9,1")) == [(TOTAL_DOMAIN, 10, 9)]


def test_ratings_that_are_all_one_are_ratings() -> None:
    """A self-rating of 1 for each domain is not a right answer."""
    rows = [f"2026-11-10,{domain},1,need work" for domain in FOUR_DOMAINS]
    read = read_as_guessed("\n".join(["Date,domain_id,Self-rating,Notes", *rows]))
    assert [record.rating for row in read.rows if isinstance(record := row.record, SelfRating)] == [1, 1, 1, 1]


@pytest.mark.parametrize(
    ("marks", "expected", "n_notices"),
    [(("x", "", "x", ""), [True, False, True, False], 1), (("x", "x", "x", "x"), [True] * 4, 0)],
)
def test_where_only_right_answers_are_marked_blank_ones_are_wrong(
    marks: tuple[str, ...], expected: list[bool], n_notices: int
) -> None:
    """A notice says so, unless no cell is blank."""
    rows = [f"2026-11-10,{number},Design Secure Architectures,{mark}" for number, mark in enumerate(marks, 1)]
    read = read_as_guessed("\n".join(["Date,No.,Domain,Correct", *rows]))
    assert [record.is_correct for row in read.rows if isinstance(record := row.record, ItemResponse)] == expected
    assert sum("so blank ones count as wrong. Lines: 3, 5." in notice for notice in read.notices) == n_notices


def test_a_blank_beside_right_and_wrong_answers_is_a_problem() -> None:
    """There a blank is neither right nor wrong."""
    rows = [f"2026-11-10,{number},Design Secure Architectures,{mark}" for number, mark in enumerate(("x", "no", ""), 1)]
    read = read_as_guessed("\n".join(["Date,No.,Domain,Correct", *rows]))
    assert [problem.line for problem in read.problems] == ["4"]
