"""Rows of canonical tables as they are read."""

import dataclasses

from analytics.ingest import Import
from analytics.records import (
    ItemResponse,
    Record,
    StudySession,
)
from tests.inputs.ingest_inputs import CONTEXT, EXAM, read_text

WITH_EXAM = dataclasses.replace(CONTEXT, exam_code=EXAM)

EXAMS = "practice_exam_id,taken_at,exam_code,domain_id,n_items,n_correct"
COUNTS = f"{EXAMS},n_seen_before,n_correct_seen_before"
RESPONSES = "practice_exam_id,taken_at,exam_code,domain_id,is_correct"
SESSIONS = "started_at,time_on_task_min,activity"
RATINGS = "rated_on,domain_id,rating"
OUTCOMES = "taken_on,exam_code,is_passed"


def rows_of(header: str, *rows: str, exam_code: str | None = None) -> Import:
    """Read a table of a header and rows."""
    context = dataclasses.replace(CONTEXT, exam_code=exam_code)
    return read_text("\n".join([header, *rows]), context=context)


def records(result: Import) -> list[Record]:
    """Return the records of an import without problems."""
    assert result.problems == ()
    return [row.record for row in result.rows]


def keys(result: Import) -> list[str]:
    """Return the keys that the reader derived."""
    return [
        r.session_key if isinstance(r, StudySession) else r.response_key
        for r in records(result)
        if isinstance(r, StudySession | ItemResponse)
    ]
