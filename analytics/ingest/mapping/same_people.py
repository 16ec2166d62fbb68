"""Ask whether a new candidate is one whose name looks alike."""

from collections.abc import Mapping
from dataclasses import replace

from analytics.errors import OpenQuestionError, Question
from analytics.ingest.file_mapping import NO_MAPPING, FileMapping
from analytics.ingest.mapping.map_file import MAX_ENTRIES, MAX_TEXT_CHARS, fingerprint
from analytics.ingest.reading import Import, ReadingContext
from analytics.ingest.values.look_alikes import looks
from analytics.records import Row

FORMAT = "people"
FINGERPRINT = fingerprint(FORMAT)
"""Of the one mapping that has the answers for files of all kinds."""


def answered_people(saved_mappings: Mapping[str, FileMapping], *answers: FileMapping) -> FileMapping:
    """Return who is the same person, as it is saved and as it was answered since, the latest answers if too many."""
    all_of_them = (saved_mappings.get(FINGERPRINT, NO_MAPPING), *answers)
    pairs = [pair for one in all_of_them for pair in one.candidates.items() if max(map(len, pair)) <= MAX_TEXT_CHARS]
    return FileMapping(candidates=dict(pairs[-MAX_ENTRIES:]))


def with_known_people(file: str, read: Import, context: ReadingContext) -> Import:
    """Return the rows of a file under the names of the people that they are of.

    Raises:
        OpenQuestionError: If a new name looks like a known one, and it is not answered whether they are one person.
    """
    same = answered_people(context.saved_mappings, context.mapping, read.mapping).candidates
    known = {looks(name): name for name in reversed(context.candidates)}
    for name in dict.fromkeys(row.record.candidate_id for row in read.rows):
        if name in context.candidates:
            continue
        alike = known.setdefault(looks(name), name)
        if name != alike and name not in same:
            raise OpenQuestionError(
                file,
                Question.SAME_PERSON,
                f'is "{name}" the same person as "{alike}"? The names look alike.',
                {alike: 1},
                about=name,
            )
    return replace(read, rows=tuple(_named(row, same) for row in read.rows)) if same else read


def _named(row: Row, same: Mapping[str, str]) -> Row:
    """Return a row under the name of its person."""
    name = row.record.candidate_id
    return row if same.get(name, name) == name else replace(row, record=replace(row.record, candidate_id=same[name]))
