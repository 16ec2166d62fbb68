"""Columns of the canonical files from the record classes, limits of numbers, and keys for rows without an id."""

import dataclasses
import hashlib
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from types import NoneType
from typing import get_args, get_type_hints

from analytics.clock import DAYS_PER_WEEK, MINUTES_PER_DAY
from analytics.ingest.reading import ReadingContext
from analytics.ingest.values import fields
from analytics.ingest.values.fields import AddNotice, Limits, Parse
from analytics.ingest.values.texts import unescape_formula
from analytics.records import Record, candidate_name

DERIVED_FIELDS = frozenset({"response_key", "session_key", "planned_key"})
"""Fields that the reader derives, so no file has them."""

LONG_TEXTS = frozenset({"note", "title", "services", "resource", "chosen", "correct_answer", "classification"})

_COUNT = Limits(0, 100_000)
_MINUTES = Limits(0, MINUTES_PER_DAY)
_POSITIVE_MINUTES = Limits(0, MINUTES_PER_DAY, is_open=True)

LIMITS = {
    "sitting": Limits(1, 10_000),
    "duration_min": _POSITIVE_MINUTES,
    "n_items": Limits(1, 100_000),
    "n_correct": _COUNT,
    "n_seen_before": _COUNT,
    "n_correct_seen_before": _COUNT,
    "position": Limits(1, 100_000),
    "response_time_s": Limits(0, 86_400, is_open=True),
    "time_on_task_min": Limits(0, DAYS_PER_WEEK * MINUTES_PER_DAY, is_open=True),
    "n_errors_met": _COUNT,
    "cost": Limits(0, 1_000_000_000),
    "rating": Limits(1, 5),
    "scaled_score": Limits(0, 1_000_000),
    "sleep_h": Limits(0, 24),
    "exercise_min": _MINUTES,
    "evening_screen_min": _MINUTES,
}


@dataclass(frozen=True, slots=True)
class CanonicalColumn:
    """A column of a canonical file, the record field that it fills, and the types of its values."""

    name: str
    field: str
    types: frozenset[type]
    is_required: bool
    default: object

    def parser(self, context: ReadingContext, *, has_decimal_comma: bool, add_notice: AddNotice) -> Parse:
        """Return the parser of this column's cells; an empty cell has the default value."""
        parse = self._type_parser(context, has_decimal_comma, add_notice)
        default = context.exam_code if self.field == "exam_code" and self.is_required else self.default
        must_be_given = self.is_required and default is None
        is_long_text = self.name in LONG_TEXTS

        def parse_cell(cell: str) -> object:
            if fields.is_missing(cell):
                if must_be_given:
                    raise ValueError("empty; this column is required")
                return default
            return parse(unescape_formula(cell if is_long_text else fields.stripped(cell)))

        return parse_cell

    def _type_parser(self, context: ReadingContext, has_decimal_comma: bool, add_notice: AddNotice) -> Parse:
        if self.types == {date, datetime}:
            today = None if self.field == "starts_at" else context.today  # a planned session may be in the future
            return fields.moment(context.zone, add_notice=add_notice, today=today)
        (kind,) = self.types
        if issubclass(kind, StrEnum):
            return fields.one_of(kind)
        makers: dict[type, Callable[[], Parse]] = {
            date: lambda: fields.past_day(context.today, context.zone, add_notice=add_notice),
            bool: lambda: fields.boolean,
            int: lambda: fields.whole_number(LIMITS[self.name], has_decimal_comma=has_decimal_comma),
            float: lambda: fields.number(LIMITS[self.name], has_decimal_comma=has_decimal_comma, add_notice=add_notice),
            str: lambda: fields.long_text(add_notice=add_notice) if self.name in LONG_TEXTS else fields.text,
        }
        if self.field == "candidate_id":
            return lambda cell: candidate_name(fields.text(cell))
        return makers[kind]()


def columns_of(record_type: type[Record]) -> tuple[CanonicalColumn, ...]:
    """Return the columns of a canonical file, in the order of its record's fields."""
    hints = get_type_hints(record_type)
    return tuple(
        CanonicalColumn(
            name="candidate" if field.name == "candidate_id" else field.name,
            field=field.name,
            types=frozenset(get_args(hints[field.name]) or (hints[field.name],)) - {NoneType},
            is_required=field.default is dataclasses.MISSING,
            default=None if field.default is dataclasses.MISSING else field.default,
        )
        for field in dataclasses.fields(record_type)
        if field.name not in DERIVED_FIELDS
    )


def content_of(values: Mapping[str, object]) -> str:
    """Return the values of a row as one text, by which rows are compared."""
    return "\x1f".join(f"{name}={content_text(value)}" for name, value in sorted(values.items()) if value is not None)


def content_key(content: str, number: int) -> str:
    """Return the key of the `number`th row with the same contents, from 1."""
    return hashlib.sha256(f"{content}\x1f{number}".encode()).hexdigest()[:16]


class ContentKeys:
    """Number the rows of a file with the same contents; only keys are kept, since contents may be long."""

    def __init__(self) -> None:
        self._n_alike: Counter[str] = Counter()

    def of(self, content: str) -> str:
        """Return the key of the next row with these contents."""
        first = content_key(content, 1)
        self._n_alike[first] += 1
        n = self._n_alike[first]
        return first if n == 1 else content_key(content, n)


def content_text(value: object) -> str:
    """Return a value as part of a row's contents; equal instants give equal texts."""
    return value.astimezone(UTC).isoformat() if isinstance(value, datetime) else str(value)
