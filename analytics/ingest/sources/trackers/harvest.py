"""Harvest: the detailed time report as CSV, in hours by day."""

from analytics.ingest.file_mapping import TimeUnit
from analytics.ingest.sources.trackers import tracker_table
from analytics.ingest.sources.trackers.time_entries import TimeEntry
from analytics.ingest.sources.trackers.tracker_table import DayParse, TrackerRow

_COLUMNS = {"date", "client", "project", "project_code", "task", "notes", "hours"}
_PEOPLE = ("last_name", "email", "employee_id")


def _entry(line: str, row: TrackerRow, day: DayParse) -> TimeEntry:
    mark = "," if "," in row["hours"] else "."  # no day has a thousand hours
    return TimeEntry(
        line=line,
        start=tracker_table.read_cell(row, "date", day),
        stated_min=tracker_table.read_cell(row, "hours", tracker_table.minutes_in(TimeUnit.HOURS, decimal=mark)),
        project=row["project"],
        title=tracker_table.joined(row, "task", "notes"),
    )


SOURCE = tracker_table.tracker_source("harvest", _COLUMNS, ("date",), _entry, people=_PEOPLE)
