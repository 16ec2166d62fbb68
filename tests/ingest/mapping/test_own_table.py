"""Tables as people keep them: without a header, below a title, with totals, several in a file."""

import csv
import io
import string
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.errors import OpenQuestionError, Question, UnreadableFileError
from analytics.ingest import Import, ReadingContext, opened_bytes, read_opened
from analytics.ingest.file_mapping import FileMapping
from analytics.ingest.left_out import LeftOut, LeftOutReason
from analytics.ingest.mapping import table_places
from analytics.ingest.mapping.own_table import OwnTable
from analytics.ingest.mapping.tables_in_file import own_tables
from analytics.ingest.tables.opened import OpenedFile
from analytics.ingest.tables.text_table import Cells
from analytics.records import DomainResult, SelfRating
from analytics.updates.import_preview import table_head
from tests.inputs.ingest_inputs import EXAM, found, lines, read_bytes
from tests.inputs.tracker_inputs import context_with, minutes, open_question, read

NAMED = FileMapping(kind="study_sessions", columns={"date": "started_at", "hours": "time_on_task_min", "topic": "note"})
DAYS = FileMapping(kind="study_sessions", columns={"date": "started_at", "hours": "time_on_task_min"})
UNNAMED = FileMapping(
    kind="study_sessions",
    has_header=False,
    columns={"column_1": "started_at", "column_2": "time_on_task_min", "column_3": "note"},
    time_unit="h",
)
TWO_DAYS = [("2026-03-01", 150.0), ("2026-03-02", 60.0)]
HEADER = "Date,Hours,Topic\n"
ROWS = "2026-03-01,2.5,EC2\n2026-03-02,1,S3\n"
EXAMS = "Date,Correct,Questions\n2026-03-01,40,65\n"


Sheet = tuple[str, Sequence[Sequence[object]]]


def left_out(result: Import) -> dict[LeftOutReason, int]:
    """Return how many rows were left out by reason."""
    return {reason: rows.n_rows for reason, rows in result.left_out.items()}


def book(*sheets: Sheet, hidden: Sequence[str] = ()) -> bytes:
    """Return a workbook with several sheets."""
    made = openpyxl.Workbook()
    made.remove(made.worksheets[0])
    for title, rows in sheets:
        sheet = made.create_sheet(title)
        sheet.sheet_state = "hidden" if title in hidden else "visible"
        for row in rows:
            sheet.append(list(row))
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def question_of(data: bytes, context: ReadingContext) -> OpenQuestionError:
    """Return what is asked about the bytes of a file."""
    with pytest.raises(OpenQuestionError) as caught:
        read_bytes(data, "log.xlsx", context)
    return caught.value


def only_table(text: str, *, has_header: bool) -> OwnTable:
    """Return the one table of a text."""
    (one,) = own_tables(OpenedFile("log.csv", text.encode()))
    return one.table(has_header=has_header)


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
    """One row without a day is a header without rows, as before."""
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
    """A name above a column of days decides, else most cells above numbers; text alone proves nothing."""
    given = context_with(FileMapping(kind="study_sessions"))
    assert open_question(text, given).question is Question.COLUMNS


def test_numbers_above_numbers_may_be_data() -> None:
    """The rows 5,6 and 7,8 say nothing about names."""
    given = context_with(FileMapping(kind="study_sessions"))
    assert open_question("5,6\n7,8\n9,10\n", given).question is Question.HEADER


def test_the_first_row_may_be_the_header_all_the_same() -> None:
    """The answer counts, and so does a map file that names the columns so."""
    columns = {"2026_03_01": "started_at", "2.5": "time_on_task_min"}
    for has_header in (True, None):
        mapping = FileMapping(kind="study_sessions", columns=columns, time_unit="h", has_header=has_header)
        assert minutes(read(ROWS, context_with(mapping))) == TWO_DAYS[1:]
    assert open_question(ROWS, context_with(FileMapping(has_header=True))).question is Question.COLUMNS


def test_a_cell_of_several_lines_is_shown_in_one() -> None:
    """A refusal is one sentence, and so is the name of a section."""
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
    """No row is lost, doubled or changed, whatever stands in its text."""
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
def test_text_above_a_table_is_no_header(above: str) -> None:
    """The notice says what was ignored, and lines are counted from the top of the file."""
    text = f"{above}{HEADER}{ROWS}2026-03-03,soon,IAM\n"
    result = read(text, context_with(NAMED))
    assert minutes(result) == TWO_DAYS
    assert [line for line, *_ in found(result)] == [str(text.count("\n"))]
    assert any(notice.startswith("Text above the table was ignored: ") for notice in result.notices)


