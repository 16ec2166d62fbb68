"""Wrong arguments and unusable databases end with a sentence and exit code 2."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from dashboard.cli.main import main
from dashboard.cli.parser import COMMANDS
from tests.inputs.store_files import new_store


@pytest.mark.parametrize(
    "arguments",
    [
        ["readiness", "--as-of", "yesterday"],
        ["readiness", "--fee", "nan"],
        ["readiness", "--fee", "-1"],
        ["readiness", "--week-cost", "1e308"],
        ["dashboard", "--port", "0"],
        ["dashboard", "--port", "65536"],
        ["dashboard", "--port", "9" * 5000],
        ["import", "x.csv", "--date-order", "ydm"],
        ["import", "x.csv", "--as", "excel"],
        ["undo", "last"],
        ["import", "x.csv", "--zone", "Mars/Base"],
        ["readiness", "--all", "--candidate", "x"],
        ["--db", "x.duckdb"],
    ],
)
def test_wrong_arguments_end_with_2(db: Path, arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """An invalid argument ends with exit code 2 and a sentence."""
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2
    assert capsys.readouterr().err


@pytest.mark.parametrize("arguments", [["backup", "{}"], ["readiness", "--candidate", "{}"], ["check", "--db={}.db"]])
def test_a_name_that_is_not_utf_8_is_refused(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """Neither the database nor a file could have it; only the files of an import may."""
    with pytest.raises(SystemExit) as ended:
        main([argument.format(os.fsdecode(b"caf\xe9")) for argument in arguments])
    assert ended.value.code == 2
    assert "is not valid UTF-8; use another name" in capsys.readouterr().err


def test_without_arguments_the_commands_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    """The name of the program alone lists what it can do."""
    with pytest.raises(SystemExit) as ended:
        main([])
    assert ended.value.code == 0
    shown = capsys.readouterr().out
    assert [name for name in COMMANDS if f"\n    {name}" not in shown] == []


@pytest.mark.parametrize("command", ["check", "undo", "readiness", "report", "backup", "export"])
def test_a_typo_in_the_name_of_the_database_creates_no_new_one(
    tmp_path: Path, command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Commands that need a database end with 2 and say how to create one."""
    missing = tmp_path / "missing.duckdb"
    target = [str(tmp_path / "out")] if command in ("backup", "export") else []
    assert main([command, *target, "--db", str(missing)]) == 2
    assert "file not found" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("words", [("--db", "{}", "check"), ("check", "--db", "{}")])
def test_the_database_is_named_before_or_after_the_command(
    tmp_path: Path, words: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    """`--db FILE` counts wherever it stands."""
    store = new_store(tmp_path / "own.duckdb")
    assert main([word.format(store.path) for word in words]) == 0
    assert "No problems found." in capsys.readouterr().out


def hostile_databases(folder: Path) -> list[Path]:
    """Return paths that cannot be a database, each for another reason."""
    (folder / "folder.duckdb").mkdir()
    (folder / "text.duckdb").write_text("not a database", encoding="utf-8")
    (folder / "loop.duckdb").symlink_to(folder / "loop.duckdb")
    os.mkfifo(folder / "pipe.duckdb")
    below = folder / "text.duckdb" / "below.duckdb"
    long = folder / f"{'a' * 300}.duckdb"
    return [
        *(folder / f"{name}.duckdb" for name in ("folder", "text", "loop", "pipe")),
        below,
        long,
        folder / "what?.duckdb",
    ]


def test_an_impossible_database_path_is_refused_with_a_sentence(
    results: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each command ends with 2 and one sentence on stderr, and creates nothing."""
    paths = hostile_databases(tmp_path)
    before = sorted(tmp_path.iterdir())
    for path in paths:
        for command in (["import", str(results)], ["sample"], ["dashboard", "--no-browser"], ["restore", str(results)]):
            assert main([*command, "--db", str(path)]) == 2, (command, path)
            printed = capsys.readouterr()
            assert printed.out == ""
            assert printed.err.count("\n") == 1
            assert sorted(tmp_path.iterdir()) == before


def test_a_taken_port_is_named(db: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A port that another program uses is an error, so its page is not mistaken for the dashboard."""
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        assert main(["dashboard", "--no-browser", "--port", str(other.getsockname()[1])]) == 2
    assert "is in use" in capsys.readouterr().err


def test_problems_never_show_a_traceback(db: Path, tmp_path: Path) -> None:
    """Run as a program on a damaged file, a command ends with 2 and a sentence."""
    db.parent.mkdir()
    db.write_text("this is a text file, and not a database at all", encoding="utf-8")
    ended = subprocess.run(
        [sys.executable, "-m", "dashboard.cli", "check", "--db", str(db)],
        capture_output=True,
        text=True,
        env=dict(os.environ),
        check=False,
    )
    assert ended.returncode == 2
    assert "damaged" in ended.stderr
    assert "Traceback" not in ended.stderr


@pytest.mark.parametrize("name", ["stdin", "stdout", "stderr"])
def test_a_command_runs_without_a_stream(
    db: Path, name: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A stream that was closed before the command began is empty, and its lines go to no other stream."""
    monkeypatch.setattr(sys, name, None)
    assert main(["import", "none.csv", "--db", str(db)]) == 2
    getattr(sys, name).close()
    printed = capsys.readouterr()
    assert printed.err == ""
    assert ("File not found" in printed.out) == (name != "stdout")


def test_ctrl_c_ends_with_a_sentence(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Even while the options are read, which takes an import a fifth of a second."""

    def interrupted(_named: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("dashboard.cli.parser.parser", interrupted)
    assert main(["import", "x.csv"]) == 2
    assert "Stopped." in capsys.readouterr().err


@pytest.mark.parametrize("error", [MemoryError, RecursionError])
def test_exhausted_memory_ends_with_a_sentence(
    db: Path, error: type[Exception], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """It says that nothing was changed, and what to do."""

    def exhausted(_arguments: object) -> int:
        raise error

    monkeypatch.setattr("dashboard.cli.import_command.run_import", exhausted)
    assert main(["import", "x.csv"]) == 2
    assert "too large or too deeply nested" in capsys.readouterr().err
