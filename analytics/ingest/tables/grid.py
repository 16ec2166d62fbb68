"""Rows of cells that are already split, such as a sheet, a Markdown table or JSON records."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from analytics.errors import DataProblem, UnreadableFileError
from analytics.ingest.reading import shortened
from analytics.ingest.tables.text_table import MAX_CELL_CHARS, Cells, Layout, RowTest, normalized_header, written_titles

UNSTORED = "\x00"
"""Marks a formula without a stored value; the text of a sheet cannot contain it."""
FORMULA_REMEDY = "a formula without a stored value; open and save the workbook, or paste values"


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
            line = f"{self._prefix}{number}"
            if len(texts) > width:
                reason = f"the row has {len(texts)} cells, and the header has {width}"
                yield DataProblem(self.name, line, "", shortened(texts[width]).strip(UNSTORED), reason)
            elif any(len(cell) > MAX_CELL_CHARS for cell in texts):
                reason = f"a cell is longer than {MAX_CELL_CHARS:,} characters"
                yield DataProblem(self.name, line, "", "", reason)
            elif UNSTORED in texts and not self._keeps_unstored:
                column = self.header[texts.index(UNSTORED)]
                yield DataProblem(self.name, line, column, "", FORMULA_REMEDY)
            else:
                yield Cells(line, texts + [""] * (width - len(texts)))
