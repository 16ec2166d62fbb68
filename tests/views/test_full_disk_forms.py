"""On a full disk, every button that would save ends in a sentence, and nothing is half written.

The buttons are found by pressing all of a page; that one saves is seen where the store begins to write.
"""

import shutil
import sys
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from pathlib import Path

import duckdb
import pytest
from streamlit.testing.v1 import AppTest

from analytics.records import Record
from analytics.store import Store
from analytics.store.connection import DatabaseFile
from dashboard.sample import MAIN_CANDIDATE
from dashboard.text import add as text
from tests.inputs.pages import checked, new_page
from tests.inputs.sizes import one_in
from tests.inputs.store_files import all_records

if sys.platform == "win32":
    pytest.skip("there is no limit to the size of files", allow_module_level=True)

from tests.views.test_full_disk import REFUSED, full_disk, sentences

SAVING = {
    ("overview", ""): {"Set focus", "Save notes"},
    ("plan", ""): {"Rebuild the plan", "Save plan"},
    ("exam", ""): {"Save notes"},
    ("final-week", ""): {"Save"},
    ("result", ""): {"Save"},
    ("file", ""): {"Undo this import"},
    ("settings", ""): {"Save"},
    ("start", ""): {"Save plan", "Save ratings"},
    ("add", text.SESSION): {"Save", "Start timer"},
    ("add", text.EXAM): {"Save"},
    ("add", text.RATINGS): {"Save ratings"},
    ("add", text.OUTCOME): {"Save"},
    ("add", text.CHECK_IN): {"Save"},
}
"""The buttons that must try to write, by page and form."""


@pytest.fixture(scope="module")
def store(sample_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """Yield one file for all tests, since none can change it; it is checked after the last."""
    store = Store(Path(shutil.copy(sample_file, tmp_path_factory.mktemp("full"))))
    yield store
    assert store.check() == []


@pytest.fixture(scope="module")
def before(store: Store) -> Sequence[Record]:
    """Return all that the file holds."""
    return all_records(store)


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a backup not wait until the file is free: the page of the test holds it open."""
    wait = DatabaseFile._wait_until_idle
    monkeypatch.setattr(DatabaseFile, "_wait_until_idle", lambda file, _: wait(file, 0))


@pytest.fixture
def began(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Return a list that grows when the store begins to write."""
    begun: list[str] = []
    real = DatabaseFile.writing

    def noted(file: DatabaseFile, wait_s: float) -> AbstractContextManager[duckdb.DuckDBPyConnection]:
        begun.append(file.path.name)
        return real(file, wait_s)

    monkeypatch.setattr(DatabaseFile, "writing", noted)
    yield begun


@pytest.mark.parametrize(("slug", "form"), one_in(3, SAVING))
def test_whatever_saves_says_that_it_cannot(
    slug: str,
    form: str,
    store: Store,
    before: Sequence[Record],
    began: list[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    tried = set()
    sections = [section.label or slug for section in _page(slug, form, store, monkeypatch).run().expander]
    app = _filled(slug, form, sections, store, monkeypatch)
    for number in range(len(app.button)):
        if number > 0:
            app = _filled(slug, form, sections, store, monkeypatch)
        button = app.button[number]
        began.clear()
        with full_disk():
            app = button.click().run()
        if began:
            tried.add(button.label)
            assert REFUSED in sentences(app), button.label
            assert not app.success, button.label
    assert SAVING[slug, form] <= tried
    assert all_records(store) == before


def _page(slug: str, form: str, store: Store, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    query = {"form": form} if form else {}
    return new_page(slug, store.path, monkeypatch, candidate=MAIN_CANDIDATE, **query)


def _filled(slug: str, form: str, sections: list[str], store: Store, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    """Return a page, its folded sections open, with a value in each field; another run would empty its forms."""
    app = _page(slug, form, store, monkeypatch)
    for section in sections:
        app.session_state[section] = True
    checked(app.run())
    for number in app.number_input:
        if number.value is None and number.label != text.SCORE:  # it has a scale, and is optional
            number.set_value(max(1, number.min or 1))
    for area in app.text_area:
        area.set_value("Other words.")
    for choice in app.radio:
        if choice.index is None:
            choice.set_value(choice.options[-1])
    return app
