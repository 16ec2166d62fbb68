"""Automatic backups: one a day, one before rows are removed, and a limited number."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from analytics.records import CheckIn
from analytics.store import Store
from analytics.store.backups import MAX_COPIES, Occasion, backups_beside
from tests.inputs.store_files import MADE_AT, check_in, files_beside, notes


def add(store: Store, note: str, *, days: int) -> None:
    with store.batch("rows.csv", made_at=MADE_AT + timedelta(days=days)) as batch:
        batch.add([check_in(note)])


def test_the_first_batch_of_a_day_makes_a_backup(store: Store) -> None:
    """It has what was there before; a new file and a second batch make none."""
    add(store, "first", days=0)
    assert store.backups() == []
    add(store, "second", days=1)
    add(store, "third", days=1)
    (backup,) = store.backups()
    assert (backup.label, backup.size_bytes > 0) == ("daily-2026-03-02", True)
    assert list(store.backup_contents(backup.path).n_rows) == [1]
    store.restore(backup.path)
    assert notes(store) == ["first"]


def test_a_week_of_daily_backups_stays(store: Store) -> None:
    """The oldest are deleted first."""
    for day in range(MAX_COPIES[Occasion.DAILY] + 3):
        add(store, str(day), days=day)
    labels = sorted(backup.label for backup in store.backups())
    assert labels == [f"daily-2026-03-{day:02}" for day in range(4, 11)]


def test_an_undo_makes_a_backup(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """The undone rows can be restored; only the latest of these backups stay."""
    n_backups = 2
    monkeypatch.setitem(MAX_COPIES, Occasion.BEFORE_UNDO, n_backups)
    for number in range(n_backups + 1):
        add(store, str(number), days=0)
        store.undo()
    found = [backup for backup in store.backups() if backup.occasion is Occasion.BEFORE_UNDO]
    assert len(found) == n_backups
    store.restore(found[0].path)
    assert notes(store) == [str(n_backups)]


def test_removing_rows_makes_a_backup(store: Store) -> None:
    """It has the removed rows."""
    add(store, "a", days=0)
    with store.batch("removed by hand", made_at=MADE_AT + timedelta(days=1)) as batch:
        batch.remove(store.records(CheckIn))
    backup = next(backup for backup in store.backups() if backup.occasion is Occasion.BEFORE_DELETE)
    assert notes(store) == []
    store.restore(backup.path)
    assert notes(store) == ["a"]


def test_backups_before_restores_are_limited(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The oldest are deleted."""
    monkeypatch.setitem(MAX_COPIES, Occasion.BEFORE_RESTORE, 2)
    add(store, "a", days=0)
    store.backup(tmp_path / "mine.duckdb")
    for _ in range(3):
        store.restore(tmp_path / "mine.duckdb")
    labels = {backup.label for backup in store.backups()}
    assert labels == {"before-restore-2", "before-restore-3"}


def test_a_batch_that_changes_nothing_makes_no_backup(store: Store) -> None:
    """The same rows again change no file."""
    add(store, "a", days=0)
    add(store, "a", days=1)
    assert files_beside(store) == set()


def test_a_backup_is_made_while_others_read(store: Store) -> None:
    """A page that reads does not block an import, in this thread or another."""
    add(store, "a", days=0)
    with store.reading():
        add(store, "b", days=1)
        store.undo()
    assert [backup.occasion for backup in store.backups()] == [Occasion.BEFORE_UNDO, Occasion.DAILY]
    assert files_beside(store) == {backup.path.name for backup in store.backups()}


def test_a_file_with_another_name_is_no_backup(tmp_path: Path) -> None:
    """The whole name must match; the latest backup comes first."""
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


def test_a_wildcard_in_the_file_name_is_plain_text(tmp_path: Path) -> None:
    """The backups of one file are never taken for those of another."""
    one, other = Store(tmp_path / "a[b]*.duckdb"), Store(tmp_path / "ab.duckdb")
    for store in (one, other):
        add(store, "x", days=0)
        add(store, "y", days=1)
    assert len(one.backups()) == len(other.backups()) == 1


def test_reading_a_backup_changes_nothing(store: Store, tmp_path: Path) -> None:
    """The file and the backup stay as they are, and no other file remains."""
    add(store, "a", days=0)
    target = tmp_path / "mine.duckdb"
    store.backup(target)
    before = (target.read_bytes(), store.revision())
    assert list(store.backup_contents(target).kind) == ["check_ins"]
    assert (target.read_bytes(), store.revision()) == before
    assert files_beside(store) == {"mine.duckdb"}
