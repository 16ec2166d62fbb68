"""A file with a value that another program wrote ends a page with one sentence, or is shown as it is."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

import dashboard
from analytics.store import Store
from dashboard.cli.main import main
from dashboard.sample import MAIN_CANDIDATE
from dashboard.server.guard import Guard
from tests.inputs.pages import VIEWS, page_of
from tests.inputs.sizes import one_in
from tests.inputs.store_files import add, check_in, raw_connection


def test_the_dashboard_names_the_value(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It says what to do, and shows nothing that was computed from it."""
    store = Store(tmp_path / "cutscore.duckdb")
    add(store, check_in("a"))
    with raw_connection(store.path) as connection:
        connection.execute("update candidate set zone = 'Mars/Phobos'")
    monkeypatch.setattr(Guard, "is_in_use", True)
    monkeypatch.setenv("CUTSCORE_DB", str(store.path))
    monkeypatch.delenv("CUTSCORE_SAMPLE_DB", raising=False)
    app = AppTest.from_file(str(Path(dashboard.__file__).with_name("app.py")), default_timeout=120).run()
    assert not app.exception
    (error,) = app.error
    assert "Table candidate, row me: zone is" in error.value.replace("\\", "")
    assert "cutscore restore" in error.value.replace("\\", "")
    assert (list(app.title), list(app.metric)) == ([], [])


MARKUP = "</script><script>alert(1)</script> **b** [l](javascript:alert(1)) $x$ :red[r] {{7*7}} | \u202e\x1b[2J\ufeff"
TEXTS = (
    *("check_ins.note", "study_sessions.note", "study_sessions.resource", "study_sessions.task_id"),
    *("practice_exams.provider", "practice_exams.form", "practice_exams.place", "item_responses.chosen"),
    *("item_responses.correct_answer", "item_responses.services", "item_responses.provider", "self_ratings.note"),
    *("item_responses.item_id", "planned_sessions.title", "exam_outcomes.classification"),
)
AMOUNTS = ("study_sessions.time_on_task_min", "study_sessions.cost", "check_ins.sleep_h", "practice_exams.duration_min")


@pytest.fixture(scope="module")
def altered(sample_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The sample, in which another program has put markup into texts and the largest amounts into numbers."""
    path = Path(shutil.copy(sample_file, tmp_path_factory.mktemp("altered")))
    with raw_connection(path) as connection:
        for column in TEXTS:
            table, _, name = column.partition(".")
            connection.execute(f"update {table} set {name} = $1", [MARKUP])
        for column in AMOUNTS:
            table, _, name = column.partition(".")
            connection.execute(f"update {table} set {name} = 1e9")
    with Store(path).reading():
        yield path


@pytest.mark.usefixtures("drawn_charts")
@pytest.mark.parametrize("slug", one_in(3, VIEWS))
def test_a_page_shows_whatever_a_row_may_hold(slug: str, altered: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Texts with markup and control characters, and amounts without sense, end no page."""
    page_of(slug, altered, monkeypatch, candidate=MAIN_CANDIDATE)


@pytest.mark.parametrize(
    ("sql", "words"),
    [
        ("update candidate set zone = 'Mars/Phobos'", "must be a time zone"),
        ("update check_ins set sleep_h = 'nan'", "must be a number from 0"),
    ],
)
def test_every_command_names_the_value(
    sql: str, words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """None computes with it; the check lists it. Which values are strange is a rule of the store."""
    store = Store(tmp_path / "cutscore.duckdb")
    add(store, check_in("a"))
    with raw_connection(store.path) as connection:
        connection.execute(sql)
    file = tmp_path / "in.csv"
    file.write_text("candidate,on,note\nme,2026-03-01,x\n", encoding="utf-8")
    for command in (f"import {file}", "readiness", "readiness --all", "report", f"export {tmp_path}/out", "undo"):
        assert main([*command.split(), "--db", str(store.path)]) == 2
        assert words in capsys.readouterr().err
    assert main(["check", "--db", str(store.path)]) == 1
    assert words in capsys.readouterr().out
