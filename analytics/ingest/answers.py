"""What a candidate answered about a file of another program: the mapping of columns, units, titles.

The same values are the file of `--map`, what the mapping screen saves, and what is remembered
by the fingerprint of a header.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
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
class Answers:
    """Answers about one kind of file; what was not answered is None or empty.

    `study` are patterns of titles, projects, decks or tags that are studying, None where that was
    not answered; `*` takes all. `domain` and `activity` say, by pattern, what such a title is.
    `columns` names, by their column, ours.
    """

    kind: str | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    score_unit: str | None = None
    time_unit: str | None = None
    decimal: str | None = None
    date_order: DateOrder | None = None
    zone: str | None = None
    study: tuple[str, ...] | None = None
    domain: Mapping[str, str] = field(default_factory=dict)
    activity: Mapping[str, Activity] = field(default_factory=dict)

    def is_study(self, *titles: str) -> bool:
        """Tell whether something so named is studying; nothing is while that is not answered."""
        return any(_matches(title, pattern) for pattern in self.study or () for title in titles)

    def domain_of(self, *titles: str) -> str | None:
        """Give the domain of something so named, None where no pattern takes it."""
        return _first(self.domain, titles)

    def activity_of(self, *titles: str) -> Activity | None:
        """Give the activity of something so named, None where no pattern takes it."""
        return _first(self.activity, titles)


NO_ANSWERS = Answers()


def _first(patterns: Mapping[str, T], titles: tuple[str, ...]) -> T | None:
    return next((found for p, found in patterns.items() if any(_matches(t, p) for t in titles)), None)


def _matches(title: str, pattern: str) -> bool:
    """Match without regard to case; a pattern without a wildcard is found anywhere in the title."""
    title, pattern = title.casefold(), pattern.casefold()
    has_wildcard = any(mark in pattern for mark in "*?[")
    return fnmatchcase(title, pattern) if has_wildcard else pattern in title
