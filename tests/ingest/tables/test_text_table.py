"""Splitting text into rows of cells."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.errors import DataProblem, UnreadableFileError
from analytics.ingest.tables import text_table
from analytics.ingest.tables.text_table import Cells, TextTable, likely_layout


def is_row(cells: list[str]) -> bool:
    """Accept two cells, the first of them a day of 2026."""
    return len(cells) == 2 and cells[0].startswith("2026-")


def cut(text: str) -> tuple[list[tuple[str, list[str]]], list[str]]:
    """Return line and cells of the rows, and the lines of the problems."""
    rows, problems = [], []
    for item in TextTable(text, "f").rows(is_row):
        if isinstance(item, DataProblem):
            problems.append(item.line)
        else:
            rows.append((item.line, item.cells))
    return rows, problems


@pytest.mark.parametrize(("mark", "has_decimal_comma"), [(",", False), (";", True), ("\t", True)])
def test_the_header_line_decides_the_delimiter(mark: str, has_decimal_comma: bool) -> None:
    """A comma is a decimal mark only if it is not the delimiter."""
    table = TextTable(f"on{mark}sleep_h\n2026-01-01{mark}7\n", "f")
    assert table.header == ("on", "sleep_h")
    assert table.has_decimal_comma is has_decimal_comma
    assert bool(table.notices) is has_decimal_comma


def test_delimiters_inside_quotes_do_not_count() -> None:
    """A quoted name may contain the other delimiters."""
    assert TextTable('"a,b,c";d\n', "f").header == ("a,b,c", "d")


@pytest.mark.parametrize("line", ["sep=;", '"sep=;"', "SEP=;\r", "\ufeffsep=;"])
def test_a_separator_line_is_not_a_header(line: str) -> None:
    """Spreadsheets write it above the header; it counts as a line."""
    text = f"{line}\na,b,c;d\n2026-01-01;7\n"
    assert TextTable(text, "f").header == ("a,b,c", "d")
    assert cut(text)[0] == [("3", ["2026-01-01", "7"])]
    assert TextTable("sep=|\non,note\n", "f").header == ("on", "note")
    assert TextTable("sep=;\n", "f").header == ("sep=", "")


def test_column_names_are_normalized() -> None:
    """BOM, blanks, hyphens, case and invisible characters do not matter."""
    assert TextTable("\ufeffO\u200bn,\u00a0Sleep-H ,evening screen  min\n", "f").header == (
        "on",
        "sleep_h",
        "evening_screen_min",
    )


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("on,ON\n", "duplicate columns: on"),
        ('on,"note\n2026-01-01,x\n', "quote in the header"),
        (",".join(f"c{i}" for i in range(257)) + "\n", "256 columns"),
    ],
)
def test_an_ambiguous_header_refuses_the_file(text: str, what: str) -> None:
    """Without a valid header no cell has a meaning."""
    with pytest.raises(UnreadableFileError, match=what):
        TextTable(text, "f")


def test_several_columns_may_have_no_name() -> None:
    """Spreadsheets leave such columns at the right."""
    assert TextTable("on,,\n", "f").header == ("on", "", "")


def test_a_file_of_too_many_rows_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """The limit counts the rows below the header."""
    monkeypatch.setattr(text_table, "MAX_ROWS", 2)
    TextTable("on\n1\n2\n", "f")
    with pytest.raises(UnreadableFileError, match="more than 2 rows"):
        TextTable("on\n1\n2\n3\n", "f")


def test_lines_are_physical_after_a_text_of_several_lines() -> None:
    """The header is line 1, and a quoted line break counts."""
    rows, problems = cut('on,note\n2026-01-01,"one\ntwo, three\n"\n\n2026-01-02,x\n')
    assert rows == [("2", ["2026-01-01", "one\ntwo, three\n"]), ("6", ["2026-01-02", "x"])]
    assert problems == []


@pytest.mark.parametrize("quoted", ['"one', '"one","'])
def test_lines_are_not_read_again_and_again(monkeypatch: pytest.MonkeyPatch, quoted: str) -> None:
    """After many quotes that are never closed or hide rows, even a text of two lines is a problem; no row is lost."""
    text = f'on,note\n2026-01-01,"a\nb"\n{quoted}\n2026-01-02,x\n2026-01-03,"c\nd"\n2026-01-04,x\n'
    assert [line for line, _ in cut(text)[0]] == ["2", "5", "6", "8"]
    monkeypatch.setattr(text_table, "MAX_LINES_READ", 3)
    rows, problems = cut(text)
    assert [line for line, _ in rows] == ["2", "5", "8"]
    assert problems == ["4", "6", "7"]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_all_line_endings_are_read(end: str) -> None:
    """Old and new systems write the same table."""
    rows, _ = cut(end.join(["on,note", "2026-01-01,x", "", " , ", "2026-01-02,y"]))
    assert rows == [("2", ["2026-01-01", "x"]), ("5", ["2026-01-02", "y"])]


def test_too_many_or_too_few_cells_are_a_problem_of_their_row() -> None:
    """The rows around them are read."""
    rows, problems = cut("on,note\n2026-01-01\n2026-01-02,x,y\n2026-01-03,z\n")
    assert [line for line, _ in rows] == ["4"]
    assert problems == ["2", "3"]


@pytest.mark.parametrize(
    "text",
    [
        'on,note\n2026-01-01,"open\n2026-01-02,x\n2026-01-03,y\n',
        'on,note\n2026-01-01,"open\n2026-01-02,"x"\n2026-01-03,y\n',
        'on,note\n2026-01-01,"open\n2026-01-02,x\n2026-01-03,y"\n',
        'on,note\n2026-01-01,"open\n2026-01-02,x\n2026-01-03,"a ""b"""\n',
        'on,note\n2026-01-01,"in "the" middle"\n2026-01-02,x\n2026-01-03,y\n',
    ],
)
def test_an_unclosed_quote_costs_only_its_own_row(text: str) -> None:
    """It does not swallow rows up to the next quote or the end."""
    rows, problems = cut(text)
    assert [line for line, _ in rows] == ["3", "4"]
    assert problems == ["2"]


