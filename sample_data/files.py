"""Write canonical files."""

import csv
import io
from collections.abc import Iterable, Mapping
from datetime import date, datetime

from analytics.exports.canonical import cell
from analytics.ingest.canonical.columns import columns_of
from analytics.records import RECORD_TYPES

Cell = str | int | float | bool | date | None
Row = Mapping[str, Cell]
Cells = dict[str, Cell]

COLUMNS: Mapping[str, list[str]] = {
    f"{kind.TABLE}.csv": [column.name for column in columns_of(kind) if column.name not in {"candidate", "source_id"}]
    for kind in RECORD_TYPES
}
"""Columns of the file contract, without the candidate and source ids."""


def csv_text(name: str, rows: Iterable[Row], *, candidate: str | None = None) -> str:
    """Return the text of a canonical file, with a column `candidate` if there is one."""
    columns = COLUMNS[name] if candidate is None else ["candidate", *COLUMNS[name]]
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    for row in rows:
        cells = {**row, "candidate": candidate}
        writer.writerow([_text(cells.get(column)) for column in columns])
    return out.getvalue()


def _text(value: Cell) -> str:
    if isinstance(value, datetime):
        return value.isoformat(timespec="minutes")
    return f"{value:g}" if isinstance(value, float) else cell(value)
