"""Collections of questions without answers of a candidate, which are refused with the reason."""

import re
from itertools import islice

from analytics.errors import UnreadableFileError
from analytics.ingest.mapping.file_reading import FileReading, SourceReader
from analytics.ingest.reading import Import
from analytics.ingest.tables.json_document import Json, at, elements, load_json, mapping
from analytics.ingest.tables.opened import OpenedFile
from analytics.ingest.tables.text_table import Cells, Table

MAX_CHARS = 2_000_000
N_ROWS_LOOKED_AT = 20

_QUESTION = re.compile(r"(?:question|frage|prompt|pregunta|pergunta|domanda|вопрос|题目|问题|質問|問題).*")
_OPTION = re.compile(
    r"(?:answer|choice|option|antwort|respuesta|opci[oó]n|resposta|alternativa|opç[aã]o|réponse|choix|risposta|opzione"
    r"|вариант|选项|選択肢|incorrect_answers|distractor|_)+[_./]?(?:[a-h]|[0-8])|[a-h]"
)
_OPTION_LIST = re.compile(
    r"(?:answer_|incorrect_)?(?:options|choices|answers|alternatives|distractors|optionen|opciones)"
)
_ABOUT_QUESTIONS = re.compile(
    r"(?:question_?)?(?:id|no|nr|number|type|text)|#|answer|(?:correct_)?answers?|antwort|respuesta(?:_correcta)?|solution"
    r"|lösung|explanation.*|erklärung|topic|domain|category|section|subject|difficulty|level|tags?|source|references?|"
)
"""Columns of a question with its answer and nothing else; the last alternative is a column without a name."""

_MARK = re.compile(r"correct|right|richtig")
_MARKS = re.compile(r"yes|no?|y|true|false|-?1|0|x|✓|✗|(?:in)?correct|right|wrong|ja|nein|richtig|falsch")
_RESULT = re.compile(
    r"is_correct|result|ergebnis|status|score|points|grade|.*your_.*|.*user.*|.*chosen.*|.*given.*"
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
    table = opened.table
    if table is not None and any(_QUESTION.fullmatch(name) for name in table.header):
        return _has_solutions(table) and not any(_is_result(table, name) for name in table.header)
    if _is_document(load_json(opened)):
        return True
    text = opened.text[:MAX_CHARS]
    return _SOLVED.search(text) is not None and len(_NUMBERED.findall(text)) >= _MIN_QUESTIONS


def _has_solutions(table: Table) -> bool:
    """Return whether a table has options of its questions, or questions with answers and nothing else."""
    if any(_OPTION_LIST.fullmatch(name) for name in table.header):
        return True
    if sum(_OPTION.fullmatch(name) is not None for name in table.header) >= _MIN_OPTIONS:
        return True
    about = [name for name in table.header if _QUESTION.fullmatch(name) or _ABOUT_QUESTIONS.fullmatch(name)]
    return len(about) == len(table.header) > 1


def _is_result(table: Table, name: str) -> bool:
    """Return whether a column has results; one named "correct" may name the correct option instead."""
    if not _MARK.fullmatch(name):
        return _RESULT.fullmatch(name) is not None
    at = table.header.index(name)
    rows = islice(table.rows(lambda _cells: False), N_ROWS_LOOKED_AT)
    return all(_MARKS.fullmatch(row.cells[at].strip().casefold()) for row in rows if isinstance(row, Cells))


def _is_document(document: Json) -> bool:
    """Return whether a JSON document lists questions with options."""
    items = elements(document) or elements(at(document, "questions")) or elements(at(document, "results"))
    keys = {key.casefold() for key in mapping(next(iter(items), None))}
    return bool(keys & _QUESTION_KEYS) and bool(keys & _OPTION_KEYS)


def _read(opened: OpenedFile, _reading: FileReading) -> Import:
    raise UnreadableFileError(opened.name, _REFUSED)


SOURCE = SourceReader("question_bank", _recognizes, _read)
