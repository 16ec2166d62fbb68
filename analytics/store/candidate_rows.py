"""One candidate's current rows, copied to memory for many queries."""

import duckdb

from analytics.clock import DayRule
from analytics.records import DomainResult, ItemResponse, StudySession
from analytics.store.forecasts import StoredForecast, read_forecasts
from analytics.store.queries import CursorRows, R
from analytics.store.settings_tables import read_day_rule

_COPIED = (DomainResult.TABLE, ItemResponse.TABLE, StudySession.TABLE)
"""The kinds that several queries read; a copy of the others would cost more than it saves."""


class CandidateRows(CursorRows):
    """One candidate's rows, read by the same queries as the whole file.

    Planning the views of current rows takes most of a query's time. A temporary table of the same
    name hides its view from this cursor, so that each view is planned once and not once a query.
    """

    def __init__(self, cursor: duckdb.DuckDBPyConnection, candidate_id: str) -> None:
        super().__init__(cursor)
        self._candidate_id = candidate_id
        for table in _COPIED:
            cursor.execute(
                f"create temp table current_{table} as "  # noqa: S608  (our own records' names)
                f"select * from main.current_{table} where candidate_id = $candidate_id",
                {"candidate_id": candidate_id},
            )

    def records(self, kind: type[R], candidate_id: str | None = None) -> list[R]:
        """Return the candidate's current rows of a kind in the order of their keys."""
        return super().records(kind, candidate_id or self._candidate_id)

    def day_rule(self) -> DayRule:
        """Return how the candidate's instants become days."""
        return read_day_rule(self._cursor, self._candidate_id)

    def forecasts(self, exam_code: str) -> list[StoredForecast]:
        """Return the stored forecasts of the candidate's practice exams, the earliest first."""
        return read_forecasts(self._cursor, self._candidate_id, exam_code)
