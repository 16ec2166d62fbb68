"""Numbers, chances, units and dates as text, with no more digits than a range deserves."""

import math
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date, datetime
from functools import wraps
from typing import Protocol, TypeVar
from zoneinfo import ZoneInfo

from analytics import errors
from analytics.blueprints.model import CutScore, PassKind
from analytics.clock import monday_of
from analytics.models.intervals import Interval

T = TypeVar("T")
Report = TypeVar("Report", bound="_Dated")

PERCENT, HOURS, MINUTES = "\u00a0%", "\u00a0h", "\u00a0min"
"""No-break spaces keep a number and its unit on one line, and a date too."""

PEOPLE = 20
"""A chance is shown as how many of this many people would pass."""

MINUS = "\u2212"
"""The minus sign that Plotly draws, as wide as a plus; a hyphen is narrower."""

_YEAR: ContextVar[int | None] = ContextVar("year", default=None)
"""The year to leave out of dates; None leaves every year out."""

_DASH, _UNBROKEN_DASH = "\u2013", "\u2013\u2060"
"""The dash of a range, and the same one without a line break after it."""

_IS_UNBROKEN: ContextVar[bool] = ContextVar("is_unbroken", default=False)


@dataclass(frozen=True, slots=True)
class Unit:
    """Format numbers of one unit: a value (by calling it), a range, or both.

    `digits` formats a number without its unit, `exact_digits` one that is known exactly.
    """

    digits: Callable[[float], str]
    symbol: str = ""
    range_symbol: str = ""
    exact_digits: Callable[[float], str] | None = None
    has_dash: bool = False
    symbol_of_one: str = ""

    def __call__(self, value: float) -> str:
        """Write one value: "71 %"."""
        digits = self.digits(value)
        symbol = self.symbol_of_one if digits in _SINGULAR else ""
        return f"{digits}{symbol or self.symbol}"

    def counted(self, value: float, one: str, many: str) -> str:
        """Write a value with words that agree with it: "1 h has", "2 h have"."""
        return f"{self(value)} {one if self.digits(value) in _SINGULAR else many}"

    def between(self, low: float, high: float) -> str:
        """Write a range, or one value if both ends read the same: "61 to 77 %"."""
        least, most = self.digits(low), self.digits(high)
        ends = least if least == most else span(least, most, has_dash=self.has_dash)
        return f"{ends}{self.range_symbol}"

    def range(self, interval: Interval) -> str:
        return self.between(interval.low, interval.high)

    def with_range(self, interval: Interval) -> str:
        """Write a value with its range: "71 % (61 to 77 %)"."""
        if self.exact_digits and interval.low == interval.high:
            return f"{self.exact_digits(interval.value)}{self.symbol}"
        value, ends = self(interval.value), self.range(interval)
        return value if ends == value else f"{value} ({ends})"


def span(low: str, high: str, *, has_dash: bool = False) -> str:
    """Join the ends of a range: "61 to 77", or with a dash; pages keep it on one line."""
    if has_dash:
        return f"{low}{_UNBROKEN_DASH if _IS_UNBROKEN.get() else _DASH}{high}"
    space = "\u00a0" if _IS_UNBROKEN.get() else " "
    return f"{low}{space}to{space}{high}"


def signed(n_decimals: int = 0) -> Unit:
    """Return the unit of a difference: "+5 (\u22122 to +12)"; zero has no sign."""

    def digits(value: float) -> str:
        rounded = round(value, n_decimals)
        return f"{rounded:+.{n_decimals}f}".replace("-", MINUS) if rounded else f"{0:.{n_decimals}f}"

    return Unit(digits)


def decimal(n_decimals: int = 1) -> Unit:
    """Return the unit of a plain number: "1.3 (1.0 to 1.7)"."""
    return Unit(lambda value: f"{value:.{n_decimals}f}")


def money(currency: str) -> Unit:
    """Return the unit of a currency: "4.50 USD", without cents from 100 on."""
    return Unit(_amount, f"\u00a0{currency}".rstrip())


def fee(amount: float | None, currency: str) -> str:
    if amount is None:
        return "not published"
    return f"{amount:,.{0 if amount == round(amount) else 2}f}\u00a0{currency}".rstrip()


def passing_score(cut: CutScore) -> str:
    if cut.kind is PassKind.PASS_FAIL_ONLY:
        return "not published (pass or fail only)"
    if cut.pass_score is None:
        return "not published"
    if cut.kind is PassKind.SCALED:
        of = "" if cut.scale_max is None else f" of {cut.scale_max:.9g}"
        return f"{cut.pass_score:.9g}{of} (scaled, not a percentage)"
    official = "" if cut.kind is PassKind.PERCENT else " (not confirmed by the provider)"
    return f"{cut.pass_score:.9g}{PERCENT} correct{official}"


