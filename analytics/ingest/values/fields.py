"""Parse the cells of canonical files; errors are ValueErrors with a reason for the candidate."""

import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from enum import StrEnum
from functools import lru_cache
from typing import TypeVar
from zoneinfo import ZoneInfo

from analytics.clock import FIRST_DAY, LAST_DAY, DayRule, instant_at, possible_instants
from analytics.records import Moment

T = TypeVar("T")

Parse = Callable[[str], object]
AddNotice = Callable[[str], object]

MAX_TEXT_CHARS = 2000
UNLIKELY_YEAR = f"not a likely year; dates before {FIRST_DAY} or after {LAST_DAY} are not accepted"

AT_CLOCK_CHANGE = (
    "At a clock change, repeated local times were read as the first of the two, and skipped ones as that "
    "much later (02:30 as 03:30)."
)

_MISSING = frozenset({"", "-", "n/a"})
_MAX_MISSING_CHARS = max(map(len, _MISSING))
_MOST_BETWEEN_ZONES = timedelta(days=2)
"""The days of a moment in two time zones differ by less, so earlier days are past in any zone."""

_BLANKS = "\ufeff\u00a0 \t\r\n"

_NUMBER = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]{1,3})?")
_COMMA_ZERO = re.compile(r",0{1,2}$")
_NOT_FINITE = re.compile(r"[+-]?(?:nan|inf|infinity)", re.IGNORECASE)
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_CLOCK = r"[0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,9})?)?"
_OFFSET = r"(?:Z|[+-][0-9]{2}:?[0-9]{2})?"
_DAY_TIME = re.compile(rf"{_DAY.pattern}[T ]{_CLOCK}{_OFFSET}")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
_CONTROL_IN_TEXT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")

_BOOLEANS = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}


@dataclass(frozen=True, slots=True)
class Limits:
    """The range of a number, with both ends; `is_open` excludes the lower end."""

    low: float
    high: float
    is_open: bool = False

    def check(self, value: float) -> None:
        """Refuse a value outside the range."""
        if not self.low <= value <= self.high or (self.is_open and value == self.low):
            low = f"above {self.low:.15g} and at most" if self.is_open else f"between {self.low:.15g} and"
            raise ValueError(f"out of range; it must be {low} {self.high:.15g}")


def or_none(parse: Callable[[str], T], cell: str) -> T | None:
    """Return the value of a cell, None if it cannot be read."""
    try:
        return parse(cell)
    except ValueError:
        return None


class CellError(ValueError):
    """A cell that cannot be read, with its column; its `reason` is a text or another error."""

    def __init__(self, column: str, cell: object, reason: object) -> None:
        super().__init__(str(reason))
        self.column, self.cell, self.reason = column, str(cell), reason


def parsed(column: str, cell: str, parse: Callable[[str], T]) -> T:
    """Parse a cell; an error is a `CellError`, which names the column."""
    try:
        return parse(cell)
    except ValueError as error:
        raise CellError(column, cell, error) from None


def is_missing(cell: str) -> bool:
    """Whether a cell means "not known", which is never 0."""
    text = cell.strip(_BLANKS)
    return len(text) <= _MAX_MISSING_CHARS and text.casefold() in _MISSING


def stripped(cell: str) -> str:
    """Remove blanks from both ends of a cell."""
    return cell.strip(_BLANKS)


def known_text(cell: str) -> str:
    """Return a cell without blanks at its ends; one that means "not known" is empty."""
    return "" if is_missing(cell) else stripped(cell)


def number(limits: Limits, *, has_decimal_comma: bool = False, add_notice: AddNotice) -> Parse:
    """Return a parser of numbers; a comma is a decimal mark only with `has_decimal_comma`."""

    def parse(cell: str) -> float:
        value = _finite(cell.replace(",", ".") if has_decimal_comma else cell)
        limits.check(value)
        if "," in cell:
            add_notice("Numbers with decimal commas were read, such as 2,5 as 2.5.")
        return value

    return parse


def whole_number(limits: Limits, *, has_decimal_comma: bool = False) -> Parse:
    """Return a parser of whole numbers.

    It accepts 12.0, as some programs write 12, and with a decimal comma 12,0. It refuses 1,000, which may be a
    thousand.
    """

    def parse(cell: str) -> int:
        value = _finite(_COMMA_ZERO.sub("", cell) if has_decimal_comma else cell)
        if not value.is_integer():
            raise ValueError("not a whole number")
        limits.check(value)
        return int(value)

    return parse


def _finite(cell: str) -> float:
    if _NOT_FINITE.fullmatch(cell):
        raise ValueError("not a finite number; leave the cell empty if you do not know it")
    if not _NUMBER.fullmatch(cell):
        raise ValueError("not a number; write it in digits with a decimal point, such as 12.5")
    value = float(cell)
    if not math.isfinite(value):
        raise ValueError("not a finite number")
    return value


