"""Kimai: CSV in English or German, with lengths in seconds."""

from functools import partial

from analytics.ingest.file_mapping import TimeUnit
from analytics.ingest.reading import Import, ReadingContext
from analytics.ingest.sources.source_reader import SourceReader
from analytics.ingest.sources.trackers import tracker_table
from analytics.ingest.sources.trackers.time_entries import TimeEntry
from analytics.ingest.sources.trackers.tracker_table import DayParse, TrackerRow
from analytics.ingest.tables.opened import OpenedFile
from analytics.ingest.tables.text_table import Table

FORMAT = "kimai"

_OURS = ("date", "from", "to", "duration", "customer", "project", "activity", "description", "tags", "user")
_GERMAN = ("datum", "von", "bis", "dauer", "kunde", "projekt", "tätigkeit", "beschreibung", "schlagworte", "benutzer")
_NEEDED = 7
"""The columns after these may be switched off."""


def _names(table: Table | None) -> dict[str, str]:
    """Return the file's column names by ours, empty if it is not a Kimai export."""
    header = set(table.header) if table else set()
    for names in (_OURS, _GERMAN):
        if set(names[:_NEEDED]) <= header:
            return dict(zip(_OURS, names, strict=True))
    return {}


def _read(opened: OpenedFile, context: ReadingContext) -> Import:
    table = opened.readable_table()
    names = _names(table)
    people = (names["user"],)
    return tracker_table.read_tracker(FORMAT, table, context, (names["date"],), partial(_entry, names), people=people)


def _entry(names: dict[str, str], line: str, row: TrackerRow, day: DayParse) -> TimeEntry:
    unit = TimeUnit.CLOCK if ":" in row[names["duration"]] else TimeUnit.SECONDS
    return TimeEntry(
        line=line,
        start=tracker_table.moment(row, names["date"], names["from"], day),
        end=tracker_table.optional_moment(row, names["date"], names["to"], day),
        stated_min=tracker_table.read_cell(row, names["duration"], tracker_table.minutes_in(unit)),
        project=row[names["project"]],
        title=tracker_table.joined(row, names["activity"], names["description"]),
        tags=tracker_table.tags_of(row, names["tags"]),
    )


SOURCE = SourceReader(FORMAT, lambda opened: bool(_names(opened.table)), _read)
