"""Read Toggl Track, Clockify, Harvest, Kimai, Pomofocus, Be Focused, Forest and aTimeLogger.

Their exports are tables. Their columns are declared in `timers.toml`, and what differs is here.
"""

import re
import tomllib
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

from analytics.errors import DataProblem, UnreadableFileError
from analytics.ingest.file_mapping import TimeUnit
from analytics.ingest.mapping.file_reading import FileReading, SourceReader
from analytics.ingest.reading import Import, LeftOutReason, shortened
from analytics.ingest.sources.trackers.time_entries import TimeEntry, minutes_of, study_import
from analytics.ingest.tables.opened import OpenedFile
from analytics.ingest.tables.text_table import Cells, Table, TextTable, split_rows
from analytics.ingest.values.durations import length_s
from analytics.ingest.values.fields import CellError, known_text, or_none, parsed
from analytics.ingest.values.written_dates import WrittenMoment, clock, parse_moment

MAX_ENTRIES = 100_000
"""Twenty-seven per day for ten years."""

_Row = Mapping[str, str]
"""Cells by column; a missing value is empty."""

_DayParse = Callable[[str], WrittenMoment]


@dataclass(frozen=True, slots=True, kw_only=True)
class TimerTable:
    """The columns of a timer's export.

    `start` and `end` name a column with a day or moment, and perhaps one with the time of day; if an end has only one
    column, it must be filled. `lengths` has the units of columns with the length, and the first one in the export
    counts; else `length` returns the minutes of a row, given the decimal mark. The texts of `title` are joined.
    `people` are columns that name a person. `words` has other names of a column, such as in other languages. `undated`
    is why an export without the day of the start is refused. An export has all columns of one of the `marks`.
    """

    format: str
    start: Sequence[str]
    end: Sequence[str] = ()
    lengths: Mapping[str, str] = field(default_factory=dict)
    length: Callable[[_Row, str], float | None] = lambda _row, _decimal: None
    project: str = ""
    title: Sequence[str] = ()
    tags: str = ""
    people: Sequence[str] = ()
    words: Mapping[str, Sequence[str]] = field(default_factory=dict)
    left_out: Callable[[_Row], LeftOutReason | None] = lambda _row: None
    undated: str = ""
    marks: Sequence[Sequence[str]] = ()

    def is_in(self, opened: OpenedFile) -> bool:
        """Whether a file has the columns of this table."""
        return any(opened.columns.issuperset(names) for names in self.marks)

    def source(self, recognizes: Callable[[OpenedFile], bool] | None = None) -> SourceReader:
        """Return the reader of files with this table."""
        return SourceReader(
            self.format, recognizes or self.is_in, lambda opened, reading: self.read(opened.readable_table(), reading)
        )

    def names(self, header: Collection[str]) -> Mapping[str, str]:
        """Return the name that a header uses for each column with several names."""
        found = {ours: [name for name in header if name in theirs] for ours, theirs in self.words.items()}
        return {ours: theirs[0] for ours, theirs in found.items() if theirs}

    def read(self, table: Table, reading: FileReading) -> Import:
        """Read an export, once the order of its dates is known."""
        names = self.names(table.header)
        days, people = (
            [table.header.index(one) for column in columns if (one := names.get(column, column)) in table.header]
            for columns in (dict.fromkeys((*self.start[:1], *self.end[:1])), self.people)
        )
        if self.undated and names.get(self.start[0], self.start[0]) not in table.header:
            raise UnreadableFileError(table.name, self.undated)
        reading.notices.add_all(table.notices)
        order = reading.order_of((row.line, row.cells[at]) for at in days for row in split_rows(table))
        read = partial(self._read_row, table, names, partial(parse_moment, order=order))
        items = list(table.rows(lambda cells: isinstance(read(Cells("", cells)), TimeEntry)))
        # a problem's value may be the name of another person
        reading.problems += [replace(item, value="") for item in items if isinstance(item, DataProblem)]
        own = reading.own_entries(
            [(item, read(item)) for item in items if isinstance(item, Cells)],
            lambda row: [row[0].cells[at] for at in people if at < len(row[0].cells)],
            lambda row: minutes_of(row[1]) if isinstance(row[1], TimeEntry) else 0.0,
        )
        entries = [found for _, found in own if isinstance(found, TimeEntry)]
        reading.problems += [found for _, found in own if isinstance(found, DataProblem)]
        reading.require_at_most(len(entries), MAX_ENTRIES, "entries", "Export fewer days.")
        return study_import(reading, entries)

    def _read_row(self, table: Table, names: Mapping[str, str], day: _DayParse, item: Cells) -> TimeEntry | DataProblem:
        if len(item.cells) != len(table.header):
            return DataProblem(table.name, item.line, "", "", f"the row has {len(item.cells)} cells")
        row = dict(zip(table.header, map(known_text, item.cells), strict=True))
        row |= {ours: row[theirs] for ours, theirs in names.items()}
        has_end = len(self.end) == 1 or (bool(self.end) and all(map(row.get, self.end)))
        lengths = (_minutes_in(row, one, TimeUnit(unit)) for one, unit in self.lengths.items() if one in row)
        tags = row.get(self.tags, "").split(",") if self.tags else ()
        try:
            return TimeEntry(
                line=item.line,
                start=_moment(row, self.start, day),
                end=_moment(row, self.end, day) if has_end else None,
                stated_min=next(lengths, self.length(row, "," if table.has_decimal_comma else ".")),
                project=row.get(self.project, "") if self.project else "",
                title=" / ".join(dict.fromkeys(row[column] for column in self.title if row.get(column))),
                tags=tuple(filter(None, map(str.strip, tags))),
                left_out=self.left_out(row),
            )
        except CellError as error:
            column = names.get(error.column, error.column)
            return DataProblem(table.name, item.line, column, shortened(error.cell), str(error))


