"""Undo leaves rows that another import contains too."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from random import Random

from hypothesis import example, given
from hypothesis import strategies as st

from analytics.records import CheckIn
from analytics.store import Store
from analytics.store.inventory import UndoEffect, read_inventory
from tests.inputs.store_files import MADE_AT, add, check_in, notes, temporary_store
from tests.inputs.strategies import few_examples

Change = Mapping[int, str | None]
"""The notes that a batch sets by day; None removes the row."""

changes = st.lists(
    st.dictionaries(st.integers(1, 3), st.sampled_from(["a", "b", None]), min_size=1), min_size=1, max_size=5
)


def make(store: Store, change: Change) -> Change | None:
    """Apply a change as one batch; return its effective part, or None if it makes no batch."""
    n_before = len(store.batches())
    current = {record.on.day: record for record in store.records(CheckIn)}
    change = {day: note for day, note in change.items() if note is not None or day in current}
    with store.batch("change", made_at=MADE_AT) as batch:
        batch.remove([current[day] for day, note in change.items() if note is None])
        batch.add([check_in(note, on=date(2026, 2, day)) for day, note in change.items() if note is not None])
    return change if len(store.batches()) > n_before else None


def replayed(changes: Sequence[Change]) -> dict[int, str]:
    """Compute the notes after these changes alone; the last one of each day counts."""
    current: dict[int, str | None] = {}
    for change in changes:
        current.update(change)
    return {day: note for day, note in current.items() if note is not None}


@given(changes, st.randoms())
@example([{1: "a"}, {1: "a", 2: "b"}], Random(1))
@few_examples(4)
def test_undo_gives_what_the_other_imports_give_alone(made: list[Change], random: Random) -> None:
    """After each undo, in any order, the store equals a replay of the remaining imports."""
    with temporary_store() as store:
        listed = [change for one in made if (change := make(store, one)) is not None]
        left = dict(zip([batch.batch_id for batch in store.batches()], listed, strict=True))
        order = list(left)
        random.shuffle(order)
        for batch_id in order:
            del left[batch_id]
            store.undo(batch_id)
            found = {record.on.day: record.note for record in store.records(CheckIn)}
            assert found == replayed(list(left.values()))
        assert store.check() == []


def test_a_row_of_two_imports_stays_until_both_are_undone() -> None:
    """The inventory predicts it, and undo counts it."""
    first, second = check_in("both"), check_in("new", on=date(2026, 2, 2))
    with temporary_store() as store:
        add(store, first)
        add(store, first, second)
        oldest = read_inventory(store, ()).batches[-1]
        assert oldest.rows == (UndoEffect("check_ins", n_removed=0, n_restored=0, n_kept=1),)
        assert store.undo(1).n_kept == 1
        assert notes(store) == ["both", "new"]
        assert read_inventory(store, ()).batches[0].rows == (UndoEffect("check_ins", n_removed=2, n_restored=0),)
        assert store.undo(2).n_kept == 0
        assert notes(store) == []


def test_an_import_that_adds_nothing_does_not_protect_rows() -> None:
    """It makes no batch, so the rows belong to the first import alone."""
    with temporary_store() as store:
        add(store, check_in("a"))
        add(store, check_in("a"))
        store.undo()
        assert notes(store) == []


def test_two_files_of_one_import_contain_a_row_once() -> None:
    """The values of the last file count."""
    with temporary_store() as store:
        add(store, check_in("a"))
        with store.batch("two files", made_at=MADE_AT) as batch:
            for note in ("a", "b", "b"):
                batch.add([check_in(note)])
        assert store.undo(1).n_kept == 0
        assert notes(store) == ["b"]
        store.undo(2)
        assert notes(store) == []
        assert store.check() == []


def test_a_repeated_row_that_a_continued_batch_changes_and_sets_back_is_no_part_of_it() -> None:
    """It is no longer a repetition once it is changed, and what is set back is no change."""
    with temporary_store() as store:
        add(store, check_in("a"))
        for rows in ([check_in("a"), check_in("new", on=date(2026, 2, 2))], [check_in("b")], [check_in("a")]):
            with store.continued_batch("sitting", made_at=MADE_AT, within=timedelta(hours=1)) as batch:
                batch.add(rows)
        oldest = read_inventory(store, ()).batches[-1]
        assert oldest.rows == (UndoEffect("check_ins", n_removed=1, n_restored=0),)
        assert store.undo(1).n_kept == 0
        assert notes(store) == ["new"]
