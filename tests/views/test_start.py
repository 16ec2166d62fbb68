"""The first ten minutes, from an empty file to gaps and a plan."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from analytics.blueprints.parser import shipped_blueprints
from analytics.estimation.selection import chosen_blueprint, known_blueprints
from analytics.records import ME, Record, SelfRating, StudyPlan
from analytics.store import Store
from dashboard.formatting import unescaped
from dashboard.text import audit as rating_text
from dashboard.text import plan as plan_text
from dashboard.text import start as text
from tests.inputs.builders import TODAY, add_records, plan, practice_exam, rating
from tests.inputs.pages import page_of, press, store_with, words

EXAM = shipped_blueprints()["DEA-C01"]


def steps(app: AppTest) -> list[str]:
    """Return the titles of the steps, with a mark at those that are done."""
    boxes = [box for box in app.expander if box.label[:1].isdigit()]
    return [f"{unescaped(box.label)}{' done' if box.icon else ''}" for box in boxes]


def primary(app: AppTest) -> list[str]:
    """Return the labels of the primary buttons outside folded steps."""
    return [button.label for button in app.button if button.proto.type == "primary"]


def test_from_nothing_to_a_plan_without_a_practice_exam(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Exam, hours, ratings; then the gaps and the plan. One button at a time is primary."""
    store = Store(tmp_path / "own.duckdb")
    app = page_of("start", store.path, monkeypatch)
    assert app.title[0].value == text.TITLE
    assert steps(app) == [text.to_do(step) for step in text.MINUTES]
    assert primary(app) == []
    app.selectbox(key="start_exam").set_value(EXAM.code).run()
    assert steps(app) == [
        f"1 · {EXAM.name} ({EXAM.code}) done",
        text.to_do(text.HOURS_STEP),
        text.to_do(text.RATING_STEP),
    ]
    assert text.sentence(EXAM) in words(app)
    assert primary(app) == [plan_text.SAVE_PLAN]
    app = press(app, plan_text.SAVE_PLAN)
    (made,) = store.records(StudyPlan)
    assert (made.exam_code, made.starts_on, made.exam_on, made.weeks) == (EXAM.code, TODAY, None, ())
    assert not app.get("plotly_chart")
    assert "Next: 3 · Rate yourself · 7\u00a0min" in [note.value for note in app.caption]
    assert primary(app) == [rating_text.SAVE_RATINGS]
    app.radio(key=f"rate_{EXAM.code}_1_None_1_me").set_value(2)
    app = press(app, rating_text.SAVE_RATINGS)
    assert [(r.domain_id, r.task_id, r.rating) for r in store.records(SelfRating)] == [("1", None, 2)]
    assert steps(app)[1:] == ["2 · 8–10\u00a0h per week, no exam day yet done", "3 · 1 of 4 domains rated done"]
    assert app.title[0].value == text.DONE
    assert "Next: " not in words(app)
    assert "Week 1: Audit" in words(app)
    assert len(app.get("plotly_chart")) == 2
    assert primary(app) == [text.TO_OVERVIEW]


def test_after_a_practice_exam_the_plan_has_no_audit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The proposed plan begins with the gaps and a practice exam."""
    store = store_with(tmp_path, practice_exam(TODAY, [(15, 20)], exam_code=EXAM.code))
    app = press(page_of("start", store.path, monkeypatch), plan_text.SAVE_PLAN)
    (made,) = store.records(StudyPlan)
    assert (made.audit_weeks, made.first_practice_exam_week) == (0, 1)
    assert primary(app) == []


def test_a_custom_exam_can_be_described(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two domains without weights and cut are enough; tasks are optional, and rated one by one."""
    store = Store(tmp_path / "own.duckdb")
    app = page_of("start", store.path, monkeypatch)
    assert len(app.get("file_uploader")) == 1
    (error,) = press(app, text.ADD_EXAM).error
    assert error.value == "The exam is incomplete. Enter a short code, a name and at least one domain."
    app.text_input[0].set_value("MINE-1")
    app.text_input[1].set_value("My *own* exam")
    (error,) = press(app, text.ADD_EXAM).error
    assert error.value == "The exam is incomplete. Enter at least one domain."
    app.session_state["own_domains"] = {
        "edited_rows": {
            0: {text.DOMAIN: "Reading", text.TASKS: "skim; scan ;"},
            1: {text.DOMAIN: "Writing"},
        },
        "added_rows": [],
        "deleted_rows": [],
    }
    app = press(app, text.ADD_EXAM)
    found = known_blueprints(store)["MINE-1"]
    assert [domain.name for domain in found.domains] == ["Reading", "Writing"]
    assert r"**My \*own\* exam**: 65 questions" in words(app)
    assert "Added the exam MINE-1." in unescaped(words(app))
    app = press(app, plan_text.SAVE_PLAN)
    lines = [group for group in app.radio if str(group.key).startswith("rate_")]
    assert [unescaped(group.label) for group in lines] == ["1 · Reading", "2 · Writing", "1.1 skim", "1.2 scan"]
    lines[2].set_value(1)
    app = press(app, rating_text.SAVE_RATINGS)
    assert "publishes no domain weights" in words(app)


