"""Reading files in tests: a context, and tables as texts or workbooks."""

import io
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from textwrap import dedent

import openpyxl

from analytics.blueprints.parser import shipped_blueprints
from analytics.ingest import Import, ReadingContext, opened_bytes, opened_files, read_opened
from analytics.records import DomainResult, ItemResponse, SelfRating, StudySession

TODAY = date(2026, 11, 25)
EXAM = "SAA-C03"
"""An exam with the domains 1 to 4; domain 1 has the tasks 1.1 to 1.3."""

CONTEXT = ReadingContext(
    today=TODAY, zone="Europe/Berlin", blueprints={EXAM: shipped_blueprints()[EXAM]}, exam_code=None
)


def read_file(path: Path, context: ReadingContext, *, name: str | None = None) -> Import:
    """Read a file that is one table or document."""
    (opened,) = opened_files(path, name=name)
    return read_opened(opened, context)


def read_bytes(data: bytes, name: str, context: ReadingContext) -> Import:
    """Read the bytes of a file that is one table or document."""
    (opened,) = opened_bytes(data, name)
    return read_opened(opened, context)


def read_text(text: str | None, *, context: ReadingContext = CONTEXT) -> Import:
    """Read a file written in a test, without its indent."""
    return read_bytes(dedent(text or "").strip("\n").encode(), "file.csv", context)


def found(result: Import) -> list[tuple[str, str, str]]:
    """Return line, column and value of each problem."""
    return [(problem.line, problem.column, problem.value) for problem in result.problems]


def lines(result: Import) -> list[str]:
    """Return the lines of the imported rows."""
    return [row.line for row in result.rows]


def workbook(rows: Sequence[Sequence[object]], *, title: str = "Results", more: Sequence[str] = ()) -> bytes:
    """Return a workbook with the rows in its first sheet."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = title
    for row in rows:
        sheet.append([_cell(value) for value in row])
    for name in more:
        book.create_sheet(name)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _cell(value: object) -> object:
    return value.replace(tzinfo=None) if isinstance(value, datetime) else value


def total_of(read: Import) -> float:
    """Return the minutes of study, the correct answers or the points of ratings."""
    total = 0.0
    for row in read.rows:
        record = row.record
        if isinstance(record, StudySession):
            total += record.time_on_task_min
        elif isinstance(record, DomainResult):
            total += record.n_correct
        elif isinstance(record, ItemResponse):
            total += record.is_correct
        elif isinstance(record, SelfRating):
            total += record.rating
    return round(total, 6)
