"""Removed rows are hidden, and undo restores them."""

from analytics.records import CheckIn
from analytics.store import Store
from analytics.store.inventory import UndoEffect, read_inventory
from tests.inputs.store_files import MADE_AT, add, check_in, notes, raw_connection


def remove_all(store: Store) -> None:
    with store.batch("removed by hand", made_at=MADE_AT) as batch:
        batch.remove(store.records(CheckIn))


def test_a_removed_row_is_hidden_with_all_its_versions(store: Store) -> None:
    """The version that it replaced does not come back."""
    add(store, check_in("first"))
    add(store, check_in("second"))
    remove_all(store)
    assert notes(store) == []
    assert store.candidates() == []
    assert store.check() == []


def test_undo_restores_a_removed_row(store: Store) -> None:
    """A removal is a batch; the inventory says what undoing it does."""
    add(store, check_in("a"))
    remove_all(store)
    removal, imported = read_inventory(store, ()).batches
    assert (removal.info.n_removed, removal.rows) == (1, (UndoEffect("check_ins", 0, 1),))
    assert imported.rows == ()
    store.undo()
    assert notes(store) == ["a"]


def test_a_removed_row_can_be_imported_again(store: Store) -> None:
    """It counts as new."""
    add(store, check_in("a"))
    remove_all(store)
    assert add(store, check_in("a")).n_imported == 1
    assert notes(store) == ["a"]
    store.undo()
    assert notes(store) == []


def test_an_import_can_be_undone_before_a_later_removal(store: Store) -> None:
    """The store stays sound, and the removal can be undone after it."""
    first = add(store, check_in("a"))
    assert first.n_imported == 1
    remove_all(store)
    store.undo(1)
    assert store.check() == []
    store.undo(2)
    assert notes(store) == []


def test_a_batch_that_removes_nothing_leaves_no_trace(store: Store) -> None:
    """There is no batch."""
    with store.batch("nothing", made_at=MADE_AT) as batch:
        batch.remove([])
    assert store.batches() == []


def test_the_number_of_a_batch_is_never_used_again(store: Store) -> None:
    """A note about 'import 1' must not refer to another one later."""
    add(store, check_in("a"))
    store.undo()
    add(store, check_in("b"))
    assert [batch.batch_id for batch in store.batches()] == [2]


def test_a_removal_without_its_batch_is_found(store: Store) -> None:
    """The check finds it like a row without its import."""
    add(store, check_in("a"))
    with raw_connection(store.path) as connection:
        connection.execute("insert into removal values ('check_ins', 'x', 9)")
    assert store.check() == ["Removals of check_ins belong to import 9, which is not listed: 1."]
