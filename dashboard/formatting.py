"""Numbers and dates as a person reads them: never more digits than the range deserves."""

import re
from datetime import date

from analytics.models.intervals import Interval

PERCENT = "\u00a0%"
"""A number and its percent sign stay on one line."""

LEAST_WHOLE_SUM = 100
"""From so much money on, cents are no matter."""

MINUS = "\u2212"
"""As wide as a plus, and as the charts draw it; a hyphen is neither."""


def percent(share: float) -> str:
    """Write a share as whole percent, "<1 %" and ">99 %" at the ends."""
    if share < 0.01:
        return f"<1{PERCENT}"
    if share > 0.99:
        return f">99{PERCENT}"
    return f"{100 * share:.0f}{PERCENT}"


def counted_percent(share: float) -> str:
    """Write a part of what was counted, which may well be none or all of it."""
    return f"{100 * share:.0f}{PERCENT}"


def percent_range(share: Interval) -> str:
    """Write the range of a share: "61 to 77 %"."""
    low, high = percent(share.low), percent(share.high)
    return low if low == high else f"{low.removesuffix(PERCENT)} to {high}"


def share_with_range(share: Interval) -> str:
    """Write a share with its range: "71 % (61 to 77 %)"; one that is known exactly stands alone."""
    if share.low == share.high:
        return percent(share.value)
    return f"{percent(share.value)} ({percent_range(share)})"


def percent_with_range(interval: Interval) -> str:
    """Write a number that is in percent already with its range."""
    return share_with_range(interval.scaled(0.01))


def in_ten(share: float) -> str:
    """Write a chance as a count out of ten people: "about 7 in 10", "fewer than 1 in 10"."""
    tenths = round(10 * share)
    if tenths == 0:
        return "fewer than 1 in 10"
    return "more than 9 in 10" if tenths == 10 else f"about {tenths} in 10"


def in_ten_range(share: Interval) -> str:
    """Write the range of a chance in tenths: "4 to 8"."""
    return whole_range(share.scaled(10))


def counted(number: float, one: str, many: str = "") -> str:
    """Write how many of a thing there are: "1 week", "2 weeks"; `many` where an s does not make it."""
    return f"1 {one}" if number == 1 else f"{number:.12g} {many or f'{one}s'}"


def verb(number: float, one: str, many: str) -> str:
    """Give the form of a verb for so many: "is", "are"."""
    return one if number == 1 else many


def spelled(number: int) -> str:
    """Write a small number as a sentence has it: "four", and "16" from thirteen on."""
    return _NUMBERS[number] if number < len(_NUMBERS) else str(number)


def questions(number: float) -> str:
    """Write a number of questions, whole."""
    return counted(round(number), "question")


def whole(value: float) -> str:
    """Write a whole number that may lie below nought."""
    return f"{round(value)}".replace("-", MINUS)


def whole_range(interval: Interval) -> str:
    """Write a range of whole things: "10 to 19"."""
    return whole_between(interval.low, interval.high)


def whole_between(least: float, most: float) -> str:
    """Write two ends that were counted or measured, whole: "10 to 19"."""
    low, high = whole(least), whole(most)
    return low if low == high else f"{low} to {high}"


def hours(value: float) -> str:
    """Write hours to the half: "10½ h"."""
    halves = round(2 * value)
    whole, half = divmod(halves, 2)
    return f"{whole}½ h" if half and whole else "½ h" if half else f"{whole} h"


def hours_range(low: float, high: float) -> str:
    """Write a range of hours: "40 to 48 h"."""
    least, most = hours(low), hours(high)
    return most if least == most else f"{least.removesuffix(' h')} to {most}"


def minutes(value: float | None) -> str:
    """Write the length of a session: "25 min", "none" where there is none."""
    return "none" if value is None else f"{value:.0f} min"


def part(share: float) -> str:
    """Write a part of a whole in words, the nearest of a few: 0.3 is "a third"."""
    return _PARTS[min(_PARTS, key=lambda known: abs(known - share))]


def signed(value: float, *, digits: int = 0) -> str:
    """Write a difference with its sign; what rounds to nothing has none."""
    rounded = round(value, digits)
    return f"{rounded:+.{digits}f}".replace("-", MINUS) if rounded else f"{0:.{digits}f}"


def signed_range(interval: Interval, *, digits: int = 0) -> str:
    """Write the range of a difference: "\u22122 to +12"."""
    low, high = (signed(end, digits=digits) for end in (interval.low, interval.high))
    return low if low == high else f"{low} to {high}"


def signed_with_range(interval: Interval, *, digits: int = 0) -> str:
    """Write a difference with its range: "+5 (\u22122 to +12)"."""
    return f"{signed(interval.value, digits=digits)} ({signed_range(interval, digits=digits)})"


def points(value: float) -> str:
    """Write a difference in percent points with its sign."""
    return f"{signed(value)} points"


def points_with_range(interval: Interval) -> str:
    """Write a difference in percent points with its range: "+5 points (\u22122 to +12)"."""
    return f"{points(interval.value)} ({signed_range(interval)})"


def points_per_week(trend: Interval) -> str:
    """Write a movement in shares a week in percent points: "+1.1 (\u22120.3 to +2.7)"."""
    return signed_with_range(trend.scaled(100), digits=1)


def money(amount: float, currency: str) -> str:
    """Write an amount, with a currency where somebody names one."""
    return f"{sum_of_money(amount)} {currency}".rstrip()


def sum_of_money(amount: float) -> str:
    """Write a sum of money: whole from 100 on, to the cent below where it is not whole."""
    has_cents = abs(amount) < LEAST_WHOLE_SUM and round(amount, 2) != round(amount)
    return f"{amount:,.{2 if has_cents else 0}f}"


def day(value: date) -> str:
    """Write a day: "Sat 14 Feb"."""
    return f"{value:%a} {value.day} {value:%b}"


def day_of_month(value: date) -> str:
    """Write a day where there is little room: "14 Feb"."""
    return f"{value.day} {value:%b}"


def full_day(value: date) -> str:
    """Write a day with its year: "14 Feb 2026"."""
    return f"{value.day} {value:%b %Y}"


def joined(names: list[str]) -> str:
    """Write a list: "a, b and c"."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"


def literal(text: str) -> str:
    """Make text from a file safe to stand in Markdown: every mark of it is shown as it is.

    Addresses and mail addresses become links without any mark, so each is broken by a joiner of no width.
    """
    parts = (_escaped(part) for part in _ADDRESS.split(text))
    return _NO_WIDTH.join(parts)


def unescaped(text: str) -> str:
    """Take `literal` back, for a place that is not Markdown."""
    return _ESCAPED.sub(r"\1", text.replace(_NO_WIDTH, ""))


def cut(text: str, n_chars: int) -> str:
    """Cut a text that is too long for its place; three dots say so."""
    return text if len(text) <= n_chars else f"{text[: n_chars - 1].rstrip()}…"


def _escaped(text: str) -> str:
    return "".join(f"\\{c}" if c in _MARKDOWN else c for c in text)


_MARKDOWN = set("\\`*_{}[]()<>#+-.!|~$:^=&\"'")
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()<>#+\-.!|~$:^=&\"'])")

_ADDRESS = re.compile(r"(?i)(?<=http)(?=s?://)|(?<=www)(?=\.)|(?<=@)")
"""Where what would become a link is broken: within it, at a place of no width."""

_NO_WIDTH = "&#8288;"
"""No text from a file holds it once escaped, so it can be taken back."""

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
