"""Rows taken out by hand: hidden, not lost."""

from analytics.records import CheckIn
from analytics.store import Store
from analytics.store.inventory import UndoEffect, read_inventory
from tests.inputs.store_files import MADE_AT, add, check_in, notes, raw_connection


def remove_all(store: Store) -> None:
    with store.batch("taken out by hand", made_at=MADE_AT) as batch:
        batch.remove(store.records(CheckIn))


def test_a_row_taken_out_is_hidden_with_all_its_versions(store: Store) -> None:
    """What the row replaced does not come up again in its place."""
    add(store, check_in("first"))
    add(store, check_in("second"))
    remove_all(store)
    assert notes(store) == []
    assert store.candidates() == []
    assert store.check() == []


def test_taking_the_removal_back_brings_the_row_again(store: Store) -> None:
    """A removal is a batch as an import is; the list of imports says what taking it back does."""
    add(store, check_in("kept"))
    remove_all(store)
    removal, imported = read_inventory(store, ()).batches
    assert (removal.info.n_removed, removal.rows) == (1, (UndoEffect("check_ins", 0, 1),))
    assert imported.rows == ()
    store.undo()
    assert notes(store) == ["kept"]


def test_the_same_row_again_counts_as_new(store: Store) -> None:
    """Who imports a file again wants its rows, also those that were taken out since."""
    add(store, check_in("kept"))
    remove_all(store)
    assert add(store, check_in("kept")).n_imported == 1
    assert notes(store) == ["kept"]
    store.undo()
    assert notes(store) == []


def test_undoing_an_import_keeps_a_later_removal_sound(store: Store) -> None:
    """The import below a removal can be taken back first, and the removal after it."""
    first = add(store, check_in("kept"))
    assert first.n_imported == 1
    remove_all(store)
    store.undo(1)
    assert store.check() == []
    store.undo(2)
    assert notes(store) == []


def test_a_batch_that_removes_nothing_leaves_no_trace(store: Store) -> None:
    """No row, no batch."""
    with store.batch("nothing", made_at=MADE_AT) as batch:
        batch.remove([])
    assert store.batches() == []


def test_the_number_of_a_batch_is_never_given_twice(store: Store) -> None:
    """A note of 'import 1' must not come to mean another one."""
    add(store, check_in("a"))
    store.undo()
    add(store, check_in("b"))
    assert [batch.batch_id for batch in store.batches()] == [2]


def test_a_removal_without_its_batch_is_found(store: Store) -> None:
    """`check` names it, as it names rows without their import."""
    add(store, check_in("a"))
    with raw_connection(store.path) as connection:
        connection.execute("insert into removal values ('check_ins', 'x', 9)")
    assert store.check() == ["1 removals of check_ins belong to import 9, which is not listed."]
