"""The tables in a candidate's own file, as people keep them."""

import csv
import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from itertools import chain, islice, repeat

from analytics.errors import DataProblem, UnreadableFileError
from analytics.ingest.left_out import LeftOutReason, LeftOutRows, LeftOutTally
from analytics.ingest.mapping.column_guesses import may_hold_records
from analytics.ingest.mapping.column_values import column_kinds, is_day
from analytics.ingest.mapping.note_lines import notes_table
from analytics.ingest.mapping.table_places import SAMPLE_ROWS, PlacedRow, TablePlace, side_by_side, table_places
from analytics.ingest.mapping.totals import rows_without_data
from analytics.ingest.mapping.week_grid import MIN_DAYS, week_above
from analytics.ingest.reading import listed, shortened
from analytics.ingest.tables import decoding, markdown, workbook
from analytics.ingest.tables.grid import MEND_FORMULA, UNSTORED, Grid, GridTable
from analytics.ingest.tables.json_document import MAX_MARKS, has_too_many_values, load_json, record_lists
from analytics.ingest.tables.opened import CorrectedTable, Corrections, FileTable, OpenedFile
from analytics.ingest.tables.text_table import (
    MAX_COLUMNS,
    Cells,
    Layout,
    RowTest,
    TextTable,
    likely_layout,
    normalized_name,
    text_lines,
)
from analytics.ingest.values import fields
from analytics.ingest.values.words import weekdays_of

NO_HEADER = "no header"
"""Begins the shape of a table without a header, by which its mapping is saved."""

_PART = " > "
_LIKE_JSON = re.compile(r"[\s\ufeff]*(?:\{|\[\s*[\[{\"0-9\]])")
_OTHER_JSON = "unrecognized JSON. Export a table (CSV) or another format that Cutscore reads."
_BROKEN_JSON = "damaged, incomplete or too deeply nested JSON. Export the file again."
_LONG_JSON = f"it has more than {MAX_MARKS:,} values. Export a shorter time, or split the file."


class OwnTable:
    """A table without its titles and totals; a table without a header has columns 1, 2, 3."""

    def __init__(self, table: FileTable, found: "FoundTable", *, has_header: bool) -> None:
        self._table = table
        self._corrected = CorrectedTable(table, found.corrections).rows
        self._needed: Collection[str] = ()
        self._notices = (*table.notices, *found.notices, *_title_notices(found))
        self.name = table.name
        self.header = table.header
        self.titles = table.titles
        self.title = found.place.title[-1:]
        self.has_decimal_comma = table.has_decimal_comma
        rows = [row.cells for row in found.place.head[1 if has_header else 0 :]]
        self._kinds = column_kinds(rows, self.header)
        self.has_header = has_header
        self.shape = self.header if has_header else (NO_HEADER, *self._kinds)

    def needing(self, columns: Collection[str]) -> "OwnTable":
        """Return the same table; a formula without a value in one of these columns is a problem."""
        table = copy(self)
        table._needed = frozenset(columns)
        return table

    @property
    def notices(self) -> tuple[str, ...]:
        """Sentences on how the table was read."""
        return tuple(dict.fromkeys(self._notices))

    @property
    def left_out(self) -> LeftOutRows:
        """The rows that were left out, such as totals, by reason."""
        tally = LeftOutTally()
        for line, reason in self._without_data.items():
            tally.add(reason, lines=(line,))
        return tally.counts()

    @cached_property
    def _without_data(self) -> Mapping[str, LeftOutReason]:
        return rows_without_data(self._cells_of_rows(), self.header, self._kinds)

    def rows(self, is_row: RowTest, /) -> Iterator[Cells | DataProblem]:
        """Yield the rows with data; a formula without a value is a problem in a needed column only."""
        for item in self._corrected(is_row):
            if item.line not in self._without_data:
                yield self._stored(item) if isinstance(item, Cells) and UNSTORED in item.cells else item

    def _stored(self, item: Cells) -> Cells | DataProblem:
        for name, cell in zip(self.header, item.cells, strict=True):
            if cell == UNSTORED and name in self._needed:
                return DataProblem(self.name, item.line, name, "", MEND_FORMULA)
        return Cells(item.line, ["" if cell == UNSTORED else cell for cell in item.cells])

    def _cells_of_rows(self) -> Iterator[Cells]:
        """Yield all rows, also those with too few or too many cells."""
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
        return tuple(map(normalized_name, self.place.head[0].cells))

    @property
    def may_hold_records(self) -> bool:
        """Whether its first rows look like study or results; a single row may be a header or data."""
        first, *others = (row.cells for row in self.place.head)
        is_record = may_hold_records(self.names, others) or (not others and may_hold_records(self.names, [first]))
        n_days = sum(map(is_day, self.place.head[0].cells))
        return is_record or max(n_days, len(weekdays_of(self.names))) >= MIN_DAYS

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
        names = self._grouped_names() if has_header else [f"Column {n + 1}" for n in range(width)]
        place = self.place
        if has_header and names is not None:
            place = replace(place, start=place.start + 1, title=place.title[:-1])
        layout = Layout(place.start, place.end, names, self.delimiter or ",")
        return OwnTable(self.open(layout), replace(self, place=place), has_header=has_header)

    def _grouped_names(self) -> list[str] | None:
        """Return the header with the group of each name that stands in several, None if all names differ."""
        twice = {name for name in self.names if name and self.names.count(name) > 1}
        if not twice or sum(map(bool, self.place.above)) < 2:
            return None
        group, found = "", list[str]()
        for name, above in zip(self.place.head[0].cells, chain(self.place.above, repeat("")), strict=False):
            group = fields.stripped(above) or group
            found.append(f"{group} {name}" if normalized_name(name) in twice else name)
        return found


