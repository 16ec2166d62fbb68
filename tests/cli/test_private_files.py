"""Only their owner can open the files that a command makes, whatever the umask."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from analytics.store import Store
from dashboard import environment
from dashboard.cli.main import main

pytestmark = pytest.mark.skipif(os.name != "posix", reason="other systems have no such modes")
CSV = "practice_exam_id,taken_at,exam_code,domain_id,n_items,n_correct\n{0},2026-03-0{0},AIF-C01,total,65,44\n"


@pytest.fixture(autouse=True)
def open_umask() -> Iterator[None]:
    """Let everybody do everything with what is created without care."""
    before = os.umask(0)
    yield
    os.umask(before)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def run(database: Path, *arguments: object) -> None:
    assert main([*map(str, arguments), "--db", str(database)]) == 0


def test_all_that_commands_make_is_for_the_owner_alone(tmp_path: Path) -> None:
    """The database and its folder, an automatic and a manual backup, an export, and a report."""
    database, out = tmp_path / "data" / "own.duckdb", tmp_path / "out"
    for number in (1, 2):
        file = tmp_path / f"{number}.csv"
        file.write_text(CSV.format(number), encoding="utf-8")
        run(database, "import", file)
    run(database, "undo")
    run(database, "export", out)
    run(database, "backup", out / "copy.duckdb")
    run(database, "report", "--format", "html", "--out", out / "week.html")
    files = [*database.parent.iterdir(), *out.iterdir()]
    assert len([path for path in files if ".before-undo" in path.name]) == 1
    assert {path.name: oct(mode(path)) for path in files if mode(path) != 0o600} == {}
    assert (mode(database.parent), mode(out)) == (0o700, 0o700)


def test_a_store_is_for_the_owner_alone_by_itself(tmp_path: Path) -> None:
    store = Store(tmp_path / "own.duckdb")
    store.backup(tmp_path / "copy.duckdb")
    assert (mode(store.path), mode(tmp_path / "copy.duckdb")) == (0o600, 0o600)


def test_a_memory_stick_has_no_modes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Its file system refuses to change them; the database and its copies work, and nothing is claimed."""

    def refuse(path: Path, mode: int) -> None:
        raise PermissionError(1, "Operation not permitted", str(path))

    monkeypatch.setattr(Path, "chmod", refuse)
    store = Store(tmp_path / "own.duckdb")
    store.backup(tmp_path / "copy.duckdb")
    os.chmod(store.path, 0o664)  # noqa: PTH101  (as the stick's own mode)
    run(store.path, "check")
    assert "Now only you can" not in capsys.readouterr().err


def test_what_others_can_open_is_narrowed_with_a_notice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Once, and the data folder with it; another folder is left as it is."""
    folder = tmp_path / "data"
    monkeypatch.setattr(environment, "data_folder", lambda: folder)
    store = Store(folder / "own.duckdb")
    store.revision()
    backup = store.path.with_name("own.daily-2026-03-01.duckdb")
    store.backup(backup)
    for path in (store.path, backup):
        path.chmod(0o664)
    folder.chmod(0o755)
    run(store.path, "check")
    assert [oct(mode(path)) for path in (folder, store.path, backup)] == ["0o700", "0o600", "0o600"]
    said = capsys.readouterr().err
    assert f"Other users could open {folder}, {store.path}, {backup}. Now only you can." in said
    folder.chmod(0o755)
    main(["check", "--db", str(folder)])
    assert mode(folder) == 0o755
    capsys.readouterr()
    monkeypatch.setattr(environment, "data_folder", lambda: tmp_path)
    run(store.path, "check")
    assert mode(folder) == 0o755
    assert capsys.readouterr().err == ""
