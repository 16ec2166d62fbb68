"""UWorld: the results table copied from the screen."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.errors import OpenQuestionError, Question, UnreadableFileError
from analytics.ingest.file_mapping import FileMapping
from analytics.ingest.sources.quizzes import uworld
from analytics.ingest.tables.opened import OpenedFile
from analytics.records import TOTAL_DOMAIN, DomainResult, ItemResponse
from tests.inputs.ingest_inputs import CONTEXT, EXAM
from tests.inputs.quiz_files import read_pasted

STEP = replace(CONTEXT, exam_code="STEP-1")
BLANKS = """Test Name: Block 3 on 2026-03-01
Total Correct: 2
Total Incorrect: 1
✓ 1 - 104520 Surgery Hematology & Oncology Hemostasis and thrombosis Hypovolemic shock 37% 31 sec 99 sec
× 2 - 104521 Medicine Cardiology Valves Murmur 80 % 45 secs 60 sec
√ 3 - 7 Medicine Cardiology Valves Murmur 80% 0 sec
"""
TABS = """2026-03-01
✓\t1 - 104520\tSurgery\tHematology & Oncology\tHemostasis\tShock\t37%\t31 sec\t99 sec
✗\t2 - 104521\tMedicine\tCardiology\tValves\tMurmur\t80%\t45 sec\t60 sec
"""


def test_with_tabs_the_subject_is_the_domain() -> None:
    """The first of the two times is the candidate's, and the percentage is other people's."""
    result = read_pasted(TABS, STEP)
    first, second = (row.record for row in result.rows)
    assert isinstance(first, ItemResponse)
    assert isinstance(second, ItemResponse)
    assert (first.domain_id, first.is_correct, first.response_time_s, first.position) == ("Surgery", True, 31.0, 1)
    assert (second.domain_id, second.is_correct, second.provider) == ("Medicine", False, "UWorld")
    assert first.taken_at == date(2026, 3, 1)
    assert result.format == "uworld"


def test_without_tabs_the_subject_is_not_known() -> None:
    """All lines are one total, unless a pattern sets the domain."""
    result = read_pasted(BLANKS, STEP)
    (row,) = result.rows
    assert isinstance(row.record, DomainResult)
    assert (row.record.domain_id, row.record.n_correct, row.record.n_items) == (TOTAL_DOMAIN, 2, 3)
    assert not any("Check that you copied everything" in notice for notice in result.notices)
    answers = FileMapping(domain={"surgery": "Surgery", "*": "Other"})
    result = read_pasted(BLANKS, replace(STEP, mapping=answers))
    assert [r.record.domain_id for r in result.rows if isinstance(r.record, ItemResponse)] == [
        "Surgery",
        "Other",
        "Other",
    ]
    assert [r.line for r in result.rows] == ["4", "5", "6"]


def test_the_name_of_a_domain_is_found_in_a_line() -> None:
    """If the exam has a blueprint."""
    text = "2026-03-01\n✓ 1 - 5 AWS Design Secure Architectures Keys 37% 31 sec"
    (row,) = read_pasted(text, replace(CONTEXT, exam_code=EXAM)).rows
    assert isinstance(row.record, ItemResponse)
    assert row.record.domain_id == "1"


def test_an_incomplete_copy_has_a_notice() -> None:
    """The totals are compared with the lines."""
    notices = read_pasted(BLANKS.replace("Correct: 2", "Correct: 12") + "Total Omitted: 1", STEP).notices
    assert "The text says 12 correct, but its lines have 2. Check that you copied everything." in notices
    assert "The text says 1 omitted, but its lines have 0. Check that you copied everything." in notices


def test_a_line_without_a_mark_is_a_problem() -> None:
    """If no line has one, the table is refused."""
    result = read_pasted(f"{TABS}3 - 9\tMedicine\tx\t50%\t5 sec", STEP)
    assert [problem.line for problem in result.problems] == ["4"]
    with pytest.raises(UnreadableFileError, match="Copy the table with its marks"):
        read_pasted("ID SUBJECTS SYSTEMS CATEGORIES TOPICS % CORRECT OTHERS TIME SPENT\n3 - 9 Medicine 50% 5 sec", STEP)


@pytest.mark.parametrize(
    "line",
    [
        "!✓\t3 - 9\tMedicine\tx\ty\tz\t50%\t5 sec",
        "✓\t3 - !9\tMedicine\tx\ty\tz\t50%\t5 se!c",
        "✓ 3 - 9 Medicine 5!0% 5 s!ec",
        "✓ 3 -! 9 Medicine 50% 5 sec",
    ],
)
def test_a_damaged_line_is_a_problem(line: str) -> None:
    """It has the cells of a line, or half of its signs; other lines, even with a date, are ignored."""
    result = read_pasted(f"{TABS}{line}\n2026-03-02 Block 3\nTotal Correct: 1", STEP)
    assert [problem.line for problem in result.problems] == ["4"]


def test_without_marks_the_totals_count() -> None:
    """Marks are pictures that may not be copied; 25 of 25, 10 and 5 are 25 of 40 questions."""
    totals = "2026-03-01\nTotal Correct: 25\nTotal Incorrect: 10\nTotal Omitted: 5\n"
    table = "ID SUBJECTS SYSTEMS CATEGORIES TOPICS % CORRECT OTHERS TIME SPENT\n3 - 9 Medicine 50% 5 sec\n"
    result = read_pasted(totals + table, STEP)
    (row,) = result.rows
    assert isinstance(row.record, DomainResult)
    assert (row.record.n_correct, row.record.n_items, result.problems) == (25, 40, ())
    assert any("only the total was imported" in notice for notice in result.notices)
    with pytest.raises(UnreadableFileError, match="with the totals"):
        read_pasted(f"Total Correct: 25\n{table}", STEP)


def test_the_day_is_asked_for() -> None:
    """Unless a line has it."""
    text = TABS.replace("2026-03-01\n", "")
    with pytest.raises(OpenQuestionError) as caught:
        read_pasted(text, STEP)
    assert caught.value.question is Question.DAY
    assert len(read_pasted(text, replace(STEP, mapping=FileMapping(taken_on=date(2026, 3, 1)))).rows) == 2


@pytest.mark.parametrize(
    ("text", "is_table"), [(TABS, True), ("2026-03-01\nTotal: 60%", False), ("x" * 500_001, False)]
)
def test_a_file_is_recognized_by_its_lines(text: str, is_table: bool) -> None:
    """They have position, id, names, percentage and seconds."""
    opened = OpenedFile("uworld.txt", text.encode())
    assert uworld.SOURCE.recognizes(opened) is is_table
    if is_table:
        assert uworld.SOURCE.read(opened, STEP).rows == read_pasted(text, STEP).rows


PIECES = ["✓ ", "×", "1 - 2 ", "Surgery ", "\t", "37% ", "31 sec", "\n", "Total Correct: 1", "2026-03-01"]


@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
def test_any_lines_are_read_or_refused(text: str) -> None:
    """Nothing but a refusal is raised."""
    try:
        result = uworld.SOURCE.read(OpenedFile("x", text.encode()), STEP)
    except UnreadableFileError:
        return
    assert result.n_read == len(result.rows) + result.n_failed
