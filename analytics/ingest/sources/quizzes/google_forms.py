"""Read responses to Google Forms quizzes, from the form or its linked sheet."""

import re
import tomllib
from collections.abc import Sequence
from pathlib import Path

from analytics.errors import counted
from analytics.ingest.mapping.file_reading import FileReading, SourceReader
from analytics.ingest.reading import Import, shortened
from analytics.ingest.sources.quizzes.answered_exams import AnsweredExam, AnsweredQuestion, read_practice_exams
from analytics.ingest.tables.opened import OpenedFile
from analytics.ingest.tables.raw_table import check_width, header_of, raw_rows
from analytics.ingest.tables.text_table import Cells
from analytics.ingest.values.texts import text_digest
from analytics.ingest.values.written_dates import parse_moment

_TITLES = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
_TIMESTAMPS, _PEOPLE, _TOTALS = (frozenset(_TITLES[kind]) for kind in ("timestamps", "people", "totals"))
_SCORE = " [score]"
_POINTS = re.compile(r"([0-9]{1,5}(?:\.[0-9]{1,3})?)\s*/\s*([0-9]{1,5}(?:\.[0-9]{1,3})?)")
_UNGRADED = re.compile(r"[-–]*\s*/\s*0(?:\.0+)?|[-–]*")

_NOT_POINTS = "not points such as 8 / 10; a spreadsheet may have turned it into a date, so export from the form itself"


def _is_quiz(opened: OpenedFile) -> bool:
    """Whether a table has the columns of a quiz, and points such as 8 / 10 below them."""
    header = header_of(opened)
    if not header or header[0] not in _TIMESTAMPS or _total_at(header) is None:
        return False
    if any(name.endswith(_SCORE) for name in header):
        return True
    if opened.sheet is None:
        return "/" in opened.text.partition("\n")[2]
    return any("/" in cell for _, cells in opened.sheet.rows[1:] for cell in cells)


def _total_at(header: Sequence[str]) -> int | None:
    return next((at for at, name in enumerate(header[:3]) if name in _TOTALS), None)


def _read(opened: OpenedFile, reading: FileReading) -> Import:
    """Read each response as one practice exam."""
    head, *rows = raw_rows(opened)
    header = [cell.casefold() for cell in head.cells]
    people = [at for at, title in enumerate(header) if title in _PEOPLE]
    own = reading.own_entries(rows, lambda row: [row.cells[at] for at in people if at < len(row.cells)])
    exams: list[AnsweredExam] = []
    order = reading.order_of((row.line, row.cells[0]) for row in own)
    form = f"quiz {text_digest(' '.join(header))[:8]}"
    scores = [at for at, name in enumerate(header) if name.endswith(_SCORE) or _are_points(header, at, own)]
    for row in own:
        with reading.refusing(row.line, value=row.cells[0]):
            check_width(row, header)
            moment = parse_moment(row.cells[0], order)
            taken_at = moment.wall if moment.clock is None else reading.instant(moment.moment, row.line)
            answered = _questions(row, head.cells, scores, reading)
            exam = AnsweredExam(
                provider="Google Forms",
                form=form,
                taken_at=taken_at.isoformat(),
                questions=answered,
                total=None if answered else _counts(row.cells[_total_at(header) or 0], header),
                line=row.line,
            )
            exams.append(exam)
    return read_practice_exams(reading, exams)


def _are_points(header: Sequence[str], at: int, rows: Sequence[Cells]) -> bool:
    """Whether a column has the points of a question: its name is that of another column and a word in brackets."""
    is_of_question = header[at].endswith("]") and header[at].rpartition(" [")[0] in header
    return is_of_question and any(_POINTS.fullmatch(row.cells[at]) for row in rows if at < len(row.cells))


def _questions(
    row: Cells, titles: Sequence[str], scores: Sequence[int], reading: FileReading
) -> list[AnsweredQuestion]:
    """Read the graded questions of a response."""
    answered: list[AnsweredQuestion] = []
    for at in scores:
        points = _POINTS.fullmatch(row.cells[at])
        if _UNGRADED.fullmatch(row.cells[at]):
            continue
        if points is None:
            raise ValueError(f"{shortened(titles[at])!r} is {shortened(row.cells[at])!r}, {_NOT_POINTS}")
        question = titles[at].rpartition(" [")[0]
        answered.append(
            AnsweredQuestion(
                line=row.line,
                identity=question,
                is_correct=reading.has_all_points(float(points[1]), float(points[2])),
                domain=reading.mapping.domain_of(question) or "",
                position=len(answered) + 1,
            )
        )
    return answered


def _counts(score: str, header: Sequence[str]) -> tuple[int, int]:
    """Return the total points as correct answers and questions, if each question has one point."""
    total = _POINTS.fullmatch(score)
    if total is None:
        raise ValueError(f"the score is {shortened(score)!r}, {_NOT_POINTS}")
    n_questions = sum(name not in _TIMESTAMPS | _PEOPLE | _TOTALS for name in header)
    n_correct, n_items = float(total[1]), float(total[2])
    if n_items != n_questions or not n_correct.is_integer():
        raise ValueError(
            f"the {counted(n_questions, 'question')} have {total[0]} points in total, which does not show "
            "how many answers were correct; export from the form itself (Responses, Download responses) "
            "to get the points of each question"
        )
    return int(n_correct), int(n_items)


SOURCE = SourceReader("google_forms", _is_quiz, _read)
