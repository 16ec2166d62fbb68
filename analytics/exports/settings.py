"""What a database holds beside its rows, as one file of an export: profiles, answers, drafts and forecasts."""

import json
import math
from collections.abc import Callable, Mapping
from dataclasses import asdict, fields
from datetime import date, datetime
from typing import Any, TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from analytics.errors import MapFileError, UnreadableFileError
from analytics.ingest.mapping.map_file import parse_map
from analytics.store import Draft, Profile, SavedMapping, Settings, StoredForecast

T = TypeVar("T")

SCHEMA = "cutscore-settings/1"
FORMAT = "settings"
FILE_NAME = "cutscore_settings.json"
MAX_CHARS = 50_000_000
MAX_ITEMS = 100_000


def settings_text(settings: Settings) -> str:
    """Write settings as JSON; moments and days as ISO."""
    document = {"schema": SCHEMA, **asdict(settings)}
    return json.dumps(document, indent=1, ensure_ascii=False, default=lambda moment: moment.isoformat()) + "\n"


def parse_settings(text: str, file: str) -> Settings:
    """Read settings; a file that breaks a rule is refused whole.

    Raises:
        UnreadableFileError: If it is no such file, or one that was changed by hand beyond reading.
    """
    if len(text) > MAX_CHARS:
        raise UnreadableFileError(file, "the settings are larger than any that Cutscore has written.")
    try:
        document = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise UnreadableFileError(file, f"the settings are no valid JSON ({str(error)[:100]}).") from error
    if document["schema"] != SCHEMA:
        found = str(document["schema"])[:40]
        raise UnreadableFileError(file, f"the settings are of another version of Cutscore ({found!r}).")
    parts: Mapping[str, Callable[[Mapping[str, Any]], object]] = {
        "profiles": _profile,
        "answers": _answers,
        "drafts": lambda given: Draft(*(_text(given[name.name]) for name in fields(Draft))),
        "forecasts": _forecast,
    }
    read: dict[str, Any] = {}
    for name, parse in parts.items():
        try:
            read[name] = tuple(parse(item) for item in document[name])
        except (KeyError, TypeError, ValueError, MapFileError) as error:
            raise UnreadableFileError(file, f"something in its part {name!r} is not as Cutscore writes it.") from error
    return Settings(**read)


def _profile(given: Mapping[str, Any]) -> Profile:
    try:
        zone = ZoneInfo(_text(given["zone"])).key
    except (ZoneInfoNotFoundError, OSError) as error:
        raise ValueError("no such zone") from error
    hour = given["day_starts_h"]
    if not _is_whole(hour, 0, 23) or not isinstance(given["is_assumed"], bool):
        raise ValueError("no hour, or no flag")
    return Profile(_text(given["candidate_id"]), zone, hour, given["is_assumed"])


def _answers(given: Mapping[str, Any]) -> SavedMapping:
    parse_map(_text(given["toml"]))
    return SavedMapping(*(_text(given[field.name]) for field in fields(SavedMapping)))


def _forecast(given: Mapping[str, Any]) -> StoredForecast:
    chances, n_items = given["probabilities"], given["n_items"]
    if not _is_whole(n_items, 1, MAX_ITEMS) or len(chances) != n_items + 1:
        raise ValueError("not a chance for each number of right answers")
    if not all(isinstance(chance, int | float) and 0 <= chance <= 1 for chance in chances):
        raise ValueError("no chances")
    if not math.isclose(sum(chances), 1, abs_tol=1e-6):
        raise ValueError("the chances do not add to one")
    made_at = datetime.fromisoformat(_text(given["made_at_utc"]))
    if made_at.tzinfo is not None:
        raise ValueError("it is in UTC and says no zone")
    named = {name: _text(given[name]) for name in ("candidate_id", "exam_code", "practice_exam_id")}
    return StoredForecast(
        **named,
        made_at_utc=made_at,
        model_version=_text(given["model_version"]),
        day=date.fromisoformat(_text(given["day"])),
        provider=_text(given["provider"]),
        n_items=n_items,
        probabilities=tuple(map(float, chances)),
    )


def _is_whole(value: object, low: int, high: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and low <= value <= high


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("no text")
    return value.encode("utf-8").decode("utf-8")  # half a surrogate pair is a ValueError
