"""Pomofocus: `report.csv`, in hours (older) or minutes, and the summary by day."""

import re
from dataclasses import replace

from analytics.ingest.file_mapping import TimeUnit
from analytics.ingest.reading import Import, ReadingContext
from analytics.ingest.sources.source_reader import SourceReader
from analytics.ingest.sources.trackers import tracker_table
from analytics.ingest.sources.trackers.time_entries import TimeEntry
from analytics.ingest.sources.trackers.tracker_table import DayParse, TrackerRow
from analytics.ingest.tables.opened import OpenedFile
from analytics.ingest.tables.text_table import Table

FORMAT = "pomofocus"

_COLUMNS = {"date", "project", "task", "starttime", "endtime"}
_DAY_COLUMNS = {"date", "project", "minutes"}
_DAY = re.compile(r"[0-9]{8}")
_BY_DAY = (
    "This is Pomofocus's summary by day. If you also import its report with times, delete one of the two, "
    "or the time counts twice."
)


def _recognizes(opened: OpenedFile) -> bool:
    header = opened.columns
    return (header >= _COLUMNS and bool(header & {"hours", "minutes"})) or _is_by_day(opened.table)


def _is_by_day(table: Table | None) -> bool:
    """Return whether a table has the three columns of the summary, and days as it writes them."""
    if table is None or set(table.header) != _DAY_COLUMNS:
        return False
    at = table.header.index("date")
    return any(_DAY.fullmatch(cells[at].strip()) for cells in tracker_table.first_rows(table))


def _read(opened: OpenedFile, context: ReadingContext) -> Import:
    table = opened.readable_table()
    read = tracker_table.read_tracker(FORMAT, table, context, ("date",), _entry)
    return replace(read, notices=(*read.notices, _BY_DAY)) if _is_by_day(table) else read


def _entry(line: str, row: TrackerRow, day: DayParse) -> TimeEntry:
    """Read a row; its time in focus is less than the span if there were breaks."""
    column, unit = ("minutes", TimeUnit.MINUTES) if "minutes" in row else ("hours", TimeUnit.HOURS)
    return TimeEntry(
        line=line,
        start=tracker_table.moment(row, "date", "starttime", day),
        end=tracker_table.optional_moment(row, "date", "endtime", day),
        stated_min=tracker_table.read_cell(row, column, tracker_table.minutes_in(unit)),
        project=row["project"],
        title=row.get("task", ""),
    )


SOURCE = SourceReader(FORMAT, _recognizes, _read)
