"""The rows of a file, read by the queries of the `sql` folder."""

import re
from abc import ABC, abstractmethod
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext, suppress
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any, TypeVar

import duckdb

from analytics.clock import DayRule
from analytics.errors import SavedTextError
from analytics.records import DomainResult, ItemResponse, Record, StudySession
from analytics.records.column_table import ColumnTable, without_mask
from analytics.store.settings_tables import Parsed, Settings, StoredForecast, parse_saved, read_forecasts, read_settings
from analytics.store.tables import listed, record_from_row

if TYPE_CHECKING:  # slow to import, and only pages need it
    import pandas as pd

R = TypeVar("R", bound=Record)

_PART = re.compile(r"\{(\w+)\}")
_COPIED = (DomainResult.TABLE, ItemResponse.TABLE, StudySession.TABLE)
"""The kinds that several queries read; a copy of the others would cost more than it saves."""


@cache
def sql_text(name: str) -> str:
    """Return the text of a query, with shared parts inserted where it names them."""
    return _PART.sub(lambda found: sql_text(f"parts/{found[1]}"), _file(name))


def statement(name: str, **names: str) -> str:
    """Return a statement with our own names of tables and columns filled in."""
    return _file(name).format(**names)


@cache
def _file(name: str) -> str:
    return resources.files("analytics.store").joinpath(f"sql/{name}.sql").read_text(encoding="utf-8")


_PARSED: dict[str, duckdb.Statement] = {}


def run(cursor: duckdb.DuckDBPyConnection, sql: str, parameters: object = None) -> duckdb.DuckDBPyConnection:
    """Execute a statement that is parsed once per process: parsing takes a fifth of a small query's time."""
    if sql not in _PARSED:
        (_PARSED[sql],) = cursor.extract_statements(sql)
    return cursor.execute(_PARSED[sql], parameters)


