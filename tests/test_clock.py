"""Days, weeks, and instants of local times."""

from datetime import UTC, date, datetime, timedelta, timezone
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from analytics.clock import (
    DayRule,
    days_between,
    instant_at,
    monday_of,
    mondays_between,
    possible_instants,
    today,
    weekly_days,
)
from tests.inputs.strategies import walls, zones

DENVER_AT_FOUR = DayRule("America/Denver", day_starts_h=4)


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2026, 3, 2, 10, 59, tzinfo=UTC), date(2026, 3, 1)),  # 03:59 in Denver
        (datetime(2026, 3, 2, 11, 0, tzinfo=UTC), date(2026, 3, 2)),  # 04:00 in Denver
        (datetime(2026, 3, 2, 1, 30, tzinfo=timezone(timedelta(hours=-7))), date(2026, 3, 1)),
    ],
)
def test_a_day_begins_at_the_hour_of_the_candidates_zone(moment: datetime, day: date) -> None:
    """01:30 counts for the day before, whichever zone the instant is in."""
    assert DENVER_AT_FOUR.day_of(moment) == day


def test_the_day_boundary_is_a_local_time() -> None:
    """On the night of a clock change the day still begins at four, 10:00 UTC."""
    assert DENVER_AT_FOUR.day_of(datetime(2026, 3, 8, 9, 59, tzinfo=UTC)) == date(2026, 3, 7)
    assert DENVER_AT_FOUR.day_of(datetime(2026, 3, 8, 10, 0, tzinfo=UTC)) == date(2026, 3, 8)


def test_a_plain_day_is_its_own_day() -> None:
    """No zone moves it."""
    assert DENVER_AT_FOUR.day_of(date(2026, 3, 2)) == date(2026, 3, 2)


def test_an_instant_without_a_zone_is_refused() -> None:
    """It could be either of two days."""
    with pytest.raises(ValueError, match="has no zone"):
        DayRule().day_of(datetime(2026, 3, 2, 10))  # noqa: DTZ001 - what is refused


@pytest.mark.parametrize(
    ("zone", "wall", "instants"),
    [
        ("Europe/Berlin", "2026-07-01T09:00", ["2026-07-01T09:00:00+02:00"]),
        ("Europe/Berlin", "2026-10-25T02:30", ["2026-10-25T02:30:00+02:00", "2026-10-25T02:30:00+01:00"]),
        ("Europe/Berlin", "2026-03-29T02:30", ["2026-03-29T03:30:00+02:00", "2026-03-29T01:30:00+01:00"]),
        ("Europe/Berlin", "2026-03-29T03:00", ["2026-03-29T03:00:00+02:00"]),
        ("Pacific/Chatham", "1999-10-03T03:00", ["1999-10-03T04:00:00+13:45", "1999-10-03T02:00:00+12:45"]),
    ],
)
def test_the_offset_from_before_a_clock_change_counts(zone: str, wall: str, instants: list[str]) -> None:
    """A repeated time is the first of the two, and a skipped one lands after the gap."""
    found = possible_instants(datetime.fromisoformat(wall), ZoneInfo(zone))
    assert [instant.isoformat() for instant in found] == instants
    assert instant_at(datetime.fromisoformat(wall), ZoneInfo(zone)) == found[0]


@given(walls, zones.map(ZoneInfo))
@example(datetime.fromisoformat("1999-10-03T03:00"), ZoneInfo("Pacific/Chatham"))
@example(datetime.fromisoformat("2026-10-25T01:30"), ZoneInfo("Europe/Lisbon"))
def test_an_instant_is_a_time_that_the_clock_showed(wall: datetime, zone: ZoneInfo) -> None:
    """It is the instant of `fold=0`, equal to itself in UTC, and shows the same time in its zone."""
    instant = instant_at(wall, zone)
    assert instant.timestamp() == wall.replace(tzinfo=zone).timestamp()
    assert instant == instant.astimezone(UTC)
    assert instant.replace(tzinfo=None) == instant.astimezone(zone).replace(tzinfo=None, fold=0)


def test_today_is_the_day_of_the_moment() -> None:
    """Without an argument the present moment is the machine's."""
    assert today(DENVER_AT_FOUR, now=datetime(2026, 3, 2, 10, 59, tzinfo=UTC)) == date(2026, 3, 1)
    before, ours, after = datetime.now(UTC).date(), today(DayRule()), datetime.now(UTC).date()
    assert before <= ours <= after


@given(st.dates(date(1990, 1, 8), date(2100, 1, 1)))
def test_weeks_begin_on_monday(day: date) -> None:
    """The Monday of a day is the last one on or before it."""
    monday = monday_of(day)
    assert monday.isoweekday() == 1
    assert timedelta(0) <= day - monday < timedelta(weeks=1)


@given(st.dates(date(2020, 1, 1), date(2021, 1, 1)), st.integers(0, 100))
def test_weekly_days_lead_from_the_first_day_to_the_last(first: date, n_days: int) -> None:
    """They are a week apart, but for the first two, which may be closer."""
    last = first + timedelta(days=n_days)
    days = weekly_days(first, last)
    assert (days[0], days[-1]) == (first, last)
    assert {later - day for day, later in pairwise(days[1:])} <= {timedelta(weeks=1)}
    assert all(timedelta(0) < later - day <= timedelta(weeks=1) for day, later in pairwise(days[:2]))


def test_days_between_two_days_are_all_and_both_ends() -> None:
    """From 30 September to 2 October there are three; from a day to the one before, none."""
    first, last = date(2026, 9, 30), date(2026, 10, 2)
    assert days_between(first, last) == [first, date(2026, 10, 1), last]
    assert days_between(last, last - timedelta(days=1)) == []


def test_mondays_between_two_days_are_those_of_their_weeks() -> None:
    """A Sunday and the Monday eight days later are in three weeks."""
    sunday, monday = date(2026, 9, 6), date(2026, 9, 14)
    assert mondays_between(sunday, monday) == [date(2026, 8, 31), date(2026, 9, 7), monday]
    assert mondays_between(monday, sunday) == []
