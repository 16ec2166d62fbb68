"""Read the report of a Kahoot, a workbook whose last sheet has all answers of all players."""

import re
from collections.abc import Mapping
from dataclasses import replace

from analytics.errors import DataProblem, UnreadableFileError
from analytics.ingest.mapping.file_reading import FileReading, SourceReader
from analytics.ingest.reading import Import, LeftOutReason
from analytics.ingest.sources.quizzes.answered_exams import AnsweredExam, AnsweredQuestion, day_of, read_practice_exams
from analytics.ingest.tables.grid import GridTable
from analytics.ingest.tables.opened import OpenedFile
from analytics.ingest.tables.text_table import Cells
from analytics.ingest.values.fields import or_none
from analytics.ingest.values.texts import label
from analytics.ingest.values.written_dates import parse_moment

_FIRST_SHEET, _ANSWERS = "Overview", "RawReportData Data"
_PLAYER = ("players", "player")
_NUMBER, _QUESTION, _RESULT = "question_number", "question", "correct_/_incorrect"
_HEAD_ROWS = 10
_LEADING = re.compile(r"[1-9][0-9]{0,3}")
_SECONDS = re.compile(r"[0-9]{1,5}(?:\.[0-9]{1,12})?")


def _answers(opened: OpenedFile) -> GridTable | None:
    """Return the sheet with all answers, None for other files."""
    if opened.sheet is None or opened.sheet.title != _FIRST_SHEET:
        return None
    try:
        sheet = next((sheet for sheet in opened.sheets if sheet.title == _ANSWERS), None)
        table = None if sheet is None else GridTable(sheet, opened.name)
    except UnreadableFileError:
        return None
    return table if table is not None and {_QUESTION, _RESULT} <= set(table.header) else None


def _read(opened: OpenedFile, reading: FileReading) -> Import:
    """Read the answers of the candidate as one practice exam."""
    table = _answers(opened)
    if table is None:
        raise UnreadableFileError(opened.name, "this is not the full report of a Kahoot. Download it as XLSX.")
    items = list(table.rows(lambda _cells: False))
    players = [at for at, name in enumerate(table.header) if name in _PLAYER]
    answered = list[AnsweredQuestion]()
    # a problem's value may be the name of another player
    reading.problems += [replace(item, value="") for item in items if isinstance(item, DataProblem)]
    rows = [item for item in items if isinstance(item, Cells)]
    for item in reading.own_entries(rows, lambda item: [item.cells[at] for at in players]):
        row = {name: cell.strip() for name, cell in zip(table.header, item.cells, strict=True)}
        if not row[_RESULT]:
            reading.left_out.add(LeftOutReason.NOT_SCORED)
            continue
        with reading.refusing(item.line, _RESULT, row[_RESULT]):
            answered.append(_question(row, item.line, reading))
    top = opened.sheet.rows[:_HEAD_ROWS] if opened.sheet else ()
    cells = (cell for _, cells in top for cell in cells)
    day = next(filter(None, (or_none(parse_moment, cell) for cell in cells)), None)  # at the top of the overview
    taken_at = day.day.isoformat() if day else day_of(reading)
    return read_practice_exams(reading, [AnsweredExam(provider="Kahoot", questions=answered, taken_at=taken_at)])


def _question(row: Mapping[str, str], line: str, reading: FileReading) -> AnsweredQuestion:
    """Read an answer; the time of an unanswered question is the time limit, so it is dropped."""
    result = row[_RESULT].casefold()
    if result not in {"correct", "incorrect"}:
        raise ValueError("not Correct or Incorrect")
    number = _LEADING.match(row.get(_NUMBER, ""))
    seconds = row.get("answer_time_(seconds)", "")
    is_timed = bool(row.get("answer")) and _SECONDS.fullmatch(seconds) is not None
    return AnsweredQuestion(
        line=line,
        identity=row[_QUESTION],
        is_correct=result == "correct",
        domain=reading.mapping.domain_of(row[_QUESTION]) or "",
        position=int(number.group()) if number else None,
        response_time_s=(float(seconds) or None) if is_timed else None,
        chosen=label(row.get("answer", "")),
        correct_answer=label(row.get("correct_answers", "")),
    )


SOURCE = SourceReader("kahoot", lambda opened: _answers(opened) is not None, _read)
