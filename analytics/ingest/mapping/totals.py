"""Rows of a table that hold no data: totals, headings between rows, remarks, repeated headers."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import takewhile

from analytics.ingest.left_out import LeftOutReason
from analytics.ingest.mapping.column_names import name_rank
from analytics.ingest.mapping.column_values import ANY_DAY, CellKind, amount, is_day
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
    rows: Callable[[], Iterable[Cells]], header: Sequence[str], kinds: Sequence[CellKind]
) -> Mapping[str, LeftOutReason]:
    """Return the lines of rows that hold no data, each with its reason.

    A total or average is a row without a day that says so, or a last row whose number is the sum of the rows
    above. A table without days keeps its totals, because a result can be one. A line with too few
    cells is a remark only below the last row; elsewhere it is broken.
    """
    days = [at for at, kind in enumerate(kinds) if kind is CellKind.DAY]
    found: dict[str, LeftOutReason] = {}
    below: dict[str, LeftOutReason] = {}
    last = None
    for row in rows():
        reason = _reason(row.cells, header, days)
        if reason is LeftOutReason.REMARK and len(row.cells) < len(header):
            below[row.line] = reason
        elif reason is not None:
            found[row.line] = reason
        else:
            below.clear()
            last = row
    if last is not None and days and not any(_cell(last, at) for at in days):
        above = takewhile(lambda row: row.line != last.line, (row for row in rows() if row.line not in found))
        if _is_sum(last, above, [at for at, kind in enumerate(kinds) if kind is CellKind.NUMBER]):
            found[last.line] = LeftOutReason.TOTAL
    return found | below


def _reason(cells: Sequence[str], header: Sequence[str], days: Sequence[int]) -> LeftOutReason | None:
    if len(cells) == len(header) and tuple(map(normalized_name, cells)) == tuple(header):
        return LeftOutReason.REPEATED_HEADER
    # a broken day is one, too, and reading each cell as a date takes long
    if not days or any(at < len(cells) and (cells[at][:1].isdigit() or is_day(cells[at], ANY_DAY)) for at in days):
        return None
    filled = [cell for cell in map(fields.stripped, cells) if cell and cell != UNSTORED]
    if any(len(cell) <= MAX_TOTAL_CHARS and is_total_name(cell) for cell in filled):
        return LeftOutReason.TOTAL
    is_remark = len(filled) == 1 and len(header) > 2 and not filled[0][0].isdigit()
    return LeftOutReason.REMARK if is_remark else None


def _is_sum(last: Cells, above: Iterable[Cells], numbers: Sequence[int]) -> bool:
    """Whether a row holds the sum of a column of two rows or more."""
    rows = list(above)
    pairs = [(sum(amount(_cell(row, at)) or 0.0 for row in rows), amount(_cell(last, at))) for at in numbers]
    return len(rows) > 1 and any(n is not None and 0 < total >= abs(n - total) / _ROUNDING for total, n in pairs)


def _cell(row: Cells, at: int) -> str:
    return fields.stripped(row.cells[at]) if at < len(row.cells) else ""
