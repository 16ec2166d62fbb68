"""Read the events of an iCalendar file, and expand repeating ones.

A rule may repeat forever, or search for a day that never comes. So each rule gets an end, and one that could take too
long is refused before it is expanded.
"""

import math
import time
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

import icalendar
import recurring_ical_events
from icalendar.prop import vDDDTypes, vDuration, vRecur

from analytics.clock import FIRST_DAY, LAST_DAY
from analytics.errors import UnreadableFileError
from analytics.ingest.mapping.file_reading import FileReading
from analytics.ingest.mapping.map_file import time_zone
from analytics.ingest.reading import LeftOutReason, shortened
from analytics.ingest.values.fields import UNLIKELY_YEAR, or_none
from analytics.ingest.values.texts import one_line, text_digest
from analytics.ingest.values.written_dates import utc_text
from analytics.records import Moment

MAX_EVENTS = 20_000
MAX_OCCURRENCES = 50_000
MAX_TIMES_A_DAY = 12
TIME_LIMIT_S = 6.0
"""CPU time for all rules of a file. A single rule is not interrupted, but ends by the year 9999."""

DAYS_BACK, DAYS_AHEAD = 3 * 365, 366
_REPEATING = f"Repeating events were read from {DAYS_BACK // 365} years ago to a year ahead."

_FREQUENCIES = frozenset({"DAILY", "WEEKLY", "MONTHLY", "YEARLY"})
_SLOW_IF_DAILY = frozenset({"BYMONTHDAY", "BYYEARDAY", "BYWEEKNO", "BYEASTER", "BYSETPOS"})
_TOO_SLOW = "its repeating events take too long to read. Export fewer of them."
_DAMAGED = "the calendar is damaged or incomplete. Export it again."


@dataclass(frozen=True, slots=True)
class Occurrence:
    """An event, or one repetition of it; a moved one keeps its `key`.

    A `start` without a time is a whole day. `end` is a length if the event states one, since a clock change would not
    alter it.
    """

    line: str
    key: str
    title: str
    start: Moment
    end: Moment | timedelta | None
    is_cancelled: bool


@dataclass(frozen=True, slots=True)
class Events:
    """The events of a file, and the name and zone of its first calendar."""

    occurrences: Sequence[Occurrence]
    name: str
    zone: str | None


@dataclass(frozen=True, slots=True)
class _CalendarEvent:
    """An event of the file, and the line where it begins."""

    line: str
    component: icalendar.Component

    @property
    def is_instance(self) -> bool:
        """Whether it is one repetition of a series, moved or changed."""
        return "RECURRENCE-ID" in self.component

    @property
    def repeats(self) -> bool:
        """Whether it has a rule or dates for repetitions."""
        return "RRULE" in self.component or "RDATE" in self.component


def read_events(text: str, data: bytes, reading: FileReading) -> Events:
    """Read all events of a file, or refuse it; the line numbers are those in its original bytes, `data`."""
    lines = enumerate(data.splitlines(), start=1)
    places = [str(number) for number, line in lines if line.strip().upper() == b"BEGIN:VEVENT"]
    reading.require_at_most(len(places), MAX_EVENTS, "events", "Export one calendar at a time.")
    try:
        with warnings.catch_warnings(action="ignore"):
            calendars = icalendar.Calendar.from_ical(text, multiple=True)
            components = [event for calendar in calendars for event in calendar.walk("VEVENT")]
    except (ValueError, KeyError, IndexError, TypeError, AttributeError, RecursionError, OverflowError) as error:
        raise UnreadableFileError(reading.file, _DAMAGED) from error
    if len(components) != len(places) or not calendars:
        raise UnreadableFileError(reading.file, _DAMAGED)
    events = [_CalendarEvent(line, component) for line, component in zip(places, components, strict=True)]
    name, zone = (str(calendars[0].get(key, "")) for key in ("X-WR-CALNAME", "X-WR-TIMEZONE"))
    if any(event.repeats for event in events):
        reading.notices.add(_REPEATING)
    return Events(_Expansion(reading).occurrences(events), one_line(name), or_none(time_zone, zone))


