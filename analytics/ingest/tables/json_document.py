"""JSON documents of unknown shape: accessors that never raise."""

import json
import re
from collections.abc import Mapping, Sequence
from typing import TypeAlias

from analytics.ingest.tables.opened import OpenedFile

MAX_MARKS = 1_000_000
"""Values of a document; 50 MB of empty lists would take 3 GB of memory."""

Json: TypeAlias = "bool | int | float | str | Sequence[Json] | Mapping[str, Json] | None"


def load_json(opened: OpenedFile) -> Json:
    """Return the document, None if the file is not JSON, is nested too deep or has too many values."""
    text = opened.text.lstrip("\ufeff \t\r\n")
    if text[:1] not in {"{", "["} or has_too_many_values(text):
        return None
    try:
        document: Json = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return document


def has_too_many_values(text: str) -> bool:
    """Whether a text has more marks between values than may be parsed."""
    return sum(map(text.count, ",[{")) > MAX_MARKS


def at(value: Json, *keys: str) -> Json:
    """Return the value at a path of keys, None if there is none."""
    for key in keys:
        if not isinstance(value, Mapping):
            return None
        value = value.get(key)
    return value


def mapping(value: Json) -> Mapping[str, Json]:
    """Return a value if it is a mapping, else an empty mapping."""
    return value if isinstance(value, Mapping) else {}


def elements(value: Json) -> Sequence[Json]:
    """Return a value if it is a list, else an empty one."""
    return value if isinstance(value, list) else ()


def text(value: Json) -> str:
    """Return a value if it is a text, else an empty one; lone surrogates are replaced."""
    return re.sub(r"[\ud800-\udfff]", "\ufffd", value).strip() if isinstance(value, str) else ""
