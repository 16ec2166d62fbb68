"""Forest: trees as CSV; dead trees do not count as focus time."""

from analytics.ingest.left_out import LeftOutReason
from analytics.ingest.sources.trackers.time_entries import TimeEntry
from analytics.ingest.sources.trackers.tracker_table import DayParse, TrackerRow, read_cell, tracker_source

_COLUMNS = {"start_time", "end_time", "tag", "is_success"}


def _entry(line: str, row: TrackerRow, day: DayParse) -> TimeEntry:
    return TimeEntry(
        line=line,
        start=read_cell(row, "start_time", day),
        end=read_cell(row, "end_time", day),
        project=row["tag"],
        title=row.get("note", ""),
        left_out=None if read_cell(row, "is_success", _is_success) else LeftOutReason.GIVEN_UP,
    )


def _is_success(cell: str) -> bool:
    if cell.casefold() not in {"true", "false"}:
        raise ValueError("not True or False, so it is unclear whether the tree grew")
    return cell.casefold() == "true"


SOURCE = tracker_source("forest", _COLUMNS, ("start_time", "end_time"), _entry)
