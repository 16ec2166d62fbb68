"""Values of reports as JSON."""

import math
from collections.abc import Iterable
from datetime import date
from enum import Enum
from functools import cache
from typing import TypeAlias

from analytics.models.intervals import Interval

Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"

_split = cache(str.split)


def to_json(value: object) -> Json:
    """Return a value as JSON, null for an infinite number; a report has no JSON but that of its `fields`."""
    match value:
        case float():
            return round(value, 6) if math.isfinite(value) else None  # more digits would only differ between machines
        case Interval():
            return fields(value, "value low high level")
        case Enum():
            return to_json(value.value)
        case None | bool() | int() | str():
            return value
        case date():
            return value.isoformat()
        case Iterable():
            return [to_json(one) for one in value]
        case _:
            raise TypeError(f"{type(value).__name__} has no JSON of its own")


def fields(of: object, names: str) -> dict[str, Json]:
    """Return fields of a report by name; `names` are separated by spaces."""
    return {name: to_json(getattr(of, name)) for name in _split(names)}
