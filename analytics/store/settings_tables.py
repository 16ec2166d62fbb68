"""What a file has beside the rows: profiles, custom exams, saved mappings, drafts, forecasts and its revision."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import astuple, dataclass, fields
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
class SavedText:
    """A text under a name: a draft of an entry, or a setting of a page. The file calls all of them drafts."""

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
    drafts: tuple[SavedText, ...] = ()
    forecasts: tuple[StoredForecast, ...] = ()

    @property
    def n_entries(self) -> int:
        """How many entries there are."""
        return sum(len(getattr(self, field.name)) for field in fields(self))


_Entry = Profile | SavedMapping | SavedText | StoredForecast
_Kind = TypeVar("_Kind", Profile, SavedMapping, SavedText, StoredForecast)

_TABLES: Mapping[type[_Entry], str] = {
    Profile: "candidate",
    SavedMapping: "mapping",
    SavedText: "draft",
    StoredForecast: "forecast",
}


def read_settings(cursor: duckdb.DuckDBPyConnection) -> Settings:
    """Read all settings except custom exams."""
    return Settings(
        _read(cursor, Profile), _read(cursor, SavedMapping), _read(cursor, SavedText), _read(cursor, StoredForecast)
    )


def read_forecasts(cursor: duckdb.DuckDBPyConnection, candidate_id: str, exam_code: str) -> tuple[StoredForecast, ...]:
    """Return the forecasts for one candidate and exam, the earliest first."""
    own = "where candidate_id = $1 and exam_code = $2 order by made_at_utc, practice_exam_id"
    return _read(cursor, StoredForecast, own, [candidate_id, exam_code])


def _read(
    cursor: duckdb.DuckDBPyConnection, kind: type[_Kind], which: str = "order by all", parameters: object = None
) -> tuple[_Kind, ...]:
    query = f"select {_columns(kind)} from {_TABLES[kind]} {which}"  # noqa: S608  (our own tables)
    rows: list[list[Any]] = [
        [tuple(value) if isinstance(value, list) else value for value in row]
        for row in cursor.execute(query, parameters).fetchall()
    ]
    return tuple(kind(*row) for row in rows)


def _columns(kind: type[_Entry]) -> str:
    return ", ".join(field.name for field in fields(kind))


def insert_entries(cursor: duckdb.DuckDBPyConnection, entries: Iterable[_Entry]) -> None:
    """Add or replace entries; an existing forecast of the same moment is not replaced."""
    for entry in entries:
        how = "ignore" if isinstance(entry, StoredForecast) else "replace"
        values = [list(value) if isinstance(value, tuple) else value for value in astuple(entry)]
        places = ", ".join("?" for _ in values)
        into = f"{_TABLES[type(entry)]} ({_columns(type(entry))})"
        cursor.execute(f"insert or {how} into {into} values ({places})", values)  # noqa: S608  (our own tables)


def save_settings(cursor: duckdb.DuckDBPyConnection, settings: Settings) -> int:
    """Save the entries that are new or different, and return their number.

    An assumed profile does not replace one that somebody has set.
    """
    saved = read_settings(cursor)
    is_set = {profile.candidate_id for profile in saved.profiles if not profile.is_assumed}
    profiles = [one for one in settings.profiles if not (one.is_assumed and one.candidate_id in is_set)]
    known = {*saved.profiles, *saved.answers, *saved.drafts, *saved.forecasts}
    entries: list[_Entry] = [*profiles, *settings.answers, *settings.drafts, *settings.forecasts]
    new = [entry for entry in dict.fromkeys(entries) if entry not in known]
    insert_entries(cursor, new)
    return len(new)


def raise_revision(cursor: duckdb.DuckDBPyConnection) -> None:
    """Raise the revision and delete derived texts, within the transaction of the change.

    The step is random, so that a restored older copy does not reach a revision already used.
    """
    cursor.execute("update store_revision set revision = revision + 1 + (random() * 1e6)::bigint")
    cursor.execute("delete from derived")


def save_text(cursor: duckdb.DuckDBPyConnection, candidate_id: str, name: str, value: str | None) -> None:
    """Save or replace a text of a candidate; None deletes it."""
    cursor.execute("delete from draft where candidate_id = $1 and name = $2", [candidate_id, name])
    if value is not None:
        cursor.execute("insert into draft values ($1, $2, $3)", [candidate_id, name, value])


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
