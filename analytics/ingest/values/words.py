"""Recognize words in many languages: activities, yes and no, units of time, months and weekdays."""

import re
import tomllib
from collections.abc import Sequence
from functools import lru_cache
from os.path import commonprefix
from pathlib import Path

from analytics.records import Activity

_WORDS = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
_MIN_STEM_CHARS = 4
_YES_OR_NO = {word: answer for answer in ("yes", "no") for word in _WORDS[answer].split()}
_YES_OR_NO_BY_STEM = {
    stem: [word for word in _YES_OR_NO if word[:_MIN_STEM_CHARS] == stem]
    for stem in {word[:_MIN_STEM_CHARS] for word in _YES_OR_NO}
}
_POINTS = re.compile(r"[+-]?[0-9]{1,6}(?:[.,][0-9]{1,6})?")


@lru_cache(maxsize=8192)
def yes_or_no(cell: str) -> str:
    """Return "yes" or "no" for a word that means it, in any form, or for points above 0 or 0; else the cell."""
    if _POINTS.fullmatch(cell):
        return "yes" if float(cell.replace(",", ".")) > 0 else "no"
    word = cell.casefold()
    alike = {_YES_OR_NO[other] for other in _YES_OR_NO_BY_STEM.get(word[:_MIN_STEM_CHARS], ()) if is_alike(word, other)}
    return _YES_OR_NO.get(word) or (alike.pop() if len(alike) == 1 else cell)


def timed_or_not(cell: str) -> str:
    """Return "yes" or "no" for a mode of practice such as "Timed, Tutor", else the cell."""
    words = set(re.findall(r"\w+", cell.casefold()))
    return ("yes" if "timed" in words else "no") if words and words <= {"timed", "untimed", "tutor"} else cell


PROVIDERS = tuple(_WORDS["providers"].split(", "))
"""Providers of practice exams."""

_PROVIDER = re.compile(rf"(?i)(?<!\w)(?:{'|'.join(map(re.escape, PROVIDERS))})(?![^\W\d])")
_WRITTEN_AS = {name.casefold(): name for name in PROVIDERS}


def provider_in(title: str) -> str | None:
    """Return the first provider that the title of a practice exam names, None if it names none."""
    found = _PROVIDER.search(title)
    return None if found is None else _WRITTEN_AS[found[0].casefold()]


POINTS = frozenset(_WORDS["points"].split())
"""Words for points after a number, some of which also mean minutes."""

_OF_RESULT = re.compile(rf"(?i)(?<=[0-9]) ?(?:{'|'.join(sorted(POINTS, key=len, reverse=True))})\.?(?= ?(?:/|$))")


def without_points(cell: str) -> str:
    """Return a result without its unit or percentage, such as 52 for 52分 and 81 for 81 (68%)."""
    return _OF_RESULT.sub("", _BEFORE_SHARE.sub(r"\1", cell))


_BEFORE_SHARE = re.compile(r"^\s*([0-9]{1,5}) ?\([0-9.,]{1,6} ?%\)\s*$")
_OF_FIVE = re.compile(r"([1-5]) ?/ ?5")


def rating_in(cell: str) -> str:
    """Return the number of a rating such as 3/5 or ★★★, else the cell."""
    n_stars, of_five = cell.count("★") + cell.count("⭐"), _OF_FIVE.fullmatch(cell.strip())
    return str(n_stars) if n_stars else of_five[1] if of_five is not None else cell


_ACTIVITIES = {word: Activity(name) for name, words in _WORDS["activity"].items() for word in words.split(", ")}


def known_activity(word: str) -> Activity | None:
    """Return the activity that a word means, None if it means none."""
    return _ACTIVITIES.get(word.casefold())


HOURS, MINUTES, SECONDS = "h", "min", "s"

_UNITS = {word: unit for unit, words in _WORDS["unit"].items() for word in words.casefold().split()}
_LONG = [(word, unit) for word, unit in _UNITS.items() if len(word) > 4]
_NO_UNIT_IN_NAME = frozenset({"m", "u", "с", "год", "tim", "perc"})
"""Ambiguous in a header: month or number, a Russian preposition, Russian for year, a name, percent."""

_AT_END = re.compile(r".(分钟|分鐘|分間|小时|小時|時間|秒|(?:secs?|mins?|hrs)$|(?:(?<=duration)|(?<=time))ms$)")


def alternatives(unit: str) -> str:
    """Return a pattern for the words of a unit, longest first."""
    words = [word for word, its_unit in _UNITS.items() if its_unit == unit]
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


@lru_cache(maxsize=65_536)
def is_alike(word: str, other: str) -> bool:
    """Whether two words differ only in their endings, as fragen and frage do, but not process and procent."""
    n_shared = len(commonprefix([word, other]))  # noqa: RUF071  (letters of words, not folders of paths)
    least = 2 / 3 if n_shared in {len(word), len(other)} else 3 / 4
    return word == other or (n_shared >= _MIN_STEM_CHARS and n_shared >= least * max(len(word), len(other)))


@lru_cache(maxsize=65_536)
def unit_in_name(name: str) -> str | None:
    """Return the unit of time that a column's name contains, None if it contains none or several."""
    words = {word for word in re.split(r"[\W\d_]+", name) if len(word) > 1 or not word.isascii()}
    words |= {part.strip("()[].") for part in name.split("_")}  # no "s" in "domain(s)"
    found = {_UNITS[word] for word in words - _NO_UNIT_IN_NAME if word in _UNITS}
    found = found or {unit for one in words for known, unit in _LONG if is_alike(one, known) or one.endswith(known)}
    at_end = _AT_END.search(name)
    if not found and at_end is not None:
        found = {_UNITS[at_end[1]]}
    return found.pop() if len(found) == 1 else None


_WEEKS = [week.split() for week in _WORDS["weeks"]]
_FIRST_WORD = re.compile(r"[\s_.(\-]")
MIN_CHARS = 3
"""A shorter beginning, such as "ma", may mean several months."""


def _months_by_start() -> dict[str, int]:
    """Return the month of each name, and of each abbreviation that only one month has."""
    found: dict[str, set[int]] = {}
    for month, names in enumerate(_WORDS["months"], start=1):
        for name in names.split():
            for end in range(min(MIN_CHARS, len(name)), len(name) + 1):
                found.setdefault(name[:end], set()).add(month)
    return {start: months.pop() for start, months in found.items() if len(months) == 1}


_MONTHS = _months_by_start()
_WEEKDAY_STARTS = frozenset(
    name[:end] for week in _WEEKS for name in week for end in range(min(2, len(name)), len(name) + 1)
)


def is_weekday(word: str) -> bool:
    """Whether a word in lower case is a weekday or an abbreviation of one."""
    return word.rstrip(".,") in _WEEKDAY_STARTS


def month_of(word: str) -> int | None:
    """Return the number of a month from its name or abbreviation in lower case, None for other words."""
    return _MONTHS.get(word.rstrip("."))


def weekdays_of(names: Sequence[str]) -> dict[str, int]:
    """Return the weekdays among names in lower case, with 0 for Monday.

    The language that fits most names decides: "mar" is Tuesday beside "mer".
    """
    starts = {name: _FIRST_WORD.split(name)[0] for name in names if len(name) > 1 or not name.isascii()}
    found = []
    for week in _WEEKS:
        days = {name: [at for at, day in enumerate(week) if day.startswith(start)] for name, start in starts.items()}
        found.append({name: places[0] for name, places in days.items() if len(places) == 1})
    return max(found, key=len)
