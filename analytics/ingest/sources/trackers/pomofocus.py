"""Pomofocus: `report.csv`, in hours (older) or minutes."""

from analytics.ingest.reading import Import, ReadingContext
from analytics.ingest.sources.source_reader import SourceReader
from analytics.ingest.sources.trackers import tracker_table
from analytics.ingest.sources.trackers.time_entries import TimeEntry
from analytics.ingest.sources.trackers.tracker_table import DayParse, TrackerRow
from analytics.ingest.tables.opened import OpenedFile
from analytics.ingest.values.written_dates import TimeUnit, WrittenMoment, clock

FORMAT = "pomofocus"

_COLUMNS = {"date", "project", "task", "starttime", "endtime"}


def _recognizes(opened: OpenedFile) -> bool:
    header = set(opened.table.header) if opened.table else set()
    return header >= _COLUMNS and bool(header & {"hours", "minutes"})


def _read(opened: OpenedFile, context: ReadingContext) -> Import:
    return tracker_table.read_tracker(FORMAT, opened.readable_table(), context, ("date",), _entry)


def _entry(line: str, row: TrackerRow, day: DayParse) -> TimeEntry:
    """Read a row; its time in focus is less than the span if there were breaks."""
    start = tracker_table.moment(row, "date", "starttime", day)
    column, unit = ("minutes", TimeUnit.MINUTES) if "minutes" in row else ("hours", TimeUnit.HOURS)
    end = WrittenMoment(start.day, tracker_table.read_cell(row, "endtime", clock)) if row["endtime"] else None
    return TimeEntry(
        line=line,
        start=start,
        end=end,
        stated_min=tracker_table.read_cell(row, column, tracker_table.minutes_in(unit)),
        project=row["project"],
        title=row["task"],
    )


SOURCE = SourceReader(FORMAT, _recognizes, _read)