def test_names_that_stand_in_several_groups_are_told_apart_by_them() -> None:
    """A group in the row above holds up to the next one; other names stay, and names without a group are refused."""
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


def test_a_header_with_a_blank_name_is_still_the_header() -> None:
    """The wider row below it is data."""
    table = only_table("Date,Hours,\n2026-03-01,2.5,EC2\n2026-03-02,1,S3\n", has_header=True)
    assert (table.header, len(list(table.rows(lambda _cells: False)))) == (("date", "hours", ""), 2)


def test_a_title_may_hold_another_delimiter() -> None:
    """A comma in the title does not split the table below it."""
    text = "My log, 2026\nDate;Hours;Topic\n2026-03-01;2,5;EC2\n2026-03-02;1;S3\n"
    assert minutes(read(text, context_with(NAMED))) == TWO_DAYS


@pytest.mark.parametrize(
    "total",
    [
        "Total,3.5,\n",
        ",3.5,Total hours\n",
        ",3.5,\n",
        "Summe,3.5,\n",
        "合计,3.5,\n",
        "Total,3.5\n",
        "TOTAL:\n",
        "Average,1.75\n",
        "Média,1.75,\n",
        "\n\nGrand total,3.5,\n",
    ],
)
def test_a_total_is_left_out_and_counted(total: str) -> None:
    """It says so, or is the sum of the rows above, and has no day."""
    result = read(f"{HEADER}{ROWS}{total}", context_with(replace(NAMED, time_unit="h")))
    assert (minutes(result), result.problems) == (TWO_DAYS, ())
    assert (left_out(result), result.n_read) == ({LeftOutReason.TOTAL: 1}, 3)
    assert result.left_out[LeftOutReason.TOTAL].lines == (str(len(f"{HEADER}{ROWS}{total}".splitlines())),)


@pytest.mark.parametrize(
    "rows",
    [
        "{}Week 10,3.5,\n2026-03-09,2,S3\n2026-03-10,1,S3\nWeek 11,3,\n",
        "{}KW 10,3.5,\n2026-03-09,3,S3\nKW 11,3,\n",
        "{}Week of 2 March,3.5,\n2026-03-09,3,S3\nMarch,6.5,\n",
        "{}Total week 10,3.5,\n2026-03-09,3,S3\nWeek 11,3,\n",
        "{}2026-03-08,3.5,Total week 10\n2026-03-09,2,S3\n2026-03-10,1,S3\n2026-03-15,3,Sum\n",
    ],
)
def test_the_sum_of_a_week_or_month_between_the_rows_is_left_out(rows: str) -> None:
    """It is that of the rows since the last one, or of all rows."""
    result = read(f"{HEADER}{rows.format(ROWS)}", context_with(replace(NAMED, time_unit="h")))
    assert (sum(n for _, n in minutes(result)), result.problems) == (390, ())
    assert left_out(result) == {LeftOutReason.TOTAL: 2}


def test_a_topic_may_be_called_a_total() -> None:
    """A row with a day and another number, or with that of a single row, is a session."""
    text = f"{HEADER}2026-03-01,2,IAM\n2026-03-02,2,Total cost\n2026-03-03,1,Total cost\n2026-03-04,1,S3\n"
    result = read(text, context_with(replace(NAMED, time_unit="h")))
    assert ([n for _, n in minutes(result)], result.left_out) == ([120, 120, 60, 60], {})


def test_another_number_beside_a_week_is_a_row_that_cannot_be_read() -> None:
    """The hours of a week without days are no total of other rows."""
    result = read(f"{HEADER}{ROWS}Week 11,9,all\n2026-03-20,1,S3\n", context_with(replace(NAMED, time_unit="h")))
    assert ([line for line, *_ in found(result)], left_out(result)) == (["4"], {})


def test_durations_are_added_up_too() -> None:
    """1:30 and 0:45 are 2:15, and a total may be rounded."""
    text = "Date;Time\n2026-03-01;1:30\n2026-03-02;0:45\n"
    for total in (";2:15\n", ";2:16\n"):
        table = only_table(text + total, has_header=True)
        assert table.left_out == {LeftOutReason.TOTAL: LeftOut(1, lines=("4",))}


@pytest.mark.parametrize("row", [",3.6,\n", ",,EC2 again\n2026-03-04,1,x\n", "2026-03-03,Total,x\n", "x,3.5,\n"])
def test_a_row_that_is_no_total_stays(row: str) -> None:
    """Another number than the sum, or something in the column of days."""
    table = only_table(f"{HEADER}{ROWS}{row}", has_header=True)
    n_rows = sum(1 for _ in table.rows(lambda _cells: False))
    assert (n_rows, LeftOutReason.TOTAL in table.left_out) == (2 + row.count("\n") - (",," in row), False)


