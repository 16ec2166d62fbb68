"""What a file has beside the rows: profiles, custom exams, saved mappings, drafts, forecasts and its revision."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import astuple, dataclass, fields, replace
from datetime import date, datetime
from typing import Any, TypeVar

import duckdb

from analytics.errors import CutscoreError, SavedTextError


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
    return list(map(_forecast, rows))


def _forecast(row: Sequence[Any]) -> StoredForecast:
    return replace(StoredForecast(*row), probabilities=tuple(row[-1]))


@dataclass(frozen=True, slots=True)
class Profile:
    """How a candidate's instants become days; `is_assumed` if an import set it by default."""

    candidate_id: str
    zone: str
    day_starts_h: int
    is_assumed: bool


@dataclass(frozen=True, slots=True)
class SavedMapping:
    """The answers about a kind of file; the fingerprint is that of its header."""

    fingerprint: str
    format: str
    toml: str


@dataclass(frozen=True, slots=True)
class Draft:
    """An unfinished entry of a candidate, or a setting of a page."""

    candidate_id: str
    name: str
    value: str


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings of a database except custom exams.

    The field names are the keys of an exported settings file.
    """

    profiles: tuple[Profile, ...] = ()
    answers: tuple[SavedMapping, ...] = ()
    drafts: tuple[Draft, ...] = ()
    forecasts: tuple[StoredForecast, ...] = ()

    @property
    def n_entries(self) -> int:
        """How many entries there are."""
        return sum(len(getattr(self, field.name)) for field in fields(self))


_Entry = Profile | SavedMapping | Draft

_TABLES: Mapping[type[_Entry], str] = {Profile: "candidate", SavedMapping: "mapping", Draft: "draft"}


def read_settings(cursor: duckdb.DuckDBPyConnection) -> Settings:
    """Read all settings except custom exams."""
    return Settings(
        tuple(Profile(*row) for row in _rows(cursor, Profile, _TABLES[Profile])),
        tuple(SavedMapping(*row) for row in _rows(cursor, SavedMapping, _TABLES[SavedMapping])),
        tuple(Draft(*row) for row in _rows(cursor, Draft, _TABLES[Draft])),
        tuple(map(_forecast, _rows(cursor, StoredForecast, "forecast"))),
    )


def save_settings(cursor: duckdb.DuckDBPyConnection, settings: Settings) -> int:
    """Save the entries that are new or different, and return their number.

    An assumed profile does not replace one that somebody has set.
    """
    saved = read_settings(cursor)
    is_set = {profile.candidate_id for profile in saved.profiles if not profile.is_assumed}
    profiles = [one for one in settings.profiles if not (one.is_assumed and one.candidate_id in is_set)]
    entries: tuple[_Entry, ...] = (*profiles, *settings.answers, *settings.drafts)
    new = set(entries).difference(saved.profiles, saved.answers, saved.drafts)
    for entry in entries:
        if entry in new:
            places = ", ".join("?" for _ in fields(entry))
            cursor.execute(
                f"insert or replace into {_TABLES[type(entry)]} values ({places})",  # noqa: S608  (our own tables)
                list(astuple(entry)),
            )
    forecasts = [forecast for forecast in settings.forecasts if forecast not in saved.forecasts]
    insert_forecasts(cursor, forecasts)
    return len(new) + len(forecasts)


MAX_DERIVED = 16
"""How many derived texts of a kind are kept, the latest ones; each day shown has its own."""


def raise_revision(cursor: duckdb.DuckDBPyConnection) -> None:
    """Raise the revision and delete derived texts, within the transaction of the change.

    The step is random, so that a restored older copy does not reach a revision already used.
    """
    cursor.execute("update store_revision set revision = revision + 1 + (random() * 1e6)::bigint")
    cursor.execute("delete from derived")


def save_draft(cursor: duckdb.DuckDBPyConnection, candidate_id: str, name: str, value: str | None) -> None:
    """Save or replace a text of a candidate; None deletes it."""
    cursor.execute("delete from draft where candidate_id = $1 and name = $2", [candidate_id, name])
    if value is not None:
        cursor.execute("insert into draft values ($1, $2, $3)", [candidate_id, name, value])


def _rows(cursor: duckdb.DuckDBPyConnection, kind: type, table: str) -> list[tuple[Any, ...]]:
    listed = ", ".join(field.name for field in fields(kind))
    return cursor.execute(f"select {listed} from {table} order by all").fetchall()  # noqa: S608  (our own tables)


Parsed = TypeVar("Parsed")


def parse_saved(table: str, row: object, text: str, parse: Callable[[str], Parsed]) -> Parsed:
    """Parse a saved text.

    Raises:
        SavedTextError: If it cannot be parsed; it names the row.
    """
    try:
        return parse(text)
    except (CutscoreError, ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        raise SavedTextError(table, row, text) from error
