"""Convert records to table rows and back; a moment has three columns, the key one."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import fields
from datetime import UTC, date, datetime, timedelta, timezone
from enum import StrEnum
from itertools import tee
from json.encoder import encode_basestring
from operator import itemgetter
from typing import Any, TypeVar

from analytics.clock import WEEKDAYS
from analytics.records import (
    RECORD_TYPES,
    Activity,
    Confidence,
    ErrorCause,
    LabKind,
    Moment,
    PlannedWeek,
    Record,
    StudyPlan,
)
from analytics.records.rows import RecordRows

R = TypeVar("R", bound=Record)

MOMENT_FIELDS = ("taken_at", "started_at", "starts_at", "reviewed_at")
MOMENT_COLUMNS = ("taken_utc", "taken_on", "utc_offset_min")
_ENUMS: Mapping[str, type[StrEnum]] = {
    "activity": Activity,
    "lab_kind": LabKind,
    "confidence": Confidence,
    "error_cause": ErrorCause,
}


_MOMENT_OF: Mapping[type, str | None] = {
    kind: next((field.name for field in fields(kind) if field.name in MOMENT_FIELDS), None) for kind in RECORD_TYPES
}
"""The one field of a kind that is a moment, if any."""

_PLAIN_OF: Mapping[type, tuple[str, ...]] = {
    kind: tuple(field.name for field in fields(kind) if field.name not in MOMENT_FIELDS) for kind in RECORD_TYPES
}
"""The fields of a kind with one column each."""

_MINUTE = timedelta(minutes=1)


def columns(kind: type[R]) -> tuple[str, ...]:
    """Return the columns of a kind's table except key and batch; those of the moment come last."""
    return (*_PLAIN_OF[kind], *(MOMENT_COLUMNS if _MOMENT_OF[kind] else ()))


def listed(kind: type[R]) -> str:
    """Return the columns of `columns`, quoted for a query."""
    return ", ".join(f'"{name}"' for name in columns(kind))


def row_key(record: Record) -> str:
    """Return a record's natural key as one text."""
    return encode_key([getattr(record, name) for name in record.KEY])


def encode_key(parts: Sequence[object]) -> str:
    """Return the parts of a key as a JSON list of texts; for a list the encoder takes three times as long."""
    return f"[{', '.join(['null' if part is None else encode_basestring(str(part)) for part in parts])}]"


def table_columns(rows: RecordRows) -> list[Iterable[object]]:
    """Return the values of rows by column, in the order of `columns`; lists and mappings become JSON."""
    encode = _ENCODERS if rows.kind is StudyPlan else {}
    values = [
        map(encode[name], rows.column(name)) if name in encode else rows.column(name) for name in _PLAIN_OF[rows.kind]
    ]
    moment = _MOMENT_OF[rows.kind]
    parts = tee(map(_moment_parts, rows.column(moment)), len(MOMENT_COLUMNS)) if moment else ()
    return [*values, *(map(itemgetter(k), own) for k, own in enumerate(parts))]


_ENCODERS: Mapping[str, Callable[[Any], str | None]] = {
    "activity_share": lambda shares: None if shares is None else json.dumps(dict(shares)),
    "rest_weekdays": json.dumps,
    "weeks": lambda weeks: json.dumps([[week.number, week.focus] for week in weeks]),
}


def _decoded_shares(text: str | None) -> Mapping[str, float] | None:
    match json.loads(text or "null"):
        case None:
            return None
        case dict() as shares if all(type(share) in {int, float} and 0 <= share <= 100 for share in shares.values()):
            return shares
    raise ValueError("no shares of activities")


def _decoded_weekdays(text: str | None) -> tuple[str, ...]:
    match json.loads(text or "[]"):
        case list() as days if all(day in WEEKDAYS for day in days):
            return tuple(days)
    raise ValueError("no weekdays")


def _decoded_weeks(text: str | None) -> tuple[PlannedWeek, ...]:
    match json.loads(text or ""):
        case list() as weeks if all(type(week) is list and list(map(type, week)) == [int, str] for week in weeks):
            return tuple(PlannedWeek(number, focus) for number, focus in weeks)
    raise ValueError("no weeks")


DECODERS: Mapping[str, Callable[[str | None], Any]] = {
    "activity_share": _decoded_shares,
    "rest_weekdays": _decoded_weekdays,
    "weeks": _decoded_weeks,
}
"""Parse the JSON of a plan's columns; a text that we did not write is a ValueError."""


def _moment_parts(value: Moment) -> tuple[object, object, object]:
    """Split a moment into an instant with its offset, or a day."""
    if not isinstance(value, datetime):
        return None, value, None
    offset = value.utcoffset()
    if offset is None:
        raise ValueError(f"{value} has no zone")
    return value.replace(tzinfo=None) - offset, None, offset // _MINUTE


def record_from_row(kind: type[R], values: Sequence[Any]) -> R:
    """Return the record of a table row, whose values are in the order of `columns`."""
    names = _PLAIN_OF[kind]
    by_name = dict(zip(names, values, strict=False))
    for name, enum in _ENUMS.items():
        if by_name.get(name) is not None:
            by_name[name] = enum(by_name[name])
    if kind is StudyPlan:
        by_name |= {name: decode(by_name[name]) for name, decode in DECODERS.items()}
    moment = _MOMENT_OF[kind]
    if moment is not None:
        by_name[moment] = _moment(*values[len(names) :])
    return kind(**by_name)


def _moment(taken_utc: datetime | None, taken_on: date, utc_offset_min: int) -> Moment:
    if taken_utc is None:
        return taken_on
    return taken_utc.replace(tzinfo=UTC).astimezone(timezone(timedelta(minutes=utc_offset_min)))
