"""Sheets of a workbook, Markdown tables, lists of records and archives."""

import io
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

import pytest

from analytics.errors import OpenQuestionError, Question, UnreadableFileError
from analytics.ingest import ReadingContext, opened_bytes, read_opened
from analytics.ingest.file_mapping import FileMapping
from analytics.ingest.layouts.tables_in_file import own_tables
from analytics.ingest.reading import LeftOutReason
from analytics.ingest.tables.opened import OpenedFile
from analytics.records import SelfRating
from analytics.updates.import_preview import table_head
from tests.inputs.ingest_inputs import found, lines, read_bytes
from tests.inputs.own_table_inputs import DAYS, NAMED, TWO_DAYS, UNNAMED, Sheet, book, left_out
from tests.inputs.tracker_inputs import context_with, minutes, read


def question_of(data: bytes, context: ReadingContext) -> OpenQuestionError:
    """Return what is asked about the bytes of a file."""
    with pytest.raises(OpenQuestionError) as caught:
        read_bytes(data, "log.xlsx", context)
    return caught.value


STUDY_SHEET: Sheet = ("Study", [["Date", "Hours", "Topic"], ["2026-03-01", 2.5, "EC2"], ["2026-03-02", 1, "S3"]])
EXAM_SHEET: Sheet = ("Exams", [["Date", "Correct", "Questions"], ["2026-03-01", 40, 65]])


def test_one_of_several_filled_sheets_is_asked_for() -> None:
    """Empty and hidden sheets cannot be chosen; a single filled one is read."""
    data = book(("Empty", []), STUDY_SHEET, EXAM_SHEET, ("Lists", [["a"], ["b"]]), hidden=["Lists"])
    question = question_of(data, context_with())
    assert (question.question, question.found) == (Question.SHEET, {"Study": 2, "Exams": 1})
    result = read_bytes(data, "log.xlsx", context_with(replace(NAMED, sheet="Study")))
    assert (minutes(result), lines(result)) == (TWO_DAYS, ["Study!2", "Study!3"])
    assert result.notices[0] == "Read from the sheet 'Study'."
    assert question_of(book(("Empty", []), STUDY_SHEET), context_with()).question is Question.COLUMNS
    only_hidden = book(("Empty", []), STUDY_SHEET, hidden=["Study"])
    assert question_of(only_hidden, context_with()).question is Question.COLUMNS


def test_a_row_beyond_the_header_of_a_sheet_is_a_problem() -> None:
    """It is not a total, whatever it holds."""
    data = book(("Log", [*STUDY_SHEET[1], ["Total", 3.5, "", "", "beyond"]]))
    result = read_bytes(data, "log.xlsx", context_with(NAMED))
    assert (minutes(result), found(result)) == (TWO_DAYS, [("Log!4", "", "")])


def test_a_workbook_of_empty_sheets_is_refused() -> None:
    """The message does not depend on the sheets' names."""
    with pytest.raises(UnreadableFileError, match="its sheets are empty"):
        read_bytes(book(("A", []), ("B", [])), "log.xlsx", context_with())


def test_a_sheet_that_was_chosen_before_is_taken_again() -> None:
    """The saved answer names its sheet; another sheet of the same columns is asked about."""
    data = book(STUDY_SHEET, EXAM_SHEET)
    first = read_bytes(data, "log.xlsx", context_with(replace(NAMED, sheet="Study")))
    saved = replace(context_with(), saved_mappings={str(first.fingerprint): first.mapping})
    again = read_bytes(data, "log.xlsx", saved)
    assert (minutes(again), first.unread, again.unread) == (TWO_DAYS, ("Exams",), ("Exams",))
    renamed = book(("July", STUDY_SHEET[1]), ("August", STUDY_SHEET[1]))
    assert question_of(renamed, saved).question is Question.SHEET


def test_sheets_with_the_same_columns_can_be_read_together() -> None:
    """A sheet for each month, each with its total; the answer holds for the next such workbook."""
    july: Sequence[Sequence[object]] = [
        ["Date", "Hours", "Topic"],
        ["2026-07-01", 2, "EC2"],
        ["2026-07-02", "x", "S3"],
        ["Total", 2],
    ]
    august: Sequence[Sequence[object]] = [
        ["Date", "Hours", "Topic"],
        ["2026-08-01", 1, "=A1"],
        ["2026-08-02", 3, "S3"],
        [None, 4],
    ]
    data = book(("July", july), ("August", august), EXAM_SHEET)
    question = question_of(data, context_with())
    assert question.found == {"July": 3, "August": 3, "Exams": 1, "*": 6}
    assert "or sheet = '*' for all with the same columns" in question.reason
    result = read_bytes(data, "log.xlsx", context_with(replace(NAMED, sheet="*")))
    assert result.unread == ("Exams",)
    assert minutes(result) == [("2026-07-01", 120), ("2026-08-02", 180)]
    assert (found(result), left_out(result)) == (
        [("July!3", "hours", "x"), ("August!2", "topic", "")],
        {LeftOutReason.TOTAL: 2},
    )
    assert result.notices[0] == "Read from the tables 'July', 'August'."
    assert result.left_out[LeftOutReason.TOTAL].lines == ("July!4", "August!4")
    saved = replace(context_with(), saved_mappings={str(result.fingerprint): result.mapping})
    assert len(read_bytes(data, "log.xlsx", saved).rows) == 2
    head = table_head(OpenedFile("log.xlsx", data), FileMapping(sheet="*"))
    assert head is not None
    assert len(head.rows) == 4


