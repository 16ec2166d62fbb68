"""The apostrophe before cells that a spreadsheet could run."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.ingest.values.formula_escape import escape_formula, unescape_formula


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-3", "@sum", "\tx", "\rx", "'=1", "''@x"])
def test_a_risky_cell_gets_one_apostrophe_more(cell: str) -> None:
    """Apostrophes, if any, and one of = + - @ TAB CR get exactly one apostrophe in front."""
    assert escape_formula(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["", "plain", "'", "'tis", "a=b", " =1", "''"])
def test_other_cells_stay_as_they_are(cell: str) -> None:
    """An apostrophe that is part of the text is not changed."""
    assert escape_formula(cell) == cell
    assert unescape_formula(cell) == cell


@given(st.text(alphabet="'=+-@\t\r ax"))
def test_reading_undoes_writing(cell: str) -> None:
    """Every text survives a round trip."""
    assert unescape_formula(escape_formula(cell)) == cell
