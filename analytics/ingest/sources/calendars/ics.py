"""Calendars (.ics), such as those of Google Calendar: events as planned sessions.

An event counts as study only if its owner says that past events were done, and only after its day.
"""

import codecs
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from analytics.clock import DayRule
from analytics.errors import DataProblem
from analytics.ingest.canonical.canonical_cells import CanonicalTable, read_canonical, text_cell
from analytics.ingest.left_out import LeftOutReason, LeftOutTally
from analytics.ingest.mapping.entry_names import NAMELESS, NamedEntries
from analytics.ingest.reading import Import, Notices, ReadingContext, shortened
from analytics.ingest.sources.calendars.ics_lines import DAYS_BACK, check_length, needed_lines, unfolded
from analytics.ingest.sources.source_reader import SourceReader
from analytics.ingest.sources.trackers.time_entries import MAX_MIN
from analytics.ingest.tables import decoding
from analytics.ingest.tables.opened import OpenedFile
from analytics.ingest.tables.text_table import Cells
from analytics.ingest.values.time_zone import instant_in, zone_for
from analytics.records import Activity, PlannedSession, StudySession

if TYPE_CHECKING:
    from analytics.ingest.sources.calendars.ics_events import Events, Occurrence

FORMAT = "ics"

_BEGIN = "BEGIN:VCALENDAR"
_PLANNED_HEADER = ("starts_at", "duration_min", "activity", "domain_id", "title", "source_id")
_DONE_HEADER = ("started_at", "time_on_task_min", "activity", "domain_id", "note", "source_id")
_PLANS = (
    "Events were imported as planned sessions, which do not count as study time. To count past events, "
    "say so on the Data page or with --kind study_sessions."
)
_DONE = "Past events were imported as study sessions, as you chose. Later ones are planned sessions."


def _is_calendar(opened: OpenedFile) -> bool:
    return _begins(opened.data) or opened.text[:64].lstrip()[: len(_BEGIN)].upper() == _BEGIN


def _begins(data: bytes) -> bool:
    return data[:64].removeprefix(codecs.BOM_UTF8).lstrip()[: len(_BEGIN)].upper() == _BEGIN.encode()


def _read(opened: OpenedFile, context: ReadingContext) -> Import:
    """Read the events that are study, as planned or as done."""
    data = opened.data if _begins(opened.data) else opened.text.encode()
    check_length(data, opened.name)
    from analytics.ingest.sources.calendars.ics_events import read_events  # noqa: PLC0415  (slow to import)

    decoded = decoding.decode(unfolded(data), opened.name)
    events = read_events(needed_lines(decoded.text, opened.name), data, opened.name, context.today)
    notices = Notices()
    for notice in decoded.notices:
        notices.add(notice)
    return _CalendarReading(events, opened.name, context, notices).result()


@dataclass(frozen=True, slots=True)
class _Timed:
    """An event with its instant and its length."""

    event: "Occurrence"
    start: datetime
    minutes: float
    titles: tuple[str, ...]


