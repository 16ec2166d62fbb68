"""Read timers whose export is a table, by a declaration of its columns."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from analytics.errors import DataProblem, UnreadableFileError
from analytics.ingest.file_mapping import TimeUnit
from analytics.ingest.mapping.file_reading import FileReading, SourceReader
from analytics.ingest.reading import Import, LeftOutReason, shortened
from analytics.ingest.sources.trackers.time_entries import TimeEntry, minutes_of, study_import
from analytics.ingest.tables.opened import OpenedFile
from analytics.ingest.tables.text_table import Cells, Table, split_rows
from analytics.ingest.values import fields
from analytics.ingest.values.durations import length_s
from analytics.ingest.values.written_dates import WrittenMoment, clock, parse_moment

MAX_ENTRIES = 100_000
"""Twenty-seven per day for ten years."""

TimerRow = Mapping[str, str]
"""Cells by column; a missing value is empty."""

DayParse = Callable[[str], WrittenMoment]


@dataclass(frozen=True, slots=True, kw_only=True)
class TimerTable:
    """The columns of a timer's export.

    `start` and `end` name a column with a day or moment, and perhaps one with the time of day; if an end has only one
    column, it must be filled. `lengths` has the units of columns with the length, and the first one in the export
    counts; else `length` returns the minutes of a row, given the decimal mark. The texts of `title` are joined.
    `people` are columns that name a person. `words` has other names of a column, such as in other languages. `undated`
    is why an export without the day of the start is refused. An export has all columns of one of the `marks`.
    """

    format: str
    start: Sequence[str]
    end: Sequence[str] = ()
    lengths: Mapping[str, str] = field(default_factory=dict)
    length: Callable[[TimerRow, str], float | None] = lambda _row, _decimal: None
    project: str = ""
    title: Sequence[str] = ()
    tags: str = ""
    people: Sequence[str] = ()
    words: Mapping[str, Sequence[str]] = field(default_factory=dict)
    left_out: Callable[[TimerRow], LeftOutReason | None] = lambda _row: None
    undated: str = ""
    marks: Sequence[Sequence[str]] = ()

    def is_in(self, opened: OpenedFile) -> bool:
        """Whether a file has the columns of this table."""
        return any(opened.columns.issuperset(names) for names in self.marks)

    def source(self, recognizes: Callable[[OpenedFile], bool] | None = None) -> SourceReader:
        """Return the reader of files with this table."""
        return SourceReader(
            self.format, recognizes or self.is_in, lambda opened, reading: self.read(opened.readable_table(), reading)
        )

    def names(self, header: Collection[str]) -> Mapping[str, str]:
        """Return the name that a header uses for each column with several names."""
        found = {ours: [name for name in header if name in theirs] for ours, theirs in self.words.items()}
        return {ours: theirs[0] for ours, theirs in found.items() if theirs}

    def read(self, table: Table, reading: FileReading) -> Import:
        """Read an export, once the order of its dates is known."""
        names = self.names(table.header)
        days, people = (
            [table.header.index(one) for column in columns if (one := names.get(column, column)) in table.header]
            for columns in (dict.fromkeys((*self.start[:1], *self.end[:1])), self.people)
        )
        if self.undated and names.get(self.start[0], self.start[0]) not in table.header:
            raise UnreadableFileError(table.name, self.undated)
        reading.notices.add_all(table.notices)
        order = reading.order_of((row.line, row.cells[at]) for at in days for row in split_rows(table))
        read = partial(self._read_row, table, names, partial(parse_moment, order=order))
        items = list(table.rows(lambda cells: isinstance(read(Cells("", cells)), TimeEntry)))
        # a problem's value may be the name of another person
        reading.problems += [replace(item, value="") for item in items if isinstance(item, DataProblem)]
        own = reading.own_entries(
            [(item, read(item)) for item in items if isinstance(item, Cells)],
            lambda row: [row[0].cells[at] for at in people if at < len(row[0].cells)],
            lambda row: minutes_of(row[1]) if isinstance(row[1], TimeEntry) else 0.0,
        )
        entries = [found for _, found in own if isinstance(found, TimeEntry)]
        reading.problems += [found for _, found in own if isinstance(found, DataProblem)]
        reading.require_at_most(len(entries), MAX_ENTRIES, "entries", "Export fewer days.")
        return study_import(reading, entries)

    def _read_row(self, table: Table, names: Mapping[str, str], day: DayParse, item: Cells) -> TimeEntry | DataProblem:
        if len(item.cells) != len(table.header):
            return DataProblem(table.name, item.line, "", "", f"the row has {len(item.cells)} cells")
        row = dict(zip(table.header, map(fields.known_text, item.cells), strict=True))
        row |= {ours: row[theirs] for ours, theirs in names.items()}
        has_end = len(self.end) == 1 or (bool(self.end) and all(map(row.get, self.end)))
        lengths = (minutes_in(row, one, TimeUnit(unit)) for one, unit in self.lengths.items() if one in row)
        tags = row.get(self.tags, "").split(",") if self.tags else ()
        try:
            return TimeEntry(
                line=item.line,
                start=_moment(row, self.start, day),
                end=_moment(row, self.end, day) if has_end else None,
                stated_min=next(lengths, self.length(row, "," if table.has_decimal_comma else ".")),
                project=row.get(self.project, "") if self.project else "",
                title=" / ".join(dict.fromkeys(row[column] for column in self.title if row.get(column))),
                tags=tuple(filter(None, map(str.strip, tags))),
                left_out=self.left_out(row),
            )
        except fields.CellError as error:
            column = names.get(error.column, error.column)
            return DataProblem(table.name, item.line, column, shortened(error.cell), str(error))


def _moment(row: TimerRow, columns: Sequence[str], day: DayParse) -> WrittenMoment:
    """Read a day or moment, with the time of day in a second column if that is filled."""
    read = fields.parsed(columns[0], row[columns[0]], day)
    clocks = [column for column in columns[1:] if row.get(column)]
    return WrittenMoment(read.day, fields.parsed(clocks[0], row[clocks[0]], clock)) if clocks else read


def minutes_in(row: TimerRow, column: str, unit: TimeUnit, *, decimal: str = ".") -> float:
    """Read a length in some unit as minutes."""
    return fields.parsed(column, row[column], partial(length_s, unit=unit, decimal=decimal)) / 60
