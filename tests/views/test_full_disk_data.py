"""On a full disk, files, exams, copies, weeks and costs are saved whole or not at all, and a sentence says so."""

import shutil
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from analytics.records import ErrorCause, PlannedWeek, Record
from analytics.store import Store
from dashboard import pages
from dashboard.text import data as text
from dashboard.text import mistakes as log
from dashboard.text import names
from dashboard.text import plan as plan_text
from dashboard.text import start as start_text
from tests.inputs.builders import TODAY, plan, practice_exam, store_with
from tests.inputs.examples import EXAMPLES
from tests.inputs.pages import checked, opened, page_of, press
from tests.inputs.sizes import full
from tests.inputs.store_files import all_records

if sys.platform == "win32":
    pytest.skip("there is no limit to the size of files", allow_module_level=True)

from tests.views.test_data import EXAM_FILE, GOOD_AND_BAD
from tests.views.test_data import page as data_page
from tests.views.test_full_disk import REFUSED, full_disk, pressed, sentences
from tests.views.test_mistakes import asked_lines
from tests.views.test_mistakes import full as mistakes
from tests.views.test_plan import edit

EXAM = "DEA-C01"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a store with a backup, a plan, and practice exams."""
    folder = tmp_path_factory.mktemp("made")
    rows: list[Record] = [*EXAMPLES, replace(plan(exam_code=EXAM, starts_on=TODAY), weeks=(PlannedWeek(2, "2"),))]
    rows += practice_exam(date(2026, 11, 20), [(30, 40)] * 4, exam_code=EXAM)
    store_with(folder, rows).undo()
    store_with(folder, rows)
    return folder


@pytest.fixture
def own(made: Path, tmp_path: Path) -> Store:
    shutil.copytree(made, tmp_path, dirs_exist_ok=True)
    return Store(tmp_path / "cutscore.duckdb")


def refused(store: Store, app: AppTest, act: Callable[[AppTest], object]) -> None:
    """Act on a full disk: a sentence says so, and rows, exams, drafts and backups are as they were."""
    before = (all_records(store), store.blueprint_texts(), store.settings(), store.backups())
    with full_disk():
        act(app)
    assert REFUSED in sentences(app)
    assert not app.success
    assert (all_records(store), store.blueprint_texts(), store.settings(), store.backups()) == before
    assert store.check() == []


def test_an_import_is_refused_and_waits(own: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """The files need not be dropped again: once there is room, the same button imports them."""
    app = page_of("import", own.path, monkeypatch)
    app.file_uploader[0].set_value([("a.csv", GOOD_AND_BAD, "text/csv")]).run()
    refused(own, app, pressed(text.IMPORT))
    n_rows = len(all_records(own))
    checked(pressed(text.IMPORT)(checked(app.run())))
    assert len(all_records(own)) == n_rows + 1


def test_an_exam_file_is_refused(own: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened("file", own.path, monkeypatch, text.EXAMS)
    app.file_uploader[0].upload("mine.toml", EXAM_FILE, "text/plain").run()
    refused(own, app, pressed(start_text.ADD_FILE))


@pytest.mark.full
def test_an_exam_of_ones_own_is_refused(own: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """From a file and from the form of the setup."""
    app = page_of("start", own.path, monkeypatch)
    app.file_uploader[0].upload("mine.toml", EXAM_FILE, "text/plain").run()
    refused(own, app, pressed(start_text.ADD_FILE))
    app = page_of("start", own.path, monkeypatch)
    edit(app, "own_domains", {0: {start_text.DOMAIN: "All"}})
    for label, value in ((start_text.CODE, "MY-1"), (start_text.NAME, "Mine")):
        next(field for field in app.text_input if field.label == label).set_value(value)
    refused(own, app, pressed(start_text.ADD_EXAM))


def test_a_restore_is_refused(own: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also its preview needs room for a copy."""
    app = opened("file", own.path, monkeypatch, text.BACKUPS)
    refused(own, app, lambda app: app.selectbox(key="backup_choice").select_index(0).run())
    checked(app.run())
    refused(own, app, pressed(text.RESTORE))


def test_everything_is_deleted_also_on_a_full_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It needs no room."""
    store = store_with(tmp_path, EXAMPLES)
    store.undo()
    monkeypatch.setenv("CUTSCORE_DB", str(store.path))
    monkeypatch.delenv("CUTSCORE_SAMPLE_DB", raising=False)
    app = data_page(pages.SETTINGS)
    app.text_input(key="delete_words").set_value(text.DELETE_WORDS).run()
    with full_disk():
        app = pressed(text.DELETE)(app)
    assert not app.exception
    assert list(tmp_path.glob("*.duckdb*")) in ([], [store.path])
    assert store.candidates() == []


def test_a_backup_is_refused_and_an_export_is_not(own: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """A copy of the database needs room. Its rows leave it also on a full disk."""
    monkeypatch.setenv("CUTSCORE_DB", str(own.path))
    monkeypatch.delenv("CUTSCORE_SAMPLE_DB", raising=False)
    app = data_page(pages.IN_FILE, text.EXPORT_TITLE)
    refused(own, app, pressed(text.BACKUP))
    assert not app.get("download_button")
    with full_disk():
        app = pressed(text.EXPORT)(app)
    assert not sentences(app)
    (offered,) = app.get("download_button")
    assert offered.proto.label == text.EXPORT_FILE


def test_weeks_are_refused(own: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    app = edit(page_of("plan", own.path, monkeypatch), "weeks_", {2: {plan_text.IS_FIXED: True}})
    refused(own, app, lambda app: app.button(key="save_weeks").click().run())
    refused(own, page_of("plan", own.path, monkeypatch), lambda app: app.button(key="free_weeks").click().run())


@pytest.mark.parametrize("step", [4, *full([1])])
def test_costs_and_the_exam_day_are_refused(own: Store, step: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Fields of Book or wait, and its day."""
    app = page_of("booking", own.path, monkeypatch)
    for number in range(0, len(app.number_input), step):
        refused(own, app, partial(change_number, number))
    app = page_of("booking", own.path, monkeypatch)
    app.date_input[0].set_value(date(2026, 12, 12)).run()
    refused(own, app, lambda app: app.button(key="use_exam_day").click().run())


def test_a_cause_and_its_undo_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The answer that was asked about is asked about again."""
    store = store_with(tmp_path, mistakes())
    app = page_of("log", store.path, monkeypatch)
    first = asked_lines(app)
    refused(store, app, pressed(names.CAUSES[ErrorCause.MISREAD]))
    assert asked_lines(app) == first
    press(app, names.CAUSES[ErrorCause.MISREAD])
    second = asked_lines(app)
    assert second != first
    refused(store, app, pressed(log.UNDO))
    assert asked_lines(app) == second
    press(app, log.UNDO)
    assert asked_lines(app) == first


def change_number(number: int, app: AppTest) -> AppTest:
    field = app.number_input[number]
    return field.set_value(max(2.0, field.min or 0)).run()
