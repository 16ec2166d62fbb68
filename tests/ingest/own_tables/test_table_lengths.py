"""Lengths in a mapped table, and their units."""

from dataclasses import replace

import pytest

from analytics.errors import Question
from analytics.ingest.file_mapping import FileMapping
from analytics.ingest.tables.text_table import normalized_name
from tests.inputs.mapped_tables import mapped_context, question_of
from tests.inputs.tracker_inputs import minutes, read


@pytest.mark.parametrize(
    ("name", "cell", "unit", "expected"),
    [
        ("Minutes", "90", None, 90),
        ("Hours", "1.5", None, 90),
        ("Time (h)", "1:30", None, 90),
        ("Dauer (Std.)", "1.5", None, 90),
        ("Length", "1:30", None, 90),
        ("Length", "1 h 30 min", None, 90),
        ("Length", "90", "min", 90),
        ("Length", "1.5", "h", 90),
        ("Length", "5400", "s", 90),
        ("Length", "5400000", "ms", 90),
        ("DurationMs", "5400000", None, 90),
        ("Uur", "9", "h", 540),
    ],
)
def test_the_unit_of_time_is_in_the_name_the_cells_or_the_mapping(
    name: str, cell: str, unit: str | None, expected: float
) -> None:
    """A bare number in a column without a unit is never guessed."""
    column = name.casefold().replace(" ", "_")
    mapping = FileMapping(
        kind="study_sessions", columns={"date": "started_at", column: "time_on_task_min"}, time_unit=unit
    )
    assert minutes(read(f"Date,{name}\n2026-03-01,{cell}\n", mapped_context(mapping))) == [("2026-03-01", expected)]


@pytest.mark.parametrize(
    ("name", "cells", "unit", "expected"),
    [
        ("Duration", ["45:30", "25:00"], None, [45.5, 25]),  # no day has 45 hours
        ("Duration", ["1:30", "0:45"], None, [90, 45]),
        ("Duration", ["1:30", "0:45"], "min", [90, 45]),  # the answer for numbers of another file
        ("Duration", ["12:30", "20:00"], "h", [750, 1200]),
        ("Duration", ["12:30", "20:00"], None, None),  # hours of two long days, or minutes
        ("Duration", ["12:30", "20:00"], "mm:ss", [12.5, 20]),
        ("Duration", ["12:30", "20:00"], "h:mm", [750, 1200]),
        ("Duration", ["1:05:30", "0:45:00"], None, [65.5, 45]),
        ("Duration", ["1:05:30", "4:10"], None, None),  # 4 h 10, or 4 minutes
        ("Duration", ["1:05:30", "45:10", "4:10"], None, [65.5, 45 + 1 / 6, 4 + 1 / 6]),
        ("Time (min)", ["1:30", "0:45"], None, None),
        ("Time (min)", ["1:30", "0:45"], "min", [1.5, 0.75]),
        ("Time min/sec", ["1:30", "0:45"], None, [1.5, 0.75]),
        ("mm:ss", ["12:30", "20:00"], None, [12.5, 20]),
        ("hh:mm", ["12:30", "20:00"], None, [750, 1200]),
        ("Hours", ["12:30", "20:00"], None, [750, 1200]),
        ("Horas (h.mm)", ["1.30", "0.45", "2", "1.5"], None, [90, 45, 120, 110]),  # a sheet drops the last 0
        ("Std.Min", ["1.30", "0.45"], None, [90, 45]),
        ("Hours (hh:mm)", ["1.30", "0.45"], None, [90, 45]),
        ("Hours", ["1.30", "0.45", "2.00"], "h:mm", [90, 45, 120]),
        ("Hours", ["1.30", "0.45", "2.00"], "h", [78, 27, 120]),
        ("Hours", ["1.30", "0.45", "2.00"], None, None),  # nine minutes are rarely a part of an hour
        ("Hours", ["1.30", "0.50", "2.00"], None, [78, 30, 120]),
    ],
)
def test_two_numbers_are_hours_and_minutes_or_minutes_and_seconds(
    name: str, cells: list[str], unit: str | None, expected: list[float] | None
) -> None:
    """The name decides, then the answer, then what a day can hold; otherwise it is asked."""
    column = normalized_name(name)
    mapping = FileMapping(
        kind="study_sessions", columns={"date": "started_at", column: "time_on_task_min"}, time_unit=unit
    )
    text = f"Date,{name}\n" + "".join(f"2026-03-0{day},{cell}\n" for day, cell in enumerate(cells, start=1))
    if expected is None:
        assert question_of(text, mapped_context(mapping))[0] is Question.TIME_UNIT
        return
    assert [length for _, length in minutes(read(text, mapped_context(mapping)))] == pytest.approx(expected)


