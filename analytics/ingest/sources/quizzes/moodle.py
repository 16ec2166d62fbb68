"""Read the grades report of a Moodle quiz, which has points but no texts of questions.

It is a table, or JSON with a list of rows for each sheet; its keys are the headers without blanks and punctuation.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from analytics.errors import UnreadableFileError
from analytics.ingest.mapping.file_reading import FileReading, SourceReader
from analytics.ingest.reading import Import, LeftOutReason, shortened
from analytics.ingest.sources.quizzes.answered_exams import AnsweredExam, AnsweredQuestion, read_practice_exams
from analytics.ingest.tables.json_document import Json, as_list, as_mapping, as_text, load_json
from analytics.ingest.tables.opened import OpenedFile
from analytics.ingest.tables.raw_table import check_width, header_of, raw_rows
from analytics.ingest.tables.text_table import Cells
from analytics.ingest.values.written_dates import parse_moment

_STATES = frozenset({"state", "status"})
_STARTED = frozenset({"started on", "started", "begonnen am", "begonnen"})
_FINISHED = frozenset({"finished", "beendet"})
_GRADE = re.compile(r"[^\W\d]{3,20}/[0-9]{1,5}(?:[.,][0-9]{1,5})?")
_QUESTION = re.compile(r"(?P<name>[^\W\d]{1,3}\.? ?[0-9]{1,4}[a-z]?) ?/(?P<most>[0-9]{1,5}(?:[.,][0-9]{1,5})?)")
_NUMBER = re.compile(r"[0-9]{1,5}(?:[.,][0-9]{1,5})?")
_MISSING = frozenset({"", "-"})

_HEADERS = {"startedon": "started on", "begonnenam": "begonnen am"}
_GRADE_KEY = re.compile(r"(grade|bewertung)([0-9]{1,10})")
_QUESTION_KEY = re.compile(r"[qf][0-9]{2,10}")
_DECIMALS = re.compile(r"[0-9]+[.,]([0-9]{1,5})")
_FORM = re.compile(r"[\s\ufeff]*\[\s*\[\s*\{")
_USUAL_DECIMALS = 2

_RESPONSES = (
    "this report does not have the points of each question. In Moodle open the quiz, Results, Grades, "
    "tick Marks for each question, and download that table."
)
_SAME_KEYS = "two of its questions have the same name in JSON. Download the report as CSV."


def _is_report(opened: OpenedFile) -> bool:
    document = _rows_of(opened)
    return _places(document[0].cells if document else header_of(opened)) is not None


def _places(header: Sequence[str]) -> tuple[int, int] | None:
    """Return the columns of state and start, by name, else by position, since headers are translated.

    They are the fourth and third before the grade; the end and the time taken are between.
    """
    grade = next((at for at, name in enumerate(header) if _GRADE.fullmatch(name)), None)
    if grade is None:
        return None
    state = next((at for at, name in enumerate(header) if name in _STATES), None)
    start = next((at for at, name in enumerate(header) if name in _STARTED), None)
    if state is not None and start is not None:
        return state, start
    has_questions = grade + 1 < len(header) and all(map(_QUESTION.fullmatch, header[grade + 1 :]))
    return (grade - 4, grade - 3) if has_questions and grade > 5 else None


def _read(opened: OpenedFile, reading: FileReading) -> Import:
    """Read each finished attempt as one practice exam."""
    head, *rows = _rows_of(opened) or raw_rows(opened)
    header = [cell.casefold() for cell in head.cells]
    if any(map(_QUESTION_KEY.fullmatch, header)):  # out of order, because an earlier question has its key
        raise UnreadableFileError(opened.name, _SAME_KEYS)
    questions = [at for at, name in enumerate(header) if _QUESTION.fullmatch(name)]
    if not questions:
        raise UnreadableFileError(opened.name, _RESPONSES)
    state_at, started_at = _places(header) or (0, 0)
    attempts = [row for row in rows if len(row.cells) != len(header) or row.cells[state_at]]  # not the averages
    is_named = header[state_at] in _STATES and header[started_at] in _STARTED
    exams: list[AnsweredExam] = []

    def names_of(row: Cells) -> list[str]:
        cells = row.cells[:state_at]
        return [" ".join(cell for cell in cells[:2] if "@" not in cell), *(cell for cell in cells if "@" in cell)]

    for row in reading.own_entries(attempts, names_of):
        with reading.refusing(row.line):
            check_width(row, header)
            if row.cells[state_at].casefold() not in _FINISHED and (is_named or row.cells[started_at + 1] in _MISSING):
                reading.left_out.add(LeftOutReason.UNFINISHED)
                continue
            moment = parse_moment(row.cells[started_at])
            day = moment.day if moment.clock is None else reading.instant(moment.moment, row.line)
            answered = [
                _question(header[at], row.cells[at], row.line, position=position, reading=reading)
                for position, at in enumerate(questions, start=1)
            ]
            exams.append(AnsweredExam(provider="Moodle", taken_at=day.isoformat(), questions=answered, line=row.line))
    return read_practice_exams(reading, exams)


def _question(title: str, cell: str, line: str, *, position: int, reading: FileReading) -> AnsweredQuestion:
    """Read the answer to a question; it is correct if it has all points."""
    question = _QUESTION.fullmatch(title)
    if question is None or (cell not in _MISSING and not _NUMBER.fullmatch(cell)):
        why = "which is not a number of points; an attempt counts once it is fully graded"
        raise ValueError(f"{title!r} has {shortened(cell)!r}, {why}")
    if cell in _MISSING:
        reading.notices.add("Unanswered questions count as wrong.")
    return AnsweredQuestion(
        line=line,
        is_correct=cell not in _MISSING and reading.has_all_points(_points(cell), _points(question["most"])),
        domain=reading.mapping.domain_of(question["name"]) or "",
        position=position,
    )


def _points(cell: str) -> float:
    return float(cell.replace(",", "."))


def _rows_of(opened: OpenedFile) -> list[Cells]:
    """Return the header in lower case and the rows of a JSON report; empty for other files."""
    if not _FORM.match(opened.text) or not _GRADE_KEY.search(opened.text):
        return []
    rows = [as_mapping(row) for row in as_list(next(iter(as_list(load_json(opened))), None))]
    keys = list(dict.fromkeys(key for row in rows for key in row))
    cells = (Cells(str(at), [_cell(row.get(key)) for key in keys]) for at, row in enumerate(rows, start=1))
    return [Cells("1", list(_headers(keys, rows))), *cells] if rows else []


def _headers(keys: Sequence[str], rows: Sequence[Mapping[str, Json]]) -> Iterator[str]:
    """Yield the header of each key.

    The key of "Q. 1 /0.79" is q1079, so the order of questions gives its number, and the decimals of its cells give its
    points.
    """
    number = 1
    for key in keys:
        grade = _GRADE_KEY.fullmatch(key)
        if grade is not None:
            yield f"{grade[1]}/{grade[2][:5]}"
        elif _QUESTION_KEY.fullmatch(key) and key[1:].startswith(str(number)) and len(key) > len(str(number)) + 1:
            decimals = filter(None, (_DECIMALS.fullmatch(_cell(row.get(key))) for row in rows))
            n_decimals = next((len(found[1]) for found in decimals), _USUAL_DECIMALS)
            points = int(key[1 + len(str(number)) :]) / 10**n_decimals
            yield f"{key[0]}. {number} /{points:g}"
            number += 1
        else:
            yield _HEADERS.get(key, key)


def _cell(value: Json) -> str:
    if isinstance(value, str):
        return as_text(value)
    return "" if value is None else str(value)


SOURCE = SourceReader("moodle", _is_report, _read)
