"""A place that cannot hold the file, or holds something else: a sentence each, and nothing is changed."""

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

from analytics.errors import (
    BackupDamagedError,
    StoreDamagedError,
    StoreError,
    StoreHeldError,
    StoreRefusedError,
    StoreTooNewError,
    UnreadableFileError,
)
from analytics.store import Store
from tests.inputs.store_files import A_DAY, MADE_AT, add, check_in, notes

NOBODY = 65534
"""The number of a user who owns nothing."""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "cutscore.duckdb"


@pytest.mark.parametrize("content", [b"", b"hello", b"not a database\n" * 1000], ids=["empty", "short", "text"])
def test_a_file_that_is_no_database_is_named_at_once(path: Path, content: bytes) -> None:
    """It is not waited for, and stays as it is."""
    path.write_bytes(content)
    with pytest.raises(StoreDamagedError, match="damaged or is not a Cutscore database"):
        Store(path, wait_s=3600).revision()
    assert path.read_bytes() == content


@pytest.mark.parametrize("name", ["rows.csv", "rows.json", "rows.parquet", "notes.sqlite"])
def test_a_file_of_another_kind_is_no_place_for_rows(tmp_path: Path, name: str) -> None:
    """DuckDB would read each of them as a database that lives in memory alone; here each is refused."""
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
    with pytest.raises(StoreDamagedError, match="it is no DuckDB database"):
        add(store, check_in("a"))
    with pytest.raises(BackupDamagedError, match="it is no DuckDB database"):
        Store(tmp_path / "cutscore.duckdb").restore(path)
    assert path.read_bytes() == content


def test_a_place_that_cannot_hold_a_file_is_refused(tmp_path: Path) -> None:
    """A path below a file, and a folder in the place of the file, are each a sentence."""
    blocker = tmp_path / "file"
    blocker.write_text("x", encoding="utf-8")
    for path in (blocker / "cutscore.duckdb", tmp_path):
        with pytest.raises(StoreRefusedError, match="the file cannot be written"):
            Store(path).revision()


@contextmanager
def closed_folder(mode: int) -> Iterator[Path]:
    """Give a folder with a store that this program may not write to; root steps down for that.

    It is made outside of pytest's own folders, which nobody else may enter.
    """
    is_root = os.geteuid() == 0
    with TemporaryDirectory() as name:
        folder = Path(name)
        add(Store(folder / "cutscore.duckdb"), check_in("a"))
        (folder / "cutscore.duckdb").chmod(0o444)
        folder.chmod(mode)
        if is_root:
            os.seteuid(NOBODY)
        try:
            yield folder
        finally:
            if is_root:
                os.seteuid(0)
            folder.chmod(0o700)


@pytest.mark.parametrize("mode", [0o555, 0o000], ids=["read-only", "closed"])
@pytest.mark.parametrize("name", ["new.duckdb", "folder/new.duckdb", "cutscore.duckdb"])
def test_a_folder_that_may_not_be_written_to_is_refused(mode: int, name: str) -> None:
    """Be the file new, in a folder that is new, or there already and read-only itself."""
    with closed_folder(mode) as folder, pytest.raises(StoreRefusedError, match=r"be written .*Permission denied"):
        Store(folder / name).revision()


def test_a_backup_into_a_read_only_folder_is_refused() -> None:
    """The sentence names the place of the backup; what may be read there can be restored."""
    with closed_folder(0o555) as folder, TemporaryDirectory() as name:
        store = Store(Path(name) / "cutscore.duckdb")
        target = folder / "backup.duckdb"
        with pytest.raises(StoreRefusedError, match="Permission denied") as caught:
            store.backup(target)
        assert caught.value.path == target
        store.restore(folder / "cutscore.duckdb")
        assert notes(store) == ["a"]


def test_a_backup_that_may_not_be_read_is_named(path: Path) -> None:
    """In a folder that nobody may enter, the sentence is about the backup and says why."""
    with closed_folder(0o000) as folder:
        source = folder / "cutscore.duckdb"
        with pytest.raises(UnreadableFileError, match="Permission denied") as caught:
            Store(path).restore(source)
        assert caught.value.file == str(source)


@contextmanager
def size_limit(n_bytes: int) -> Iterator[None]:
    """Let the system refuse to make any file larger."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (n_bytes, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_a_full_disk_is_refused_and_loses_nothing(path: Path, tmp_path: Path) -> None:
    """Where the system ends a write, import and backup fail with a sentence, and the file stays as it was.

    A limit on the size of files stands for the full disk: the same write fails at the same place.
    """
    store = Store(path)
    add(store, check_in("kept"))
    rows = [check_in(os.urandom(60).hex(), on=A_DAY + timedelta(days=day)) for day in range(20_000)]
    with size_limit(path.stat().st_size + 200_000), pytest.raises(StoreRefusedError, match="too large"):
        add(store, *rows)
    assert notes(store) == ["kept"]
    assert store.check() == []
    target = tmp_path / "backup.duckdb"
    with size_limit(50_000), pytest.raises(StoreRefusedError) as caught:
        store.backup(target)
    assert caught.value.path == target
    assert {file.name for file in tmp_path.iterdir()} == {path.name, "cutscore.daily-2026-03-01.duckdb"}


@pytest.mark.parametrize("n_bytes", [4_000, 9_000, 13_000])
def test_a_disk_too_full_for_a_new_file_leaves_none_behind(path: Path, n_bytes: int) -> None:
    """Be it the head or the first tables that do not fit; when there is room again, the file is made."""
    with size_limit(n_bytes), pytest.raises(StoreRefusedError, match="too large"):
        Store(path).revision()
    add(Store(path), check_in("a"))
    assert notes(Store(path)) == ["a"]


def test_a_damaged_file_is_named_with_the_way_back(tmp_path: Path) -> None:
    """The command names the last copy and the file; run as it stands, it brings the rows back."""
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


def test_a_damaged_file_without_a_copy_asks_for_a_backup(path: Path) -> None:
    """The sentence does not name what is not there."""
    path.write_text("not a database", encoding="utf-8")
    with pytest.raises(StoreDamagedError, match="cutscore restore BACKUP --db"):
        Store(path).revision()


def test_every_error_of_a_file_is_one_of_ours() -> None:
    """The command line catches them by their base."""
    for kind in (StoreHeldError, StoreDamagedError, BackupDamagedError, StoreTooNewError, StoreRefusedError):
        assert issubclass(kind, StoreError)