def test_an_open_quote_in_the_last_line_is_a_problem() -> None:
    """The end of the file closes no quote."""
    assert cut('on,note\n2026-01-01,x\n2026-01-02,"y') == ([("2", ["2026-01-01", "x"])], ["3"])


def test_a_quote_has_a_limit_of_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    """A row with more lines than any note has an unclosed quote."""
    monkeypatch.setattr(text_table, "MAX_RECORD_LINES", 3)
    rows, problems = cut('on,note\n2026-01-01,"a\nb\nc\nd"\n2026-01-02,x\n')
    assert rows == [("6", ["2026-01-02", "x"])]
    assert "2" in problems


def test_a_quoted_text_of_several_lines_and_wrong_width_is_a_problem() -> None:
    """Cells that end with a quote far below and do not fit the header are not a row."""
    rows, problems = cut('on,note\n2026-01-01,"a\n2026-01-02,x\n",y\n2026-01-03,z\n')
    assert [line for line, _ in rows] == ["3", "5"]
    assert "2" in problems


def test_a_quote_that_swallows_a_very_long_line_is_a_problem() -> None:
    """The limit of one cell ends the search for the closing quote."""
    long = "x" * 140_000
    rows, problems = cut(f'on,note\n2026-01-01,"a\n{long}\n2026-01-02,x\n')
    assert [line for line, _ in rows] == ["4"]
    assert problems == ["2", "3"]


def test_a_note_of_several_lines_may_stand_first() -> None:
    """Its last line, followed by the other cells, looks like a row with a stray quote."""
    text = 'note,on\n"a\nb",2026-01-01\n'
    rows = list(TextTable(text, "f").rows(lambda cells: len(cells) == 2 and cells[1] == "2026-01-01"))
    assert rows == [Cells("2", ["a\nb", "2026-01-01"])]


def test_a_cell_beyond_the_limit_is_a_problem_of_its_row() -> None:
    """Many short cells may make a longer line."""
    long = "x" * (text_table.MAX_CELL_CHARS + 1)
    half = "x" * (text_table.MAX_CELL_CHARS - 10)
    rows, problems = cut(f"on,note\n2026-01-01,{long}\n2026-{half},{half}\n")
    assert [line for line, _ in rows] == ["3"]
    assert problems == ["2"]


@pytest.mark.parametrize("n_chars", [text_table.MAX_CELL_CHARS + 1, 200_000])
def test_a_long_cell_is_named_as_such_however_long(n_chars: int) -> None:
    """The csv module has a higher limit with an unhelpful message."""
    table = TextTable(f"on,note\n2026-01-01,{'x' * n_chars}\n2026-01-02,y\n", "f")
    problem, row = table.rows(lambda _: False)
    assert isinstance(problem, DataProblem)
    assert (problem.line, problem.reason) == ("2", "a cell is longer than 10,000 characters")
    assert row == Cells("3", ["2026-01-02", "y"])


@given(st.lists(st.sampled_from(['"', ",", "\n", "2026-01-01", "x", '""'])))
def test_any_quoting_ends_and_names_each_line_once(parts: list[str]) -> None:
    """Each line is in one row or problem, whatever its quotes."""
    rows, problems = cut("on,note\n" + "".join(parts))
    named = [line for line, _ in rows] + problems
    assert len(named) == len(set(named))


def test_a_blank_text_is_empty() -> None:
    """Blanks and a BOM are not contents."""
    for text in ("", "\ufeff \t\r\n\n"):
        with pytest.raises(UnreadableFileError, match="empty"):
            TextTable(text, "file.csv")


def test_a_cell_beyond_the_limit_does_not_decide_the_delimiter() -> None:
    """The csv module refuses to split such a line at other delimiters."""
    lines = [f"a,b;{'x' * 140_000}\n", "1,2;3\n"]
    assert likely_layout(lines).delimiter == ";"


def test_a_line_too_long_to_split_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each comma of it would become a cell."""
    monkeypatch.setattr(text_table, "MAX_LINE_CHARS", 6)
    TextTable("a,b\n1,234\n", "f")
    with pytest.raises(UnreadableFileError, match="line 2 is longer than 6 characters"):
        TextTable("a,b\n" + "," * 7, "f")


@given(st.text(alphabet='a,"\r\n\u2028\x0b', max_size=30))
def test_lines_end_where_a_text_file_has_them_end(text: str) -> None:
    """The standard library splits a text in the same places."""
    assert list(text_table.bounded_lines(text, "f")) == list(io.StringIO(text, newline=""))
