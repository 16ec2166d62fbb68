"""Texts on imports and on undoing one."""

from datetime import datetime

import pytest

from analytics.errors import DataProblem
from analytics.store import BatchInfo
from analytics.store.inventory import InventoryBatch, UndoEffect
from analytics.updates.import_report import FileImport, ImportReport
from dashboard.text import imports as text

INFO = BatchInfo(3, datetime(2026, 11, 24, 23, 30), "a_b.csv", 20, 0, 1)  # noqa: DTZ001 - UTC by its name


def test_an_import_has_the_candidates_local_time() -> None:
    """Its time is stored in UTC and shown in the candidate's zone; its names are escaped."""
    assert text.batch(INFO, "Europe/Berlin") == (
        "**a\\_b\\.csv**  \nImport 3, 25 Nov 2026, 00:30. 20 imported, 0 duplicates, 1 with problems."
    )


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ((UndoEffect("self_ratings", 2, 0),), "This removes 2 self-ratings."),
        (
            (UndoEffect("self_ratings", 1, 3), UndoEffect("check_ins", 1, 0)),
            "This removes 1 self-rating and 1 check-in. This restores the earlier values of 3 self-ratings.",
        ),
        ((), text.NOTHING_CHANGES),
    ],
)
def test_the_undo_preview_counts_rows_by_effect(rows: tuple[UndoEffect, ...], sentence: str) -> None:
    """Rows that are removed, restored and kept are counted separately."""
    assert text.undo_preview(InventoryBatch(INFO, rows)) == sentence


def test_refused_files_are_counted() -> None:
    """Refused files have no rows, so they are counted beside the rows."""
    refused = FileImport(file="b", format=None, problems=(DataProblem("b", "", "", "", "why"),))
    good = FileImport(file="a", format="check_ins", imported=1)
    counts = "1 row read: 1 imported, 0 duplicates, 0 with problems."
    assert text.outcome(ImportReport(1, (good, refused))) == f"{counts} 1 file was not imported."
    assert text.outcome(ImportReport(1, (good, refused, refused))) == f"{counts} 2 files were not imported."


def test_incomplete_practice_exams_are_named_up_to_a_limit() -> None:
    """All are counted; without any there is no text."""
    names = tuple(f"set{n}" for n in range(text.N_INCOMPLETE_NAMED + 2))
    file = FileImport(file="a", format="practice_exams", imported=1, incomplete=names)
    said = text.incomplete(ImportReport(1, (file,)))
    assert said.startswith("12 practice exams are incomplete and count as they are: set0, set1,")
    assert "set9 and 2 more." in said
    assert text.incomplete(ImportReport(1, (FileImport(file="a", format="check_ins"),))) == ""


def test_problems_that_are_not_shown_are_counted() -> None:
    """A table that is cut says how many rows are missing."""
    assert text.more_problems(text.N_PROBLEMS_SHOWN) == ""
    assert text.more_problems(text.N_PROBLEMS_SHOWN + 2) == "And 2 more. The download has all of them."
