"""What a column of somebody's own table can be mapped to: the canonical columns, and a few that they are made of."""

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
"""A result in one cell, in the unit that is answered; it becomes counts."""

START_TIME = "start_time"
"""The time of the day, where the day stands in another column."""

QUESTION_TEXT = "question_text"
"""The words of a question: they become an `item_id` and are not kept."""

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
    """List the names that a column of a table of this kind can be mapped to."""
    return (*(column.name for column in columns_of(TABLES[kind])), *_PARTS.get(kind, ()))
