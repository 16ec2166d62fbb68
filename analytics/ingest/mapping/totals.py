"""Rows of a table that hold no data: totals, headings between rows, remarks, repeated headers."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from analytics.ingest.left_out import LeftOutReason
from analytics.ingest.mapping.column_names import name_rank
from analytics.ingest.mapping.column_values import ANY_DAY, CellKind, amount, is_day
from analytics.ingest.mapping.week_grid import names_week
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

    A total or average is a row without a day that says so, or whose number is the sum of the rows above if it is
    the last one or names a week or a month. A table without days keeps its totals, because a result can be one. A
    line with too few cells is a remark only below the last row; elsewhere it is broken.
    """
    days, numbers = ([at for at, kind in enumerate(kinds) if kind is one] for one in (CellKind.DAY, CellKind.NUMBER))
    found: dict[str, LeftOutReason] = {}
    below: dict[str, LeftOutReason] = {}
    may_be_totals: dict[str, int] = {}
    is_open, last = False, ""
    for row in rows():
        is_undated = bool(days) and not any(map(_is_day, _cells(row, days)))
        reason = _reason(row.cells, header, is_undated=is_undated)
        if reason is LeftOutReason.REMARK and len(row.cells) < len(header):
            below[row.line] = reason
        elif reason is not None:
            found[row.line] = reason
        else:
            below.clear()
            is_open, last = is_undated and not any(_cells(row, days)), row.line
            if is_undated and any(map(names_week, _cells(row, days))):
                may_be_totals[row.line] = 1
    if is_open:
        may_be_totals[last] = 2
    known = found | below
    return dict(_with_totals(rows(), known, may_be_totals, numbers)) if may_be_totals else known


def _reason(cells: Sequence[str], header: Sequence[str], *, is_undated: bool) -> LeftOutReason | None:
    if len(cells) == len(header) and tuple(map(normalized_name, cells)) == tuple(header):
        return LeftOutReason.REPEATED_HEADER
    if not is_undated:
        return None
    filled = [cell for cell in map(fields.stripped, cells) if cell and cell != UNSTORED]
    if any(len(cell) <= MAX_TOTAL_CHARS and is_total_name(cell) for cell in filled):
        return LeftOutReason.TOTAL
    is_remark = len(filled) == 1 and len(header) > 2 and not filled[0][0].isdigit()
    return LeftOutReason.REMARK if is_remark else None


def _is_day(cell: str) -> bool:
    """Whether a cell is a day, perhaps a broken one; reading each cell as a date takes long."""
    return cell[:1].isdigit() or is_day(cell, ANY_DAY)


def _with_totals(
    rows: Iterable[Cells], known: Mapping[str, LeftOutReason], fewest: Mapping[str, int], numbers: Sequence[int]
) -> Iterator[tuple[str, LeftOutReason]]:
    """Yield known lines, and those with the sum of all rows above or since the last total, of the fewest at least."""
    above, start = list[list[float]](), 0
    for row in rows:
        found, reason = list(map(amount, _cells(row, numbers))), known.get(row.line)
        if row.line in fewest and any(_is_sum(found, above[at:], fewest[row.line]) for at in (0, start)):
            reason = LeftOutReason.TOTAL
        if reason is None:
            above.append([number or 0.0 for number in found])
        else:
            start = len(above) if reason is LeftOutReason.TOTAL else start
            yield row.line, reason


def _is_sum(numbers: Sequence[float | None], above: Sequence[Sequence[float]], fewest: int) -> bool:
    pairs = zip(numbers, map(sum, zip(*above, strict=True)), strict=False)
    is_any = any(number is not None and 0 < total >= abs(number - total) / _ROUNDING for number, total in pairs)
    return is_any and len(above) >= fewest


def _cells(row: Cells, places: Sequence[int]) -> list[str]:
    return [fields.stripped(row.cells[at]) if at < len(row.cells) else "" for at in places]
