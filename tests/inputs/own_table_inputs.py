"""Mappings, rows and results for tests of users' own tables."""

import io
from collections.abc import Sequence

import openpyxl

from analytics.ingest import Import
from analytics.ingest.file_mapping import FileMapping
from analytics.ingest.layouts.own_table import OwnTable
from analytics.ingest.layouts.tables_in_file import own_tables
from analytics.ingest.reading import LeftOutReason
from analytics.ingest.tables.opened import OpenedFile

NAMED = FileMapping(kind="study_sessions", columns={"date": "started_at", "hours": "time_on_task_min", "topic": "note"})
DAYS = FileMapping(kind="study_sessions", columns={"date": "started_at", "hours": "time_on_task_min"})
UNNAMED = FileMapping(
    kind="study_sessions",
    has_header=False,
    columns={"column_1": "started_at", "column_2": "time_on_task_min", "column_3": "note"},
    time_unit="h",
)
TWO_DAYS = [("2026-03-01", 150.0), ("2026-03-02", 60.0)]
HEADER = "Date,Hours,Topic\n"
ROWS = "2026-03-01,2.5,EC2\n2026-03-02,1,S3\n"
EXAMS = "Date,Correct,Questions\n2026-03-01,40,65\n"

Sheet = tuple[str, Sequence[Sequence[object]]]
"""The title and the rows of a sheet."""


def left_out(result: Import) -> dict[LeftOutReason, int]:
    """Return how many rows were left out by reason."""
    return {reason: rows.n_rows for reason, rows in result.left_out.items()}


def only_table(text: str, *, has_header: bool) -> OwnTable:
    """Return the one table of a text."""
    (one,) = own_tables(OpenedFile("log.csv", text.encode()))
    return one.table(has_header=has_header)


def book(*sheets: Sheet, hidden: Sequence[str] = ()) -> bytes:
    """Return a workbook with several sheets."""
    made = openpyxl.Workbook()
    made.remove(made.worksheets[0])
    for title, rows in sheets:
        sheet = made.create_sheet(title)
        sheet.sheet_state = "hidden" if title in hidden else "visible"
        for row in rows:
            sheet.append(list(row))
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()