def boolean(cell: str) -> bool:
    """Read true or false, yes or no, 1 or 0."""
    if cell.casefold() not in _BOOLEANS:
        raise ValueError("not yes or no; write true or false, yes or no, 1 or 0")
    return _BOOLEANS[cell.casefold()]


def one_of(words: type[StrEnum]) -> Parse:
    """Return a parser of the values of an enumeration."""

    def parse(cell: str) -> StrEnum:
        try:
            return words(re.sub(r"[ \-]+", "_", cell.casefold()))
        except ValueError:
            raise ValueError(f"not an allowed value; use one of: {', '.join(words)}") from None

    return parse


def text(cell: str) -> str:
    """Read one line, such as a name or an id."""
    _check_length(cell)
    found = _CONTROL.search(cell)
    if found:
        raise ValueError(f"contains an invalid character (U+{ord(found.group()):04X})")
    return cell


def long_text(*, add_notice: AddNotice) -> Parse:
    """Return a parser of texts of any number of lines; control characters are replaced rather than refused."""

    def parse(cell: str) -> str:
        _check_length(cell)
        text = without_controls(cell)
        if text != cell:
            add_notice("Invalid characters were replaced by \ufffd.")
        return text

    return parse


def without_controls(text: str) -> str:
    """Replace the control characters of a text, except line ends and TABs."""
    return _CONTROL_IN_TEXT.sub("\ufffd", text)


def _check_length(cell: str) -> None:
    if len(cell) > MAX_TEXT_CHARS:
        raise ValueError(f"longer than {MAX_TEXT_CHARS} characters")


def day(cell: str) -> date:
    """Read an ISO date."""
    if not _DAY.fullmatch(cell):
        raise ValueError("not a date; write it as 2026-03-01 (year, month, day)")
    return likely_day(_from_iso(cell).date())


def past_day(today: date, zone: str, *, add_notice: AddNotice) -> Parse:
    """Return a parser of days up to today; it reads a date-time as its day."""
    parse_moment, rule = moment(zone, add_notice=add_notice, today=today), DayRule(zone)
    return lambda cell: rule.day_of(parse_moment(cell))


def moment(zone: str, *, add_notice: AddNotice, today: date | None) -> Callable[[str], Moment]:
    """Return a parser of dates and date-times, up to `today` if given; `zone` is for those without an offset."""
    rule = DayRule(zone)
    zone_info = ZoneInfo(zone)
    last_past = date.max if today is None else today - _MOST_BETWEEN_ZONES

    def parse(cell: str) -> Moment:
        value: Moment
        if _DAY.fullmatch(cell):
            value = likely_day(_from_iso(cell).date())
        elif _DAY_TIME.fullmatch(cell):
            value = _from_iso(cell)
            likely_day(value.date())
            if value.tzinfo is None:
                offset = _only_offset(cell[:10], zone)
                value = instant_at(value, zone_info) if offset is None else value.replace(tzinfo=offset)
                add_notice(f"Times without an offset were read in the time zone {zone}.")
        else:
            raise ValueError("not a date; write it as 2026-03-01 or 2026-03-01T09:00")
        written = value.date() if isinstance(value, datetime) else value
        if today is not None and written > last_past and rule.day_of(value) > today:
            raise ValueError(f"in the future; today is {today}")
        return value

    return parse


def is_at_clock_change(cell: str, zone: str) -> bool:
    """Whether a clock change skips or repeats the time in a cell that was parsed as a moment."""
    text = stripped(cell)
    if ":" not in text or _only_offset(text[:10], zone) is not None:
        return False
    wall = datetime.fromisoformat(text)
    return wall.tzinfo is None and len(possible_instants(wall, ZoneInfo(zone))) > 1


@lru_cache(maxsize=4096)
def _only_offset(day: str, zone: str) -> timezone | None:
    """Return the offset from UTC on a day, None if it changes that day."""
    start = datetime.fromisoformat(day)
    end = (start + timedelta(days=1)).replace(fold=1)
    offset = ZoneInfo(zone).utcoffset(start) or timedelta()
    return timezone(offset) if offset == ZoneInfo(zone).utcoffset(end) else None


def _from_iso(cell: str) -> datetime:
    try:
        return datetime.fromisoformat(cell)
    except ValueError:
        raise ValueError("no such date or time") from None


def likely_day(value: date) -> date:
    """Return a day unchanged.

    Raises:
        ValueError: If its year is unlikely.
    """
    if not FIRST_DAY <= value <= LAST_DAY:
        raise ValueError(UNLIKELY_YEAR)
    return value
