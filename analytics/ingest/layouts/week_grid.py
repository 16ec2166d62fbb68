"""Recognize tables with a row per week, and a column per weekday, as in a wall planner, or for the whole week."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from analytics.clock import DAYS_PER_WEEK
from analytics.ingest.guesses.column_values import ANY_DAY, HALF, ColumnValues, moments_of
from analytics.ingest.values import fields
from analytics.ingest.values.words import month_of, unit_in_name, weekdays_of

MIN_DAYS = 5
WEEK_TOTALS = "Each row is a week's total, and counts as one session on its {}."
WEEK = timedelta(weeks=1)

_ISO_WEEK = re.compile(r"(?P<year>[0-9]{4})[- /]*(?:kw|cw|w)\.? ?(?P<week>[0-9]{1,2})", re.IGNORECASE)
_NUMBERED = re.compile(r"[^\W\d]*\.?[ _#]*(?P<n>[0-9]{1,3})\.?")
_RANGE = re.compile(r" ?[–—~] ?| - | to | bis | al | a | au |(?<=\.)-|-(?=[0-9]{1,2} [^\W\d_])")
_IN_ONE_MONTH = re.compile(r"(?<![0-9./:\-])([0-9]{1,2})\.? ?[-–—~] ?([0-9]{1,2})(?![0-9/:\-])")


@dataclass(frozen=True)
class WeekGrid:
    """The weekday of each column, 0 for Monday and for week totals, and the column or headings that name the weeks.

    Weeks that are named without a year are counted from `first_day`, a day of the week in the first row.
    """

    days: dict[str, int]
    week: ColumnValues
    first_day: date | None = None

    @cached_property
    def first_week(self) -> str:
        """The name of the first week, empty if it has none."""
        return next(iter(self.week.filled), "")

    @property
    def needs_day(self) -> bool:
        """Whether the first week's name gives no date, and no first day is known."""
        return self.first_day is None and _day_in(self.first_week, self._first) is None

    @property
    def has_totals(self) -> bool:
        """Whether the only column has the totals of weeks."""
        return len(self.days) == 1

    @property
    def _first(self) -> int:
        return next(iter(self.days.values()))

    def day_of(self, week: str, name: str) -> str:
        """Return the ISO date of a column in a row, or the name of the row's week if that cannot be read."""
        start = _day_in(week, self._first)
        if start is None and self.first_day is not None:
            behind = _steps(week, self.first_week)
            start = None if behind is None else self.first_day + behind
        if start is None:
            return week
        if self.has_totals and start.isoweekday() == DAYS_PER_WEEK and _NUMBERED.fullmatch(week.strip()) is None:
            start += timedelta(days=1)  # a week that begins on a Sunday is mostly the week of the next Monday
        start -= timedelta(days=(start.weekday() - self._first) % 7)
        return (start + timedelta(days=(self.days[name] - self._first) % 7)).isoformat()


def week_grid(columns: Sequence[ColumnValues], headings: Sequence[str], first_day: date | None) -> WeekGrid | None:
    """Return the grid of a table with enough weekday columns, None if too few or if its rows do not name their weeks.

    `headings` has the week named above each row.
    """
    days = weekdays_of([column.name for column in columns])
    if len(set(days.values())) < max(MIN_DAYS, len(days)):
        return None
    others = [column for column in columns if column.name not in days and column.filled]
    week = next((column for column in others if column.all(_names_week)), ColumnValues("", headings))
    is_ordered = bool(others) or len(set(headings)) == len(headings)
    return WeekGrid(days, week, first_day) if is_ordered else None


def week_totals(columns: Sequence[ColumnValues], first_day: date | None = None) -> WeekGrid | None:
    """Return the grid of a table with one length per week, None for a table with days or results."""
    filled = [one for one in columns if one.filled]
    lengths = [one for one in filled if (one.is_number or one.is_length) and one.rank("not_length") < 2]
    lengths = [one for one in lengths if one.rank("length") > 1 or one.rank("amount") > 1 or unit_in_name(one.name)]
    weeks = [one for one in filled if one.rank("week") > 1 and one not in lengths and one.all(_names_week, HALF)]
    is_other = any(one.is_moment or one.is_percent or one.is_of_total or one.is_weekday for one in filled)
    is_other = is_other or any(one.is_result and one.is_number for one in filled)
    return WeekGrid({lengths[0].name: 0}, weeks[0], first_day) if weeks and len(lengths) == 1 and not is_other else None


