"""Days in lines of pasted results, as people write them: 21 Oct, 10/21, 21.10., yesterday, last Sunday."""

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import partial

from analytics.clock import WEEKDAYS
from analytics.ingest.file_mapping import DateOrder
from analytics.ingest.guesses.column_values import ANY_DAY
from analytics.ingest.values.fields import or_none
from analytics.ingest.values.written_dates import parse_moment

_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|okt|dez|mai|[^\W\d_]{4,12})\b\.?"
"""Of other languages only longer beginnings, because set and out are no months."""

_DATE = r"[0-9]{1,2}(?:st|nd|rd|th)?"
_BLANK = r"[^\S\t]+"  # a TAB is between two cells
_YEAR = rf"(?:,?{_BLANK}(?:19|20)[0-9]{{2}}(?![0-9]))?"
_PLAIN_DAYS = (
    re.compile(r"(?<![\w/.,])[0-9]{1,2}\.[0-9]{1,2}\.(?:[0-9]{4}|[0-9]{2})?(?![\w.]|\s*%)"),
    re.compile(rf"(?<![\w/.-]){_DATE}\.?{_BLANK}{_MONTH}{_YEAR}", re.IGNORECASE),
    re.compile(rf"(?<!\w){_MONTH}{_BLANK}{_DATE}(?![\w%]){_YEAR}", re.IGNORECASE),
    re.compile(r"(?<![0-9])(?:[0-9]{4}[年년] ?)?[0-9]{1,2}[月월] ?[0-9]{1,2}[日号일]?"),
)
_WITH_SLASH = re.compile(r"(?<![\w/.,])(?P<a>[0-9]{1,2})/(?P<b>[0-9]{1,2})(?:/(?P<year>[0-9]{4}|[0-9]{2}))?(?![\w/])")
_FRACTION = re.compile(r"[0-9]+\s*(?:/|of|out of)\s*[0-9]+", re.IGNORECASE)
_PERCENT = re.compile(r"([0-9]{1,3}(?:[.,][0-9]{1,4})?)\s*%")
_BEHIND_PERCENT = re.compile(r"%\s*\(?\s*$")
_DATED = re.compile(r"(?:\bon|date:?|day:?)\s*$", re.IGNORECASE)
_ON = re.compile(r"(?<!\w)(?:on|am|vom|le|el|em|il|op|den|w dniu) (?=[0-9]{4}-[0-9]{2}-[0-9]{2})", re.IGNORECASE)

_NUMBERS = ("a", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_N = rf"(?P<n>[0-9]{{1,3}}|{'|'.join(_NUMBERS)})"
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
        day = _iso_day(found[0], today, order if order in ways else ways[0])
        text = f"{text[: found.start()]}{day}{text[found.end() :]}"
    for pattern in _PLAIN_DAYS:
        text = pattern.sub(lambda found: _iso_day(found[0], today), text)
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
        n_days = int(words["n"]) if words["n"].isdecimal() else max(1, _NUMBERS.index(words["n"]))
    else:
        n_days = {"none": 0, "one": 1, "two": 2}[next(iter(words))]
    return (today - timedelta(days=n_days)).isoformat()


def _slash_days(text: str) -> Iterator[re.Match[str]]:
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
    both = (DateOrder.DAY_FIRST, DateOrder.MONTH_FIRST)
    orders = tuple(order for order in both if or_none(partial(parse_moment, order=order, until=ANY_DAY), found[0]))
    return orders[:1] if found["a"] == found["b"] else orders


def _iso_day(written: str, today: date, order: DateOrder = DateOrder.DAY_FIRST) -> str:
    """Return a day as an ISO date, as written if there is none."""
    found = or_none(partial(parse_moment, order=order, until=today), written)
    return written if found is None else found.day.isoformat()
