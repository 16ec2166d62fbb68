"""The page of labs and money, in every state of the file."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from analytics.records import Record
from dashboard.text import labs as text
from tests.inputs.builders import TODAY, plan, session, store_with
from tests.inputs.labs import FREE, GUIDED, lab
from tests.inputs.pages import page_of, plain_words, words

EXAM_ON = date(2026, 12, 9)
PLAN = replace(plan(exam_on=EXAM_ON), lab_budget=60.0)


def page(folder: Path, monkeypatch: pytest.MonkeyPatch, records: Sequence[Record]) -> AppTest:
    return page_of("labs", store_with(folder, records).path, monkeypatch)


def many(**given: Any) -> list[Record]:
    """Make three labs a week for eight weeks, guided ones first."""
    return [
        lab(TODAY - timedelta(weeks=k, days=n), GUIDED if k > 3 else FREE, n_errors_met=(k < 4) * 4, **given)
        for k in range(8)
        for n in range(3)
    ]


def test_without_a_lab_the_first_steps_are_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Three steps, and no chart."""
    app = page(tmp_path, monkeypatch, [PLAN, replace(session(TODAY, 1), cost=3.0, currency="USD")])
    assert "No lab is noted yet." in plain_words(app)
    assert text.EMPTY_STEPS[1] in words(app)
    assert "Sessions that are no labs cost 3 USD" in plain_words(app)
    assert not app.get("plotly_chart")


def test_one_lab_is_too_little_to_say_more(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is listed, and each section names what is missing."""
    app = page(tmp_path, monkeypatch, [PLAN, lab(TODAY, FREE, cost=2.0, currency="USD", n_errors_met=1)])
    shown = plain_words(app)
    assert "1 lab so far, 1 with their kind. Too little data" in shown
    assert "They have cost 2 USD of a budget of 60." in shown
    assert "Too little data to look ahead: it takes three weeks" in shown
    assert "Too little data to compare the kinds" in shown


def test_all_fields_of_labs_are_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Change of kinds, budget, and errors by kind."""
    app = page(tmp_path, monkeypatch, [PLAN, *many(cost=3.0, currency="USD", domain_id="1")])
    shown = plain_words(app)
    assert "Guided labs gave way to labs from requirements between the week of" in shown
    assert " (24 labs). They have cost 72 USD" in shown
    assert "They have cost 72 USD of a budget of 60, and are on the way beyond it." in shown
    assert "That is 12 more than the budget of 60." in shown
    assert "You meet more errors in labs that are from requirements" in shown
    assert "if the weeks ahead are like the last six, which cost 9 to 9 each" in shown
    assert len(app.get("plotly_chart")) == 4


@pytest.mark.parametrize(
    ("budget", "expected"),
    [
        (300.0, ", which is on the way to suffice."),
        (95.0, "; whether it suffices up to the exam cannot be told."),
        (None, "your plan names no budget for labs."),
    ],
)
def test_the_budget_is_judged_only_beyond_its_range(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, budget: float | None, expected: str
) -> None:
    """A range that includes the budget decides nothing."""
    rows = [replace(PLAN, lab_budget=budget), *many(cost=3.0, currency="USD")]
    assert expected in plain_words(page(tmp_path, monkeypatch, rows))


def test_currencies_stand_apart_and_can_be_chosen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """They are listed and never added up."""
    rows = [lab(TODAY, cost=2.0, currency="USD"), lab(TODAY, cost=5.0, currency="EUR"), lab(TODAY, cost=1.0)]
    app = page(tmp_path, monkeypatch, [PLAN, *rows])
    assert "5 EUR" in plain_words(app) and "3 USD" in plain_words(app)
    assert "1 cost without a currency is read in USD." in plain_words(app)
    assert "currencies are not added up" in plain_words(app)
    assert "costs in more than one are not compared" in plain_words(app)
    app.selectbox[0].select_index(1).run()
    assert not app.exception
    assert "Spent in the plan's time: 5 EUR." in plain_words(app)


def test_labs_without_kind_and_cost_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """They are excluded with a sentence; a lab before the plan has no budget."""
    early = lab(PLAN.starts_on - timedelta(days=3), cost=7.0, currency="USD")
    shown = plain_words(page(tmp_path, monkeypatch, [PLAN, lab(TODAY), early]))
    assert "Nothing is noted as paid in the plan's time; labs outside it cost 7 USD." in shown
    assert "2 labs without a kind are left out." in shown
    assert "1 lab without a cost noted counts as free." in shown
    assert "Labs outside the plan's time cost 7 USD" in shown


def test_guided_only_and_alternating_labs_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Only certain changes are named; free labs cost nothing."""
    guided = [lab(TODAY - timedelta(days=k), GUIDED, cost=0.0) for k in range(8)]
    shown = plain_words(page(tmp_path, monkeypatch, [plan(), *guided]))
    assert "Most of your labs are guided still (8 labs). They have cost nothing." in shown
    (tmp_path / "b").mkdir()
    turns = [lab(TODAY - timedelta(days=k), (GUIDED, FREE)[k % 2]) for k in range(8)]
    assert "cannot be told now" in plain_words(page(tmp_path / "b", monkeypatch, [plan(), *turns]))
    (tmp_path / "c").mkdir()
    free = [lab(TODAY - timedelta(days=k), FREE) for k in range(8)]
    assert "More of your labs are from requirements, since" in plain_words(
        page(tmp_path / "c", monkeypatch, [plan(), *free])
    )


def test_without_an_exam_day_ahead_there_is_no_forecast(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither without an exam day nor after it."""
    rows = [lab(TODAY - timedelta(days=k), cost=1.0) for k in (30, 9, 2)]
    assert "Without an exam day in the plan" in plain_words(page(tmp_path, monkeypatch, [plan(), *rows]))
    (tmp_path / "b").mkdir()
    over = plan(exam_on=TODAY - timedelta(days=1))
    assert "The exam day has come." in plain_words(page(tmp_path / "b", monkeypatch, [over, *rows]))


def test_texts_of_a_file_are_literal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A resource, a note and a currency that are markup are shown as they are."""
    rows = [lab(TODAY, cost=2.0, currency="<b>x", resource="<i>r", note="**bold**")]
    app = page(tmp_path, monkeypatch, [PLAN, *rows])
    shown = words(app)
    assert "<b>" not in shown.lower() and "<i>" not in shown
    assert "**bold**" not in shown
    assert all("<b>" not in chart.proto.spec.lower() for chart in app.get("plotly_chart"))