def own_tables(opened: OpenedFile) -> list[FoundTable]:
    """Return the tables in a file that is not of a known kind, one at least.

    Raises:
        UnreadableFileError: If it is no file of tables, or one of them is too wide.
    """
    tables = _tables_in(opened)
    if any(len(row.cells) > MAX_COLUMNS for table in tables for row in table.place.head):
        raise UnreadableFileError(
            opened.name, f"it has more than {MAX_COLUMNS} columns. Keep those that you need, and import it again."
        )
    return [replace(table, corrections=opened.corrections) for table in tables]


def _tables_in(opened: OpenedFile) -> list[FoundTable]:
    if workbook.is_workbook(opened.data):
        sheets = opened.sheets if opened.chosen_sheet is None else (opened.chosen_sheet,)
        sheets = sheets or tuple(workbook.filled_sheets(opened.data, opened.name))  # which says why there are none
        return list(chain.from_iterable(_in_grid(sheet, opened.name) for sheet in sheets))
    text = (opened.decoded or decoding.decode(opened.data, opened.name)).text
    grids = record_lists(opened)
    if not grids and _LIKE_JSON.match(text):
        raise UnreadableFileError(opened.name, _reason_no_json(opened))
    grids = grids or markdown.markdown_tables(text, opened.name)
    notes = None if grids else notes_table(text, opened.name)
    grids = [notes] if notes is not None else grids
    if grids:
        return _told_apart([_of_grid(grid, opened.name) for grid in grids])
    return _in_text(text, opened.name)


def _reason_no_json(opened: OpenedFile) -> str:
    """Return why a document that begins like JSON has no lists of records."""
    if has_too_many_values(opened.text):
        return _LONG_JSON
    return _BROKEN_JSON if load_json(opened) is None else _OTHER_JSON


def is_in_sheet(title: str, sheet: Grid) -> bool:
    """Whether a table with this title is a sheet, or one of several in it."""
    return title == sheet.title or title.startswith(f"{sheet.title}{_PART}")


def _rows_of(sheet: Grid) -> Iterator[PlacedRow]:
    before = 0
    for at, (number, cells) in enumerate(sheet.rows):
        yield PlacedRow(at, cells, is_after_blank=number > before + 1)
        before = number


