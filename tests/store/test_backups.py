"""Copies that are made by themselves: one a day, one before what takes rows away, and not too many."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from analytics.errors import UnknownBatchError
from analytics.records import CheckIn
from analytics.store import Store
from analytics.store.backups import MAX_COPIES, Occasion, backups_beside
from tests.inputs.store_files import MADE_AT, check_in, files_beside, notes


def add(store: Store, note: str, *, days: int) -> None:
    with store.batch("rows.csv", made_at=MADE_AT + timedelta(days=days)) as batch:
        batch.add([check_in(note)])


def test_the_first_batch_of_a_day_is_preceded_by_a_copy(store: Store) -> None:
    """It holds what was there before; a new file has nothing to copy, a second batch no need to."""
    add(store, "first", days=0)
    assert store.backups() == []
    add(store, "second", days=1)
    add(store, "third", days=1)
    (backup,) = store.backups()
    assert (backup.label, backup.size_bytes > 0) == ("daily-2026-03-02", True)
    assert list(store.backup_contents(backup.path).n_rows) == [1]
    store.restore(backup.path)
    assert notes(store) == ["first"]


def test_a_week_of_daily_copies_is_kept(store: Store) -> None:
    """The oldest go first."""
    for day in range(MAX_COPIES[Occasion.DAILY] + 3):
        add(store, str(day), days=day)
    labels = sorted(backup.label for backup in store.backups())
    assert labels == [f"daily-2026-03-{day:02}" for day in range(4, 11)]


def test_an_undo_is_preceded_by_a_copy(store: Store) -> None:
    """What was taken back can be had again; only the latest of these copies are kept."""
    n_kept = MAX_COPIES[Occasion.BEFORE_UNDO]
    for number in range(n_kept + 2):
        add(store, str(number), days=0)
        store.undo()
    backups = [backup for backup in store.backups() if backup.occasion is Occasion.BEFORE_UNDO]
    assert len(backups) == n_kept
    store.restore(backups[0].path)
    assert notes(store) == [str(n_kept + 1)]


def test_taking_rows_out_is_preceded_by_a_copy(store: Store) -> None:
    """What is deleted by hand is in the copy of the moment before."""
    add(store, "a", days=0)
    with store.batch("taken out by hand", made_at=MADE_AT + timedelta(days=1)) as batch:
        batch.remove(store.records(CheckIn))
    backup = next(backup for backup in store.backups() if backup.occasion is Occasion.BEFORE_DELETE)
    assert notes(store) == []
    store.restore(backup.path)
    assert notes(store) == ["a"]


def test_copies_before_restores_are_bounded(store: Store, tmp_path: Path) -> None:
    """So many of them that the last steps can be gone back, and no more."""
    add(store, "a", days=0)
    store.backup(tmp_path / "mine.duckdb")
    for _ in range(MAX_COPIES[Occasion.BEFORE_RESTORE] + 2):
        store.restore(tmp_path / "mine.duckdb")
    assert len(store.backups()) == MAX_COPIES[Occasion.BEFORE_RESTORE]


def test_an_undo_of_nothing_is_refused(store: Store) -> None:
    """Nothing is copied for it either."""
    add(store, "a", days=0)
    with pytest.raises(UnknownBatchError):
        store.undo(9)
    assert store.backups() == []


def test_a_batch_that_changes_nothing_is_preceded_by_no_copy(store: Store) -> None:
    """The same rows again leave the folder as it was."""
    add(store, "a", days=0)
    add(store, "a", days=1)
    assert files_beside(store) == set()


def test_a_copy_is_made_while_others_read(store: Store) -> None:
    """A page that reads for long, in this thread or another, does not keep an import waiting."""
    add(store, "a", days=0)
    with store.shared_connection():
        add(store, "b", days=1)
        store.undo()
    assert [backup.occasion for backup in store.backups()] == [Occasion.BEFORE_UNDO, Occasion.DAILY]
    assert files_beside(store) == {backup.path.name for backup in store.backups()}


def test_what_a_killed_copy_left_is_cleared_away(store: Store) -> None:
    """The next copy begins in an empty folder and leaves none."""
    add(store, "a", days=0)
    scratch = store.path.with_name(f".{store.path.name}.copying")
    scratch.mkdir()
    (scratch / "draft.duckdb").write_bytes(b"half")
    add(store, "b", days=1)
    (backup,) = store.backups()
    assert files_beside(store) == {backup.path.name}


def test_a_file_of_ones_own_is_no_copy(tmp_path: Path) -> None:
    """Only the whole of the name counts; the latest copy comes first."""
    names = ["daily-2026-03-01", "before-undo", "before-undo-2", "before-restore", "before-v4", "before-v4-2"]
    others = ["daily", "daily-notes", "before-undo-x", "before-v", "before-version", "mine", "daily-2026-03-01.old"]
    for number, label in enumerate([*names, *others]):
        copy = tmp_path / f"c.{label}.duckdb"
        copy.write_bytes(b"x")
        moment = datetime(2026, 3, 1, 12, number, tzinfo=UTC).timestamp()
        os.utime(copy, (moment, moment))
    (tmp_path / "d.before-undo.duckdb").write_bytes(b"x")
    assert [backup.label for backup in backups_beside(tmp_path / "c.duckdb")] == names[::-1]
    assert backups_beside(tmp_path / "nowhere" / "c.duckdb") == []


def test_a_wildcard_in_the_name_of_the_file_is_none(tmp_path: Path) -> None:
    """The copies of one file are never taken for those of another."""
    one, other = Store(tmp_path / "a[b]*.duckdb"), Store(tmp_path / "ab.duckdb")
    for store in (one, other):
        add(store, "x", days=0)
        add(store, "y", days=1)
    assert len(one.backups()) == len(other.backups()) == 1


def test_looking_into_a_backup_changes_nothing(store: Store, tmp_path: Path) -> None:
    """Neither the file nor the backup, and nothing is left lying about."""
    add(store, "kept", days=0)
    target = tmp_path / "mine.duckdb"
    store.backup(target)
    before = (target.read_bytes(), store.revision())
    assert list(store.backup_contents(target).kind) == ["check_ins"]
    assert (target.read_bytes(), store.revision()) == before
    assert files_beside(store) == {"mine.duckdb"}
