"""Convert a score in one cell, of any unit, to counts."""

import re
from collections.abc import Sequence

from analytics.errors import OpenQuestionError, Question, UnreadableFileError, counted
from analytics.ingest.mapping.columns import FRACTION, OF_TOTAL, PERCENT, SCALED
from analytics.ingest.mapping.percents import Percent, percent_of
from analytics.ingest.values import fields

_OF_TOTAL = re.compile(r"([0-9]{1,6})(?:[.,]0{1,2})? ?(?:/|of|von) ?([0-9]{1,6})(?:[.,]0{1,2})?(?: ?\(.{1,12}\))?")
_EMPTY = "empty; leave out results that you do not know"
_PERCENT_IN_NAME = re.compile(r"%|percent|prozent")


def unit_of(name: str, cells: Sequence[str]) -> str | None:
    """Return the unit of a score if the column's name or every cell shows it."""
    given = [fields.stripped(cell) for cell in cells if not fields.is_missing(cell)]
    if given and all(_OF_TOTAL.fullmatch(cell) for cell in given):
        return OF_TOTAL
    if _PERCENT_IN_NAME.search(name) or (given and all(cell.endswith("%") for cell in given)):
        return PERCENT
    return None


def checked_unit(file: str, unit: str | None) -> str:
    """Return the unit, unless counts cannot be computed from it.

    Raises:
        OpenQuestionError: If the unit is not known.
        UnreadableFileError: If the score is scaled.
    """
    if unit is None:
        raise OpenQuestionError(
            file,
            Question.SCORE_UNIT,
            "the score has no unit. Set it in a map file (--map): under [units], score = percent, "
            "fraction, a/b or scaled.",
        )
    if unit == SCALED:
        raise UnreadableFileError(
            file,
            "a scaled score is not a percentage (750 of 1000 is not 75 %), so it cannot count as a "
            "practice exam. Map correct answers and questions instead, or use exam_outcomes for the real "
            "exam.",
        )
    return unit


def counts_of_total(cell: str, items: str) -> tuple[int, int]:
    """Return correct answers and questions of a cell such as 13/20.

    Raises:
        ValueError: If the cell is unreadable, or contradicts the number of questions in the row.
    """
    text = fields.stripped(cell)
    if fields.is_missing(text):
        raise ValueError(_EMPTY)
    found = _OF_TOTAL.fullmatch(text)
    if found is None:
        raise ValueError("not a result such as 13/20")
    n_items = int(found[2])
    if items and n_asked(items) != n_items:
        raise ValueError(f"of {counted(n_items, 'question')}, but the row says {fields.stripped(items)}")
    return int(found[1]), n_items


def n_asked(cell: str) -> int:
    """Return the number of questions in a cell beside a percentage.

    Raises:
        ValueError: If it is missing.
    """
    stated = fields.stripped(cell)
    if not re.fullmatch(r"[0-9]{1,6}(?:\.0)?", stated) or float(stated) == 0:
        raise ValueError("the number of questions is missing")
    return int(float(stated))


def percent_in(cell: str, unit: str, *, decimal: str) -> Percent:
    """Return the percentage in a cell with a percentage or a fraction.

    Raises:
        ValueError: If the cell is unreadable or above the whole.
    """
    text = fields.stripped(cell)
    if fields.is_missing(text):
        raise ValueError(_EMPTY)
    return percent_of(text.removesuffix("%").strip().replace(decimal, "."), whole=1.0 if unit == FRACTION else 100.0)
