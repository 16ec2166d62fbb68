"""The tabs of the gap audit, in every state of the file."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from analytics.records import ExamOutcome, Record
from analytics.reports.study.plan import with_weeks
from dashboard import components
from dashboard.text import audit as text
from dashboard.text import common
from dashboard.text import mastery as tasks_text
from dashboard.text import week as week_text
from dashboard.text.audit import SHORT
from tests.inputs.builders import TODAY, plan, practice_exam, rating, responses
from tests.inputs.pages import checked, page_of, press, store_with, words

pytestmark = pytest.mark.usefixtures("open_exam")

ONE_EXAM = practice_exam(date(2026, 11, 14), [(6, 13), (10, 16), (18, 23), (6, 13)])
TERRAFORM = practice_exam(date(2026, 11, 14), [(4, 7)] * 8, exam_code="TERRAFORM-004")
EVERYTHING: list[Record] = [*ONE_EXAM, plan(exam_on=date(2027, 1, 9)), *[rating(str(k), 3) for k in range(1, 5)]]
WEEKS = [date(2026, 9, 30) + timedelta(weeks=k) for k in range(9)]
CLIMB = [r for k, day in enumerate(WEEKS) for r in practice_exam(day, [(10 + 3 * k, 40)] * 4)]


@pytest.mark.parametrize(
    ("records", "title", "sentence"),
    [
        ([plan()], "Too early to tell where your gaps are", text.NEXT_STEP),
        (
            [plan(), rating("1", 1)],
            "of 50 questions missed",
            "This is based on your own ratings. A first practice exam will show how close they are.",
        ),
        (ONE_EXAM, "About 18 of 50 questions missed", "This is the estimate for today."),
        (TERRAFORM, "of 57 questions missed", "The provider publishes no domain weights"),
        (EVERYTHING, "of 50 questions missed", "an exam on Sat\u00a09\u00a0Jan."),
    ],
)
def test_each_state_has_its_answer_and_two_charts(
    records: Sequence[Record], title: str, sentence: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The answer claims no more than the data allow; the tables are folded."""
    page = page_of("audit", store_with(tmp_path, records).path, monkeypatch)
    assert title in page.title[0].value
    assert sentence in words(page)
    assert len(page.get("plotly_chart")) == 2
    assert not [table for table in page.table if text.LOST in table.value]


def test_a_pass_ends_the_advice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who has passed sees the gaps alone: no split of hours, no focus, and no rating to give again."""
    linked: list[str] = []
    monkeypatch.setattr(components, "link", lambda _, label: linked.append(label))
    passed = ExamOutcome(exam_code="MLS-C01", taken_on=TODAY, is_passed=True)
    page = page_of("gaps", store_with(tmp_path, [*EVERYTHING, passed]).path, monkeypatch)
    page.session_state[common.SAME_IN_NUMBERS] = True
    page.run()
    assert (len(page.get("plotly_chart")), len(page.table), linked) == (1, 1, [])


def test_the_largest_gap_becomes_the_next_focus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One domain that certainly costs most has a button, which goes once it is the focus; the numbers unfold."""
    counts = [(2, 60), (58, 60), (58, 60), (58, 60)]
    exams = [row for k in (1, 8) for row in practice_exam(TODAY - timedelta(days=k), counts)]
    other = with_weeks(plan(exam_on=TODAY + timedelta(weeks=8)), {9: "2"})
    store = store_with(tmp_path, [*exams, other])
    page = page_of("gaps", store.path, monkeypatch)
    page.session_state[common.SAME_IN_NUMBERS] = True
    page.run()
    assert len(page.table) == 2
    press(page, text.set_focus("Data Engineering"))
    assert week_text.FOCUS_SAVED in words(page)
    assert text.set_focus("Data Engineering") not in [button.label for button in page.button]


@pytest.mark.parametrize(
    ("records", "answer"),
    [
        ([plan(), rating("1", 1)], "There is no practice exam to show"),
        (TERRAFORM, "Too early to tell whether any domain is rising or falling."),
        (CLIMB, "Rising: Data Engineering"),
    ],
)
def test_over_time_has_an_answer_and_its_panels(
    records: Sequence[Record], answer: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Domains in two columns, the numbers folded."""
    page = page_of("mastery", store_with(tmp_path, records).path, monkeypatch)
    assert answer in page.markdown[0].value
    assert len(page.get("plotly_chart")) == 2


def test_tasks_and_services_change_places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Tasks with questions are drawn, with ratings in the numbers; services without any say how to add them."""
    rows = [replace(row, task_id="1.1") for row in responses("p", date(2026, 11, 14), "+-+")]
    page = page_of("tasks", store_with(tmp_path, [*rows, rating("1", 3, task_id="1.1")]).path, monkeypatch)
    assert len(page.get("plotly_chart")) == 1
    assert any("tasks without questions are not drawn" in caption.value for caption in page.caption)
    page.session_state[common.SAME_IN_NUMBERS] = True
    page.run()
    assert f"{SHORT[3]} (3\u00a0of\u00a05)" in page.table[0].value.to_numpy().ravel()
    checked(page.radio[0].set_value(tasks_text.SERVICES).run())
    assert not page.get("plotly_chart")
    assert any("(services in item" in mark.value for mark in page.markdown)
    assert common.SAME_IN_NUMBERS not in [fold.label for fold in page.expander]


def test_an_exam_without_tasks_shows_services(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """There is nothing to choose, and how to add services is said."""
    page = page_of("tasks", store_with(tmp_path, TERRAFORM).path, monkeypatch)
    assert tasks_text.NO_TASKS in [caption.value for caption in page.caption]
    assert not page.radio
    assert "(services in item" in page.markdown[0].value
    assert not page.get("plotly_chart")
