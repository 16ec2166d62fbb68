"""Which data the pages open on: the sample first, and the last choice from then on."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from analytics.records import ExamOutcome, StudyPlan
from analytics.store import Store
from dashboard.sample import MAIN_CANDIDATE, refresh_sample
from dashboard.session import stores
from dashboard.session.exam_settings import input_key
from dashboard.session.scope import Scope
from dashboard.text import navigation as text
from dashboard.views.scope_bar import EXAM as EXAM_CHOICE
from tests.inputs.builders import EXAM, TODAY, add_records, practice_exam
from tests.inputs.pages import LIMIT_S, press

SCRIPT = """
import streamlit as st
from dashboard.session import scope
from dashboard.views import scope_bar
now = scope.current()
st.text(f"{now.is_sample} {now.candidate_id} {now.exam_code} {now.as_of}")
scope_bar.render()
"""
OWN_EMPTY = f"False me None {TODAY}"


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    monkeypatch.setenv("CUTSCORE_DB", str(tmp_path / "own.duckdb"))
    monkeypatch.setenv("CUTSCORE_SAMPLE_DB", str(tmp_path / "sample.duckdb"))
    monkeypatch.setenv("CUTSCORE_TODAY", TODAY.isoformat())
    return Store(tmp_path / "own.duckdb")


def opened() -> AppTest:
    """Open the dashboard in a new session."""
    return AppTest.from_string(SCRIPT, default_timeout=LIMIT_S).run()


def test_the_sample_is_loaded_once_a_day(tmp_path: Path) -> None:
    """The next day it gets new dates, so the candidate stays in week eight; a damaged file is replaced."""
    store = Store(tmp_path / "sample.duckdb")
    for number, day in enumerate((TODAY, TODAY, TODAY + timedelta(days=1), TODAY + timedelta(weeks=1))):
        if number == 3:
            store.path.write_bytes(b"no database" * 1000)
        before = store.path.stat().st_mtime_ns if number else None
        refresh_sample(store, today=day, zone="UTC")
        assert (store.path.stat().st_mtime_ns == before) is (number == 1)
        (plan,) = store.records(StudyPlan, MAIN_CANDIDATE)
        assert (day - plan.starts_on).days // 7 + 1 == 8
    assert store.candidates() == ["me", MAIN_CANDIDATE]
    assert store.backups() == []


def test_a_dashboard_left_open_over_midnight_follows_the_day(own: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """The sample is never a day behind, and the candidate's own file is not touched."""
    add_records(own, practice_exam(TODAY, [(7, 10)] * 5, exam_code=EXAM))
    revision = own.revision()
    tomorrow = TODAY + timedelta(days=1)
    monkeypatch.setenv("CUTSCORE_TODAY", TODAY.isoformat())
    before = stores.sample_store().revision()
    assert stores.sample_store().revision() == before
    monkeypatch.setenv("CUTSCORE_TODAY", tomorrow.isoformat())
    assert stores.sample_store().revision() != before
    assert stores.sample_store().batches()[-1].made_at_utc.date() == tomorrow
    assert own.revision() == revision


@pytest.mark.parametrize(
    ("is_passed", "note"),
    [
        (True, "These pages show the day of the pass, Sun\u00a022\u00a0Nov. Later data is hidden."),
        (False, "Viewed as of Sun\u00a022\u00a0Nov. Later data is hidden."),
    ],
)
def test_a_day_that_nobody_chose_is_explained(own: Store, is_passed: bool, note: str) -> None:
    """After a pass its day is shown; any other earlier day was chosen. Both lead back to today."""
    day = TODAY - timedelta(days=3)
    outcome = ExamOutcome(taken_on=day, exam_code=EXAM, is_passed=is_passed)
    add_records(own, [*practice_exam(day, [(7, 10)] * 5, exam_code=EXAM), outcome])
    app = AppTest.from_string(SCRIPT, default_timeout=LIMIT_S)
    if not is_passed:
        app.session_state["as_of"] = day
    assert note in [one.value for one in app.run().markdown]
    press(app, text.BACK_TO_TODAY)
    assert note not in [one.value for one in app.markdown]


@pytest.mark.parametrize("page", ["data", "start"])
def test_pages_that_hide_nothing_do_not_say_so(own: Store, page: str) -> None:
    """What is in the file, and the setup, are the same whichever day the other pages show."""
    add_records(own, [ExamOutcome(taken_on=TODAY - timedelta(days=3), exam_code=EXAM, is_passed=True)])
    app = AppTest.from_string(SCRIPT.replace("render()", f"render({page!r})"), default_timeout=LIMIT_S).run()
    assert text.BACK_TO_TODAY not in [button.label for button in app.button]
    assert not any("Later data" in one.value for one in app.markdown)


def test_the_last_choice_is_remembered(own: Store) -> None:
    """An empty file opens on the sample in week eight; a choice holds in later sessions, also once there are rows."""
    app = opened()
    assert app.text[0].value == f"True {MAIN_CANDIDATE} AIF-C01 {TODAY}"
    assert text.SAMPLE_NOTE in [line.value for line in app.markdown]
    app = press(app, text.SHOW_OWN)
    assert app.text[0].value == OWN_EMPTY
    assert text.SAMPLE_NOTE not in [line.value for line in app.markdown]
    assert opened().text[0].value == OWN_EMPTY
    add_records(own, practice_exam(date(2026, 11, 1), [(7, 10)] * 5, exam_code=EXAM))
    app = opened()
    assert app.text[0].value == f"False me {EXAM} {TODAY}"
    press(app, text.SHOW_SAMPLE)
    assert opened().text[0].value.startswith("True ")


def test_the_sample_has_inputs_of_its_own() -> None:
    """What is typed there is not shown, and not saved, for the same candidate and exam of the own file."""
    own = Scope("own.duckdb", 1, "me", "MLS-C01", TODAY, TODAY, is_sample=False)
    assert input_key(own, "Fee") != input_key(replace(own, is_sample=True), "Fee")


def test_the_sidebar_names_the_exam_that_is_shown(own: Store) -> None:
    """Somebody who prepares for two exams switches between them; the label follows."""
    add_records(own, practice_exam(TODAY, [(7, 10)] * 4, exam_code="SAA-C03"))
    add_records(own, practice_exam(TODAY - timedelta(days=1), [(7, 10)] * 4, exam_code="DVA-C02"))
    app = opened()
    assert [box.label for box in app.expander] == [text.showing("me", "SAA-C03", TODAY, TODAY)]
    app = app.selectbox(key=EXAM_CHOICE).set_value("DVA-C02").run()
    assert app.text[0].value == f"False me DVA-C02 {TODAY}"
    assert [box.label for box in app.expander] == [text.showing("me", "DVA-C02", TODAY, TODAY)]
