"""Clockify: the detailed report in five languages, and the summary by date."""

import tomllib
from collections.abc import Mapping
from functools import partial
from pathlib import Path

from analytics.errors import UnreadableFileError
from analytics.ingest.file_mapping import TimeUnit
from analytics.ingest.reading import Import, ReadingContext
from analytics.ingest.sources.source_reader import SourceReader
from analytics.ingest.sources.trackers import tracker_table
from analytics.ingest.sources.trackers.time_entries import TimeEntry
from analytics.ingest.sources.trackers.tracker_table import DayParse, TrackerRow
from analytics.ingest.tables.opened import OpenedFile
from analytics.ingest.tables.text_table import Table
from analytics.ingest.values.fields import CellError

FORMAT = "clockify"

_NAMES = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
_DAY_TOTALS = {"date", "time_(h)", "time_(decimal)"}
_SUMMARY = (
    "this is a summary without dates. In Clockify open Reports, Detailed, choose Export, Save as CSV, and import that."
)
_OURS = {theirs: ours for ours, names in _NAMES.items() for theirs in names.split()}


def _names(table: Table) -> dict[str, str]:
    """Return the file's own column names by ours; one that it lacks is ours."""
    found = {_OURS[name]: name for name in reversed(table.header) if name in _OURS}
    return {ours: found.get(ours, ours) for ours in _NAMES}


def _recognizes(opened: OpenedFile) -> bool:
    """Look for dates with a length, or with an end if lengths were switched off."""
    if opened.table is None:
        return False
    if _is_summary(opened.table) or set(opened.table.header) == _DAY_TOTALS:
        return True
    found = {ours for ours, theirs in _names(opened.table).items() if theirs in opened.table.header}
    has_length = bool(found & {"clock", "decimal"})
    has_span = found >= {"start_time", "end_date", "end_time", "user"}
    return found >= {"start_date", "project"} and (has_length or has_span) and "duration" not in opened.table.header


def _is_summary(table: Table) -> bool:
    return {"time_(h)", "time_(decimal)"} <= set(table.header) and _names(table)["start_date"] not in table.header


def _read(opened: OpenedFile, context: ReadingContext) -> Import:
    table = opened.readable_table()
    if _is_summary(table):
        raise UnreadableFileError(table.name, _SUMMARY)
    names = _names(table)
    dates, people = (names["start_date"], names["end_date"]), (names["user"], names["email"])
    entry = partial(_entry, names, "," if table.has_decimal_comma else ".")
    return tracker_table.read_tracker(FORMAT, table, context, dates, entry, people=people)


def _entry(names: Mapping[str, str], decimal: str, line: str, row: TrackerRow, day: DayParse) -> TimeEntry:
    end = tracker_table.optional_moment(row, names["end_date"], names["end_time"], day)
    stated = _stated_min(names, decimal, row)
    if stated is None and end is None:
        raise CellError(names["clock"], "", tracker_table.RUNNING)
    return TimeEntry(
        line=line,
        start=tracker_table.moment(row, names["start_date"], names["start_time"], day),
        end=end,
        stated_min=stated,
        project=row.get(names["project"], ""),
        title=tracker_table.joined(row, names["task"], names["description"]),
        tags=tracker_table.tags_of(row, names["tags"]),
    )


def _stated_min(names: Mapping[str, str], decimal: str, row: TrackerRow) -> float | None:
    """Read the length, if possible in hours and minutes: the decimal is rounded."""
    for ours, unit in (("clock", TimeUnit.CLOCK), ("decimal", TimeUnit.HOURS)):
        column = names[ours]
        if row.get(column):
            return tracker_table.read_cell(row, column, tracker_table.minutes_in(unit, decimal=decimal))
    return None


SOURCE = SourceReader(FORMAT, _recognizes, _read)
