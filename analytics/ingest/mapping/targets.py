"""Targets that the columns of a candidate's own table can be mapped to."""

from collections.abc import Mapping

from analytics import records
from analytics.ingest.canonical.columns import columns_of

SCORE = "score"
"""A result in one cell, which its unit converts to counts."""

START_TIME = "start_time"
"""The time of day at the start, if the day is in another column."""

END = "ended_at"
"""The end of a session: a time of day, or date and time; with the start it gives the length."""

BREAK = "break_min"
"""The minutes of a break between start and end."""

LENGTH_PARTS = HOURS, MINUTES = "time_h", "time_min"
"""The length of a session in hours, in minutes, or as the sum of both."""

DATE_PARTS = YEAR, MONTH, DAY = "year", "month", "day"
"""A date in three columns; the month may be a name."""

OF_ANOTHER = r"(?:/|out of|(?!(?:to|till|bis|a|à|al|au|do|tot|до)(?!\w))[^\W\d_]{1,4})"
"""The word between right answers and questions, as in 13 of 20, in any language, but not one for a range."""

ANSWER_PARTS = WRONG, SKIPPED = "n_wrong", "n_skipped"
"""Numbers of answers that were not right; together with the right ones they are the questions."""

RESULTS = frozenset({SCORE, "n_correct", "n_items", *ANSWER_PARTS})
"""Numbers of a result, which a unit may follow."""

COMPARED = CHOSEN, CORRECT_ANSWER = "chosen", "correct_answer"
"""Given and correct answers, which are compared if no column says what was right."""

QUESTION_TEXT = "question_text"
"""The wording of a question, hashed to an `item_id` and not stored."""

PERSON = "person"
"""The person whose row it is; only the candidate's rows are read."""

PERCENT, FRACTION, OF_TOTAL, SCALED, OF_10, OF_20 = SCORE_UNITS = (
    "percent", "fraction", "a/b", "scaled", "of 10", "of 20",
)  # fmt: skip

TABLES: Mapping[str, type[records.Record]] = {
    kind.TABLE: kind for kind in records.RECORD_TYPES if kind is not records.StudyPlan
}

_PARTS: Mapping[str, tuple[str, ...]] = {
    records.StudySession.TABLE: (START_TIME, END, BREAK, *LENGTH_PARTS, *DATE_PARTS),
    records.PlannedSession.TABLE: (START_TIME, END, BREAK, *LENGTH_PARTS, *DATE_PARTS),
    records.CardReview.TABLE: (START_TIME, *DATE_PARTS),
    records.DomainResult.TABLE: (SCORE, *ANSWER_PARTS, START_TIME, *DATE_PARTS),
    records.ItemResponse.TABLE: (QUESTION_TEXT, START_TIME, *DATE_PARTS),
    records.SelfRating.TABLE: DATE_PARTS,
    records.CheckIn.TABLE: DATE_PARTS,
}


def mappable_columns(kind: str) -> tuple[str, ...]:
    """Return the targets for columns of this kind of table."""
    return (*(column.name for column in columns_of(TABLES[kind])), *_PARTS.get(kind, ()), PERSON)
