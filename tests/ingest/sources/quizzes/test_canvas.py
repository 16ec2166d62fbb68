"""Canvas: the student analysis of a quiz."""

from dataclasses import replace
from datetime import UTC, datetime
from textwrap import dedent

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.errors import UnreadableFileError
from analytics.ingest import Import, ReadingContext
from analytics.ingest.file_mapping import FileMapping
from analytics.ingest.sources.quizzes import canvas
from analytics.ingest.tables.opened import OpenedFile
from analytics.records import DomainResult, ItemResponse
from tests.inputs.ingest_inputs import CONTEXT, EXAM, read_bytes

GIVEN = replace(CONTEXT, exam_code=EXAM)

ANALYSIS = """
    name,id,section,submitted,attempt,"501: Which store
    keeps <b>objects</b>?",1.0,502: Which key?,1.0,n correct,n incorrect,score
    A,7,S,2026-03-01 09:00:00 UTC,1,"S3\\, EBS",1.0,KMS,0.5,1,1,1.5
    A,7,S,2026-03-08 09:00:00 UTC,2,S3,1.0,KMS,,2,0,2.0
    A,7,S,yesterday,3,S3,1.0,KMS,1.0,2,0,2.0
    A,7,S,2026-03-08 09:00:00 UTC,4,S3,one,KMS,1.0,2,0,2.0
    A,7
    """


def read(text: str, context: ReadingContext = GIVEN) -> Import:
    """Read a table that is recognized."""
    opened = OpenedFile("analysis.csv", dedent(text).strip("\n").encode())
    assert canvas.SOURCE.recognizes(opened)
    return canvas.SOURCE.read(opened, context)


def test_each_submission_is_a_practice_exam() -> None:
    """A question is correct with all its points; headers may repeat."""
    result = read(ANALYSIS)
    records = [row.record for row in result.rows if isinstance(row.record, DomainResult)]
    assert [(r.n_correct, r.n_items) for r in records] == [(1, 2), (1, 2)]
    assert records[0].taken_at == datetime(2026, 3, 1, 9, tzinfo=UTC)
    assert records[0].form == records[1].form
    assert [p.line for p in result.problems] == ["5", "6", "7"]
    assert "'one' points" in result.problems[1].reason


def test_questions_are_identified_by_their_id() -> None:
    """A pattern on their text sets the domain."""
    answers = FileMapping(domain={"store": "1", "key": "2"})
    rows = read(ANALYSIS, replace(GIVEN, mapping=answers)).rows
    responses = [row.record for row in rows if isinstance(row.record, ItemResponse)]
    assert [(r.domain_id, r.is_correct) for r in responses] == [("1", True), ("2", False), ("1", True), ("2", False)]
    assert responses[0].item_id == responses[2].item_id != responses[1].item_id
    assert "objects" not in str(rows)


@pytest.mark.parametrize("text", ["", "name,id,score\nA,1,2", "name,501: x\nA,1", 'name,"501: x'])
def test_other_tables_are_not_recognized(text: str) -> None:
    """In an analysis each question stands before its points."""
    assert not canvas.SOURCE.recognizes(OpenedFile("x.csv", text.encode()))


CELLS = st.sampled_from(["A", "2026-03-01 09:00:00 UTC", "2026-02-30 09:00:00 UTC", "1.0", "", "x", '"', "S3\\, EBS"])


@given(st.lists(st.lists(CELLS, max_size=4).map(",".join), max_size=5).map("\n".join))
def test_any_table_is_read_or_refused(table: str) -> None:
    """Nothing but a refusal is raised."""
    opened = OpenedFile("x.csv", f"submitted,id,5: Which?,1.0\n{table}".encode())
    try:
        result = canvas.SOURCE.read(opened, GIVEN)
    except UnreadableFileError:
        return
    assert result.n_read == len(result.rows) + result.n_failed


def test_a_day_that_does_not_exist_is_a_problem() -> None:
    """Other submissions are imported."""
    text = "name,id,submitted,5: Which?,1.0\nA,7,2026-13-01 09:00:00 UTC,a,1.0\nA,7,2026-03-01 09:00:00 UTC,a,1.0\n"
    result = read_bytes(text.encode(), "f", replace(CONTEXT, exam_code=EXAM))
    assert (len(result.rows), result.problems[0].reason) == (
        1,
        "'2026-13-01 09:00:00 UTC': no such date or time",
    )
