"""Days in lines of pasted results, as people write them: 21 Oct, 10/21, 21.10., yesterday, last Sunday."""

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import partial

from analytics.clock import WEEKDAYS
from analytics.ingest.file_mapping import DateOrder
from analytics.ingest.values.fields import or_none
from analytics.ingest.values.written_dates import parse_moment

_MONTH = r"(?P<month>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|okt|dez|mai|[^\W\d_]{4,12})\b\.?"
"""Of other languages only longer beginnings, because set and out are no months."""

_DATE = r"(?P<date>[0-9]{1,2})(?:st|nd|rd|th)?"
_BLANK = r"[^\S\t]+"  # a TAB is between two cells
_YEAR = rf"(?:,?{_BLANK}(?P<year>(?:19|20)[0-9]{{2}})(?![0-9]))?"
_IN_WORDS = (
    re.compile(rf"(?<![\w/.-]){_DATE}\.?{_BLANK}{_MONTH}{_YEAR}", re.IGNORECASE),
    re.compile(rf"(?<!\w){_MONTH}{_BLANK}{_DATE}(?![\w%]){_YEAR}", re.IGNORECASE),
    re.compile(r"(?:(?P<year>[0-9]{4})[年년] ?)?(?<![0-9])(?P<month>[0-9]{1,2})[月월] ?(?P<date>[0-9]{1,2})[日号일]?"),
)
_WITH_POINTS = re.compile(
    r"(?<![\w/.,])(?P<date>[0-9]{1,2})\.(?P<month>[0-9]{1,2})\.(?P<year>[0-9]{4}|[0-9]{2})?(?![\w.]|\s*%)"
)
_WITH_SLASH = re.compile(r"(?<![\w/.,])(?P<a>[0-9]{1,2})/(?P<b>[0-9]{1,2})(?:/(?P<year>[0-9]{4}|[0-9]{2}))?(?![\w/])")
_FRACTION = re.compile(r"[0-9]+\s*(?:/|of|out of)\s*[0-9]+", re.IGNORECASE)
_PERCENT = re.compile(r"([0-9]{1,3}(?:[.,][0-9]{1,4})?)\s*%")
_BEHIND_PERCENT = re.compile(r"%\s*\(?\s*$")
_DATED = re.compile(r"(?:\bon|date:?|day:?)\s*$", re.IGNORECASE)
_ON = re.compile(r"(?<!\w)(?:on|am|vom|le|el|em|il|op|den|w dniu) (?=[0-9]{4}-[0-9]{2}-[0-9]{2})", re.IGNORECASE)

_NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_N = rf"(?P<n>[0-9]{{1,3}}|a|{'|'.join(_NUMBERS)})"
_WEEKDAY = rf"(?P<weekday>{'|'.join(WEEKDAYS)})"
_RELATIVE = tuple(
    re.compile(rf"(?<!\w){pattern}(?!\w)", re.IGNORECASE)
    for pattern in (
        r"(?:the )?(?P<two>day before yesterday)",
        r"(?P<one>yesterday)",
        r"(?P<none>today)",
        rf"{_N} days? ago",
        rf"(?:on|last) {_WEEKDAY}",
        rf"(?:^|(?<=[,;|(] )){_WEEKDAY}(?=\s*(?:$|[,;|:)]))",
    )
)
_VAGUE = re.compile(
    r"(?<!\w)(?:(?:last|this|the other) (?:week(?:end)?|month|day|night)"
    rf"|(?:[0-9]{{1,3}}|an?|{'|'.join(_NUMBERS)}|a few|some) (?:days?|weeks?|months?|while) ago|recently)(?!\w)",
    re.IGNORECASE,
)
"""Words for a time that may be several days; they are no part of a name."""


