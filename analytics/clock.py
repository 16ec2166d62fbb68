"""Which day it is, for whom, as a value that is passed in."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

DAYS_PER_WEEK = 7
RECENT_DAYS = 4 * DAYS_PER_WEEK
"""Study and practice count as recent for so long."""

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
"""The days of the week as files write them, in the order of `date.weekday`."""


@dataclass(frozen=True, slots=True)
class DayRule:
    """How instants become days: a zone, and the hour at which a day begins.

    With `day_starts_h` 4, studying at half past one at night still counts for the evening before.
    """

    zone: str = "UTC"
    day_starts_h: int = 0

    def day_of(self, moment: date | datetime) -> date:
        """Give the day of a moment; a plain date is its own day."""
        if not isinstance(moment, datetime):
            return moment
        if moment.tzinfo is None:
            raise ValueError(f"{moment} has no zone")
        wall = moment.astimezone(ZoneInfo(self.zone)).replace(tzinfo=None)
        return (wall - timedelta(hours=self.day_starts_h)).date()


def today(rule: DayRule, *, now: datetime | None = None) -> date:
    """Give the present day under a rule. The outermost layer alone calls this."""
    return rule.day_of(now or datetime.now(UTC))


def monday_of(day: date) -> date:
    """Give the Monday that begins the week of a day."""
    return day - timedelta(days=day.weekday())
