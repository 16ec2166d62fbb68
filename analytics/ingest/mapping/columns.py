"""What a column of a candidate's own table can be mapped to."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path

from analytics.ingest.canonical.columns import columns_of
from analytics.ingest.file_mapping import NO_MAPPING, FileMapping
from analytics.ingest.values.words import is_alike
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

END = "ended_at"
"""The end of a session: a time of day, or date and time; with the start it gives the length."""

BREAK = "break_min"
"""The minutes of a break between start and end, which are no study."""

LENGTH_PARTS = HOURS, MINUTES = "time_h", "time_min"
"""The length of a session in one or two columns whose unit is known; two are added."""

DATE_PARTS = YEAR, MONTH, DAY = "year", "month", "day"
"""A date in three columns; the month may be a name."""

ANSWER_PARTS = WRONG, SKIPPED = "n_wrong", "n_skipped"
"""Answers that were not right; with the right ones they are the questions."""

QUESTION_TEXT = "question_text"
"""The wording of a question, hashed to an `item_id` and not stored."""

PERSON = "person"
"""Whose row it is, in a file of several people; only the candidate's rows are read."""

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
    StudySession.TABLE: (START_TIME, END, BREAK, *LENGTH_PARTS, *DATE_PARTS),
    PlannedSession.TABLE: (START_TIME, END, BREAK, *LENGTH_PARTS, *DATE_PARTS),
    CardReview.TABLE: (START_TIME, *DATE_PARTS),
    DomainResult.TABLE: (SCORE, *ANSWER_PARTS, START_TIME, *DATE_PARTS),
    ItemResponse.TABLE: (QUESTION_TEXT, START_TIME, *DATE_PARTS),
    SelfRating.TABLE: DATE_PARTS,
    CheckIn.TABLE: DATE_PARTS,
}


def mappable_columns(kind: str) -> tuple[str, ...]:
    """Return the names that a column of this kind of table can be mapped to."""
    return (*(column.name for column in columns_of(TABLES[kind])), *_PARTS.get(kind, ()), PERSON)


def percent_mapping(header: Sequence[str]) -> FileMapping:
    """Return the mapping of canonical practice exams with a percentage in place of counts, else an empty one."""
    if not {"practice_exam_id", "taken_at", SCORE} <= set(header):
        return NO_MAPPING
    kind = DomainResult.TABLE
    known = mappable_columns(kind)
    columns = {name: name for name in header if name in known}
    return FileMapping(kind=kind, columns=columns, score_unit=PERCENT)


_BRACKETS = re.compile(r"[(\[（][^(\[（)\]）]*[)\]）]|%")
_MIN_PART_CHARS = 4
"""A shorter word, such as "end", may be a part of another by chance; Chinese and Japanese words are exempt."""

NAMED = 3
"""The rank of a name that is one of the words of a role."""

WORDS: Mapping[str, Sequence[str]] = {
    role: words.split()
    for role, words in tomllib.loads(Path(__file__).with_name("header_words.toml").read_text(encoding="utf-8")).items()
}
"""By role: a target of a map file, or a group of targets; of two columns with such names, the earlier word wins."""

_FILLERS = frozenset(WORDS["filler"])


@lru_cache(maxsize=65_536)
def name_rank(name: str, role: str) -> int:
    """Return how well a normalized column name fits a role: `NAMED` equal, 2 a word of it, 1 a part of it, 0 not.

    A word may have another ending. What names answers and what is right names right answers.
    """
    bare, words = _bare(name), WORDS[role]
    if bare in words or name in words:
        return NAMED
    parts = set(re.split(r"[_/\W]+", bare)) - _FILLERS
    if any(is_alike(part, word) for part in parts for word in words if "_" not in word):
        return 2
    if any(word in bare for word in words if len(word) >= _MIN_PART_CHARS or not word.isascii()):
        return 1
    return min(name_rank(name, "chosen"), name_rank(name, "is_correct")) if role == "correct_answer" else 0


def word_place(name: str, role: str) -> int:
    """Return where a name stands among the words of a role, their number if it is none of them."""
    bare, words = _bare(name), WORDS[role]
    return words.index(bare) if bare in words else len(words)


def _bare(name: str) -> str:
    return _BRACKETS.sub("", name).strip("_ .:")
