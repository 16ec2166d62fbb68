"""Review logs: Anki's own, and those of FSRS tools."""

from textwrap import dedent

import pytest

from analytics.errors import OpenQuestionError
from analytics.ingest.reading import LeftOut, LeftOutReason
from analytics.ingest.sources.flashcards import anki
from analytics.ingest.tables.opened import OpenedFile
from analytics.records import CardReview
from tests.inputs.anki_files import ALL, FIRST_AT, FIRST_MS
from tests.inputs.ingest_inputs import CONTEXT, found

LOG = f"""
    id,cid,usn,ease,ivl,lastIvl,factor,time,type
    {FIRST_MS},1,-1,3,10,5,2500,12500,1
    {FIRST_MS + 1},1,-1,0,10,5,2500,0,4
    x,1,-1,3,10,5,2500,1,1
    {FIRST_MS + 2},1,-1
    {FIRST_MS + 3},1,-1,--3,10,5,2500,1,1
    """


def test_a_review_log_has_no_decks() -> None:
    """The candidate has to say that all reviews are study."""
    opened = OpenedFile("revlog.csv", dedent(LOG).strip().encode())
    assert anki.LOG_SOURCE.recognizes(opened)
    with pytest.raises(OpenQuestionError, match=r"has no deck names.* Reviews: 3\."):
        anki.LOG_SOURCE.read(opened, CONTEXT)
    result = anki.LOG_SOURCE.read(opened, ALL)
    assert [row.line for row in result.rows] == ["2"]
    assert found(result) == [("5", "", f"{FIRST_MS + 2},1,-1"), ("4", "id", "x"), ("6", "ease", "--3")]
    assert (result.n_read, result.n_passed_over, result.format) == (5, 1, "anki_review_log")
    assert not any("deleted" in notice for notice in result.notices)


def test_a_log_without_a_review_asks_nothing() -> None:
    """Its rows are changes of cards by hand; there is nothing to choose."""
    log = f"id,cid,usn,ease,ivl,lastIvl,factor,time,type\n{FIRST_MS},1,-1,0,10,5,2500,0,4\n"
    result = anki.LOG_SOURCE.read(OpenedFile("revlog.csv", log.encode()), CONTEXT)
    assert (result.rows, result.problems, result.n_passed_over) == ((), (), 1)


def fsrs_log(header: str, rows: str) -> OpenedFile:
    """Return a log that is recognized."""
    opened = OpenedFile("revlog.csv", f"{header}\n{rows}".encode())
    assert anki.FSRS_SOURCE.recognizes(opened)
    return opened


def test_a_log_of_fsrs_tools_is_a_review_log() -> None:
    """Its columns have names of their own, in any order; the time of an answer may be missing."""
    rows = f"a,3,{FIRST_MS},9000\nb,0,{FIRST_MS + 1},0\nc,5,{FIRST_MS + 2},1\nd,1,soon,1\n"
    result = anki.FSRS_SOURCE.read(fsrs_log("card_id,review_rating,review_time,review_duration", rows), ALL)
    (row,) = result.rows
    assert isinstance(row.record, CardReview)
    assert (row.record.review_id, row.record.rating, row.record.response_time_s) == (f"anki:{FIRST_MS}", 3, 9.0)
    assert row.record.reviewed_at == FIRST_AT
    assert result.left_out == {LeftOutReason.NO_REVIEW: LeftOut(1)}
    assert found(result) == [("4", "review_rating", "5"), ("5", "review_time", "soon")]
    assert result.format == "fsrs_review_log"
    short = anki.FSRS_SOURCE.read(fsrs_log("card_id,review_time,review_rating", f"1,{FIRST_MS},3\n"), ALL)
    assert [getattr(row.record, "response_time_s", 0) for row in short.rows] == [None]


def test_other_tables_are_not_recognized() -> None:
    """A review log has all of its columns."""
    assert not anki.LOG_SOURCE.recognizes(OpenedFile("x.csv", b"id,cid,ease\n1,2,3\n"))
    assert not anki.LOG_SOURCE.recognizes(OpenedFile("x.csv", b""))
