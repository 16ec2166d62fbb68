"""Import the entries of time trackers as study sessions.

Some trackers record everything on a computer. Of these, only time that matches the candidate's patterns is imported,
with the pattern as its note; titles, addresses and other activities are dropped.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

from analytics.clock import MINUTES_PER_DAY, possible_instants
from analytics.errors import DataProblem, OpenQuestionError, Question, counted
from analytics.ingest.canonical.reader import text_cell
from analytics.ingest.file_mapping import FileMapping
from analytics.ingest.mapping.entries import NAMELESS, with_hours
from analytics.ingest.mapping.exam_domains import named_subject
from analytics.ingest.mapping.file_reading import FileReading
from analytics.ingest.reading import Import, LeftOutReason, Notices
from analytics.ingest.tables.text_table import Cells
from analytics.ingest.values.texts import text_digest
from analytics.ingest.values.words import known_activity
from analytics.ingest.values.written_dates import WrittenMoment, utc_text
from analytics.records import Activity, Moment, StudySession

HEADER = ("started_at", "time_on_task_min", "activity", "domain_id", "note", "source_id")
SLACK_MIN = 2.0
MAX_ID_CHARS = 200

_REPEATED = "Some entries have the same start and name as an earlier one. They were imported; delete any duplicates."
_AT_CLOCK_CHANGE = (
    "Times in an hour when the clock changed were read to match the length, or else as the first of the two."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeEntry:
    """An entry of a time tracker.

    The length that the tracker states, `stated_min`, counts, or else the span to `end`. `left_out` is why an entry is
    not imported, such as that it was given up.
    """

    line: str
    start: WrittenMoment
    end: WrittenMoment | None = None
    stated_min: float | None = None
    project: str = ""
    title: str = ""
    tags: tuple[str, ...] = ()
    natural_id: str = ""
    left_out: LeftOutReason | None = None

    @property
    def name(self) -> str:
        """The name shown in a question: the project, else the title, else the tags."""
        return self.project or self.title or ", ".join(self.tags) or NAMELESS

    @property
    def titles(self) -> tuple[str, ...]:
        """All names that patterns are matched against."""
        return tuple(dict.fromkeys(name for name in (self.project, self.title, *self.tags, self.name) if name))


class _TimedEntry(NamedTuple):
    """An entry with its start, None if only its day is known, the minutes that count, its identity and its number."""

    entry: TimeEntry
    start: datetime | None
    minutes: float
    key: str
    number: int


def study_import(reading: FileReading, entries: Sequence[TimeEntry]) -> Import:
    """Import the entries that are study, or ask for the zone or which entries these are."""
    needs_zone = any(entry.start.needs_zone or (entry.end and entry.end.needs_zone) for entry in entries)
    zone = ZoneInfo(reading.zone() if needs_zone else reading.context.zone)
    timed, n_alike = list[_TimedEntry](), Counter[str]()
    for entry in entries:
        start, minutes, why = _timed(entry, zone)
        if entry.left_out is not None:
            reading.left_out.add(entry.left_out, minutes=0.0 if why else minutes)
        elif why:
            reading.refuse(entry.line, why, value=entry.name)
        elif minutes == 0:
            reading.left_out.add(LeftOutReason.NO_DAY_OR_LENGTH)
        else:
            key = _identity(entry, start)
            n_alike[key] += 1
            timed.append(_TimedEntry(entry, start, minutes, key, n_alike[key]))
    study = reading.study_entries(
        timed, lambda one: (one.entry.name, one.entry.titles, one.minutes), "which entries are study?"
    )
    _add_choice_notices(reading.notices, timed, [each.entry.line for each in study if each.number > 1], zone)
    exam = reading.context.blueprints.get(reading.context.own_exam or "")
    named = lru_cache(maxsize=None)(
        lambda name: None if exam is None or name.isdecimal() else named_subject(name, exam)
    )
    made: list[Cells] = []
    for entry, start, minutes, key, number in study:
        subject = next(filter(None, map(named, (entry.title, *entry.tags, entry.project))), ("", None))
        mapped = reading.mapping.domain_of(*entry.titles)
        domain_id, task_id = subject if mapped is None else (mapped, None)
        tagged = next(filter(None, map(known_activity, entry.tags)), Activity.OTHER)
        activity = reading.mapping.activity_of(*entry.titles) or tagged
        note = " / ".join(filter(None, (entry.project, entry.title)))
        what = activity, domain_id, note, f"{reading.source}:{key}{f'#{number}' if number > 1 else ''}"
        row = session_cells(entry.line, start or entry.start.day, minutes, what)
        made.append(Cells(row.line, [*row.cells, task_id or ""]))
    return reading.rows_of(StudySession, (*HEADER, "task_id"), [*reading.problems, *made])


def _identity(entry: TimeEntry, start: datetime | None) -> str:
    """Return the entry's id in the program, else its start or day with its names.

    A start alone is not enough, since some people enter all sessions of a day at 09:00. A length is not part of it,
    since it grows if a report is exported during the session.
    """
    at_start = start and f"{utc_text(start)} {text_digest(f'{entry.project} / {entry.title}')}"
    return entry.natural_id or at_start or f"{entry.start.day} {' '.join(entry.titles)}"[:MAX_ID_CHARS]


def _add_choice_notices(
    notices: Notices, timed: Sequence[_TimedEntry], repeated: Sequence[str], zone: ZoneInfo
) -> None:
    """Add notices on choices that the candidate may disagree with: repeated entries, lengths, clock changes."""
    for line in repeated:
        notices.add(_REPEATED, line=line)
    n_other_length, at_change = 0, list[str]()
    for entry in (each.entry for each in timed):
        moments = [moment for moment in (entry.start, entry.end) if moment is not None and moment.clock is not None]
        if any(len(_instants(moment, zone)) > 1 for moment in moments):
            at_change.append(entry.line)
        if entry.stated_min and entry.end is not None and entry.start.clock is not None:
            _, span = _span(entry.start, entry.end, entry.stated_min, zone)
            n_other_length += abs(span % MINUTES_PER_DAY - entry.stated_min % MINUTES_PER_DAY) > SLACK_MIN
    if n_other_length:
        stated = counted(n_other_length, "entry states", "entries state")
        why = "for example because of breaks. The stated length counts."
        notices.add(f"{stated} a different length than the time from start to end, {why}")
    for line in at_change:
        notices.add(_AT_CLOCK_CHANGE, line=line)


def minutes_of(entry: TimeEntry) -> float:
    """Return the minutes of an entry that count."""
    return _timed(entry, ZoneInfo("UTC"))[1]


def _timed(entry: TimeEntry, zone: ZoneInfo) -> tuple[datetime | None, float, str]:
    """Return the start, the minutes that count, and why the entry is refused, empty if it is not.

    The stated length counts, since it excludes breaks or is rounded as the tracker shows it. It is checked against the
    span, and at a clock change it decides between possible instants.
    """
    stated = entry.stated_min or 0.0
    if entry.start.clock is None or entry.end is None:
        return None if entry.start.clock is None else _instants(entry.start, zone)[0], stated, _too_long(stated)
    start, span = _span(entry.start, entry.end, entry.stated_min, zone)
    if entry.stated_min is None:
        return start, span, "it ends before it begins" if span < 0 else _too_long(span)
    if span < 0:
        next_day = replace(entry.end, day=entry.end.day + timedelta(days=1))  # past midnight, if no dates are written
        start, span = _span(entry.start, next_day, entry.stated_min, zone)
        if not entry.stated_min - SLACK_MIN <= span <= 2 * entry.stated_min + 60:
            return start, 0.0, "it ends before it begins, and its length does not show that it ran past midnight"
    return start, entry.stated_min, _too_long(entry.stated_min)


def _span(start: WrittenMoment, end: WrittenMoment, stated_min: float | None, zone: ZoneInfo) -> tuple[datetime, float]:
    """Return the start and the span in minutes, of the possible instants those that fit the stated length best."""
    spans = [
        (first, (last.timestamp() - first.timestamp()) / 60)  # by UTC: a zone's own difference skips a change of clock
        for first in _instants(start, zone)
        for last in _instants(end, zone)
    ]
    return min(spans, key=lambda found: abs(found[1] - (stated_min or found[1])))


def _too_long(minutes: float) -> str:
    return "longer than 24 hours; the timer was probably left running" if minutes > MINUTES_PER_DAY else ""


def _instants(moment: WrittenMoment, zone: ZoneInfo) -> list[datetime]:
    return possible_instants(moment.wall, moment.offset or zone)


def session_cells(line: str, start: Moment, minutes: float, what: tuple[str, str, str, str]) -> Cells:
    """Return a session's row with the columns of `HEADER`; `what` is its activity, domain, note and source id."""
    activity, domain_id, note, source_id = what
    moment = start.isoformat(timespec="seconds") if isinstance(start, datetime) else start.isoformat()
    return Cells(line, [moment, f"{minutes:.9g}", activity, domain_id, text_cell(note), source_id])


