"""Google Forms quizzes."""

from dataclasses import replace
from datetime import UTC, datetime
from textwrap import dedent

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.errors import OpenQuestionError, Question, UnreadableFileError
from analytics.ingest import Import, ReadingContext
from analytics.ingest.file_mapping import DateOrder, FileMapping
from analytics.ingest.sources.quizzes import google_forms
from analytics.ingest.tables import raw_table
from analytics.ingest.tables.opened import OpenedFile
from analytics.records import TOTAL_DOMAIN, DomainResult, ItemResponse
from tests.inputs.ingest_inputs import CONTEXT, EXAM, found

GIVEN = replace(CONTEXT, exam_code=EXAM, is_zone_given=True, mapping=FileMapping(date_order=DateOrder.DAY_FIRST))

FORM = """
    "Timestamp","Username","Total score","Name","Name [Score]","Which store, and why?","Which store, and why? [Score]","Which key? [Score]","Which key? [Feedback]"
    "2024/12/22 11:49:31 AM GMT+8","me@example.org","1.00 / 3","x","-- / 0","S3;EBS","1.00 / 1","0.50 / 2",""
    "2024/12/29 11:49:31 AM GMT+8","me@example.org","3.00 / 3","x","-- / 0","S3","1.00 / 1","2.00 / 2",""
    """  # noqa: E501
SHEET = """
    Timestamp,Score,Q1,Q2
    22/12/2024 11:49:31,1 / 2,a,"b, c"
    23/12/2024 11:49:31,3 / 4,a,b
    24/12/2024 11:49:31,1-Feb,a,b
    25/12/2024 11:49:31,1.5 / 2,a,b
    soon,1 / 2,a,b
    26/12/2024 11:49:31,1 / 2,a
    """


def read(text: str, context: ReadingContext = GIVEN) -> Import:
    """Read a table that is recognized."""
    opened = OpenedFile("quiz.csv", dedent(text).strip("\n").encode())
    assert google_forms.SOURCE.recognizes(opened)
    return google_forms.SOURCE.read(opened, context)


def test_each_response_is_a_practice_exam() -> None:
    """A question with only some of its points is not correct, and an ungraded one does not count."""
    result = read(FORM)
    records = [row.record for row in result.rows if isinstance(row.record, DomainResult)]
    assert [(r.n_correct, r.n_items, r.domain_id) for r in records] == [(1, 2, TOTAL_DOMAIN), (2, 2, TOTAL_DOMAIN)]
    assert records[0].taken_at == datetime(2024, 12, 22, 3, 49, 31, tzinfo=UTC)
    assert records[0].form == records[1].form
    assert [row.line for row in result.rows] == ["2", "3"]
    assert "example" not in str(result)


def test_points_are_recognized_by_their_form_in_other_languages() -> None:
    """A column named as a question with a word in brackets has its points."""
    german = FORM.replace("[Score]", "[Bewertung]").replace(
        ',"Which key? [Bewertung]"', ',"Which key?","Which key? [Bewertung]"'
    )
    german = german.replace('"0.50 / 2"', '"x","0.50 / 2"').replace('"2.00 / 2"', '"y","2.00 / 2"')
    records = [row.record for row in read(german).rows if isinstance(row.record, DomainResult)]
    assert [(r.n_correct, r.n_items) for r in records] == [(1, 2), (2, 2)]


def test_questions_with_a_domain_are_responses() -> None:
    """A pattern on the text of the question sets it."""
    answers = FileMapping(domain={"store": "1", "key": "2"})
    result = read(FORM, replace(GIVEN, mapping=answers))
    records = [row.record for row in result.rows if isinstance(row.record, ItemResponse)]
    assert [(r.domain_id, r.is_correct, r.position) for r in records] == [
        ("1", True, 1),
        ("2", False, 2),
        ("1", True, 1),
        ("2", True, 2),
    ]
    assert records[0].item_id == records[2].item_id
    assert "Which store" not in str(result.rows)


