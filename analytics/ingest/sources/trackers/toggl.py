"""Toggl Track: the detailed report as CSV, in three forms, with any choice of columns."""

from analytics.errors import UnreadableFileError
from analytics.ingest.file_mapping import TimeUnit
from analytics.ingest.reading import Import, ReadingContext
from analytics.ingest.sources.source_reader import SourceReader
from analytics.ingest.sources.trackers import tracker_table
from analytics.ingest.sources.trackers.time_entries import TimeEntry
from analytics.ingest.sources.trackers.tracker_table import DayParse, TrackerRow
from analytics.ingest.tables.opened import OpenedFile
from analytics.ingest.values.fields import CellError

FORMAT = "toggl"

_WHO = {"user", "member", "email", "client"}
_WHAT = {"project", "task", "description", "title", "tags", "billable", "amount", "currency", "duration"}
_WHEN = {"start_date", "start_time", "end_date", "end_time", "stop_date", "stop_time"}
_SPANS = tuple({"start_date", "start_time", f"{end}_date", f"{end}_time"} for end in ("end", "stop"))


def _recognizes(opened: OpenedFile) -> bool:
    """Look for a length among columns of Toggl alone; a report without dates is refused later."""
    header = opened.columns
    named = {name for name in header if name and not name.startswith("amount")}
    if not named & {"project", "description", "client"}:
        return False
    are_ours = named <= _WHO | _WHAT | _WHEN
    if "duration" in named:
        return {"start_date", "start_time"} <= named or are_ours
    return are_ours and "user" not in named and any(span <= named for span in _SPANS)  # Clockify's has the user


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
    clock_min = tracker_table.minutes_in(TimeUnit.CLOCK)
    stop = "stop" if "stop_date" in row else "end"
    length = "duration" if "duration" in row else f"{stop}_time"
    if not row[length]:
        raise CellError(length, "", tracker_table.RUNNING)
    return TimeEntry(
        line=line,
        start=tracker_table.moment(row, "start_date", "start_time", day),
        end=tracker_table.optional_moment(row, f"{stop}_date", f"{stop}_time", day),
        stated_min=tracker_table.read_cell(row, length, clock_min) if length == "duration" else None,
        project=row.get("project", ""),
        title=tracker_table.joined(row, "task", "description"),
        tags=tracker_table.tags_of(row, "tags"),
    )


SOURCE = SourceReader(FORMAT, _recognizes, _read)
