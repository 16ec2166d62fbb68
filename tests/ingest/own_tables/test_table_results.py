"""Results in a user's own table: counts, shares and percentages."""

from dataclasses import replace
from datetime import date

import pytest

from analytics.blueprints.parser import shipped_blueprints
from analytics.errors import Question, UnreadableFileError
from analytics.ingest.file_mapping import FileMapping
from analytics.records import DomainResult
from tests.inputs.ingest_inputs import EXAM, found, lines, read_text
from tests.inputs.mapped_tables import TEST_MAPPING, TESTS, mapped_context, question_of, responses, results
from tests.inputs.tracker_inputs import read

STORED = "Percentages are stored as the nearest number of correct answers, such as "


@pytest.mark.parametrize(
    ("score", "items", "unit", "expected"),
    [
        ("72", "25", None, (25, 18)),
        ("72 %", "25", "percent", (25, 18)),
        ("0.72", "25", "fraction", (25, 18)),
        ("18/25", "25", None, (25, 18)),
        ("61.54", "65", None, (65, 40)),
        ("61.53", "65", None, (65, 40)),  # cut, not rounded
    ],
)
def test_a_share_becomes_counts(score: str, items: str, unit: str | None, expected: tuple[int, int]) -> None:
    """18 of 25 is 72 %, and 40 of 65 is 61.54 %."""
    mapping = replace(TEST_MAPPING, score_unit=unit)
    result = read(f"{TESTS}2026-03-01,1,{items},{score},A\n", mapped_context(mapping))
    assert results(result) == [("1", *expected)]


@pytest.mark.parametrize(
    ("score", "items", "why"),
    [
        ("", "25", "empty"),
        ("-", "25", "empty"),
        ("72", "", "number of questions is missing"),
        ("72", "0", "number of questions is missing"),
        ("120", "25", "more than 100"),
        ("73", "10", "not possible with"),
        ("good", "25", "not a score"),
    ],
)
def test_an_impossible_share_is_a_problem(score: str, items: str, why: str) -> None:
    """Missing is not zero, and no whole number is invented."""
    result = read(f"{TESTS}2026-03-01,1,{items},{score},A\n2026-03-01,2,10,50,A\n", mapped_context(TEST_MAPPING))
    assert (results(result), lines(result)) == ([("2", 10, 5)], ["3"])
    assert why in result.problems[0].reason
    assert result.problems[0].column == "score_(%)"


def test_a_result_of_total_needs_no_number_of_questions() -> None:
    """13/20 is enough; a number of questions beside it must agree."""
    columns = {"date": "taken_at", "result": "score", "n": "n_items"}
    mapping = FileMapping(kind="practice_exams", columns=columns, score_unit="a/b")
    result = read(
        "Date,Result,N\n2026-03-01,13/20,20\n2026-03-02,13/20,25\n2026-03-03,13,20\n", mapped_context(mapping)
    )
    assert results(result) == [("total", 20, 13)]
    assert [problem.column for problem in result.problems] == ["result", "result"]
    alone = FileMapping(kind="practice_exams", columns={"date": "taken_at", "result": "score"})
    for words in ("13 of 20", "13 из 20", "13 sur 20", "13 di 20"):
        assert results(read(f"Date,Result\n2026-03-01,{words}\n", mapped_context(alone))) == [("total", 20, 13)]


def test_counts_and_percentages_may_stand_in_one_column() -> None:
    """39/65 is counted as it stands, and 62 % is of the exam's length: 40.3 of 65."""
    mapping = FileMapping(kind="practice_exams", columns={"date": "taken_at", "result": "score"})
    result = read("Date,Result\n2026-03-01,39/65\n2026-03-02,62 %\n", mapped_context(mapping))
    assert results(result) == [("total", 65, 39), ("total", 65, 40)]
    unclear = "Date,Result\n2026-03-01,39/65\n2026-03-02,52\n"
    assert question_of(unclear, mapped_context(mapping))[0] is Question.SCORE_UNIT