def test_the_sum_of_a_single_row_is_no_total() -> None:
    """A row without a day that repeats the only number is a mistake."""
    table = only_table(f"{HEADER}2026-03-01,2.5,EC2\n,2.5,\n", has_header=True)
    assert (len(list(table.rows(lambda _cells: False))), table.left_out) == (2, {})


def test_headings_and_remarks_are_left_out_and_counted() -> None:
    """Between rows only if the line has all its cells; below the last row in any case."""
    text = f"{HEADER}March,,\n{ROWS}April,,\n2026-04-01,1,S3\n\nExported by an app on 2 April\n"
    result = read(text, context_with(NAMED))
    assert (len(result.rows), left_out(result), result.problems) == (3, {LeftOutReason.REMARK: 3}, ())
    broken = read(f"{HEADER}2026-03-01,2.5,EC2\nlab\n2026-03-02,1,S3\n", context_with(NAMED))
    assert (minutes(broken), [line for line, *_ in found(broken)]) == (TWO_DAYS, ["3"])


def test_a_repeated_header_is_no_row() -> None:
    """Printed logs repeat it, also below a blank line and another heading."""
    result = read(f"{HEADER}2026-03-01,2.5,EC2\n{HEADER}\nMarch\n{HEADER}2026-03-02,1,S3\n", context_with(NAMED))
    assert minutes(result) == TWO_DAYS
    assert left_out(result)[LeftOutReason.REPEATED_HEADER] == 2


def test_a_day_in_words_is_a_day() -> None:
    """It does not begin with a digit, and its row is no remark."""
    table = only_table("Date,Hours,Topic\nMar 1 2026,2.5,\nMar 2 2026,,\n", has_header=True)
    assert (len(list(table.rows(lambda _cells: False))), table.left_out) == (2, {})


def test_a_total_in_a_table_without_days_stays() -> None:
    """The total of a practice exam is a result of its own; nothing is left out without a column of days."""
    table = only_table("Domain,Correct,Questions\nStorage,10,20\nTotal,40,65\n", has_header=True)
    assert len(list(table.rows(lambda _cells: False))) == 2


# Several tables in a file


BESIDE = "Date,Hours,Topic,,Date,Correct,Questions\n2026-03-01,2.5,EC2,,2026-03-08,40,65\n2026-03-02,1,S3,,,,\n"


@pytest.mark.parametrize("above", ["", "Study,,,,Exams\n"])
def test_tables_side_by_side_are_choices(above: str) -> None:
    """An empty column divides two tables with the same names; a row may be in one of them only."""
    question = open_question(f"{above}{BESIDE}", context_with())
    titles = ["Study", "Exams"] if above else ["table 1", "table 2"]
    assert (question.question, question.found) == (Question.SHEET, dict(zip(titles, (2, 1), strict=True)))
    study = read(f"{above}{BESIDE}", context_with(replace(NAMED, sheet=titles[0])))
    assert (minutes(study), lines(study)[-1]) == (TWO_DAYS, str(f"{above}{BESIDE}".count("\n")))
    sheet = book(("All", [line.split(",") for line in f"{above}{BESIDE}".splitlines()]))
    named = context_with(replace(NAMED, sheet=f"All > {titles[0]}"))
    assert minutes(read_bytes(sheet, "log.xlsx", named)) == TWO_DAYS


@pytest.mark.parametrize(
    "text", ["Date,Hours,,Topic\n2026-03-01,2.5,,EC2\n", BESIDE.replace("Date,Correct", "When,Correct")]
)
def test_an_empty_column_alone_divides_no_table(text: str) -> None:
    """Names and days are on both sides of two tables."""
    (table,) = own_tables(OpenedFile("log.csv", text.encode()))
    assert len(table.table(has_header=True).header) == text.splitlines()[0].count(",") + 1


