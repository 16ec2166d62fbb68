"""The apostrophe before cells that a spreadsheet could run."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.ingest.values.texts import escape_formula, unescape_formula


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-3", "@sum", "\tx", "\rx", "'=1", "''@x"])
def test_a_risky_cell_gets_one_apostrophe_more(cell: str) -> None:
    """Apostrophes, if any, and one of = + - @ TAB CR get exactly one apostrophe in front."""
    assert escape_formula(cell) == f"'{cell}"


@pytest.mark.parametrize("sign", "=+-@\uff1d\uff0b\uff0d\uff20\ufe66\ufe62\ufe63\ufe6b")
@pytest.mark.parametrize("before", ["", " ", "\ufeff", "\u00a0", "\u3000", "\u200b", "\u2060 ", "\0", "\x1b"])
def test_characters_that_a_spreadsheet_ignores_hide_no_formula(sign: str, before: str) -> None:
    """Blanks and characters without width or meaning may come before the sign, which may be full-width."""
    cell = f"{before}{sign}cmd|' /C calc'!A0"
    assert escape_formula(cell) == f"'{cell}"
    assert unescape_formula(f"'{cell}") == cell


@pytest.mark.parametrize("separator", ";\t\n\r")
def test_a_part_is_not_a_formula_if_another_separator_cuts_the_cell(separator: str) -> None:
    """Spreadsheets split at semicolons in some countries, or at TABs, and then the part is a cell."""
    assert escape_formula(f"a{separator} =1;b") == f"a{separator}' =1;b"
    assert unescape_formula(f"a{separator}' =1;b") == f"a{separator} =1;b"


@pytest.mark.parametrize("cell", ["", "plain", "'", "'tis", "a=b", " a", "' '=1", "a;b", "''"])
def test_other_cells_stay_as_they_are(cell: str) -> None:
    """An apostrophe that is part of the text is not changed."""
    assert escape_formula(cell) == cell
    assert unescape_formula(cell) == cell


@given(st.text(alphabet="'=+-@\t\r\n ;\uff1d\ufeff\x00ax"))
def test_reading_undoes_writing(cell: str) -> None:
    """Every text survives a round trip, and no cell or part of one begins like a formula."""
    escaped = escape_formula(cell)
    parts = re.split("[;\t\r\n]", escaped)
    assert not any(part.lstrip("\ufeff\0 ").startswith(("=", "+", "-", "@", "\uff1d")) for part in parts)
    assert unescape_formula(escape_formula(cell)) == cell