def test_half_marks_are_a_share_of_the_exams_length() -> None:
    """Half marks are not counts: 11.5 of 20 is 37.4 of 65, and 15 of 20 is 48.8, to half a mark."""
    mapping = FileMapping(kind="practice_exams", columns={"date": "taken_at", "note": "score"})
    text = "Date;Note\n2026-03-01;11,5/20\n2026-03-02;15/20\n2026-03-03;20,5/20\n2026-03-04;5/0\n"
    result = read(text, mapped_context(replace(mapping, score_unit="percent")))
    assert results(result) == [("total", 65, 37), ("total", 65, 49)]
    assert [problem.line for problem in result.problems] == ["4", "5"]
    assert f"{STORED}37 of 65 for 57.5 % (37 or 38 possible)." in result.notices
    whole = "Date;Note\n2026-03-01;11,5/20\n"
    assert results(read(whole, mapped_context(mapping))) == [("total", 65, 37)]


@pytest.mark.parametrize(("marks", "n_items"), [("57.5/100", 100), ("34.5/60", 60), ("1.5/6", 6)])
def test_half_a_mark_is_possible_with_as_many_questions(marks: str, n_items: int) -> None:
    """With marks entered as the exam's questions, there is no notice on a different number."""
    mapping = FileMapping(kind="practice_exams", columns={"date": "taken_at", "note": "score"}, n_items=n_items)
    result = read(f"Date;Note\n2026-03-01;{marks}\n", mapped_context(mapping))
    assert not result.problems
    assert any("possible)" in notice for notice in result.notices)


def test_questions_and_wrong_answers_give_the_right_ones() -> None:
    """Skipped questions are not right either; a missing number is not zero."""
    columns = {"date": "taken_at", "asked": "n_items", "errors": "n_wrong", "blank": "n_skipped"}
    mapping = mapped_context(FileMapping(kind="practice_exams", columns=columns))
    text = "Date,Asked,Errors,Blank\n2026-03-01,65,20,5\n2026-03-02,65,,5\n2026-03-03,20,25,\n"
    result = read(text, mapping)
    assert results(result) == [("total", 65, 40)]
    assert [(one.line, one.column) for one in result.problems] == [("3", "errors"), ("4", "n_correct")]


def test_a_result_may_have_its_unit_behind_it() -> None:
    """Words for points are dropped, whatever they are."""
    columns = {"date": "taken_at", "points": "n_correct", "of": "n_items"}
    mapping = mapped_context(FileMapping(kind="practice_exams", columns=columns))
    rows = "2026-03-01,39点,65点\n2026-03-02,40 Pkt.,65 pts\n2026-03-03,41分,65 分\n2026-03-04,m 42,65\n"
    result = read(f"Date,Points,Of\n{rows}", mapping)
    assert results(result) == [("total", 65, 39), ("total", 65, 40), ("total", 65, 41)]
    assert [problem.line for problem in result.problems] == ["5"]
    alone = FileMapping(kind="practice_exams", columns={"date": "taken_at", "result": "score"})
    assert results(read("Date,Result\n2026-03-01,52分/65分\n", mapped_context(alone))) == [("total", 65, 52)]


def test_a_scaled_score_is_refused() -> None:
    """750 of 1000 is not 75 %, whether the answer or the cell says so."""
    columns = {"date": "taken_at", "points": "score"}
    mapping = FileMapping(kind="practice_exams", columns=columns)
    text = "Date,Points\n2026-03-01,750\n"
    assert question_of(text, mapped_context(mapping))[0] is Question.SCORE_UNIT
    with pytest.raises(UnreadableFileError, match="750 of 1000 is not 75 %"):
        read(text, mapped_context(replace(mapping, score_unit="scaled")))
    result = read("Date,Points\n2026-03-01,750/1000\n2026-03-02,75/100\n2026-03-03,-\n", mapped_context(mapping))
    assert results(result) == [("total", 100, 75)]
    assert "empty; leave out" in result.problems[1].reason
    assert "750 of 1000 is a score on the scale of SAA-C03" in result.problems[0].reason


