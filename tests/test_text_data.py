"""Tests of the sentences of the Data page."""

from datetime import datetime

import pytest

from analytics.blueprint import CutScore, PassKind
from analytics.errors import DataProblem
from analytics.import_report import FileImport, ImportReport
from analytics.ingest.columns import columns_of
from analytics.records import RECORD_TYPES, StudyPlan
from analytics.reports.holdings import BatchRows, HeldBatch
from analytics.store import BatchInfo
from analytics.templates import templates
from dashboard import formatting
from dashboard.text import columns
from dashboard.text import data as text
from dashboard.text import imports as imports_text

INFO = BatchInfo(3, datetime(2026, 11, 24, 23, 30), "a_b.csv", 20, 0, 1)  # noqa: DTZ001 - UTC by its name


def test_every_kind_and_column_has_words() -> None:
    """No kind and no column of the contract lacks its words, and none has words for nothing."""
    assert text.KINDS.keys() == {kind.TABLE for kind in RECORD_TYPES}
    tables = [kind for kind in RECORD_TYPES if kind is not StudyPlan]
    for kind in tables:
        sentences = columns.column_sentences(f"{kind.TABLE}.csv")
        names = [formatting.literal(column.name) for column in columns_of(kind)]
        assert [sentence.split("**")[1] for sentence in sentences] == names
    named = {column.name for kind in tables for column in columns_of(kind)}
    plan_keys = {line.split(" = ")[0].strip("[]") for line in templates()["study_plan.toml"].splitlines()}
    assert columns.MEANINGS.keys() - named <= plan_keys


@pytest.mark.parametrize(
    ("name", "cells"),
    [
        ("taken_at", "2026-03-01 or 2026-03-01T09:30; needed in every row"),
        ("is_timed", "true or false"),
        ("n_items", "whole number, 1 to 100,000; needed in every row"),
        ("duration_min", "number, more than 0, at most 1,440"),
        ("form", "text"),
    ],
)
def test_columns_say_how_they_are_written(name: str, cells: str) -> None:
    """The kind of cell, its limits and whether it is needed come from the readers themselves."""
    sentences = columns.column_sentences("practice_exams.csv")
    assert any(sentence.startswith(f"**{formatting.literal(name)}** ({cells}):") for sentence in sentences)


def test_the_keys_of_a_plan_are_explained() -> None:
    """What a plan needs is said of the keys as they are written."""
    sentences = columns.column_sentences("study_plan.toml")
    needed = [sentence.split("**")[1].replace("\\", "") for sentence in sentences if columns.NEEDED in sentence]
    assert needed == ["exam_code", "starts_on", "hours_per_week"]


def test_an_import_is_told_in_the_candidates_zone() -> None:
    """Its instant is kept in UTC and shown by the clock on the wall; its names are literal."""
    assert imports_text.batch(INFO, "Europe/Berlin") == (
        "Import 3 of 25 Nov 2026, 00:30: a\\_b\\.csv. 20 imported, 0 there already, 1 with problems."
    )


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ((BatchRows("self_ratings", 2, 0),), "This removes 2 self-ratings."),
        (
            (BatchRows("self_ratings", 1, 3), BatchRows("check_ins", 1, 0)),
            "This removes 1 self-rating and 1 check-in. This gives 3 self-ratings back the values from before.",
        ),
        ((), imports_text.NOTHING_CHANGES),
    ],
)
def test_the_confirmation_says_what_will_go(rows: tuple[BatchRows, ...], sentence: str) -> None:
    """Rows that go and rows that change are told apart."""
    assert imports_text.will_go(HeldBatch(INFO, rows)) == sentence


def test_refused_files_are_counted() -> None:
    """A file that was refused whole has no rows, so that it is named beside them."""
    refused = FileImport(file="b", format=None, problems=(DataProblem("b", "", "", "", "why"),))
    good = FileImport(file="a", format="check_ins", imported=1)
    counts = "1 row read: 1 imported, 0 there already, 0 with problems."
    assert imports_text.outcome(ImportReport(1, (good, refused))) == f"{counts} 1 file was refused whole."
    assert imports_text.outcome(ImportReport(1, (good, refused, refused))) == f"{counts} 2 files were refused whole."


def test_problems_that_are_not_shown_are_counted() -> None:
    """The table ends somewhere, and says so."""
    assert imports_text.more_problems(imports_text.N_PROBLEMS_SHOWN) == ""
    assert imports_text.more_problems(imports_text.N_PROBLEMS_SHOWN + 2) == "And 2 more; the download lists all."


@pytest.mark.parametrize(
    ("score", "words"),
    [
        (CutScore(PassKind.SCALED, 750, 100, 1000), "750 on a scale to 1000"),
        (CutScore(PassKind.SCALED, 750, None, None), "750"),
        (CutScore(PassKind.PERCENT, 66, None, None), f"66{formatting.PERCENT}"),
        (CutScore(PassKind.PERCENT_UNOFFICIAL, 70, None, None), f"70{formatting.PERCENT}, not official"),
        (CutScore(PassKind.PASS_FAIL_ONLY, None, None, None), "not published"),
    ],
)
def test_a_scaled_passing_mark_is_no_percent(score: CutScore, words: str) -> None:
    """Each kind of mark is written as it is published."""
    assert text.cut(score) == words
