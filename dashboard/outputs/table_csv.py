"""A table on a page as a CSV file."""

import csv
import io
from collections.abc import Mapping, Sequence

from analytics.ingest.values.formula_escape import escape_formula


def table_csv(rows: Sequence[Mapping[str, object]]) -> str:
    """Return rows as a CSV, with formulas escaped; a number stays a number."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(rows[0])
    writer.writerows([_cell(value) for value in row.values()] for row in rows)
    return out.getvalue()


def _cell(value: object) -> str:
    if isinstance(value, int | float):
        return str(value)
    return "" if value is None else escape_formula(str(value))