def test_a_percentage_beside_its_number_of_questions_says_what_is_open() -> None:
    """72 % of 200 may be 143 to 145, and 71 % of 50 is not possible."""
    columns = {"date": "taken_at", "score": "score", "n": "n_items"}
    mapping = FileMapping(kind="practice_exams", columns=columns, score_unit="percent")
    result = read(
        "Date,Score,N\n2026-03-01,72,200\n2026-03-02,72,65\n2026-03-03,71,50\n",
        replace(mapped_context(mapping), exam_code=EXAM),
    )
    assert results(result) == [("total", 200, 144), ("total", 65, 47)]
    assert f"{STORED}144 of 200 for 72 % (143 to 145 possible)." in result.notices
    assert [problem.reason for problem in result.problems] == ["71 % is not possible with 50 questions"]


def test_a_share_without_questions_is_of_the_exams_length() -> None:
    """The 65 questions, or those of the answer, are divided 30 : 26 : 24 : 20; one notice is on rounding."""
    columns = {"date": "taken_at", "exam": "exam_code", "domain": "domain_id", "result": "score"}
    mapping = FileMapping(kind="practice_exams", columns=columns, score_unit="percent")
    text = (
        "Date,Exam,Domain,Result\n2026-03-01,,1,72\n2026-03-01,,Design Resilient Architectures,81%\n"
        "2026-03-08,,,78\n2026-03-15,SAA-C03,4,100\n2026-03-22,,1,101\n2026-03-29,,1,-\n"
    )
    result = read(text, mapped_context(mapping))
    assert results(result) == [("1", 19, 14), ("2", 17, 14), ("total", 65, 51), ("4", 13, 13)]
    assert [problem.reason for problem in result.problems] == [
        "more than 100, so it is not a percentage",
        "empty; leave out results that you do not know",
    ]
    assert [one for one in result.notices if one.startswith(STORED)] == [
        f"{STORED}14 of 19 for 72 % (13 or 14 possible)."
    ]
    answered = replace(mapping, n_items=60, score_unit="fraction")
    text = "Date,Exam,Domain,Result\n2026-03-01,,1,0.5\n2026-03-08,,,0.7\n2026-03-15,,,0.74\n"
    result = read(text, mapped_context(answered))
    assert results(result) == [("1", 18, 9), ("total", 60, 42)]
    assert [problem.reason for problem in result.problems] == ["74 % is not possible with 60 questions"]


def test_a_table_without_a_date_takes_the_day_of_its_exams() -> None:
    """It is asked for, but not saved for later; 62 % and 80 % of 65 are 40.3 and 52. Dates in the table come first."""
    mapping = FileMapping(kind="practice_exams", columns={"set": "form", "score": "score"}, score_unit="percent")
    text = "Set,Score\nA,62\nB,80\n"
    question, reason = question_of(text, mapped_context(mapping))
    assert (question, "--taken-on DATE" in reason) == (Question.DAY, True)
    result = read(text, mapped_context(replace(mapping, taken_on=date(2026, 3, 1))))
    assert results(result) == [("total", 65, 40), ("total", 65, 52)]
    assert {row.record.taken_at for row in result.rows if isinstance(row.record, DomainResult)} == {date(2026, 3, 1)}
    assert result.mapping.taken_on is None
    answers = FileMapping(kind="item_responses", columns={"ok": "is_correct"}, taken_on=date(2026, 3, 1))
    assert [one.taken_at for one in responses(read("Ok,Note\nyes,a\n", mapped_context(answers)))] == [date(2026, 3, 1)]
    dated = replace(mapping, columns={**mapping.columns, "day": "taken_at"}, taken_on=date(2026, 3, 1))
    result = read("Day,Set,Score\n2026-03-08,A,62\n,B,80\n", mapped_context(dated))
    assert ([line for line, *_ in found(result)], len(result.rows)) == (["3"], 1)
    lacking = replace(mapping, columns={"set": "form"})
    assert question_of(text, mapped_context(lacking))[0] is Question.COLUMNS


