"""Tests of the sentences of imports."""

from datetime import datetime

import pytest

from analytics.errors import DataProblem
from analytics.store import BatchInfo
from analytics.store.inventory import InventoryBatch, UndoEffect
from analytics.updates.import_report import FileImport, ImportReport
from dashboard.text import imports as text

INFO = BatchInfo(3, datetime(2026, 11, 24, 23, 30), "a_b.csv", 20, 0, 1)  # noqa: DTZ001 - UTC by its name


def test_an_import_is_told_in_the_candidates_zone() -> None:
    """Its instant is kept in UTC and shown by the clock on the wall; its names are literal."""
    assert text.batch(INFO, "Europe/Berlin") == (
        "Import 3 of 25 Nov 2026, 00:30: a\\_b\\.csv. 20 imported, 0 there already, 1 with problems."
    )


def test_what_was_typed_in_is_told_apart() -> None:
    """By its kind, and by how many there were."""
    assert text.entry_source(1, "study_plan") == "typed in: study plan"
    assert text.entry_source(13, "self_ratings") == "typed in: 13 self-ratings"


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ((UndoEffect("self_ratings", 2, 0),), "This removes 2 self-ratings."),
        (
            (UndoEffect("self_ratings", 1, 3), UndoEffect("check_ins", 1, 0)),
            "This removes 1 self-rating and 1 check-in. This gives 3 self-ratings back the values from before.",
        ),
        ((), text.NOTHING_CHANGES),
    ],
)
def test_the_confirmation_says_what_will_go(rows: tuple[UndoEffect, ...], sentence: str) -> None:
    """Rows that go and rows that change are told apart."""
    assert text.undo_preview(InventoryBatch(INFO, rows)) == sentence


def test_refused_files_are_counted() -> None:
    """A file that was refused whole has no rows, so that it is named beside them."""
    refused = FileImport(file="b", format=None, problems=(DataProblem("b", "", "", "", "why"),))
    good = FileImport(file="a", format="check_ins", imported=1)
    counts = "1 row read: 1 imported, 0 there already, 0 with problems."
    assert text.outcome(ImportReport(1, (good, refused))) == f"{counts} 1 file was refused whole."
    assert text.outcome(ImportReport(1, (good, refused, refused))) == f"{counts} 2 files were refused whole."


def test_incomplete_practice_exams_are_named_and_the_list_ends() -> None:
    """All are counted; a file without one says nothing."""
    names = tuple(f"set{n}" for n in range(text.N_INCOMPLETE_NAMED + 2))
    file = FileImport(file="a", format="practice_exams", imported=1, incomplete=names)
    said = text.incomplete(ImportReport(1, (file,)))
    assert said.startswith("12 practice exams are incomplete and count as they are: set0, set1,")
    assert "set9 and 2 more." in said
    assert text.incomplete(ImportReport(1, (FileImport(file="a", format="check_ins"),))) == ""


def test_problems_that_are_not_shown_are_counted() -> None:
    """The table ends somewhere, and says so."""
    assert text.more_problems(text.N_PROBLEMS_SHOWN) == ""
    assert text.more_problems(text.N_PROBLEMS_SHOWN + 2) == "And 2 more; the download lists all."
