"""A candidate's own table, or several with the same header read as one.

Titles and rows without data are left out: totals, headings between rows, remarks, repeated headers.
"""

import csv
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import chain, repeat, zip_longest
from operator import eq

from analytics.errors import DataProblem
from analytics.ingest.file_mapping import ALL_TABLES
from analytics.ingest.guesses.column_guesses import may_hold_records
from analytics.ingest.guesses.column_values import (
    ANY_DAY,
    CellKind,
    ColumnValues,
    amount,
    column_kinds,
    column_values,
    is_day,
)
from analytics.ingest.guesses.result_guesses import stated_maximum, with_maximum
from analytics.ingest.layouts.table_places import TablePlace
from analytics.ingest.layouts.week_grid import MIN_DAYS, month_in, names_week_or_month, week_above, week_totals
from analytics.ingest.mapping.column_names import name_rank
from analytics.ingest.reading import LeftOutReason, LeftOutRows, LeftOutTally, listed, shortened
from analytics.ingest.tables.grid import FORMULA_REMEDY, UNSTORED
from analytics.ingest.tables.opened import CorrectedTable, Corrections, FileTable
from analytics.ingest.tables.text_table import Cells, Layout, RowTest, normalized_name
from analytics.ingest.values import fields
from analytics.ingest.values.words import weekdays_of

NO_HEADER = "no header"
"""Begins the shape of tables without a header, under which their mapping is saved."""


class OwnTable:
    """A table without its titles and totals; without a header, its columns are named 1, 2, 3."""

    parts: Sequence["OwnTable"] = ()
    """Tables with this header, whose rows this table has instead of its own."""

    def __init__(self, table: CorrectedTable, found: "FoundTable", *, has_header: bool) -> None:
        self._table, self._delimiter = table, found.delimiter
        self._needed: Collection[str] = ()
        self.notices = tuple(dict.fromkeys((*table.notices, *found.notices, *_title_notices(found))))
        self.name, self.header, self.titles = table.name, table.header, table.titles
        self._maxima = [*map(stated_maximum, table.header)]
        self.title = found.place.title[-1:]
        self.has_decimal_comma = table.has_decimal_comma
        heads = [row.cells for row in found.place.head[1 if has_header else 0 :]]
        days = [*map(self.header.index, _numbered_days(column_values(self.header, heads)))] if found.month else []
        self._month, self._day_at = (found.month, days[0]) if days else ("", 0)
        rows = [*map(self._with_month, heads)]
        self._kinds = column_kinds(rows, self.header)
        self._is_of_weeks = week_totals(column_values(self.header, rows)) is not None
        self.has_header = has_header
        self.shape = self.header if has_header else (NO_HEADER, *self._kinds)

    def requiring_values(self, columns: Collection[str]) -> "OwnTable":
        """Return the table with a problem for each formula without a value in these columns."""
        table = copy(self)
        table._needed = frozenset(columns)
        table.parts = [part.requiring_values(columns) for part in self.parts]
        return table

    @property
    def left_out(self) -> LeftOutRows:
        """The rows left out, such as totals, by reason."""
        tally = LeftOutTally()
        for part in self.parts or (self,):
            for line, reason in part._without_data.items():
                tally.add(reason, lines=(line,))
        return tally

    @cached_property
    def _without_data(self) -> Mapping[str, LeftOutReason]:
        kinds = () if self._is_of_weeks else self._kinds  # a week's hours may happen to be the sum of the earlier ones
        is_grid = self._is_of_weeks or any(map(is_day, self.titles))
        rows = list[Cells]()
        for item in self._table.rows(lambda _cells: False):
            if isinstance(item, Cells):
                rows.append(Cells(item.line, [*self._with_month(item.cells)]))
            elif self._delimiter and item.value:  # maybe a remark, with too few cells
                rows.append(Cells(item.line, next(csv.reader([item.value], delimiter=self._delimiter), [])))
        return _rows_without_data(rows, self.header, kinds, is_grid=is_grid)

    def rows(self, is_row: RowTest, /) -> Iterator[Cells | DataProblem]:
        """Yield the rows with data, and add the maximum in a column's name to its cells."""
        for part in self.parts or (self,):
            for item in part._table.rows(is_row):
                if item.line not in part._without_data:
                    yield part._row_values(item) if isinstance(item, Cells) else item

    def _with_month(self, cells: Sequence[str]) -> Sequence[str]:
        """Return cells with the number of a day as a date, in a table of a month."""
        day = fields.stripped(cells[self._day_at]) if self._month and self._day_at < len(cells) else ""
        if not day.isdecimal():
            return cells
        return [*cells[: self._day_at], f"{self._month}-{day:0>2}", *cells[self._day_at + 1 :]]

    def _row_values(self, item: Cells) -> Cells | DataProblem:
        """Return the values of a row, or the problem of a formula without a value in a needed column."""
        for name, cell in zip(self.header, item.cells, strict=True):
            if cell == UNSTORED and name in self._needed:
                return DataProblem(self.name, item.line, name, "", FORMULA_REMEDY)
        stored = ("" if cell == UNSTORED else cell for cell in self._with_month(item.cells))
        return Cells(item.line, [*map(with_maximum, stored, self._maxima)])


