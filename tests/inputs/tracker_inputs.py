"""What the tests of time trackers share: a context with answers, and sessions in few words."""

from dataclasses import replace

import pytest

from analytics.errors import OpenQuestionError, Question
from analytics.ingest import Import, ReadingContext
from analytics.ingest.file_mapping import FileMapping
from analytics.records import StudySession
from tests.inputs.ingest_inputs import CONTEXT, read_bytes

ALL = FileMapping(study=("*",))


def told(answers: FileMapping = ALL, *, zone: str = "Europe/Berlin") -> ReadingContext:
    """Make a context in which the zone is set, and the rest is answered."""
    return replace(CONTEXT, zone=zone, is_zone_given=True, mapping=answers)


def read(text: str, context: ReadingContext | None = None, *, name: str = "file.csv") -> Import:
    """Read a file that is written down in a test."""
    return read_bytes(text.encode(), name, context or told())


def sessions(result: Import) -> list[StudySession]:
    """Give the study sessions of an import."""
    return [row.record for row in result.rows if isinstance(row.record, StudySession)]


def minutes(result: Import) -> list[tuple[str, float]]:
    """Give start and minutes of each session."""
    return [(s.started_at.isoformat(), s.time_on_task_min) for s in sessions(result)]


def question(text: str, context: ReadingContext) -> OpenQuestionError:
    """Give the question that a file raises."""
    with pytest.raises(OpenQuestionError) as caught:
        read(text, context)
    return caught.value


def asked(text: str, context: ReadingContext) -> Question:
    """Name the question that a file raises."""
    return question(text, context).question
