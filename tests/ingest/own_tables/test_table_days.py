"""Days and times of day in a mapped table: their order, their zone, and those without a year."""

from dataclasses import replace
from datetime import date

import pytest

from analytics.errors import Question
from analytics.ingest.file_mapping import DateOrder, FileMapping, TimeUnit
from analytics.records import CheckIn
from tests.inputs.ingest_inputs import CONTEXT, found
from tests.inputs.mapped_tables import mapped_context, question_of
from tests.inputs.tracker_inputs import context_with, minutes, read


def test_days_without_a_year_are_listed_in_a_notice() -> None:
    """They are the latest up to today; a plan is in the future, so its days need a year."""
    log = FileMapping(kind="study_sessions", columns={"date": "started_at", "min": "time_on_task_min"})
    text = "Date,Min\n4 Dec,30\n3 Mar,40\n3 Mar 2026,50\n"
    result = read(text, mapped_context(log))
    days = [getattr(row.record, "started_at", None) for row in result.rows]
    assert days == [date(2025, 12, 4), date(2026, 3, 3), date(2026, 3, 3)]
    (notice,) = [text for text in result.notices if "without a year" in text]
    assert "from 2025-12-04 to 2026-03-03" in notice
    dated = read("Date,Min\nsoon,1\n3 Mar 2026,50\n", mapped_context(log))
    assert not any("without a year" in text for text in dated.notices)
    plan = FileMapping(kind="planned_sessions", columns={"date": "starts_at", "min": "duration_min"})
    assert [problem.line for problem in read(text, mapped_context(plan)).problems] == ["2", "3"]


@pytest.mark.parametrize(
    ("zone", "cells", "starts"),
    [
        ("Asia/Tokyo", "1772395200", "2026-03-02T21:30:00+09:00"),  # 20:00 in UTC on 1 March
        ("America/Los_Angeles", "1772395200", "2026-03-01T21:30:00-08:00"),
        ("America/Los_Angeles", "1772323200000", "2026-03-01T21:30:00-08:00"),  # midnight in UTC, a day
        ("Asia/Tokyo", "2026-03-01T20:00:00Z", "2026-03-01T21:30:00+09:00"),  # a day as written
    ],
)
def test_seconds_since_1970_are_a_day_in_the_candidates_zone(zone: str, cells: str, starts: str) -> None:
    """The zone decides the day, unless all are midnights in UTC, as programs write days."""
    columns = {"day": "started_at", "start": "start_time", "minutes": "time_on_task_min"}
    context = context_with(FileMapping(kind="study_sessions", columns=columns), zone=zone)
    assert minutes(read(f"Day,Start,Minutes\n{cells},21:30,20\n", context)) == [(starts, 20)]


def test_seconds_since_1970_at_midnight_are_a_day_without_a_time() -> None:
    """Check-ins and sessions have that day in every zone."""
    columns = {"day": "on", "sleep": "sleep_h"}
    for zone, seconds, day in (("Asia/Tokyo", 1772395200, 2), ("America/Los_Angeles", 1772323200, 1)):
        context = context_with(FileMapping(kind="check_ins", columns=columns, time_unit=TimeUnit.HOURS), zone=zone)
        (row,) = read(f"Day,Sleep\n{seconds},7\n", context).rows
        assert isinstance(row.record, CheckIn)
        assert row.record.on == date(2026, 3, day)


def test_a_start_time_in_a_column_of_its_own_needs_a_zone() -> None:
    """Nine o'clock in Berlin; without a zone it is asked for."""
    columns = {"date": "started_at", "start": "start_time", "minutes": "time_on_task_min"}
    mapping = FileMapping(kind="study_sessions", columns=columns)
    text = "Date,Start,Minutes\n2026-03-01,9:00 AM,30\n2026-03-02,,30\n2026-03-03,noon,30\n"
    result = read(text, mapped_context(mapping))
    assert minutes(result) == [("2026-03-01T09:00:00+01:00", 30), ("2026-03-02", 30)]
    assert found(result) == [("4", "date", "2026-03-03")]
    assert question_of(text, replace(CONTEXT, mapping=mapping))[0] is Question.ZONE


def test_the_order_of_dates_is_that_of_the_column() -> None:
    """One row may prove it, else it is asked for; a cell with an offset needs no zone."""
    columns = {"date": "started_at", "minutes": "time_on_task_min"}
    mapping = FileMapping(kind="study_sessions", columns=columns)
    assert minutes(read("Date,Minutes\n25/03/2026,30\n01/04/2026,30\n", mapped_context(mapping)))[1][0] == "2026-04-01"
    text = "Date,Minutes\n03/04/2026,30\n"
    assert question_of(text, mapped_context(mapping))[0] is Question.DATE_ORDER
    month_first = replace(mapping, date_order=DateOrder.MONTH_FIRST)
    assert minutes(read(text, mapped_context(month_first)))[0][0] == "2026-03-04"
    offset = "Date,Minutes\n2026-03-01T09:00:00Z,30\nsoon,30\n"
    result = read(offset, replace(CONTEXT, mapping=mapping))
    assert (minutes(result), found(result)) == ([("2026-03-01T09:00:00+00:00", 30)], [("3", "date", "soon")])


def test_ratings_without_a_date_are_of_the_day_that_is_given() -> None:
    """It is asked for, as for practice exams, and must not be in the future."""
    mapping = FileMapping(kind="self_ratings", columns={"domain": "domain_id", "confidence": "rating"})
    text = "Domain,Confidence\n1,3\n2,4\n"
    question, reason = question_of(text, mapped_context(mapping))
    assert (question, "--taken-on DATE" in reason, "rated_on" in reason) == (Question.DAY, True, True)
    day = date(2026, 11, 20)
    read_on = read(text, mapped_context(replace(mapping, taken_on=day)))
    assert [getattr(row.record, "rated_on", None) for row in read_on.rows] == [day, day]
    assert len(read(text, mapped_context(replace(mapping, taken_on=date(2026, 12, 1)))).problems) == 2
    dated = replace(mapping, columns={**mapping.columns, "date": "rated_on"}, taken_on=day)
    (row,) = read("Date,Domain,Confidence\n2026-03-01,1,3\n", mapped_context(dated)).rows
    assert getattr(row.record, "rated_on", None) == date(2026, 3, 1)
