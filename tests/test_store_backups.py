"""Copies that are made by themselves: one a day, one before an undo, and not too many."""

from datetime import timedelta
from pathlib import Path

import pytest

from analytics.errors import UnknownBatchError
from analytics.store import Store
from analytics.store.backups import KEPT
from tests.store_files import MADE_AT, check_in, files_beside, notes


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "cutscore.duckdb")


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
    assert list(store.contents_of(backup.path).n_rows) == [1]
    store.restore(backup.path)
    assert notes(store) == ["first"]


def test_a_week_of_daily_copies_is_kept(store: Store) -> None:
    """The oldest go first."""
    for day in range(KEPT["daily"] + 3):
        add(store, str(day), days=day)
    labels = sorted(backup.label for backup in store.backups())
    assert labels == [f"daily-2026-03-{day:02}" for day in range(4, 11)]


def test_an_undo_is_preceded_by_a_copy(store: Store) -> None:
    """What was taken back can be had again; only the latest of these copies are kept."""
    for number in range(KEPT["before-undo"] + 2):
        add(store, str(number), days=0)
        store.undo()
    backups = store.backups()
    assert len(backups) == KEPT["before-undo"]
    assert all(backup.label.startswith("before-undo") for backup in backups)
    store.restore(backups[0].path)
    assert notes(store) == [str(KEPT["before-undo"] + 1)]


def test_an_undo_of_nothing_is_refused(store: Store) -> None:
    """The sentence comes as before."""
    add(store, "a", days=0)
    with pytest.raises(UnknownBatchError):
        store.undo(9)


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
    assert list(store.contents_of(target).kind) == ["check_ins"]
    assert (target.read_bytes(), store.revision()) == before
    assert files_beside(store) == {"mine.duckdb"}
