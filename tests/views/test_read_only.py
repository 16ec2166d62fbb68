"""A dashboard that was started to look only has no form, and a screen that is shared has no names."""

import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

import dashboard
from analytics.estimation.decision_inputs import setting_name
from dashboard import components, environment, formatting, pages
from dashboard.pages import PAGES, START
from dashboard.sample import MAIN_CANDIDATE
from dashboard.server.guard import Guard
from dashboard.session import page_state
from dashboard.text import common
from dashboard.text import plan as plan_text
from tests.inputs.builders import TODAY, plan, practice_exam, session, store_with
from tests.inputs.pages import checked, new_page, words
from tests.inputs.sizes import one_in
from tests.inputs.store_files import raw_connection

SHOWN = ("overview", "gaps", "stabilization", "causes", "plan", "booking", "final-week", "exam", "result")
WRITING = ("form_submit_button", "data_editor", "file_uploader", "text_area")


@pytest.fixture(scope="module")
def little(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a file of one practice exam, which was closed before a page opens it only to read."""
    records = practice_exam(TODAY, [(8, 13)] * 5, exam_code="AIF-C01")
    return store_with(tmp_path_factory.mktemp("little"), records).path


@pytest.fixture(scope="module")
def sample(sample_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a file that the pages may change."""
    return Path(shutil.copy(sample_file, tmp_path_factory.mktemp("own")))


@pytest.fixture(scope="module")
def looked_at(sample_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return another one that they only read, since a process opens one file in one way."""
    return Path(shutil.copy(sample_file, tmp_path_factory.mktemp("read")))


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Return a list to which the name of each drawn input that can write is added."""
    names: list[str] = []
    for name in WRITING:
        real = getattr(st, name)

        def noted(*args: object, _name: str = name, _real: object = real, **options: object) -> object:
            names.append(_name)
            return _real(*args, **options)  # type: ignore[operator]  # one of streamlit's functions

        monkeypatch.setattr(st, name, noted)
    yield names


@pytest.mark.parametrize("slug", one_in(3, SHOWN))
def test_no_page_has_a_form_and_the_file_stays_as_it_is(
    slug: str, looked_at: Path, drawn: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The pages run on a file that is opened to read; the same pages have forms otherwise."""
    monkeypatch.setenv(environment.READ_ONLY_VARIABLE, "yes")
    before = looked_at.read_bytes()
    app = checked(_page(slug, looked_at, monkeypatch).run())
    assert [error.value for error in app.error] == []
    assert drawn == []
    assert looked_at.read_bytes() == before


def test_the_weeks_ahead_are_listed_without_their_settings(looked_at: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where others edit them in a table."""
    monkeypatch.setenv(environment.READ_ONLY_VARIABLE, "yes")
    app = checked(_page("plan", looked_at, monkeypatch).run())
    assert "**Week 9" in words(app)
    assert plan_text.SETTINGS_TITLE not in [expander.label for expander in app.expander]


def test_the_check_above_sees_a_form(sample: Path, drawn: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    checked(_page("exam", sample, monkeypatch).run())
    assert "text_area" in drawn


def test_pages_for_entry_are_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    """The registry says which views are there to change data; links to them, and their tabs, are left out."""
    assert all(pages.is_offered(view) for view in (*PAGES, START, pages.ADD_EXAM, pages.LOG))
    monkeypatch.setenv(environment.READ_ONLY_VARIABLE, "yes")
    closed = (pages.DATA, pages.ADD, pages.SETTINGS, pages.ADD_EXAM, pages.RATE, pages.LOG, START)
    assert not any(pages.is_offered(view) for view in closed)
    assert [page.slug for page in PAGES if not pages.is_offered(page)] == ["data"]
    assert pages.is_offered(pages.CAUSES)


def test_an_address_of_a_page_for_entry_leads_to_the_first_page(
    little: Path, sample: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Streamlit would say that there is no such page. A process opens one file in one way."""
    addresses: list[set[str]] = []
    real = st.navigation

    def noted(shown: list[Any], **options: Any) -> object:
        addresses.append({page.url_path for page in shown})
        return real(shown, **options)

    monkeypatch.setattr(st, "navigation", noted)
    for read_only, database in (("", sample), ("yes", little)):
        monkeypatch.setenv(environment.READ_ONLY_VARIABLE, read_only)
        checked(_app(database, monkeypatch).run())
    assert {"data", "add", "log", "start"} < addresses[0] == addresses[1]


def test_without_an_exam_there_is_no_setup(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nor while a plan has no ratings: its steps are forms."""
    for record in (session(TODAY, 1.0), plan(exam_code="AIF-C01", exam_on=TODAY + timedelta(days=60))):
        database = store_with(tmp_path / record.TABLE, [record]).path
        monkeypatch.setenv(environment.READ_ONLY_VARIABLE, "yes")
        app = checked(new_page("overview", database, monkeypatch).run())
        assert not app.number_input and not app.selectbox


def test_a_sentence_stands_where_a_form_was(looked_at: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(environment.READ_ONLY_VARIABLE, "yes")
    app = _page("exam", looked_at, monkeypatch).run()
    assert common.READ_ONLY in [caption.value for caption in app.caption]


def test_what_is_done_on_the_overview_itself_is_not_offered(looked_at: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither a link to it nor a sentence in its place: the sidebar says once that nothing can be changed."""
    monkeypatch.setenv(environment.READ_ONLY_VARIABLE, "yes")
    notes = [caption.value for caption in _page("overview", looked_at, monkeypatch).run().caption]
    assert not [note for note in notes if "](#" in note or note == common.READ_ONLY]


@pytest.mark.parametrize(("read_only", "offered"), [("", ["Result", "Plan"]), ("yes", ["Plan"])])
def test_no_link_leads_to_an_entry(read_only: str, offered: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """A page that is also there to look at stays linked."""
    linked: list[Any] = []
    monkeypatch.setenv(environment.READ_ONLY_VARIABLE, read_only)
    monkeypatch.setattr(page_state, "registered_page", lambda _: "page")
    monkeypatch.setattr(st, "page_link", lambda _, query_params, **__: linked.append(query_params))
    components.link(pages.RESULT, "Enter the result", for_entry=True)
    components.link(pages.PLAN, "Plan")
    assert [each for one in linked for each in one.values()] == offered


@pytest.mark.parametrize(("read_only", "n_buttons"), [("", 1), ("yes", 0)])
def test_the_next_action_has_a_button_where_it_can_be_done(
    read_only: str, n_buttons: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A planned day on which the exam is closed can only be looked at."""
    records = [plan(exam_code="DVA-C03", exam_on=TODAY + timedelta(days=2))]
    database = store_with(tmp_path, [*records, *practice_exam(TODAY, [(8, 13)] * 4, exam_code="DVA-C03")]).path
    monkeypatch.setenv(environment.READ_ONLY_VARIABLE, read_only)
    app = checked(new_page("overview", database, monkeypatch).run())
    assert "You cannot take the exam on Fri" in words(app)
    assert len([one for one in app.button if one.key == "do_next"]) == n_buttons


@pytest.mark.parametrize("slug", ["causes", "pace", "labs", "resources", "hours", "final-week"])
def test_an_empty_page_says_so_and_not_how_to_fill_it(slug: str, little: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The Data page, which its steps lead to, is not there."""
    monkeypatch.setenv(environment.READ_ONLY_VARIABLE, "yes")
    app = checked(new_page(slug, little, monkeypatch).run())
    assert common.NOTHING_RECORDED in [caption.value for caption in app.caption]
    assert not [mark.value for mark in app.markdown if mark.value.startswith("1. ")]


def test_names_of_candidates_are_numbers_where_they_are_hidden(sample: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In the choice of the sidebar; the number of a candidate stays."""
    script = "from dashboard.views import scope_bar\nscope_bar.render()\n"
    monkeypatch.setenv("CUTSCORE_DB", str(sample))
    monkeypatch.setenv("CUTSCORE_TODAY", TODAY.isoformat())
    monkeypatch.delenv("CUTSCORE_SAMPLE_DB", raising=False)
    assert MAIN_CANDIDATE in _sidebar(AppTest.from_string(script))
    monkeypatch.setenv(environment.HIDE_NAMES_VARIABLE, "yes")
    hidden = _sidebar(AppTest.from_string(script))
    assert MAIN_CANDIDATE not in hidden
    assert "Candidate 1" in hidden
    assert _sidebar(AppTest.from_string(script)) == hidden


@pytest.mark.parametrize("slug", one_in(3, [*SHOWN, "file"]))
def test_no_part_of_a_page_is_named_after_a_candidate_who_is_hidden(
    slug: str, sample: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The keys of inputs are sent to the browser too, where they become ids and classes."""
    monkeypatch.setenv(environment.HIDE_NAMES_VARIABLE, "yes")
    app = checked(_page(slug, sample, monkeypatch).run())
    assert [part for part in _sent(app) if MAIN_CANDIDATE.encode() in part] == []


@pytest.mark.parametrize(
    "change",
    [
        "update candidate set zone = 'x' where candidate_id = 'week-eight'",
        "insert into draft values ('week-eight', $1, 'x = ')",
    ],
)
def test_an_error_about_a_row_names_no_candidate_who_is_hidden(
    change: str, sample_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The key of a row may hold the name; the sentence says which command shows it."""
    altered = Path(shutil.copy(sample_file, tmp_path))
    with raw_connection(altered) as connection:
        connection.execute(change, [setting_name("AIF-C01")] if "$1" in change else [])
    assert MAIN_CANDIDATE in _error(altered, monkeypatch)
    monkeypatch.setenv(environment.HIDE_NAMES_VARIABLE, "yes")
    hidden = _error(altered, monkeypatch)
    assert MAIN_CANDIDATE not in hidden
    assert "cutscore check" in hidden


def _error(database: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Return the sentence that the pages show instead of anything else."""
    app = _app(database, monkeypatch)
    app.query_params["candidate"] = MAIN_CANDIDATE
    (error,) = checked(app.run()).error
    return formatting.unescaped(error.value)


def _app(database: Path, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    """Make the whole dashboard, which has not run yet."""
    monkeypatch.setattr(Guard, "is_in_use", True)
    monkeypatch.setenv("CUTSCORE_DB", str(database))
    monkeypatch.setenv("CUTSCORE_TODAY", TODAY.isoformat())
    monkeypatch.delenv("CUTSCORE_SAMPLE_DB", raising=False)
    return AppTest.from_file(str(Path(dashboard.__file__).with_name("app.py")), default_timeout=120)


def _sent(app: AppTest) -> Iterator[bytes]:
    """Yield each part of a page as the browser gets it."""
    for node in app._tree:
        for proto in filter(None, (getattr(node, "proto", None), getattr(node, "_proto", None))):
            yield proto.SerializeToString()


def _page(slug: str, database: Path, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    return new_page(slug, database, monkeypatch, candidate=MAIN_CANDIDATE)


def _sidebar(app: AppTest) -> str:
    checked(app.run(timeout=120))
    return f"{[box.options for box in app.sidebar.selectbox]} {[one.label for one in app.sidebar.expander]}"
