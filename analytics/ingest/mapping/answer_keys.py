"""Compare given answers with the correct ones, as option letters or as text."""

import re
import unicodedata
from collections.abc import Callable, Collection

from analytics.ingest.mapping.column_names import WORDS

_MOSTLY = 0.8
_UNANSWERED = frozenset({"?", "??", *WORDS["n_skipped"]})
_BETWEEN = re.compile(r"(?:[\s,;/&+|、・]|\b(?:and|und|et|y)\b)+")
_BETWEEN_TEXTS = re.compile(r"\s*[,;|\n]\s*")
_LABEL = re.compile(r"\(?(\w)[.):](?:\s.*)?", re.DOTALL)
_LETTERS = re.compile(r"[a-h]{2,6}")


def are_options(cells: Collection[str]) -> bool:
    """Whether nearly all answers are letters or numbers of options, such as B, "A, C" or "AC"."""
    return sum(_options(cell) is not None for cell in cells) >= _MOSTLY * len(cells) > 0


def answer_reader(answers: Collection[str], keys: Collection[str]) -> Callable[[str], frozenset[str] | None] | None:
    """Return a function that reads given and correct answers; None if only one kind are options."""
    answers = [answer for answer in answers if _plain(answer) not in _UNANSWERED]
    if not answers or not keys or are_options(answers) != are_options(keys):
        return None
    return _options if are_options(keys) else _texts


def _options(cell: str) -> frozenset[str] | None:
    """Return the options in a cell, such as A, "A, C" or "A) text"; None for other texts."""
    text = _plain(cell)
    label = _LABEL.fullmatch(text)
    parts = [label[1]] if label else list(filter(None, _BETWEEN.split(text)))
    if len(parts) == 1 and _LETTERS.fullmatch(parts[0]):
        parts = list(parts[0])
    return frozenset(parts) if parts and all(len(part) == 1 for part in parts) else None


def _texts(cell: str) -> frozenset[str]:
    return frozenset(" ".join(part.split()) for part in _BETWEEN_TEXTS.split(_plain(cell)))


def _plain(cell: str) -> str:
    return unicodedata.normalize("NFKC", cell).strip().casefold()
