"""What a column of a candidate's own table can be mapped to."""

from collections.abc import Mapping

from analytics.ingest.canonical.columns import columns_of
from analytics.records import (
    CardReview,
    CheckIn,
    DomainResult,
    ExamOutcome,
    ItemResponse,
    PlannedSession,
    Record,
    SelfRating,
    StudySession,
)

SCORE = "score"
"""A result in one cell, converted to counts by its unit."""

START_TIME = "start_time"
"""The time of day, if the day is in another column."""

QUESTION_TEXT = "question_text"
"""The wording of a question, hashed to an `item_id` and not stored."""

PERCENT, FRACTION, OF_TOTAL, SCALED = SCORE_UNITS = ("percent", "fraction", "a/b", "scaled")

TABLES: Mapping[str, type[Record]] = {
    kind.TABLE: kind
    for kind in (
        StudySession,
        DomainResult,
        ItemResponse,
        SelfRating,
        ExamOutcome,
        CheckIn,
        PlannedSession,
        CardReview,
    )
}

_PARTS: Mapping[str, tuple[str, ...]] = {
    StudySession.TABLE: (START_TIME,),
    PlannedSession.TABLE: (START_TIME,),
    CardReview.TABLE: (START_TIME,),
    DomainResult.TABLE: (SCORE, START_TIME),
    ItemResponse.TABLE: (QUESTION_TEXT, START_TIME),
}


def mappable_columns(kind: str) -> tuple[str, ...]:
    """Return the names that a column of this kind of table can be mapped to."""
    return (*(column.name for column in columns_of(TABLES[kind])), *_PARTS.get(kind, ()))
