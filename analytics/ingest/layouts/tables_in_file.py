"""Find a candidate's own tables in a file: in sheets, documents, lists of notes or text."""

import csv
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import chain, islice

from analytics.errors import UnreadableFileError
from analytics.ingest.layouts.note_lines import notes_table
from analytics.ingest.layouts.own_table import FoundTable
from analytics.ingest.layouts.table_places import SAMPLE_ROWS, PlacedRow, TablePlace, side_by_side, table_places
from analytics.ingest.reading import listed, shortened
from analytics.ingest.tables import decoding, markdown, workbook
from analytics.ingest.tables.grid import Grid, GridTable
from analytics.ingest.tables.json_document import MAX_MARKS, has_too_many_values, load_json, record_lists
from analytics.ingest.tables.opened import FileTable, OpenedFile
from analytics.ingest.tables.text_table import MAX_COLUMNS, Layout, TextTable, likely_layout, text_lines
from analytics.ingest.values import fields

_PART = " > "
_LIKE_JSON = re.compile(r"[\s\ufeff]*(?:\{|\[\s*[\[{\"0-9\]])")
_OTHER_JSON = "unrecognized JSON. Export a table (CSV) or another format that Cutscore reads."
_BROKEN_JSON = "damaged, incomplete or too deeply nested JSON. Export the file again."
_LONG_JSON = f"it has more than {MAX_MARKS:,} values. Export a shorter time, or split the file."


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