def _amount(value: float) -> str:
    has_cents = abs(value) < 100 and round(value, 2) != round(value)
    return f"{value:,.{2 if has_cents else 0}f}"


def _percent(share: float) -> str:
    if share < 0.01:
        return "<1"
    return ">99" if share > 0.99 else _whole_percent(share)


def _whole_percent(share: float) -> str:
    return f"{math.floor(round(100 * share, 6) + 0.5):,}"  # 100 * 0.575 lies just below 57.5


def _half_hours(value: float) -> str:
    n_whole, half = divmod(round(round(2 * value, 6)), 2)  # sums of quarter hours differ in their last bits
    digits = f"{n_whole or ''}½" if half else f"{n_whole}"
    return "<½" if value > 0 and digits == "0" else digits


percent = Unit(_percent, PERCENT, PERCENT, exact_digits=_percent)
"""A share (0 to 1) that is estimated: never 0 or 100 %."""

counted_percent = Unit(_whole_percent, PERCENT, PERCENT)
"""A share (0 to 1) of what was counted, which may be none or all of it."""

percent_correct = Unit(lambda value: _percent(0.01 * value), PERCENT, PERCENT, exact_digits="{:.4g}".format)
"""A score or cut score, already in percent (0 to 100)."""


def percent_beside(value: float, expected: Interval) -> tuple[str, Unit]:
    """Write a value and return the unit of its range, with enough decimals to show whether it is outside."""
    telling = (n for n in range(17) if not round(expected.low, n) <= round(value, n) <= round(expected.high, n))
    n_decimals = 0 if expected.low <= value <= expected.high else next(telling)
    unit = Unit(f"{{:.{n_decimals}f}}".format, PERCENT, PERCENT)
    is_plain = n_decimals > 0 or value in {0, 100}
    return (unit(value), unit) if is_plain else (counted_percent(value / 100), percent_correct)


whole = Unit(lambda value: f"{round(value):,}".replace("-", MINUS))

hours = Unit(_half_hours, HOURS, HOURS, has_dash=True)

bare_hours = Unit(_half_hours)
minutes = Unit(lambda value: f"{value:.0f}", MINUTES, MINUTES)
points = Unit(signed().digits, " points", symbol_of_one=" point")
"""A difference in percentage points: "+5 points (\u22122 to +12)"."""

amount = money("")


counted = errors.counted
"""Write a count: "1 week", "2 weeks"."""

duration = errors.duration
"""Write a length of time: "45 min", "2 h 15", "68 h"."""


def n_people(chance: float) -> int:
    """Return a chance as a number of people out of twenty."""
    return round(PEOPLE * chance)


def verb(number: float, one: str, many: str) -> str:
    """Return the verb form for a count: "is", "are"."""
    return one if number == 1 else many


def spelled(number: int) -> str:
    """Write a whole number in words, from 13 on in digits."""
    return _NUMBERS[number] if number < len(_NUMBERS) else str(number)


def questions(number: float) -> str:
    return counted(round(number), "question")


def part(share: float) -> str:
    """Write a share as the nearest common fraction: "a third" for 0.3."""
    return _PARTS[min(_PARTS, key=lambda fraction: abs(fraction - share))]


@contextmanager
def days_as_of(as_of: date, *, is_unbroken: bool = False) -> Iterator[None]:
    """Leave the year of `as_of` out of dates, and keep ranges on one line if `is_unbroken`."""
    year, before = _YEAR.set(as_of.year), _IS_UNBROKEN.set(is_unbroken)
    try:
        yield
    finally:
        _YEAR.reset(year)
        _IS_UNBROKEN.reset(before)


class _Dated(Protocol):
    @property
    def as_of(self) -> date: ...


def dated(write: Callable[[Report], T]) -> Callable[[Report], T]:
    """Make a text leave out the year of its report's day."""

    @wraps(write)
    def written(report: Report) -> T:
        with days_as_of(report.as_of):
            return write(report)

    return written


def is_of_another_year(value: date) -> bool:
    return value.year != (_YEAR.get() or value.year)


def day(value: date) -> str:
    """Write a date: "Sat 14 Feb", with the year if it is not this one."""
    return f"{value:%a}\u00a0{day_of_month(value)}"


def day_of_month(value: date) -> str:
    """Write a short date: "14 Feb", with the year if it is not this one."""
    return full_day(value) if is_of_another_year(value) else f"{value.day}\u00a0{value:%b}"


def days(first: date, last: date) -> str:
    """Write a range of days, or one day: "Sat 14 Feb to Sun 15 Feb"."""
    return day(first) if first == last else f"{day(first)} to {day(last)}"


def monday(value: date) -> str:
    """Write the week of a date by its Monday: "9 Feb"."""
    return day_of_month(monday_of(value))


