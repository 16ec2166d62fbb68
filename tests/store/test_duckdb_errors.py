"""A path that is not writable, or has another kind of file, is an error of ours and changes nothing."""

import contextlib
import os
import resource
import shlex
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb
import pytest

from analytics.errors import UnreadableFileError
from analytics.errors.store import (
    BackupDamagedError,
    StoreDamagedError,
    StoreError,
    StoreLockedError,
    StoreRefusedError,
    StoreTooNewError,
)
from analytics.store import Store
from analytics.store.duckdb_errors import store_error
from tests.inputs.closed_folders import closed_folder
from tests.inputs.store_files import A_DAY, MADE_AT, add, check_in, notes


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "cutscore.duckdb"


@pytest.mark.parametrize("content", [b"", b"hello", b"not a database\n" * 1000], ids=["empty", "short", "text"])
def test_a_file_that_is_no_database_is_refused_at_once(path: Path, content: bytes) -> None:
    """There is no waiting, and the file stays as it is."""
    path.write_bytes(content)
    with pytest.raises(StoreDamagedError, match="damaged or is not a Cutscore database"):
        Store(path, wait_s=3600).revision()
    assert path.read_bytes() == content


@pytest.mark.parametrize("name", ["rows.csv", "rows.json", "rows.parquet", "notes.sqlite"])
def test_a_file_of_another_kind_is_refused(tmp_path: Path, name: str) -> None:
    """DuckDB would open each of them as a database in memory."""
    path = tmp_path / name
    if name.endswith("sqlite"):
        with contextlib.closing(sqlite3.connect(path)) as connection:
            connection.execute("create table note (text)")
    elif name.endswith("parquet"):
        duckdb.execute(f"copy (select 1 as a) to '{path}' (format parquet)")
    else:
        path.write_text('[{"a": 1}]' if name.endswith("json") else "a,b\n1,2\n", encoding="utf-8")
    content = path.read_bytes()
    store = Store(path)
    with pytest.raises(StoreDamagedError, match="not a DuckDB database"):
        add(store, check_in("a"))
    with pytest.raises(BackupDamagedError, match="not a DuckDB database"):
        Store(tmp_path / "cutscore.duckdb").restore(path)
    assert path.read_bytes() == content


def test_an_impossible_path_is_refused(tmp_path: Path) -> None:
    """The path is below a file, a folder, or not UTF-8."""
    blocker = tmp_path / "file"
    blocker.write_text("x", encoding="utf-8")
    for path, reason in (
        (blocker / "cutscore.duckdb", "File exists"),
        (tmp_path, "this is a folder; choose a file"),
        (tmp_path / os.fsdecode(b"caf\xe9.duckdb"), "its path is not valid UTF-8; choose another name"),
    ):
        with pytest.raises(StoreRefusedError, match=rf"cannot write to this file \({reason}"):
            Store(path).revision()


@pytest.mark.parametrize("mode", [0o555, 0o000], ids=["read-only", "closed"])
@pytest.mark.parametrize("name", ["new.duckdb", "folder/new.duckdb", "cutscore.duckdb"])
def test_a_folder_without_permission_is_refused(mode: int, name: str) -> None:
    """The file is new, in a new folder, or exists and is read-only."""
    with closed_folder(mode) as folder, pytest.raises(StoreRefusedError, match=r"cannot write to this file \((?!IO)"):
        add(Store(folder / name), check_in("b"))


@pytest.mark.parametrize(("of_folder", "of_file"), [(0o555, 0o666), (0o777, 0o444)], ids=["folder", "file"])
def test_a_file_that_cannot_be_changed_is_read(of_folder: int, of_file: int) -> None:
    """Every change is refused with the reason."""
    with closed_folder(of_folder, of_file) as folder:
        store = Store(folder / "cutscore.duckdb")
        assert notes(store) == ["a"]
        assert store.check() == []
        assert store.is_read_only
        for change in (lambda: add(store, check_in("b")), store.undo, store.delete_everything, store.backup_bytes):
            with pytest.raises(StoreRefusedError, match="the file or its folder is read-only; make both writable"):
                change()
        assert notes(store) == ["a"]


def test_a_backup_into_a_read_only_folder_is_refused() -> None:
    """The error names the backup; a readable backup there can be restored."""
    with closed_folder(0o555) as folder, TemporaryDirectory() as name:
        store = Store(Path(name) / "cutscore.duckdb")
        target = folder / "backup.duckdb"
        with pytest.raises(StoreRefusedError, match="Permission denied") as caught:
            store.backup(target)
        assert caught.value.path == target
        store.restore(folder / "cutscore.duckdb")
        assert notes(store) == ["a"]


