"""aTimeLogger: a CSV report of entries and, after an empty line, totals."""

import re

from analytics.ingest.reading import Import, ReadingContext
from analytics.ingest.sources.source_reader import SourceReader
from analytics.ingest.sources.trackers import tracker_table
from analytics.ingest.sources.trackers.time_entries import TimeEntry
from analytics.ingest.sources.trackers.tracker_table import DayParse, TrackerRow
from analytics.ingest.tables.opened import OpenedFile
from analytics.ingest.tables.text_table import TextTable
from analytics.ingest.values.written_dates import TimeUnit

FORMAT = "atimelogger"

_COLUMNS = {"activity_type", "duration", "from", "to"}
_EMPTY_LINE = re.compile(r"\r?\n[ \t,;]*\r?\n")


def _recognizes(opened: OpenedFile) -> bool:
    return bool(opened.text) and opened.table is not None and set(opened.table.header) >= _COLUMNS


def _read(opened: OpenedFile, context: ReadingContext) -> Import:
    """Read the entries above the totals."""
    text = opened.text
    empty = _EMPTY_LINE.search(text, len(text) - len(text.lstrip()))
    table = TextTable(text[: empty.start()] if empty else text, opened.name)
    return tracker_table.read_tracker(FORMAT, table, context, ("from", "to"), _entry)


def _entry(line: str, row: TrackerRow, day: DayParse) -> TimeEntry:
    return TimeEntry(
        line=line,
        start=tracker_table.read_cell(row, "from", day),
        end=tracker_table.read_cell(row, "to", day),
        stated_min=tracker_table.read_cell(row, "duration", tracker_table.minutes_in(TimeUnit.CLOCK)),
        project=row["activity_type"],
        title=row.get("comment", ""),
    )


SOURCE = SourceReader(FORMAT, _recognizes, _read)
