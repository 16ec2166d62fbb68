"""The file of answers (`--map FILE.toml`): what the mapping screen saves and the command line reads."""

import hashlib
import tomllib
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import tomli_w

from analytics.errors import MapFileError, UnopenableFileError
from analytics.ingest.file_mapping import DateOrder, FileMapping
from analytics.ingest.mapping.columns import SCORE_UNITS, TABLES, ours_of
from analytics.ingest.reading import listed
from analytics.ingest.tables.text_table import normalised_name
from analytics.ingest.values.written_dates import TimeUnit
from analytics.records import Activity

MAX_BYTES = 256 * 1024
MAX_TEXT_CHARS = 200
MAX_ENTRIES = 500

T = TypeVar("T")

STUDY_KEYS = ("titles", "projects", "decks")


def read_map(path: Path) -> FileMapping:
    """Read a file of answers.

    Raises:
        UnopenableFileError: If it is not there or may not be read.
        MapFileError: If it breaks a rule.
    """
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise UnopenableFileError(path, error) from error
    if len(data) > MAX_BYTES:
        raise MapFileError(path.name, "file", path.name, f"it is larger than {MAX_BYTES // 1024} kB")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise MapFileError(path.name, "file", f"byte {error.start + 1}", "it must be text in UTF-8") from error
    return parse_map(text, path.name)


def parse_map(text: str, file: str = "map") -> FileMapping:
    """Read answers from TOML.

    Raises:
        MapFileError: If a key is not known, or a value breaks its rule.
    """
    try:
        document = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        raise MapFileError(file, "file", str(error)[:MAX_TEXT_CHARS], "it must be valid TOML") from error
    return _MapReading(document, file).answers()


def map_text(answers: FileMapping) -> str:
    """Write answers as TOML; reading it again gives the same answers, but for the day of one practice exam."""
    units = {"score": answers.score_unit, "time": answers.time_unit}
    whole: dict[str, object] = {
        "kind": answers.kind,
        "decimal": answers.decimal,
        "date_order": answers.date_order and str(answers.date_order),
        "zone": answers.zone,
        "columns": dict(answers.columns),
        "units": {name: unit for name, unit in units.items() if unit},
        "study": {} if answers.study is None else {"titles": list(answers.study)},
        "domain": dict(answers.domain),
        "task": dict(answers.task),
        "activity": {pattern: str(activity) for pattern, activity in answers.activity.items()},
    }
    return tomli_w.dumps({key: value for key, value in whole.items() if value not in (None, {})})


def fingerprint(kind: str, header: Sequence[str] = ()) -> str:
    """Name a kind of file: its format, and for a table of one's own its header."""
    return hashlib.sha256("\x1f".join((kind, *header)).encode("utf-8", "surrogatepass")).hexdigest()[:32]


