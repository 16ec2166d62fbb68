"""Moodle: the grades report of a quiz."""

from dataclasses import replace
from datetime import UTC, date, datetime
from textwrap import dedent

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.errors import OpenQuestionError, Question, UnreadableFileError
from analytics.ingest import Import, ReadingContext
from analytics.ingest.file_mapping import FileMapping
from analytics.ingest.sources.quizzes import moodle
from analytics.ingest.tables.opened import OpenedFile
from analytics.records import TOTAL_DOMAIN, DomainResult, ItemResponse
from tests.inputs.ingest_inputs import CONTEXT, EXAM

GIVEN = replace(CONTEXT, exam_code=EXAM, is_zone_given=True)

REPORT = """
    Surname,"First name","Email address",State,"Started on",Completed,"Time taken",Grade/10.00,"Q. 1 /0.79","Q. 2 /1.00"
    A,B,a@example.org,Finished,"1 November 2017  12:51 PM","1 November 2017  1:51 PM","47 mins 28 secs",7.90,0.79,0.50
    A,B,a@example.org,"In progress","2 November 2017  12:51 PM",-,-,-,-,-
    A,B,a@example.org,Finished,"3 November 2017  12:51 PM","3 November 2017  1:51 PM","1 hour 2 mins",7.90,-,1.00
    A,B,a@example.org,Finished,"4 November 2017","-","-",-,"Not yet graded",1.00
    A,B,a@example.org,Finished,soon,-,-,-,0.79,1.00
    A,B,a@example.org,Finished
    "Overall average",,,,,,,7.90,0.79,0.75
    """
GERMAN = """
    Nachname,Vorname,E-Mail-Adresse,Status,"Begonnen am",Beendet,"Verbrauchte Zeit","Bewertung/97,00","F 1 /1,00"
    A,B,a@example.org,Beendet,"1. November 2017",-,-,"97,00","1,00"
    """


def read(text: str, context: ReadingContext = GIVEN) -> Import:
    """Read a table that is recognized."""
    opened = OpenedFile("grades.csv", dedent(text).strip("\n").encode())
    assert moodle.SOURCE.recognizes(opened)
    return moodle.SOURCE.read(opened, context)


def test_each_finished_attempt_is_a_practice_exam() -> None:
    """A question is correct with all its points; with a part of them or without an answer it is not, with a notice."""
    result = read(REPORT)
    records = [row.record for row in result.rows if isinstance(row.record, DomainResult)]
    assert [(r.n_correct, r.n_items, r.domain_id) for r in records] == [(1, 2, TOTAL_DOMAIN), (1, 2, TOTAL_DOMAIN)]
    assert records[0].taken_at == datetime(2017, 11, 1, 11, 51, tzinfo=UTC)
    wrong = {"Unanswered questions count as wrong.", "Answers with only part of their points count as wrong."}
    assert wrong <= {*result.notices}
    assert (result.n_passed_over, result.n_read, [p.line for p in result.problems]) == (1, 6, ["5", "6", "7"])
    assert "'q. 1 /0.79' has 'Not yet graded'" in result.problems[0].reason
    assert "example" not in str(result)


def test_questions_have_no_id() -> None:
    """Without a text, the first question of another quiz would count as the same."""
    answers = FileMapping(domain={"=q. 1": "1", "=q. 2": "3"})
    records = [row.record for row in read(REPORT, replace(GIVEN, mapping=answers)).rows]
    responses = [record for record in records if isinstance(record, ItemResponse)]
    assert [(r.domain_id, r.is_correct, r.position, r.item_id, r.form) for r in responses[:2]] == [
        ("1", True, 1, None, None),
        ("3", False, 2, None, None),
    ]
    assert len({r.practice_exam_id for r in responses}) == 2


def test_a_report_in_german_with_decimal_commas() -> None:
    """It has a day without a time, which needs no zone."""
    (row,) = read(GERMAN, replace(GIVEN, is_zone_given=False)).rows
    assert isinstance(row.record, DomainResult)
    assert (row.record.taken_at, row.record.n_correct) == (date(2017, 11, 1), 1)


ITALIAN = """
    Cognome,Nome,Indirizzo email,Stato,Iniziato,Terminato,Tempo impiegato,"Valutazione/10,00","D. 1 /5,00","D. 2 /5,00"
    A,B,a@example.org,Completato,2 marzo 2026  09:00,2 marzo 2026  09:30,30 min.,"5,00","5,00","0,00"
    A,B,a@example.org,In corso,3 marzo 2026  09:00,-,-,-,-,-
    Media complessiva,,,,,,,"5,00","5,00","0,00"
    """


def test_a_report_in_another_language_is_read_by_its_order() -> None:
    """State, start, end and time come before the grade, and only questions after it; an open attempt has no end."""
    result = read(ITALIAN)
    (record,) = [row.record for row in result.rows if isinstance(row.record, DomainResult)]
    assert (record.n_correct, record.n_items) == (1, 2)
    assert (record.taken_at, result.n_read) == (datetime(2026, 3, 2, 8, tzinfo=UTC), 2)
    assert not moodle.SOURCE.recognizes(OpenedFile("x.csv", b"A,B,C,D,E,F,Nota/10,D. 1 /5,Note\n"))


def test_the_zone_is_asked_for() -> None:
    """Times in the report have none."""
    with pytest.raises(OpenQuestionError) as caught:
        read(REPORT, replace(GIVEN, is_zone_given=False))
    assert caught.value.question is Question.ZONE


def test_another_report_is_refused() -> None:
    """The responses report has no points per question."""
    with pytest.raises(UnreadableFileError, match="Marks for each question"):
        read("State,Started on,Grade/10.00,Question 1,Response 1\nFinished,x,1,a,b")


@pytest.mark.parametrize("text", ["", "State,Grade/10\nx,1", "State,Started on,Grade\nx,y,1", "a"])
def test_other_tables_are_not_recognized(text: str) -> None:
    """A report has a state, a start and a grade with its maximum."""
    assert not moodle.SOURCE.recognizes(OpenedFile("x.csv", text.encode()))


CELLS = st.sampled_from(["Finished", "1 November 2017", "0.79", "-", "", "x", "99999", '"', "1,5"])


@given(st.lists(st.lists(CELLS, max_size=5).map(",".join), max_size=5).map("\n".join))
def test_any_table_is_read_or_refused(table: str) -> None:
    """Nothing but a refusal is raised."""
    opened = OpenedFile("x.csv", f"State,Started on,Grade/10,Q. 1 /1\n{table}".encode())
    try:
        result = moodle.SOURCE.read(opened, GIVEN)
    except UnreadableFileError:
        return
    assert result.n_read == len(result.rows) + result.n_failed + result.n_passed_over
