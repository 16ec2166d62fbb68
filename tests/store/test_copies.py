"""Backups made by the candidate, and restoring them."""

import os
from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial
from pathlib import Path

import duckdb
import pytest

from analytics.clock import DayRule
from analytics.errors import UnreadableFileError
from analytics.errors.store import BackupDamagedError, StoreDamagedError, StoreRefusedError, StoreTooNewError
from analytics.records import DomainResult, Row
from analytics.store import Store
from tests.inputs.store_files import (
    A_DAY,
    MADE_AT,
    add,
    check_in,
    files_beside,
    new_store,
    notes,
    raw_connection,
    records_by_kind,
)


def test_a_backup_is_a_store_of_its_own(store: Store, tmp_path: Path) -> None:
    """It has the same contents and constraints, and does not depend on the file."""
    add(store, check_in("a"))
    store.set_day_rule("me", DayRule("Asia/Tokyo", 4))
    store.save_blueprint("X-1", "text")
    target = tmp_path / "folder that's new" / 'a "b".duckdb'
    store.backup(target)
    backup = Store(target)
    assert (records_by_kind(backup), backup.batches()) == (records_by_kind(store), store.batches())
    assert backup.day_rule("me") == DayRule("Asia/Tokyo", 4)
    assert backup.blueprint_texts() == {"X-1": "text"}
    assert backup.check() == []
    assert [path.name for path in target.parent.iterdir()] == [target.name]
    add(backup, check_in("b"))
    assert (notes(store), notes(backup)) == (["a"], ["b"])
    broken = DomainResult(practice_exam_id="p", taken_at=A_DAY, exam_code="X-1", domain_id="d", n_items=1, n_correct=2)
    with pytest.raises(duckdb.ConstraintException):
        add(backup, Row("2", broken))


def test_a_backup_replaces_an_earlier_one(store: Store, tmp_path: Path) -> None:
    """The same command can write the same file every week."""
    target = tmp_path / "backup.duckdb"
    for note in ("a", "b"):
        add(store, check_in(note))
        store.backup(target)
    assert notes(Store(target)) == ["b"]


def test_a_backup_does_not_replace_the_database(store: Store, tmp_path: Path) -> None:
    """Not even by a link to it."""
    add(store, check_in("a"))
    link = tmp_path / "link.duckdb"
    link.symlink_to(store.path)
    with pytest.raises(StoreRefusedError, match="this is the database itself"):
        store.backup(link)
    assert notes(store) == ["a"]


def test_a_backup_replaces_no_file_of_another_kind(store: Store, tmp_path: Path) -> None:
    """An empty file is of another kind too."""
    add(store, check_in("a"))
    for content in ("my notes, longer than a header of a database", ""):
        target = tmp_path / "notes.txt"
        target.write_text(content, encoding="utf-8")
        with pytest.raises(StoreRefusedError, match="this is another kind of file"):
            store.backup(target)
        assert target.read_text(encoding="utf-8") == content
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(StoreRefusedError, match="this is another kind of file"):
        store.backup(tmp_path / "pipe")
    assert (tmp_path / "pipe").is_fifo()


def test_a_backup_needs_a_file_name(store: Store, tmp_path: Path) -> None:
    """A folder is refused, and nothing is written into it."""
    (folder := tmp_path / "backups").mkdir()
    with pytest.raises(StoreRefusedError, match="choose a file name in it"):
        store.backup(folder)
    assert list(folder.iterdir()) == []


def test_the_error_of_a_failed_backup_names_the_backup(store: Store) -> None:
    """Here its folder is a file."""
    target = store.path / "backup.duckdb"
    add(store, check_in("a"))
    with pytest.raises(StoreRefusedError, match=r"backup\.duckdb"):
        store.backup(target)


def test_a_damaged_database_is_not_backed_up(store: Store, tmp_path: Path, damaged: bytes) -> None:
    """The error names the database; an earlier backup stays."""
    target = tmp_path / "backup.duckdb"
    store.backup(target)
    store.path.write_bytes(damaged)
    with pytest.raises(StoreDamagedError) as caught:
        store.backup(target)
    assert caught.value.path == store.path
    assert notes(Store(target)) == []


