"""The header of a table: a first row that is data, and titles above it."""

import csv
import io
import string
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.errors import Question, UnreadableFileError
from analytics.ingest.file_mapping import FileMapping
from analytics.ingest.layouts.tables_in_file import own_tables
from analytics.ingest.tables.opened import OpenedFile
from analytics.ingest.tables.text_table import Cells
from analytics.updates.import_preview import table_head
from tests.inputs.column_guesses import as_guessed, sum_of
from tests.inputs.ingest_inputs import found
from tests.inputs.own_table_inputs import EXAMS, HEADER, NAMED, ROWS, TWO_DAYS, UNNAMED, only_table
from tests.inputs.tracker_inputs import context_with, minutes, open_question, read

# A first row that is data


@pytest.mark.parametrize(
    "text",
    [
        ROWS,
        "2026-03-01;2,5;EC2\n2026-03-02;1;S3, Glacier\n",
        "2026-03-01\t2.5\tEC2\n2026-03-02\t1\tS3\n",
        "sep=;\n2026-03-01;2.5;EC2\n2026-03-02;1;S3\n",
        f"My log\n\n{ROWS}",
    ],
)
def test_a_first_row_of_data_is_asked_about_and_then_imported(text: str) -> None:
    """Every row is a session; before, the first one became the header."""
    question = open_question(text, context_with())
    assert (question.question, next(iter(question.found))[:10]) == (Question.HEADER, "2026-03-01")
    assert "has_header = false in a map file" in question.reason
    result = read(text, context_with(UNNAMED))
    assert (minutes(result), result.problems) == (TWO_DAYS, ())
    assert result.mapping.has_header is False


def test_a_single_row_with_a_day_may_be_data() -> None:
    """A single row without a day is a header without rows."""
    assert open_question("2026-03-01,2.5,EC2\n", context_with()).question is Question.HEADER
    with pytest.raises(UnreadableFileError, match="no rows that look like study"):
        read("what,2.5,EC2\n", context_with())


@pytest.mark.parametrize(
    "text",
    [
        f"{HEADER}{ROWS}",
        "Date,2024,2025\n2026-03-01,5,6\n2026-03-02,7,8\n",
        "Topic,Round 1,3\nEC2,5,6\nS3,7,8\n",
        "Topic,Resource\nEC2,Book\nS3,Video\n",
    ],
)
def test_names_in_the_first_row_are_not_asked_about(text: str) -> None:
    """A text above days is a name, as are most texts above numbers; texts above texts prove nothing."""
    given = context_with(FileMapping(kind="study_sessions"))
    assert open_question(text, given).question is Question.COLUMNS


def test_numbers_above_numbers_may_be_data() -> None:
    """The rows 5,6 and 7,8 say nothing about names."""
    given = context_with(FileMapping(kind="study_sessions"))
    assert open_question("5,6\n7,8\n9,10\n", given).question is Question.HEADER


def test_the_first_row_may_be_the_header_all_the_same() -> None:
    """The answer counts, and so does a map file that uses these names."""
    columns = {"2026_03_01": "started_at", "2.5": "time_on_task_min"}
    for has_header in (True, None):
        mapping = FileMapping(kind="study_sessions", columns=columns, time_unit="h", has_header=has_header)
        assert minutes(read(ROWS, context_with(mapping))) == TWO_DAYS[1:]
    assert open_question(ROWS, context_with(FileMapping(has_header=True))).question is Question.COLUMNS


def test_a_cell_of_several_lines_is_shown_in_one() -> None:
    """Line breaks would break up a refusal and the name of a section."""
    assert list(open_question('2026-03-01,"a\nb"\n2026-03-02,c\n', context_with()).found) == ["2026-03-01, a b"]
    text = f'"Log\nof March"\n{HEADER}{ROWS}\n{EXAMS}'
    assert list(open_question(text, context_with()).found) == ["Log of March", "table 2"]


