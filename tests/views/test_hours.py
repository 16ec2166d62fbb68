"""The page of hours against the plan, in every state of the file."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from analytics.blueprints.parser import shipped_blueprints
from analytics.records import Record
from dashboard.text import common
from dashboard.text import hours as text
from tests.inputs.builders import TODAY, plan, practice_exam, rating, session
from tests.inputs.pages import opened, page_of, store_with, words
from tests.inputs.sizes import full

EXAM = "DEA-C01"
MONDAY = date(2026, 11, 23)
COUNTS = [(5, 20), (15, 20), (15, 20), (15, 20)]


def test_a_plan_without_sessions_shows_the_first_steps(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Before the first session there is a plan and nothing to draw."""
    app = page_of("hours", store_with(tmp_path, [plan(exam_code=EXAM)]).path, monkeypatch)
    assert text.EMPTY_STEPS[0] in words(app)
    assert text.EMPTY_STEPS[1] not in words(app)
    assert not app.get("plotly_chart")


def test_sessions_without_a_plan_have_no_band(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The page says what a plan would add."""
    store = store_with(tmp_path, [*practice_exam(TODAY, COUNTS, exam_code=EXAM), session(MONDAY, 3)])
    app = page_of("hours", store.path, monkeypatch)
    assert "None of your hours in the last four weeks have a domain" in words(app)
    assert common.NO_PLAN in words(app)
    assert len(app.get("plotly_chart")) == 2


def test_a_short_domain_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is the domain furthest behind what is recommended."""
    sessions = [session(MONDAY - timedelta(weeks=k), 8, domain_id="2") for k in range(3)]
    records: list[Record] = [plan(exam_code=EXAM), *practice_exam(TODAY, COUNTS, exam_code=EXAM), *sessions]
    app = page_of("hours", store_with(tmp_path, records).path, monkeypatch)
    assert "had none of its recommended" in words(app)


def test_low_hour_weeks_are_named_with_what_followed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One such week is too few to estimate its cost."""
    rows = [
        session(MONDAY - timedelta(weeks=k), hours)
        for k, hours in ((7, 11), (6, 11), (5, 3), (4, 7), (3, 11), (2, 11), (1, 11))
    ]
    store = store_with(tmp_path, [plan(exam_code=EXAM), *rows])
    said = words(opened("hours", store.path, monkeypatch, text.LOW_HOUR_TITLE))
    assert "Week of 19\u00a0Oct: 3\u00a0h. The week after: 7\u00a0h in 1 session" in said
    assert "Too early to tell what a low-hour week costs you" in said


@pytest.mark.usefixtures("drawn_charts")
def test_bars_can_be_divided_by_domain(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """They are by activity until the switch changes them, and nothing fails."""
    rows: list[Record] = [session(MONDAY, 3, domain_id="1"), session(MONDAY, 1), rating("1", 2)]
    app = page_of("hours", store_with(tmp_path, [plan(exam_code=EXAM), *rows]).path, monkeypatch)
    assert common.NO_DOMAIN not in app.get("plotly_chart")[0].proto.spec
    app.radio[0].set_value(text.Stack.DOMAIN).run()
    assert not app.exception
    assert common.NO_DOMAIN in app.get("plotly_chart")[0].proto.spec


@pytest.mark.usefixtures("drawn_charts")
@pytest.mark.parametrize("has_plan", [True, False])
def test_every_section_opens(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, has_plan: bool) -> None:
    """With a plan that begins later, and without one."""
    starts_on = TODAY + timedelta(days=9)
    records: list[Record] = [session(MONDAY, 3)]
    records += [plan(exam_code=EXAM, starts_on=starts_on)] if has_plan else []
    records += [] if has_plan else practice_exam(TODAY, COUNTS, exam_code=EXAM)
    titles = (
        text.DOMAINS.title,
        text.CUMULATIVE.title,
        text.CONSISTENCY.title,
        text.ACTIVITIES_TITLE,
        common.SAME_IN_NUMBERS,
    )
    app = opened("hours", store_with(tmp_path, records).path, monkeypatch, *titles)
    assert (
        "No hours since the plan began." if has_plan else "3\u00a0h, Mon\u00a023\u00a0Nov to Wed\u00a025\u00a0Nov."
    ) in words(app)
    assert "Too early to tell: you need a plan and one full week of it." in words(app)
    assert len(app.table) == 2


@pytest.mark.usefixtures("drawn_charts")
@pytest.mark.parametrize("exam_code", ["MLS-C01", "CISSP", *full(["TERRAFORM-004", "SY0-701"])])
def test_every_kind_of_exam_has_its_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, exam_code: str) -> None:
    """Unpublished weights, a retired exam and many domains each make a page."""
    domains = shipped_blueprints()[exam_code].domain_ids
    rows = [session(MONDAY - timedelta(days=k), 2, domain_id=domain) for k, domain in enumerate(domains)]
    app = page_of("hours", store_with(tmp_path, [plan(exam_code=exam_code), *rows]).path, monkeypatch)
    assert ("Rate yourself or take a practice exam" in words(app)) == (exam_code != "MLS-C01")


@pytest.mark.usefixtures("drawn_charts")
def test_texts_of_a_file_are_literal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A domain that is markup is unknown, and never rendered."""
    rows = [session(MONDAY, 2, domain_id="<b>x</b>"), replace(session(MONDAY, 1), note="**bold**")]
    app = page_of("hours", store_with(tmp_path, [plan(exam_code=EXAM), *rows]).path, monkeypatch)
    assert "<b>x" not in words(app) + app.get("plotly_chart")[0].proto.spec
