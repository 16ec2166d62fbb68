"""Several tables in a file, and texts without tables."""

from dataclasses import replace

import pytest

from analytics.errors import OpenQuestionError, Question, UnreadableFileError
from analytics.ingest.file_mapping import ALL_TABLES, FileMapping
from analytics.ingest.layouts import table_places
from analytics.ingest.layouts.tables_in_file import own_tables
from analytics.ingest.tables.opened import OpenedFile
from analytics.ingest.tables.text_table import Cells
from analytics.records import DomainResult
from tests.inputs.ingest_inputs import EXAM, found, lines, read_bytes
from tests.inputs.own_table_inputs import DAYS, EXAMS, HEADER, NAMED, ROWS, TWO_DAYS, book
from tests.inputs.tracker_inputs import context_with, minutes, open_question, read

BESIDE = "Date,Hours,Topic,,Date,Correct,Questions\n2026-03-01,2.5,EC2,,2026-03-08,40,65\n2026-03-02,1,S3,,,,\n"


@pytest.mark.parametrize("above", ["", "Study,,,,Exams\n"])
def test_tables_side_by_side_are_choices(above: str) -> None:
    """An empty column divides two tables with the same column names; a row may be in only one of them."""
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
def test_an_empty_column_alone_does_not_divide_a_table(text: str) -> None:
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
    """A map file that fits only one table need not name it; after a wrong name, the question comes again."""
    text = f"{HEADER}{ROWS}\n{EXAMS}"
    assert minutes(read(text, context_with(NAMED))) == TWO_DAYS
    assert minutes(read(text, context_with(replace(NAMED, sheet="July")))) == TWO_DAYS
    assert open_question(text, context_with(FileMapping(sheet="July"))).question is Question.SHEET


def test_blank_lines_between_rows_do_not_end_a_table() -> None:
    """Logs leave a line between weeks, with one row or several."""
    text = f"{HEADER}2026-03-01,2.5,EC2\n\n2026-03-02,1,S3\n\n2026-03-03,1,S3\n2026-03-04,1,S3\n"
    assert [n for _, n in minutes(read(text, context_with(NAMED)))] == [150, 60, 60, 60]


def test_no_table_begins_far_down(monkeypatch: pytest.MonkeyPatch) -> None:
    """Checking every block of a huge file would take minutes."""
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
def test_a_text_that_is_not_a_log_is_called_that(text: str) -> None:
    """A recipe, a novel or a shopping list is refused without a question about columns, unless a kind is given."""
    with pytest.raises(UnreadableFileError, match="it has no rows that look like study or results") as caught:
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
def test_a_table_with_days_scores_or_ratings_is_asked_about(text: str) -> None:
    """Any of the tables is enough, and its cells or a name."""
    with pytest.raises(OpenQuestionError):
        read(text, context_with())


@pytest.mark.parametrize("text", [",,\n", "a\n\nb\n", "one column\n1\n2\n"])
def test_a_file_without_a_table_is_refused(text: str) -> None:
    """Delimiters alone, words, one column."""
    with pytest.raises(UnreadableFileError, match=r"no rows that look like study|no filled cells"):
        read(text, context_with())


def test_a_first_line_that_cannot_be_split_is_not_called_empty() -> None:
    """It is longer than the csv module splits."""
    with pytest.raises(UnreadableFileError, match="its first line is too long for a table"):
        read(f"{'x' * 140_000}\n1\n", context_with())


def test_an_unclosed_quote_hides_no_later_row() -> None:
    """No table begins below a line that cannot be split, but the rows there are read."""
    result = read(f'{HEADER}2026-03-01,2.5,"EC2\n{"x" * 140_000}\n2026-03-02,1,S3\n', context_with(NAMED))
    assert minutes(result) == TWO_DAYS[1:]


def test_sheets_named_by_months_are_read_together() -> None:
    """The days of each are numbers within its month; one that the month does not have is a problem."""
    sheets = [(f"{month} 2025", [["Date", "Hours"], ["7", "2.5"], ["30", "1"]]) for month in ("January", "February")]
    together = context_with(replace(DAYS, sheet=ALL_TABLES, time_unit="h"))
    result = read_bytes(book(*sheets), "log.xlsx", together)
    assert minutes(result) == [("2025-01-07", 150), ("2025-01-30", 60), ("2025-02-07", 150)]
    assert found(result) == [("February 2025!3", "date", "2025-02-30")]


def test_a_table_is_read_once_for_all_questions_about_it() -> None:
    """Its rows without data are looked for once; with a corrected cell it is another table."""
    opened = OpenedFile("log.csv", b"Date,Hours,Topic\n2026-03-01,2.5,EC2\n2026-03-02,1,S3\n")
    table = own_tables(opened)[0].table(has_header=True)
    assert own_tables(opened)[0].table(has_header=True) is table
    assert own_tables(opened)[0].table(has_header=False) is not table
    corrected = own_tables(opened.corrected("3", ("2", "hours")))[0].table(has_header=True)
    assert [row.cells[1] for row in corrected.rows(lambda _: False) if isinstance(row, Cells)] == ["3", "1"]
    assert [row.cells[1] for row in table.rows(lambda _: False) if isinstance(row, Cells)] == ["2.5", "1"]
