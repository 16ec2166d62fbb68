"""Rows of a table that hold no data: totals, headings between rows, remarks, repeated headers."""

import re
from collections.abc import Iterable, Mapping, Sequence

from analytics.ingest.left_out import LeftOutReason
from analytics.ingest.mapping.cell_kinds import CellKind, amount, is_day
from analytics.ingest.tables.grid import UNSTORED
from analytics.ingest.tables.text_table import Cells, normalized_name
from analytics.ingest.values import fields

MAX_TOTAL_CHARS = 30
_TOTAL_WORD = re.compile(
    r"\b(?:(?:sub|grand)?[- ]?totals?|totale[ns]?|sum|summe|summa|zwischensumme|gesamt\w*|insgesamt|somme|suma|toplam"
    r"|razem|totaal|итого|всего|сумма)\b|[合总總小]计|[合総小]計|총계|합계",
    re.IGNORECASE,
)
_ROUNDING = 0.011
"""So far may a total differ from its sum, as a share of it: hours are rounded to a decimal or two."""


def rows_without_data(
    rows: Iterable[Cells], header: Sequence[str], kinds: Sequence[CellKind]
) -> Mapping[str, LeftOutReason]:
    """Return the lines of rows that hold no data, each with its reason.

    A total is a row without a day that says so, or a last row whose number is the sum of the rows
    above. A table without days keeps its totals, because a result can be one. A line with too few
    cells is a remark only below the last row; elsewhere it is broken.
    """
    days = [at for at, kind in enumerate(kinds) if kind is CellKind.DAY]
    found: dict[str, LeftOutReason] = {}
    below: dict[str, LeftOutReason] = {}
    sums = _Sums(kinds)
    for row in rows:
        reason = _reason(row.cells, header, days)
        if reason is LeftOutReason.REMARK and len(row.cells) < len(header):
            below[row.line] = reason
        elif reason is not None:
            found[row.line] = reason
        else:
            below.clear()
            sums.add(row)
    if days and sums.last_is_sum(days):
        found[sums.last.line] = LeftOutReason.TOTAL
    return found | below


def _reason(cells: Sequence[str], header: Sequence[str], days: Sequence[int]) -> LeftOutReason | None:
    if tuple(map(normalized_name, cells)) == tuple(header):
        return LeftOutReason.REPEATED_HEADER
    if not days or any(at < len(cells) and is_day(cells[at]) for at in days):
        return None
    filled = [cell for cell in map(fields.stripped, cells) if cell and cell != UNSTORED]
    if any(len(cell) <= MAX_TOTAL_CHARS and _TOTAL_WORD.search(cell) for cell in filled):
        return LeftOutReason.TOTAL
    is_remark = len(filled) == 1 and len(header) > 2 and not filled[0][0].isdigit()
    return LeftOutReason.REMARK if is_remark else None


class _Sums:
    """The sums of the columns of numbers above the last row."""

    def __init__(self, kinds: Sequence[CellKind]) -> None:
        self._numbers = [at for at, kind in enumerate(kinds) if kind is CellKind.NUMBER]
        self._above = dict.fromkeys(self._numbers, 0.0)
        self._n_above = -1
        self.last = Cells("", [])

    def add(self, row: Cells) -> None:
        """Take the next row; the one before it counts as above."""
        for at in self._numbers:
            self._above[at] += self._amount(at) or 0.0
        self._n_above += 1
        self.last = row

    def last_is_sum(self, days: Sequence[int]) -> bool:
        """Whether the last row has no day, and the sum of a column."""
        if self._n_above < 2 or any(at < len(self.last.cells) and fields.stripped(self.last.cells[at]) for at in days):
            return False
        amounts = [(total, self._amount(at)) for at, total in self._above.items()]
        return any(n is not None and total > 0 and abs(n - total) <= _ROUNDING * total for total, n in amounts)

    def _amount(self, at: int) -> float | None:
        return amount(self.last.cells[at]) if at < len(self.last.cells) else None
