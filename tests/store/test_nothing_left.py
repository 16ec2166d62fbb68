"""A program that is killed at any moment leaves no answer behind for long."""

import errno
import os
import shutil
import sqlite3
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path
from unittest.mock import Mock

import pytest

from analytics import scratch_folders
from analytics.errors.store import StoreMissingError, StoreRefusedError, StoreVanishedError
from analytics.exports.canonical import export_files
from analytics.store import Store
from analytics.store.connection import open_file
from tests.inputs import killing
from tests.inputs.store_files import MADE_AT, add, check_in, files_beside, notes

pytestmark = pytest.mark.skipif(os.name != "posix", reason="needs forks and signals")


@pytest.fixture
def prepared(tmp_path: Path) -> Path:
    folder = tmp_path / "prepared"
    killing.prepare(folder)
    return folder


def files(folder: Path) -> Iterator[Path]:
    return (path for path in folder.rglob("*") if path.is_file())


def copy_of(prepared: Path, name: object) -> Path:
    return Path(shutil.copytree(prepared, prepared.with_name(str(name))))


def survive(prepared: Path, n_kills: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Kill a program at moments that lie evenly in its work, and look at what is left each time."""
    with killing.killer() as killer:
        n_moments = killer.n_moments(copy_of(prepared, "whole"))
        for number in range(1, n_kills + 1):
            killer.kill_at(copy_of(prepared, number), number * n_moments // (n_kills + 1))
    n_with_drafts = 0
    for number in range(1, n_kills + 1):
        folder = prepared.with_name(str(number))
        monkeypatch.setattr(tempfile, "tempdir", str(folder / "temporary"))
        n_with_drafts += any(".drafts" in str(path) for path in files(folder))
        stores = killing.databases(folder)
        if number % 2:
            assert [store.check() for store in stores] == [[], []]
            assert [path for path in folder.rglob("*") if ".drafts" in path.name] == []
        for store in stores:
            assert killing.SECRET.encode() in store.path.read_bytes()
            store.delete_everything()
        left = {str(path.relative_to(folder / "out")) for path in files(folder)}
        assert left <= killing.USERS_FILES
        assert left & killing.NEW_FOLDER in (set(), killing.NEW_FOLDER)
        if "copy.duckdb" in left:
            assert Store(folder / "out" / "copy.duckdb").check() == []
    assert n_with_drafts > n_kills / 5


def test_a_program_killed_at_some_moments_leaves_nothing(prepared: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The next opening deletes its drafts, and deleting everything all but the candidate's own whole files."""
    survive(prepared, 2, monkeypatch)


@pytest.mark.full
def test_a_program_killed_at_fifty_moments_leaves_nothing(prepared: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    survive(prepared, 50, monkeypatch)


def test_a_draft_at_work_stays(store: Store) -> None:
    """Another thread opens the database meanwhile; afterwards nothing is left."""
    with store.scratch_folder() as near:
        (near / "draft").write_text("half", encoding="utf-8")
        other = threading.Thread(target=add, args=(store, check_in("a")))
        other.start()
        other.join()
        assert (near / "draft").exists()
    assert files_beside(store) == set()


def test_a_full_disk_is_backed_up_to_another(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The draft is beside its target alone, since there is no room for one beside the database."""
    add(store, check_in("a"))
    stick = tmp_path / "stick"
    stick.mkdir()
    usage, claim = shutil.disk_usage(tmp_path), scratch_folders._claim

    def full(folder: Path) -> sqlite3.Connection:
        if stick not in folder.parents:
            raise OSError(errno.ENOSPC, "the disk is full")
        return claim(folder)

    monkeypatch.setattr(scratch_folders, "_claim", full)
    monkeypatch.setattr(shutil, "disk_usage", lambda place: usage if place == stick else usage._replace(free=0))
    store.backup(stick / "copy.duckdb")
    export_files(store, stick / "out")
    assert sorted(path.name for path in stick.iterdir()) == ["copy.duckdb", "out"]
    assert notes(Store(stick / "copy.duckdb")) == ["a"]
    with pytest.raises(StoreRefusedError, match="the disk is full"):
        store.backup(tmp_path / "copy.duckdb")


def test_a_disk_without_room_for_a_lock_is_said_to_be_full(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """In the words of every other message about it, with what to do."""
    error = sqlite3.OperationalError("database or disk is full")
    error.sqlite_errorcode = sqlite3.SQLITE_FULL
    monkeypatch.setattr(sqlite3, "connect", Mock(return_value=Mock(execute=Mock(side_effect=error))))
    with pytest.raises(StoreRefusedError, match="the disk is full; make room on it"):
        store.backup(store.path.with_name("copy.duckdb"))


def test_a_new_folder_may_be_swept_away_before_its_lock(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Then another is made; if all are, the system's error is raised."""
    n_swept = 2

    def swept(*, prefix: str, **where: Path) -> str:
        nonlocal n_swept
        folder = tempfile.mkdtemp(prefix=prefix, dir=where["dir"])
        if n_swept:
            n_swept -= 1
            shutil.rmtree(where["dir"])
        return folder

    monkeypatch.setattr("analytics.scratch_folders.mkdtemp", swept)
    with store.scratch_folder() as folder:
        assert folder.is_dir()
    n_swept = 3
    with pytest.raises(OSError, match="unable to open"), store.scratch_folder():
        pass
    assert files_beside(store) == set()


def test_temporary_files_of_a_killed_import_are_deleted(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Those of an import at work stay, and all other files."""
    system = tmp_path / "system"
    (system / "cutscore-draft-1").mkdir(parents=True)
    (system / "other").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(system))
    with scratch_folders.temporary_folder() as at_work:
        store.delete_everything()
        assert set(system.iterdir()) == {at_work, system / "other"}
    assert list(system.iterdir()) == [system / "other"]


def test_a_half_written_note_deletes_nothing_else(store: Store, tmp_path: Path) -> None:
    """It was cut off and names another folder."""
    precious = tmp_path / "precious"
    precious.mkdir()
    for text in ("", str(precious)):
        folder = scratch_folders.scratch_root(store.path) / "abc"
        folder.mkdir(parents=True)
        (folder / "elsewhere").write_text(text, encoding="utf-8")
        store.revision()
        assert files_beside(store) == {"precious"}


def test_a_link_in_place_of_the_drafts_deletes_nothing_behind_it(store: Store, tmp_path: Path) -> None:
    """Whoever may write into the database's folder could otherwise have any folder of its owner emptied."""
    precious = tmp_path / "precious"
    (precious / "letters").mkdir(parents=True)
    scratch_folders.scratch_root(store.path).symlink_to(precious)
    store.revision()
    assert list(precious.iterdir()) == [precious / "letters"]


def test_rows_that_do_not_fit_into_memory_stand_beside_the_file(store: Store) -> None:
    """Half a million hashes need more than 20 MB; they are in the folder that the next opening deletes."""
    store.revision()
    with open_file(store.path, 0) as connection:
        connection.execute("set memory_limit = '20MB'; set threads = 1")
        rows = connection.execute("select md5(i::varchar) as m from range(500000) as r(i) order by m")
        found = list(store.path.with_name(f"{store.path.name}.tmp").iterdir())
        assert rows.fetchone() is not None
    assert found
    assert files_beside(store) == set()


def test_what_duckdb_leaves_is_deleted(store: Store) -> None:
    """Rows that did not fit into memory go at the next opening, and logs with the file."""
    add(store, check_in("a"))
    add(store, check_in("b"))
    (backup,) = store.backups()
    spilled = store.path.with_name(f"{store.path.name}.tmp")
    spilled.mkdir()
    (spilled / "duckdb_temp_storage-0.tmp").write_bytes(b"secret")
    store.revision()
    assert files_beside(store) == {backup.path.name}
    spilled.mkdir()
    backup.path.with_name(f"{backup.path.name}.wal").write_bytes(b"secret")
    store.path.with_name(f"{store.path.name}.checkpoint.wal").write_bytes(b"secret")
    store.delete_everything()
    assert list(store.path.parent.iterdir()) == []


def test_a_draft_that_cannot_be_deleted_keeps_nobody_from_working(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Deleting everything says it."""
    (scratch_folders.scratch_root(store.path) / "abc").mkdir(parents=True)

    def refuse(path: Path, **_: object) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(shutil, "rmtree", refuse)
    add(store, check_in("a"))
    assert notes(store) == ["a"]
    with pytest.raises(StoreRefusedError, match="abc: Permission denied"):
        store.delete_everything()


def test_a_file_that_vanishes_is_not_taken_for_an_empty_one(store: Store) -> None:
    """The error names the last backup, which brings the rows back; without one it says how to start over."""
    add(store, check_in("a"))
    store.path.rename(store.path.with_name("moved.duckdb"))
    with pytest.raises(StoreVanishedError, match="Restart Cutscore"):
        notes(store)
    assert not store.path.exists()
    store.path.with_name("moved.duckdb").rename(store.path)
    add(store, check_in("b"))
    (backup,) = store.backups()
    store.path.unlink()
    with pytest.raises(StoreVanishedError, match=f"cutscore restore .*{backup.path.name}"):
        add(store, check_in("c"))
    with pytest.raises(StoreMissingError, match=f"cutscore restore .*{backup.path.name}"):
        store.require_file()
    assert store.restore(backup.path) is None
    assert notes(store) == ["a"]


@pytest.mark.parametrize("is_replaced", [False, True])
def test_nothing_is_saved_to_a_file_that_has_lost_its_name(store: Store, is_replaced: bool) -> None:
    """It vanishes, or another takes its place, during an import; DuckDB would write on to what nobody finds."""
    add(store, check_in("a"))
    moved = store.path.with_name("moved.duckdb")

    def lose() -> None:
        with store.batch("rows.csv", made_at=MADE_AT) as batch:
            batch.add([check_in("b")])
            store.path.rename(moved)
            if is_replaced:
                shutil.copy(moved, store.path)

    with pytest.raises(StoreVanishedError):
        lose()
    store.path.unlink(missing_ok=True)
    moved.rename(store.path)
    assert notes(store) == ["a"]