def test_columns_by_number_need_no_further_answer() -> None:
    """Nothing but a table without a header has a Column 1."""
    assert minutes(read(ROWS, context_with(replace(UNNAMED, has_header=None)))) == TWO_DAYS


def test_a_later_file_of_the_same_shape_is_read_with_the_saved_answers() -> None:
    """Other days and numbers, and equal cells in the first row, but the same columns."""
    first = read(ROWS, context_with(UNNAMED))
    saved = {str(first.fingerprint): first.mapping}
    later = read("2026-04-01,1,1\n2026-04-02,0.5,IAM\n2026-04-03,2,S3\n", replace(context_with(), saved_mappings=saved))
    assert [n for _, n in minutes(later)] == [60, 30, 120]
    other = replace(context_with(), saved_mappings=saved)
    assert open_question("EC2,2026-04-01,1\nS3,2026-04-02,1\n", other).question is Question.HEADER


CELLS = st.text(alphabet=string.ascii_letters + ' ",;\n', min_size=1, max_size=12).filter(str.strip)
LOGS = st.lists(
    st.tuples(st.dates(date(2020, 1, 1), date(2026, 3, 1)), st.integers(1, 600), CELLS), min_size=1, max_size=12
)


@given(LOGS, st.sampled_from(",;\t"), st.booleans())
def test_rows_in_are_rows_out_with_and_without_a_header(
    rows: list[tuple[date, int, str]], mark: str, has_header: bool
) -> None:
    """No row is lost, doubled or changed, whatever its text; without a header, texts have no other delimiter."""
    if not has_header:
        rows = [(day, n, text.translate(dict.fromkeys(map(ord, ",;"), mark))) for day, n, text in rows]
    out = io.StringIO()
    writer = csv.writer(out, delimiter=mark)
    if has_header:
        writer.writerow(["Date", "Minutes", "Topic"])
    writer.writerows([[f"{day:%Y-%m-%d}", n, text] for day, n, text in rows])
    table = only_table(out.getvalue(), has_header=has_header)
    items = list(table.rows(lambda _cells: False))
    assert [item.cells if isinstance(item, Cells) else item for item in items] == [
        [day.isoformat(), str(n), text] for day, n, text in rows
    ]


def test_lists_in_notes_do_not_separate_cells() -> None:
    """The first note has more semicolons than its row has TABs."""
    table = only_table("2026-03-01\t30\ta; b; c; d\n2026-03-02\t45\te; f\n", has_header=False)
    rows = [item.cells for item in table.rows(lambda _cells: False) if isinstance(item, Cells)]
    assert rows == [["2026-03-01", "30", "a; b; c; d"], ["2026-03-02", "45", "e; f"]]


# Text above a table, and rows that are no data


@pytest.mark.parametrize(
    "above",
    [
        "My study log\n",
        "My study log\n\n",
        "My study log,,\n,,\n",
        "My study log\nfor the exam\n\n\n",
        "Name,Ann\nExam,SAA\n\n",
        "My study log\n\nName,Ann\n\nGoal\n\n",
        "My study log\nName:,Ann,\nExam:,SAA,\n",
    ],
)
def test_text_above_a_table_is_not_a_header(above: str) -> None:
    """The notice says what was ignored, and lines are counted from the top of the file."""
    text = f"{above}{HEADER}{ROWS}2026-03-03,soon,IAM\n"
    result = read(text, context_with(NAMED))
    assert minutes(result) == TWO_DAYS
    assert [line for line, *_ in found(result)] == [str(text.count("\n"))]
    assert any(notice.startswith("Text above the table was ignored: ") for notice in result.notices)


@pytest.mark.parametrize("title", ["October 2025", "My log for Okt. 2025", "octobre 2025"])
def test_days_of_a_month_are_dates_if_the_title_names_it(title: str) -> None:
    """With its year, also in another language; totals and remarks are as in a table of dates, which stay."""
    rows = "1,2.5,EC2\n12,1,S3\nTotal,3.5,\n31,2,IAM\nlater\n"
    result = read(f"{title},,\n{HEADER}{rows}", context_with(NAMED))
    assert minutes(result) == [("2025-10-01", 150), ("2025-10-12", 60), ("2025-10-31", 120)]
    assert result.notices == ()
    assert minutes(read(f"{title},,\n{HEADER}{ROWS}", context_with(NAMED))) == TWO_DAYS


