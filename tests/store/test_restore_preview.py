"""The preview of a restore compares the backup with the database."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from analytics.errors.store import BackupDamagedError
from analytics.records import Row
from analytics.store import Store
from analytics.store.inventory import RestorePreview, RowComparison, restore_preview
from tests.inputs.builders import MADE_AT, practice_exam, rating, session, store_with
from tests.inputs.store_files import raw_connection


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a backup, and a database that has had other rows since."""
    folder = tmp_path_factory.mktemp("made")
    store = store_with(folder, [*practice_exam(date(2026, 11, 1), [(7, 10), (5, 10)]), rating("1", 3)])
    store.backup(folder / "backup.duckdb")
    store.undo()
    with store.batch("since", made_at=MADE_AT) as batch:
        batch.add([Row("2", session(date(2026, 11, 20), 1))])
    return folder


@pytest.fixture
def backup(made: Path, tmp_path: Path) -> Path:
    shutil.copytree(made, tmp_path, dirs_exist_ok=True)
    return tmp_path / "backup.duckdb"


@pytest.fixture
def store(backup: Path) -> Store:
    return Store(backup.with_name("cutscore.duckdb"))


def test_rows_of_both_are_counted(store: Store, backup: Path) -> None:
    """A kind that only one of them has counts zero in the other; neither file changes."""
    before = (store.path.read_bytes(), backup.read_bytes())
    preview = restore_preview(store, backup)
    assert preview.rows == (
        RowComparison("me", "practice_exams", 0, 2),
        RowComparison("me", "self_ratings", 0, 1),
        RowComparison("me", "study_sessions", 1, 0),
    )
    assert (preview.n_current, preview.n_backup) == (1, 3)
    assert preview.backup_last_on == date(2026, 11, 1)
    assert preview.is_current_readable
    assert (store.path.read_bytes(), backup.read_bytes()) == before


def test_the_preview_matches_the_restore(store: Store, backup: Path) -> None:
    """Afterwards the database has the predicted rows."""
    before = restore_preview(store, backup)
    store.restore(backup)
    after = restore_preview(store, backup)
    assert [(row.n_current, row.n_backup) for row in after.rows] == [(2, 2), (1, 1)]
    assert after.n_current == before.n_backup


def test_an_empty_backup_has_no_last_day(tmp_path: Path) -> None:
    """A missing database has no rows, and is not created."""
    empty = Store(tmp_path / "empty.duckdb")
    empty.revision()
    new = Store(tmp_path / "new.duckdb")
    assert restore_preview(new, empty.path) == RestorePreview((), None, is_current_readable=True)
    assert not new.path.exists()


@pytest.mark.parametrize("is_too_new", [False, True])
def test_an_unreadable_database_has_a_preview(store: Store, backup: Path, is_too_new: bool) -> None:
    """Only the rows of the backup are counted."""
    if is_too_new:
        with raw_connection(store.path) as connection:
            connection.execute("update schema_version set version = 99")
    else:
        store.path.write_bytes(b"damaged")
    preview = restore_preview(store, backup)
    assert (preview.is_current_readable, preview.n_current, preview.n_backup) == (False, 0, 3)


def test_a_damaged_backup_is_an_error(store: Store, backup: Path) -> None:
    """The error says so."""
    backup.write_bytes(b"damaged")
    with pytest.raises(BackupDamagedError, match="this backup is damaged"):
        restore_preview(store, backup)
