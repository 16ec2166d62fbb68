"""Tables with a row for each week and a column for each weekday, such as a plan on a wall."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from analytics.ingest.mapping.column_values import ANY_DAY, ColumnValues, moment_of, moments_of
from analytics.ingest.values.words import weekdays_of

MIN_DAYS = 5
WEEK = timedelta(weeks=1)

_ISO_WEEK = re.compile(r"(?P<year>[0-9]{4})[- /]*(?:kw|cw|w)\.? ?(?P<week>[0-9]{1,2})", re.IGNORECASE)
_NUMBERED = re.compile(r"[^\W\d]*\.?[ _#]*(?P<n>[0-9]{1,3})\.?")
_RANGE = re.compile(r" ?[–—~] ?| - | to | bis | al | a | au ")


@dataclass(frozen=True)
class WeekGrid:
    """The weekday of each column, 0 for Monday, and the column that names the week, if any.

    Weeks with a year or a number of the year have dates; other weeks are counted from `first_day`,
    a day of the week in the first row.
    """

    days: dict[str, int]
    week: ColumnValues | None
    first_day: date | None = None

    @cached_property
    def first_week(self) -> str:
        """What the first row calls its week, empty if it has no name."""
        return next(iter(self.week.filled), "") if self.week is not None else ""

    @property
    def needs_day(self) -> bool:
        """Whether the weeks have no dates."""
        return _dated(self.first_week, self._first) is None

    @property
    def _first(self) -> int:
        """The day with which weeks begin."""
        return next(iter(self.days.values()))

    def day_of(self, week: str, name: str) -> date | None:
        """Return the date of a column in a row, None if its week cannot be read."""
        start = _dated(week, self._first)
        if start is None and self.first_day is not None:
            behind = _steps(week, self.first_week)
            start = None if behind is None else self.first_day + behind
        if start is None:
            return None
        start -= timedelta(days=(start.weekday() - self._first) % 7)
        return start + timedelta(days=(self.days[name] - self._first) % 7)


def week_grid(columns: Sequence[ColumnValues], first_day: date | None) -> WeekGrid | None:
    """Return the weekdays of a table's columns, None if too few are weekdays or its weeks have no order."""
    days = weekdays_of([column.name for column in columns])
    others = [column for column in columns if column.name not in days and column.filled]
    week = next(
        (column for column in others if column.all(lambda cell: (_dated(cell, 0) or _undated(cell)) is not None)), None
    )
    n_rows = max((len(column.cells) for column in columns), default=0)
    if len(set(days.values())) < max(MIN_DAYS, len(days)) or (week is None and not others and n_rows > 1):
        return None
    return WeekGrid(days, week, first_day)


def _dated(cell: str, first: int) -> date | None:
    """Return a day of the week that a cell names with its year; of two orders the one on the first weekday."""
    iso = _ISO_WEEK.fullmatch(cell.strip())
    if iso is not None and 1 <= int(iso["week"]) <= 53:
        return date.fromisocalendar(int(iso["year"]), min(int(iso["week"]), 52), 1) + WEEK * (int(iso["week"]) == 53)
    found = moments_of(_RANGE.split(cell.strip())[0])
    return min((one.day for one in found), key=lambda day: day.weekday() != first, default=None)


def _undated(cell: str) -> timedelta | None:
    """Return how far a week without a year is from any fixed day: by its number, or by its day and month."""
    numbered = _NUMBERED.fullmatch(cell.strip())
    if numbered is not None:
        return WEEK * int(numbered["n"])
    found = moment_of(_RANGE.split(cell.strip())[0], ANY_DAY)
    return None if found is None else found.day - ANY_DAY


def _steps(week: str, first: str) -> timedelta | None:
    """Return the time from the first week to another one; a year may end between them."""
    if not first:
        return timedelta(0)
    here, there = _undated(week), _undated(first)
    if here is None or there is None:
        return None
    is_number = _NUMBERED.fullmatch(week.strip()) is not None
    year = WEEK * 52 if is_number else timedelta(days=366)  # as in the year of `ANY_DAY`
    return here - there if here >= there else here - there + year
