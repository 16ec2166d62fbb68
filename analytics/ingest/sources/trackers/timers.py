"""Toggl Track, Clockify, Harvest, Kimai, Pomofocus, Be Focused, Forest and aTimeLogger: their tables."""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from analytics.errors import UnreadableFileError
from analytics.ingest.file_mapping import TimeUnit
from analytics.ingest.mapping.file_reading import FileReading, SourceReader
from analytics.ingest.reading import Import, LeftOutReason
from analytics.ingest.sources.trackers.timer_table import TimerRow, TimerTable, first_rows, minutes_in
from analytics.ingest.tables.opened import OpenedFile
from analytics.ingest.tables.text_table import Table, TextTable
from analytics.ingest.values.fields import CellError, or_none, parsed
from analytics.ingest.values.written_dates import parse_moment

_WORDS = {
    timer: {ours: theirs.split() for ours, theirs in words.items()}
    for timer, words in tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8")).items()
}
_RUNNING = "it was still running when the file was exported; stop it and export again"


# Toggl Track: the detailed report, in three forms, with any choice of columns.


def _toggl_length(row: TimerRow, _decimal: str) -> float | None:
    length = "duration" if "duration" in row else "end_time"
    if not row[length]:
        raise CellError(length, "", _RUNNING)
    return minutes_in(row, length, TimeUnit.CLOCK) if length == "duration" else None


TOGGL = TimerTable(
    format="toggl",
    start=("start_date", "start_time"),
    end=("end_date", "end_time"),
    length=_toggl_length,
    project="project",
    title=("task", "description"),
    tags="tags",
    people=("user", "member", "email"),
    words={"end_date": ["stop_date"], "end_time": ["stop_time"]},
    undated="it has no dates: it is a summary, or its date columns are hidden. In Toggl open Reports, Detailed, switch "
    "on the columns Start date, Start time and Duration, and export that as CSV.",
)
_WHO = {"user", "member", "email", "client"}
_WHAT = {"project", "task", "description", "title", "tags", "billable", "amount", "currency", "duration"}
_WHEN = {"start_date", "start_time", "end_date", "end_time", "stop_date", "stop_time"}
_SPANS = tuple({"start_date", "start_time", f"{end}_date", f"{end}_time"} for end in ("end", "stop"))


def _is_toggl(opened: OpenedFile) -> bool:
    """Look for a length among columns of Toggl alone; a report without dates is refused later."""
    named = {name for name in opened.columns if name and not name.startswith("amount")}
    if not named & {"project", "description", "client"}:
        return False
    are_ours = named <= _WHO | _WHAT | _WHEN
    if "duration" in named:
        return {"start_date", "start_time"} <= named or are_ours
    return are_ours and "user" not in named and any(span <= named for span in _SPANS)  # Clockify's has the user


# Clockify: the detailed report in five languages, and the summary by date.


def _clockify_length(row: TimerRow, decimal: str) -> float | None:
    """Read the length, if possible in hours and minutes: the decimal is rounded."""
    for column, unit in (("clock", TimeUnit.CLOCK), ("decimal", TimeUnit.HOURS)):
        if row.get(column):
            return minutes_in(row, column, unit, decimal=decimal)
    if not (row.get("end_date") and row.get("end_time")):
        raise CellError("clock", "", _RUNNING)
    return None


CLOCKIFY = TimerTable(
    format="clockify",
    start=("start_date", "start_time"),
    end=("end_date", "end_time"),
    length=_clockify_length,
    project="project",
    title=("task", "description"),
    tags="tags",
    people=("user", "email"),
    words=_WORDS["clockify"],
    undated="this is a summary without dates. In Clockify open Reports, Detailed, choose Export, Save as CSV, and "
    "import that.",
)
_TOTALS = {"time_(h)", "time_(decimal)"}


def _is_clockify(opened: OpenedFile) -> bool:
    """Look for dates with a length, or with an end if lengths were switched off; a summary is refused later."""
    found = CLOCKIFY.names(opened.columns).keys()
    if opened.columns == {"date", *_TOTALS} or (opened.columns >= _TOTALS and "start_date" not in found):
        return True
    has_length = bool(found & {"clock", "decimal"}) or found >= {"start_time", "end_date", "end_time", "user"}
    return found >= {"start_date", "project"} and has_length and "duration" not in opened.columns


# Harvest: the detailed time report, in hours by day.

HARVEST = TimerTable(
    format="harvest",
    start=("date",),
    length=lambda row, _decimal: minutes_in(  # no day has a thousand hours
        row, "hours", TimeUnit.HOURS, decimal="," if "," in row["hours"] else "."
    ),
    project="project",
    title=("task", "notes"),
    people=("last_name", "email", "employee_id"),
)
_OF_HARVEST = {"date", "client", "project", "project_code", "task", "notes", "hours"}


# Kimai: in English or German, with lengths in seconds.

KIMAI = TimerTable(
    format="kimai",
    start=("date", "from"),
    end=("date", "to"),
    length=lambda row, _decimal: minutes_in(
        row, "duration", TimeUnit.CLOCK if ":" in row["duration"] else TimeUnit.SECONDS
    ),
    project="project",
    title=("activity", "description"),
    tags="tags",
    people=("user",),
    words=_WORDS["kimai"],
)
_NAMES = ("date", "from", "to", "duration", "customer", "project", "activity")
_OF_KIMAI = ({*_NAMES}, {KIMAI.words[name][0] for name in _NAMES})
"""Other columns may be switched off."""


# Pomofocus: `report.csv`, in hours (older) or minutes, and the summary by day.

