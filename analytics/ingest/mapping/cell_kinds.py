"""What the cells of a column look like: days, numbers or text."""

import re
from collections import Counter
from collections.abc import Sequence
from enum import StrEnum

from analytics.ingest.file_mapping import DateOrder, TimeUnit
from analytics.ingest.values import fields
from analytics.ingest.values.written_dates import length_s, parse_moment

_PLAIN_NUMBER = re.compile(r"[+-]?[.,]?[0-9][0-9.,' \u00a0\u202f]*%?")
_MAX_CHARS = 40
_THOUSANDS = re.compile(r"[' \u00a0\u202f]|[.,](?=[0-9]{3}(?:[.,]|$))")


class CellKind(StrEnum):
    """What a cell looks like."""

    DAY = "day"
    NUMBER = "number"
    TEXT = "text"


def kind_of(cell: str) -> CellKind:
    """Return whether a cell reads as a day, as a number or duration, or as text."""
    if is_day(cell):
        return CellKind.DAY
    return CellKind.TEXT if amount(cell) is None else CellKind.NUMBER


def is_day(cell: str) -> bool:
    """Whether a cell is a date, or a date and time, in any order."""
    if not any(map(str.isdigit, cell)):
        return False
    return any(_is_day_in(cell, order) for order in (DateOrder.DAY_FIRST, DateOrder.MONTH_FIRST))


def _is_day_in(cell: str, order: DateOrder) -> bool:
    try:
        parse_moment(cell, order)
    except ValueError:
        return False
    return True


def amount(cell: str) -> float | None:
    """Return the number in a cell, of a duration its seconds; None if it is neither."""
    text = fields.stripped(cell)
    if len(text) > _MAX_CHARS or not any(map(str.isdigit, text)):
        return None
    if _PLAIN_NUMBER.fullmatch(text):
        try:
            return float(_THOUSANDS.sub("", text.rstrip("% ")).replace(",", "."))
        except ValueError:
            return None
    try:
        return length_s(text, TimeUnit.CLOCK)
    except ValueError:
        return None


def column_kinds(rows: Sequence[Sequence[str]], width: int) -> tuple[CellKind, ...]:
    """Return what most filled cells of each column are; of an empty column, text."""
    return tuple(_most([row[at] for row in rows if len(row) > at]) for at in range(width))


def _most(cells: Sequence[str]) -> CellKind:
    found = Counter(kind_of(cell) for cell in cells if not fields.is_missing(cell))
    kind, n = max(found.items(), key=lambda item: item[1], default=(CellKind.TEXT, 0))
    return kind if 2 * n > found.total() else CellKind.TEXT
