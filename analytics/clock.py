"""Days in a candidate's zone, and instants of local times."""

from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from typing import NamedTuple
from zoneinfo import ZoneInfo

DAYS_PER_WEEK, MINUTES_PER_DAY = 7, 24 * 60
FIRST_DAY = date(1990, 1, 1)
LAST_DAY = date(2199, 12, 31)
"""Earlier and later dates are mistakes."""

RECENT_DAYS = 4 * DAYS_PER_WEEK
"""How long study and practice count as recent."""

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
"""The days of the week as files write them, in the order of `date.weekday`."""


class DayRule(NamedTuple):
    """How instants become days: a time zone, and the hour at which a day begins.

    With `day_starts_h` 4, study at 01:30 counts for the day before.
    """

    zone: str = "UTC"
    day_starts_h: int = 0

    def day_of(self, moment: date | datetime) -> date:
        """Return the day of a moment; a plain date is its own day."""
        if not isinstance(moment, datetime):
            return moment
        if moment.tzinfo is None:
            raise ValueError(f"{moment} has no zone")
        wall = moment.astimezone(ZoneInfo(self.zone)).replace(tzinfo=None)
        return (wall - timedelta(hours=self.day_starts_h)).date()


def possible_instants(wall: datetime, zone: tzinfo) -> list[datetime]:
    """Return the instants that a local time may mean, the one to use first.

    A clock change repeats or skips local times. The offset from before the change counts: a repeated
    time is the first of the two, and a skipped one lands after the gap, as much later as the clock was
    set forward. Each instant has a fixed offset, because Python compares repeated times of a `ZoneInfo`
    as unequal to the same instants in other zones.

    References:
        RFC 5545, 3.3.5; PEP 495, fold=0.
    """
    before = zone.utcoffset(wall.replace(fold=0)) or timedelta()
    after = zone.utcoffset(wall.replace(fold=1)) or timedelta()
    if before == after:
        return [wall.replace(tzinfo=timezone(before), fold=0)]
    instants = [(wall - offset).replace(tzinfo=UTC, fold=0).astimezone(zone) for offset in (before, after)]
    return [each.replace(tzinfo=timezone(each.utcoffset() or timedelta()), fold=0) for each in instants]


def instant_at(wall: datetime, zone: tzinfo) -> datetime:
    """Return the instant of a local time, by the rule of `possible_instants`."""
    return possible_instants(wall, zone)[0]


def today(rule: DayRule, *, now: datetime | None = None) -> date:
    """Return the present day; only the outermost layer calls this."""
    return rule.day_of(now or datetime.now(UTC))


def monday_of(day: date) -> date:
    """Return the Monday of the week of a day."""
    return day - timedelta(days=day.weekday())


def days_between(first: date, last: date) -> list[date]:
    """Return every day from one to another, both included."""
    return [first + timedelta(days=k) for k in range((last - first).days + 1)]


def mondays_between(first: date, last: date) -> list[date]:
    """Return the Monday of every week from that of one day to that of another."""
    return days_between(monday_of(first), last)[::DAYS_PER_WEEK]


def weekly_days(first: date, last: date) -> tuple[date, ...]:
    """Return the first day, then weekly ones, counted back from the last."""
    n_weeks = max(0, (last - first).days // DAYS_PER_WEEK)
    weekly = tuple(last - timedelta(weeks=k) for k in range(n_weeks, -1, -1))
    return (first, *weekly) if first < weekly[0] else weekly
