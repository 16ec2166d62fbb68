"""What was worked out is found again until the file changes, and never outlives the rows."""

from pathlib import Path

from analytics.store import Store
from analytics.store.store import MAX_DERIVED
from tests.inputs.store_files import add, check_in
from tests.store.test_connection import another_holder


def kept(store: Store, name: str, content: str = "text") -> str | None:
    """Keep a text at the present revision and read it."""
    store.keep_derived("kind", name, content, revision=store.revision())
    return store.derived("kind", name, str)


def test_a_text_is_kept_until_the_file_changes(store: Store) -> None:
    """It does not raise the revision; a draft leaves it, and a row, a setting and an undo delete it."""
    add(store, check_in("a"))
    revision = store.revision()
    assert store.derived("kind", "name", str) is None
    assert kept(store, "name") == "text"
    assert kept(store, "name", "other") == "other"
    assert store.derived("other", "name", str) is None
    store.save_text("me", "note", "unfinished")
    assert store.derived("kind", "name", str) == "other"
    assert store.revision() == revision
    for change in (lambda: add(store, check_in("b")), lambda: store.save_setting("me", "s", "1"), store.undo):
        assert kept(store, "name") == "text"
        change()
        assert store.derived("kind", "name", str) is None


def test_what_was_worked_out_before_a_change_is_not_kept(store: Store) -> None:
    revision = store.revision()
    add(store, check_in("a"))
    store.keep_derived("kind", "name", "old", revision=revision)
    assert store.derived("kind", "name", str) is None


def test_the_oldest_of_a_kind_go(store: Store) -> None:
    """Other kinds stay."""
    with store.reading():
        store.keep_derived("other", "first", "text", revision=store.revision())
        for number in range(MAX_DERIVED + 1):
            kept(store, str(number))
        found = [store.derived("kind", str(number), str) for number in range(MAX_DERIVED + 1)]
        assert found == [None, *["text"] * MAX_DERIVED]
        assert store.derived("other", "first", str) == "text"


def test_a_file_that_is_only_read_or_held_stays_as_it_is(store: Store) -> None:
    """Nothing is kept, and nothing is said: the answer is there."""
    add(store, check_in("a"))
    revision, before = store.revision(), store.path.read_bytes()
    Store(store.path, is_read_only=True).keep_derived("kind", "name", "text", revision=revision)
    with another_holder(store.path):
        store.keep_derived("kind", "name", "text", revision=revision)
    assert store.path.read_bytes() == before


def test_a_removed_candidate_leaves_nothing_worked_out(store: Store, tmp_path: Path) -> None:
    """A restore deletes what the backup had kept, too."""
    add(store, check_in("a"))
    assert kept(store, "name") == "text"
    store.backup(tmp_path / "copy.duckdb")
    store.restore(tmp_path / "copy.duckdb")
    assert store.derived("kind", "name", str) is None
