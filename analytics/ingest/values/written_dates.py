"""Read dates and times as people and programs write them, and ask about ambiguous ones."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from functools import lru_cache, partial

from analytics.clock import possible_instants
from analytics.errors import OpenQuestionError, Question, UnreadableFileError
from analytics.ingest.file_mapping import DateOrder
from analytics.ingest.reading import SET_DATE_ORDER, Notices, ReadingContext, shortened
from analytics.ingest.values.fields import AT_CLOCK_CHANGE, likely_day, or_none
from analytics.ingest.values.words import is_weekday, month_of
from analytics.records import Moment

MAX_MOMENT_CHARS = 200
CENTURY = 2000

LocatedCell = tuple[str, str]
"""A line and the cell in it."""


def utc_text(moment: Moment) -> str:
    """Return a day, a local time or, in UTC to the second, an instant as text."""
    if isinstance(moment, datetime) and moment.tzinfo is not None:
        return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%S}Z"
    return moment.isoformat()


@dataclass(frozen=True, slots=True)
class WrittenMoment:
    """A moment as written: a day, perhaps a time, perhaps an offset from UTC."""

    day: date
    clock: time | None = None
    offset: timezone | None = None

    @property
    def needs_zone(self) -> bool:
        """Whether the instant depends on a zone."""
        return self.clock is not None and self.offset is None

    @property
    def wall(self) -> datetime:
        """Wall-clock time; midnight if no time is written."""
        return datetime.combine(self.day, self.clock or time.min)

    @property
    def moment(self) -> datetime:
        """Wall-clock time with its offset, if one is written."""
        return self.wall.replace(tzinfo=self.offset)


_MONTH = r"(?P<month>[^\W\d_]{3,12})\.?"
_NUMERIC = re.compile(
    r"(?P<a>[0-9]{1,2})(?P<mark>[/\-]|\. ?)(?P<b>[0-9]{1,2})"
    r"(?:(?P=mark)(?P<c>[0-9]{4}|[0-9]{2})(?![0-9])|\.?(?![0-9/.\-:]))"
)
_SHORT_YEAR = r"['’]?(?P<yy>[0-9]{2})(?![0-9:.h]| ?[/%])"  # no time, share or count
_DAY_MONTH = re.compile(
    rf"(?P<d>[0-9]{{1,2}})(?:\.|er|º|°|st|nd|rd|th)?[ /-](?:de |of )?"
    rf"{_MONTH}(?:(?: de| del|,)?[ /-](?P<year>[0-9]{{4}})(?: г\.?)?|[ /-]{_SHORT_YEAR})?"
)
_WITH_MONTH = (
    re.compile(r"(?P<year>[0-9]{4})(?P<mark>[/.\-]|\. )(?P<month>[0-9]{1,2})(?P=mark)(?P<d>[0-9]{1,2})\.?(?![0-9])"),
    re.compile(r"(?P<year>[0-9]{4})(?P<month>[0-9]{2})(?P<d>[0-9]{2})(?![0-9])"),
    re.compile(r"(?:(?P<year>[0-9]{4})[年년] ?)?(?P<month>[0-9]{1,2})[月월] ?(?P<d>[0-9]{1,2})[日号일]?(?![0-9])"),
    _DAY_MONTH,
    re.compile(rf"{_MONTH} (?P<d>[0-9]{{1,2}})(?:st|nd|rd|th)?(?:,? (?P<year>[0-9]{{4}})|, {_SHORT_YEAR})?(?![0-9])"),
)
"""Dates whose form says which number is the month, or names it."""

_YEAR_LAST = re.compile(
    r"([^\W\d_]{3,12} [0-9]{1,2}) ([0-9]{1,2}(?::[0-9]{2}){2}(?: (?:gmt|utc)[+\-:0-9]*)?) ([0-9]{4})"
)
_ZONE_NAME = re.compile(r"(?<=[+\-][0-9]{4}) \([^()]*\)$")
_WEEKDAY_BEFORE = re.compile(r"(?P<word>[^\W\d_]{2,13}(?:-feira)?)[.,]{0,2} (?=[^ ])")
_WEEKDAY_BEHIND = re.compile(r" ?[(（][^\W\d_]{1,3}[)）]")
_CLOCK = re.compile(
    r"(?:(?P<before>오전|오후|上午|下午|午前|午後) ?)?(?P<h>[0-9]{1,2})"
    r"(?:(?P<hours>h)|[:h.](?P<m>[0-9]{2})(?::(?P<s>[0-9]{2})(?:[.,][0-9]{1,9})?)?)?(?: ?(?P<half>[ap])\.? ?m\.?)?"
    r"(?: ?\(?(?P<offset>z|utc|gmt)?(?P<shift>[+\-][0-9]{1,2}(?::?[0-9]{2})?)?\)?| [a-z]{1,3}[tz])?"  # such as EST, MEZ
)
EPOCH = re.compile(r"1[0-9]{9}(?P<ms>[0-9]{3})?(?:\.[0-9]{1,9})?")
_SERIAL = re.compile(r"(?:3[7-9]|4[0-9]|5[0-4])[0-9]{3}(?P<clock>\.[0-9]{1,12})?")
_SERIAL_OF_1970 = 25_569
_COMPACT_CLOCK = re.compile(r"^t([0-9]{2})([0-9]{2})([0-9]{2})(?![0-9:])")
_AFTERNOON = frozenset({"오후", "下午", "午後"})
_IN_NAME = re.compile(r"(?<![0-9])([0-9]{1,2})[_.\-]([0-9]{1,2})[_.\-]([0-9]{4})(?![0-9])")
_FIRST = {DateOrder.DAY_FIRST: "day first", DateOrder.MONTH_FIRST: "month first"}
_NO_DAY = "not a date; write it as 2026-03-01"
_LEAP_DAY_YEARS = 8
"""The most years between two 29 Februaries."""
_IF_WRONG = f"If that is wrong, {SET_DATE_ORDER}."
_BETWEEN = re.compile(r"(?:t|,? (?:at|um|à|às|a las|alle|om|kl\.?|klo) |, | )")
_SPACES = re.compile(r"[\s\u00a0\u202f\u2009]+")
_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
"""Windows and some browsers put marks of direction around the parts of a date."""


def normalized(cell: str) -> str:
    """Return a cell in lower case with visible signs and plain blanks; of a range with an arrow, only the start."""
    if len(cell) > MAX_MOMENT_CHARS:
        return "?"
    return _SPACES.sub(" ", _INVISIBLE.sub("", cell.partition("→")[0])).strip(" @").casefold()


def instant_in(zone: tzinfo, wall: datetime, line: str, notices: Notices) -> datetime:
    """Return the instant of a local time, with a notice at a clock change."""
    first, *others = possible_instants(wall, zone)
    if others:
        notices.add(AT_CLOCK_CHANGE, line=line)
    return first


def column_order(
    cells: Iterable[LocatedCell], file: str, context: ReadingContext, notices: Notices, *, may_lack_year: bool = False
) -> DateOrder:
    """Return the order of day and month in a column.

    Without the candidate's answer, a number above 12 proves the order: in a cell, else in the name of the file, where
    programs write the period of a report in the same order. Otherwise an order is ruled out, with a notice, if it puts
    dates in the future or if only the other one sorts the rows.

    Raises:
        UnreadableFileError: If two rows prove different orders, or one contradicts the answer.
        OpenQuestionError: If both orders remain possible.
    """
    answer = context.mapping.date_order
    if answer is DateOrder.YEAR_FIRST:
        return answer
    until = context.today if may_lack_year else None
    readings = [(place, days) for place in cells if (days := possible_days(place[1], until))]
    proven = _proven_order(readings, answer, file)
    if proven or not readings:
        return proven or DateOrder.DAY_FIRST
    names = [possible_days("/".join(found.groups())) for found in _IN_NAME.finditer(file)]
    past = [order for order in _FIRST if all(days[order] <= context.today for _, days in readings)]
    rows = dict(reversed([(line, days) for (line, _), days in readings])).values()  # each with its first cell
    in_a_row = [order for order in _FIRST if _are_in_order([days[order] for days in rows])]
    for likely, why in (
        ({order for days in names if len(days) == 1 for order in days}, "as in the name of the file"),
        (past, "because some would be in the future otherwise"),
        (in_a_row, "because only then are the rows in order"),
    ):
        if len(likely) == 1:
            (order,) = likely
            notices.add(f"Dates were read with the {_FIRST[order]}, {why}. {_IF_WRONG}")
            return order
    line, cell = readings[0][0]
    found = _NUMERIC.match(_bare_day(cell))
    shown = normalized(cell) if found is None or found["c"] else f"{found['a']}/{found['b']}/{context.today.year}"
    reason = f"its dates are ambiguous, such as {shortened(cell)!r} in line {line}."
    remedy = "Set their order with --date-order: dmy or mdy."
    raise OpenQuestionError(file, Question.DATE_ORDER, f"{reason} {remedy}", {shown: 1})


def _are_in_order(days: Sequence[date]) -> bool:
    return len(set(days)) > 2 and days in (sorted(days), sorted(days, reverse=True))


def _proven_order(
    readings: Sequence[tuple[LocatedCell, Mapping[DateOrder, date]]], answer: DateOrder | None, file: str
) -> DateOrder | None:
    """Return the order that the answer or a number above 12 proves, None if nothing does."""
    proofs: dict[DateOrder, LocatedCell] = {}
    for place, days in readings:
        for order in days if len(days) == 1 else ():
            proofs.setdefault(order, place)
    if answer is not None and readings:
        proofs.pop(answer, None)
        if proofs:
            ((line, cell),) = proofs.values()
            reason = f"{shortened(cell)!r} in line {line} is not a date in the order {answer}."
            raise UnreadableFileError(file, f"{reason} Set the order of the file with --date-order.")
        return answer
    if len(proofs) > 1:
        both = " and ".join(f"{shortened(cell)!r} in line {line}" for line, cell in proofs.values())
        reason = f"its dates use different orders: {both}. Fix the column and import the file again."
        raise UnreadableFileError(file, reason)
    return next(iter(proofs), None)


def possible_days(cell: str, until: date | None = None) -> dict[DateOrder, date]:
    """Return the date by each order in which a cell is one; none with points, which mean the day first."""
    text = _bare_day(cell)
    found = _NUMERIC.match(text)
    if found is None or found["mark"][0] == ".":
        return {}
    days = {order: or_none(partial(_numeric_day, order=order, until=until), text) for order in _FIRST}
    return {order: day for order, day in days.items() if day is not None}


def _bare_day(cell: str) -> str:
    """Return a cell without a weekday in front; in `mar 3` the word is the month, since no other follows."""
    text = normalized(cell)
    weekday = _WEEKDAY_BEFORE.match(text)
    if weekday is None or not is_weekday(weekday["word"]):
        return text
    rest = text[weekday.end() :]
    is_month = month_of(weekday["word"]) is not None and not (_NUMERIC.match(rest) or _DAY_MONTH.match(rest))
    return text if is_month else rest


def _numeric_day(text: str, order: DateOrder, until: date | None) -> date:
    found = _NUMERIC.match(text)
    if found is None:
        raise ValueError(_NO_DAY)
    names = "dmy" if found["mark"][0] == "." else order
    if found["c"] is None:
        names = names.replace("y", "") + "y"
    given = dict(zip(names, found.group("a", "b", "c"), strict=True))
    return _day(given["y"], given["m"], given["d"], until)


def _day(year: str | None, month: str | int, day: str, until: date | None) -> date:
    """Return a date; without a year, the latest such day up to `until`."""
    last = 0 if until is None else until.year
    years: Iterable[int] = range(last, last - _LEAP_DAY_YEARS - 1, -1)
    if year is not None:
        years = [int(year) if len(year) > 2 else CENTURY + int(year)]
    elif until is None:
        raise ValueError(_NO_DAY)
    for each in years:
        try:
            value = date(each, int(month), int(day))
        except ValueError:
            continue
        if year is not None or until is None or value <= until:
            return likely_day(value)
    raise ValueError("no such date, or its parts are in another order")


@lru_cache(maxsize=8192)
def parse_moment(cell: str, order: DateOrder = DateOrder.DAY_FIRST, until: date | None = None) -> WrittenMoment:
    """Read a date, and the time and offset that may follow it.

    With `until`, the year may be missing and is the latest possible up to that day, and a number such as 46298 is a
    spreadsheet's date, from 2001 to 2050. Ten or thirteen digits are seconds or milliseconds since 1970.
    """
    serial = None if until is None else _SERIAL.fullmatch(cell)
    if serial is not None:
        moment = datetime.fromtimestamp(round((float(cell) - _SERIAL_OF_1970) * 86_400), UTC)
        return WrittenMoment(moment.date(), moment.time() if serial["clock"] else None)
    since_1970 = EPOCH.fullmatch(cell)
    if since_1970 is not None:
        moment = datetime.fromtimestamp(float(cell) / (1000 if since_1970["ms"] else 1), UTC)
        return WrittenMoment(moment.date(), moment.time(), UTC)
    text = _ZONE_NAME.sub("", _YEAR_LAST.sub(r"\1 \3 \2", _WEEKDAY_BEHIND.sub("", _bare_day(cell))))
    day, end = _day_at_start(text, order, until)
    rest = _COMPACT_CLOCK.sub(r"t\1:\2:\3", text[end:])
    if not rest:
        return WrittenMoment(day)
    between = _BETWEEN.match(rest)
    if between is None:
        raise ValueError("not a date; write it as 2026-03-01 or 2026-03-01 09:00")
    return WrittenMoment(day, *_clock(rest[between.end() :]))


def _day_at_start(text: str, order: DateOrder, until: date | None) -> tuple[date, int]:
    for form in _WITH_MONTH:
        found = form.match(text)
        given = {} if found is None else found.groupdict()
        month = given.get("month", "")
        number = int(month) if month.isdecimal() else month_of(month)
        if found is not None and number is not None:
            return _day(given.get("year") or given.get("yy"), number, given["d"], until), found.end()
    day_of_numbers = _numeric_day(text, order, until)
    found = _NUMERIC.match(text)
    return day_of_numbers, 0 if found is None else found.end()


def clock(cell: str) -> time:
    """Read a time of day in 24 or 12 hours."""
    return _clock(normalized(cell))[0]


def _clock(text: str) -> tuple[time, timezone | None]:
    found = _CLOCK.fullmatch(text)
    if found is None or not any(found.group("m", "hours", "half")):
        raise ValueError("not a time of day; write it as 09:30")
    hour, half, before = int(found["h"]), found["half"], found["before"]
    if before is not None and hour <= 12:
        hour = hour % 12 + (12 if before in _AFTERNOON else 0)
    if half is not None:
        if not 1 <= hour <= 12:
            raise ValueError("not a time of day; write it as 09:30 AM")
        hour = hour % 12 + (12 if half == "p" else 0)
    try:
        value = time(hour, int(found["m"] or 0), int(found["s"] or 0))
    except ValueError:
        raise ValueError("no such time of day") from None
    return value, _offset(found["offset"], found["shift"])


def _offset(name: str | None, shift: str | None) -> timezone | None:
    if shift is None:
        return None if name is None else UTC
    digits = shift[1:].replace(":", "")
    hours, minutes = (int(digits[:-2]), int(digits[-2:])) if len(digits) > 2 else (int(digits), 0)
    if hours > 14 or minutes > 59:
        raise ValueError("no such offset from UTC")
    length = timedelta(hours=hours, minutes=minutes)
    return timezone(-length if shift[0] == "-" else length)
