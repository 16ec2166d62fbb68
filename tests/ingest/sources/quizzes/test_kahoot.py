"""Kahoot: the report as a workbook."""

from dataclasses import replace
from datetime import date

import pytest

from analytics.errors import OpenQuestionError, Question, UnreadableFileError
from analytics.ingest import Import
from analytics.ingest.file_mapping import FileMapping
from analytics.ingest.reading import LeftOut, LeftOutReason
from analytics.ingest.sources.quizzes import kahoot
from analytics.ingest.tables.opened import OpenedFile
from analytics.records import DomainResult, ItemResponse
from tests.inputs.ingest_inputs import CONTEXT, EXAM, read_bytes, workbook
from tests.inputs.kahoot_files import HEADER, answer, report

OWN = [answer(1, "Me", "Correct"), answer(2, "Me", "Incorrect", chosen="", seconds=20), answer(3, "Me", "Correct")]


def read(data: bytes, mapping: FileMapping | None = None) -> Import:
    return read_bytes(data, "report.xlsx", replace(CONTEXT, exam_code=EXAM, mapping=mapping or FileMapping()))


def test_the_answers_are_one_practice_exam_on_its_day() -> None:
    """Two of three are right; the day is in the overview."""
    result = read(report(OWN))
    (row,) = result.rows
    assert isinstance(row.record, DomainResult)
    assert (row.record.n_items, row.record.n_correct, row.record.taken_at) == (3, 2, date(2025, 12, 23))
    assert (result.format, row.record.provider, result.problems) == ("kahoot", "Kahoot", ())


def test_with_a_domain_each_answer_is_a_row() -> None:
    """The time of a question that was not answered is that of the whole question, so it is left empty."""
    result = read(report(OWN), FileMapping(domain={"store": "3"}))
    records = [row.record for row in result.rows if isinstance(row.record, ItemResponse)]
    assert [(r.position, r.domain_id, r.is_correct, r.response_time_s, r.chosen) for r in records] == [
        (1, "3", True, 7.5, "S3"),
        (2, "3", False, None, None),
        (3, "3", True, 7.5, "S3"),
    ]
    assert not any("Which store" in str(record) for record in records)


def test_of_several_players_one_is_the_candidate() -> None:
    """The question is which; the answers of the others are counted, and polls are not scored."""
    rows = [*OWN, answer(1, "You", "Correct"), answer(4, "Me", ""), answer(5, "Me", "Maybe")]
    with pytest.raises(OpenQuestionError) as caught:
        read(report(rows))
    assert (caught.value.question, caught.value.found) == (Question.PERSON, {"Me": 5, "You": 1})
    result = read(report(rows), FileMapping(person="me"))
    assert result.left_out == {LeftOutReason.OTHER_PEOPLE: LeftOut(1), LeftOutReason.NOT_SCORED: LeftOut(1)}
    assert [(one.line, one.value) for one in result.problems] == [("RawReportData Data!7", "Maybe")]
    assert "You" not in repr(result)


def test_without_a_day_it_is_asked_for() -> None:
    """A number or a time that cannot be read is left empty."""
    rows = [["x", *answer(1, "Me", "Correct", seconds="soon")[1:]]]
    with pytest.raises(OpenQuestionError) as caught:
        read(report(rows, played_on="yesterday"))
    assert caught.value.question is Question.DAY
    answers = FileMapping(taken_on=date(2026, 3, 1), domain={"*": "1"})
    (row,) = read(report(rows, played_on="yesterday"), answers).rows
    assert isinstance(row.record, ItemResponse)
    assert (row.record.position, row.record.response_time_s) == (None, None)


def test_a_row_that_is_too_long_is_a_problem_without_its_names() -> None:
    """Its cells may be anything."""
    result = read(report([*OWN, [*answer(4, "Me", "Correct"), "Secret"]]))
    assert [(one.line, one.value) for one in result.problems] == [("RawReportData Data!5", "")]


@pytest.mark.parametrize(
    "data",
    [
        report(OWN, first="Other"),
        report(OWN, last="Other"),
        report(OWN, header=[*HEADER[:10], "Result", *HEADER[11:]]),
        report(OWN, header=[*HEADER[:1], "Question Number", *HEADER[2:]]),
        workbook([["Date", "Minutes"], ["2026-03-01", "50"]], title="Overview"),
        b"Question,Correct / Incorrect\n",
    ],
)
def test_other_files_are_not_recognized(data: bytes) -> None:
    """A report has an overview, the sheet of answers and its columns; with --as, the refusal says so."""
    opened = OpenedFile("x.xlsx", data)
    assert not kahoot.SOURCE.recognizes(opened)
    with pytest.raises(UnreadableFileError, match="full report of a Kahoot"):
        kahoot.SOURCE.read(opened, CONTEXT)
