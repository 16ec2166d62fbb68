"""The tables of a candidate's own file, without titles and totals: one, or several with the same columns as one."""

import csv
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import chain, repeat

from analytics.errors import DataProblem
from analytics.ingest.file_mapping import ALL_TABLES
from analytics.ingest.guesses.column_guesses import may_hold_records
from analytics.ingest.guesses.column_values import column_kinds, column_values, is_day
from analytics.ingest.guesses.result_guesses import stated_maximum, with_maximum
from analytics.ingest.layouts.table_places import TablePlace
from analytics.ingest.layouts.totals import rows_without_data
from analytics.ingest.layouts.week_grid import MIN_DAYS, week_above, week_totals
from analytics.ingest.reading import LeftOutReason, LeftOutRows, LeftOutTally, listed, shortened
from analytics.ingest.tables.grid import MEND_FORMULA, UNSTORED
from analytics.ingest.tables.opened import CorrectedTable, Corrections, FileTable
from analytics.ingest.tables.text_table import Cells, Layout, RowTest, TextTable, normalized_name
from analytics.ingest.values import fields
from analytics.ingest.values.words import weekdays_of

NO_HEADER = "no header"
"""Begins the shape of a table without a header, by which its mapping is saved."""


class OwnTable:
    """A table without its titles and totals; a table without a header has columns 1, 2, 3."""

    def __init__(self, table: FileTable, found: "FoundTable", *, has_header: bool) -> None:
        self._table = table
        self._corrected = CorrectedTable(table, found.corrections).rows
        self._needed: Collection[str] = ()
        self.notices = tuple(dict.fromkeys((*table.notices, *found.notices, *_title_notices(found))))
        self.name = table.name
        self.header = table.header
        self.titles = table.titles
        self._maxima = [*map(stated_maximum, table.header)]
        self.title = found.place.title[-1:]
        self.has_decimal_comma = table.has_decimal_comma
        rows = [row.cells for row in found.place.head[1 if has_header else 0 :]]
        self._kinds = column_kinds(rows, self.header)
        self._is_of_weeks = week_totals(column_values(self.header, rows)) is not None
        self.has_header = has_header
        self.shape = self.header if has_header else (NO_HEADER, *self._kinds)

    def needing(self, columns: Collection[str]) -> "OwnTable":
        """Return the same table; a formula without a value in one of these columns is a problem."""
        table = copy(self)
        table._needed = frozenset(columns)
        return table

    @property
    def left_out(self) -> LeftOutRows:
        """The rows that were left out, such as totals, by reason."""
        tally = LeftOutTally()
        for line, reason in self._without_data.items():
            tally.add(reason, lines=(line,))
        return tally.counts()

    @cached_property
    def _without_data(self) -> Mapping[str, LeftOutReason]:
        kinds = () if self._is_of_weeks else self._kinds  # the hours of a week may be the sum of those before
        is_grid = self._is_of_weeks or any(map(is_day, self.titles))
        return rows_without_data(self._cells_of_rows(), self.header, kinds, is_grid=is_grid)

    def rows(self, is_row: RowTest, /) -> Iterator[Cells | DataProblem]:
        """Yield the rows with data; results are of the maximum that the header states."""
        for item in self._corrected(is_row):
            if item.line not in self._without_data:
                yield self._stored(item) if isinstance(item, Cells) else item

    def _stored(self, item: Cells) -> Cells | DataProblem:
        """Return the values of a row; a formula without one is a problem in a needed column only."""
        for name, cell in zip(self.header, item.cells, strict=True):
            if cell == UNSTORED and name in self._needed:
                return DataProblem(self.name, item.line, name, "", MEND_FORMULA)
        stored = ("" if cell == UNSTORED else cell for cell in item.cells)
        return Cells(item.line, [*map(with_maximum, stored, self._maxima)])

    def _cells_of_rows(self) -> Iterator[Cells]:
        for item in self._corrected(lambda _cells: False):
            if isinstance(item, Cells):
                yield item
            elif isinstance(self._table, TextTable) and item.value:
                yield Cells(item.line, next(csv.reader([item.value], delimiter=self._table.delimiter), []))