@pytest.mark.parametrize(("pause", "expected"), [("15", 105), ("0:15", 105), ("15 min", 105), ("0:00", 120)])
def test_a_break_is_in_minutes_unless_it_says_its_unit(pause: str, expected: float) -> None:
    """It is subtracted from the time between start and end."""
    columns = {"date": "started_at", "from": "start_time", "to": "ended_at", "break": "break_min"}
    mapping = FileMapping(kind="study_sessions", columns=columns)
    text = f"Date,From,To,Break\n2026-03-01,18:00,20:00,{pause}\n"
    assert [length for _, length in minutes(read(text, mapped_context(mapping)))] == [expected]


def test_an_answer_takes_minutes_and_a_night_hours() -> None:
    """1:30 for a question is 90 seconds, and 7:30 of sleep is in hours; neither is asked about."""
    answers = FileMapping(
        kind="item_responses", columns={"date": "taken_at", "ok": "is_correct", "time": "response_time_s"}
    )
    (row,) = read("Date,OK,Time\n2026-03-01,yes,1:30\n", mapped_context(answers)).rows
    assert getattr(row.record, "response_time_s", None) == 90
    nights = FileMapping(kind="check_ins", columns={"date": "on", "sleep": "sleep_h"})
    (row,) = read("Date,Sleep\n2026-03-01,7:30\n", mapped_context(nights)).rows
    assert getattr(row.record, "sleep_h", None) == 7.5


@pytest.mark.parametrize(
    ("name", "cells", "expected"),
    [
        ("Length", ["90", "45", "0"], [90, 45]),  # no day has 90 hours
        ("Length", ["1.5", "2"], [90, 120]),  # nobody writes half minutes
        ("Length", ["1", "2"], None),
        ("Length", ["5", "12", "30"], None),  # may be hours of a week
        ("Length", ["1500", "3000"], None),
        ("Length", ["0", "-"], None),
        ("Hours", ["30", "32"], None),
        ("Uur", ["9", "14", "20"], None),  # may be hours of the day
        ("Hours", ["7.5", "8", "6"], [450, 480, 360]),
        ("時間", ["90", "45"], None),  # means time as well as hours
    ],
)
def test_the_unit_of_bare_numbers_is_asked_about_unless_only_one_is_possible(
    name: str, cells: list[str], expected: list[float] | None
) -> None:
    """A notice says which unit was read."""
    mapping = FileMapping(kind="study_sessions", columns={"date": "started_at", name.lower(): "time_on_task_min"})
    text = f"Date,{name}\n" + "".join(f"2026-03-0{day},{cell}\n" for day, cell in enumerate(cells, start=1))
    if expected is None:
        question, reason = question_of(text, mapped_context(mapping))
        assert (question, f"'{name.lower()}'" in reason) == (Question.TIME_UNIT, True)
        return
    result = read(text, mapped_context(mapping))
    assert [length for _, length in minutes(result)] == expected
    assert any("judging by its numbers" in notice for notice in result.notices) == (name == "Length")


@pytest.mark.parametrize(
    ("name", "cells"), [("length", ("1h 30m", "0", "45m")), ("durationSeconds", ("5400", "0", "2700"))]
)
def test_a_unit_may_stand_in_the_cells_or_at_the_end_of_a_name(name: str, cells: tuple[str, ...]) -> None:
    """A zero for a day of rest needs no unit."""
    mapping = FileMapping(kind="study_sessions", columns={"date": "started_at", name.lower(): "time_on_task_min"})
    text = f"Date,{name}\n" + "".join(f"2026-03-0{day},{cell}\n" for day, cell in enumerate(cells, start=1))
    assert [length for _, length in minutes(read(text, mapped_context(mapping)))] == [90, 45]


def test_a_decimal_comma_is_asked_about_in_a_comma_separated_file() -> None:
    """1,500 may be one and a half or a thousand and a half; 1,5 and 0,500 are decimals, as with semicolons."""
    columns = {"date": "started_at", "hours": "time_on_task_min"}
    mapping = FileMapping(kind="study_sessions", columns=columns)
    text = 'Date,Hours\n2026-03-01,"1,500"\n'
    assert question_of(text, mapped_context(mapping))[0] is Question.DECIMAL
    assert minutes(read(text, mapped_context(replace(mapping, decimal=","))))[0][1] == 90
    for cell, length in (("1,5", 90), ("1,25", 75), ("0,500", 30), ("0,3333", 19.998)):
        assert minutes(read(text.replace("1,500", cell), mapped_context(mapping)))[0][1] == pytest.approx(length)
    assert minutes(read("Date;Hours\n2026-03-01;1,5\n", mapped_context(mapping)))[0][1] == 90
