"""Convert a score in one cell, of any unit, to counts."""

import re
from collections.abc import Sequence

from analytics.errors import OpenQuestionError, Question, UnreadableFileError, counted
from analytics.ingest.mapping.columns import FRACTION, OF_TOTAL, PERCENT, SCALED
from analytics.ingest.values import fields

_OF_TOTAL = re.compile(r"([0-9]{1,6})(?:[.,]0{1,2})? ?(?:/|of|von) ?([0-9]{1,6})(?:[.,]0{1,2})?(?: ?\(.{1,12}\))?")
_NUMBER = re.compile(r"([0-9]{1,6})(?:\.([0-9]{1,6}))?")
_PERCENT_IN_NAME = re.compile(r"%|percent|prozent")


def unit_of(name: str, cells: Sequence[str]) -> str | None:
    """Return the unit of a score if the column's name or every cell shows it."""
    given = [fields.stripped(cell) for cell in cells if not fields.is_missing(cell)]
    if given and all(_OF_TOTAL.fullmatch(cell) for cell in given):
        return OF_TOTAL
    if _PERCENT_IN_NAME.search(name) or (given and all(cell.endswith("%") for cell in given)):
        return PERCENT
    return None


def checked_unit(file: str, unit: str | None, *, has_items: bool) -> str:
    """Return the unit, unless counts cannot be computed from it.

    Raises:
        OpenQuestionError: If the unit is not known.
        UnreadableFileError: If the score is scaled, or a share of an unknown number of questions.
    """
    if unit is None:
        raise OpenQuestionError(
            file,
            Question.SCORE_UNIT,
            "it does not say in what the score counts. Say so in the file given with --map: "
            "under [units] score = one of percent, fraction, a/b, scaled.",
        )
    if unit == SCALED:
        raise UnreadableFileError(
            file,
            "a scaled score is no share of right answers, so it cannot count as a practice exam: 750 of 1000 is not "
            "75 %. Give the right answers and the questions, or map the file to exam_outcomes if it was the real exam.",
        )
    if unit != OF_TOTAL and not has_items:
        raise UnreadableFileError(
            file,
            "it gives a share of right answers and not of how many questions, and 80 % of 10 says far less than 80 % "
            "of 65. Add a column with the number of questions, and map it to n_items.",
        )
    return unit


def counts(cell: str, unit: str, items: str, *, decimal: str) -> tuple[str, str]:
    """Return the number of questions and of correct answers.

    Raises:
        ValueError: If the cell is unreadable, contradicts the number of questions, or fits no whole number.
    """
    text = fields.stripped(cell)
    if fields.is_missing(text):
        raise ValueError("empty; a result that is not known is no result")
    if unit == OF_TOTAL:
        found = _OF_TOTAL.fullmatch(text)
        if found is None:
            raise ValueError("not a result such as 13/20")
        n_items = str(int(found[2]))
        if items and fields.stripped(items) not in {n_items, f"{n_items}.0"}:
            raise ValueError(f"of {counted(int(n_items), 'question')}, and the row says {fields.stripped(items)}")
        return n_items, str(int(found[1]))
    stated = fields.stripped(items)
    if not re.fullmatch(r"[0-9]{1,6}(?:\.0)?", stated) or float(stated) == 0:
        raise ValueError("a share of how many questions? The number of questions is not given")
    return stated, str(_n_correct(text.removesuffix("%").strip().replace(decimal, "."), unit, int(float(stated))))


def _n_correct(text: str, unit: str, n_items: int) -> int:
    """Return the whole number of correct answers that a rounded or truncated share stands for."""
    found = _NUMBER.fullmatch(text)
    if found is None:
        raise ValueError("not a number that can be a score; write it as 72.5")
    whole = 1.0 if unit == FRACTION else 100.0
    step = 10.0 ** -len(found[2] or "")
    share = float(text)
    if share > whole:
        raise ValueError(f"more than {whole:g}, so this is not a {unit}")
    nearest = round(share * n_items / whole)
    if not abs(whole * nearest / n_items - share) < step + 1e-9:
        raise ValueError(f"{counted(n_items, 'question')} cannot give this score, whatever was right")
    return nearest