def test_a_custom_exam_that_breaks_a_rule_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Weights that are all 0 are refused, and those that do not add up to 100."""
    store = Store(tmp_path / "own.duckdb")
    app = page_of("start", store.path, monkeypatch)
    app.text_input[0].set_value("MINE-1")
    app.text_input[1].set_value("Mine")
    app.session_state["own_domains"] = {
        "edited_rows": {0: {text.DOMAIN: "Reading", text.WEIGHT: "0"}},
        "added_rows": [],
        "deleted_rows": [],
    }
    app = press(app, text.ADD_EXAM)
    assert "weight" in unescaped(app.error[0].value)
    app.session_state["own_domains"] = {
        "edited_rows": {
            0: {text.DOMAIN: "Reading", text.WEIGHT: "60"},
            1: {text.DOMAIN: "Writing", text.WEIGHT: "43"},
        },
        "added_rows": [],
        "deleted_rows": [],
    }
    (error,) = press(app, text.ADD_EXAM).error
    assert error.value.startswith("The weights add up to 103, not to 100\u00a0% or 65 questions.")
    app.session_state["own_domains"]["edited_rows"][1][text.WEIGHT] = None
    (error,) = press(app, text.ADD_EXAM).error
    assert error.value == "The exam is incomplete. Enter all weights or none."
    app.session_state["own_domains"]["edited_rows"][1] = {text.TASKS: "skim", text.WEIGHT: "40"}
    (error,) = press(app, text.ADD_EXAM).error
    assert error.value == "The exam is incomplete. Enter a name for each domain."
    assert store.blueprint_texts() == {}


def test_a_weight_may_have_a_decimal_comma(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A comma is a decimal point, also before a percent sign; what is no number is named."""
    store = Store(tmp_path / "own.duckdb")
    app = page_of("start", store.path, monkeypatch)
    app.text_input[0].set_value("MINE-1")
    app.text_input[1].set_value("Mine")
    rows = {0: {text.DOMAIN: "Reading", text.WEIGHT: "1.022,5"}, 1: {text.DOMAIN: "Writing", text.WEIGHT: "77.5"}}
    app.session_state["own_domains"] = {"edited_rows": rows, "added_rows": [], "deleted_rows": []}
    (error,) = press(app, text.ADD_EXAM).error
    assert unescaped(error.value).startswith("The weight “1.022,5” is not a number; write it in digits")
    app.session_state["own_domains"]["edited_rows"][0][text.WEIGHT] = "22,5 %"
    press(app, text.ADD_EXAM)
    assert [domain.share for domain in known_blueprints(store)["MINE-1"].domains] == [0.225, 0.775]


def test_an_exam_date_can_be_cleared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A plan and ratings of earlier days count as done; without its date the plan has no end."""
    own = plan(exam_code=EXAM.code, starts_on=TODAY, exam_on=date(2027, 1, 9))
    store = store_with(tmp_path, [own, rating("1", 2)])
    app = page_of("start", store.path, monkeypatch)
    assert all(step.endswith(" done") for step in steps(app))
    assert app.title[0].value == text.DONE
    assert app.selectbox(key="start_exam").value == EXAM.code
    exam_on = next(box for box in app.date_input if box.label == plan_text.EXAM_ON)
    assert exam_on.value == own.exam_on
    exam_on.set_value(None)
    press(app, plan_text.SAVE_PLAN)
    assert [kept.exam_on for kept in store.records(StudyPlan)] == [None]


def test_nobody_under_way_is_told_to_begin(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In the plan's tenth week, and after a practice exam, no step comes next and there is no first gap audit."""
    tenth = plan(exam_code=EXAM.code, starts_on=TODAY - timedelta(weeks=9))
    begun: list[Record] = [
        plan(exam_code=EXAM.code, starts_on=TODAY),
        *practice_exam(TODAY, [(15, 20)] * 4, exam_code=EXAM.code),
    ]
    alone: list[Record] = [tenth]
    for name, own in (("a", alone), ("b", begun)):
        app = page_of("start", store_with(tmp_path / name, own).path, monkeypatch)
        assert app.title[0].value == text.UNDER_WAY
        assert not app.get("plotly_chart")
        assert primary(app) == []


def test_whoever_comes_back_for_another_exam_finds_the_choice_open(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The link in the sidebar leads here once the first exam is under way; its plan is saved for the chosen one."""
    store = store_with(tmp_path, [*practice_exam(TODAY, [(7, 10)] * 4, exam_code=EXAM.code), plan(exam_code=EXAM.code)])
    app = page_of("start", store.path, monkeypatch)
    assert [box.proto.expanded for box in app.expander if box.label[:1].isdigit()] == [True, False, False]
    app.selectbox(key="start_exam").set_value("SAA-C03").run()
    press(app, plan_text.SAVE_PLAN)
    assert {made.exam_code for made in store.records(StudyPlan)} == {EXAM.code, "SAA-C03"}
    assert app.session_state["exam"] == "SAA-C03"


def test_an_exam_that_was_started_is_shown_until_it_has_practice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On other pages, in commands and in a later session, too, with its plan and ratings; then the latest exam is."""
    store = store_with(tmp_path, [*practice_exam(TODAY, [(7, 10)] * 4, exam_code=EXAM.code), plan(exam_code=EXAM.code)])
    page_of("start", store.path, monkeypatch).selectbox(key="start_exam").set_value("SAA-C03").run()
    later = page_of("start", store.path, monkeypatch)
    assert later.selectbox(key="start_exam").value == "SAA-C03"
    assert [box.proto.expanded for box in later.expander if box.label[:1].isdigit()] == [False, True, False]
    assert f"({EXAM.code})" not in words(page_of("exam", store.path, monkeypatch))
    assert chosen_blueprint(store, ME).code == "SAA-C03"
    add_records(store, [plan(exam_code="SAA-C03"), rating("1", 2, exam_code="SAA-C03")])
    assert page_of("start", store.path, monkeypatch).selectbox(key="start_exam").value == "SAA-C03"
    add_records(store, practice_exam(TODAY - timedelta(days=1), [(7, 10)], exam_code="SAA-C03"))
    assert page_of("start", store.path, monkeypatch).selectbox(key="start_exam").value == EXAM.code
