"""Toggl Track: the detailed report as CSV, in three forms."""

from analytics.errors import UnreadableFileError
from analytics.ingest.reading import Import, ReadingContext
from analytics.ingest.sources.source_reader import SourceReader
from analytics.ingest.sources.trackers import tracker_table
from analytics.ingest.sources.trackers.time_entries import TimeEntry
from analytics.ingest.sources.trackers.tracker_table import CellError, DayParse, TrackerRow
from analytics.ingest.tables.opened import OpenedFile
from analytics.ingest.values.written_dates import TimeUnit

FORMAT = "toggl"

_WHO = {"user", "member", "email", "client"}
_WHAT = {"project", "task", "description", "title", "tags", "billable", "amount", "currency", "duration"}
_WHEN = {"start_date", "start_time", "end_date", "end_time", "stop_date", "stop_time"}


def _recognizes(opened: OpenedFile) -> bool:
    """Look for a duration among columns of Toggl alone; a report without dates is refused later."""
    header = set(opened.table.header) if opened.table else set()
    named = {name for name in header if name and not name.startswith("amount")}
    if "duration" not in named or not named & {"project", "description", "client"}:
        return False
    return {"start_date", "start_time"} <= named or named <= _WHO | _WHAT | _WHEN


def _read(opened: OpenedFile, context: ReadingContext) -> Import:
    table = opened.readable_table()
    if "start_date" not in table.header:
        raise UnreadableFileError(
            table.name,
            "it has no dates: it is a summary, or its date columns are hidden. In Toggl open Reports, "
            "Detailed, switch on the columns Start date, Start time and Duration, and export that as CSV.",
        )
    people = ("user", "member", "email")
    return tracker_table.read_tracker(
        FORMAT, table, context, ("start_date", "end_date", "stop_date"), _entry, people=people
    )


def _entry(line: str, row: TrackerRow, day: DayParse) -> TimeEntry:
    if not row["duration"]:
        raise CellError("duration", "", tracker_table.RUNNING)
    stop = "stop" if "stop_date" in row else "end"
    return TimeEntry(
        line=line,
        start=tracker_table.moment(row, "start_date", "start_time", day),
        end=tracker_table.optional_moment(row, f"{stop}_date", f"{stop}_time", day),
        stated_min=tracker_table.read_cell(row, "duration", tracker_table.minutes_in(TimeUnit.CLOCK)),
        project=row.get("project", ""),
        title=tracker_table.joined(row, "task", "description"),
        tags=tracker_table.tags_of(row, "tags"),
    )


SOURCE = SourceReader(FORMAT, _recognizes, _read)