@dataclass(frozen=True, slots=True)
class FoundTable:
    """One table in a file, before it is known whether its first row is its header.

    `title` names it among several. `has_header` is None if the first row reads like data. Rows that
    were split by a `delimiter` all have as many cells as most; those of a sheet have at most so many.
    """

    title: str
    has_header: bool | None
    place: TablePlace
    open: Callable[[Layout], FileTable]
    delimiter: str | None = None
    notices: tuple[str, ...] = ()
    corrections: Corrections = field(default_factory=dict)

    @property
    def n_rows(self) -> int:
        """How many rows it has, without its header."""
        return self.place.n_rows - (self.has_header is True)

    @property
    def names(self) -> tuple[str, ...]:
        """The first row as names of columns."""
        return tuple(map(normalized_name, self._titles))

    @property
    def _titles(self) -> Sequence[str]:
        """The first row; what is blank above the first cells of the others is Column 1, often of days."""
        first, *others = self.place.head
        is_blank = bool(first.cells) and not fields.stripped(first.cells[0])
        is_nameless = is_blank and any(fields.stripped(cell) for row in others for cell in row.cells[:1])
        return ["Column 1", *first.cells[1:]] if is_nameless else first.cells

    @property
    def may_hold_records(self) -> bool:
        """Whether its first rows look like study or results; a single row may be a header or data."""
        first, *others = (row.cells for row in self.place.head)
        is_record = may_hold_records(self.names, others) or (not others and may_hold_records(self.names, [first]))
        is_of_weeks = week_totals(column_values(self.names, others)) is not None
        return is_record or is_of_weeks or sum(map(is_day, first)) > 1 or len(weekdays_of(self.names)) >= MIN_DAYS

    @property
    def first_row(self) -> str:
        """The first row, to ask whether it is the header."""
        return shortened(", ".join(" ".join(cell.split()) for cell in self.place.head[0].cells))

    def table(self, *, has_header: bool) -> OwnTable:
        """Return the table with or without a header.

        Raises:
            UnreadableFileError: If its header cannot be read.
        """
        widths = Counter(len(row.cells) for row in self.place.head)
        width = max(widths) if self.delimiter is None else max(widths, key=widths.__getitem__)
        place, grouped = self.place, self._grouped_names() if has_header else None
        completed = grouped or (list(self._titles) if self._titles != place.head[0].cells else None)
        names = completed if has_header else [f"Column {n + 1}" for n in range(width)]
        if has_header and names is not None:
            place = replace(place, start=place.start + 1, title=place.title[:-1] if grouped else place.title)
        layout = Layout(place.start, place.end, names, self.delimiter or ",")
        return OwnTable(self.open(layout), replace(self, place=place), has_header=has_header)

    def _grouped_names(self) -> list[str] | None:
        """Return the header with the group of each name that stands in several, None if all names differ."""
        twice = {name for name in self.names if name and self.names.count(name) > 1}
        if not twice or sum(map(bool, self.place.above)) < 2:
            return None
        group, found = "", list[str]()
        for name, above in zip(self._titles, chain(self.place.above, repeat("")), strict=False):
            group = fields.stripped(above) or group
            found.append(f"{group} {name}" if normalized_name(name) in twice else name)
        return found


def _title_notices(found: FoundTable) -> tuple[str, ...]:
    """Return a notice on the text above a table, unless the table or its week is named by it."""
    title = found.place.title
    if not title or found.title.endswith(shortened(title[-1])) or week_above(title[-1:]):
        return ()
    return (f"Text above the table was ignored: {shortened(' / '.join(title))!r}.",)


class JoinedTable:
    """The rows of tables with the same header, one table after the other."""

    has_header = True

    def __init__(self, tables: Sequence[OwnTable], notices: tuple[str, ...]) -> None:
        first = tables[0]
        self.name, self.header, self.titles, self.shape = first.name, first.header, first.titles, first.shape
        self.has_decimal_comma = first.has_decimal_comma
        self.notices = notices
        self.parts = tables

    def needing(self, columns: Collection[str]) -> "JoinedTable":
        """Return the same tables; a formula without a value in one of these columns is a problem."""
        return JoinedTable([table.needing(columns) for table in self.parts], self.notices)

    @property
    def left_out(self) -> LeftOutRows:
        """The rows that were left out, such as totals, by reason."""
        tally = LeftOutTally()
        for table in self.parts:
            for reason, rows in table.left_out.items():
                tally.add(reason, rows.n_rows, lines=rows.lines)
        return tally.counts()

    def rows(self, is_row: RowTest, /) -> Iterator[Cells | DataProblem]:
        """Yield the rows with data of all tables."""
        return chain.from_iterable(table.rows(is_row) for table in self.parts)


@dataclass(frozen=True)
class FoundTables:
    """Tables of a file that have the same header, to choose them together."""

    parts: Sequence[FoundTable]
    title = ALL_TABLES
    has_header = True

    @property
    def n_rows(self) -> int:
        """How many rows they have, without their headers."""
        return sum(part.n_rows for part in self.parts)

    def table(self) -> JoinedTable:
        """Return the tables as one."""
        names = listed([repr(part.title) for part in self.parts])
        return JoinedTable([part.table(has_header=True) for part in self.parts], (f"Read from the tables {names}.",))


def with_all(found: Sequence[FoundTable]) -> list[FoundTable | FoundTables]:
    """Return the tables, and behind them those with the same header as one choice, if there are several."""
    by_header: dict[tuple[str, ...], list[FoundTable]] = {}
    for one in found:
        if one.has_header:
            by_header.setdefault(one.names, []).append(one)
    largest = max(by_header.values(), key=len, default=[])
    return [*found, *([FoundTables(largest)] if len(largest) > 1 else [])]
