"""Be Focused: sessions as CSV, with lengths in minutes."""

from functools import partial

from analytics.ingest.file_mapping import TimeUnit
from analytics.ingest.reading import Import, ReadingContext
from analytics.ingest.sources.source_reader import SourceReader
from analytics.ingest.sources.trackers import tracker_table
from analytics.ingest.sources.trackers.time_entries import TimeEntry
from analytics.ingest.sources.trackers.tracker_table import DayParse, TrackerRow
from analytics.ingest.tables.opened import OpenedFile

FORMAT = "be_focused"

_COLUMNS = {"start_date", "duration", "assigned_task", "task_state"}


def _read(opened: OpenedFile, context: ReadingContext) -> Import:
    return tracker_table.read_tracker(FORMAT, opened.readable_table(), context, ("start_date",), _entry)


def _entry(line: str, row: TrackerRow, day: DayParse) -> TimeEntry:
    return TimeEntry(
        line=line,
        start=tracker_table.read_cell(row, "start_date", day),
        stated_min=tracker_table.read_cell(row, "duration", tracker_table.minutes_in(TimeUnit.MINUTES)),
        title=row["assigned_task"],
    )


SOURCE = SourceReader(FORMAT, partial(tracker_table.has_columns, _COLUMNS), _read)
