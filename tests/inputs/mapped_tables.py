"""Two tables of a candidate's own with their mappings, and what is read of such tables."""

from dataclasses import replace

import pytest

from analytics.errors import OpenQuestionError, Question
from analytics.ingest import Import, ReadingContext
from analytics.ingest.file_mapping import FileMapping
from analytics.records import DomainResult, ItemResponse
from tests.inputs.ingest_inputs import EXAM
from tests.inputs.tracker_inputs import context_with, read

LOG = "Date,Domain,Resources Used,Time Spent (Minutes),Notes\n"
LOG_COLUMNS = {
    "date": "started_at",
    "domain": "domain_id",
    "resources_used": "resource",
    "time_spent_(minutes)": "time_on_task_min",
}
LOG_MAPPING = FileMapping(kind="study_sessions", columns=LOG_COLUMNS)

TESTS = "Date,Domain,Number of Questions,Score (%),Test\n"
TEST_COLUMNS = {
    "date": "taken_at",
    "domain": "domain_id",
    "number_of_questions": "n_items",
    "score_(%)": "score",
    "test": "form",
}
TEST_MAPPING = FileMapping(kind="practice_exams", columns=TEST_COLUMNS)


def mapped_context(mapping: FileMapping) -> ReadingContext:
    """Return a context with a mapping, a zone and an exam."""
    return replace(context_with(mapping), exam_code=EXAM)


def results(result: Import) -> list[tuple[str, int, int]]:
    """Return domain, questions and correct answers of each result."""
    records = [row.record for row in result.rows if isinstance(row.record, DomainResult)]
    return [(record.domain_id, record.n_items, record.n_correct) for record in records]


def responses(result: Import) -> list[ItemResponse]:
    """Return the answered questions of an import."""
    return [row.record for row in result.rows if isinstance(row.record, ItemResponse)]


def question_of(text: str, context: ReadingContext) -> tuple[Question, str]:
    """Return what is asked about a file, and its reason."""
    with pytest.raises(OpenQuestionError) as caught:
        read(text, context)
    return caught.value.question, caught.value.reason
