"""Run a query of the `sql` folder, or read the current rows of a kind, with a cursor."""

import re
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Protocol, TypeVar

import duckdb

from analytics.records import Record
from analytics.records.column_table import ColumnTable, without_mask
from analytics.store.tables import columns, record_from_row

if TYPE_CHECKING:  # slow to import, and only pages need it
    import pandas as pd

R = TypeVar("R", bound=Record)

_PART = re.compile(r"\{(\w+)\}")


class Rows(Protocol):
    """Rows that can be queried: all of the file, or those of one candidate."""

    def table(self, name: str, **parameters: object) -> ColumnTable:
        """Return the rows of a query of `analytics/store/sql` with named parameters."""

    def query(self, name: str, **parameters: object) -> "pd.DataFrame":
        """Return the rows as a data frame, for a page."""

    def records(self, kind: type[R], candidate_id: str | None = None) -> list[R]:
        """Return the current rows of a kind in the order of their keys."""

    def drafts(self, name: str) -> Mapping[str, str]:
        """Return the texts saved under a name, by candidate."""


@cache
def sql_text(name: str) -> str:
    """Return the text of a query, with the parts that several share in place of their names."""
    folder = resources.files("analytics.store").joinpath("sql")

    def text_of(file: str) -> str:
        return folder.joinpath(f"{file}.sql").read_text(encoding="utf-8")

    return _PART.sub(lambda found: text_of(f"parts/{found[1]}"), text_of(name))


def run_query(cursor: duckdb.DuckDBPyConnection, name: str, parameters: Mapping[str, object]) -> "pd.DataFrame":
    """Return the rows of a query as a data frame."""
    return cursor.execute(sql_text(name), parameters).df()


def read_table(cursor: duckdb.DuckDBPyConnection, name: str, parameters: Mapping[str, object]) -> ColumnTable:
    """Return the rows of a query as numpy arrays."""
    found = cursor.execute(sql_text(name), parameters).fetchnumpy()
    return ColumnTable({column: without_mask(values) for column, values in found.items()})


def read_records(cursor: duckdb.DuckDBPyConnection, kind: type[R], candidate_id: str | None) -> list[R]:
    """Return the current rows of a kind, of one candidate or all, in the order of their keys."""
    listed = ", ".join(f'"{name}"' for name in columns(kind))
    rows = cursor.execute(
        f"select {listed} from current_{kind.TABLE} "  # noqa: S608  (our own records' names)
        "where $candidate_id is null or candidate_id = $candidate_id order by row_key",
        {"candidate_id": candidate_id},
    ).fetchall()
    return [record_from_row(kind, row) for row in rows]
