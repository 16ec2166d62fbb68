"""What a command loads, which is most of its time."""

import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest

from analytics.store import connection
from dashboard.cli.main import main
from tests.inputs.builders import practice_exam, store_with

NEVER = {
    *("streamlit", "plotly", "jinja2", "openpyxl", "icalendar", "pypdf", "numpy.testing"),
    *(f"scipy.{name}" for name in ("linalg", "optimize", "sparse", "special", "stats")),
}
"""Slow to load, and needed by pages, by files of their kind, by long records or by real results only."""

N_OF_READINESS, N_OF_IMPORT = 118, 93
"""The most modules of the product that each may load; one more is a choice, since each takes about a millisecond."""

SCRIPT = """
import json, sys
from dashboard.cli.main import main
try:
    code = main(sys.argv[1:])
except SystemExit as ended:
    code = ended.code
parser = sys.modules.get("analytics.blueprints.parser")
n_exams = parser._shipped.cache_info().currsize if parser else 0
print(json.dumps([code, sorted(sys.modules), n_exams]), file=sys.stderr)
"""


def loaded(*arguments: str) -> tuple[set[str], int]:
    """Run a command; return the modules that it loaded and the number of exams that it parsed."""
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, *arguments], capture_output=True, text=True, check=True, env={**os.environ}
    )
    code, modules, n_exams = json.loads(done.stderr.splitlines()[-1])
    assert code == 0, done.stderr
    return set(modules), n_exams


def n_own(modules: set[str]) -> int:
    """Count the modules of the product."""
    return len({name for name in modules if name.startswith(("analytics", "dashboard"))})


@pytest.fixture
def database(tmp_path: Path) -> str:
    """A file with one practice exam."""
    return str(store_with(tmp_path, practice_exam(date(2026, 3, 1), [(7, 10)] * 4)).path)


def test_help_loads_no_library() -> None:
    """The list of commands needs the standard library and the texts."""
    modules, n_exams = loaded("--help")

    assert not modules & {"numpy", "pandas", "duckdb", "scipy", *NEVER}
    assert n_own(modules) < 15
    assert n_exams == 0


def test_readiness_loads_what_it_shows(database: str) -> None:
    """The answer for one candidate needs no reader of files, and parses one exam."""
    modules, n_exams = loaded("readiness", "--db", database, "--format", "json")

    assert not modules & {*NEVER, "pandas", "dashboard.cli.workers", "tzlocal", "analytics.models.chain"}
    assert not modules & {"numpy.ma", "numpy.polynomial", "statistics"}
    assert not {name for name in modules if name.startswith(("analytics.ingest", "analytics.updates"))}
    assert n_own(modules) <= N_OF_READINESS
    assert n_exams == 1


def test_an_import_loads_no_library_of_other_files(database: str, tmp_path: Path) -> None:
    """A CSV needs no reader of workbooks, calendars or PDFs, and no guess; its exam is the only one parsed."""
    log = tmp_path / "study_sessions.csv"
    log.write_text("started_at,time_on_task_min,activity\n2026-03-02,50,reading\n")

    modules, n_exams = loaded("import", str(log), "--yes", "--db", database)

    assert not modules & {*NEVER, "pandas", "rapidfuzz", "analytics.ingest.other_files", "analytics.models.ability"}
    assert not modules & {"analytics.ingest.values.written_dates", "dashboard.text.mapping", "numpy.ma"}
    assert n_own(modules) <= N_OF_IMPORT
    assert n_exams <= 1


@pytest.mark.parametrize("command", ["check", "backup"])
def test_other_commands_load_no_reports(database: str, tmp_path: Path, command: str) -> None:
    """Commands on the whole database load neither pages nor readers' libraries."""
    arguments = [str(tmp_path / "copy.duckdb")] if command == "backup" else []

    assert not loaded(command, *arguments, "--db", database)[0] & NEVER


@pytest.mark.parametrize(("command", "n_openings"), [("readiness", 1), ("import", 2)])
def test_a_command_opens_the_file_rarely(
    database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str, n_openings: int
) -> None:
    """An opening takes as long as many queries; an import lets go of the file while it reads others and asks."""
    log = tmp_path / "study_sessions.csv"
    log.write_text("started_at,time_on_task_min,activity\n2026-03-02,50,reading\n")
    opened: list[Path] = []
    real = connection.open_file

    def counted(path: Path, *rest: Any, **options: Any) -> duckdb.DuckDBPyConnection:
        opened.append(path)
        return real(path, *rest, **options)

    monkeypatch.setattr(connection, "open_file", counted)

    assert main([command, *([str(log)] if command == "import" else []), "--db", database]) == 0
    assert len(opened) == n_openings


def test_typing_results_in_loads_no_guess() -> None:
    """The page of the forms opens without what compares words and guesses columns, which only files need."""
    script = "import sys, dashboard.views.data_add; print(*sorted(sys.modules))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)

    assert not set(done.stdout.split()) & {"rapidfuzz", "analytics.updates.import_preview"}
