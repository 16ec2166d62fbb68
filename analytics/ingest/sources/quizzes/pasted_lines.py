"""Read the lines of pasted results: results, headings, or both in one line.

Days such as 21 Oct, 10/21, 21.10., yesterday or last Sunday are rewritten as ISO dates first.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial
from itertools import chain

from analytics.clock import WEEKDAYS
from analytics.ingest.file_mapping import DateOrder
from analytics.ingest.guesses.column_values import ANY_DAY
from analytics.ingest.mapping.column_names import WORDS
from analytics.ingest.values.fields import or_none
from analytics.ingest.values.words import PROVIDERS, provider_in
from analytics.ingest.values.written_dates import parse_moment, possible_days

MAX_LINE_CHARS = 200

_PERCENT = r"(?P<percent>[0-9]{1,3}(?:[.,][0-9]{1,4})?)\s*%"
_COUNTS = r"(?P<n_correct>[0-9]{1,5})\s*(?:/|of|out of)\s*(?P<n_items>[0-9]{1,5})"
_NAME = r"(?P<name>.*?)"
_BULLET = re.compile(r"^[-*•·]\s+")
_REMARK = re.compile(r"(?<=%)\s*\((?![0-9]+\s*(?:out )?of)[^()%/]*[^\W\d_]{4}[^()%/]*\)$")
"""Such as (83rd percentile)."""

_BETWEEN = r"[\s:|=–—-]*"
_WORD = r"(?:\s*(?:correct|right|questions?))?"
_RESULTS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"{_NAME}{_BETWEEN}{_PERCENT}{_WORD}[\s,:|–—-]*(?:\(?\s*{_COUNTS}{_WORD}\s*\)?)?\s*",
        rf"{_NAME}{_BETWEEN}{_COUNTS}{_WORD}[\s,:|=–—-]*\(?\s*{_PERCENT}\s*\)?\s*",
        rf"{_NAME}\s*[:|=–—\t]\s*{_COUNTS}{_WORD}\s*",
    )
)
_WITHOUT_SIGN = re.compile(rf"{_NAME}\s*(?:[:|=,;\t]|[–—-](?=\s))\s*{_PERCENT.removesuffix('%')}")
_NO_NAME = re.compile(r"[\W\d_]*|date|day|set|test|form|exam|questions?|items|time|minutes|duration", re.IGNORECASE)
"""Texts before numbers that are not percentages."""

_RESULTS_WITHIN = (
    re.compile(rf"{_PERCENT}{_WORD}(?:[\s,:|(–—-]*{_COUNTS}{_WORD}\s*\)?)?", re.IGNORECASE),
    re.compile(rf"{_COUNTS}{_WORD}", re.IGNORECASE),
)
_EXAM_WORD = rf"(?<!\w)(?:practice|set|übungs(?:test|prüfung)|{'|'.join(WORDS['exam']).replace('_', ' ')})s?(?![^\W\d])"
_EXAM = re.compile(_EXAM_WORD, re.IGNORECASE)
_NUMBERED_EXAM = re.compile(rf"{_EXAM_WORD}\s*(?:no\.?|#)?\s*[0-9]{{1,3}}(?![0-9])", re.IGNORECASE)
_WHOLE = frozenset(
    {"", "total", "overall", "score", "your score", "total score", "overall score", "final score", "result"}
)
_ATTEMPT = re.compile(r"attempt\s*(?:no\.?|#)?\s*(?P<number>[0-9]{1,3})\b", re.IGNORECASE)

_DAY_BEHIND = re.compile(r"(?P<result>.*[0-9%)])[\s,;:–—(-]+(?P<day>[0-9]{4}-[0-9]{2}-[0-9]{2})\)?")
_DAY = re.compile(r"(?<![0-9])[0-9]{4}-[0-9]{2}-[0-9]{2}(?![0-9])")
_SAID_DAY = re.compile(
    r"(?:\b(?:date|day|taken|completed|finished|submitted|attempted|on|at)\b\s*:?\s*)*"
    rf"{_DAY.pattern}(?:[\sT,]+(?:at\s+)?[0-9]{{1,2}}:[0-9]{{2}}(?::[0-9]{{2}})?(?:\s*[ap]\.?m\b\.?)?)?",
    re.IGNORECASE,
)
"""A day with its time and words such as completed on, which name no set."""
_N_ITEMS = re.compile(r"(?<![0-9])([0-9]{1,4})\s+questions\b", re.IGNORECASE)
_LABEL = re.compile(r"\s*(?P<label>date|day|taken on|set|test|form|name|provider|source|exam)\s*:\s*", re.IGNORECASE)
_PARTS = re.compile(r"[,;|\t]| [–—-] ")
_SAME = {"source": "provider", "test": "set", "form": "set", "name": "set"}
_FACTS = ("a day", "exam_code", "set", "provider", "n_items")
_EDGES = " \t:,;|()[]–—-#*"
_NAME_EDGES = " \t:,;|–—-#*"


@dataclass(frozen=True, slots=True)
class ResultLine:
    """A line with a result; `is_whole` if it is the total, `has_sign` unless its percentage lacks the percent sign."""

    line: int
    text: str
    name: str
    is_whole: bool
    attempt: int | None
    day: str | None
    percent: str | None
    n_correct: int | None
    n_items: int | None
    has_sign: bool = True


@dataclass(frozen=True, slots=True)
class Heading:
    """What a heading says about the results below it."""

    day: str | None = None
    exam_code: str | None = None
    set_name: str | None = None
    provider: str | None = None
    n_items: int | None = None


def exam_line(text: str, line: int, exam_codes: tuple[str, ...]) -> tuple["Heading", ResultLine] | None:
    """Read a line with a practice exam and its total, such as `Whizlabs test 2, 78 %, 2026-10-21`.

    Return None unless it names a provider or a numbered test, or has a date and no other name.
    """
    text = _REMARK.sub("", _BULLET.sub("", text.strip()))
    without_day = _DAY.sub("", text)
    found = next((match for pattern in _RESULTS_WITHIN if (match := pattern.search(without_day))), None)
    if len(text) > MAX_LINE_CHARS or found is None:
        return None
    before, behind = without_day[: found.start()], without_day[found.end() :]
    tells = any(one.search(behind) for one in (_EXAM, _ATTEMPT, _N_ITEMS, *_RESULTS_WITHIN)) or provider_in(behind)
    is_name = _NO_NAME.fullmatch(before) and ":" not in behind
    rest = f"{before} , {behind}" if tells or is_name else before  # else a remark, such as weak: IAM
    days, attempt = days_in([text]), _ATTEMPT.search(rest)
    named = rest if attempt is None else rest.replace(attempt[0], " ")
    head = heading([" , ".join([*days, named])], exam_codes)
    if (head.set_name or "").casefold() in _WHOLE:
        head = replace(head, set_name=None)
    is_named = _NUMBERED_EXAM.search(rest) is not None or provider_in(rest) is not None
    is_dated = bool(days) and attempt is None and (_EXAM.search(rest) is not None or head.set_name is None)
    has_one_result = not any(pattern.search(rest) for pattern in _RESULTS_WITHIN)
    return (head, _result(found, line, text, "", attempt)) if has_one_result and (is_named or is_dated) else None


def result_line(text: str, line: int, *, needs_sign: bool = False) -> ResultLine | None:
    """Read a line with a result, None for other lines; unless `needs_sign`, a bare number may be the percentage."""
    if len(text) > MAX_LINE_CHARS:
        return None
    text = _BULLET.sub("", re.sub(r" {2,}", " ", text.strip()))
    behind = _DAY_BEHIND.fullmatch(text)
    if behind is not None and _ATTEMPT.search(text):  # the day of an attempt goes to the start, where the name is
        text = f"{behind['day']} {behind['result']}"
    text = _REMARK.sub("", text)
    found = next((match for pattern in _RESULTS if (match := pattern.fullmatch(text))), None)
    if found is not None and not found["name"].endswith((",", ";")):  # a row of a table
        return _result(found, line, text, found["name"], _ATTEMPT.search(found["name"]))
    bare = None if needs_sign or found is not None else _WITHOUT_SIGN.fullmatch(text)
    if bare is None or _NO_NAME.fullmatch(_DAY.sub("", bare["name"])):
        return None
    return replace(_result(bare, line, text, bare["name"], None), has_sign=False)


def _result(found: re.Match[str], line: int, text: str, name: str, attempt: re.Match[str] | None) -> ResultLine:
    parts, day = found.groupdict(), _DAY.search(name)
    bare = _DAY.sub("", name).replace("()", "").strip(_NAME_EDGES)
    return ResultLine(
        line=line,
        text=text,
        name=bare,
        is_whole=attempt is not None or bare.casefold() in _WHOLE,
        attempt=None if attempt is None else int(attempt["number"]),
        day=None if day is None else day.group(),
        percent=parts.get("percent"),
        n_correct=None if parts.get("n_correct") is None else int(parts["n_correct"]),
        n_items=None if parts.get("n_items") is None else int(parts["n_items"]),
    )


def heading(lines: list[str], exam_codes: tuple[str, ...]) -> Heading:
    """Read the facts in the lines above results, in any order."""
    found: dict[str, list[str]] = defaultdict(list)
    for part in chain.from_iterable(_PARTS.split(line[:MAX_LINE_CHARS]) for line in lines):
        named = _LABEL.match(part)
        label, text = ("", part) if named is None else (named["label"].casefold(), part[named.end() :])
        found["a day"] += _DAY.findall(text)
        found["n_items"] += _N_ITEMS.findall(text)
        text = _N_ITEMS.sub(" ", _SAID_DAY.sub(" ", text))
        for fact, names in (("exam_code", exam_codes), ("provider", PROVIDERS)):
            name, text = _extracted(text, names)
            found[fact] += filter(None, [name])
        found[_SAME.get(label, label)] += filter(None, [" ".join(text.split()).strip(_EDGES)])
    unnamed = iter(found[""])
    day, exam_code, set_name, provider, n_items = (next(iter(found[fact]), None) for fact in _FACTS)
    set_name = set_name or next(unnamed, None)
    return Heading(day, exam_code, set_name, provider or next(unnamed, None), int(n_items) if n_items else None)


def days_in(lines: list[str]) -> list[str]:
    """Return the days written in some lines, each once, in their order."""
    return list(dict.fromkeys(_DAY.findall("\n".join(lines))))


def _extracted(text: str, names: tuple[str, ...]) -> tuple[str | None, str]:
    """Return the first of the names that is in a text, and the text without it."""
    for name in names:
        found = re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text, re.IGNORECASE)
        if found is not None:
            return name, f"{text[: found.start()]} {text[found.end() :]}"
    return None, text


_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|okt|dez|mai|[^\W\d_]{4,12})\b\.?"
"""Names in other languages need four letters, since set and out, for September and October, are English words."""

_DATE = r"[0-9]{1,2}(?:st|nd|rd|th)?"
_BLANK = r"[^\S\t]+"  # a TAB separates cells
_YEAR = rf"(?:,?{_BLANK}(?:19|20)[0-9]{{2}}(?![0-9]))?"
_PLAIN_DAYS = (
    re.compile(r"(?<![\w/.,])[0-9]{1,2}\.[0-9]{1,2}\.(?:[0-9]{4}|[0-9]{2})?(?![\w.]|\s*%)"),
    re.compile(rf"(?<![\w/.-]){_DATE}\.?{_BLANK}{_MONTH}{_YEAR}", re.IGNORECASE),
    re.compile(rf"(?<!\w){_MONTH}{_BLANK}{_DATE}(?![\w%]){_YEAR}", re.IGNORECASE),
    re.compile(r"(?<![0-9])(?:[0-9]{4}[年년] ?)?[0-9]{1,2}[月월] ?[0-9]{1,2}[日号일]?"),
)
_WITH_SLASH = re.compile(r"(?<![\w/.,])(?P<a>[0-9]{1,2})/(?P<b>[0-9]{1,2})(?:/(?P<year>[0-9]{4}|[0-9]{2}))?(?![\w/])")
_FRACTION = re.compile(r"[0-9]+\s*(?:/|of|out of)\s*[0-9]+", re.IGNORECASE)
_PERCENTAGE = re.compile(r"([0-9]{1,3}(?:[.,][0-9]{1,4})?)\s*%")
_BEHIND_PERCENTAGE = re.compile(r"%\s*\(?\s*$")
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
"""Words for an uncertain day, which are not part of a name."""


def with_iso_days(text: str, today: date, order: DateOrder) -> str:
    """Return a line with its days as ISO dates, without a year the latest up to today, and without vague days.

    `order` is that of dates such as 3/4, which are days in both orders.
    """
    for pattern in _RELATIVE:
        text = pattern.sub(partial(_relative_day, today), text)
    text = _VAGUE.sub(" ", text)
    for found in reversed(list(_slash_days(text))):
        orders = _possible_orders(found)
        day = _iso_day(found[0], today, order if order in orders else orders[0])
        text = f"{text[: found.start()]}{day}{text[found.end() :]}"
    for pattern in _PLAIN_DAYS:
        text = pattern.sub(lambda found: _iso_day(found[0], today), text)
    return _ON.sub("", text)


def order_of_days(lines: Sequence[str]) -> tuple[DateOrder, str]:
    """Return the order of day and month that dates with a slash prove, or the first ambiguous date if none does."""
    days = [(found, _possible_orders(found)) for line in lines for found in _slash_days(line)]
    proofs = {orders[0] for found, orders in days if len(orders) == 1 and found["a"] != found["b"]}
    ambiguous = next((found[0] for found, orders in days if len(orders) > 1), "")
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
        if _possible_orders(found) and (found["year"] or _is_slash_day(found, text)):
            yield found


def _is_slash_day(found: re.Match[str], text: str) -> bool:
    """Whether 10/21 is a day: a word says so, it comes first, or the line has another result that contradicts it."""
    before, behind = text[: found.start()], text[found.end() :]
    rest = f"{before} ; {behind}"
    percent = _PERCENTAGE.search(rest)
    if percent is not None:
        share = 100 * int(found["a"]) / int(found["b"])
        return not _BEHIND_PERCENTAGE.search(before) and abs(share - float(percent[1].replace(",", "."))) >= 1
    has_count = _FRACTION.search(rest) is not None and not any(map(_possible_orders, _WITH_SLASH.finditer(rest)))
    is_first = not before.strip() and any(map(str.isalpha, behind))
    return bool(_DATED.search(before)) or is_first or has_count


def _possible_orders(found: re.Match[str]) -> tuple[DateOrder, ...]:
    """Return the orders in which a day and a month are a date; only one if both numbers are equal."""
    orders = tuple(possible_days(found[0], ANY_DAY))
    return orders[:1] if found["a"] == found["b"] else orders


def _iso_day(written: str, today: date, order: DateOrder = DateOrder.DAY_FIRST) -> str:
    """Return a day as an ISO date, or as written if there is no such day."""
    found = or_none(partial(parse_moment, order=order, until=today), written)
    return written if found is None else found.day.isoformat()
