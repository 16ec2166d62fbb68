"""A table of which the candidate corrected some cells before the import."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from analytics.errors import DataProblem
from analytics.ingest.tables.grid import GridTable
from analytics.ingest.tables.text_table import Cells, RowTest, TextTable, normalized_name

Corrections = Mapping[tuple[str, str], str]
"""Cells by their line and column, as problems name them."""


class CorrectedTable:
    """A table with other values in some cells; the file itself stays as it is."""

    def __init__(self, table: TextTable | GridTable, corrections: Corrections) -> None:
        self._table = table
        self._corrections = corrections
        self.name, self.header, self.titles = table.name, table.header, table.titles
        self.notices, self.has_decimal_comma = table.notices, table.has_decimal_comma

    def rows(self, is_row: RowTest, /) -> Iterator[Cells | DataProblem]:
        """Yield the rows with the corrected cells."""
        return corrected_rows(self._table.rows(is_row), self.header, self._corrections)


def corrected_rows(
    items: Iterable[Cells | DataProblem], header: Sequence[str], corrections: Corrections
) -> Iterator[Cells | DataProblem]:
    """Yield rows with the corrected cells."""
    by_line: defaultdict[str, dict[int, str]] = defaultdict(dict)
    for (line, column), value in corrections.items():
        if normalized_name(column) in header:
            by_line[line][header.index(normalized_name(column))] = value
    for item in items:
        if isinstance(item, Cells) and item.line in by_line:
            yield Cells(item.line, [by_line[item.line].get(at, cell) for at, cell in enumerate(item.cells)])
        else:
            yield item
