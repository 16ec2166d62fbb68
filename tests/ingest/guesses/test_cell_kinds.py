"""What cells look like."""

import pytest

from analytics.ingest.guesses.column_values import CellKind, ColumnValues, amount, column_kinds, kind_of

DAY, NUMBER, TEXT = CellKind.DAY, CellKind.NUMBER, CellKind.TEXT


@pytest.mark.parametrize(
    ("cell", "kind"),
    [
        ("2026-03-01", DAY),
        ("3/25/2026", DAY),
        ("25.03.2026 09:00", DAY),
        ("March 1, 2026", DAY),
        ("45", NUMBER),
        ("-3.5", NUMBER),
        ("72 %", NUMBER),
        ("1:30", NUMBER),
        ("1 h 30 min", NUMBER),
        ("Date", TEXT),
        ("S3", TEXT),
        ("1.2,3", TEXT),
        ("3 things to do before the exam, and then some", TEXT),
        ("", TEXT),
    ],
)
def test_a_cell_is_a_day_a_number_or_text(cell: str, kind: CellKind) -> None:
    """In any order of day and month; a duration is a number."""
    assert kind_of(cell) is kind


@pytest.mark.parametrize(
    ("cell", "number"),
    [("2,5", 2.5), ("1,234.5", 1234.5), ("1.234,5", 1234.5), ("1'234", 1234), ("0:45", 2700), ("90 %", 90), ("", None)],
)
def test_an_amount_is_read_with_either_decimal_mark(cell: str, number: float | None) -> None:
    """Marks between thousands are dropped; a duration counts in seconds."""
    assert amount(cell) == number


def test_a_column_is_what_most_of_its_cells_are() -> None:
    """Blank cells and short rows do not count; half is not most."""
    rows = [["2026-03-01", "1", "a"], ["2026-03-02", "x", ""], ["soon"], ["2026-03-03", "-", ""]]
    assert column_kinds(rows, [""] * 4) == (DAY, TEXT, TEXT, TEXT)


def test_half_of_the_lengths_are_enough_under_a_name_for_lengths() -> None:
    """The others become problems to correct, and no other column has to be chosen."""
    cells = ["1.5 hours", "45 mins", "half an hour"]
    assert (ColumnValues("time", cells).is_length, ColumnValues("remark", cells).is_length) == (True, False)