def _moment(row: _Row, columns: Sequence[str], day: _DayParse) -> WrittenMoment:
    """Read a day or moment, with the time of day in a second column if that is filled."""
    read = parsed(columns[0], row[columns[0]], day)
    clocks = [column for column in columns[1:] if row.get(column)]
    return WrittenMoment(read.day, parsed(clocks[0], row[clocks[0]], clock)) if clocks else read


def _minutes_in(row: _Row, column: str, unit: TimeUnit, *, decimal: str = ".") -> float:
    """Read a length in some unit as minutes."""
    return parsed(column, row[column], partial(length_s, unit=unit, decimal=decimal)) / 60


_COLUMNS = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
_N_LOOKED_AT = 5
"""Rows by which a file is recognized, several in case some cannot be read."""

_RUNNING = "it was still running when the file was exported; stop it and export again"


def _timer(name: str, **more: Any) -> TimerTable:
    """Return the table of a timer, with its columns from the file beside this module and `more` arguments."""
    return TimerTable(format=name, **_COLUMNS[name], **more)


def _toggl_length(row: _Row, _decimal: str) -> float | None:
    length = "duration" if "duration" in row else "end_time"
    if not row[length]:
        raise CellError(length, "", _RUNNING)
    return _minutes_in(row, length, TimeUnit.CLOCK) if length == "duration" else None


TOGGL = _timer(
    "toggl",
    length=_toggl_length,
    undated="it has no dates: it is a summary, or its date columns are hidden. In Toggl open Reports, Detailed, switch "
    "on the columns Start date, Start time and Duration, and export that as CSV.",
)
_WHO = {"user", "member", "email", "client"}
_WHAT = {"project", "task", "description", "title", "tags", "billable", "amount", "currency", "duration"}
_WHEN = {"start_date", "start_time", "end_date", "end_time", "stop_date", "stop_time"}
_SPANS = tuple({"start_date", "start_time", f"{end}_date", f"{end}_time"} for end in ("end", "stop"))


def _is_toggl(opened: OpenedFile) -> bool:
    """Whether a file has a length or a span, and only columns of Toggl; a report without dates is refused later."""
    named = {name for name in opened.columns if name and not name.startswith("amount")}
    if not named & {"project", "description", "client"}:
        return False
    are_ours = named <= _WHO | _WHAT | _WHEN
    if "duration" in named:
        return {"start_date", "start_time"} <= named or are_ours
    return are_ours and "user" not in named and any(span <= named for span in _SPANS)  # Clockify's has the user


def _clockify_length(row: _Row, decimal: str) -> float | None:
    """Read the length, preferably in hours and minutes, since decimal hours are rounded."""
    for column, unit in (("clock", TimeUnit.CLOCK), ("decimal", TimeUnit.HOURS)):
        if row.get(column):
            return _minutes_in(row, column, unit, decimal=decimal)
    if not (row.get("end_date") and row.get("end_time")):
        raise CellError("clock", "", _RUNNING)
    return None


