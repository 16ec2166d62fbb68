"""Read the student analysis of a Canvas quiz, whose columns are found by position, since headers are translated."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import pairwise

from analytics.ingest.mapping.file_reading import FileReading, SourceReader
from analytics.ingest.reading import Import, shortened
from analytics.ingest.sources.quizzes.answered_exams import AnsweredExam, AnsweredQuestion, read_practice_exams
from analytics.ingest.tables.opened import OpenedFile
from analytics.ingest.tables.raw_table import check_width, header_of, raw_rows
from analytics.ingest.tables.text_table import Cells
from analytics.ingest.values.fields import or_none
from analytics.ingest.values.texts import text_digest

_N_NAMES = 2
"""The first columns have a person's name and number."""

_QUESTION = re.compile(r"(?P<id>[0-9]{1,18}): (?P<text>.*)", re.DOTALL)
_POINTS = re.compile(r"[0-9]{1,5}(?:\.[0-9]{1,4})?")
_MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}:[0-9]{2} UTC")


def _questions(header: Sequence[str]) -> list[int]:
    """Return the columns of questions, which have a number of points as the next header."""
    pairs = enumerate(pairwise(header))
    return [at for at, (name, points) in pairs if _QUESTION.fullmatch(name) and _POINTS.fullmatch(points)]


def _read(opened: OpenedFile, reading: FileReading) -> Import:
    """Read each submission as one practice exam."""
    head, *rows = raw_rows(opened)
    questions = _questions(head.cells)
    form = f"quiz {text_digest(' '.join(sorted(head.cells[at] for at in questions)))[:8]}"
    exams: list[AnsweredExam] = []
    for row in reading.own_entries(rows, lambda row: row.cells[:_N_NAMES]):
        with reading.refusing(row.line):
            check_width(row, head.cells)
            stamp = next(filter(_MOMENT.fullmatch, row.cells[: questions[0]]), None)
            if stamp is None:
                raise ValueError("no submission time such as 2026-03-01 09:00:00 UTC")
            moment = or_none(datetime.fromisoformat, stamp.removesuffix(" UTC"))
            if moment is None:
                raise ValueError(f"{stamp!r}: no such date or time")
            taken_at = moment.replace(tzinfo=UTC).isoformat()
            answers = [_question(row, head.cells, at, number, reading) for number, at in enumerate(questions, start=1)]
            exams.append(
                AnsweredExam(provider="Canvas", form=form, taken_at=taken_at, questions=answers, line=row.line)
            )
    return read_practice_exams(reading, exams)


def _question(row: Cells, header: Sequence[str], at: int, position: int, reading: FileReading) -> AnsweredQuestion:
    """Read the answer to a question; it is correct if it has all points."""
    points = row.cells[at + 1]
    if points and not _POINTS.fullmatch(points):
        raise ValueError(f"question {position} has {shortened(points)!r} points, which is not a number")
    question = _QUESTION.fullmatch(header[at])
    text, key = (question["text"], question["id"]) if question else ("", "")
    return AnsweredQuestion(
        line=row.line,
        identity=key,
        is_correct=bool(points) and reading.has_all_points(float(points), float(header[at + 1])),
        domain=reading.mapping.domain_of(text) or "",
        position=position,
    )


SOURCE = SourceReader("canvas", lambda opened: bool(_questions(header_of(opened))), _read)
