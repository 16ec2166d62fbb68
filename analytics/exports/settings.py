"""Profiles, saved mappings, drafts and forecasts as one file of an export."""

import json
import math
from collections.abc import Callable, Mapping
from dataclasses import asdict, fields
from datetime import date, datetime
from typing import Any

from analytics.errors import DocumentError, UnreadableFileError
from analytics.ingest.mapping.map_file import parse_map, time_zone
from analytics.records import candidate_name
from analytics.store import Profile, SavedMapping, SavedText, Settings, StoredForecast
from analytics.toml_table import TomlTable, flag, whole_number

SCHEMA = "cutscore-settings/1"
FORMAT = "settings"
FILE_NAME = "cutscore_settings.json"
MAX_CHARS = 50_000_000
MAX_ITEMS = 100_000


def settings_text(settings: Settings) -> str:
    """Return settings as JSON; moments and days are ISO."""
    document = {"schema": SCHEMA, **asdict(settings)}
    return json.dumps(document, indent=1, ensure_ascii=False, default=lambda moment: moment.isoformat()) + "\n"


def parse_settings(text: str, file: str) -> Settings:
    """Read a settings file.

    Raises:
        UnreadableFileError: If the file breaks any rule.
    """
    if len(text) > MAX_CHARS:
        raise UnreadableFileError(file, "the settings are larger than Cutscore writes them.")
    try:
        document = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise UnreadableFileError(file, f"the settings are not valid JSON ({str(error)[:100]}).") from error
    if document["schema"] != SCHEMA:
        found = str(document["schema"])[:40]
        raise UnreadableFileError(file, f"the settings are from another version of Cutscore ({found!r}).")
    parts: Mapping[str, Callable[[TomlTable], object]] = {
        "profiles": _profile,
        "answers": _answers,
        "drafts": _saved_text,
        "forecasts": _forecast,
    }
    top = TomlTable(file, "", document)
    read: dict[str, Any] = {}
    for name, parse in parts.items():
        try:
            top.needed(name, document.get(name))
            read[name] = tuple(parse(table) for table in top.tables(name, at_most=MAX_CHARS))
        except DocumentError as error:
            raise UnreadableFileError(file, f"the part {name!r} is not in the format that Cutscore writes.") from error
    return Settings(**read)


def _profile(table: TomlTable) -> Profile:
    return Profile(
        table.required("candidate_id", _name),
        table.required("zone", time_zone),
        table.required("day_starts_h", whole_number(0, 23)),
        table.required("is_assumed", flag),
    )


def _answers(table: TomlTable) -> SavedMapping:
    parse_map(table.required("toml", _text))
    return SavedMapping(*(table.required(field.name, _text) for field in fields(SavedMapping)))


def _saved_text(table: TomlTable) -> SavedText:
    from analytics.estimation import decision_inputs  # noqa: PLC0415  (slow to import, and only settings need it)

    who, name = table.required("candidate_id", _name), table.required("name", _text)
    value = table.required("value", _text)
    if name.startswith(decision_inputs.SETTING_PREFIX):
        decision_inputs.inputs_from(value)
    return SavedText(who, name, value)


def _forecast(table: TomlTable) -> StoredForecast:
    probabilities = table.required("probabilities", _probabilities)
    n_items = len(probabilities) - 1
    if n_items != table.required("n_items", whole_number(1, MAX_ITEMS)):
        raise table.refusal("probabilities", "it must have one value per number of correct answers")
    return StoredForecast(
        candidate_id=table.required("candidate_id", _name),
        exam_code=table.required("exam_code", _text),
        practice_exam_id=table.required("practice_exam_id", _text),
        made_at_utc=table.required("made_at_utc", _moment),
        model_version=table.required("model_version", _text),
        day=table.required("day", lambda value: date.fromisoformat(_text(value))),
        provider=table.required("provider", _text),
        n_items=n_items,
        probabilities=probabilities,
    )


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError("it must be text")
    return value.encode("utf-8").decode("utf-8")  # half a surrogate pair is a ValueError


def _name(value: object) -> str:
    return candidate_name(_text(value))


def _moment(value: object) -> datetime:
    moment = datetime.fromisoformat(_text(value))
    if moment.tzinfo is not None:
        raise ValueError("it must have no offset, because it is in UTC")
    return moment


def _probabilities(value: object) -> tuple[float, ...]:
    if not isinstance(value, list) or not all(isinstance(chance, int | float) and 0 <= chance <= 1 for chance in value):
        raise ValueError("it must be a list of probabilities")
    if not math.isclose(sum(value), 1, abs_tol=1e-6):
        raise ValueError("the probabilities must add up to one")
    return tuple(map(float, value))
