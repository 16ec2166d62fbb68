"""A JSON file as values of which nothing is believed until it has been looked at."""

import json
import re
from collections.abc import Mapping, Sequence
from typing import TypeAlias

from analytics.ingest.tables.opened import OpenedFile

Json: TypeAlias = "bool | int | float | str | Sequence[Json] | Mapping[str, Json] | None"


def load_json(opened: OpenedFile) -> Json:
    """Give the document, None where the file is none, or is nested without end."""
    text = opened.text.lstrip("\ufeff \t\r\n")
    if text[:1] not in {"{", "["}:
        return None
    try:
        document: Json = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return document


def at(value: Json, *keys: str) -> Json:
    """Follow keys into a document; None where the way ends."""
    for key in keys:
        if not isinstance(value, Mapping):
            return None
        value = value.get(key)
    return value


def mapping(value: Json) -> Mapping[str, Json]:
    """Give a value where it is a mapping, an empty one where it is not."""
    return value if isinstance(value, Mapping) else {}


def elements(value: Json) -> Sequence[Json]:
    """Give a value where it is a list, an empty one where it is not."""
    return value if isinstance(value, list) else ()


def text(value: Json) -> str:
    """Give a value where it is a text, an empty one where it is not; half a character is marked."""
    return re.sub(r"[\ud800-\udfff]", "\ufffd", value).strip() if isinstance(value, str) else ""
