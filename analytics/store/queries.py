"""Run a query of the `sql` folder, or read the current rows of a kind, with a cursor."""

import re
from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, TypeVar

import duckdb

from analytics.records import Record
from analytics.records.column_table import ColumnTable, without_mask
from analytics.store.tables import columns, record_from_row

if TYPE_CHECKING:  # slow to import, and only pages need it
    import pandas as pd

R = TypeVar("R", bound=Record)

_PART = re.compile(r"\{(\w+)\}")


class Rows(ABC):
    """Rows that can be queried: all of a file, those of one candidate, or those of Parquet parts."""

    @abstractmethod
    def reading(self) -> AbstractContextManager[duckdb.DuckDBPyConnection]:
        """Return a cursor for a read, to be closed after it."""

    @contextmanager
    def shared_connection(self) -> Iterator[None]:
        """Keep the file open for several reads."""
        with self.reading():
            yield

    def table(self, name: str, **parameters: object) -> ColumnTable:
        """Return the rows of a query of `analytics/store/sql` with named parameters."""
        with self.reading() as cursor:
            return read_table(cursor, name, parameters)

    def query(self, name: str, **parameters: object) -> "pd.DataFrame":
        """Return the rows as a data frame, for a page."""
        with self.reading() as cursor:
            return run_query(cursor, name, parameters)

    def records(self, kind: type[R], candidate_id: str | None = None) -> list[R]:
        """Return the current rows of a kind, of one candidate or all, in the order of their keys."""
        with self.reading() as cursor:
            return read_records(cursor, kind, candidate_id)

    def drafts(self, name: str) -> dict[str, str]:
        """Return the texts saved under a name, by candidate."""
        return self._texts("select candidate_id, value from draft where name = $name", name=name)

    def blueprint_texts(self) -> dict[str, str]:
        """Return the saved blueprints by exam code."""
        return self._texts("select exam_code, toml from blueprint order by exam_code")

    def saved_mappings(self) -> dict[str, str]:
        """Return the saved answers about kinds of files, as TOML by the fingerprint of their kind."""
        return self._texts("select fingerprint, toml from mapping order by fingerprint")

    def saved_mapping_formats(self) -> dict[str, str]:
        """Return the format of each saved mapping by fingerprint."""
        return self._texts("select fingerprint, format from mapping order by fingerprint")

    def _texts(self, sql: str, **parameters: object) -> dict[str, str]:
        with self.reading() as cursor:
            return dict(cursor.execute(sql, parameters).fetchall())


class CursorRows(Rows):
    """The rows that a cursor sees, which somebody else closes."""

    def __init__(self, cursor: duckdb.DuckDBPyConnection) -> None:
        self._cursor = cursor

    def reading(self) -> AbstractContextManager[duckdb.DuckDBPyConnection]:
        """Return the cursor."""
        return nullcontext(self._cursor)


@cache
def sql_text(name: str) -> str:
    """Return the text of a query, with the parts that several share in place of their names."""
    file = resources.files("analytics.store").joinpath(f"sql/{name}.sql")
    return _PART.sub(lambda found: sql_text(f"parts/{found[1]}"), file.read_text(encoding="utf-8"))


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