def with_iso_days(text: str, today: date, order: DateOrder) -> str:
    """Return a line with its days as ISO dates; without a year each is the latest up to today.

    `order` is that of dates such as 3/4, which can be read in both. Words such as last week are dropped.
    """
    for pattern in _RELATIVE:
        text = pattern.sub(partial(_relative_day, today), text)
    text = _VAGUE.sub(" ", text)
    for found in reversed(list(_slash_days(text))):
        ways = _ways(found)
        day, month = _day_month(found, order if order in ways else ways[0])
        text = f"{text[: found.start()]}{_iso_day(day, month, found, today)}{text[found.end() :]}"
    for pattern in (_WITH_POINTS, *_IN_WORDS):
        text = pattern.sub(lambda found: _iso_day(found["date"], found["month"], found, today), text)
    return _ON.sub("", text)


def order_of_days(lines: Sequence[str]) -> tuple[DateOrder, str]:
    """Return the order of day and month that dates with a slash prove, and the first date that stays ambiguous."""
    days = [(found, _ways(found)) for line in lines for found in _slash_days(line)]
    proofs = {ways[0] for found, ways in days if len(ways) == 1 and found["a"] != found["b"]}
    ambiguous = next((found[0] for found, ways in days if len(ways) > 1), "")
    return next(iter(proofs), DateOrder.DAY_FIRST), "" if len(proofs) == 1 else ambiguous


def _relative_day(today: date, found: re.Match[str]) -> str:
    words = {name: text.casefold() for name, text in found.groupdict().items() if text}
    if "weekday" in words:
        n_days = (today.weekday() - WEEKDAYS.index(words["weekday"]) - 1) % 7 + 1
    elif "n" in words:
        n_days = _number(words["n"])
    else:
        n_days = {"none": 0, "one": 1, "two": 2}[next(iter(words))]
    return (today - timedelta(days=n_days)).isoformat()


def _number(written: str) -> int:
    """Return a number from its digits or its word."""
    if written.isdecimal():
        return int(written)
    return 1 if written == "a" else _NUMBERS.index(written) + 1


def _slash_days(text: str) -> Iterator[re.Match[str]]:
    """Yield what is a date with a slash and not a count of correct answers."""
    for found in _WITH_SLASH.finditer(text):
        if _ways(found) and (found["year"] or _is_no_count(found, text)):
            yield found


def _is_no_count(found: re.Match[str], text: str) -> bool:
    """Whether 10/21 is a day: it says so, stands first, or the line has another result that it does not agree with."""
    before, behind = text[: found.start()], text[found.end() :]
    rest = f"{before} ; {behind}"
    percent = _PERCENT.search(rest)
    if percent is not None:
        share = 100 * int(found["a"]) / int(found["b"])
        return not _BEHIND_PERCENT.search(before) and abs(share - float(percent[1].replace(",", "."))) >= 1
    has_count = _FRACTION.search(rest) is not None and not any(map(_ways, _WITH_SLASH.finditer(rest)))
    is_first = not before.strip() and any(map(str.isalpha, behind))
    return bool(_DATED.search(before)) or is_first or has_count


def _ways(found: re.Match[str]) -> tuple[DateOrder, ...]:
    """Return the orders in which two numbers are a day, one if both give the same."""
    written = f"{found['a']}/{found['b']}/2024"
    both = (DateOrder.DAY_FIRST, DateOrder.MONTH_FIRST)
    orders = tuple(order for order in both if or_none(partial(parse_moment, order=order), written))
    return orders[:1] if found["a"] == found["b"] else orders


def _day_month(found: re.Match[str], order: DateOrder) -> tuple[str, str]:
    return (found["a"], found["b"]) if order is DateOrder.DAY_FIRST else (found["b"], found["a"])


def _iso_day(day: str, month: str, found: re.Match[str], today: date) -> str:
    """Return a day as an ISO date, as written if there is none."""
    written = f"{day}.{month}.{found['year'] or ''}" if month.isdecimal() else f"{day} {month} {found['year'] or ''}"
    try:
        return parse_moment(written, until=today).day.isoformat()
    except ValueError:
        return found[0]