MIN_SECONDS = 1.0
"""A shorter session is a window that only flashed up."""


@dataclass(frozen=True, slots=True)
class Label:
    """What a stretch of time counts as, by the candidate's patterns."""

    pattern: str
    domain_id: str
    activity: Activity

    @property
    def note(self) -> str:
        """The pattern, empty for the one that matches all."""
        return "" if self.pattern == "*" else self.pattern.removeprefix("=")


@dataclass(frozen=True, slots=True)
class AppSession:
    """Time with one label."""

    line: str
    label: Label
    start: Moment
    seconds: float


def label_of(answers: FileMapping, names: Sequence[str]) -> Label | None:
    """Return the label of time with these names, None if it is not study."""
    pattern = answers.study_pattern(*names)
    if pattern is None:
        return None
    return Label(pattern, answers.domain_of(*names) or "", answers.activity_of(*names) or Activity.OTHER)


def ask_for_study(reading: FileReading, seconds: Counter[str]) -> None:
    """Ask which programs are study, unless that is answered or there are none."""
    if reading.mapping.study is not None or not seconds:
        return
    found = {name or NAMELESS: round(n / 60) for name, n in seconds.most_common()}
    reason = (
        "which of this computer time is study? Name programs, pages or words of titles with --study NAME, in a map "
        f"file (--map), or on the Data page. It contains: {with_hours(found)}. Nothing else is imported, and no title "
        "is stored."
    )
    raise OpenQuestionError(reading.file, Question.STUDY, reason, found, unit="min")


def app_import(reading: FileReading, sessions: Iterable[AppSession], n_read: int) -> Import:
    """Import sessions; of the `n_read` entries, those that neither begin one nor were left out count as merged."""
    made: list[Cells | DataProblem] = list(reading.problems)
    for session in sessions:
        if session.seconds < MIN_SECONDS:
            reading.left_out.add(LeftOutReason.NO_DAY_OR_LENGTH, minutes=session.seconds / 60)
            continue
        label = session.label
        # start and label are the key, so that a session that grew replaces its earlier version
        key = f"{reading.source}:{utc_text(session.start)} {text_digest(repr(label))}"
        what = label.activity, label.domain_id, label.note, key
        made.append(session_cells(session.line, session.start, session.seconds / 60, what))
    read = reading.rows_of(StudySession, HEADER, made)
    return replace(read, n_merged=max(0, n_read - read.n_read))
