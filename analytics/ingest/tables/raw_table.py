"""Read tables whose headers may repeat, or be whole questions of several lines."""

import csv
import re
from collections.abc import Iterator, Sequence
from itertools import islice

from analytics.errors import UnreadableFileError
from analytics.ingest.tables.decoding import SPLIT_FILE
from analytics.ingest.tables.grid import FORMULA_REMEDY, UNSTORED, Grid
from analytics.ingest.tables.opened import OpenedFile
from analytics.ingest.tables.text_table import BLANKS, Cells, bounded_lines

MAX_ROWS = 20_000
MAX_COLUMNS = 2_000

_DELIMITERS = (",", ";", "\t")


def header_of(opened: OpenedFile) -> tuple[str, ...]:
    """Return the header in lower case without reading further; empty if the file is not a table."""
    try:
        return tuple(cell.casefold() for cell in next(iter(raw_rows(opened, limit=1))).cells)
    except (StopIteration, UnreadableFileError):
        return ()


def raw_rows(opened: OpenedFile, *, limit: int = MAX_ROWS + 1) -> list[Cells]:
    """Return the header and the rows that are not blank, up to `limit` in all, with stripped cells.

    Raises:
        UnreadableFileError: If the table cannot be split into cells, or is too large.
    """
    rows = list(islice(_rows_of_text(opened) if opened.sheet is None else _rows_of_sheet(opened.sheet), limit))
    if len(rows) > MAX_ROWS:
        raise UnreadableFileError(opened.name, f"the table has more than {MAX_ROWS:,} rows. {SPLIT_FILE}")
    return rows


def _rows_of_sheet(sheet: Grid) -> Iterator[Cells]:
    """Yield the rows of a sheet, each at least as wide as its header."""
    width = len(sheet.rows[0][1])
    for number, cells in sheet.rows:
        texts = [FORMULA_REMEDY if cell == UNSTORED else cell.strip(BLANKS) for cell in cells]
        yield Cells(f"{sheet.prefix}{number}", texts + [""] * (width - len(cells)))


def _rows_of_text(opened: OpenedFile) -> Iterator[Cells]:
    text = opened.text
    first = re.split(r"[\r\n]", text.lstrip("\ufeff\r\n")[:100_000], maxsplit=1)[0]
    delimiter = max(_DELIMITERS, key=lambda mark: len(next(csv.reader([first], delimiter=mark), [])))
    reader = csv.reader(bounded_lines(text, opened.name), delimiter=delimiter, strict=True)
    begin = 1
    try:
        for cells in reader:
            if len(cells) > MAX_COLUMNS:
                raise UnreadableFileError(opened.name, f"line {begin} has more than {MAX_COLUMNS:,} columns.")
            stripped = [cell.strip(BLANKS) for cell in cells]
            if any(stripped):
                yield Cells(str(begin), stripped)
            begin = reader.line_num + 1
    except csv.Error:
        reason = f"a quote in line {begin} is not closed, or a cell is too long. Export the file again."
        raise UnreadableFileError(opened.name, reason) from None


def check_width(row: Cells, header: Sequence[str]) -> None:
    """Refuse a row with more or fewer cells than the header."""
    if len(row.cells) != len(header):
        raise ValueError(f"the row has {len(row.cells)} cells, and the header has {len(header)}")