@dataclass(frozen=True, slots=True)
class FoundTable:
    """A table in a file, before it is known whether its first row is its header.

    `title` names it among several. `has_header` is None if the first row reads like data. `delimiter` is None for
    tables that are not split from text. With `parts`, it stands for several tables with the same header.
    """

    title: str
    has_header: bool | None
    place: TablePlace
    open: Callable[[Layout], FileTable]
    delimiter: str | None = None
    notices: tuple[str, ...] = ()
    corrections: Corrections = field(default_factory=dict)
    parts: tuple["FoundTable", ...] = ()
    _tables: dict[bool, OwnTable] = field(default_factory=dict, init=False, compare=False, repr=False)

    @property
    def n_rows(self) -> int:
        """Number of rows below the header."""
        return sum(one.place.n_rows - (one.has_header is True) for one in self.parts or (self,))

    @property
    def names(self) -> tuple[str, ...]:
        """The first row as names of columns."""
        return tuple(map(normalized_name, self._titles))

    @property
    def month(self) -> str:
        """The month of its rows, if the text above it or its name says which."""
        return next(filter(None, map(month_in, [*self.place.title[-1:], self.title])), "")

    @property
    def _titles(self) -> Sequence[str]:
        """The first row; if its first cell is blank but those below are not, it is named Column 1."""
        first, *others = self.place.head
        is_blank = bool(first.cells) and not fields.stripped(first.cells[0])
        is_nameless = is_blank and any(fields.stripped(cell) for row in others for cell in row.cells[:1])
        return ["Column 1", *first.cells[1:]] if is_nameless else first.cells

    @property
    def may_hold_records(self) -> bool:
        """Whether its first rows look like study or results; a single row may be the header or data."""
        first, *others = (row.cells for row in self.place.head)
        is_record = may_hold_records(self.names, others) or (not others and may_hold_records(self.names, [first]))
        is_of_weeks = week_totals(column_values(self.names, others)) is not None
        return is_record or is_of_weeks or sum(map(is_day, first)) > 1 or len(weekdays_of(self.names)) >= MIN_DAYS

    @property
    def first_row(self) -> str:
        """The first row as text, for the question whether it is the header."""
        return shortened(", ".join(" ".join(cell.split()) for cell in self.place.head[0].cells))

    def table(self, *, has_header: bool) -> OwnTable:
        """Return the table with or without a header, or refuse the file if the header cannot be read."""
        if has_header not in self._tables:
            self._tables[has_header] = self._read(has_header=has_header)
        return self._tables[has_header]

    def _read(self, *, has_header: bool) -> OwnTable:
        if self.parts:
            whole = copy(self.parts[0].table(has_header=True))
            whole.parts = [part.table(has_header=True) for part in self.parts]
            whole.notices = (f"Read from the tables {listed([repr(part.title) for part in self.parts])}.",)
            return whole
        widths = Counter(len(row.cells) for row in self.place.head)
        width = max(widths) if self.delimiter is None else max(widths, key=widths.__getitem__)
        place, grouped = self.place, self._grouped_names() if has_header else None
        completed = grouped or (list(self._titles) if self._titles != place.head[0].cells else None)
        names = completed if has_header else [f"Column {n + 1}" for n in range(width)]
        if has_header and names is not None:
            place = replace(place, start=place.start + 1, title=place.title[:-1] if grouped else place.title)
        layout = Layout(place.start, place.end, names, self.delimiter or ",")
        table = CorrectedTable(self.open(layout), self.corrections)
        return OwnTable(table, replace(self, place=place), has_header=has_header)

    def _grouped_names(self) -> list[str] | None:
        """Return the names of a two-row header, repeated ones after the name of their group; None if it has one row."""
        twice = {name for name in self.names if name and self.names.count(name) > 1}
        if not (twice or self.place.is_joined) or sum(map(bool, self.place.above)) < 2:
            return None
        group, found = "", list[str]()
        for name, above in zip(self._titles, chain(self.place.above, repeat("")), strict=False):
            group = fields.stripped(above) or group
            found.append(f"{group} {name}" if normalized_name(name) in twice else name)
        return found


def _numbered_days(columns: Sequence[ColumnValues]) -> list[str]:
    """Return the names of the columns of days that are numbers within a month; none in a table with dates."""
    if any(column.is_moment and column.filled for column in columns):
        return []
    numbers = {one.name: [cell for cell in one.filled if cell.isdecimal()] for one in columns if one.rank("date")}
    return [name for name, cells in numbers.items() if cells and all(len(n) < 3 and 1 <= int(n) <= 31 for n in cells)]


