"""Texts of the data page, of imports' kinds and of columns."""

from datetime import date, timedelta

import pytest

from analytics.exports.canonical import templates
from analytics.ingest.canonical.columns import columns_of
from analytics.records import RECORD_TYPES, StudyPlan
from dashboard import formatting
from dashboard.text import data as text
from dashboard.text import mapping


@pytest.mark.parametrize(
    ("day", "words"),
    [(0, "today"), (1, "yesterday"), (3, "on Wed\u00a025\u00a0Nov"), (400, "on Fri\u00a024\u00a0Oct\u00a02025")],
)
def test_a_day_is_told_from_today(day: int, words: str) -> None:
    """A day of another year has it, as on all pages."""
    today = date(2026, 11, 28)
    with formatting.days_as_of(today):
        assert text.ago(today - timedelta(days=day), today) == words


def test_every_kind_and_column_has_words() -> None:
    """Every kind and column of the file contract has words, and no words are left over."""
    assert text.KINDS.keys() == {kind.TABLE for kind in RECORD_TYPES}
    tables = [kind for kind in RECORD_TYPES if kind is not StudyPlan]
    for kind in tables:
        sentences = mapping.column_sentences(f"{kind.TABLE}.csv")
        names = [formatting.literal(column.name) for column in columns_of(kind)]
        assert [sentence.split("**")[1] for sentence in sentences] == names
    named = {column.name for kind in tables for column in columns_of(kind)}
    plan_keys = {line.split(" = ")[0].strip("[]") for line in templates()["study_plan.toml"].splitlines()}
    assert mapping.COLUMN_MEANINGS.keys() - named <= plan_keys


@pytest.mark.parametrize(
    ("name", "cells"),
    [
        ("taken_at", "2026-03-01 or 2026-03-01T09:30; required"),
        ("is_timed", "true or false"),
        ("n_items", "whole number, 1 to 100,000; required"),
        ("duration_min", "number, above 0, up to 1,440"),
        ("form", "text"),
    ],
)
def test_columns_explain_their_cells(name: str, cells: str) -> None:
    """The kind of cell, its limits and whether it is required come from the readers."""
    sentences = mapping.column_sentences("practice_exams.csv")
    assert any(sentence.startswith(f"**{formatting.literal(name)}** ({cells}):") for sentence in sentences)


def test_the_keys_of_a_plan_are_explained() -> None:
    """Each key of a study plan is explained as it is written in the file."""
    sentences = mapping.column_sentences("study_plan.toml")
    needed = [sentence.split("**")[1].replace("\\", "") for sentence in sentences if "required" in sentence]
    assert needed == ["exam_code", "starts_on", "hours_per_week"]
