"""The table of a time tracker's export: rows as entries or problems."""

from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import replace
from functools import partial
from itertools import islice
from typing import TypeVar

from analytics.errors import DataProblem, UnreadableFileError
from analytics.ingest.file_mapping import TimeUnit
from analytics.ingest.reading import Import, ReadingContext, shortened
from analytics.ingest.sources.source_reader import FileReading, SourceReader
from analytics.ingest.sources.trackers.time_entries import TimeEntry, minutes_of, study_import
from analytics.ingest.tables.text_table import Cells, Table
from analytics.ingest.values import fields
from analytics.ingest.values.durations import length_s
from analytics.ingest.values.written_dates import WrittenMoment, clock, parse_moment

T = TypeVar("T")

MAX_ENTRIES = 100_000
"""Twenty-seven a day for ten years."""

RUNNING = "it was still running when the file was exported; stop it and export again"

N_LOOKED_AT = 5

TrackerRow = Mapping[str, str]
"""Cells by column; a missing value is empty."""

DayParse = Callable[[str], WrittenMoment]
EntryOf = Callable[[str, TrackerRow, DayParse], TimeEntry]
"""Returns the entry of a line, from its row and a reader of dates."""


def read_tracker(
    source: str,
    table: Table,
    context: ReadingContext,
    date_columns: Sequence[str],
    entry_of: EntryOf,
    *,
    people: Sequence[str] = (),
) -> Import:
    """Read a tracker's export, after the order of its dates; `people` are the columns that name a person.

    Raises:
        OpenQuestionError: If it has several people, or what `study_import` asks.
    """
    reading = FileReading(source, table.name, context, table.notices)
    order = reading.order_of(
        place for column in date_columns if column in table.header for place in _column(table, column)
    )
    read = partial(_entry, table, entry_of, partial(parse_moment, order=order))
    columns = [table.header.index(name) for name in people if name in table.header]
    items = list(table.rows(lambda cells: isinstance(read(Cells("", cells)), TimeEntry)))
    own = reading.own(
        [(item, read(item)) for item in items if isinstance(item, Cells)],
        lambda row: [row[0].cells[at] for at in columns if at < len(row[0].cells)],
        lambda row: minutes_of(row[1]) if isinstance(row[1], TimeEntry) else 0.0,
    )
    entries = [found for _, found in own if isinstance(found, TimeEntry)]
    read_as = {id(item): found for item, found in own}
    # of a row without cells no name is kept
    all_read = (replace(one, value="") if isinstance(one, DataProblem) else read_as.get(id(one)) for one in items)
    reading.problems += [one for one in all_read if isinstance(one, DataProblem)]
    if len(entries) > MAX_ENTRIES:
        raise UnreadableFileError(table.name, f"it has more than {MAX_ENTRIES:,} entries. Export fewer days.")
    return study_import(reading, entries)


def _entry(table: Table, entry_of: EntryOf, day: DayParse, item: Cells) -> TimeEntry | DataProblem:
    if len(item.cells) != len(table.header):
        return DataProblem(table.name, item.line, "", "", f"the row has {len(item.cells)} cells")
    row = dict(zip(table.header, map(fields.known, item.cells), strict=True))
    try:
        return entry_of(item.line, row, day)
    except fields.CellError as error:
        return DataProblem(table.name, item.line, error.column, shortened(error.cell), str(error))


def first_rows(table: Table) -> list[Sequence[str]]:
    """Return the cells of a table's first rows: several, in case some cannot be read."""
    rows = islice(table.rows(lambda _cells: False), N_LOOKED_AT)
    return [row.cells for row in rows if isinstance(row, Cells)]


def _column(table: Table, column: str) -> Iterator[tuple[str, str]]:
    """Yield line and cell of a column, for questions about the column as a whole."""
    at = table.header.index(column)
    for item in table.rows(lambda _cells: False):
        if isinstance(item, Cells):
            yield item.line, item.cells[at]


def tracker_source(
    source: str, columns: Set[str], date_columns: Sequence[str], entry_of: EntryOf, *, people: Sequence[str] = ()
) -> SourceReader:
    """Return the reader of a tracker whose export is a table with certain columns."""
    return SourceReader(
        source,
        lambda opened: opened.columns >= columns,
        lambda opened, context: read_tracker(
            source, opened.readable_table(), context, date_columns, entry_of, people=people
        ),
    )


def minutes_in(unit: TimeUnit, *, decimal: str = ".") -> Callable[[str], float]:
    """Return a function that reads lengths in a unit as minutes."""
    return lambda cell: length_s(cell, unit, decimal=decimal) / 60


def read_cell(row: TrackerRow, column: str, parse: Callable[[str], T]) -> T:
    """Read one cell; an error names its column."""
    return fields.parsed(column, row[column], parse)


def moment(row: TrackerRow, day_column: str, clock_column: str, day: DayParse) -> WrittenMoment:
    """Read a date, and a time of day from another column if there is one."""
    read = read_cell(row, day_column, day)
    return WrittenMoment(read.day, read_cell(row, clock_column, clock)) if row.get(clock_column) else read


def optional_moment(row: TrackerRow, day_column: str, clock_column: str, day: DayParse) -> WrittenMoment | None:
    """Read a date and a time of day, None unless both are there."""
    return moment(row, day_column, clock_column, day) if row.get(day_column) and row.get(clock_column) else None


def joined(row: TrackerRow, *columns: str) -> str:
    """Join the texts of columns, without empty ones and repeats."""
    return " / ".join(dict.fromkeys(row[column] for column in columns if row.get(column)))


def tags_of(row: TrackerRow, column: str) -> tuple[str, ...]:
    """Split the tags of a cell."""
    return tuple(tag for part in row.get(column, "").split(",") if (tag := part.strip()))
