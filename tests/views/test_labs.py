"""The page of labs and money, in every state of the file."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from analytics.records import Record
from dashboard.text import common, names
from dashboard.text import labs as text
from tests.inputs.builders import TODAY, plan, session
from tests.inputs.labs import FREE, GUIDED, lab
from tests.inputs.pages import opened, plain_words, store_with, words

pytestmark = pytest.mark.usefixtures("open_exam")

EXAM_ON = date(2026, 12, 9)
PLAN = replace(plan(exam_on=EXAM_ON), lab_budget=60.0)


def page(folder: Path, monkeypatch: pytest.MonkeyPatch, records: Sequence[Record], *titles: str) -> AppTest:
    return opened("labs", store_with(folder, records).path, monkeypatch, *titles)


def many(**given: Any) -> list[Record]:
    """Make three labs a week for eight weeks, guided ones first."""
    return [
        lab(TODAY - timedelta(weeks=k, days=n), GUIDED if k > 3 else FREE, n_errors_met=(k < 4) * 4, **given)
        for k in range(8)
        for n in range(3)
    ]


def test_without_a_lab_the_first_steps_are_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Steps, what other sessions cost, and no chart."""
    app = page(tmp_path, monkeypatch, [PLAN, replace(session(TODAY, 1), cost=3.0, currency="USD")])
    assert text.EMPTY_STEPS[1] in words(app)
    assert "Sessions that are not labs cost 3\u00a0USD" in plain_words(app)
    assert not app.get("plotly_chart")


def test_one_lab_is_too_little_to_say_more(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each section says what is missing."""
    rows: list[Record] = [PLAN, lab(TODAY, FREE, cost=2.0, currency="USD", n_errors_met=1)]
    shown = plain_words(page(tmp_path, monkeypatch, rows, text.MONEY.title, text.ERRORS.title))
    assert "You have 1 guided or independent lab so far." in shown
    assert "Your labs have cost 2\u00a0USD of a budget of 60." in shown
    assert "Too early for a forecast: it takes three weeks" in shown
    assert "Too early to compare the kinds" in shown
    assert "**Independent**: too early to tell. 1 error in" in shown
    assert "**Guided**" not in shown


def test_all_fields_of_labs_are_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Change of kinds, budget, and errors by kind; a section draws when it is open."""
    rows = [PLAN, *many(cost=3.0, currency="USD", domain_id="1")]
    titles = (text.MONEY.title, text.WEEK_COSTS.title, text.ERRORS.title)
    app = page(tmp_path, monkeypatch, rows, *titles, text.LIST_TITLE, common.SAME_IN_NUMBERS)
    shown = plain_words(app)
    assert "You moved from guided to independent labs between the week of" in shown
    assert "Your labs have cost 72\u00a0USD of a budget of 60. You are over the budget." in shown
    assert "You run into more errors when labs are independent than when they are guided." in shown
    assert "if you spend as in the last six weeks (9 a week)" in shown
    assert "72\u00a0USD (120\u00a0% of the budget), 24\u00a0h in labs" in shown
    assert shown.count("h in labs") == 1  # not the domains without a lab
    assert len(app.get("plotly_chart")) == 4
    assert len(page(tmp_path, monkeypatch, []).get("plotly_chart")) == 1


@pytest.mark.parametrize(
    ("budget", "expected"),
    [
        (300.0, "The budget is on track to last until the exam."),
        (72.5, "The budget will probably not last until the exam."),
        (95.0, "It is too early to tell whether the budget will last until the exam."),
        (None, "Your plan has no lab budget."),
    ],
)
def test_the_budget_is_judged_only_beyond_its_range(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, budget: float | None, expected: str
) -> None:
    """A range that includes the budget decides nothing."""
    rows = [replace(PLAN, lab_budget=budget), *many(cost=3.0, currency="USD")]
    assert expected in plain_words(page(tmp_path, monkeypatch, rows))


@pytest.mark.usefixtures("drawn_charts")
def test_other_currencies_are_left_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """They are named and never added up."""
    rows = [lab(TODAY, cost=2.0, currency="USD"), lab(TODAY, cost=5.0, currency="EUR"), lab(TODAY, cost=1.0)]
    app = page(tmp_path, monkeypatch, [PLAN, *rows], text.MONEY.title)
    assert "Your labs have cost 3\u00a0USD of a budget of 60." in plain_words(app)
    assert "Labs in other currencies cost 5\u00a0EUR, which is not included here." in plain_words(app)
    assert "1 cost without a currency is assumed to be in USD." in plain_words(app)
    assert any("Spent (USD)" in chart.proto.spec for chart in app.get("plotly_chart"))


def test_labs_without_kind_and_cost_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """They are excluded with a sentence; a lab before the plan has no budget."""
    early = lab(PLAN.starts_on - timedelta(days=3), cost=7.0, currency="USD")
    shown = plain_words(page(tmp_path, monkeypatch, [PLAN, lab(TODAY), early]))
    assert "During the plan, your labs have cost nothing." in shown
    assert f"2 labs so far, none marked as guided or independent. {names.INDEPENDENT_LAB}" in shown
    assert "1 lab without a cost counts as free." in shown
    assert "Labs outside the plan cost 7\u00a0USD" in shown
    paid = plain_words(page(tmp_path / "paid", monkeypatch, [PLAN, lab(TODAY, cost=2.0, currency="USD"), early]))
    assert "During the plan, your labs have cost 2\u00a0USD of a budget of 60." in paid


def test_guided_only_and_alternating_labs_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Only certain changes are named; free labs cost nothing."""
    guided = [lab(TODAY - timedelta(days=k), GUIDED, cost=0.0) for k in range(8)]
    shown = plain_words(page(tmp_path, monkeypatch, [plan(), *guided]))
    assert "Most of your labs are still guided. Your labs have cost nothing." in shown
    (tmp_path / "b").mkdir()
    turns = [lab(TODAY - timedelta(days=k), (GUIDED, FREE)[k % 2]) for k in range(8)]
    assert "Too early to tell whether most of your labs" in plain_words(
        page(tmp_path / "b", monkeypatch, [plan(), *turns])
    )
    (tmp_path / "c").mkdir()
    free = [lab(TODAY - timedelta(days=k), FREE) for k in range(8)]
    assert "Most of your labs have been independent since" in plain_words(
        page(tmp_path / "c", monkeypatch, [plan(), *free])
    )


def test_without_an_exam_day_ahead_there_is_no_forecast(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither without an exam day nor after it."""
    rows = [lab(TODAY - timedelta(days=k), cost=1.0) for k in (30, 9, 2)]
    title = text.MONEY.title
    assert "Set an exam day in your plan" in plain_words(page(tmp_path, monkeypatch, [plan(), *rows], title))
    (tmp_path / "b").mkdir()
    over = plan(exam_on=TODAY - timedelta(days=1))
    assert "it will be about" not in plain_words(page(tmp_path / "b", monkeypatch, [over, *rows], title))


@pytest.mark.usefixtures("drawn_charts")
def test_texts_of_a_file_are_literal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A resource, a note and a currency that are markup are shown as they are."""
    rows = [lab(TODAY, cost=2.0, currency="<b>x", resource="<i>r", note="**bold**")]
    app = page(tmp_path, monkeypatch, [PLAN, *rows], text.MONEY.title, text.LIST_TITLE)
    shown = words(app)
    assert "<b>" not in shown.lower() and "<i>" not in shown
    assert "**bold**" not in shown
    assert all("<b>" not in chart.proto.spec.lower() for chart in app.get("plotly_chart"))
