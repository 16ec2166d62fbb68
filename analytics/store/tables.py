"""Records as tables and back: the columns of each kind, moments in three columns, keys in one."""

import json
from collections.abc import Mapping
from dataclasses import fields
from datetime import UTC, date, datetime, timedelta, timezone
from enum import StrEnum
from typing import Any, TypeVar

from analytics.records import (
    Activity,
    Confidence,
    ErrorCause,
    LabKind,
    PlannedWeek,
    Record,
    StudyPlan,
)

R = TypeVar("R", bound=Record)

MOMENTS = ("taken_at", "started_at")
MOMENT_COLUMNS = ("taken_utc", "taken_on", "utc_offset_min")
_ENUMS: Mapping[str, type[StrEnum]] = {
    "activity": Activity,
    "lab_kind": LabKind,
    "confidence": Confidence,
    "error_cause": ErrorCause,
}
_WEEKS, _SHARES = "weeks", "activity_share"


def moment_field(kind: type[R]) -> str | None:
    """Name the field of a kind that is a moment, if it has one."""
    return next((field.name for field in fields(kind) if field.name in MOMENTS), None)


def columns(kind: type[R]) -> list[str]:
    """List the columns of a kind's table, without key and batch."""
    moment = moment_field(kind)
    names = [field.name for field in fields(kind) if field.name != moment]
    return names if moment is None else [*names, *MOMENT_COLUMNS]


def row_key(record: Record) -> str:
    """Write a record's natural key as one text."""
    return json.dumps([_key_part(getattr(record, name)) for name in record.KEY], ensure_ascii=False)


def _key_part(value: object) -> str | None:
    return None if value is None else str(value)


def table_row(kind: type[Record], record: Record) -> tuple[object, ...]:
    """Give a record's values in the order of `columns`."""
    moment = moment_field(kind)
    values = [
        _stored(field.name, getattr(record, field.name)) for field in fields(kind) if field.name != moment
    ]
    return tuple(values) if moment is None else (*values, *_moment_parts(getattr(record, moment)))


def _stored(name: str, value: object) -> object:
    """Give the value that a column holds; what DuckDB has no plain type for is JSON text."""
    if name == _WEEKS and isinstance(value, tuple):
        return json.dumps([[week.number, week.focus] for week in value])
    if name == _SHARES and isinstance(value, Mapping):
        return json.dumps(dict(value))
    return str(value) if isinstance(value, StrEnum) else value


def _moment_parts(value: date | datetime) -> tuple[object, object, object]:
    """Split a moment into an instant with its offset, or a day."""
    if not isinstance(value, datetime):
        return None, value, None
    offset = value.utcoffset()
    if offset is None:
        raise ValueError(f"{value} has no zone")
    return value.astimezone(UTC).replace(tzinfo=None), None, round(offset.total_seconds() / 60)


def record_of(kind: type[R], values: Mapping[str, Any]) -> R:
    """Read one row of a kind's table back."""
    moment = moment_field(kind)
    given = {field.name: values[field.name] for field in fields(kind) if field.name != moment}
    if moment is not None:
        given[moment] = _moment(values)
    for name, enum in _ENUMS.items():
        if given.get(name) is not None:
            given[name] = enum(given[name])
    if kind is StudyPlan:
        given[_WEEKS] = tuple(
            PlannedWeek(number, focus) for number, focus in json.loads(given[_WEEKS] or "[]")
        )
        given[_SHARES] = None if given[_SHARES] is None else json.loads(given[_SHARES])
    return kind(**given)


def _moment(values: Mapping[str, Any]) -> date | datetime:
    if values["taken_utc"] is None:
        day: date = values["taken_on"]
        return day
    zone = timezone(timedelta(minutes=values["utc_offset_min"]))
    instant: datetime = values["taken_utc"]
    return instant.replace(tzinfo=UTC).astimezone(zone)
