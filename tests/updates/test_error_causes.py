"""Causes of errors are set as one batch, which can be undone."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from pathlib import Path

from analytics.records import ErrorCause, ItemResponse
from analytics.store import Store
from analytics.updates.error_causes import SITTING, SOURCE, set_cause
from tests.inputs.builders import MADE_AT, responses, store_with

DAY = date(2026, 11, 20)
ROWS = responses("p", DAY, "+--", item_ids=["a", "b", "c"])


def causes_of(responses: list[ItemResponse]) -> dict[str, ErrorCause | None]:
    return {response.response_key: response.error_cause for response in responses}


def set_one(
    store: Store,
    item: str,
    cause: ErrorCause | None,
    *,
    exam: str = "p",
    candidate: str = "me",
    known: ErrorCause | None = None,
    after: timedelta = timedelta(),
) -> tuple[ErrorCause | None, int]:
    return set_cause(store, candidate, (exam, item), cause, expected=known, made_at=MADE_AT + after)


def test_a_cause_is_set_and_undone(tmp_path: Path) -> None:
    """Nothing else of the rows changes."""
    store = store_with(tmp_path, ROWS)
    before = store.records(ItemResponse)
    assert set_one(store, "b", ErrorCause.MISREAD) == (None, 1)
    assert set_one(store, "c", None) == (None, 0)
    after = store.records(ItemResponse)
    assert causes_of(after) == {"a": None, "b": ErrorCause.MISREAD, "c": None}
    assert [replace(response, error_cause=None) for response in after] == before
    assert store.batches()[-1].source == f"{SOURCE} for p"
    store.undo()
    assert store.records(ItemResponse) == before


def test_a_right_answer_never_gets_a_cause(tmp_path: Path) -> None:
    """Nor does a response of another candidate or an unknown one; then there is no batch."""
    store = store_with(tmp_path, [*ROWS, replace(ROWS[1], candidate_id="other")])
    assert set_one(store, "a", ErrorCause.TIMING) == (None, 0)
    assert set_one(store, "b", ErrorCause.TIMING, exam="q") == (None, 0)
    assert set_one(store, "b", ErrorCause.TIMING, candidate="other") == (None, 1)
    assert causes_of(store.records(ItemResponse, "me")) == {"a": None, "b": None, "c": None}
    assert len(store.batches()) == 2


def test_a_cause_can_be_removed(tmp_path: Path) -> None:
    """None is no cause."""
    store = store_with(tmp_path, [replace(ROWS[1], error_cause=ErrorCause.KNOWLEDGE)])
    assert set_one(store, "b", None, known=ErrorCause.KNOWLEDGE) == (ErrorCause.KNOWLEDGE, 1)
    assert causes_of(store.records(ItemResponse)) == {"b": None}


def test_one_sitting_on_one_practice_exam_is_one_batch(tmp_path: Path) -> None:
    """Its count is that of the answers; another exam or a later sitting begins a new one, and undo takes it whole."""
    store = store_with(tmp_path, [*ROWS, *responses("q", DAY, "-")])
    before = store.records(ItemResponse)
    set_one(store, "b", ErrorCause.MISREAD)
    set_one(store, "c", ErrorCause.TIMING, after=timedelta(minutes=1))
    set_one(store, "c", ErrorCause.KNOWLEDGE, known=ErrorCause.TIMING, after=timedelta(minutes=2))
    last = store.batches()[-1]
    assert (len(store.batches()), last.source, last.n_imported) == (2, f"{SOURCE} for p", 2)
    (q,) = {response.response_key for response in before if response.practice_exam_id == "q"}
    set_one(store, q, ErrorCause.MISREAD, exam="q")
    after = SITTING + timedelta(minutes=1)
    set_one(store, q, ErrorCause.TIMING, exam="q", known=ErrorCause.MISREAD, after=after)
    assert len(store.batches()) == 4
    store.undo()
    store.undo()
    store.undo()
    assert store.records(ItemResponse) == before


def test_a_sitting_that_changes_nothing_leaves_no_batch(tmp_path: Path) -> None:
    """A cause that is set back is no change, and the batch goes with its last one."""
    store = store_with(tmp_path, ROWS)
    before = store.records(ItemResponse)
    known = None
    for cause in (ErrorCause.MISREAD, ErrorCause.TIMING, None):
        assert set_one(store, "b", cause, known=known) == (known, 1)
        known = cause
    assert store.records(ItemResponse) == before
    assert len(store.batches()) == 1
    assert set_one(store, "b", ErrorCause.MISREAD) == (None, 1)
    assert len(store.batches()) == 2


def test_of_two_causes_set_at_once_one_is_saved(tmp_path: Path) -> None:
    """The other is told what the file has by then."""
    store = store_with(tmp_path, ROWS)
    causes = (ErrorCause.MISREAD, ErrorCause.TIMING)
    with ThreadPoolExecutor() as pool:
        found = list(pool.map(partial(set_one, store, "b"), causes))
    (saved,) = (cause for cause, (_, n_changed) in zip(causes, found, strict=True) if n_changed)
    assert set(found) == {(None, 1), (saved, 0)}
    assert causes_of(store.records(ItemResponse))["b"] is saved
