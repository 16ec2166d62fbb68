"""Databases and files for the tests of commands."""

import shutil
from pathlib import Path

import pytest

from analytics.store import Store
from dashboard.cli.main import main
from tests.inputs.command_files import RESULTS
from tests.inputs.terminal import DAYS


@pytest.fixture
def db(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The path of the default database, which does not exist yet."""
    path = tmp_path / "data" / "own.duckdb"
    monkeypatch.setenv("CUTSCORE_DB", str(path))
    return path


@pytest.fixture
def results(tmp_path: Path) -> Path:
    """A file of two practice exams."""
    path = tmp_path / "results.csv"
    path.write_text(RESULTS, encoding="utf-8")
    return path


@pytest.fixture(scope="session")
def _imported_results(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("imported")
    (folder / "results.csv").write_text(RESULTS, encoding="utf-8")
    assert main(["import", str(folder / "results.csv"), "--db", str(folder / "own.duckdb")]) == 0
    return folder / "own.duckdb"


@pytest.fixture(scope="session")
def _imported_three(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("three")
    head, *rows = RESULTS.splitlines()
    lines = [f"{name},{row}" for name in ("a", "b", "c") for row in rows]
    (folder / "three.csv").write_text("\n".join([f"candidate,{head}", *lines]), encoding="utf-8")
    assert main(["import", str(folder / "three.csv"), "--db", str(folder / "own.duckdb")]) == 0
    return folder / "own.duckdb"


@pytest.fixture
def three(db: Path, _imported_three: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """The path of the default database, with two practice exams of each of three candidates."""
    db.parent.mkdir()
    shutil.copy(_imported_three, db)
    capsys.readouterr()
    return db


@pytest.fixture
def imported(db: Path, _imported_results: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """The path of the default database, with two practice exams imported."""
    db.parent.mkdir()
    shutil.copy(_imported_results, db)
    capsys.readouterr()
    return db


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    """The default database; the current folder is the test's, its zone Berlin's."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CUTSCORE_DB", str(tmp_path / "own.duckdb"))
    monkeypatch.setattr("dashboard.environment.system_zone", lambda: "Europe/Berlin")
    monkeypatch.setattr("dashboard.cli.dialogue.PATIENCE_S", 600.0)
    Path("days.csv").write_text(DAYS, encoding="utf-8")
    return Store(tmp_path / "own.duckdb")
