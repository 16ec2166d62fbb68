"""Stored forecasts of practice exams."""

from collections.abc import Sequence
from dataclasses import astuple, dataclass, fields, replace
from datetime import date, datetime

import duckdb


@dataclass(frozen=True, slots=True)
class StoredForecast:
    """A forecast of a provider's next practice exam (a row of `forecast`).

    `probabilities` has one for each number of correct answers, 0 to `n_items`. `practice_exam_id` only tells the
    forecasts of a moment apart: the exam is not known yet. Earlier versions stored forecasts with an exam's result,
    under its id.
    """

    candidate_id: str
    exam_code: str
    practice_exam_id: str
    made_at_utc: datetime
    model_version: str
    day: date
    provider: str
    n_items: int
    probabilities: tuple[float, ...]


_COLUMNS = ", ".join(field.name for field in fields(StoredForecast))
_PLACES = ", ".join("?" for _ in fields(StoredForecast))


def insert_forecasts(cursor: duckdb.DuckDBPyConnection, forecasts: Sequence[StoredForecast]) -> None:
    """Add forecasts; an existing one of the same moment is not replaced."""
    for forecast in forecasts:
        values = [list(value) if isinstance(value, tuple) else value for value in astuple(forecast)]
        cursor.execute(
            f"insert or ignore into forecast ({_COLUMNS}) values ({_PLACES})",  # noqa: S608  (our own columns)
            values,
        )


def read_forecasts(cursor: duckdb.DuckDBPyConnection, candidate_id: str, exam_code: str) -> list[StoredForecast]:
    """Return the forecasts for one candidate and exam, the earliest first."""
    rows = cursor.execute(
        f"select {_COLUMNS} from forecast "  # noqa: S608  (our own columns)
        "where candidate_id = $candidate_id and exam_code = $exam_code order by made_at_utc, practice_exam_id",
        {"candidate_id": candidate_id, "exam_code": exam_code},
    ).fetchall()
    return [replace(StoredForecast(*row), probabilities=tuple(row[-1])) for row in rows]
