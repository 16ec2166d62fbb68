"""Deleting everything: nothing of it is left beside the file, and nothing of anybody else's goes."""

from datetime import timedelta
from pathlib import Path

import pytest

from analytics.clock import DayRule
from analytics.errors import StoreHeldError, StoreRefusedError
from analytics.store import Store
from tests.inputs.store_files import MADE_AT, add, check_in, files_beside, notes, raw_connection


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """Give a store with rows, settings and a copy of each occasion that can be had quickly."""
    store = Store(tmp_path / "cutscore.duckdb")
    for number, note in enumerate(("first secret", "second secret")):
        with store.batch("rows.csv", made_at=MADE_AT + timedelta(days=number)) as batch:
            batch.add([check_in(note)])
    store.set_day_rule("me", DayRule("Asia/Tokyo", 4))
    store.save_blueprint("X-1", "text")
    store.undo()
    store.restore(store.backups()[0].path)
    return store


def test_everything_goes_and_the_copies_too(store: Store, tmp_path: Path) -> None:
    """No byte of a note is in any file of the folder afterwards; the next use finds an empty file."""
    assert len(store.backups()) == 3
    revision = store.revision()
    store.delete_everything()
    assert list(tmp_path.iterdir()) == []
    assert (notes(store), store.batches(), store.blueprint_texts(), store.backups()) == ([], [], {}, [])
    assert store.day_rule("me") == DayRule()
    assert store.revision() != revision
    assert b"secret" not in store.path.read_bytes()


def test_what_is_not_cutscore_s_own_stays(store: Store, tmp_path: Path) -> None:
    """Backups under a name of the candidate's, and the files of another database in the folder."""
    store.backup(tmp_path / "mine.duckdb")
    other = Store(tmp_path / "other.duckdb")
    add(other, check_in("x"))
    add(other, check_in("y"))
    store.delete_everything()
    assert files_beside(store) == {"mine.duckdb", "other.duckdb", "other.daily-2026-03-01.duckdb"}
    assert notes(Store(tmp_path / "mine.duckdb")) == ["second secret"]


def test_what_killed_programs_left_goes_too(store: Store, tmp_path: Path) -> None:
    """Half a copy is a copy of something private."""
    for name in (".cutscore.duckdb.copying", ".cutscore.duckdb.restoring-x1", ".other.duckdb.copying"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "draft.duckdb").write_bytes(b"secret")
    store.delete_everything()
    assert [path.name for path in tmp_path.iterdir()] == [".other.duckdb.copying"]


@pytest.mark.parametrize("is_too_new", [False, True])
def test_a_file_that_cannot_be_read_can_be_deleted(store: Store, tmp_path: Path, is_too_new: bool) -> None:
    """Damaged, or of a newer program."""
    if is_too_new:
        with raw_connection(store.path) as connection:
            connection.execute("update schema_version set version = 99")
    else:
        store.path.write_bytes(b"damaged")
    store.delete_everything()
    assert list(tmp_path.iterdir()) == []


def test_deleting_what_is_not_there_is_done_at_once(tmp_path: Path) -> None:
    """Twice is as good as once."""
    store = Store(tmp_path / "cutscore.duckdb")
    store.delete_everything()
    assert list(tmp_path.iterdir()) == []


def test_nothing_goes_while_somebody_works(store: Store) -> None:
    """An import that is going on is waited for, and then named; the file and its copies stay."""
    impatient = Store(store.path, wait_s=0.1)
    with impatient.shared_connection(), pytest.raises(StoreHeldError, match="This program itself"):
        impatient.delete_everything()
    assert notes(store) == ["second secret"]
    assert len(store.backups()) == 3


def test_a_folder_that_may_not_be_written_to_is_a_sentence(store: Store, tmp_path: Path) -> None:
    """What cannot be deleted is named, and the file itself is the last to go."""
    (tmp_path / "cutscore.before-undo.duckdb").unlink()
    (tmp_path / ".cutscore.duckdb.copying").write_bytes(b"not a folder")
    with pytest.raises(StoreRefusedError, match="copying"):
        store.delete_everything()
    assert store.path.is_file()
    assert notes(store) == ["second secret"]
