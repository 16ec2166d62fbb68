"""A store opened to read changes nothing, and creates nothing."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pytest

from analytics.errors.store import StoreError, StoreMissingError
from analytics.records import ME
from analytics.scratch_folders import may_write
from analytics.store import Store
from tests.inputs.store_files import files_beside, new_store

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


def batch(store: Store) -> None:
    with store.batch("test", made_at=NOW):
        pass


CHANGES: dict[str, Callable[[Store], object]] = {
    "batch": batch,
    "draft": lambda store: store.save_text(ME, "name", "text"),
    "setting": lambda store: store.save_setting(ME, "name", "text"),
    "undo": lambda store: store.undo(1),
    "backup": lambda store: store.backup(store.path.with_name("copy.duckdb")),
    "restore": lambda store: store.restore(store.path.with_name("other.duckdb")),
    "delete": Store.delete_everything,
}


def test_every_change_is_refused_and_the_file_stays_as_it_is(store: Store) -> None:
    """Reading works meanwhile, and no byte of the file changes."""
    other = new_store(store.path.with_name("other.duckdb")).path
    revision, before = store.revision(), store.path.read_bytes()
    only_read = Store(store.path, is_read_only=True)
    assert only_read.revision() == revision
    for name, change in CHANGES.items():
        with pytest.raises(StoreError, match="without --read-only"):
            change(only_read)
        assert store.path.read_bytes() == before, name
        assert files_beside(store) == {other.name}, name
    assert (only_read.candidates(), only_read.check()) == ([], [])


def test_a_missing_file_is_not_created(tmp_path: Path) -> None:
    with pytest.raises(StoreMissingError):
        Store(tmp_path / "folder" / "none.duckdb", is_read_only=True).revision()
    assert list(tmp_path.iterdir()) == []


def test_a_name_that_the_system_refuses_is_said(tmp_path: Path) -> None:
    """The system cannot tell whether such a file is missing, so opening it raises its reason."""
    with pytest.raises(StoreError, match="x" * 300):
        Store(tmp_path / f"{'x' * 300}.duckdb", is_read_only=True).revision()


def test_a_file_of_an_earlier_version_is_not_updated(store: Store) -> None:
    """It would have to be written to."""
    store.revision()
    with duckdb.connect(store.path) as connection:
        connection.execute("update schema_version set version = 1")
    with pytest.raises(StoreError, match="earlier Cutscore"):
        Store(store.path, is_read_only=True).revision()


def test_a_file_that_another_program_is_making_is_not_read_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It may come to be between two looks at it, and a file that is not there cannot be written to either."""
    path = tmp_path / "new.duckdb"

    def look_and_make(place: Path) -> bool:
        answer = may_write(place)
        path.touch()
        return answer

    monkeypatch.setattr("analytics.store.connection.may_write", look_and_make)
    assert not Store(path).is_read_only
