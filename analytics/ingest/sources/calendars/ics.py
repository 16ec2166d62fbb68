"""Read calendars (.ics): events become planned sessions.

A past event becomes a study session only if the candidate says that past events were done. Only the lines with times
and titles are parsed. Guests, alarms, places and descriptions are dropped first: they are most of a calendar, and a
hostile file may have nothing else.
"""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple
from zoneinfo import ZoneInfo

from analytics.clock import MINUTES_PER_DAY, DayRule
from analytics.errors import UnreadableFileError
from analytics.ingest.mapping.entries import NAMELESS
from analytics.ingest.mapping.file_reading import FileReading, SourceReader
from analytics.ingest.reading import Import, LeftOutReason
from analytics.ingest.sources.trackers.time_entries import HEADER, session_cells
from analytics.ingest.tables import decoding
from analytics.ingest.tables.opened import OpenedFile
from analytics.ingest.tables.text_table import Cells
from analytics.ingest.values.written_dates import instant_in
from analytics.records import Activity, PlannedSession, StudySession

if TYPE_CHECKING:
    from analytics.ingest.sources.calendars.ics_events import Events, Occurrence

MAX_LINES = 1_000_000
"""More than the largest allowed file has if folded at 75 octets."""

MAX_NEEDED_LINES = 200_000
"""Ten lines for each of the events allowed."""

MAX_DATES = 50_000
"""The most dates in lists, each of which takes 600 bytes; commas in titles do not count."""

_FOLDED = re.compile(r"\r?\n[ \t]")
_NEW_LINE = re.compile(r"\r?\n")
_PROPERTY = re.compile(r"([A-Za-z0-9-]{1,64})[;:]")
_COMPONENTS = frozenset({"VCALENDAR", "VTIMEZONE", "STANDARD", "DAYLIGHT", "VEVENT"})
_OF_EVENT = frozenset(
    {"UID", "DTSTART", "DTEND", "DURATION", "RRULE", "RDATE", "EXDATE", "RECURRENCE-ID", "SUMMARY", "STATUS",
     "SEQUENCE", "END", ""}
)  # fmt: skip
"""Properties needed within an event, and "" for lines that are not properties, which the parser refuses."""

_PLANNED_HEADER = ("starts_at", "duration_min", "activity", "domain_id", "title", "source_id")
_WHICH = "which events are study? To count past events as studied, add --kind study_sessions."
_PLANS = (
    "Events were imported as planned sessions, which do not count as study time. To count past events, "
    "say so on the Data page or with --kind study_sessions."
)
_DONE = "Past events were imported as study sessions, as you chose. Later ones are planned sessions."


def _read(opened: OpenedFile, reading: FileReading) -> Import:
    """Read the events that are study, as planned or done."""
    data = opened.data if decoding.is_calendar(opened.data) else opened.text.encode()
    reading.require_at_most(data.count(b"\n"), MAX_LINES, "lines", "Export one calendar at a time.")
    from analytics.ingest.sources.calendars.ics_events import read_events  # noqa: PLC0415  (slow to import)

    text = opened.text or decoding.decode(data, opened.name).text
    return _result(read_events(needed_lines(_FOLDED.sub("", text), opened.name), data, reading), reading)


def needed_lines(text: str, file: str) -> str:
    """Return the lines of calendars, zones and events that matter; refuse a file with too many lines or dates."""
    needed: list[str] = []
    n_dates = 0
    for line in _needed(text):
        n_dates += line.count(",") if line[:7].upper() != "SUMMARY" else 0
        if len(needed) == MAX_NEEDED_LINES or n_dates > MAX_DATES:
            raise UnreadableFileError(file, "it has too many dates. Export one calendar at a time.")
        needed.append(line)
    return "\r\n".join([*needed, ""])


def _needed(text: str) -> Iterator[str]:
    n_left_out, is_event = 0, False
    for line in _NEW_LINE.split(text):
        found = _PROPERTY.match(line)
        name = found[1].upper() if found else ""
        value = line[len(name) + 1 :].strip().upper() if name == "BEGIN" else ""
        if name == "BEGIN" and (n_left_out or is_event or value not in _COMPONENTS):
            n_left_out += 1
        elif name == "END" and n_left_out:
            n_left_out -= 1
        elif line and not n_left_out and (not is_event or name in _OF_EVENT):
            is_event = name != "END" if is_event else value == "VEVENT"
            yield line


class _Timed(NamedTuple):
    """An event with its instant and length, and the names that patterns are matched against."""

    event: "Occurrence"
    start: datetime
    minutes: float
    titles: tuple[str, ...]


def _result(events: "Events", reading: FileReading) -> Import:
    """Return the events that are study as rows, or ask which are."""
    timed = []
    for event in events.occurrences:
        with reading.refusing(event.line, value=event.title):
            timed += _timed(event, events, reading)
    study = reading.study_entries(timed, lambda one: (one.event.title, one.titles, one.minutes), _WHICH)
    is_done = reading.mapping.kind == StudySession.TABLE
    days = DayRule(reading.context.zone)
    plans, done = list[Cells](), list[Cells]()
    for event, start, minutes, titles in study:
        activity = reading.mapping.activity_of(*titles) or Activity.OTHER
        domain, key = reading.mapping.domain_of(*titles) or "", f"{reading.source}:{event.key}"
        rows = done if is_done and days.day_of(start) < reading.context.today else plans
        rows.append(session_cells(event.line, start, minutes, (activity, domain, event.title, key)))
    if study:
        reading.notices.add(_DONE if is_done else _PLANS)
    planned = reading.rows_of(PlannedSession, _PLANNED_HEADER, [*reading.problems, *plans])
    return reading.joined(reading.rows_of(StudySession, HEADER, done), planned)


def _timed(event: "Occurrence", events: "Events", reading: FileReading) -> list[_Timed]:
    """Return an event with its start and length; none if it is left out."""
    if event.is_cancelled:
        reading.left_out.add(LeftOutReason.CANCELLED)
        return []
    if not isinstance(event.start, datetime):
        reading.left_out.add(LeftOutReason.WHOLE_DAY)
        return []
    start = _instant(event, event.start, events.zone, reading)
    minutes = 0.0
    if isinstance(event.end, datetime):
        minutes = (_instant(event, event.end, events.zone, reading).timestamp() - start.timestamp()) / 60
    elif isinstance(event.end, timedelta):
        minutes = event.end.total_seconds() / 60
    elif event.end is not None:
        raise ValueError("it starts at a time and ends on a date")
    if minutes < 0:
        raise ValueError("it ends before it begins")
    if minutes > MINUTES_PER_DAY:
        raise ValueError("longer than 24 hours")
    if minutes == 0:
        reading.left_out.add(LeftOutReason.NO_DAY_OR_LENGTH)
        return []
    return [_Timed(event, start, minutes, tuple(filter(None, (event.title, events.name))) or (NAMELESS,))]


def _instant(event: "Occurrence", moment: datetime, calendar_zone: str | None, reading: FileReading) -> datetime:
    """Return an instant in the zone of the calendar, in which times without a zone are read."""
    zone = moment.tzinfo or ZoneInfo(calendar_zone or reading.zone())
    instant = instant_in(zone, moment.replace(tzinfo=None), event.line, reading.notices)
    return instant.astimezone(ZoneInfo(calendar_zone or reading.context.zone))


SOURCE = SourceReader(
    "ics",
    lambda opened: decoding.is_calendar(opened.data) or decoding.is_calendar(opened.text[:64].encode()),
    _read,
)
