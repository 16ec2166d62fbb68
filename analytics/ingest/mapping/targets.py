"""What a column of a candidate's own table can be mapped to."""

from collections.abc import Mapping

from analytics import records
from analytics.ingest.canonical.columns import columns_of

SCORE = "score"
"""A result in one cell, converted to counts by its unit."""

START_TIME = "start_time"
"""The time of day, if the day is in another column."""

END = "ended_at"
"""The end of a session: a time of day, or date and time; with the start it gives the length."""

BREAK = "break_min"
"""The minutes of a break between start and end, which are no study."""

LENGTH_PARTS = HOURS, MINUTES = "time_h", "time_min"
"""The length of a session in one or two columns whose unit is known; two are added."""

DATE_PARTS = YEAR, MONTH, DAY = "year", "month", "day"
"""A date in three columns; the month may be a name."""

OF_ANOTHER = r"(?:/|out of|(?!(?:to|till|bis|a|à|al|au|do|tot|до)(?!\w))[^\W\d_]{1,4})"
"""Between right answers and questions in one cell, such as 13 of 20, in any language, but not in a range."""

ANSWER_PARTS = WRONG, SKIPPED = "n_wrong", "n_skipped"
"""Answers that were not right; with the right ones they are the questions."""

RESULTS = frozenset({SCORE, "n_correct", "n_items", *ANSWER_PARTS})
"""Numbers of a result, behind which its unit may stand."""

COMPARED = CHOSEN, CORRECT_ANSWER = "chosen", "correct_answer"
"""Answers beside the right ones, of which the same are correct if no column says so."""

QUESTION_TEXT = "question_text"
"""The wording of a question, hashed to an `item_id` and not stored."""

PERSON = "person"
"""Whose row it is, in a file of several people; only the candidate's rows are read."""

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
    """Return the names that a column of this kind of table can be mapped to."""
    return (*(column.name for column in columns_of(TABLES[kind])), *_PARTS.get(kind, ()), PERSON)
