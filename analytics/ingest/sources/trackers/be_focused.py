"""Be Focused: sessions as CSV, with lengths in minutes."""

from analytics.ingest.file_mapping import TimeUnit
from analytics.ingest.sources.trackers.time_entries import TimeEntry
from analytics.ingest.sources.trackers.tracker_table import DayParse, TrackerRow, minutes_in, read_cell, tracker_source

_COLUMNS = {"start_date", "duration", "assigned_task", "task_state"}


def _entry(line: str, row: TrackerRow, day: DayParse) -> TimeEntry:
    return TimeEntry(
        line=line,
        start=read_cell(row, "start_date", day),
        stated_min=read_cell(row, "duration", minutes_in(TimeUnit.MINUTES)),
        title=row["assigned_task"],
    )


SOURCE = tracker_source("be_focused", _COLUMNS, ("start_date",), _entry)