def _of_grid(grid: Grid, file: str) -> FoundTable:
    """Return a table whose first row is its header for sure, unless the header is blank."""
    has_header = any(map(fields.stripped, grid.rows[0][1]))
    start = 0 if has_header else 1
    head = [PlacedRow(at, cells) for at, (_, cells) in enumerate(grid.rows[:SAMPLE_ROWS])][start:]
    place = TablePlace(start, len(grid.rows), head, n_rows=len(grid.rows) - start)
    return FoundTable(grid.title, has_header, place, partial(GridTable, grid, file))


def _in_text(text: str, file: str) -> list[FoundTable]:
    lines = text_lines(text, file)
    layout = likely_layout(lines)
    if len(side_by_side(list(islice(_rows_in(lines, layout), SAMPLE_ROWS)))) > 1:
        return _in_grid(Grid("", [(row.at + 1, list(row.cells)) for row in _rows_in(lines, layout)]), file)
    open_at = partial(TextTable, text, file)
    places = [(open_at, place) for place in table_places(_rows_in(lines, layout), len(lines))]
    if not places:
        raise UnreadableFileError(file, "the file has no filled cells.")
    return _named(places, "", layout.delimiter)


def _in_grid(grid: Grid, file: str) -> list[FoundTable]:
    """Return the tables in a sheet, below each other and side by side."""
    places = []
    for columns in side_by_side(list(islice(_rows_of(grid), SAMPLE_ROWS))):
        rows = ((number, cells[columns.start : columns.stop]) for number, cells in grid.rows)
        side = replace(grid, rows=[(number, cells) for number, cells in rows if any(map(fields.stripped, cells))])
        open_at = partial(GridTable, side, file)
        places += [(open_at, place) for place in table_places(_rows_of(side), len(side.rows))]
    return _named(places, grid.title)


def _named(
    places: Sequence[tuple[Callable[[Layout], FileTable], TablePlace]], of: str, delimiter: str | None = None
) -> list[FoundTable]:
    """Return the names of the tables of a sheet or text: the line above each, or else a number."""
    found = []
    for n, (open_at, place) in enumerate(places, start=1):
        name = shortened(place.title[-1]) if place.title else f"table {n}"
        title = of if len(places) == 1 else f"{of}{_PART}{name}" if of else name
        found.append(FoundTable(title, None if place.is_headerless else True, place, open_at, delimiter))
    return _told_apart(found)


def _rows_in(lines: Sequence[str], layout: Layout) -> Iterator[PlacedRow]:
    """Yield the rows of a text as far as it can be split; where it cannot, no table begins."""
    reader = csv.reader(islice(lines, layout.start, None), delimiter=layout.delimiter)
    at, is_after_blank = layout.start, False
    while True:
        try:
            cells = next(reader)
        except (StopIteration, csv.Error):
            return
        if any(map(fields.stripped, cells)):
            yield PlacedRow(at, cells, is_after_blank)
        is_after_blank = not any(map(fields.stripped, cells))
        at = layout.start + reader.line_num


def _told_apart(found: list[FoundTable]) -> list[FoundTable]:
    """Number equal titles, and add a notice on the other tables to each."""
    n_alike = Counter(one.title for one in found)
    titles = [f"{one.title} ({n})" if n_alike[one.title] > 1 else one.title for n, one in enumerate(found, start=1)]
    if len(found) == 1:
        return found
    told_apart = []
    for one, title in zip(found, titles, strict=True):
        others = listed([repr(other) for other in titles if other != title])
        notice = f"Read from the table {title!r}. Other tables were ignored: {others}."
        told_apart.append(replace(one, title=title, notices=(notice,)))
    return told_apart


def _title_notices(found: FoundTable) -> tuple[str, ...]:
    """Return a notice on the text above a table, unless the table or its week is named by it."""
    title = found.place.title
    if not title or found.title.endswith(shortened(title[-1])) or week_above(title[-1:]):
        return ()
    return (f"Text above the table was ignored: {shortened(' / '.join(title))!r}.",)