class _Expansion:
    """Expands the events of a file."""

    def __init__(self, reading: FileReading) -> None:
        self._reading = reading
        midnight = datetime.combine(reading.context.today, datetime.min.time(), UTC)
        self._first, self._last = midnight - timedelta(days=DAYS_BACK), midnight + timedelta(days=DAYS_AHEAD)
        self._occurrences: list[Occurrence] = []

    def occurrences(self, events: Sequence[_CalendarEvent]) -> Sequence[Occurrence]:
        """Return the occurrences of all events."""
        series: dict[str, list[_CalendarEvent]] = {}
        for event in events:
            uid = _text(event.component, "UID") or f"line {event.line}"
            series.setdefault(uid, []).append(event)
        started = time.thread_time()
        for uid, parts in series.items():
            if time.thread_time() - started > TIME_LIMIT_S:
                raise UnreadableFileError(self._reading.file, _TOO_SLOW)
            self._add(uid, parts)
            n_found, what = len(self._occurrences), "events with all repeats"
            self._reading.require_at_most(n_found, MAX_OCCURRENCES, what, "Export fewer of them.")
        return self._occurrences

    def _add(self, uid: str, parts: Sequence[_CalendarEvent]) -> None:
        """Add the occurrences of a series, by its latest version and its changed repetitions."""
        masters = [part for part in parts if not part.is_instance]
        instances = [part for part in parts if part.is_instance]
        numbers = (_text(part.component, "SEQUENCE") for part in masters)
        versions = [int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0 for text in numbers]
        master = masters[versions.index(max(versions))] if masters else None
        self._reading.left_out.add(LeftOutReason.OLDER_VERSION, max(0, len(masters) - 1))
        if master is not None and master.repeats:
            try:
                self._occurrences.extend(list(self._repetitions(uid, master, instances)))
            except ValueError as error:
                for part in (master, *instances):
                    self._reading.refuse(part.line, error, value=_title(part.component))
            return
        for part in instances if master is None else [master, *instances]:
            with self._reading.refusing(part.line, value=_title(part.component)):
                self._occurrences.append(_occurrence(uid, part.line, part.component))

    def _repetitions(
        self, uid: str, master: _CalendarEvent, instances: Sequence[_CalendarEvent]
    ) -> Iterator[Occurrence]:
        self._bound(master.component)
        calendar = icalendar.Calendar()
        calendar.add_component(master.component)
        changed: dict[str, _CalendarEvent] = {}
        for part in instances:
            with self._reading.refusing(part.line, value=_title(part.component)):
                _moment(part.component, "DTSTART")
                changed[utc_text(_moment(part.component, "RECURRENCE-ID"))] = part
                calendar.add_component(part.component)
        try:
            with warnings.catch_warnings(action="ignore"):
                query = recurring_ical_events.of(calendar, components=["VEVENT"])
                found = list(query.between(self._first, self._last))
        except Exception as error:  # the library raises errors of many kinds for a rule that breaks the standard
            raise ValueError("its repeat rule cannot be read") from error
        for component in found:
            start = _moment(component, "DTSTART")
            part = changed.get(utc_text(_moment(component, "RECURRENCE-ID")), master)
            found_one = _occurrence(uid, f"{part.line} ({start:%Y-%m-%d %H:%M})", component)
            # with a length, the library gives an end by the clock, which a clock change alters
            yield found_one if "DTEND" in part.component else replace(found_one, end=_end(part.component, start))

    def _bound(self, component: icalendar.Component) -> None:
        """End a rule with the window, and refuse one that could take too long.

        If a rule matches no day, the search for one goes on up to the year 9999, whatever its end.
        """
        rule, start = component.get("RRULE"), _moment(component, "DTSTART")
        if rule is None:
            return
        frequency = str((rule.get("FREQ") or [""])[0]).upper() if isinstance(rule, vRecur) else ""
        if frequency not in _FREQUENCIES:
            raise ValueError("its repeat rule does not repeat by days, weeks, months or years")
        if frequency == "DAILY" and _SLOW_IF_DAILY & set(rule):
            raise ValueError("its repeat rule is too slow to read; repeat the event monthly instead of daily")
        if any(step < 1 for step in rule.get("INTERVAL") or [1]):
            raise ValueError("its repeat rule has an interval of zero (INTERVAL)")
        n_times = math.prod(len(rule.get(part) or [0]) for part in ("BYHOUR", "BYMINUTE", "BYSECOND"))
        if n_times > MAX_TIMES_A_DAY:
            raise ValueError(f"its repeat rule gives more than {MAX_TIMES_A_DAY} times a day")
        ends = [end for end in rule.get("UNTIL") or () if isinstance(end, date)]
        if not any(_day(end) < self._last.date() for end in ends):
            rule["UNTIL"] = [self._last if isinstance(start, datetime) else self._last.date()]


def _occurrence(uid: str, line: str, component: icalendar.Component) -> Occurrence:
    start = _moment(component, "DTSTART")
    original = _moment(component, "RECURRENCE-ID") if "RECURRENCE-ID" in component else None
    return Occurrence(
        line=line,
        key=f"{text_digest(uid)}{'' if original is None else f'@{utc_text(original)}'}",
        title=_title(component),
        start=start,
        end=_end(component, start),
        is_cancelled=_text(component, "STATUS").upper() == "CANCELLED",
    )


def _end(component: icalendar.Component, start: Moment) -> Moment | timedelta | None:
    """Return the end or the length, None without either."""
    if "DTEND" in component:
        return _moment(component, "DTEND")
    if "DURATION" not in component:
        return None
    length = component["DURATION"]
    if not isinstance(length, vDDDTypes | vDuration) or not isinstance(length.dt, timedelta):
        raise ValueError("its length (DURATION) cannot be read")
    try:
        start + length.dt
    except OverflowError:
        raise ValueError("its length (DURATION) is out of range") from None
    return length.dt


def _moment(component: icalendar.Component, name: str) -> Moment:
    """Read a day or a moment, local if it has no zone; a ValueError says what is wrong."""
    value = component.get(name)
    if not isinstance(value, vDDDTypes) or not isinstance(value.dt, date):
        raise ValueError(f"its {name} is missing or cannot be read")
    moment: Moment = value.dt
    if not FIRST_DAY <= _day(moment) <= LAST_DAY:
        raise ValueError(f"{name}: {UNLIKELY_YEAR}")
    zone = str(value.params.get("TZID", ""))
    if isinstance(moment, datetime) and moment.tzinfo is None and zone:
        raise ValueError(f"unknown time zone {shortened(one_line(zone))!r} in {name}")
    return moment


def _day(moment: Moment) -> date:
    return moment.date() if isinstance(moment, datetime) else moment


def _title(component: icalendar.Component) -> str:
    return one_line(_text(component, "SUMMARY"))


def _text(component: icalendar.Component, name: str) -> str:
    """Return the first value of a text property."""
    value = component.get(name, "")
    return str(value[0] if isinstance(value, list) else value)