@pytest.mark.parametrize("gap", ["\n", ",,\n", "\n\n\n"])
def test_one_of_several_sections_is_asked_for(gap: str) -> None:
    """A section begins with a header of its own below a blank line; a line above it is its name."""
    text = f"Study\n{HEADER}{ROWS}{gap}Exams\n{EXAMS}"
    question = open_question(text, context_with())
    assert (question.question, question.found) == (Question.SHEET, {"Study": 2, "Exams": 1})
    assert "sheet = 'Study'" in question.reason
    study = read(text, context_with(replace(NAMED, sheet="Study")))
    assert (minutes(study), study.mapping.sheet) == (TWO_DAYS, "Study")
    assert study.notices[0] == "Read from the table 'Study'. Other tables were ignored: 'Exams'."
    columns = {"date": "taken_at", "correct": "n_correct", "questions": "n_items"}
    exams = FileMapping(kind="practice_exams", sheet="Exams", columns=columns)
    (row,) = read(text, replace(context_with(exams), exam_code=EXAM)).rows
    assert isinstance(row.record, DomainResult)
    assert (row.record.n_correct, row.line) == (40, str(text[: text.index("2026-03-01,40")].count("\n") + 1))


def test_sections_without_or_with_equal_names_are_numbered() -> None:
    """A third table has a header of numbers below a blank line."""
    text = f"{HEADER}{ROWS}\n{EXAMS}"
    assert list(open_question(text, context_with()).found) == ["table 1", "table 2"]
    text = f"Log\n{HEADER}{ROWS}\nLog\n{EXAMS}"
    assert list(open_question(text, context_with()).found) == ["Log (1)", "Log (2)"]


def test_given_columns_choose_the_table() -> None:
    """A map file that fits one table only needs no name; a wrong name is asked about again."""
    text = f"{HEADER}{ROWS}\n{EXAMS}"
    assert minutes(read(text, context_with(NAMED))) == TWO_DAYS
    assert minutes(read(text, context_with(replace(NAMED, sheet="July")))) == TWO_DAYS
    assert open_question(text, context_with(FileMapping(sheet="July"))).question is Question.SHEET


def test_blank_lines_between_rows_end_no_table() -> None:
    """Logs leave a line between weeks, with one row or several."""
    text = f"{HEADER}2026-03-01,2.5,EC2\n\n2026-03-02,1,S3\n\n2026-03-03,1,S3\n2026-03-04,1,S3\n"
    assert [n for _, n in minutes(read(text, context_with(NAMED)))] == [150, 60, 60, 60]


def test_far_down_no_table_begins(monkeypatch: pytest.MonkeyPatch) -> None:
    """Looking at every block of a huge file would take minutes."""
    monkeypatch.setattr(table_places, "MAX_BLOCKS", 1)
    result = read(f"{HEADER}{ROWS}\n{EXAMS}", context_with(replace(NAMED, time_unit="h")))
    assert (minutes(result), [line for line, *_ in found(result)]) == (TWO_DAYS, ["5", "6"])


def test_a_long_table_is_known_by_its_first_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only a sample of each block is looked at, and all rows are read."""
    monkeypatch.setattr(table_places, "SAMPLE_ROWS", 2)
    assert minutes(read(f"{HEADER}{ROWS}", context_with(NAMED))) == TWO_DAYS


RECIPE = """# Pancakes

For four people; ready in half an hour.

| Ingredient | Amount | Unit |
|---|---|---|
| Flour | 250 | g |
| Milk | 500 | ml |

1. Mix them.
2. Fry, two minutes on each side.
"""
NOVEL = """It was a cold day in April, and the clocks
were late. He went in quickly, though not
quickly enough, and shut the door.