def test_a_linked_sheet_has_only_the_total() -> None:
    """Points are counts only if each question has one point."""
    result = read(SHEET)
    (row,) = result.rows
    assert isinstance(row.record, DomainResult)
    assert (row.record.n_correct, row.record.n_items) == (1, 2)
    assert row.record.taken_at == datetime(2024, 12, 22, 10, 49, 31, tzinfo=UTC)
    assert [problem.line for problem in result.problems] == ["3", "4", "5", "6", "7"]
    reasons = [problem.reason for problem in result.problems]
    assert "the 2 questions have 3 / 4 points" in reasons[0]
    assert "may have turned it into a date" in reasons[1]
    assert "Download responses" in reasons[2]
    assert "not a date" in reasons[3]
    assert "cells" in reasons[4]


def test_the_zone_of_a_sheet_is_asked() -> None:
    """Its times have none; those of the form do."""
    with pytest.raises(OpenQuestionError) as caught:
        read(SHEET, replace(GIVEN, is_zone_given=False))
    assert caught.value.question is Question.ZONE
    assert len(read(FORM, replace(GIVEN, is_zone_given=False)).rows) == 2


def test_points_that_became_a_date_are_a_problem() -> None:
    """A spreadsheet may convert them."""
    result = read(FORM.replace('"0.50 / 2"', '"2-Feb"'))
    assert [(line, value) for line, _, value in found(result)] == [("2", "2024/12/22 11:49:31 AM GMT+8")]
    assert "'Which key? [Score]' is '2-Feb', not points" in result.problems[0].reason


@pytest.mark.parametrize(
    "text",
    ["", "Timestamp,Score\n2026,5", "Timestamp,Mark\n1,1 / 2", "Date,Score\n1,1 / 2", 'Timestamp,"Score', "{}"],
)
def test_other_tables_are_not_recognized(text: str) -> None:
    """A quiz has a timestamp first, a score near it, and points."""
    assert not google_forms.SOURCE.recognizes(OpenedFile("x.csv", text.encode()))


def test_tables_beyond_the_limits_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """So is a quote that is not closed."""
    opened = OpenedFile("x.csv", b"\xef\xbb\xbfa;b\n1;2\n\n3;4\n")
    assert [row.line for row in raw_table.raw_rows(opened)] == ["1", "2", "4"]
    assert raw_table.header_of(opened) == ("a", "b")
    monkeypatch.setattr(raw_table, "MAX_ROWS", 1)
    with pytest.raises(UnreadableFileError, match="more than 1 rows"):
        raw_table.raw_rows(opened)
    monkeypatch.setattr(raw_table, "MAX_COLUMNS", 1)
    with pytest.raises(UnreadableFileError, match="more than 1 columns"):
        raw_table.raw_rows(opened)
    assert raw_table.header_of(opened) == ()
    with pytest.raises(UnreadableFileError, match="line 2 is not closed"):
        raw_table.raw_rows(OpenedFile("x.csv", b'a\n"b'))


CELLS = st.sampled_from(
    ["Timestamp", "Score", "Total score", "Q [Score]", "1 / 2", "1.00 / 1", "-- / 0", "1/2/2024 9:00", "Username",
     "2024/12/22 11:49:31 AM GMT+8", '"', "\n", "1-Feb", ""]
)  # fmt: skip


@given(st.lists(st.lists(CELLS, max_size=5).map(",".join), max_size=6).map("\n".join))
def test_any_table_is_read_or_refused(table: str) -> None:
    """Nothing but a refusal is raised."""
    opened = OpenedFile("x.csv", f"Timestamp,Score,Q [Score]\n{table}".encode())
    assert google_forms.SOURCE.recognizes(opened)
    try:
        result = google_forms.SOURCE.read(opened, GIVEN)
    except UnreadableFileError:
        return
    assert result.n_read == len(result.rows) + result.n_failed


def test_a_total_counts_for_the_domain_of_all_questions() -> None:
    """A linked sheet has no points per question."""
    answers = replace(GIVEN.mapping, domain={"*": "2"})
    (row,) = read("Timestamp,Score,Q1,Q2\n22/12/2024 11:49:31,1 / 2,a,b\n", replace(GIVEN, mapping=answers)).rows
    assert isinstance(row.record, DomainResult)
    assert (row.record.domain_id, row.record.n_items, row.record.n_correct) == ("2", 2, 1)
