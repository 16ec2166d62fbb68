"""The mastery page, in every state of the file."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from analytics.records import Record
from tests.inputs.builders import plan, practice_exam, rating, responses, store_with
from tests.inputs.pages import page_of

ONE_EXAM = practice_exam(date(2026, 11, 14), [(6, 13), (10, 16), (18, 23), (6, 13)])
TERRAFORM = practice_exam(date(2026, 11, 14), [(4, 7)] * 8, exam_code="TERRAFORM-004")
WEEKS = [date(2026, 9, 30) + timedelta(weeks=k) for k in range(9)]
CLIMB = [r for k, day in enumerate(WEEKS) for r in practice_exam(day, [(10 + 3 * k, 40)] * 4)]


@pytest.mark.parametrize(
    ("records", "answer", "n_levels"),
    [
        ([plan()], "There is no practice exam yet", 3),
        ([plan(), rating("1", 1)], "There is no practice exam yet", 3),
        (ONE_EXAM, "Whether any domain rises or falls cannot be told yet.", 3),
        (TERRAFORM, "Whether any domain rises or falls cannot be told yet.", 2),
        (CLIMB, "Rising: Data Engineering", 3),
    ],
)
def test_each_state_has_its_answer_and_its_panels(
    records: Sequence[Record], answer: str, n_levels: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Domains in two columns; tasks have a chart only if questions name them."""
    page = page_of("mastery", store_with(tmp_path, records).path, monkeypatch)
    assert not page.exception
    assert answer in page.markdown[0].value
    assert len(page.get("plotly_chart")) == 2
    for numbers in ("mastery_numbers", "mastery_depth_numbers"):
        page.session_state[numbers] = True
    page.run()
    assert not page.exception
    assert len(page.table) == n_levels
    assert any("lists no tasks" in mark.value for mark in page.markdown) == (n_levels == 2)


def test_tasks_with_questions_are_drawn(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The others are counted in a sentence."""
    rows = [replace(row, task_id="1.1") for row in responses("p", date(2026, 11, 14), "+-+")]
    page = page_of("mastery", store_with(tmp_path, rows).path, monkeypatch)
    assert not page.exception
    assert len(page.get("plotly_chart")) == 3
    assert any("tasks without a question are not drawn" in caption.value for caption in page.caption)


def test_tasks_and_services_change_places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Services are shown if questions name them, else the page says how."""
    page = page_of("mastery", store_with(tmp_path, responses("p", date(2026, 11, 14), "+-+")).path, monkeypatch)
    page.radio[0].set_value("services").run()
    assert not page.exception
    assert len(page.get("plotly_chart")) == 2
    assert any("With services in item" in mark.value for mark in page.markdown)
