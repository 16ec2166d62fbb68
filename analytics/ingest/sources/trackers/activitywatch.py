"""Read the windows and web pages that ActivityWatch recorded while somebody was at the computer.

A page overlaps the window of its browser, so it adds names to that time, and no time.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import chain, count
from zoneinfo import ZoneInfo

from analytics.clock import FIRST_DAY, DayRule
from analytics.errors import UnreadableFileError, counted
from analytics.ingest.mapping.file_reading import FileReading, SourceReader
from analytics.ingest.reading import Import, LeftOutReason
from analytics.ingest.sources.trackers.time_entries import AppSession, Label, app_import, ask_for_study, label_of
from analytics.ingest.tables.json_document import Json, as_list, as_mapping, as_text, load_json, value_at
from analytics.ingest.tables.opened import OpenedFile
from analytics.ingest.tables.text_table import Cells, Table
from analytics.ingest.values.fields import or_none
from analytics.ingest.values.texts import one_line

MAX_EVENT_S = 24 * 3600.0
JOIN_S = 600.0
"""After a longer break, the next stretch with the same label begins another session."""

_WINDOW, _AFK, _WEB = "currentwindow", "afkstatus", "web.tab.current"
_BROWSERS = ("chrom", "firefox", "safari", "edge", "brave", "opera", "vivaldi", "arc", "browser", "librewolf", "zen")
_NO_WINDOWS = (
    "it has no window events (aw-watcher-window). In ActivityWatch open Raw Data and choose Export all buckets as JSON."
)

_SECONDS = re.compile(r"[0-9]{1,9}(?:\.[0-9]{1,12})?")

Span = tuple[float, float]
"""Start and end in seconds since 1970."""

_ALWAYS: Sequence[Span] = [(float("-inf"), float("inf"))]


@dataclass(frozen=True, slots=True)
class _ScreenEvent:
    """An event of a bucket; patterns are matched against its `names`."""

    line: str
    span: Span
    app: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Host:
    """What was recorded on a computer; `present` is `_ALWAYS` if presence was not recorded."""

    windows: Sequence[_ScreenEvent]
    pages: Sequence[_ScreenEvent]
    present: Sequence[Span]


def _is_bucket(table: Table) -> bool:
    return {"timestamp", "duration", "title"} <= set(table.header) and bool({"app", "url"} & set(table.header))


def _buckets(opened: OpenedFile) -> Sequence[Json]:
    """Return the buckets: the values of a mapping, a list as in the published schema, or a table."""
    table = opened.table
    if table is None or not _is_bucket(table):
        buckets = value_at(load_json(opened), "buckets")
        return list(as_mapping(buckets).values()) or as_list(buckets)
    events: list[Json] = []
    for item in table.rows(lambda _cells: False):
        row = dict(zip(table.header, item.cells, strict=True)) if isinstance(item, Cells) else {}
        length = row.get("duration", "")
        seconds = float(length) if _SECONDS.fullmatch(length) else None
        events.append({"timestamp": row.get("timestamp", ""), "duration": seconds, "data": row})
    return [{"type": _WINDOW if "app" in table.header else _WEB, "events": events}]


def _recognizes(opened: OpenedFile) -> bool:
    if opened.table is not None and _is_bucket(opened.table):
        return True
    if '"buckets"' not in opened.text:
        return False
    buckets = [as_mapping(bucket) for bucket in _buckets(opened)]
    return bool(buckets) and all(isinstance(bucket.get("events"), list) for bucket in buckets)


def _read(opened: OpenedFile, reading: FileReading) -> Import:
    """Read the time that matches the candidate's patterns, joined to sessions."""
    numbers = count(1)
    hosts = _hosts(_buckets(opened), numbers, reading)
    if not any(host.windows or host.pages for host in hosts):
        raise UnreadableFileError(opened.name, _NO_WINDOWS)
    by_app: Counter[str] = Counter()
    for host in hosts:
        for event in host.windows:
            by_app[one_line(event.app)] += round(sum(end - begin for begin, end in _within([event.span], host.present)))
    ask_for_study(reading, by_app)
    found = chain.from_iterable(_stretches(host, reading) for host in hosts)
    stretches = sorted(found, key=lambda stretch: stretch[:2])
    sessions = list(_joined(stretches, ZoneInfo(reading.context.zone)))
    spans = [(host, [event.span for event in host.windows or host.pages]) for host in hosts]
    recorded = _minutes(recorded for _, recorded in spans)
    present = _minutes(_within(recorded, host.present) for host, recorded in spans)
    studied = sum(session.seconds for session in sessions) / 60
    reading.left_out.add(LeftOutReason.AWAY, 0, minutes=round(recorded - present, 6))
    reading.left_out.add(LeftOutReason.NOT_STUDY, 0, minutes=round(present - studied, 6))
    if any(host.present is _ALWAYS for host in hosts):
        reading.notices.add("Time away from the computer was not recorded (aw-watcher-afk), so all window time counts.")
    reading.notices.add(
        f"Window times of the same kind within {JOIN_S / 60:.0f} minutes were joined: "
        f"{counted(len(sessions), 'session')}. No titles or addresses were stored."
    )
    return app_import(reading, sessions, next(numbers) - 1)


