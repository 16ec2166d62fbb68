"""Files that are read with other answers than before: which of their rows go by another name now.

A later answer may name the provider of a practice exam, or its domain, or tell that a plan was carried
out. The row that the earlier answers made is the same row, and must not stay beside the new one.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from analytics.errors import UnreadableFileError
from analytics.ingest import Import, ReadingContext, read_opened
from analytics.ingest.file_mapping import FileMapping
from analytics.ingest.tables.opened import Opened
from analytics.records import Record
from analytics.store import Store

_Name = tuple[type[Record], tuple[object, ...]]


def superseded(
    store: Store, files: Sequence[tuple[Opened, Import] | None], context: ReadingContext
) -> list[tuple[Record, ...]]:
    """Give for each file the rows in the store that the same lines of it made before, and make no more."""
    made = {_name(row.record) for file in files if file is not None for row in file[1].rows}
    found: list[tuple[Record, ...]] = []
    for file in files:
        earlier = [] if file is None else [record for record in _earlier(*file, context) if _name(record) not in made]
        held = _held(store, {type(record) for record in earlier})
        gone = {_name(record): record for record in earlier if _name(record) in held}
        made.update(gone)
        found.append(tuple(gone.values()))
    return found


def _earlier(opened: Opened, read: Import, context: ReadingContext) -> list[Record]:
    """Give what the lines that were read made of themselves by the answers remembered before."""
    before = context.remembered.get(read.fingerprint or "")
    if before is None or before == read.answers:
        return []
    try:
        earlier = read_opened(opened, replace(context, answers=FileMapping(taken_on=context.answers.taken_on)))
    except UnreadableFileError:  # then it can have made no rows
        return []
    lines = {row.line for row in read.rows}
    return [row.record for row in earlier.rows if row.line in lines]


def _held(store: Store, kinds: Iterable[type[Record]]) -> set[_Name]:
    return {_name(record) for kind in kinds for record in store.records(kind)}


def _name(record: Record) -> _Name:
    """Give the natural key of a row, with its kind."""
    return type(record), tuple(getattr(record, name) for name in record.KEY)
