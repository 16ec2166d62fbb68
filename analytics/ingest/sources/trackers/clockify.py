"""Clockify: the detailed report in five languages, and the summary by date."""

import tomllib
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from analytics.errors import UnreadableFileError
from analytics.ingest.file_mapping import TimeUnit
from analytics.ingest.reading import Import, ReadingContext
from analytics.ingest.sources.source_reader import SourceReader
from analytics.ingest.sources.trackers import tracker_table
from analytics.ingest.sources.trackers.time_entries import TimeEntry
from analytics.ingest.sources.trackers.tracker_table import CellError, DayParse, TrackerRow
from analytics.ingest.tables.opened import OpenedFile
from analytics.ingest.tables.text_table import Table

FORMAT = "clockify"

_NAMES = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
_DAY_TOTALS = {"date", "time_(h)", "time_(decimal)"}
_SUMMARY = (
    "this is a summary without dates. In Clockify open Reports, Detailed, choose Export, Save as CSV, and import that."
)
_OURS = {theirs: ours for ours, names in _NAMES.items() for theirs in names.split()}


@dataclass(frozen=True, slots=True)
class _Columns:
    """The file's own column names, by ours."""

    theirs: dict[str, str]

    @classmethod
    def of(cls, table: Table) -> "_Columns":
        found: dict[str, str] = {}
        for name in table.header:
            if name in _OURS:
                found.setdefault(_OURS[name], name)
        return cls(found)

    def name(self, ours: str) -> str:
        """Return the file's name of a column, ours if it has none."""
        return self.theirs.get(ours, ours)


def _recognizes(opened: OpenedFile) -> bool:
    """Look for dates with a length, or with an end if lengths were switched off."""
    if opened.table is None:
        return False
    if _is_summary(opened.table) or set(opened.table.header) == _DAY_TOTALS:
        return True
    found = _Columns.of(opened.table).theirs.keys()
    has_length = bool(found & {"clock", "decimal"})
    has_span = found >= {"start_time", "end_date", "end_time", "user"}
    return found >= {"start_date", "project"} and (has_length or has_span) and "duration" not in opened.table.header


def _is_summary(table: Table) -> bool:
    """Return whether a table has the two lengths of a summary and no dates."""
    return {"time_(h)", "time_(decimal)"} <= set(table.header) and "start_date" not in _Columns.of(table).theirs


def _read(opened: OpenedFile, context: ReadingContext) -> Import:
    table = opened.readable_table()
    if _is_summary(table):
        raise UnreadableFileError(table.name, _SUMMARY)
    columns = _Columns.of(table)
    dates = (columns.name("start_date"), columns.name("end_date"))
    entry = partial(_entry, columns, "," if table.has_decimal_comma else ".")
    people = (columns.name("user"), columns.name("email"))
    return tracker_table.read_tracker(FORMAT, table, context, dates, entry, people=people)


def _entry(columns: _Columns, decimal: str, line: str, row: TrackerRow, day: DayParse) -> TimeEntry:
    name = columns.name
    end = tracker_table.optional_moment(row, name("end_date"), name("end_time"), day)
    stated = _stated_min(columns, decimal, row)
    if stated is None and end is None:
        raise CellError(name("clock"), "", tracker_table.RUNNING)
    return TimeEntry(
        line=line,
        start=tracker_table.moment(row, name("start_date"), name("start_time"), day),
        end=end,
        stated_min=stated,
        project=row.get(name("project"), ""),
        title=tracker_table.joined(row, name("task"), name("description")),
        tags=tracker_table.tags_of(row, name("tags")),
    )


def _stated_min(columns: _Columns, decimal: str, row: TrackerRow) -> float | None:
    """Read the length, if possible in hours and minutes: the decimal is rounded."""
    for ours, unit in (("clock", TimeUnit.CLOCK), ("decimal", TimeUnit.HOURS)):
        column = columns.name(ours)
        if row.get(column):
            return tracker_table.read_cell(row, column, tracker_table.minutes_in(unit, decimal=decimal))
    return None


SOURCE = SourceReader(FORMAT, _recognizes, _read)
