"""One candidate's current rows, copied to memory for many queries."""

from typing import TYPE_CHECKING

import duckdb

from analytics.clock import DayRule
from analytics.records import DomainResult, ItemResponse, StudySession
from analytics.records.column_table import ColumnTable
from analytics.store.forecasts import StoredForecast, read_forecasts
from analytics.store.queries import R, read_records, read_table, run_query
from analytics.store.settings_tables import read_day_rule, read_drafts

if TYPE_CHECKING:  # slow to import, and only pages need it
    import pandas as pd

_COPIED = (DomainResult.TABLE, ItemResponse.TABLE, StudySession.TABLE)
"""The kinds that several queries read; a copy of the others would cost more than it saves."""


class CandidateRows:
    """One candidate's rows, read by the same queries as the whole file.

    Planning the views of current rows takes most of a query's time. A temporary table of the same
    name hides its view from this cursor, so that each view is planned once and not once a query.
    """

    def __init__(self, cursor: duckdb.DuckDBPyConnection, candidate_id: str) -> None:
        self._cursor = cursor
        self._candidate_id = candidate_id
        for table in _COPIED:
            cursor.execute(
                f"create temp table current_{table} as "  # noqa: S608  (our own records' names)
                f"select * from main.current_{table} where candidate_id = $candidate_id",
                {"candidate_id": candidate_id},
            )

    def table(self, name: str, **parameters: object) -> ColumnTable:
        """Return the rows of a query of `analytics/store/sql` with named parameters."""
        return read_table(self._cursor, name, parameters)

    def query(self, name: str, **parameters: object) -> "pd.DataFrame":
        """Return the rows as a data frame, for a page."""
        return run_query(self._cursor, name, parameters)

    def records(self, kind: type[R], candidate_id: str | None = None) -> list[R]:
        """Return the candidate's current rows of a kind in the order of their keys."""
        return read_records(self._cursor, kind, candidate_id or self._candidate_id)

    def day_rule(self) -> DayRule:
        """Return how the candidate's instants become days."""
        return read_day_rule(self._cursor, self._candidate_id)

    def drafts(self, name: str) -> dict[str, str]:
        """Return the texts saved under a name, by candidate."""
        return read_drafts(self._cursor, name)

    def forecasts(self, exam_code: str) -> list[StoredForecast]:
        """Return the stored forecasts of the candidate's practice exams, the earliest first."""
        return read_forecasts(self._cursor, self._candidate_id, exam_code)
