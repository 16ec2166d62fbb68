"""Read and write map files (`--map FILE.toml`)."""

import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import tomli_w

from analytics.ingest.file_mapping import UNASSIGNED, DateOrder, FileMapping, TimeUnit
from analytics.ingest.mapping.targets import SCORE_UNITS, TABLES, mappable_columns
from analytics.ingest.reading import listed
from analytics.ingest.tables.text_table import normalized_name
from analytics.records import Activity, candidate_name
from analytics.toml_table import Rule, TomlTable, as_text, day, flag, one_of, parse_toml, read_text, whole_number

_WHAT = "a map file"
MAX_TEXT_CHARS = 200
MAX_ENTRIES = 500
MAX_ITEMS = 1000
"""The most questions of a practice exam."""

T = TypeVar("T")

TABLE_KEYS = ("columns", "units", "study", "candidates", "domain", "task", "activity")
PLAIN_KEYS = ("kind", "sheet", "has_header", "decimal", "date_order", "zone", "n_items", "person")
TOP_KEYS = (*PLAIN_KEYS, "taken_on", *TABLE_KEYS)
UNIT_KEYS = ("score", "time")
STUDY_KEYS = ("titles", "projects", "decks")


def read_map(path: Path) -> FileMapping:
    """Read a map file; an `UnopenableFileError` if it is missing, a `DocumentError` if it breaks a rule."""
    return parse_map(read_text(path, what=_WHAT), path.name)


def parse_map(text: str, file: str = "map") -> FileMapping:
    """Read a mapping from TOML; a `DocumentError` says which rule of map files it breaks."""
    document = parse_toml(text, file, what=_WHAT, rule="it must be valid TOML")
    top = _with_known_keys(TomlTable(file, "", document, as_text), TOP_KEYS)
    kind = top.read("kind", one_of(tuple(TABLES)))
    units = _with_known_keys(_table(top, "units"), UNIT_KEYS)
    order, people = top.read("date_order", one_of(tuple(DateOrder))), _patterns(top, "candidates", _text)
    return FileMapping(
        kind=kind,
        sheet=top.read("sheet", _text),
        has_header=top.read("has_header", flag),
        columns=_columns(top, kind),
        score_unit=units.read("score", one_of(SCORE_UNITS)),
        time_unit=units.read("time", one_of(tuple(TimeUnit))),
        decimal=top.read("decimal", one_of((".", ","))),
        date_order=None if order is None else DateOrder(order),
        zone=top.read("zone", time_zone),
        n_items=top.read("n_items", whole_number(1, MAX_ITEMS)),
        taken_on=top.read(
            "taken_on", lambda value: day(value, rule="it must be a date without quotes, such as 2026-03-01")
        ),
        study=_study(top),
        person=top.read("person", _text),
        candidates={candidate_name(one): candidate_name(other) for one, other in people.items()},
        domain=_patterns(top, "domain", lambda value: value if value == UNASSIGNED else _text(value)),
        task=_patterns(top, "task", _text),
        activity=_patterns(top, "activity", lambda value: Activity(one_of(tuple(Activity))(value))),
    )


def map_text(mapping: FileMapping) -> str:
    """Return a mapping as TOML; reading it back restores everything except `taken_on` and `days`."""
    units = {"score": mapping.score_unit, "time": mapping.time_unit}
    apart = {
        "units": {name: unit for name, unit in units.items() if unit},
        "study": {} if mapping.study is None else {"titles": list(mapping.study)},
    }
    whole = {key: apart[key] if key in apart else getattr(mapping, key) for key in (*PLAIN_KEYS, *TABLE_KEYS)}
    return tomli_w.dumps({key: value for key, value in whole.items() if value not in (None, {})})


def fingerprint(kind: str, header: Sequence[str] = ()) -> str:
    """Return the key of a kind of file: of a format, or of own tables with the same header."""
    return hashlib.sha256("\x1f".join((kind, *header)).encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _columns(top: TomlTable, kind: str | None) -> Mapping[str, str]:
    """Return the canonical column of each column in the file; both may occur only once."""
    table = _table(top, "columns")
    columns: dict[str, str] = {}
    for source in table.values:
        if kind is None:
            raise top.refusal("kind", f"columns need a kind: {', '.join(TABLES)}")
        target = table.checked(source, table.values[source], one_of(mappable_columns(kind)))
        name = normalized_name(source)
        if name in columns or target in columns.values():
            raise table.refusal(source, "each column may be mapped only once")
        columns[name] = target
    return columns


def _study(top: TomlTable) -> tuple[str, ...] | None:
    study = _with_known_keys(_table(top, "study"), STUDY_KEYS)
    if not study.values:
        return None
    patterns = ((key, pattern) for key in STUDY_KEYS for pattern in study.read(key, _one_or_more) or ())
    return tuple(dict.fromkeys(study.checked(key, pattern, _text) for key, pattern in patterns))


def _patterns(top: TomlTable, name: str, rule: Rule[T]) -> Mapping[str, T]:
    table = _table(top, name)
    return {top.checked(name, key, _text): table.checked(key, value, rule) for key, value in table.values.items()}


def _table(top: TomlTable, name: str) -> TomlTable:
    def rule(value: object) -> Mapping[str, object]:
        if not isinstance(value, dict) or len(value) > MAX_ENTRIES:
            raise ValueError(f"it must be a table [{name}] with at most {MAX_ENTRIES} lines")
        return value

    return top.table(name, rule)


def _with_known_keys(table: TomlTable, allowed: Sequence[str]) -> TomlTable:
    for key in table.unknown(allowed):
        raise table.refusal(key, f"unknown key; known keys: {listed(allowed)}")
    return table


def _one_or_more(value: object) -> Sequence[object]:
    """Return a list, or a list with a text."""
    if isinstance(value, str):
        return [value]
    if not isinstance(value, list) or len(value) > MAX_ENTRIES:
        raise ValueError(f'it must be a list such as ["*"], with at most {MAX_ENTRIES} patterns')
    return value


def _text(value: object) -> str:
    if not isinstance(value, str) or not value.strip() or len(value) > MAX_TEXT_CHARS:
        raise ValueError(f"it must be text of 1 to {MAX_TEXT_CHARS} characters")
    return value


def time_zone(value: object) -> str:
    """Return the value if it names a time zone."""
    name = _text(value)
    try:
        return ZoneInfo(name).key
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ValueError("unknown time zone; use a name such as Europe/Berlin") from None
