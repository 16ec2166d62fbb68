"""Rows of cells that are already split, such as a sheet, a Markdown table or JSON records."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from analytics.errors import DataProblem, UnreadableFileError
from analytics.ingest.reading import shortened
from analytics.ingest.tables.text_table import Cells, Layout, RowTest, normalized_header, row_fault, written_titles

UNSTORED = "\x00"
"""Marks a formula without a stored value; the text of a sheet cannot contain it."""
FORMULA_REMEDY = "a formula without a stored value; open and save the workbook, or paste values"


def text_of(value: object) -> str:
    """Return a value as in a text file; midnight is written as a date."""
    match value:
        case None:
            return ""
        case bool():
            return str(value).lower()
        case float() if value.is_integer():
            return str(int(value))
        case datetime() if value.time() == time.min:
            return value.date().isoformat()
        case datetime() | date():
            return value.isoformat()
        case _:
            return str(value)


@dataclass(frozen=True, slots=True)
class Grid:
    """The rows that are not blank, with their numbers; `prefix` comes before these in messages, such as ``Sheet!``."""

    title: str
    rows: Sequence[tuple[int, list[str]]]
    notices: tuple[str, ...] = ()
    prefix: str = ""


class GridTable:
    """A grid as a table with a header."""

    has_decimal_comma = False

    def __init__(self, grid: Grid, file: str, layout: Layout | None = None) -> None:
        self.name = file
        self.notices = grid.notices
        self._prefix = grid.prefix
        start, end, names = (0, len(grid.rows), None) if layout is None else (layout.start, layout.end, layout.names)
        self._keeps_unstored = layout is not None
        if names is None:
            names = grid.rows[start][1]
            start += 1
            if UNSTORED in names:
                raise UnreadableFileError(file, f"the header has {FORMULA_REMEDY}.")
        self._rows = grid.rows[start:end]
        self.header = normalized_header(names, file)
        self.titles = written_titles(names)

    def rows(self, _is_row: RowTest, /) -> Iterator[Cells | DataProblem]:
        """Yield the rows; a short one is filled up with blank cells, as in a sheet."""
        width = len(self.header)
        for number, texts in self._rows:
            line, cells = f"{self._prefix}{number}", texts + [""] * (width - len(texts))
            fault = row_fault(cells, width)
            if fault:
                value = shortened("".join(texts[width : width + 1])).strip(UNSTORED)
                yield DataProblem(self.name, line, "", value, fault)
            elif UNSTORED in texts and not self._keeps_unstored:
                yield DataProblem(self.name, line, self.header[texts.index(UNSTORED)], "", FORMULA_REMEDY)
            else:
                yield Cells(line, cells)