def week_above(cells: Sequence[str]) -> str:
    """Return the week that a row names in its only filled cell, as a heading; empty for other rows."""
    filled = list(filter(None, map(fields.stripped, cells)))
    return filled[0] if len(filled) == 1 and _names_week(filled[0]) and not filled[0][0].isdigit() else ""


def month_in(title: str) -> str:
    """Return the month with which a title ends as "2026-10", empty if it does not end with a month and its year."""
    words = title.split()
    if not words or len(words[-1]) < len("2026"):
        return ""
    firsts = (first.day for at in range(len(words)) for first in moments_of(f"1 {' '.join(words[at:])}", None))
    return next((f"{first:%Y-%m}" for first in firsts), "")


def latest_start(week: str, today: date) -> date | None:
    """Return the start of a week named without a year, the latest up to today; None if there is none or several."""
    days = set(_first_days(week, today))
    return days.pop() if len(days) == 1 else None


def names_week_or_month(cell: str) -> bool:
    """Whether a cell names a week or a month, such as KW 41, Week of 5 Oct or October 2026."""
    return _names_week(cell) or month_of(cell.casefold().split(" ")[0]) is not None


def _names_week(cell: str) -> bool:
    return (_day_in(cell, 0) or _week_offset(cell)) is not None


def _day_in(cell: str, first: int) -> date | None:
    """Return a day of the week that a cell names with its year; of two possible days, the one on weekday `first`."""
    iso = _ISO_WEEK.fullmatch(cell.strip())
    if iso is not None and 1 <= int(iso["week"]) <= 53:
        return date.fromisocalendar(int(iso["year"]), min(int(iso["week"]), 52), 1) + WEEK * (int(iso["week"]) == 53)
    return min(_first_days(cell), key=lambda day: day.weekday() != first, default=None)


def _first_days(cell: str, until: date | None = None) -> list[date]:
    """Return the days on which a week may start, in either order of day and month; words may come before it.

    A start without a year has that of the end, which must be less than a week later.
    """
    first, *last = _RANGE.split(_IN_ONE_MONTH.sub(_without_end, cell.strip()))
    words, dated = first.split(" "), [one.day for end in last for one in moments_of(end.rstrip(")"), None)]
    ends: list[date | None] = [*dated] or [until]
    for start in (" ".join(words[at:]).lstrip("(") for at in range(len(words))):
        if days := [(one.day, end) for end in ends for one in moments_of(start, end)]:
            return [day for day, end in days if not dated or (end is not None and day <= end < day + WEEK)]
    return []


def _without_end(days: re.Match[str]) -> str:
    """Replace the range of a whole week, such as 7-13, by its first day; leave others."""
    return days[1] if int(days[2]) - int(days[1]) == DAYS_PER_WEEK - 1 else days[0]


def _week_offset(cell: str) -> timedelta | None:
    """Return the time of a week within a year, by its number or its day and month, from an arbitrary origin."""
    numbered = _NUMBERED.fullmatch(cell.strip())
    if numbered is not None:
        return WEEK * int(numbered["n"])
    found = _first_days(cell, ANY_DAY)
    return found[0] - ANY_DAY if found else None


def _steps(week: str, first: str) -> timedelta | None:
    """Return the time from the `first` week to another, which may be in the next year."""
    if not first:
        return timedelta(0)
    here, there = _week_offset(week), _week_offset(first)
    if here is None or there is None:
        return None
    is_number = _NUMBERED.fullmatch(week.strip()) is not None
    year = WEEK * 52 if is_number else timedelta(days=366)  # as in the year of `ANY_DAY`
    return here - there if here >= there else here - there + year
