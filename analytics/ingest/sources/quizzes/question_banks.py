"""Collections of questions without answers of a candidate, which are refused with the reason."""

import re

from analytics.errors import UnreadableFileError
from analytics.ingest.reading import Import, ReadingContext
from analytics.ingest.sources.source_reader import SourceReader
from analytics.ingest.tables.json_document import Json, at, elements, load_json, mapping
from analytics.ingest.tables.opened import OpenedFile

FORMAT = "question_bank"
MAX_CHARS = 2_000_000

_OPTION = re.compile(r"(?:answer_?|choice_?|option_?|antwort_?)+(?:option_?)?[_.]?(?:[a-h]|[1-8])|[a-h]")
_RESULT = re.compile(
    r"(?:is_)?correct|right|richtig|result|ergebnis|status|score|points|grade|.*your_.*|.*user.*|.*chosen.*|.*given.*"
    r"|.*selected.*|.*date.*|datum|.*timestamp.*|zeit|time"
)
_NUMBERED = re.compile(
    r"^\W{0,3}(?:topic\s*#?\s*[0-9]+\s*[-,]?\s*)?question\s*(?:#|no\.?)?\s*:?\s*#?\s*[0-9]+", re.I | re.M
)
_SOLVED = re.compile(
    r"most voted|suggested answer|correct answer\s*:|community vote|^answer\s*:\s*[a-h]\b", re.I | re.M
)
_MIN_QUESTIONS, _MIN_OPTIONS = 2, 3

_QUESTION_KEYS = frozenset({"question", "question_text", "prompt", "body"})
_OPTION_KEYS = frozenset({"options", "answers", "choices", "correct_answer", "correct_response", "most_voted"})

_REFUSED = (
    "this file has questions but no answers of yours. Save the review of your attempt and import that, "
    "or paste its results, such as 'Design Secure Architectures: 52.38 % (11/21)'. Collections of real "
    "exam questions violate the exam agreement, and Cutscore does not import them."
)


def _recognizes(opened: OpenedFile) -> bool:
    """Look for questions with options and no answers, or for numbered questions with solutions."""
    header = set(opened.table.header) if opened.table else set()
    if any(name.startswith(("question", "frage", "prompt")) for name in header):
        n_options = sum(_OPTION.fullmatch(name) is not None for name in header)
        return n_options >= _MIN_OPTIONS and not any(_RESULT.fullmatch(name) for name in header)
    if _is_document(load_json(opened)):
        return True
    text = opened.text[:MAX_CHARS]
    return _SOLVED.search(text) is not None and len(_NUMBERED.findall(text)) >= _MIN_QUESTIONS


def _is_document(document: Json) -> bool:
    """Return whether a JSON document lists questions with options."""
    items = elements(document) or elements(at(document, "questions")) or elements(at(document, "results"))
    keys = {key.casefold() for key in mapping(next(iter(items), None))}
    return bool(keys & _QUESTION_KEYS) and bool(keys & _OPTION_KEYS)


def _read(opened: OpenedFile, _context: ReadingContext) -> Import:
    raise UnreadableFileError(opened.name, _REFUSED)


SOURCE = SourceReader(FORMAT, _recognizes, _read)
