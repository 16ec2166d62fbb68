"""Reading study sessions in tests: a context in which every question is answered, and what came of it."""

from dataclasses import replace

import pytest

from analytics.errors import OpenQuestionError
from analytics.ingest import Import, ReadingContext
from analytics.ingest.file_mapping import FileMapping
from analytics.records import StudySession
from tests.inputs.ingest_inputs import CONTEXT, read_bytes

ALL = FileMapping(study=("*",))


def context_with(mapping: FileMapping = ALL, *, zone: str = "Europe/Berlin") -> ReadingContext:
    """Return a context with a zone and these answers."""
    return replace(CONTEXT, zone=zone, is_zone_given=True, mapping=mapping)


def read(text: str, context: ReadingContext | None = None, *, name: str = "file.csv") -> Import:
    """Read a file written in a test."""
    return read_bytes(text.encode(), name, context or context_with())


def sessions(result: Import) -> list[StudySession]:
    return [row.record for row in result.rows if isinstance(row.record, StudySession)]


def minutes(result: Import) -> list[tuple[str, float]]:
    """Return start and minutes of each session."""
    return [(s.started_at.isoformat(), s.time_on_task_min) for s in sessions(result)]


def open_question(text: str, context: ReadingContext) -> OpenQuestionError:
    """Return the question that a file raises."""
    with pytest.raises(OpenQuestionError) as caught:
        read(text, context)
    return caught.value
