"""Read JSON of unknown shape: accessors that never raise, and lists of records as tables."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from typing import TypeAlias

from analytics.errors import UnreadableFileError
from analytics.ingest.reading import shortened
from analytics.ingest.tables.grid import Grid, text_of
from analytics.ingest.tables.opened import OpenedFile
from analytics.ingest.tables.text_table import MAX_CELL_CHARS, MAX_COLUMNS

MAX_VALUES = 1_000_000
"""The most values of a document; 50 MB of empty lists would take 3 GB of memory."""

Json: TypeAlias = "bool | int | float | str | Sequence[Json] | Mapping[str, Json] | None"


def load_json(opened: OpenedFile) -> Json:
    """Return the document, None if the file is not JSON, is too deeply nested or has too many values."""
    text = opened.text.lstrip("\ufeff \t\r\n")
    if text[:1] not in {"{", "["} or has_too_many_values(text):
        return None
    try:
        document: Json = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return document


def has_too_many_values(text: str) -> bool:
    """Whether a JSON text has too many values to be parsed, judging by its commas and brackets."""
    return sum(map(text.count, ",[{")) > MAX_VALUES


def value_at(value: Json, *keys: str) -> Json:
    """Return the value at a path of keys, None if there is none."""
    for key in keys:
        if not isinstance(value, Mapping):
            return None
        value = value.get(key)
    return value


def as_mapping(value: Json) -> Mapping[str, Json]:
    """Return a value that is a mapping, else an empty one."""
    return value if isinstance(value, Mapping) else {}


def as_list(value: Json) -> Sequence[Json]:
    """Return a value that is a list, else an empty one."""
    return value if isinstance(value, list) else ()


def as_text(value: Json) -> str:
    """Return a value that is a text, with lone surrogates replaced; else an empty one."""
    return re.sub(r"[\ud800-\udfff]", "\ufffd", value).strip() if isinstance(value, str) else ""


MAX_DEPTH = 3
"""How deep in objects lists of records are looked for, and how deep a record is flattened."""

MAX_LISTS = 200
MAX_RECORDS = 100_000
"""Reading these takes half a minute and 500 MB, several times as much as the same rows in a CSV file."""

_WHOLE = "records"
"""The name of a list that is the whole document."""


def record_lists(opened: OpenedFile) -> list[Grid]:
    """Return each list of records as a table, also one record per line (JSON Lines).

    The columns are the keys in order of appearance; those of an object inside a record are named `outer.inner`. Rows
    are numbered within their list, and named by it too if there are several.

    Raises:
        UnreadableFileError: If a list has too many records or columns.
    """
    document = load_json(opened)
    lists = _lists(_json_lines(opened.text) if document is None else document, _WHOLE, depth=0)
    found = list(islice(lists, MAX_LISTS + 1))
    if len(found) > MAX_LISTS:
        raise UnreadableFileError(opened.name, f"it has more than {MAX_LISTS} lists. Save yours in its own file.")
    grids = [_grid(name, records, opened.name) for name, records in found]
    return grids if len(grids) == 1 else [replace(grid, prefix=f"{grid.title}!") for grid in grids]


def _json_lines(text: str) -> Json:
    """Return the records of JSON Lines, None for other texts."""
    if not text.lstrip("\ufeff \t\r\n").startswith("{") or has_too_many_values(text):
        return None
    lines = [line for line in text.lstrip("\ufeff").splitlines() if line.strip()]
    if len(lines) < 2 or not all(line.lstrip().startswith("{") for line in lines):
        return None
    try:
        return [json.loads(line) for line in lines]
    except (ValueError, RecursionError):
        return None


def _lists(value: Json, name: str, *, depth: int) -> Iterator[tuple[str, Sequence[Mapping[str, Json]]]]:
    if isinstance(value, list) and value and all(isinstance(record, dict) for record in value):
        yield name, value
    elif isinstance(value, Mapping) and depth < MAX_DEPTH:
        for key, inner in value.items():
            yield from _lists(inner, f"{name}.{key}" if depth else as_text(key), depth=depth + 1)


def _grid(name: str, records: Sequence[Mapping[str, Json]], file: str) -> Grid:
    if len(records) > MAX_RECORDS:
        raise UnreadableFileError(file, f"a list has more than {MAX_RECORDS:,} records. Save it as CSV, or split it.")
    columns: dict[str, None] = {}
    nested: dict[str, None] = {}
    for record in records:
        for key, value in _flat(record):
            if len(key) > MAX_CELL_CHARS:
                raise UnreadableFileError(file, f"a key in {name!r} is longer than {MAX_CELL_CHARS:,} characters.")
            kind = nested if _cell(value) is None else columns
            if len(kind) <= MAX_COLUMNS:  # each key has that of its object, so many could fill the memory
                kind[key] = None
        if len(columns) > MAX_COLUMNS:
            raise UnreadableFileError(file, f"the records of {name!r} have more than {MAX_COLUMNS} different keys.")
    rows = [(0, list(columns))]
    for number, record in enumerate(records, start=1):
        cells = dict(_flat(record))
        rows.append((number, [_cell(cells.get(key)) or "" for key in columns]))
    left = [key for key in nested if key not in columns]
    notices = (f"Lists inside a record were ignored: {', '.join(left[:10])}.",) if left else ()
    return Grid(shortened(name), rows, notices)


def _flat(record: Mapping[str, Json], prefix: str = "", depth: int = 1) -> Iterator[tuple[str, Json]]:
    for key, value in record.items():
        name = f"{prefix}{as_text(key)}"
        if isinstance(value, Mapping) and depth < MAX_DEPTH:
            yield from _flat(value, f"{name}.", depth + 1)
        else:
            yield name, value


def _cell(value: Json) -> str | None:
    """Return a value as in a text file, None for an object or a list of lists or objects."""
    values = value if isinstance(value, list) else [value]
    if any(isinstance(inner, list | Mapping) for inner in values):
        return None
    return ", ".join(filter(None, (as_text(one) if isinstance(one, str) else text_of(one) for one in values)))