POMOFOCUS = TimerTable(
    format="pomofocus",
    start=("date", "starttime"),
    end=("date", "endtime"),  # the time in focus is less than the span if there were breaks
    length=lambda row, _decimal: minutes_in(
        row, *(("minutes", TimeUnit.MINUTES) if "minutes" in row else ("hours", TimeUnit.HOURS))
    ),
    project="project",
    title=("task",),
)
_OF_POMOFOCUS = {"date", "project", "task", "starttime", "endtime"}
_DAY = re.compile(r"[0-9]{8}")
_BY_DAY = (
    "This is Pomofocus's summary by day. If you also import its report with times, delete one of the two, "
    "or the time counts twice."
)


def _is_pomofocus(opened: OpenedFile) -> bool:
    has_length = bool(opened.columns & {"hours", "minutes"})
    return (opened.columns >= _OF_POMOFOCUS and has_length) or _is_by_day(opened.table)


def _is_by_day(table: Table | None) -> bool:
    """Return whether a table has the three columns of the summary, and days as it writes them."""
    if table is None or set(table.header) != {"date", "project", "minutes"}:
        return False
    at = table.header.index("date")
    return any(_DAY.fullmatch(cells[at].strip()) for cells in first_rows(table))


def _read_pomofocus(opened: OpenedFile, reading: FileReading) -> Import:
    table = opened.readable_table()
    read = POMOFOCUS.read(table, reading)
    return replace(read, notices=(*read.notices, _BY_DAY)) if _is_by_day(table) else read


# Be Focused: sessions with lengths in minutes.

BE_FOCUSED = TimerTable(
    format="be_focused",
    start=("start_date",),
    length=lambda row, _decimal: minutes_in(row, "duration", TimeUnit.MINUTES),
    title=("assigned_task",),
)
_OF_BE_FOCUSED = {"start_date", "duration", "assigned_task", "task_state"}


# Forest: trees; dead trees do not count as focus time.


def _is_success(cell: str) -> bool:
    if cell.casefold() not in {"true", "false"}:
        raise ValueError("not True or False, so it is unclear whether the tree grew")
    return cell.casefold() == "true"


FOREST = TimerTable(
    format="forest",
    start=("start_time",),
    end=("end_time",),
    project="tag",
    title=("note",),
    left_out=lambda row: None if parsed("is_success", row["is_success"], _is_success) else LeftOutReason.GIVEN_UP,
)
_OF_FOREST = {"start_time", "end_time", "tag", "is_success"}


# aTimeLogger: a report of entries and, after an empty line, totals, in the language of the phone. So it is recognized
# by its form, five columns with a length and two moments and then three-column totals, and read by position.

ATIMELOGGER = TimerTable(
    format="atimelogger",
    start=("from",),
    end=("to",),
    length=lambda row, _decimal: minutes_in(row, "duration", TimeUnit.CLOCK),
    project="activity_type",
    title=("comment",),
)
_PLACES = ("activity_type", "duration", "from", "to", "comment")
_EMPTY_LINE = re.compile(r"\r?\n[ \t,;]*\r?\n")
_LENGTH = re.compile(r"[0-9]{1,5}(?::[0-5][0-9]){1,2}")
_N_TOTALS_COLUMNS = 3


def _is_atimelogger(opened: OpenedFile) -> bool:
    try:
        entries, totals = _atimelogger_tables(opened)
    except UnreadableFileError:
        return False
    if entries.header[:4] == _PLACES[:4]:
        return True
    has_totals = totals is not None and len(totals.header) == _N_TOTALS_COLUMNS
    return has_totals and len(entries.header) == len(_PLACES) and any(map(_is_entry, first_rows(entries)))


def _atimelogger_tables(opened: OpenedFile) -> tuple[TextTable, TextTable | None]:
    """Return the entries, and the totals below the empty line if there are any.

    Raises:
        UnreadableFileError: If the file is no text, or a header cannot be read.
    """
    text = opened.text
    empty = _EMPTY_LINE.search(text, len(text) - len(text.lstrip()))
    if empty is None:
        return TextTable(text, opened.name), None
    rest = text[empty.end() :]
    return TextTable(text[: empty.start()], opened.name), TextTable(rest, opened.name) if rest.strip() else None


def _is_entry(cells: Sequence[str]) -> bool:
    """Return whether a row has a length and two moments."""
    moments = [or_none(parse_moment, cell) for cell in cells[2:4]]
    return _LENGTH.fullmatch(cells[1].strip()) is not None and all(
        moment is not None and moment.clock is not None for moment in moments
    )


def _read_atimelogger(opened: OpenedFile, reading: FileReading) -> Import:
    """Read the entries above the totals."""
    entries, _ = _atimelogger_tables(opened)
    words = {ours: [theirs] for ours, theirs in zip(_PLACES, entries.header, strict=False)}
    return replace(ATIMELOGGER, words=words).read(entries, reading)


SOURCES = (
    TOGGL.source(_is_toggl),
    CLOCKIFY.source(_is_clockify),
    HARVEST.source(lambda opened: opened.columns >= _OF_HARVEST),
    KIMAI.source(lambda opened: any(opened.columns >= names for names in _OF_KIMAI)),
    SourceReader(POMOFOCUS.format, _is_pomofocus, _read_pomofocus),
    BE_FOCUSED.source(lambda opened: opened.columns >= _OF_BE_FOCUSED),
    FOREST.source(lambda opened: opened.columns >= _OF_FOREST),
    SourceReader(ATIMELOGGER.format, _is_atimelogger, _read_atimelogger),
)
"""In the order in which they look at a file."""
