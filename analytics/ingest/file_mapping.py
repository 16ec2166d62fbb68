"""How to read a kind of file: its columns, units, zone, and what its titles mean.

The values come from a `--map` file or the mapping screen, and are saved under the fingerprint of the kind of file.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date
from enum import StrEnum
from fnmatch import fnmatchcase
from functools import lru_cache
from typing import TypeVar

from analytics.records import Activity

T = TypeVar("T")

ALL_TABLES = "*"
"""The `sheet` that stands for all tables with the same columns."""

UNASSIGNED = ""
"""The domain of names that are mapped to none; their rows are imported without one."""


class DateOrder(StrEnum):
    """The order of day, month and year in a numeric date."""

    DAY_FIRST = "dmy"
    MONTH_FIRST = "mdy"
    YEAR_FIRST = "ymd"


class TimeUnit(StrEnum):
    """The unit of a duration."""

    HOURS = "h"
    MINUTES = "min"
    SECONDS = "s"
    MILLISECONDS = "ms"
    CLOCK = "h:mm"
    MINUTES_SECONDS = "mm:ss"
    POMODOROS = "25 min"


@dataclass(frozen=True, slots=True, kw_only=True)
class FileMapping:
    """How to read a kind of file; parts that are not known are None or empty.

    `sheet` names one of several tables in a file. `has_header` is false if the first row is data; the columns are then
    Column 1, Column 2. `columns` maps a file's columns to canonical ones. `study` has patterns for the titles,
    projects, decks or tags that are study; None means not answered yet. `domain`, `task` and `activity` map patterns
    to their meaning. A pattern without a wildcard matches anywhere in a title, one that begins with `=` the whole
    title. `person` is the candidate's name in a team's export; `candidates` maps names in a file to those in the
    database. `taken_on` dates the only practice exam of a file, and `days` each of several; they are never saved.
    `n_items` is the number of questions of practice exams that are known only in percent.
    """

    kind: str | None = None
    sheet: str | None = None
    has_header: bool | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    score_unit: str | None = None
    time_unit: str | None = None
    decimal: str | None = None
    date_order: DateOrder | None = None
    n_items: int | None = None
    zone: str | None = None
    taken_on: date | None = None
    days: Mapping[str, date] = field(default_factory=dict)
    study: tuple[str, ...] | None = None
    person: str | None = None
    candidates: Mapping[str, str] = field(default_factory=dict)
    domain: Mapping[str, str] = field(default_factory=dict)
    task: Mapping[str, str] = field(default_factory=dict)
    activity: Mapping[str, Activity] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        """Whether nothing is known."""
        return self == NO_MAPPING

    def with_defaults(self, defaults: "FileMapping") -> "FileMapping":
        """Return this mapping, with its missing parts taken from another one."""
        own = {field.name: getattr(self, field.name) for field in fields(self)}
        return replace(defaults, **{name: value for name, value in own.items() if value not in (None, {})})

    def is_study(self, *titles: str) -> bool:
        """Whether a row with these titles is study; false if `study` is not answered."""
        return self.study_pattern(*titles) is not None

    def study_pattern(self, *titles: str) -> str | None:
        """Return the first study pattern that matches one of the titles."""
        return next((p for p in self.study or () if any(_matches(t, p) for t in titles)), None)

    def domain_of(self, *titles: str) -> str | None:
        """Return the domain of the first pattern that matches."""
        return _first(self.domain, titles)

    def task_of(self, *titles: str) -> str | None:
        """Return the task of the first pattern that matches."""
        return _first(self.task, titles)

    def activity_of(self, *titles: str) -> Activity | None:
        """Return the activity of the first pattern that matches."""
        return _first(self.activity, titles)


NO_MAPPING = FileMapping()


def _first(patterns: Mapping[str, T], titles: tuple[str, ...]) -> T | None:
    return next((found for p, found in patterns.items() if any(_matches(t, p) for t in titles)), None)


def whole_title(title: str) -> str:
    """Return the pattern that matches one title only."""
    return f"={title}"


@lru_cache(maxsize=8192)
def _matches(title: str, pattern: str) -> bool:
    title, pattern = title.casefold(), pattern.casefold()
    if pattern.startswith("="):
        return title == pattern[1:]
    has_wildcard = any(mark in pattern for mark in "*?[")
    return fnmatchcase(title, pattern) if has_wildcard else pattern in title