def test_the_error_of_an_unreadable_backup_names_it(path: Path) -> None:
    """It gives the reason."""
    with closed_folder(0o000) as folder:
        source = folder / "cutscore.duckdb"
        with pytest.raises(UnreadableFileError, match="Permission denied") as caught:
            Store(path).restore(source)
        assert caught.value.name == str(source)


@contextmanager
def size_limit(n_bytes: int) -> Iterator[None]:
    """Let the system refuse to write larger files."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (n_bytes, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_a_full_disk_loses_nothing(path: Path, tmp_path: Path) -> None:
    """An import and a backup fail with our error, and the file stays as it was.

    A limit on the size of files stands for a full disk: the same write fails in the same place.
    """
    store = Store(path)
    add(store, check_in("first"))
    rows = [check_in(os.urandom(60).hex(), on=A_DAY + timedelta(days=day)) for day in range(20_000)]
    with size_limit(path.stat().st_size + 200_000), pytest.raises(StoreRefusedError, match="too large"):
        add(store, *rows)
    assert notes(store) == ["first"]
    assert store.check() == []
    target = tmp_path / "backup.duckdb"
    with size_limit(50_000), pytest.raises(StoreRefusedError) as caught:
        store.backup(target)
    assert caught.value.path == target
    assert {file.name for file in tmp_path.iterdir()} == {path.name, "cutscore.daily-2026-03-01.duckdb"}


def test_without_any_space_a_setting_is_refused_and_no_folder_stays(path: Path, tmp_path: Path) -> None:
    """A folder for an unfinished copy needs no space, but the lock in it does."""
    store = Store(path)
    add(store, check_in("a"))
    changes = (lambda: store.save_setting("me", "name", "text"), store.undo, store.backup_bytes)
    for change in changes:
        with size_limit(0), pytest.raises(StoreRefusedError):
            change()
    assert (notes(store), store.saved_text("me", "name")) == (["a"], None)
    assert store.check() == []
    assert [file.name for file in tmp_path.iterdir()] == [path.name]


@pytest.mark.parametrize("n_bytes", [4_000, 9_000, 13_000])
def test_a_disk_too_full_for_a_new_file_leaves_no_file(path: Path, n_bytes: int) -> None:
    """Later, with enough space, the file is created."""
    with size_limit(n_bytes), pytest.raises(StoreRefusedError, match="too large"):
        Store(path).revision()
    add(Store(path), check_in("a"))
    assert notes(Store(path)) == ["a"]


def test_the_error_of_a_damaged_file_has_the_restore_command(tmp_path: Path) -> None:
    """It names the last automatic backup, and works as it is."""
    path = tmp_path / "my own" / "it's mine.duckdb"
    store = Store(path)
    for number, note in enumerate(("a", "b", "c")):
        with store.batch("rows.csv", made_at=MADE_AT + timedelta(days=number)) as batch:
            batch.add([check_in(note)])
    path.write_bytes(path.read_bytes()[:9000])
    with pytest.raises(StoreDamagedError) as caught:
        store.revision()
    command = shlex.split(str(caught.value).rpartition("with: ")[2])
    backup, of_file = Path(command[2]), Path(command[4])
    assert command == ["cutscore", "restore", str(backup), "--db", str(of_file)]
    assert (backup.name, of_file) == ("it's mine.daily-2026-03-03.duckdb", path)
    Store(of_file).restore(backup)
    assert notes(store) == ["b"]


def test_without_automatic_backups_the_command_has_a_placeholder(path: Path) -> None:
    """The candidate may have a backup elsewhere."""
    path.write_text("not a database", encoding="utf-8")
    with pytest.raises(StoreDamagedError, match="cutscore restore BACKUP --db"):
        Store(path).revision()


def test_every_error_of_the_file_has_one_base_class() -> None:
    """The command line catches that class."""
    for kind in (StoreLockedError, StoreDamagedError, BackupDamagedError, StoreTooNewError, StoreRefusedError):
        assert issubclass(kind, StoreError)


def test_a_full_disk_is_named_with_what_to_do(tmp_path: Path) -> None:
    """As the system names it to DuckDB."""
    error = store_error(tmp_path, duckdb.IOException('IO Error: Could not write file "x": No space left on device'))
    assert "the disk is full; make room on it" in str(error)
