"""A database that the system lets nobody change is read by every command, and changed by none."""

from pathlib import Path

import pytest

from dashboard.cli import dashboard_commands
from dashboard.cli.dashboard_commands import DashboardArguments
from dashboard.cli.main import main
from dashboard.text import terminal
from tests.inputs.closed_folders import closed_folder
from tests.inputs.command_files import RESULTS

READING = ["readiness", "check", "restore", "export {out}/tables", "report --out {out}/page"]
CHANGING = ["import {out}/results.csv --yes", "undo", "restore {out}/cutscore.duckdb", "backup {out}/mine.duckdb"]


def test_reading_works_and_changing_is_refused(imported: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A change ends with the reason and exit code 2; nothing is left in either folder.

    A check says that it leaves the indexes out, since reading them needs a change that is taken back.
    """
    content = imported.read_bytes()
    for command in READING:  # loads all modules, which another user may not be allowed to
        assert main(command.format(out=imported.parent).split()) == 0
    capsys.readouterr()
    with closed_folder(0o777, 0o666) as out, closed_folder(0o555, database=content) as folder:
        (out / "results.csv").write_text(RESULTS, encoding="utf-8")
        for command in READING:
            assert main([*command.format(out=out).split(), "--db", str(folder / "cutscore.duckdb")]) == 0, command
            printed = capsys.readouterr()
            assert "read-only" not in printed.err
            assert (terminal.ONLY_ROWS in printed.out) == (command == "check")
        for command in CHANGING:
            assert main([*command.format(out=out).split(), "--db", str(folder / "cutscore.duckdb")]) == 2, command
            assert (
                "(the file or its folder is read-only; make both writable). Nothing was changed."
                in capsys.readouterr().err
            )
        assert (folder / "cutscore.duckdb").read_bytes() == content
        assert [path.name for path in folder.iterdir()] == ["cutscore.duckdb"]
        left = {"cutscore.duckdb", "results.csv", "tables", "page"}
        assert {path.name for path in out.iterdir()} == left


def test_the_dashboard_shows_it_without_forms(
    imported: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """It starts as with --read-only, and the terminal says why."""
    started = []

    def record(_database: Path, _sample: Path | None, arguments: DashboardArguments) -> int:
        started.append(arguments.is_read_only)
        return 0

    monkeypatch.setattr(dashboard_commands, "serve", record)
    with closed_folder(0o555, database=imported.read_bytes()) as folder:
        assert main(["dashboard", "--no-browser", "--db", str(folder / "cutscore.duckdb")]) == 0
    assert main(["dashboard", "--no-browser", "--db", str(imported)]) == 0
    assert started == [True, False]
    assert capsys.readouterr().err.count("is read-only, so you can look but not change anything.") == 1
