"""The grades report of a Moodle quiz as a table or JSON, with points but no texts of questions."""

import re
from collections.abc import Sequence
from dataclasses import replace
from zoneinfo import ZoneInfo

from analytics.errors import DataProblem, UnreadableFileError
from analytics.ingest.left_out import LeftOutReason, LeftOutTally
from analytics.ingest.mapping.people import own_entries
from analytics.ingest.reading import Import, Notices, ReadingContext, shortened
from analytics.ingest.sources.quizzes import moodle_json
from analytics.ingest.sources.quizzes.answered_exams import AnsweredExam, AnsweredQuestion, read_practice_exams
from analytics.ingest.sources.quizzes.quiz_rows import check_width
from analytics.ingest.sources.source_reader import SourceReader
from analytics.ingest.tables.opened import OpenedFile
from analytics.ingest.tables.raw_table import header_of, raw_rows
from analytics.ingest.values.time_zone import instant_in, zone_for
from analytics.ingest.values.written_dates import parse_moment

FORMAT = "moodle"
PROVIDER = "Moodle"

_STATES = frozenset({"state", "status"})
_STARTED = frozenset({"started on", "started", "begonnen am", "begonnen"})
_FINISHED = frozenset({"finished", "beendet"})
_GRADE = re.compile(r"[^\W\d]{3,20}/[0-9]{1,5}(?:[.,][0-9]{1,5})?")
_QUESTION = re.compile(r"(?P<name>[^\W\d]{1,3}\.? ?[0-9]{1,4}[a-z]?) ?/(?P<most>[0-9]{1,5}(?:[.,][0-9]{1,5})?)")
_NUMBER = re.compile(r"[0-9]{1,5}(?:[.,][0-9]{1,5})?")
_MISSING = frozenset({"", "-"})

_RESPONSES = (
    "this report does not have the points of each question. In Moodle open the quiz, Results, Grades, "
    "tick Marks for each question, and download that table."
)


def _is_report(opened: OpenedFile) -> bool:
    document = moodle_json.rows_of(opened)
    header = document[0].cells if document else header_of(opened)
    return _places(header) is not None


def _places(header: Sequence[str]) -> tuple[int, int] | None:
    """Return the columns of state and start: by name, else the fourth and third before the grade, in any language.

    Between the start and the grade are the end and the time taken.
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


def _read(opened: OpenedFile, context: ReadingContext) -> Import:
    """Read each finished attempt as one practice exam."""
    head, *rows = moodle_json.rows_of(opened) or raw_rows(opened)
    header = [cell.casefold() for cell in head.cells]
    moodle_json.check_questions(opened.name, header)
    questions = [at for at, name in enumerate(header) if _QUESTION.fullmatch(name)]
    if not questions:
        raise UnreadableFileError(opened.name, _RESPONSES)
    state_at, started_at = _places(header) or (0, 0)
    attempts = [row for row in rows if len(row.cells) != len(header) or row.cells[state_at]]  # not the averages
    is_named, left_out = header[state_at] in _STATES and header[started_at] in _STARTED, LeftOutTally()
    own = own_entries(
        opened.name,
        attempts,
        lambda row: _names(row.cells[:state_at]),
        person=context.mapping.person,
        left_out=left_out,
    )
    notices = Notices()
    problems: list[DataProblem] = []
    exams: list[AnsweredExam] = []
    for row in own:
        try:
            check_width(row, header)
            if row.cells[state_at].casefold() not in _FINISHED and (is_named or row.cells[started_at + 1] in _MISSING):
                left_out.add(LeftOutReason.UNFINISHED)
                continue
            taken_at = _taken_at(row.cells[started_at], row.line, opened.name, context, notices)
            answered = [
                _answered(header[at], row.cells[at], row.line, position=position, context=context, notices=notices)
                for position, at in enumerate(questions, start=1)
            ]
        except ValueError as error:
            problems.append(DataProblem(opened.name, row.line, "", "", str(error)))
            continue
        exams.append(AnsweredExam(provider=PROVIDER, taken_at=taken_at, questions=answered, line=row.line))
    read = read_practice_exams(FORMAT, opened.name, exams, problems=problems, context=context, notices=notices)
    return replace(read, left_out=left_out.counts())


def _names(cells: Sequence[str]) -> list[str]:
    """Return the names of a person: last and first name together, and the address."""
    return [" ".join(cell for cell in cells[:2] if "@" not in cell), *(cell for cell in cells if "@" in cell)]


def _taken_at(cell: str, line: str, file: str, context: ReadingContext, notices: Notices) -> str:
    moment = parse_moment(cell)
    if moment.clock is None:
        return moment.day.isoformat()
    return instant_in(moment.offset or ZoneInfo(zone_for(context, file)), moment.wall, line, notices).isoformat()


def _answered(
    title: str, cell: str, line: str, *, position: int, context: ReadingContext, notices: Notices
) -> AnsweredQuestion:
    """Read one question; it is correct with all of its points."""
    question = _QUESTION.fullmatch(title)
    if question is None or (cell not in _MISSING and not _NUMBER.fullmatch(cell)):
        raise ValueError(
            f"{title!r} has {shortened(cell)!r}, which is not a number of points; an attempt counts once "
            "it is fully graded"
        )
    if cell in _MISSING:
        notices.add("Unanswered questions count as wrong.")
    return AnsweredQuestion(
        line=line,
        is_correct=cell not in _MISSING and _points(cell) >= _points(question["most"]) > 0,
        domain=context.mapping.domain_of(question["name"]) or "",
        position=position,
    )


def _points(cell: str) -> float:
    return float(cell.replace(",", "."))


SOURCE = SourceReader(FORMAT, _is_report, _read)
