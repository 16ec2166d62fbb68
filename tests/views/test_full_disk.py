"""On a full disk, whatever a page would save ends in a sentence, and nothing is half written."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from analytics.records import CheckIn, StudySession
from analytics.store import Store
from dashboard.text import add as text
from dashboard.text import mapping as mapping_text
from tests.inputs.builders import save_mapping
from tests.inputs.pages import opened, page_of, press
from tests.inputs.store_files import add, check_in

if sys.platform == "win32":
    pytest.skip("there is no limit to the size of files", allow_module_level=True)

import resource

REFUSED = "cannot write to this file"


@pytest.fixture
def own(tmp_path: Path) -> Store:
    store = Store(tmp_path / "cutscore.duckdb")
    add(store, check_in("a"))
    return store


@contextmanager
def full_disk() -> Iterator[None]:
    """Let no file of this process grow meanwhile."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def pressed(label: str) -> Callable[[AppTest], AppTest]:
    return lambda app: next(button for button in app.button if button.label == label).click().run()


def sentences(app: AppTest) -> str:
    assert not app.exception, app.exception[0].value
    return " ".join(problem.value for problem in (*app.error, *app.warning))


def test_a_session_and_a_timer_are_not_half_saved(own: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also from a callback, which runs before the page."""
    app = page_of("add", own.path, monkeypatch)
    next(box for box in app.number_input if box.label == text.MINUTES).set_value(30)
    for label in (text.SAVE, text.START):
        with full_disk():
            app = pressed(label)(app)
        assert REFUSED in sentences(app)
    assert (own.records(StudySession), own.saved_text("me", "timer"), own.check()) == ([], None, [])
    assert len(own.records(CheckIn)) == 1


def test_a_running_timer_runs_on(own: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither stopping nor discarding it loses its start."""
    press(page_of("add", own.path, monkeypatch), text.START)
    started = own.saved_text("me", "timer")
    for label in (text.STOP, text.DISCARD):
        app = page_of("add", own.path, monkeypatch)
        with full_disk():
            app = pressed(label)(app)
        assert REFUSED in sentences(app)
    assert (own.saved_text("me", "timer"), own.records(StudySession)) == (started, [])


def test_a_mapping_is_not_half_forgotten(own: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    save_mapping(own, "abc", "toggl", "")
    app = opened("file", own.path, monkeypatch, mapping_text.SAVED_MAPPINGS)
    with full_disk():
        app = pressed(mapping_text.FORGET)(app)
    assert REFUSED in sentences(app)
    assert list(own.saved_mappings()) == ["abc"]