def full_day(value: date) -> str:
    """Write a date with its year: "14 Feb 2026"."""
    return f"{value.day}\u00a0{value:%b}\u00a0{value.year}"


def moment(value: datetime, zone: str) -> str:
    """Write an instant on the clock of a zone: "14 Feb 2026, 09:30"."""
    there = value.astimezone(ZoneInfo(zone))
    return f"{full_day(there)}, {there:%H:%M}"


def joined(names: list[str], word: str = "and") -> str:
    """Join a list: "a, b and c"; names with a comma are separated by semicolons."""
    if len(names) < 2:
        return "".join(names)
    mark = ";" if any(", " in name for name in names) else ","
    last = f"{mark} {word}" if any(", " in name or f" {word} " in name for name in names) else f" {word}"
    return f"{f'{mark} '.join(names[:-1])}{last} {names[-1]}"


def literal(text: str) -> str:
    """Escape text for Markdown, keep exam codes on one line, and isolate right-to-left text.

    Web and mail addresses become links, and :words: become icons, though escaped; a zero-width joiner breaks each.
    """
    escaped = _NO_WIDTH.join(_MARKDOWN.sub(r"\\\g<0>", part) for part in _JOINTS.split(text))
    return f"{_ISOLATE}{escaped}{_END_ISOLATE}" if _RIGHT_TO_LEFT.search(text) else escaped


def template(words: str, write: Callable[[T], str]) -> Callable[[T], str]:
    """Return a function that inserts a value into a text, as `write` writes it."""
    return lambda value: words.format(write(value))


def counter(one: str, many: str = "") -> Callable[[float], str]:
    """Return a function that counts one kind of thing: "1 week", "2 weeks"."""
    return lambda number: counted(number, one, many)


def unbroken(text: str) -> str:
    """Keep exam codes on one line in plain HTML."""
    return _IN_CODE.sub("\u2060", text)


def unescaped(text: str) -> str:
    """Undo `literal`, for plain text."""
    return _ESCAPED.sub(r"\1", _INVISIBLE.sub("", text))


def capitalized(text: str) -> str:
    """Capitalize the first letter and keep the others, unlike `str.capitalize`."""
    return text[:1].upper() + text[1:]


def shortened(text: str, n_chars: int, *, at_word: bool = True) -> str:
    """Return at most `n_chars` characters; a longer text ends in an ellipsis, after a word unless it is very long."""
    if len(text) <= n_chars:
        return text
    whole = text[:n_chars].rpartition(" ")[0]
    kept = whole if at_word and 2 * len(whole) > n_chars else text[: n_chars - 1]
    return f"{_LOOSE_END.sub('', kept)}…"


_SINGULAR = {"1", "½", "<½", "+1", f"{MINUS}1"}

_PLAIN = r"(?<=\w)-(?=\w)|\.(?=\w)|(?<!\d)[.)]|(?<=\w)[+#]|&(?![#\w]+;)|:(?!\S)"
"""What reads as itself where it stands: screen readers read a label with its escapes."""
_MARKDOWN = re.compile(rf"(?!{_PLAIN})[\\`*_{{}}\[\])<>#+\-.|~$:^=&]")
_ESCAPED = re.compile(r"\\([^\w\s]|_)")

_LOOSE_END = re.compile("[ ,:.]*( and| of| for)?$")
"""What looks like a mistake before an ellipsis."""

_IN_CODE = re.compile(r"(?<=[A-Z0-9]-)(?=[A-Z]?\d)(?!\S*\.[a-z])")
"""Positions after the hyphen of an exam code such as "AZ-900", but not in a file name, which may be copied."""

_JOINTS = re.compile(rf"(?i:(?<=http)(?=s?://)|(?<=www)(?=\.)|(?<=@)|(?<=:)(?=[\w+/-]+:))|{_IN_CODE.pattern}")
"""Positions of a zero-width joiner: in addresses, names of icons, and codes."""

_NO_WIDTH, _ISOLATE, _END_ISOLATE = "&#8288;", "&#8296;", "&#8297;"
_INVISIBLE = re.compile(f"{_NO_WIDTH}|{_ISOLATE}|{_END_ISOLATE}")
"""`literal` escapes an `&` of the text itself, so these can be removed again."""

_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\u202a-\u202e\ufb1d-\ufdff\ufe70-\ufefc]")
"""Right-to-left letters and direction overrides, which would move a number after them."""

_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")

_PARTS = {
    0.0: "next to nothing",
    0.1: "a tenth",
    0.2: "a fifth",
    0.25: "a quarter",
    1 / 3: "a third",
    0.4: "two fifths",
    0.5: "half",
    0.6: "three fifths",
    2 / 3: "two thirds",
    0.75: "three quarters",
    0.9: "nine tenths",
}
