"""Commands on the database as a whole: export, backup, restore, undo and check."""

import os
import shlex
from datetime import date
from pathlib import Path

import pytest

from analytics.clock import DayRule
from analytics.records import DomainResult, Row
from analytics.store import Store
from dashboard import environment
from dashboard.cli.database_commands import run_check, run_restore, run_undo
from dashboard.cli.main import main
from tests.inputs.builders import MADE_AT, practice_exam


def test_undo_removes_the_last_import(imported: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """After undo the database is empty; a second undo has nothing to undo."""
    assert run_undo(db=imported) == 0
    assert Store(imported).candidates() == []
    assert main(["undo"]) == 2


def test_undo_forecasts_from_the_candidates_day(imported: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As forms and imports do, not from the day of the computer's zone."""
    store, ahead = Store(imported), DayRule("Pacific/Kiritimati")
    store.set_day_rule("me", ahead)
    monkeypatch.setattr(environment, "today", lambda rule=None: date(2026, 11, 26 if rule == ahead else 25))
    with store.batch("another", made_at=MADE_AT) as batch:
        batch.add([Row("2", row) for row in practice_exam(date(2026, 11, 20), [(7, 10)] * 5, exam_code="AIF-C01")])
    assert run_undo(db=imported) == 0
    assert store.forecasts("me", "AIF-C01")[-1].day == date(2026, 12, 3)


def test_export_and_import_give_an_equal_database(db: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The sample, exported and imported into another file, exports to the same bytes."""
    assert main(["sample", "--db", str(db)]) == 0
    first, second, other = tmp_path / "first", tmp_path / "second", str(tmp_path / "other.duckdb")
    assert main(["export", str(first)]) == 0
    assert main(["import", *map(str, sorted(first.iterdir())), "--db", other]) == 0
    assert main(["export", str(second), "--db", other]) == 0
    names = sorted(path.name for path in first.iterdir())
    assert names == sorted(path.name for path in second.iterdir())
    for name in names:
        assert (first / name).read_bytes() == (second / name).read_bytes(), name
    assert main(["check"]) == 0


def test_an_export_that_was_stopped_is_completed(
    imported: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The next run says so; a whole or a new one has no message."""
    folder = tmp_path / "out"
    Store(imported).set_day_rule("me", DayRule("Europe/Berlin", 3))
    for is_stopped in (False, False, True, False):
        if is_stopped:
            next(folder.glob("*.csv")).unlink()
        assert main(["export", str(folder)]) == 0
        assert ("only part of this export" in capsys.readouterr().err) is is_stopped
    assert len(list(folder.iterdir())) == 2


def test_a_replaced_backup_is_reported(imported: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Only a backup that replaces an earlier one has a message on stderr."""
    saved = tmp_path / "saved.duckdb"
    main(["backup", str(saved)])
    assert "is replaced" not in capsys.readouterr().err
    main(["backup", str(saved)])
    assert "replaced the backup that was there" in capsys.readouterr().err


@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_an_empty_database_has_nothing_to_export(
    form: str, db: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The sentence says what to do, and no folder is made."""
    Store(db).candidates()
    assert main(["export", str(tmp_path / "out"), "--format", form]) == 2
    said = "There is nothing to export in this file yet. Add data with: cutscore import FILE\n"
    assert tuple(capsys.readouterr()) == ("", said)
    assert not (tmp_path / "out").exists()


@pytest.mark.skipif(os.name != "posix", reason="names of files have no control characters there")
@pytest.mark.parametrize("command", ["backup", "export", "export --format parquet", "report --out"])
def test_a_path_cannot_steer_the_terminal(
    command: str, imported: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Escape sequences, ends of lines and a change of direction in a path are shown, and not run."""
    target = tmp_path / "a\x1b]0;title\x07\x1b[2J\nNo problems found.\u202egpj"
    assert main([*command.split(), str(target)]) == 0
    assert target.exists()
    printed = "".join(capsys.readouterr())
    assert not set("\x1b\x07\u202e") & set(printed)
    assert r"a\x1b]0;title\x07\x1b[2J\nNo problems found.\u202egpj" in printed


def test_backup_and_restore(imported: Path, results: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A restored backup has its rows again, and what it replaces is copied first."""
    saved = tmp_path / "saved.duckdb"
    assert main(["backup", str(saved)]) == 0
    main(["undo"])
    assert main(["restore", str(saved)]) == 0
    assert "is saved as" in capsys.readouterr().err
    assert len(Store(imported).records(DomainResult)) == 10
    assert main(["restore", str(results)]) == 2


def test_a_restore_shows_what_it_replaces(imported: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """--dry-run shows the rows and changes nothing; without a file the automatic backups are listed."""
    assert main(["restore"]) == 0
    assert "no automatic backups" in capsys.readouterr().out
    main(["undo"])
    capsys.readouterr()
    assert run_restore(db=imported) == 0
    copy = imported.with_name("own.before-undo.duckdb")
    listed = capsys.readouterr().out
    assert str(copy) in listed
    assert listed.endswith(f"restore FILE --dry-run --db {imported}\n"), "for another database it would be a mistake"
    assert main(["restore", str(copy), "--dry-run"]) == 0
    shown = capsys.readouterr().out
    assert [line.split()[-2:] for line in shown.splitlines()[1:]] == [["0", "10"], ["0", "10"]]
    assert main(["undo"]) == 2
    capsys.readouterr()
    assert main(["restore", str(copy)]) == 0
    assert capsys.readouterr().out == shown
    assert main(["undo"]) == 0


def test_the_command_named_for_a_damaged_file_restores_it(imported: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The sentence ends with the command, which can be run as it is."""
    main(["undo"])
    imported.write_bytes(imported.read_bytes()[:9000])
    capsys.readouterr()
    assert main(["check"]) == 2
    command = shlex.split(capsys.readouterr().err.rpartition("with: ")[2])
    assert command[0] == "cutscore"
    assert main(command[1:]) == 0
    assert run_check(db=imported) == 0
    assert len(Store(imported).records(DomainResult)) == 10
