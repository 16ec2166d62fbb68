"""Causes of errors are set as one batch, which can be undone."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from analytics.records import ErrorCause, ItemResponse
from analytics.updates.error_causes import SITTING, SOURCE, set_causes
from tests.inputs.builders import MADE_AT, responses, store_with

DAY = date(2026, 11, 20)
ROWS = responses("p", DAY, "+--", item_ids=["a", "b", "c"])


def causes_of(responses: list[ItemResponse]) -> dict[str, ErrorCause | None]:
    return {response.response_key: response.error_cause for response in responses}


def test_a_cause_is_set_and_undone(tmp_path: Path) -> None:
    """Nothing else of the rows changes."""
    store = store_with(tmp_path, ROWS)
    before = store.records(ItemResponse)
    n = set_causes(store, "me", {("p", "b"): ErrorCause.MISREAD, ("p", "c"): None}, made_at=MADE_AT)
    assert n == 1
    after = store.records(ItemResponse)
    assert causes_of(after) == {"a": None, "b": ErrorCause.MISREAD, "c": None}
    assert [replace(response, error_cause=None) for response in after] == before
    assert store.batches()[-1].source == f"{SOURCE} for p"
    store.undo()
    assert store.records(ItemResponse) == before


def test_a_right_answer_never_gets_a_cause(tmp_path: Path) -> None:
    """Nor does a response of another candidate or an unknown one; then there is no batch."""
    store = store_with(tmp_path, [*ROWS, replace(ROWS[1], candidate_id="other")])
    causes = {("p", "a"): ErrorCause.TIMING, ("q", "b"): ErrorCause.TIMING}
    assert set_causes(store, "me", causes, made_at=MADE_AT) == 0
    assert set_causes(store, "other", {("p", "b"): ErrorCause.TIMING}, made_at=MADE_AT) == 1
    assert causes_of(store.records(ItemResponse, "me")) == {"a": None, "b": None, "c": None}
    assert len(store.batches()) == 2


def test_a_cause_can_be_removed(tmp_path: Path) -> None:
    """None is no cause."""
    store = store_with(tmp_path, [replace(ROWS[1], error_cause=ErrorCause.KNOWLEDGE)])
    assert set_causes(store, "me", {("p", "b"): None}, made_at=MADE_AT) == 1
    assert causes_of(store.records(ItemResponse)) == {"b": None}


def test_one_sitting_on_one_practice_exam_is_one_batch(tmp_path: Path) -> None:
    """Its count is that of the answers; another exam or a later sitting begins a new one, and undo takes it whole."""
    store = store_with(tmp_path, [*ROWS, *responses("q", DAY, "-")])
    before = store.records(ItemResponse)

    def set_cause(exam: str, item: str, cause: ErrorCause | None, after: timedelta = timedelta()) -> None:
        set_causes(store, "me", {(exam, item): cause}, made_at=MADE_AT + after)

    set_cause("p", "b", ErrorCause.MISREAD)
    set_cause("p", "c", ErrorCause.TIMING, timedelta(minutes=1))
    set_cause("p", "c", ErrorCause.KNOWLEDGE, timedelta(minutes=2))
    last = store.batches()[-1]
    assert (len(store.batches()), last.source, last.n_imported) == (2, f"{SOURCE} for p", 2)
    (q,) = {response.response_key for response in before if response.practice_exam_id == "q"}
    set_cause("q", q, ErrorCause.MISREAD)
    set_cause("q", q, ErrorCause.TIMING, SITTING + timedelta(minutes=1))
    assert len(store.batches()) == 4
    store.undo()
    store.undo()
    store.undo()
    assert store.records(ItemResponse) == before


def test_a_sitting_that_changes_nothing_leaves_no_batch(tmp_path: Path) -> None:
    """A cause that is set back is no change, and the batch goes with its last one."""
    store = store_with(tmp_path, ROWS)
    before = store.records(ItemResponse)
    for cause in (ErrorCause.MISREAD, ErrorCause.TIMING, None):
        set_causes(store, "me", {("p", "b"): cause}, made_at=MADE_AT)
    assert store.records(ItemResponse) == before
    assert len(store.batches()) == 1
    assert set_causes(store, "me", {("p", "b"): ErrorCause.MISREAD}, made_at=MADE_AT) == 1
    assert len(store.batches()) == 2