The hall smelt of cabbage; at one end, a poster, too large
for the wall, had been put up.
"""


@pytest.mark.parametrize(
    "text",
    [
        RECIPE,
        RECIPE.replace("|", ""),
        NOVEL,
        "Milk\nBread\n2 kg potatoes\n",
        "Milk, 2\nBread, 1\nApples, 6\n",
        "Item,Quantity,Price\nMilk,2,1.20\nBread,1,3.50\n",
        "Item,Bought\nMilk,yes\nBread,no\n",
        "Date,Item,Price\n2026-03-01,Milk,2\n2026-03-02,Bread,3\n",
    ],
)
def test_a_text_that_is_no_log_is_called_that(text: str) -> None:
    """A recipe, a novel and a shopping list bring no question about columns, unless a kind of row is given."""
    with pytest.raises(UnreadableFileError, match="it holds no rows that look like study or results") as caught:
        read(text, context_with())
    assert not isinstance(caught.value, OpenQuestionError)
    with pytest.raises(UnreadableFileError) as caught:
        read(text, context_with(FileMapping(kind="study_sessions")))
    assert "no rows that look like" not in str(caught.value)


@pytest.mark.parametrize(
    "text",
    [
        "Set,Score\nA,62\nB,71\n",
        "Domain,Result\nStorage,72%\nNetwork,65%\n",
        "Domain,Confidence\nStorage,2\nNetwork,4\n",
        "Question,Your answer,Correct\n1,A,yes\n2,B,no\n",
        "Year,Month,Day,x\n2026,3,1,40\n2026,3,2,50\n",
        "Date,x\nsoon,40\nlater,50\n",
        "Date,Lab,Minutes,Price\n2026-03-01,S3,40,2\n2026-03-02,EC2,50,3\n",
        "Books\nTitle,Author\nWar,Tolstoy\nPeace,Tolstoy\n\nDay,Spent\n2026-03-01,40\n2026-03-02,50\n",
    ],
)
def test_a_day_a_score_or_a_rating_is_worth_a_question(text: str) -> None:
    """In any of its tables, by the cells or by a name."""
    with pytest.raises(OpenQuestionError):
        read(text, context_with())


@pytest.mark.parametrize("text", [",,\n", "a\n\nb\n", "one column\n1\n2\n"])
def test_a_file_without_a_table_is_refused(text: str) -> None:
    """Delimiters alone, words, one column."""
    with pytest.raises(UnreadableFileError, match=r"no rows that look like study|no filled cells"):
        read(text, context_with())


def test_an_unclosed_quote_hides_no_later_row() -> None:
    """Where a text cannot be split, no table begins, and the rows below are still read."""
    result = read(f'{HEADER}2026-03-01,2.5,"EC2\n{"x" * 140_000}\n2026-03-02,1,S3\n', context_with(NAMED))
    assert minutes(result) == TWO_DAYS[1:]


# Sheets


STUDY_SHEET: Sheet = ("Study", [["Date", "Hours", "Topic"], ["2026-03-01", 2.5, "EC2"], ["2026-03-02", 1, "S3"]])
EXAM_SHEET: Sheet = ("Exams", [["Date", "Correct", "Questions"], ["2026-03-01", 40, 65]])


def test_one_of_several_filled_sheets_is_asked_for() -> None:
    """Empty and hidden sheets are no choice; a single filled one is taken."""
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
    """It is no total, whatever it holds."""
    data = book(("Log", [*STUDY_SHEET[1], ["Total", 3.5, "", "", "beyond"]]))
    result = read_bytes(data, "log.xlsx", context_with(NAMED))
    assert (minutes(result), found(result)) == (TWO_DAYS, [("Log!4", "", "")])


def test_a_workbook_of_empty_sheets_is_refused() -> None:
    """The sentence does not depend on the sheets' names."""
    with pytest.raises(UnreadableFileError, match="its sheets are empty"):
        read_bytes(book(("A", []), ("B", [])), "log.xlsx", context_with())


def test_a_sheet_that_was_chosen_before_is_taken_again() -> None:
    """The saved answer names its sheet; another sheet of the same columns is asked about."""
    data = book(STUDY_SHEET, EXAM_SHEET)
    first = read_bytes(data, "log.xlsx", context_with(replace(NAMED, sheet="Study")))
    saved = replace(context_with(), saved_mappings={str(first.fingerprint): first.mapping})
    assert minutes(read_bytes(data, "log.xlsx", saved)) == TWO_DAYS
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
    """A running total is not read; hours are, and the sentence says what to do."""
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
    """Programs that write workbooks do not compute; a problem in each row would hide the cause."""
    rows = [["Date", "Hours", "Topic"], ["2026-03-01", "=1+1", "EC2"], ["2026-03-02", "=1+2", "S3"]]
    with pytest.raises(UnreadableFileError, match="Open the workbook in a spreadsheet program, save it"):
        read_bytes(book(("Log", rows)), "log.xlsx", context_with(NAMED))


# Markdown and JSON, and archives


def test_a_markdown_table_is_read() -> None:
    """Text around it is no row; a blank header is none."""
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


def test_equal_lists_are_told_apart_by_name() -> None:
    """Their rows have the same numbers."""
    text = '{"a": [{"date": "2026-03-01", "hours": 2.5}], "b": [{"date": "2026-03-02", "hours": 1}]}'
    result = read(text, context_with(replace(DAYS, sheet="*")))
    assert (minutes(result), lines(result)) == (TWO_DAYS, ["a!1", "b!1"])


def test_an_archive_of_such_tables_is_read() -> None:
    """Only if it has no plainer file, since archives of notes hold many tables."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("log.md", "|Date|Hours|\n|--|--|\n|2026-03-01|2.5|\n")
        archive.writestr("words.txt", "Some words.")
        archive.writestr("photo.png", b"\x89PNG\r\n\x1a\n\x00")
    (member,) = opened_bytes(out.getvalue(), "all.zip")
    result = read_opened(member, context_with(DAYS))
    assert minutes(result) == TWO_DAYS[:1]
    assert any("photo.png" in notice for notice in result.notices)
