"""Rows of a file that its new answers replace.

A later answer may name the provider or domain of a practice exam, or say that a plan was carried
out. That changes the natural key of a row, so the old row would stay beside the new one. Or it may say
for the first time which rows are study.
"""

from collections.abc import Sequence
from dataclasses import replace

from analytics.errors import UnreadableFileError
from analytics.ingest import Import, read_opened
from analytics.ingest.file_mapping import FileMapping
from analytics.records import Record
from analytics.store import Store
from analytics.updates.import_reading import ReadFile

_Key = tuple[type[Record], tuple[object, ...]]


def superseded_records(store: Store, files: Sequence[ReadFile]) -> list[tuple[Record, ...]]:
    """Return for each file the stored rows that the same lines made before and no longer make."""
    made_before = [_earlier_records(file) for file in files]
    if not any(made_before):
        return [()] * len(files)
    current = {_key(row.record) for file in files if isinstance(file.reading, Import) for row in file.reading.rows}
    found: list[tuple[Record, ...]] = []
    for records in made_before:
        earlier = [record for record in records if _key(record) not in current]
        kinds = {type(record) for record in earlier}
        stored = {_key(record) for kind in kinds for record in store.records(kind)}
        superseded = {_key(record): record for record in earlier if _key(record) in stored}
        current.update(superseded)
        found.append(tuple(superseded.values()))
    return found


def _earlier_records(file: ReadFile) -> list[Record]:
    """Return the rows that the same lines gave with the earlier answers."""
    read, context = file.reading, file.context
    if isinstance(file.opened, UnreadableFileError) or not isinstance(read, Import):
        return []
    before = context.saved_mappings.get(read.fingerprint or "")
    if before is None or before == read.mapping:
        return []
    try:
        days = FileMapping(taken_on=context.mapping.taken_on, days=context.mapping.days)
        earlier = read_opened(file.opened, replace(context, mapping=days))
    except UnreadableFileError:  # then it can have made no rows
        return []
    lines, failed = {row.line for row in read.rows}, {problem.line for problem in read.problems}
    was_all_study = before.study is None or "*" in before.study  # else the study named before was study, too
    return [row.record for row in earlier.rows if row.line in lines or (was_all_study and row.line not in failed)]


def _key(record: Record) -> _Key:
    return type(record), tuple(getattr(record, name) for name in record.KEY)