def test_a_provider_is_read_from_the_name_of_a_practice_exam() -> None:
    """A known provider in its usual spelling, if the table has no column for it; the exam's id does not change."""
    text = "Date,Test,Score\n2026-03-01,tutorials dojo 1,62\n2026-03-08,Whizlabs2,70\n2026-03-15,Mock B,75\n"
    mapping = FileMapping(
        kind="practice_exams", columns={"date": "taken_at", "test": "form", "score": "score"}, score_unit="percent"
    )
    read_in = read(text, mapped_context(mapping))
    records = [row.record for row in read_in.rows if isinstance(row.record, DomainResult)]
    assert [one.provider for one in records] == ["Tutorials Dojo", "Whizlabs", None]
    assert [one.practice_exam_id for one in records][:2] == ["2026-03-01 tutorials dojo 1", "2026-03-08 Whizlabs2"]
    assert "Providers were read from the names of the practice exams." in read_in.notices
    own = replace(mapping, columns={**mapping.columns, "by": "provider"})
    result = read("Date,Test,By,Score\n2026-03-01,Boson 1,A shop,62\n", mapped_context(own))
    assert [row.record.provider for row in result.rows if isinstance(row.record, DomainResult)] == ["A shop"]


def test_a_canonical_file_may_have_a_score_in_place_of_counts() -> None:
    """In percent; its columns need no map, and `n_items` is the row's own number of questions."""
    head = "practice_exam_id,taken_at,exam_code,domain_id,score"
    result = read_text(f"{head}\np,2026-03-01,SAA-C03,1,72\np,2026-03-01,SAA-C03,2,81 %\n")
    assert results(result) == [("1", 19, 14), ("2", 17, 14)]
    assert {row.record.practice_exam_id for row in result.rows if isinstance(row.record, DomainResult)} == {"p"}
    result = read_text(f"{head},n_items\np,2026-03-01,SAA-C03,1,72,25\n")
    assert results(result) == [("1", 25, 18)]


@pytest.mark.parametrize(
    ("rows", "expected", "problems"),
    [
        ("1,25,,72\n", [("1", 25, 18)], []),
        ("1,,,72\n", [("1", 19, 14)], []),
        ("1,25,,72 %\n2,20,15,\n", [("1", 25, 18), ("2", 20, 15)], []),
        ("1,25,17,99\n2,,,72\n", [("1", 25, 17)], ["3"]),
        ("1,25,17,720\n2,20,15,780\n", [("1", 25, 17), ("2", 20, 15)], []),
        ("1,25,,720\n2,20,,\n", [], ["2", "3"]),
    ],
)
def test_a_score_beside_empty_counts_is_read(
    rows: str, expected: list[tuple[str, int, int]], problems: list[str]
) -> None:
    """Counts come first, so a scaled score beside them is ignored; questions are needed if other rows have them."""
    each = "".join(f"p,2026-03-01,SAA-C03,{row}\n" for row in rows.splitlines())
    text = f"practice_exam_id,taken_at,exam_code,domain_id,n_items,n_correct,score\n{each}"
    result = read_text(text)
    assert (results(result), [line for line, *_ in found(result)]) == (expected, problems)
    named = replace(mapped_context(FileMapping()), as_format=DomainResult.TABLE)
    assert results(read(text, named)) == expected


def test_the_number_of_questions_is_asked_for_if_the_exam_has_no_fixed_one() -> None:
    """AZ-900 has 40 to 60."""
    mapping = FileMapping(kind="practice_exams", columns={"date": "taken_at", "result": "score"})
    context = replace(mapped_context(mapping), blueprints=shipped_blueprints(), exam_code="AZ-900")
    assert question_of("Date,Result\n2026-03-01,78%\n", context)[0] is Question.N_ITEMS
