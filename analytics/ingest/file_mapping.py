"""What a candidate answered about a file of another program: the mapping of columns, units, titles.

The same values are the file of `--map`, what the mapping screen saves, and what is remembered
by the fingerprint of a header.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date
from enum import StrEnum
from fnmatch import fnmatchcase
from typing import TypeVar

from analytics.records import Activity

T = TypeVar("T")


class DateOrder(StrEnum):
    """In which order a date without letters is written."""

    DAY_FIRST = "dmy"
    MONTH_FIRST = "mdy"
    YEAR_FIRST = "ymd"


@dataclass(frozen=True, slots=True, kw_only=True)
class FileMapping:
    """Answers about one kind of file; what was not answered is None or empty.

    `study` are patterns of titles, projects, decks or tags that are studying, None where that was
    not answered; `*` takes all. `domain`, `task` and `activity` say, by pattern, what such a title is.
    `columns` names, by their column, ours. A pattern without a wildcard is found anywhere in a
    title; one that begins with `=` is the whole title. `taken_on` is the day of a practice exam
    whose file does not say it; it holds for one file and is not to be remembered.
    """

    kind: str | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    score_unit: str | None = None
    time_unit: str | None = None
    decimal: str | None = None
    date_order: DateOrder | None = None
    zone: str | None = None
    taken_on: date | None = None
    study: tuple[str, ...] | None = None
    domain: Mapping[str, str] = field(default_factory=dict)
    task: Mapping[str, str] = field(default_factory=dict)
    activity: Mapping[str, Activity] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing was answered."""
        return self == NO_MAPPING

    def over(self, others: "FileMapping") -> "FileMapping":
        """Take these answers, and from others what is not answered here."""
        given = {field.name: getattr(self, field.name) for field in fields(self)}
        return replace(others, **{name: value for name, value in given.items() if value not in (None, {})})

    def is_study(self, *titles: str) -> bool:
        """Tell whether something so named is studying; nothing is while that is not answered."""
        return self.study_pattern(*titles) is not None

    def study_pattern(self, *titles: str) -> str | None:
        """Give the first pattern that takes something so named as studying, None where none does."""
        return next((p for p in self.study or () if any(_matches(t, p) for t in titles)), None)

    def domain_of(self, *titles: str) -> str | None:
        """Give the domain of something so named, None where no pattern takes it."""
        return _first(self.domain, titles)

    def task_of(self, *titles: str) -> str | None:
        """Give the task of something so named, None where no pattern takes it."""
        return _first(self.task, titles)

    def activity_of(self, *titles: str) -> Activity | None:
        """Give the activity of something so named, None where no pattern takes it."""
        return _first(self.activity, titles)


NO_MAPPING = FileMapping()


def _first(patterns: Mapping[str, T], titles: tuple[str, ...]) -> T | None:
    return next((found for p, found in patterns.items() if any(_matches(t, p) for t in titles)), None)


def whole_title(title: str) -> str:
    """Write the pattern that takes one title and no other."""
    return f"={title}"


def _matches(title: str, pattern: str) -> bool:
    """Match without regard to case."""
    title, pattern = title.casefold(), pattern.casefold()
    if pattern.startswith("="):
        return title == pattern[1:]
    has_wildcard = any(mark in pattern for mark in "*?[")
    return fnmatchcase(title, pattern) if has_wildcard else pattern in title