class _CalendarReading:
    """One pass over the events of a file."""

    def __init__(self, events: "Events", file: str, context: ReadingContext, notices: Notices) -> None:
        self._events = events
        self._file = file
        self._context = context
        self._mapping = context.mapping
        self._notices = notices
        self._left_out = LeftOutTally()
        self._left_out.add(LeftOutReason.OLDER_VERSION, events.n_older)

    def result(self) -> Import:
        """Read all events, or ask which are study."""
        problems = list(self._events.problems)
        timed = []
        for event in self._events.occurrences:
            try:
                found = self._timed(event)
            except ValueError as error:
                problems.append(DataProblem(self._file, event.line, "", shortened(event.title), str(error)))
            else:
                timed.extend(found)
        self._ask_for_study(timed)
        study = [one for one in timed if self._mapping.is_study(*one.titles)]
        others = NamedEntries()
        for one in timed:
            if not self._mapping.is_study(*one.titles):
                others.add(one.event.title, one.minutes)
                self._left_out.add(LeftOutReason.NOT_STUDY, minutes=one.minutes)
        others.add_not_study(self._notices)
        if self._events.has_rules:
            self._notices.add(f"Repeating events were read from {DAYS_BACK // 365} years ago to a year ahead.")
        return self._import(study, problems)

    def _import(self, study: Sequence[_Timed], problems: Sequence[DataProblem]) -> Import:
        is_done = self._mapping.kind == StudySession.TABLE
        days = DayRule(self._context.zone)
        plans, done = list[_Timed](), list[_Timed]()
        for one in study:
            (done if is_done and days.day_of(one.start) < self._context.today else plans).append(one)
        if study:
            self._notices.add(_DONE if is_done else _PLANS)
        planned = read_canonical(
            PlannedSession,
            CanonicalTable(self._file, _PLANNED_HEADER, [*problems, *map(self._cells, plans)]),
            self._context,
            self._notices,
        )
        if not done:
            return replace(planned, format=FORMAT, left_out=self._left_out.counts())
        studied = read_canonical(
            StudySession, CanonicalTable(self._file, _DONE_HEADER, [self._cells(one) for one in done]), self._context,
            Notices(),
        )  # fmt: skip
        return Import(
            format=FORMAT,
            rows=(*studied.rows, *planned.rows),
            problems=(*studied.problems, *planned.problems),
            notices=tuple(dict.fromkeys((*planned.notices, *studied.notices))),
            left_out=self._left_out.counts(),
        )

    def _timed(self, event: "Occurrence") -> list[_Timed]:
        """Return the event with start and length, nothing if it is skipped."""
        if event.is_cancelled:
            self._left_out.add(LeftOutReason.CANCELLED)
            return []
        if not isinstance(event.start, datetime):
            self._left_out.add(LeftOutReason.WHOLE_DAY)
            return []
        start = self._instant(event, event.start)
        minutes = 0.0
        if isinstance(event.end, datetime):
            minutes = (self._instant(event, event.end).timestamp() - start.timestamp()) / 60
        elif isinstance(event.end, timedelta):
            minutes = event.end.total_seconds() / 60
        elif event.end is not None:
            raise ValueError("it starts at a time and ends on a date")
        if minutes < 0:
            raise ValueError("it ends before it begins")
        if minutes > MAX_MIN:
            raise ValueError("longer than 24 hours")
        if minutes == 0:
            self._left_out.add(LeftOutReason.NO_LENGTH)
            return []
        return [_Timed(event, start, minutes, tuple(filter(None, (event.title, self._events.name))) or (NAMELESS,))]

    def _instant(self, event: "Occurrence", moment: datetime) -> datetime:
        """Return an instant in the zone of the calendar, which is also that of times without a zone."""
        zone = moment.tzinfo or ZoneInfo(self._events.zone or zone_for(self._context, self._file))
        instant = instant_in(zone, moment.replace(tzinfo=None), event.line, self._notices)
        return instant.astimezone(ZoneInfo(self._events.zone or self._context.zone))

    def _ask_for_study(self, timed: Sequence[_Timed]) -> None:
        if self._mapping.study is not None or not timed:
            return
        found = NamedEntries()
        for one in timed:
            found.add(one.event.title, one.minutes)
        raise found.study_question(
            self._file, "which events are study? To count past events as studied, add --kind study_sessions."
        )

    def _cells(self, one: _Timed) -> Cells:
        activity = self._mapping.activity_of(*one.titles) or Activity.OTHER
        domain = self._mapping.domain_of(*one.titles) or ""
        start = one.start.isoformat(timespec="seconds")
        key = f"{FORMAT}:{one.event.key}"
        return Cells(one.event.line, [start, f"{one.minutes:.9g}", activity, domain, text_cell(one.event.title), key])


SOURCE = SourceReader(FORMAT, _is_calendar, _read)
