"""Several tables of a file with the same columns as one, such as a sheet for each month."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from analytics.errors import DataProblem
from analytics.ingest.file_mapping import ALL_TABLES
from analytics.ingest.layouts.own_table import FoundTable, OwnTable
from analytics.ingest.left_out import LeftOutRows, LeftOutTally
from analytics.ingest.reading import listed
from analytics.ingest.tables.text_table import Cells, RowTest


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