class Rows(ABC):
    """Rows that can be queried: all of a file, those of one candidate, or those of Parquet parts."""

    @abstractmethod
    def reading(self) -> AbstractContextManager[duckdb.DuckDBPyConnection]:
        """Yield a cursor to read with."""

    def revision(self) -> int:
        """Return the revision, which every change of the file increments.

        It starts at random, so that a replacement file is not mistaken for the old one.
        """
        with self.reading() as cursor:
            ((revision,),) = cursor.execute("select revision from store_revision").fetchall()
        return int(revision)

    def derived(self, kind: str, name: str, parse: Callable[[str], Parsed]) -> Parsed | None:
        """Parse a text cached since the last change of the file; None if there is none or it cannot be read."""
        sql = "select content from derived where kind = $kind and name = $name"
        with suppress(SavedTextError):
            for (text,) in self._fetched(sql, kind=kind, name=name):
                return parse_saved("derived", name, text, parse)
        return None

    def table(self, name: str, **parameters: object) -> ColumnTable:
        """Return the rows of a query of `analytics/store/sql` with named parameters."""
        with self.reading() as cursor:
            found = run(cursor, sql_text(name), parameters).fetchnumpy()
        return ColumnTable({column: without_mask(values) for column, values in found.items()})

    def query(self, name: str, **parameters: object) -> "pd.DataFrame":
        """Return the rows of a query as a data frame, for a page."""
        with self.reading() as cursor:
            return run(cursor, sql_text(name), parameters).df()

    def rows(self, name: str) -> list[tuple[Any, ...]]:
        """Return the rows of a query without parameters as tuples."""
        return self._fetched(sql_text(name))

    def records(self, kind: type[R], candidate_id: str | None = None) -> list[R]:
        """Return the current rows of a kind, of one candidate or all, in the order of their keys."""
        rows = self._fetched(
            f"select {listed(kind)} from current_{kind.TABLE} "  # noqa: S608  (our own records' names)
            "where $candidate_id is null or candidate_id = $candidate_id order by row_key",
            candidate_id=candidate_id,
        )
        return [record_from_row(kind, row) for row in rows]

    def candidates(self) -> list[str]:
        """Return the candidates with any row, by name."""
        return [name for (name,) in self.rows("candidates")]

    def has_candidate(self, candidate_id: str) -> bool:
        """Return whether a candidate has any row."""
        return bool(len(self.table("candidate_exists", candidate_id=candidate_id)))

    def candidates_by_exam(self) -> dict[str, list[str]]:
        """Return the candidates who prepare for each exam, by its code."""
        found: dict[str, list[str]] = {}
        for exam_code, name in self.rows("candidates_by_exam"):
            found.setdefault(exam_code, []).append(name)
        return found

    def day_rules(self) -> dict[str, DayRule]:
        """Return how instants become days, by candidate with a profile."""
        return {name: DayRule(zone, day_starts_h) for name, zone, day_starts_h in self.rows("profiles")}

    def n_profiles(self) -> int:
        """Return the number of candidates with a profile, which everybody with rows has."""
        ((n,),) = self._fetched("select count(*) from candidate")
        return int(n)

    def day_rule(self, candidate_id: str) -> DayRule:
        """Return how a candidate's instants become days; the default rule without a profile."""
        found = self._fetched("select zone, day_starts_h from candidate where candidate_id = $id", id=candidate_id)
        return DayRule(*found[0]) if found else DayRule()

    def is_day_rule_set(self, candidate_id: str) -> bool:
        """Return whether somebody has set a candidate's zone; an import only assumes one."""
        return bool(
            self._fetched("select 1 from candidate where candidate_id = $id and not is_assumed", id=candidate_id)
        )

    def forecasts(self, candidate_id: str, exam_code: str) -> list[StoredForecast]:
        """Return the stored forecasts for a candidate and exam, the earliest first."""
        with self.reading() as cursor:
            return list(read_forecasts(cursor, candidate_id, exam_code))

    def saved_texts(self, name: str) -> dict[str, str]:
        """Return the texts saved under a name, by candidate."""
        return dict(self._fetched("select candidate_id, value from draft where name = $name", name=name))

    def saved_text(self, candidate_id: str, name: str) -> str | None:
        """Return the text saved under a name for a candidate, None if there is none."""
        return self.saved_texts(name).get(candidate_id)

    def blueprint_texts(self) -> dict[str, str]:
        """Return the saved blueprints by exam code."""
        return dict(self._fetched("select exam_code, toml from blueprint order by exam_code"))

    def saved_mappings(self) -> dict[str, str]:
        """Return the saved answers, as TOML by the fingerprint of their kind of file."""
        return dict(self._fetched("select fingerprint, toml from mapping order by fingerprint"))

    def settings(self) -> Settings:
        """Return profiles, saved mappings, drafts and forecasts."""
        with self.reading() as cursor:
            return read_settings(cursor)

    def is_empty(self) -> bool:
        """Return whether there is nothing to export; each candidate with rows has a profile."""
        return not (self.settings().n_entries or self.blueprint_texts())

    def _fetched(self, sql: str, **parameters: object) -> list[tuple[Any, ...]]:
        with self.reading() as cursor:
            return run(cursor, sql, parameters).fetchall()


class CursorRows(Rows):
    """Rows read through a cursor that its owner closes."""

    def __init__(self, cursor: duckdb.DuckDBPyConnection) -> None:
        self._cursor = cursor

    def reading(self) -> AbstractContextManager[duckdb.DuckDBPyConnection]:
        """Return the cursor."""
        return nullcontext(self._cursor)


class CandidateRows(CursorRows):
    """One candidate's rows, copied to memory and read by the same queries as the whole file.

    Planning the views of current rows takes most of a query's time. A temporary table of the same
    name hides its view from this cursor, so that each view is planned once, not once per query.
    """

    def __init__(self, cursor: duckdb.DuckDBPyConnection, candidate_id: str) -> None:
        super().__init__(cursor)
        for table in _COPIED:
            run(
                cursor,
                f"create temp table current_{table} as "  # noqa: S608  (our own records' names)
                f"select * from main.current_{table} where candidate_id = $candidate_id",
                {"candidate_id": candidate_id},
            )