@pytest.fixture(scope="module")
def damaged(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Return a file with many rows and a flipped byte among them: it opens but cannot be read whole."""
    store = new_store(tmp_path_factory.mktemp("damaged") / "cutscore.duckdb")
    add(store, *[check_in(os.urandom(60).hex(), on=A_DAY + timedelta(days=number)) for number in range(10_000)])
    sound = store.path.read_bytes()
    for tenth in range(3, 10):
        content = bytearray(sound)
        content[len(content) * tenth // 10] ^= 0xFF
        store.path.write_bytes(bytes(content))
        if not _is_refused(store.revision) and _is_refused(partial(records_by_kind, store)):
            return bytes(content)
    raise AssertionError("no byte among them lets the file open and cannot be read")


def _is_refused(read: Callable[[], object]) -> bool:
    try:
        read()
    except StoreDamagedError:
        return True
    return False


def test_a_restore_replaces_all_and_backs_it_up_first(store: Store, tmp_path: Path) -> None:
    """The restored backup itself does not change."""
    source = tmp_path / "backup.duckdb"
    add(store, check_in("a"))
    store.save_blueprint("X-1", "text")
    store.backup(source)
    content, before = source.read_bytes(), records_by_kind(store)
    add(store, check_in("b"))
    store.set_day_rule("me", DayRule("Asia/Tokyo", 4))
    replaced = store.restore(source)
    assert replaced == tmp_path / "cutscore.before-restore.duckdb"
    assert records_by_kind(store) == before
    assert store.day_rule("me") == DayRule()
    assert store.check() == []
    assert notes(Store(replaced)) == ["b"]
    assert Store(replaced).day_rule("me") == DayRule("Asia/Tokyo", 4)
    assert source.read_bytes() == content
    assert store.restore(replaced) == tmp_path / "cutscore.before-restore-2.duckdb"
    assert notes(store) == ["b"]
    daily = "cutscore.daily-2026-03-01.duckdb"
    assert files_beside(store) == {source.name, replaced.name, "cutscore.before-restore-2.duckdb", daily}


def test_a_restore_creates_a_missing_file(store: Store, tmp_path: Path) -> None:
    """Then there is nothing to back up."""
    add(store, check_in("a"))
    source = tmp_path / "backup.duckdb"
    store.backup(source)
    other = Store(tmp_path / "new" / "cutscore.duckdb")
    assert other.restore(source) is None
    assert records_by_kind(other) == records_by_kind(store)
    assert files_beside(other) == set()


def test_a_restore_of_the_file_itself_changes_nothing(store: Store) -> None:
    """It is allowed."""
    add(store, check_in("a"))
    store.restore(store.path)
    assert notes(store) == ["a"]
    assert store.check() == []


def test_a_folder_is_no_backup(store: Store, tmp_path: Path) -> None:
    """It can be neither written nor restored."""
    with pytest.raises(StoreRefusedError, match="this is a folder; choose a file name in it"):
        store.backup(tmp_path)
    with pytest.raises(UnreadableFileError, match="a folder or a device"):
        store.restore(tmp_path)


@pytest.mark.parametrize("is_too_new", [False, True])
def test_a_file_that_cannot_be_opened_is_renamed(store: Store, tmp_path: Path, is_too_new: bool) -> None:
    """A damaged file, or one of a newer program, stays unchanged beside the restored one."""
    source = tmp_path / "backup.duckdb"
    add(store, check_in("a"))
    store.backup(source)
    revision = store.revision()
    if is_too_new:
        with raw_connection(store.path) as connection:
            connection.execute("update schema_version set version = 99")
    else:
        store.path.write_bytes(store.path.read_bytes()[:9000])
    content = store.path.read_bytes()
    replaced = store.restore(source)
    assert replaced is not None
    assert replaced.read_bytes() == content
    assert notes(store) == ["a"]
    assert store.revision() != revision


def test_a_database_with_a_damaged_row_can_be_restored(store: Store, tmp_path: Path, damaged: bytes) -> None:
    """The damaged file is renamed."""
    source = tmp_path / "backup.duckdb"
    store.backup(source)
    store.path.write_bytes(damaged)
    replaced = store.restore(source)
    assert replaced is not None
    assert replaced.read_bytes() == damaged
    assert (notes(store), store.check()) == ([], [])


def test_an_unusable_backup_changes_nothing(store: Store, tmp_path: Path, damaged: bytes) -> None:
    """It is missing, damaged, incomplete, too new or another program's; the error names the backup."""
    add(store, check_in("a"))
    source = tmp_path / "source.duckdb"
    store.backup(source)
    sound = source.read_bytes()
    before = store.path.read_bytes()

    def refused(error: type[Exception], words: str) -> None:
        beside = files_beside(store)
        with pytest.raises(error, match=words) as caught:
            store.restore(source)
        assert str(caught.value).startswith(f"{source}: ")
        assert store.path.read_bytes() == before
        assert files_beside(store) == beside

    source.unlink()
    refused(UnreadableFileError, "file not found")
    source.write_text("not a database", encoding="utf-8")
    refused(BackupDamagedError, "not a DuckDB database")
    source.write_bytes(sound[: len(sound) // 2])
    refused(BackupDamagedError, "damaged")
    source.write_bytes(sound)
    with raw_connection(source) as connection:
        connection.execute("drop view current_check_ins")
    refused(BackupDamagedError, "view current_check_ins")
    with raw_connection(source) as connection:
        connection.execute("update schema_version set version = 99")
    refused(StoreTooNewError, "99")
    with raw_connection(source) as connection:
        connection.execute("drop table schema_version")
    refused(BackupDamagedError, "belongs to another program")
    source.write_bytes(damaged)
    refused(BackupDamagedError, "checksum")


def test_a_restore_to_a_path_below_a_file_is_refused(store: Store) -> None:
    """There can be no such folder."""
    add(store, check_in("a"))
    with pytest.raises(StoreRefusedError, match="cannot write to this file"):
        Store(store.path / "cutscore.duckdb").restore(store.path)


def test_an_interrupted_restore_changes_nothing(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """All tables are replaced in one transaction."""
    source = tmp_path / "backup.duckdb"
    store.backup(source)
    add(store, check_in("a"))

    def interrupted(_: object) -> Iterator[str]:
        yield "check_ins"
        raise KeyboardInterrupt

    monkeypatch.setattr("analytics.store.copies.table_names", interrupted)
    with pytest.raises(KeyboardInterrupt):
        store.restore(source)
    monkeypatch.undo()
    assert notes(store) == ["a"]
    assert store.check() == []


def test_a_backup_with_contradicting_rows_can_be_restored(store: Store, tmp_path: Path) -> None:
    """It has the candidate's own data."""
    rows = [
        Row(
            "2",
            DomainResult(practice_exam_id="p", taken_at=A_DAY, exam_code=code, domain_id=code, n_items=1, n_correct=1),
        )
        for code in ("X-1", "X-2")
    ]
    with store.batch("a.csv", made_at=MADE_AT) as batch:
        batch.add(rows)
    assert len(store.check()) == 1
    source = tmp_path / "backup.duckdb"
    store.backup(source)
    store.undo()
    store.restore(source)
    assert len(store.records(DomainResult)) == 2