def _hosts(buckets: Sequence[Json], numbers: Iterator[int], reading: FileReading) -> list[_Host]:
    """Group buckets by computer, and number the events of all; pages without windows go to a computer with windows."""
    by_host: dict[str, dict[str, list[Mapping[str, Json]]]] = {}
    for bucket in map(as_mapping, buckets):
        kinds = by_host.setdefault(as_text(bucket.get("hostname")), {})
        kinds.setdefault(as_text(bucket.get("type")), []).append(bucket)
    hosts = [
        _Host(
            windows=[event for bucket in kinds.get(_WINDOW, ()) for event in _events(bucket, numbers, reading)],
            pages=[event for bucket in kinds.get(_WEB, ()) for event in _events(bucket, numbers, reading)],
            present=_present(kinds[_AFK]) if _AFK in kinds else _ALWAYS,
        )
        for kinds in by_host.values()
    ]
    with_windows = [host for host in hosts if host.windows]
    others = [host for host in hosts if not host.windows]
    pages = list(chain.from_iterable(host.pages for host in others))
    if with_windows:  # a browser may not know its host
        return [replace(with_windows[0], pages=[*with_windows[0].pages, *pages]), *with_windows[1:]]
    known = [host.present for host in others if host.present is not _ALWAYS]
    return [_Host((), pages, _united(chain.from_iterable(known)) if known else _ALWAYS)]


def _events(bucket: Mapping[str, Json], numbers: Iterator[int], reading: FileReading) -> Iterator[_ScreenEvent]:
    """Yield the events of a bucket that have a length, and add a problem for each that cannot be read."""
    zone, days, today = ZoneInfo(reading.context.zone), DayRule(reading.context.zone), reading.context.today
    for value, number in zip(as_list(bucket.get("events")), numbers, strict=False):
        line = str(number)
        span = _span(value)
        data = value_at(value, "data")
        app, title, url = (as_text(value_at(data, key)) for key in ("app", "title", "url"))
        if span is None:
            reading.refuse(line, "its time or length cannot be read")
        elif days.day_of(datetime.fromtimestamp(span[1], zone)) > today:
            reading.refuse(line, f"in the future; today is {today}", "timestamp")
        elif span[1] == span[0]:
            reading.left_out.add(LeftOutReason.NO_DAY_OR_LENGTH)
        else:
            yield _ScreenEvent(line, span, app, tuple(name for name in (app, title, url) if name))