def test_a_chosen_sheet_may_be_canonical() -> None:
    """It is recognized as its own file would be; so is a canonical table below a title."""
    ratings: Sequence[Sequence[object]] = [["rated_on", "domain_id", "rating"], ["2026-03-01", 1, 4]]
    data = book(STUDY_SHEET, ("Ratings", ratings))
    context = context_with(FileMapping(sheet="Ratings"))
    for made in (data, book(("All", [["My ratings"], [], *ratings]))):
        (row,) = read_bytes(made, "log.xlsx", context).rows
        assert row.record == SelfRating(rated_on=date(2026, 3, 1), domain_id="1", rating=4)
    named = replace(context, as_format="self_ratings")
    assert len(read_bytes(book(("All", [["My ratings"], [], *ratings])), "log.xlsx", named).rows) == 1


def test_tables_below_each_other_in_a_sheet_are_choices() -> None:
    """They are named by sheet and by the line above them."""
    rows: Sequence[Sequence[object]] = [["Log"], *STUDY_SHEET[1], [], ["Results"], *EXAM_SHEET[1]]
    data = book(("All", rows))
    assert list(question_of(data, context_with()).found) == ["All > Log", "All > Results"]
    assert minutes(read_bytes(data, "log.xlsx", context_with(replace(NAMED, sheet="All > Log")))) == TWO_DAYS


def test_a_sheet_without_a_header_has_as_many_columns_as_its_widest_row() -> None:
    """A sheet does not store blank cells at the right."""
    rows: Sequence[Sequence[object]] = [[datetime(2026, 3, 1), 2.5], [datetime(2026, 3, 2), 1, "S3"]]  # noqa: DTZ001  (sheets have no zone)
    result = read_bytes(book(("Log", rows)), "log.xlsx", context_with(UNNAMED))
    assert (minutes(result), result.problems) == (TWO_DAYS, ())


def test_a_table_of_very_many_columns_is_refused_before_it_is_guessed_at() -> None:
    """Each column costs as much as another, so their number is bounded."""
    names = ["date", "hours", *(f"more {n}" for n in range(255))]
    text = f"{','.join(names)}\n2026-03-01,2.5{',x' * 255}\n"
    with pytest.raises(UnreadableFileError, match="more than 256 columns"):
        own_tables(OpenedFile("wide.csv", text.encode()))


def test_a_formula_without_a_value_matters_only_in_a_mapped_column() -> None:
    """Such as hours, but not a running total that is ignored; the message says what to do."""
    rows: Sequence[Sequence[object]] = [
        ["Date", "Hours", "Topic", "Running"],
        ["2026-03-01", 2.5, "EC2", "=B2"],
        ["2026-03-02", "=1+1", "S3", "=D2+B3"],
        ["Total", "=SUM(B2:B3)"],
    ]
    result = read_bytes(book(("Log", rows)), "log.xlsx", context_with(NAMED))
    assert (minutes(result), left_out(result)) == (TWO_DAYS[:1], {LeftOutReason.TOTAL: 1})
    (problem,) = result.problems
    assert (problem.line, problem.column) == ("Log!3", "hours")
    assert "open and save the workbook" in problem.reason


def test_a_workbook_of_formulas_without_values_is_refused_in_one_sentence() -> None:
    """Some programs do not compute values; a problem in each row would hide the cause."""
    rows = [["Date", "Hours", "Topic"], ["2026-03-01", "=1+1", "EC2"], ["2026-03-02", "=1+2", "S3"]]
    with pytest.raises(UnreadableFileError, match="Open the workbook in a spreadsheet program, save it"):
        read_bytes(book(("Log", rows)), "log.xlsx", context_with(NAMED))


# Markdown and JSON, and archives


def test_a_markdown_table_is_read() -> None:
    """Text around it is not a row; a blank header is none."""
    text = "# Log\n\nWords, and a comma.\n\n|Date|Hours|Topic|\n|--|:-:|--|\n|2026-03-01|2.5|EC2|\n|2026-03-02|1|S3|\n"
    result = read(text, context_with(NAMED))
    assert (minutes(result), lines(result)) == (TWO_DAYS, ["7", "8"])
    bare = read(text.replace("|Date|Hours|Topic|", "| | | |"), context_with(replace(UNNAMED, has_header=None)))
    assert minutes(bare) == TWO_DAYS


def test_a_list_of_records_is_read() -> None:
    """Keys are columns, and a problem names the number of its record."""
    text = """{"log": [
        {"date": "2026-03-01", "hours": 2.5}, {"hours": 1, "date": "2026-03-02"}, {"date": "2026-03-03", "hours": "x"}
    ]}"""
    result = read(text, context_with(DAYS))
    assert (minutes(result), lines(result)) == (TWO_DAYS, ["1", "2"])
    assert found(result) == [("3", "hours", "x")]


def test_equal_lists_are_distinguished_by_name() -> None:
    """Their rows have the same numbers."""
    text = '{"a": [{"date": "2026-03-01", "hours": 2.5}], "b": [{"date": "2026-03-02", "hours": 1}]}'
    result = read(text, context_with(replace(DAYS, sheet="*")))
    assert (minutes(result), lines(result)) == (TWO_DAYS, ["a!1", "b!1"])


def test_an_archive_of_such_tables_is_read() -> None:
    """But only if it has no recognized file, since archives of notes have many tables."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("log.md", "|Date|Hours|\n|--|--|\n|2026-03-01|2.5|\n")
        archive.writestr("words.txt", "Some words.")
        archive.writestr("photo.png", b"\x89PNG\r\n\x1a\n\x00")
    (member,) = opened_bytes(out.getvalue(), "all.zip")
    result = read_opened(member, context_with(DAYS))
    assert minutes(result) == TWO_DAYS[:1]
    assert any("photo.png" in notice for notice in result.notices)
