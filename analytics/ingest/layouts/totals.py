"""Rows of a table that hold no data: totals, headings between rows, remarks, repeated headers."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from analytics.ingest.guesses.column_values import ANY_DAY, CellKind, amount, is_day
from analytics.ingest.layouts.week_grid import names_week
from analytics.ingest.mapping.column_names import name_rank
from analytics.ingest.reading import LeftOutReason
from analytics.ingest.tables.grid import UNSTORED
from analytics.ingest.tables.text_table import Cells, normalized_name
from analytics.ingest.values import fields

MAX_TOTAL_CHARS = 30
_ROUNDING = 0.011
"""So far may a total differ from its sum, as a share of it: hours are rounded to a decimal or two."""


def is_total_name(text: str) -> bool:
    """Whether a text says that it is about a total or an average."""
    return name_rank(text.casefold(), "sum_or_average") > int(text.isascii())


def rows_without_data(
    rows: Iterable[Cells], header: Sequence[str], kinds: Sequence[CellKind], *, is_grid: bool
) -> Mapping[str, LeftOutReason]:
    """Return the lines of rows that hold no data, each with its reason.

    A total or average is a row without a day that says so. Of the rows with the sum of all rows above or since the
    last total, totals are those that say so, unless the row above does too, those that name a week or a month in place
    of a day, and the last one if it has no day. A table without days keeps its totals, because a result can be one; a
    grid of days has none. A line with too few cells is a remark only below the last row; elsewhere it is broken.
    """
    days = [at for at, kind in enumerate(kinds) if kind is CellKind.DAY]
    numbers = [at for at, kind in enumerate(kinds) if kind is CellKind.NUMBER]
    found: dict[str, LeftOutReason] = {}
    below: dict[str, LeftOutReason] = {}
    whole, since, last, above = _Sums(), _Sums(), "", list[str]()
    for row in rows:
        is_undated = is_grid or (bool(days) and not any(map(_is_day, _cells(row, days))))
        reason = _reason(row.cells, header, is_undated=is_undated)
        amounts = list(map(amount, _cells(row, numbers)))
        if reason is None and days and (whole.are_in(amounts) or since.are_in(amounts)):
            names_time = is_undated and any(map(names_week, _cells(row, days)))
            is_total = names_time or (since.n_rows > 1 and _says_total(row.cells) and not _says_total(above))
            reason = LeftOutReason.TOTAL if is_total else None
        if reason is LeftOutReason.REMARK and len(row.cells) < len(header):
            below[row.line] = reason
        elif reason is not None:
            found[row.line] = reason
            if reason is LeftOutReason.TOTAL:
                since = _Sums()
        else:
            below.clear()
            is_blank = is_undated and not any(_cells(row, days))
            last = row.line if is_blank and whole.n_rows > 1 and whole.are_in(amounts) else ""
            above = row.cells
            whole.add(amounts)
            since.add(amounts)
    if last:
        found[last] = LeftOutReason.TOTAL
    return found | below


@dataclass
class _Sums:
    """The sums of columns of numbers in some rows."""

    sums: Sequence[float] = ()
    n_rows: int = 0

    def add(self, amounts: Sequence[float | None]) -> None:
        """Add the numbers of a row."""
        self.sums = [before + (one or 0.0) for before, one in zip_longest(self.sums, amounts, fillvalue=0.0)]
        self.n_rows += 1

    def are_in(self, amounts: Sequence[float | None]) -> bool:
        """Whether a row has one of the sums."""
        pairs = zip(amounts, self.sums, strict=False)
        return any(one is not None and 0 < total >= abs(one - total) / _ROUNDING for one, total in pairs)


def _reason(cells: Sequence[str], header: Sequence[str], *, is_undated: bool) -> LeftOutReason | None:
    if len(cells) == len(header) and all(
        normalized_name(cell) == name for cell, name in zip(cells, header, strict=True)
    ):
        return LeftOutReason.REPEATED_HEADER
    if not is_undated:
        return None
    if _says_total(cells):
        return LeftOutReason.TOTAL
    filled = [cell for cell in map(fields.stripped, cells) if cell and cell != UNSTORED]
    is_remark = len(filled) == 1 and len(header) > 2 and not filled[0][0].isdigit()
    return LeftOutReason.REMARK if is_remark else None


def _says_total(cells: Sequence[str]) -> bool:
    return any(len(cell) <= MAX_TOTAL_CHARS and is_total_name(cell) for cell in map(fields.stripped, cells))


def _is_day(cell: str) -> bool:
    """Whether a cell is a day, perhaps a broken one; reading each cell as a date takes long."""
    return cell[:1].isdigit() or is_day(cell, ANY_DAY)


def _cells(row: Cells, places: Sequence[int]) -> list[str]:
    return [fields.stripped(row.cells[at]) if at < len(row.cells) else "" for at in places]