@pytest.mark.parametrize("title", ["October", "My log 2026", "Log 7 of March 3 2026", "   "])
def test_days_of_an_unknown_month_are_no_dates(title: str) -> None:
    """Each row says how a date is written, and the column is not guessed to be one."""
    text = f"{title},,\n{HEADER}1,2.5,EC2\n12,1,S3\n"
    reasons = {problem.reason for problem in read(text, context_with(NAMED)).problems}
    assert reasons == {"not a date; write it as 2026-03-01"}
    head = table_head(OpenedFile("log.csv", text.encode()))
    assert head is not None
    assert "started_at" not in head.guess().columns.values()


def test_names_in_several_groups_are_distinguished_by_these() -> None:
    """A group in the row above extends to the next one; repeated names without a group are refused."""
    header = "Date,Topic,Hours,Topic,Hours,Note\n"
    rows = "2026-03-01,VPC,2,VPC,1.5,\n2026-03-02,S3,1,EC2,0.5,tired\n"
    (table,) = own_tables(OpenedFile("log.csv", f",Planned,,Actual,,\n{header}{rows}".encode()))
    names = ("date", "planned_topic", "planned_hours", "actual_topic", "actual_hours", "note")
    assert (table.table(has_header=True).header, table.table(has_header=True).notices) == (names, ())
    head = table_head(OpenedFile("log.csv", f",Planned,,Actual,,\n{header}{rows}".encode()))
    assert head is not None
    assert head.guess().columns["actual_hours"] == "time_on_task_min"
    for above in ("", "My log of March\n"):
        (table,) = own_tables(OpenedFile("log.csv", f"{above}{header}{rows}".encode()))
        with pytest.raises(UnreadableFileError, match="duplicate columns: hours, topic"):
            table.table(has_header=True)


@pytest.mark.parametrize("title", ["", "My log\n"])
def test_merged_cells_leave_a_header_of_two_rows(title: str) -> None:
    """Repeated names get the group above as a prefix; a row of words below a header is not part of it."""
    rows = "2026-03-01,VPC,60,45,9,8\n2026-03-02,S3,30,50,9,8\n"
    text = f"{title}Day,Topic,Time,,Extra,\n,,planned,actual,planned,actual\n{rows}"
    head = table_head(OpenedFile("log.csv", text.encode()))
    assert head is not None
    names = ("day", "topic", "time_planned", "time_actual", "extra_planned", "extra_actual")
    assert (head.header, [row[3] for row in head.rows]) == (names, ["45", "50"])
    simple = f"{title}Day,Topic,Hours,\n,,planned,actual\n2026-03-01,VPC,2,1.5\n2026-03-02,S3,1,2.5\n"
    assert sum_of(as_guessed(simple)) == [90, 150]
    table = only_table("Day,Topic,Hours\n,rest,\n2026-03-02,S3,2\n2026-03-03,S3,1\n", has_header=True)
    assert table.header == ("day", "topic", "hours")


def test_a_header_with_a_blank_name_is_still_the_header() -> None:
    """The wider row below it is data."""
    table = only_table("Date,Hours,\n2026-03-01,2.5,EC2\n2026-03-02,1,S3\n", has_header=True)
    assert (table.header, len(list(table.rows(lambda _cells: False)))) == (("date", "hours", ""), 2)


def test_a_title_may_hold_another_delimiter() -> None:
    """A comma in the title does not split the table below it."""
    text = "My log, 2026\nDate;Hours;Topic\n2026-03-01;2,5;EC2\n2026-03-02;1;S3\n"
    assert minutes(read(text, context_with(NAMED))) == TWO_DAYS
