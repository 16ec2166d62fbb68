"""Tables as a query returns them, made by hand."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from analytics.store import ColumnTable


def table_of(columns: Mapping[str, Any]) -> ColumnTable:
    """Make a table; a single value is that of each row."""
    arrays = {name: np.asarray(values) for name, values in columns.items()}
    n_rows = max(column.size for column in arrays.values())
    plain = {name: column if column.dtype.kind in "bfM" else column.astype(object) for name, column in arrays.items()}
    return ColumnTable({name: np.broadcast_to(column, n_rows) for name, column in plain.items()})


def rows_of(table: ColumnTable) -> list[tuple[Any, ...]]:
    """Return all rows, to compare."""
    return list(table.rows(*table.columns))