def _title_notices(found: FoundTable) -> tuple[str, ...]:
    """Return a notice on the text above a table, unless it names the table, its week or its month."""
    title = found.place.title
    if not title or found.title.endswith(shortened(title[-1])) or week_above(title[-1:]) or month_in(title[-1]):
        return ()
    return (f"Text above the table was ignored: {shortened(' / '.join(title))!r}.",)


def with_combined(found: Sequence[FoundTable]) -> list[FoundTable]:
    """Return the tables, and as one more choice the largest group of them with the same header."""
    by_header: dict[tuple[str, ...], list[FoundTable]] = {}
    for one in found:
        if one.has_header:
            by_header.setdefault(one.names, []).append(one)
    largest = max(by_header.values(), key=len, default=[])
    return [*found, *(replace(one, title=ALL_TABLES, parts=tuple(largest)) for one in largest[:1] if len(largest) > 1)]


MAX_TOTAL_CHARS = 30
_ROUNDING = 0.011
"""How far a total may differ from the sum, as a share of it: hours are rounded to one or two decimals."""


def is_total_name(text: str) -> bool:
    """Whether a text names a total or an average."""
    return name_rank(text.casefold(), "sum_or_average") > int(text.isascii())


def _rows_without_data(
    rows: Iterable[Cells], header: Sequence[str], kinds: Sequence[CellKind], *, is_grid: bool
) -> Mapping[str, LeftOutReason]:
    """Return the reason for each line without data.

    A row without a day that names a total or average is a total. Of the rows with the sum of all rows above, or of
    those since the last total, three kinds are totals: those that name one, unless the row above does too; those
    with a week or month instead of a day; and the last row, if it has no day. In a table without days, results may
    be totals, so they stay. A line with too few cells is a remark if it is below the last row, and broken elsewhere.
    """
    days = [at for at, kind in enumerate(kinds) if kind is CellKind.DAY]
    numbers = [at for at, kind in enumerate(kinds) if kind is CellKind.NUMBER]
    found: dict[str, LeftOutReason] = {}
    below: dict[str, LeftOutReason] = {}
    whole, since, last, above = _Sums(), _Sums(), "", list[str]()
    for row in rows:
        dates = _cells(row, days)
        # a digit is enough for a day, since parsing each cell is slow and a date may be broken
        is_undated = is_grid or (bool(days) and not any(one[:1].isdigit() or is_day(one, ANY_DAY) for one in dates))
        reason = _left_out_reason(row.cells, header, is_undated=is_undated)
        amounts = list(map(amount, _cells(row, numbers)))
        if reason is None and days and (whole.has_match(amounts) or since.has_match(amounts)):
            names_time = is_undated and any(map(names_week_or_month, dates))
            is_total = names_time or (since.n_rows > 1 and _names_total(row.cells) and not _names_total(above))
            reason = LeftOutReason.TOTAL if is_total else None
        if reason is LeftOutReason.REMARK and len(row.cells) < len(header):
            below[row.line] = reason
        elif reason is not None:
            found[row.line] = reason
            if reason is LeftOutReason.TOTAL:
                since = _Sums()
        else:
            below.clear()
            is_blank = is_undated and not any(dates)
            last = row.line if is_blank and whole.n_rows > 1 and whole.has_match(amounts) else ""
            above = row.cells
            whole.add(amounts)
            since.add(amounts)
    if last:
        found[last] = LeftOutReason.TOTAL
    return found | below


@dataclass
class _Sums:
    """The sums of the number columns of some rows."""

    sums: Sequence[float] = ()
    n_rows: int = 0

    def add(self, amounts: Sequence[float | None]) -> None:
        """Add the numbers of a row."""
        self.sums = [before + (one or 0.0) for before, one in zip_longest(self.sums, amounts, fillvalue=0.0)]
        self.n_rows += 1

    def has_match(self, amounts: Sequence[float | None]) -> bool:
        """Whether a row has the sum of a column in that column."""
        pairs = zip(amounts, self.sums, strict=False)
        return any(one is not None and 0 < total >= abs(one - total) / _ROUNDING for one, total in pairs)


def _left_out_reason(cells: Sequence[str], header: Sequence[str], *, is_undated: bool) -> LeftOutReason | None:
    if len(cells) == len(header) and all(map(eq, map(normalized_name, cells), header)):
        return LeftOutReason.REPEATED_HEADER
    if not is_undated:
        return None
    if _names_total(cells):
        return LeftOutReason.TOTAL
    filled = [cell for cell in map(fields.stripped, cells) if cell and cell != UNSTORED]
    is_remark = len(filled) == 1 and len(header) > 2 and not filled[0][0].isdigit()
    return LeftOutReason.REMARK if is_remark else None


def _names_total(cells: Sequence[str]) -> bool:
    return any(len(cell) <= MAX_TOTAL_CHARS and is_total_name(cell) for cell in map(fields.stripped, cells))


def _cells(row: Cells, places: Sequence[int]) -> list[str]:
    return [fields.stripped(row.cells[at]) if at < len(row.cells) else "" for at in places]
