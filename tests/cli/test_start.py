"""What a command loads, which is most of its time."""

import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from tests.inputs.builders import practice_exam, store_with

NEVER = {
    *("streamlit", "plotly", "jinja2", "openpyxl", "icalendar", "pypdf", "numpy.testing"),
    *(f"scipy.{name}" for name in ("linalg", "optimize", "sparse", "special", "stats")),
}
"""Slow to load, and needed by pages, by files of their kind, by long records or by real results only."""

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


@pytest.fixture
def database(tmp_path: Path) -> str:
    """A file with one practice exam."""
    return str(store_with(tmp_path, practice_exam(date(2026, 3, 1), [(7, 10)] * 4)).path)


def test_help_loads_no_library() -> None:
    """The list of commands needs the standard library and the texts."""
    modules, n_exams = loaded("--help")

    assert not modules & {"numpy", "pandas", "duckdb", "scipy", *NEVER}
    assert len({name for name in modules if name.startswith(("analytics", "dashboard"))}) < 15
    assert n_exams == 0


def test_readiness_loads_what_it_shows(database: str) -> None:
    """The answer for one candidate needs no reader of files, and parses one exam."""
    modules, n_exams = loaded("readiness", "--db", database, "--format", "json")

    assert not modules & {*NEVER, "pandas", "analytics.ingest.files", "analytics.reports.this_week"}
    assert n_exams == 1


def test_an_import_loads_no_library_of_other_files(database: str, tmp_path: Path) -> None:
    """A CSV needs no reader of workbooks, calendars or PDFs, and its exam is the only one parsed."""
    log = tmp_path / "study_sessions.csv"
    log.write_text("started_at,time_on_task_min,activity\n2026-03-02,50,reading\n")

    modules, n_exams = loaded("import", str(log), "--db", database)

    assert not modules & {*NEVER, "pandas"}
    assert n_exams <= 1


@pytest.mark.parametrize("command", ["check", "backup"])
def test_other_commands_load_no_reports(database: str, tmp_path: Path, command: str) -> None:
    """Commands on the whole database load neither pages nor readers' libraries."""
    arguments = [str(tmp_path / "copy.duckdb")] if command == "backup" else []

    assert not loaded(command, *arguments, "--db", database)[0] & NEVER