class _MapReading:
    """One pass over the document of a file of answers."""

    def __init__(self, document: Mapping[str, object], file: str) -> None:
        self._document = document
        self._file = file

    def answers(self) -> FileMapping:
        """Read all of it."""
        self._only(
            self._document,
            "",
            (
                "kind",
                "decimal",
                "date_order",
                "zone",
                "taken_on",
                "columns",
                "units",
                "study",
                "domain",
                "task",
                "activity",
            ),
        )
        kind = self._choice("kind", self._document.get("kind"), tuple(TABLES))
        units = self._table("units")
        self._only(units, "units.", ("score", "time"))
        order = self._choice("date_order", self._document.get("date_order"), tuple(DateOrder))
        return FileMapping(
            kind=kind,
            columns=self._columns(kind),
            score_unit=self._choice("units.score", units.get("score"), SCORE_UNITS),
            time_unit=self._choice("units.time", units.get("time"), tuple(TimeUnit)),
            decimal=self._choice("decimal", self._document.get("decimal"), (".", ",")),
            date_order=None if order is None else DateOrder(order),
            zone=self._zone(),
            taken_on=self._day(),
            study=self._study(),
            domain=self._patterns("domain", self._text),
            task=self._patterns("task", self._text),
            activity=self._patterns("activity", self._activity),
        )

    def _columns(self, kind: str | None) -> Mapping[str, str]:
        """Read which of their columns is which of ours; each of ours may be named once."""
        columns: dict[str, str] = {}
        for theirs, value in self._table("columns").items():
            key = f"columns.{theirs}"
            if kind is None:
                raise MapFileError(self._file, "kind", "", f"columns need a kind; one of: {', '.join(TABLES)}")
            ours = self._choice(key, value, ours_of(kind))
            name = normalised_name(theirs)
            if name in columns or ours in columns.values():
                raise MapFileError(self._file, key, value, "each column may be named once")
            columns[name] = str(ours)
        return columns

    def _study(self) -> tuple[str, ...] | None:
        study = self._table("study")
        self._only(study, "study.", STUDY_KEYS)
        if not study:
            return None
        found: dict[str, None] = {}
        for key in STUDY_KEYS:
            value = study.get(key, [])
            for pattern in [value] if isinstance(value, str) else self._list(f"study.{key}", value):
                found[self._text(f"study.{key}", pattern)] = None
        return tuple(found)

    def _zone(self) -> str | None:
        if "zone" not in self._document:
            return None
        name = self._text("zone", self._document["zone"])
        try:
            return ZoneInfo(name).key
        except (ZoneInfoNotFoundError, ValueError, OSError):
            rule = "no such time zone; write one such as Europe/Berlin"
            raise MapFileError(self._file, "zone", name, rule) from None

    def _day(self) -> date | None:
        value = self._document.get("taken_on")
        if value is not None and (not isinstance(value, date) or isinstance(value, datetime)):
            raise MapFileError(self._file, "taken_on", _shown(value), "it must be a day without quotes: 2026-03-01")
        return value

    def _activity(self, key: str, value: object) -> Activity:
        return Activity(self._choice(key, value, tuple(Activity)) or "")

    def _patterns(self, name: str, parse: Callable[[str, object], T]) -> Mapping[str, T]:
        return {
            self._text(name, pattern): parse(f"{name}.{pattern}", value) for pattern, value in self._table(name).items()
        }

    def _table(self, name: str) -> Mapping[str, object]:
        value = self._document.get(name, {})
        if not isinstance(value, dict) or len(value) > MAX_ENTRIES:
            rule = f"it must be a table [{name}] of at most {MAX_ENTRIES} lines"
            raise MapFileError(self._file, name, _shown(value), rule)
        return value

    def _list(self, key: str, value: object) -> Sequence[object]:
        if not isinstance(value, list) or len(value) > MAX_ENTRIES:
            rule = f'it must be a list such as ["*"], of at most {MAX_ENTRIES} patterns'
            raise MapFileError(self._file, key, _shown(value), rule)
        return value

    def _text(self, key: str, value: object) -> str:
        if not isinstance(value, str) or not value.strip() or len(value) > MAX_TEXT_CHARS:
            rule = f"it must be a text of 1 to {MAX_TEXT_CHARS} characters"
            raise MapFileError(self._file, key, _shown(value), rule)
        return value

    def _choice(self, key: str, value: object, words: Sequence[str]) -> str | None:
        if value is None:
            return None
        if value not in words:
            raise MapFileError(self._file, key, _shown(value), f"it must be one of: {', '.join(words)}")
        return str(value)

    def _only(self, table: Mapping[str, object], where: str, known: Sequence[str]) -> None:
        unknown = [name for name in table if name not in known]
        if unknown:
            value = _shown(table[unknown[0]])
            raise MapFileError(
                self._file, f"{where}{unknown[0]}", value, f"not a known key; known are: {listed(known)}"
            )


def _shown(value: object) -> object:
    return str(value)[:MAX_TEXT_CHARS]
