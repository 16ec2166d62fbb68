"""Tables in Markdown texts."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.errors import UnreadableFileError
from analytics.ingest.tables import markdown
from analytics.ingest.tables.markdown import markdown_tables

CELL = st.text(alphabet=string.ascii_letters + string.digits + " .,;:|-!", max_size=10).map(str.strip)


@given(
    st.integers(2, 5).flatmap(
        lambda width: st.tuples(
            st.lists(CELL.filter(bool), min_size=width, max_size=width),
            st.lists(st.lists(CELL, min_size=width, max_size=width).filter(any), max_size=6),
        )
    ),
    st.booleans(),
)
def test_a_written_table_is_read_back(table: tuple[list[str], list[list[str]]], has_end_pipes: bool) -> None:
    """Pipes inside cells are escaped, and pipes at both ends are optional."""
    header, rows = table
    lines = [" | ".join(cell.replace("|", "\\|") for cell in row) for row in (header, *rows)]
    lines.insert(1, " | ".join(["---"] * len(header)))
    if has_end_pipes or any(not row[0] or not row[-1] for row in rows):
        lines = [f"| {line} |" for line in lines]
    (grid,) = markdown_tables("\n".join(lines), "log.md")
    assert [cells for _, cells in grid.rows] == [header, *rows]
    assert [number for number, _ in grid.rows] == [1, *range(3, 3 + len(rows))]


def test_tables_are_named_by_the_heading_above() -> None:
    """Lines are those of the file; a table ends at a line without a pipe."""
    text = "a | b\n:-- | --:\n1 | 2\n\n## Exams ##\nSome words | and a pipe.\n\n|c|d|\r\n|-|-|\r\n|3|4|\r\nEnd\n|5|6|\n"
    grids = markdown_tables(text, "log.md")
    assert [(grid.title, grid.rows) for grid in grids] == [
        ("table 1", [(1, ["a", "b"]), (3, ["1", "2"])]),
        ("Exams", [(8, ["c", "d"]), (10, ["3", "4"])]),
    ]


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("**2026-03-01**", "2026-03-01"),
        ("`x`", "x"),
        ("[EC2](https://example.org/ec2)", "EC2"),
        ("one<br>two", "one two"),
        ("a * b", "a * b"),
        ("snake_case_name", "snake_case_name"),
    ],
)
def test_marks_of_the_format_are_not_text(cell: str, text: str) -> None:
    """Emphasis around a whole cell, links and line breaks are removed."""
    (grid,) = markdown_tables(f"|a|b|\n|-|-|\n|{cell}|x|\n", "log.md")
    assert grid.rows[1][1] == [text, "x"]


@pytest.mark.parametrize(
    "text",
    [
        "words",
        "a|b",
        "a|b\n1|2\n",
        "a|b|c\n-|-\n",
        "a,b\n---\n",
        "a|b\n-|x\n",
        "| | |\n|-|-|\n",
        "a\n-|-\n",
        "|" * 300 + "\n" + "-|" * 299,
    ],
)
def test_other_texts_have_no_table(text: str) -> None:
    """Pipes are only text without a rule with as many cells as the header, or without any filled cell."""
    assert markdown_tables(text, "log.md") == []


def test_a_row_of_blank_cells_is_not_a_row() -> None:
    """Editors leave one at the end."""
    (grid,) = markdown_tables("|a|b|\n|-|-|\n| | |\n|1|2|\n", "log.md")
    assert [number for number, _ in grid.rows] == [1, 4]


def test_too_many_tables_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody could choose from hundreds."""
    monkeypatch.setattr(markdown, "MAX_TABLES", 1)
    with pytest.raises(UnreadableFileError, match="more than 1 tables"):
        markdown_tables("|a|b|\n|-|-|\n\n|a|b|\n|-|-|\n", "log.md")
