"""Cells that are corrected before the import."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from analytics.ingest import opened_bytes, read_opened
from analytics.ingest.file_mapping import FileMapping
from analytics.ingest.tables.opened import OpenedFile
from analytics.records import CheckIn
from tests.inputs.ingest_inputs import CONTEXT, workbook

ROWS = (("On", "Sleep_h", "Note"), ("2026-03-01", "7x", "a"), ("2026-03-02", "8", "b"), ("x", "y", "long " * 30))


def opened(kind: str, rows: Sequence[Sequence[str]] = ROWS) -> OpenedFile:
    text = "".join(f"{','.join(row)}\n" for row in rows)
    (file,) = opened_bytes(text.encode() if kind == "text" else workbook(rows), "days")
    return file


@pytest.mark.parametrize("kind", ["text", "workbook"])
def test_a_corrected_cell_is_read_instead_of_the_one_in_the_file(kind: str) -> None:
    """The cell is given by line and column, as problems name them; other rows stay as they are."""
    file = opened(kind)
    before = file.data
    first = read_opened(file, CONTEXT)
    assert [(problem.column, problem.value) for problem in first.problems] == [
        ("sleep_h", "7x"),
        ("on", "x"),
        ("sleep_h", "y"),
    ]
    for problem, value in zip(first.problems, ("7", "2026-03-03", "6"), strict=True):
        file = file.corrected(value, (problem.line, problem.column))
    read = read_opened(file, CONTEXT)
    assert [(day.on.day, day.sleep_h) for day in (row.record for row in read.rows) if isinstance(day, CheckIn)] == [
        (1, 7),
        (2, 8),
        (3, 6),
    ]
    assert read.problems == ()
    assert file.data == before


@pytest.mark.parametrize("kind", ["text", "workbook"])
def test_a_corrected_cell_of_an_own_table_is_read_too(kind: str) -> None:
    """Also below a title and without a header; a correction in an unknown column changes nothing."""
    file = opened(kind, [("My log", "", ""), ("Day", "Slept", "Note"), *ROWS[1:3]])
    line = "Results!3" if kind == "workbook" else "3"
    columns = {"day": "on", "slept": "sleep_h", "note": "note"}
    context = replace(CONTEXT, mapping=FileMapping(kind="check_ins", columns=columns, time_unit="h"))
    assert [problem.line for problem in read_opened(file, context).problems] == [line]
    corrected = file.corrected("7", (line, "Slept")).corrected("x", (line, "Elsewhere"))
    assert [row.record.sleep_h for row in read_opened(corrected, context).rows if isinstance(row.record, CheckIn)] == [
        7,
        8,
    ]
