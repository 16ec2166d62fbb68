"""aTimeLogger: a CSV report of entries and, after an empty line, totals.

The report is in the language of the phone, so it is recognized by its form: five columns with a
length and two moments, then three-column totals. Columns are read by position.
"""

import re
from collections.abc import Sequence

from analytics.errors import UnreadableFileError
from analytics.ingest.file_mapping import TimeUnit
from analytics.ingest.reading import Import, ReadingContext
from analytics.ingest.sources.source_reader import SourceReader
from analytics.ingest.sources.trackers import tracker_table
from analytics.ingest.sources.trackers.time_entries import TimeEntry
from analytics.ingest.sources.trackers.tracker_table import DayParse, TrackerRow
from analytics.ingest.tables.opened import OpenedFile
from analytics.ingest.tables.text_table import TextTable
from analytics.ingest.values.fields import or_none
from analytics.ingest.values.written_dates import parse_moment

FORMAT = "atimelogger"

_ENGLISH = ("activity_type", "duration", "from", "to")
_EMPTY_LINE = re.compile(r"\r?\n[ \t,;]*\r?\n")
_LENGTH = re.compile(r"[0-9]{1,5}(?::[0-5][0-9]){1,2}")
_N_COLUMNS, _N_TOTALS_COLUMNS = 5, 3


def _recognizes(opened: OpenedFile) -> bool:
    try:
        entries, totals = _tables(opened)
    except UnreadableFileError:
        return False
    if entries.header[: len(_ENGLISH)] == _ENGLISH:
        return True
    has_totals = totals is not None and len(totals.header) == _N_TOTALS_COLUMNS
    return has_totals and len(entries.header) == _N_COLUMNS and any(map(_is_entry, tracker_table.first_rows(entries)))


def _tables(opened: OpenedFile) -> tuple[TextTable, TextTable | None]:
    """Return the entries, and the totals below the empty line if there are any.

    Raises:
        UnreadableFileError: If the file is no text, or a header cannot be read.
    """
    text = opened.text
    empty = _EMPTY_LINE.search(text, len(text) - len(text.lstrip()))
    if empty is None:
        return TextTable(text, opened.name), None
    rest = text[empty.end() :]
    return TextTable(text[: empty.start()], opened.name), TextTable(rest, opened.name) if rest.strip() else None


def _is_entry(cells: Sequence[str]) -> bool:
    """Return whether a row has a length and two moments."""
    moments = [or_none(parse_moment, cell) for cell in cells[2:4]]
    return _LENGTH.fullmatch(cells[1].strip()) is not None and all(
        moment is not None and moment.clock is not None for moment in moments
    )


def _read(opened: OpenedFile, context: ReadingContext) -> Import:
    """Read the entries above the totals."""
    entries, _ = _tables(opened)
    return tracker_table.read_tracker(FORMAT, entries, context, entries.header[2:4], _entry)


def _entry(line: str, row: TrackerRow, day: DayParse) -> TimeEntry:
    kind, duration, start, end, *others = row
    return TimeEntry(
        line=line,
        start=tracker_table.read_cell(row, start, day),
        end=tracker_table.read_cell(row, end, day),
        stated_min=tracker_table.read_cell(row, duration, tracker_table.minutes_in(TimeUnit.CLOCK)),
        project=row[kind],
        title=row[others[0]] if others else "",
    )


SOURCE = SourceReader(FORMAT, _recognizes, _read)