CLOCKIFY = _timer(
    "clockify",
    length=_clockify_length,
    undated="this is a summary without dates. In Clockify open Reports, Detailed, choose Export, Save as CSV, and "
    "import that.",
)
_TOTALS = {"time_(h)", "time_(decimal)"}


def _is_clockify(opened: OpenedFile) -> bool:
    """Whether a file has dates and a length, or an end if lengths were switched off; a summary is refused later."""
    found = CLOCKIFY.names(opened.columns).keys()
    if opened.columns == {"date", *_TOTALS} or (opened.columns >= _TOTALS and "start_date" not in found):
        return True
    has_length = bool(found & {"clock", "decimal"}) or found >= {"start_time", "end_date", "end_time", "user"}
    return found >= {"start_date", "project"} and has_length and "duration" not in opened.columns


POMOFOCUS = _timer("pomofocus")
_DAY = re.compile(r"[0-9]{8}")
_BY_DAY = (
    "This is Pomofocus's summary by day. If you also import its report with times, delete one of the two, "
    "or the time counts twice."
)


def _is_by_day(table: Table | None) -> bool:
    """Whether a table has the three columns of the summary by day, and days without hyphens."""
    if table is None or set(table.header) != {"date", "project", "minutes"}:
        return False
    at = table.header.index("date")
    return any(_DAY.fullmatch(row.cells[at].strip()) for row in islice(split_rows(table), _N_LOOKED_AT))


def _read_pomofocus(opened: OpenedFile, reading: FileReading) -> Import:
    table = opened.readable_table()
    read = POMOFOCUS.read(table, reading)
    return replace(read, notices=(*read.notices, _BY_DAY)) if _is_by_day(table) else read


def _given_up(row: _Row) -> LeftOutReason | None:
    """Return the reason to leave out an entry whose tree died, None if it grew."""
    cell = row["is_success"]
    if cell.casefold() not in {"true", "false"}:
        raise CellError("is_success", cell, "not True or False, so it is unclear whether the tree grew")
    return LeftOutReason.GIVEN_UP if cell.casefold() == "false" else None


ATIMELOGGER = _timer("atimelogger")
_PLACES = ("activity_type", "duration", "from", "to", "comment")
_EMPTY_LINE = re.compile(r"\r?\n[ \t,;]*\r?\n")
_LENGTH = re.compile(r"[0-9]{1,5}(?::[0-5][0-9]){1,2}")
_N_TOTALS_COLUMNS = 3


def _is_atimelogger(opened: OpenedFile) -> bool:
    """Whether a file has the form that is the same in all languages: five columns with two moments, and totals."""
    try:
        entries, totals = _atimelogger_tables(opened)
    except UnreadableFileError:
        return False
    if entries.header[:4] == _PLACES[:4]:
        return True
    has_totals = totals is not None and len(totals.header) == _N_TOTALS_COLUMNS
    rows = islice(split_rows(entries), _N_LOOKED_AT)
    return has_totals and len(entries.header) == len(_PLACES) and any(_is_entry(row.cells) for row in rows)


def _atimelogger_tables(opened: OpenedFile) -> tuple[TextTable, TextTable | None]:
    """Return the entries, and the totals below the empty line, None if there are none; or refuse the file."""
    text = opened.text
    empty = _EMPTY_LINE.search(text, len(text) - len(text.lstrip()))
    if empty is None:
        return TextTable(text, opened.name), None
    rest = text[empty.end() :]
    return TextTable(text[: empty.start()], opened.name), TextTable(rest, opened.name) if rest.strip() else None


def _is_entry(cells: Sequence[str]) -> bool:
    """Whether a row has a length and two moments."""
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
    _timer(
        "harvest",  # has no thousands, so a comma is a decimal mark
        length=lambda row, _: _minutes_in(row, "hours", TimeUnit.HOURS, decimal="," if "," in row["hours"] else "."),
    ).source(),
    _timer(
        "kimai",
        length=lambda row, _: _minutes_in(
            row, "duration", TimeUnit.CLOCK if ":" in row["duration"] else TimeUnit.SECONDS
        ),
    ).source(),
    SourceReader(POMOFOCUS.format, lambda file: POMOFOCUS.is_in(file) or _is_by_day(file.table), _read_pomofocus),
    _timer("be_focused").source(),
    _timer("forest", left_out=_given_up).source(),
    SourceReader(ATIMELOGGER.format, _is_atimelogger, _read_atimelogger),
)
"""Asked about a file in this order."""
