"""Ask whether a new candidate is one whose name looks alike."""

from collections.abc import Mapping
from dataclasses import replace

from analytics.errors import OpenQuestionError, Question
from analytics.ingest.reading import Import, ReadingContext
from analytics.ingest.values.look_alikes import looks
from analytics.records import Row


def with_known_people(file: str, read: Import, context: ReadingContext) -> Import:
    """Return the rows of a file under the names of the people that they are of.

    Raises:
        OpenQuestionError: If a new name looks like a known one, and it is not answered whether they are one person.
    """
    same = context.mapping.candidates
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
