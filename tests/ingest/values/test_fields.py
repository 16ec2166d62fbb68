"""Parsing one cell."""

from datetime import UTC, date, datetime, timedelta
from enum import StrEnum

import pytest

from analytics.ingest.values import fields
from analytics.ingest.values.fields import Limits, Parse

TODAY = date(2026, 11, 25)


class Color(StrEnum):
    """Words to choose from."""

    RED = "red"
    DARK_BLUE = "dark_blue"


def quiet(_text: str) -> None:
    """Ignore a notice."""


NUMBER = fields.number(Limits(-10, 10), add_notice=quiet)
COMMA_NUMBER = fields.number(Limits(-10, 10), has_decimal_comma=True, add_notice=quiet)
OPEN = fields.number(Limits(0, 10, is_open=True), add_notice=quiet)
WHOLE = fields.whole_number(Limits(-10, 100_000))
LONG_TEXT = fields.long_text(add_notice=quiet)
MOMENT = fields.moment("Europe/Berlin", add_notice=quiet, today=TODAY)
PAST_DAY = fields.past_day(TODAY, "Europe/Berlin", add_notice=lambda _: None)
COLOUR = fields.one_of(Color)


@pytest.mark.parametrize(
    ("parse", "cell", "value"),
    [
        (NUMBER, "2.5", 2.5),
        (NUMBER, "-3", -3.0),
        (NUMBER, "+.5", 0.5),
        (NUMBER, "1e1", 10.0),
        (COMMA_NUMBER, "2,5", 2.5),
        (COMMA_NUMBER, "2.5", 2.5),
        (OPEN, "10", 10.0),
        (WHOLE, "12", 12),
        (WHOLE, "12.0", 12),
        (fields.boolean, "Yes", True),
        (fields.boolean, "1", True),
        (fields.boolean, "FALSE", False),
        (fields.boolean, "no", False),
        (COLOUR, "RED", Color.RED),
        (COLOUR, "dark blue", Color.DARK_BLUE),
        (fields.text, "Prüfung 1", "Prüfung 1"),
        (LONG_TEXT, "one\r\n\ttwo", "one\r\n\ttwo"),
        (LONG_TEXT, "a\x07b\x85", "a\ufffdb\ufffd"),
        (LONG_TEXT, "\ud800", "\ufffd"),
        (fields.day, "2027-03-01", date(2027, 3, 1)),
        (PAST_DAY, "2026-03-01", date(2026, 3, 1)),
        (PAST_DAY, "2026-03-01T23:30:00Z", date(2026, 3, 2)),
        (MOMENT, "2026-03-01", date(2026, 3, 1)),
        (MOMENT, "2026-03-01T09:00", datetime(2026, 3, 1, 8, tzinfo=UTC)),
        (MOMENT, "2026-07-01 09:00:30", datetime(2026, 7, 1, 7, 0, 30, tzinfo=UTC)),
        (MOMENT, "2026-03-01T09:00:00.5Z", datetime(2026, 3, 1, 9, 0, 0, 500_000, tzinfo=UTC)),
        (MOMENT, "2026-03-01T09:00+0530", datetime(2026, 3, 1, 3, 30, tzinfo=UTC)),
    ],
)
def test_a_valid_cell_becomes_its_value(parse: Parse, cell: str, value: object) -> None:
    """The value has the type of its column, not just an equal value."""
    found = parse(cell)
    assert found == value
    assert type(found) is type(value)


@pytest.mark.parametrize(
    ("parse", "cell", "reason"),
    [
        (NUMBER, "2,5", "not a number"),
        (NUMBER, "twelve", "not a number"),
        (NUMBER, "1_0", "not a number"),
        (NUMBER, "١", "not a number"),
        (NUMBER, "nan", "not a finite"),
        (NUMBER, "-Infinity", "not a finite"),
        (NUMBER, "1e999", "not a finite"),
        (NUMBER, "10.1", "between -10 and 10"),
        (COMMA_NUMBER, "1.234,5", "not a number"),
        (OPEN, "0", "above 0 and at most 10"),
        (OPEN, "11", "above 0 and at most 10"),
        (WHOLE, "1.5", "whole"),
        (WHOLE, "9" * 400, "finite"),
        (WHOLE, "100001", "between -10 and 100000"),
        (fields.boolean, "maybe", "true or false"),
        (COLOUR, "green", "red, dark_blue"),
        (fields.text, "x" * 2001, "2000"),
        (fields.text, "a\nb", r"U\+000A"),
        (LONG_TEXT, "x" * 2001, "2000"),
        (fields.day, "01.03.2026", "write it as 2026-03-01"),
        (fields.day, "1989-12-31", "1990"),
        (fields.day, "9999-01-01", "not a likely year"),
        (fields.day, "2026-02-30", "no such date"),
        (PAST_DAY, "2026-11-26", "future"),
        (MOMENT, "3/1/2026", "write it as 2026-03-01"),
        (MOMENT, "20260301", "write it as 2026-03-01"),
        (MOMENT, "2026-03-01T25:00", "no such date"),
        (MOMENT, "2026-03-01T09:00+99:00", "no such date"),
        (MOMENT, "0001-01-01T00:00+14:00", "1990"),
        (MOMENT, "9999-12-31T23:59-14:00", "not a likely year"),
        (MOMENT, "2026-11-26", "future; today is 2026-11-25"),
    ],
)
def test_an_invalid_cell_has_a_plain_reason(parse: Parse, cell: str, reason: str) -> None:
    """The reason says what is wrong or how to write it."""
    with pytest.raises(ValueError, match=reason):
        parse(cell)


def test_the_future_begins_by_the_zone() -> None:
    """23:30 in London is the next day in Berlin, and so in the future there."""
    assert MOMENT("2026-11-25T22:59Z") == datetime(2026, 11, 25, 22, 59, tzinfo=UTC)
    with pytest.raises(ValueError, match="future"):
        MOMENT("2026-11-25T23:30Z")


def test_an_offset_in_the_cell_is_used() -> None:
    """The zone is used only without an offset."""
    moment = MOMENT("2026-03-01T09:00+05:00")
    assert isinstance(moment, datetime)
    assert moment.utcoffset() == timedelta(hours=5)


def test_an_assumption_is_noticed_only_if_used() -> None:
    """A zone and a decimal comma have a notice once a cell uses them."""
    notes: list[str] = []
    moment = fields.moment("Europe/Berlin", add_notice=notes.append, today=TODAY)
    number = fields.number(Limits(0, 9), has_decimal_comma=True, add_notice=notes.append)
    moment("2026-03-01")
    moment("2026-03-01T09:00Z")
    number("2.5")
    assert notes == []
    moment("2026-03-01T09:00")
    number("2,5")
    assert ["Europe/Berlin" in notes[0], "decimal comma" in notes[1]] == [True, True]


@pytest.mark.parametrize("cell", ["", " ", "-", "N/A", "n/a", "\u00a0"])
def test_some_cells_mean_not_known(cell: str) -> None:
    """None of them is 0."""
    assert fields.is_missing(cell)
    assert not fields.is_missing("0")
