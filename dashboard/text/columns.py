"""Column descriptions of the canonical files."""

import tomllib
from datetime import date, datetime
from enum import StrEnum

from analytics.exports.templates import templates
from analytics.ingest.canonical.columns import LIMITS, CanonicalColumn, columns_of
from analytics.records import RECORD_TYPES, StudyPlan
from dashboard import formatting
from dashboard.text.shapes import words

NEEDED = "required"

MEANINGS = words("columns")


def column_sentences(file: str) -> list[str]:
    kind = next(kind for kind in RECORD_TYPES if file.startswith(f"{kind.TABLE}."))
    if kind is StudyPlan:
        return _plan_sentences(templates()[file])
    return [_sentence(column.name, _cells(column), is_needed=column.is_required) for column in columns_of(kind)]


def _sentence(name: str, cells: str, *, is_needed: bool) -> str:
    needed = f"; {NEEDED}" if is_needed else ""
    return f"**{formatting.literal(name)}** ({cells}{needed}): {MEANINGS[name]}."


def _plan_sentences(template: str) -> list[str]:
    needed = [column.name for column in columns_of(StudyPlan) if column.is_required]
    return [
        _sentence(key, "as in the template", is_needed=any(name.startswith(key) for name in needed))
        for key in tomllib.loads(template)
    ]


def _cells(column: CanonicalColumn) -> str:
    if column.types == {date, datetime}:
        return "2026-03-01 or 2026-03-01T09:30"
    (kind,) = column.types
    if issubclass(kind, StrEnum):
        return formatting.literal(", ".join(kind))
    words = {date: "2026-03-01", bool: "true or false", str: "text"}
    return words.get(kind) or _number(column.name, kind)


def _number(name: str, kind: type) -> str:
    limits = LIMITS[name]
    low = f"above {limits.low:g}, up to" if limits.is_open else f"{limits.low:g} to"
    return f"{'whole number' if kind is int else 'number'}, {low} {limits.high:,.0f}"
