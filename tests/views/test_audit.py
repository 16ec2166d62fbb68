"""The page of the gap audit, in every state of the file."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from analytics.records import Record
from tests.inputs.builders import plan, practice_exam, rating, store_with
from tests.inputs.pages import page_of

ONE_EXAM = practice_exam(date(2026, 11, 14), [(6, 13), (10, 16), (18, 23), (6, 13)])
TERRAFORM = practice_exam(date(2026, 11, 14), [(4, 7)] * 8, exam_code="TERRAFORM-004")
EVERYTHING = [*ONE_EXAM, plan(exam_on=date(2027, 1, 9)), *[rating(str(k), 3) for k in range(1, 5)]]


@pytest.mark.parametrize(
    ("records", "answer"),
    [
        ([plan()], "There is no practice exam and no self-rating yet"),
        ([plan(), rating("1", 1)], "By your own ratings you would lose about"),
        (ONE_EXAM, "Today you would lose about 18 of 50 scored questions"),
        (TERRAFORM, "of 57 scored questions"),
        (EVERYTHING, "on Sat 9 Jan, your exam day"),
    ],
)
def test_each_state_has_its_answer_and_both_charts(
    records: Sequence[Record], answer: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The answer claims no more than the data allow."""
    page = page_of("audit", store_with(tmp_path, records).path, monkeypatch)
    assert not page.exception
    assert answer in page.markdown[0].value
    assert len(page.get("plotly_chart")) == 2
    assert len(page.table) >= 3


def test_tasks_stand_under_their_domain(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One place to open for each domain that has any; a blueprint without tasks says so."""
    page = page_of("audit", store_with(tmp_path, TERRAFORM).path, monkeypatch)
    assert len(page.expander) == 1
    assert "The blueprint of this exam names no tasks below its domains." in [mark.value for mark in page.markdown]
    assert "publishes no domain weights" in page.warning[0].value


def test_a_task_is_shown_with_its_rating_in_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The word of the level that was chosen stands beside its number."""
    page = page_of(
        "audit", store_with(tmp_path, [plan(exam_code="DEA-C01"), rating("1", 3, task_id="1.1")]).path, monkeypatch
    )
    assert len(page.expander) == 4 + 1
    cells = [cell for table in page.table for cell in table.value.to_numpy().ravel()]
    assert "with docs (3 of 5)" in cells
