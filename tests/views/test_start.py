"""The first ten minutes, from an empty file to gaps and a plan."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from analytics.estimation.selection import known_blueprints
from analytics.records import Record, SelfRating, StudyPlan
from analytics.store import Store
from dashboard.formatting import unescaped
from dashboard.text import self_ratings as rating_text
from dashboard.text import start as text
from dashboard.text.start import Way
from tests.inputs.builders import TODAY, plan, practice_exam, rating, store_with
from tests.inputs.pages import page_of, press, words

EXAM = "DEA-C01"


def choose(app: AppTest, way: Way) -> AppTest:
    """Choose the way to name the exam."""
    next(group for group in app.radio if group.key == "exam_way").set_value(way).run()
    return app


def steps(app: AppTest) -> list[str]:
    """Return the titles of the steps."""
    return [box.label for box in app.expander if box.label[:1].isdigit()]


def test_from_nothing_to_a_plan_without_a_practice_exam(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Exam, hours, ratings; then the gaps, the split, the plan, and what is not known."""
    store = Store(tmp_path / "own.duckdb")
    app = page_of("start", store.path, monkeypatch)
    assert steps(app) == [text.STEP_EXAM]
    assert text.NEEDS_EXAM in words(app)
    app.selectbox[0].set_value(EXAM).run()
    assert steps(app) == [f"{text.STEP_EXAM} ✓", text.STEP_PLAN, text.STEP_RATING]
    app = press(app, "Save the plan")
    (made,) = store.records(StudyPlan)
    assert (made.exam_code, made.starts_on, made.exam_on, made.weeks) == (EXAM, TODAY, None, ())
    assert text.WITHOUT_RATING in words(app)
    assert not app.get("plotly_chart")
    for group in app.radio:
        if str(group.key).startswith(f"rate_{EXAM}_1_"):
            group.set_value(2)
    app = press(app, rating_text.SAVE)
    assert {r.domain_id for r in store.records(SelfRating)} == {"1"}
    assert all(step.endswith("✓") for step in steps(app))
    said = words(app)
    assert "By your own ratings you would lose about" in said
    assert "Week 1: Audit" in said
    assert "Your chance of passing: that takes practice exams" in said
    assert "which you have not rated" in said
    assert len(app.get("plotly_chart")) == 3


def test_after_a_practice_exam_the_plan_has_no_audit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The proposed plan begins with the gaps and a practice exam."""
    store = store_with(tmp_path, practice_exam(TODAY, [(15, 20)], exam_code=EXAM))
    press(page_of("start", store.path, monkeypatch), "Save the plan")
    (made,) = store.records(StudyPlan)
    assert (made.audit_weeks, made.first_practice_exam_week) == (0, 1)


def test_a_custom_exam_can_be_described(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two domains without weights and cut are enough; tasks are optional, and rated one by one."""
    store = Store(tmp_path / "own.duckdb")
    app = choose(page_of("start", store.path, monkeypatch), Way.WRITE)
    app.text_input[0].set_value("MINE-1")
    app.text_input[1].set_value("My *own* exam")
    app.session_state["own_domains"] = {
        "edited_rows": {
            0: {text.DOMAIN: "Reading", text.TASKS: "skim; scan ;"},
            1: {text.DOMAIN: "Writing"},
        },
        "added_rows": [],
        "deleted_rows": [],
    }
    app = press(app, text.SAVE_EXAM)
    found = known_blueprints(store)["MINE-1"]
    assert [domain.name for domain in found.domains] == ["Reading", "Writing"]
    assert r"You prepare for **My \*own\* exam** (MINE\-1)." in words(app)
    app = press(app, "Save the plan")
    lines = [group for group in app.radio if str(group.key).startswith("rate_")]
    assert [unescaped(group.label) for group in lines] == ["1.1 skim", "1.2 scan", rating_text.WHOLE_DOMAIN]
    lines[0].set_value(1)
    app = press(app, rating_text.SAVE)
    assert "the provider does not publish it" in words(app)


def test_a_custom_exam_that_breaks_a_rule_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is saved without a code or a domain, or with weights that are all 0."""
    store = Store(tmp_path / "own.duckdb")
    app = press(choose(page_of("start", store.path, monkeypatch), Way.WRITE), text.SAVE_EXAM)
    assert [error.value for error in app.error] == [text.NEEDED]
    app.text_input[0].set_value("MINE-1")
    app.text_input[1].set_value("Mine")
    app.session_state["own_domains"] = {
        "edited_rows": {0: {text.DOMAIN: "Reading", text.WEIGHT: 0}},
        "added_rows": [],
        "deleted_rows": [],
    }
    app = press(app, text.SAVE_EXAM)
    assert "weight" in unescaped(app.error[0].value)
    assert store.blueprint_texts() == {}


def test_a_blueprint_file_can_be_uploaded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The uploader is there."""
    app = choose(page_of("start", tmp_path / "own.duckdb", monkeypatch), Way.FILE)
    assert len(app.get("file_uploader")) == 1


def test_earlier_steps_are_done(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A plan and ratings of earlier days count as done."""
    own = plan(exam_code=EXAM, starts_on=TODAY, exam_on=date(2027, 1, 9))
    app = page_of("start", store_with(tmp_path, [own, rating("1", 2)]).path, monkeypatch)
    assert all(step.endswith("✓") for step in steps(app))
    assert text.DONE in words(app)


def test_nobody_under_way_is_told_to_begin(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In the plan's tenth week, and after a practice exam, there is no first week to follow and no call to rate."""
    tenth = plan(exam_code=EXAM, starts_on=TODAY - timedelta(weeks=9))
    begun: list[Record] = [plan(exam_code=EXAM, starts_on=TODAY), *practice_exam(TODAY, [(15, 20)] * 4, exam_code=EXAM)]
    alone: list[Record] = [tenth]
    for name, own in (("a", alone), ("b", begun)):
        said = words(page_of("start", store_with(tmp_path / name, own).path, monkeypatch))
        assert text.UNDER_WAY in said
        assert not any(step in said for step in (text.WITHOUT_RATING, *text.NEXT))