def _span(event: Json) -> Span | None:
    """Return the start and end of an event, None if they cannot be read."""
    length = value_at(event, "duration")
    if isinstance(length, bool) or not isinstance(length, int | float) or not 0 <= length <= MAX_EVENT_S:
        return None
    begin = or_none(datetime.fromisoformat, as_text(value_at(event, "timestamp")))
    if begin is None or begin.tzinfo is None or not FIRST_DAY.year <= begin.year < 9000:
        return None
    return begin.timestamp(), begin.timestamp() + length


def _present(buckets: Sequence[Mapping[str, Json]]) -> list[Span]:
    """Return the spans in which somebody was at the computer."""
    events = chain.from_iterable(as_list(bucket.get("events")) for bucket in buckets)
    spans = (_span(event) for event in events if as_text(value_at(event, "data", "status")) == "not-afk")
    return _united(span for span in spans if span is not None)


def _united(spans: Iterable[Span]) -> list[Span]:
    """Return spans in order, with those that touch or overlap joined."""
    united: list[Span] = []
    for begin, end in sorted(spans):
        if united and begin <= united[-1][1]:
            united[-1] = united[-1][0], max(end, united[-1][1])
        else:
            united.append((begin, end))
    return united


def _within(parts: Iterable[Span], spans: Sequence[Span]) -> Iterator[Span]:
    """Yield what of some parts is within disjoint spans, which are in order."""
    for begin, end in parts:
        at_span = max(0, bisect_left(spans, (begin, begin)) - 1)
        while at_span < len(spans) and spans[at_span][0] < end:
            low, high = max(begin, spans[at_span][0]), min(end, spans[at_span][1])
            if low < high:
                yield low, high
            at_span += 1


_Stretch = tuple[float, float, str, Label]


def _stretches(host: _Host, reading: FileReading) -> Iterator[_Stretch]:
    """Yield the stretches of study: in windows, and on pages while a browser is in front."""
    browsers = (event for event in host.windows if any(name in event.app.casefold() for name in _BROWSERS))
    in_front = _united(event.span for event in browsers)
    for event in host.windows:
        yield from _study_parts(event, [event.span], host, reading)
    for event in host.pages:
        parts = _within([event.span], in_front if host.windows else _ALWAYS)
        yield from _study_parts(event, parts, host, reading)


def _study_parts(event: _ScreenEvent, parts: Iterable[Span], host: _Host, reading: FileReading) -> list[_Stretch]:
    """Return the parts of an event that are study, or leave it out."""
    label = label_of(reading.mapping, event.names)
    if label is None:
        reading.left_out.add(LeftOutReason.NOT_STUDY)
        return []
    found = [(low, high, event.line, label) for low, high in _within(parts, host.present)]
    if not found:
        reading.left_out.add(LeftOutReason.AWAY)
    return found


def _minutes(spans_of_hosts: Iterable[Iterable[Span]]) -> float:
    """Return the minutes that the spans of all computers cover; overlaps count once."""
    return sum(end - begin for begin, end in _united(chain.from_iterable(spans_of_hosts))) / 60


def _joined(stretches: Iterable[_Stretch], zone: ZoneInfo) -> Iterator[AppSession]:
    """Join stretches, which are in order, to sessions; overlaps count once."""
    counted_to = float("-inf")
    open_sessions: dict[Label, tuple[str, float, float, float]] = {}
    for begin, end, line, label in stretches:
        low = max(begin, counted_to)
        if low >= end:
            continue
        counted_to = end
        first_line, start, last_end, seconds = open_sessions.get(label, (line, low, low, 0.0))
        if low - last_end > JOIN_S or seconds + (end - low) > MAX_EVENT_S:
            yield AppSession(first_line, label, datetime.fromtimestamp(start, zone), seconds)
            first_line, start, seconds = line, low, 0.0
        open_sessions[label] = first_line, start, end, seconds + (end - low)
    for label, (first_line, start, _, seconds) in open_sessions.items():
        yield AppSession(first_line, label, datetime.fromtimestamp(start, zone), seconds)


SOURCE = SourceReader("activitywatch", _recognizes, _read)
