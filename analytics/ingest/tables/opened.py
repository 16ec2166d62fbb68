"""An opened file, whose text, sheets and table are read when needed, with the candidate's corrections."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, TypeVar

from analytics.errors import DataProblem, UnreadableFileError
from analytics.ingest.tables import decoding, workbook
from analytics.ingest.tables.decoding import Decoded
from analytics.ingest.tables.grid import Grid, GridTable
from analytics.ingest.tables.text_table import Cells, RowTest, Table, TextTable, normalized_name

Found = TypeVar("Found")

Corrections = Mapping[tuple[str, str], str]
"""New cells by line and column, as problems name them."""


class CorrectedTable:
    """A table with corrected cells."""

    def __init__(self, table: TextTable | GridTable, corrections: Corrections) -> None:
        self._table, self._corrections = table, corrections
        self.name, self.header, self.titles = table.name, table.header, table.titles
        self.notices, self.has_decimal_comma = table.notices, table.has_decimal_comma

    def rows(self, is_row: RowTest, /) -> Iterator[Cells | DataProblem]:
        """Yield the corrected rows."""
        return corrected_rows(self._table.rows(is_row), self.header, self._corrections)


def corrected_rows(
    items: Iterable[Cells | DataProblem], header: Sequence[str], corrections: Corrections
) -> Iterator[Cells | DataProblem]:
    """Yield rows with their corrections applied."""
    by_line: defaultdict[str, dict[int, str]] = defaultdict(dict)
    for (line, column), value in corrections.items():
        if normalized_name(column) in header:
            by_line[line][header.index(normalized_name(column))] = value
    for item in items:
        if isinstance(item, Cells) and item.line in by_line:
            yield Cells(item.line, [by_line[item.line].get(at, cell) for at, cell in enumerate(item.cells)])
        else:
            yield item


FileTable = TextTable | GridTable
"""A table in any kind of file."""


@dataclass(frozen=True)
class OpenedFile:
    """A file or an archive member; `notices` are about the archive, `chosen_sheet` is the candidate's choice."""

    name: str
    data: bytes
    notices: tuple[str, ...] = ()
    chosen_sheet: Grid | None = None
    corrections: Corrections = field(default_factory=dict)
    _found: dict[Callable[["OpenedFile"], Any], Any] = field(
        default_factory=dict, init=False, compare=False, repr=False
    )

    def once(self, find: Callable[["OpenedFile"], Found]) -> Found:
        """Return what a function finds in the file; it looks once, however often it is asked."""
        if find not in self._found:
            self._found[find] = find(self)
        found: Found = self._found[find]
        return found

    @cached_property
    def decoded(self) -> Decoded:
        """The text, empty if the bytes are not text, and the notices on its encoding."""
        try:
            return decoding.decode(self.data, self.name)
        except UnreadableFileError:
            return Decoded("")

    @property
    def text(self) -> str:
        """The text, empty if the bytes are not text."""
        return self.decoded.text

    @cached_property
    def sheet(self) -> Grid | None:
        """The chosen sheet, else the first filled one; None if the file is not a readable workbook."""
        if self.chosen_sheet is not None:
            return self.chosen_sheet
        try:
            return next(workbook.filled_sheets(self.data, self.name)) if workbook.is_workbook(self.data) else None
        except UnreadableFileError:
            return None

    @cached_property
    def sheets(self) -> tuple[Grid, ...]:
        """All filled sheets; none if the file is not a readable workbook."""
        return () if self.sheet is None else tuple(workbook.filled_sheets(self.data, self.name))

    @cached_property
    def table(self) -> Table | None:
        """The table, None if the file is not a table with a readable header."""
        try:
            return self._read_table()
        except UnreadableFileError:
            return None

    @property
    def columns(self) -> frozenset[str]:
        """The names of the table's columns; none if the file is not a table."""
        return frozenset() if self.table is None else frozenset(self.table.header)

    def corrected(self, value: str, *cells: tuple[str, str]) -> "OpenedFile":
        """Return the file with a new value in these cells, each given by line and column."""
        return replace(self, corrections={**self.corrections, **dict.fromkeys(cells, value)})

    def readable_table(self) -> Table:
        """Return the table.

        Raises:
            UnreadableFileError: If the file is not a table with a readable header.
        """
        return self.table or self._read_table()

    def _read_table(self) -> Table:
        table: FileTable
        if workbook.is_workbook(self.data):
            table = GridTable(self.sheet or next(workbook.filled_sheets(self.data, self.name)), self.name)
        else:
            table = TextTable(self.text or decoding.decode(self.data, self.name).text, self.name)
        return CorrectedTable(table, self.corrections) if self.corrections else table
