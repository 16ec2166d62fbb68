"""Deleting everything removes the file, its automatic backups, and nothing else."""

import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from analytics.clock import DayRule
from analytics.errors.store import StoreLockedError, StoreRefusedError
from analytics.scratch_folders import scratch_root
from analytics.store import Store
from tests.inputs.store_files import MADE_AT, add, check_in, files_beside, notes, raw_connection


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a store with rows, settings and three kinds of automatic backups."""
    store = Store(tmp_path_factory.mktemp("made") / "cutscore.duckdb")
    for number, note in enumerate(("first secret", "second secret")):
        with store.batch("rows.csv", made_at=MADE_AT + timedelta(days=number)) as batch:
            batch.add([check_in(note)])
    store.set_day_rule("me", DayRule("Asia/Tokyo", 4))
    store.save_blueprint("X-1", "text")
    store.undo()
    store.restore(store.backups()[0].path)
    return store.path.parent


@pytest.fixture
def store(made: Path, tmp_path: Path) -> Store:
    shutil.copytree(made, tmp_path, dirs_exist_ok=True)
    return Store(tmp_path / "cutscore.duckdb")


def test_the_file_and_its_backups_are_deleted(store: Store, tmp_path: Path) -> None:
    """The next use creates an empty file."""
    assert len(store.backups()) == 3
    revision = store.revision()
    store.delete_everything()
    assert list(tmp_path.iterdir()) == []
    assert (notes(store), store.batches(), store.blueprint_texts(), store.backups()) == ([], [], {}, [])
    assert store.day_rule("me") == DayRule()
    assert store.revision() != revision
    assert b"secret" not in store.path.read_bytes()


def test_other_files_stay(store: Store, tmp_path: Path) -> None:
    """These are the candidate's own backups, and another database with its backups."""
    store.backup(tmp_path / "mine.duckdb")
    other = Store(tmp_path / "other.duckdb")
    add(other, check_in("x"))
    add(other, check_in("y"))
    store.delete_everything()
    assert files_beside(store) == {"mine.duckdb", "other.duckdb", "other.daily-2026-03-01.duckdb"}
    assert notes(Store(tmp_path / "mine.duckdb")) == ["second secret"]


@pytest.mark.parametrize("is_too_new", [False, True])
def test_an_unreadable_file_can_be_deleted(store: Store, tmp_path: Path, is_too_new: bool) -> None:
    """It is damaged or of a newer program."""
    if is_too_new:
        with raw_connection(store.path) as connection:
            connection.execute("update schema_version set version = 99")
    else:
        store.path.write_bytes(b"damaged")
    store.delete_everything()
    assert list(tmp_path.iterdir()) == []


def test_a_missing_file_can_be_deleted(tmp_path: Path) -> None:
    """Nothing happens."""
    store = Store(tmp_path / "cutscore.duckdb")
    store.delete_everything()
    assert list(tmp_path.iterdir()) == []


def test_nothing_is_deleted_while_the_file_is_in_use(store: Store) -> None:
    """After some waiting the error says who uses it."""
    impatient = Store(store.path, wait_s=0.1)
    with impatient.reading(), pytest.raises(StoreLockedError, match="Cutscore itself"):
        impatient.delete_everything()
    assert notes(store) == ["second secret"]
    assert len(store.backups()) == 3


def test_a_failed_deletion_leaves_the_database(store: Store, tmp_path: Path) -> None:
    """The error names what cannot be deleted; the database itself would be last."""
    (tmp_path / "cutscore.before-undo.duckdb").unlink()
    scratch_root(store.path).write_bytes(b"not a folder")
    with pytest.raises(StoreRefusedError, match="drafts"):
        store.delete_everything()
    assert store.path.is_file()
    assert notes(store) == ["second secret"]
