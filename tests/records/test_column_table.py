"""Rows of a query as columns."""

import copy
import pickle
from pathlib import Path

import numpy as np
import pytest

from analytics.records import ExamOutcome, Row
from analytics.records.column_table import without_mask
from analytics.store import ColumnTable, Store, numbered, positions
from tests.inputs.builders import MADE_AT, TODAY
from tests.inputs.tables import rows_of, table_of


def test_null_is_nan_nat_or_none(tmp_path: Path) -> None:
    """Numbers have nan, days NaT, and words and flags None where the file has nothing."""
    store = Store(tmp_path / "a.duckdb")
    with store.batch("a", made_at=MADE_AT) as batch:
        batch.add([Row("2", ExamOutcome(taken_on=TODAY, exam_code="A", is_passed=True))])
    (score,) = store.table("attempts", exam_code="A", as_of=TODAY, candidate_ids=None).scaled_score
    (last_on,) = store.table("exams_of_candidate", candidate_id="me").last_on

    assert np.isnan(score)
    assert np.isnat(last_on)
    assert without_mask(np.ma.array(["a", "b"], mask=[False, True])).tolist() == ["a", None]


def test_rows_are_chosen_by_mask_or_position() -> None:
    """A table is never changed; each step returns another."""
    table = table_of({"name": ["b", "a", "b"], "n": [1.0, 2.0, 3.0]})

    assert rows_of(table.where(table.name == "b")) == [("b", 1.0), ("b", 3.0)]
    assert rows_of(table.where(np.array([2, 0]))) == [("b", 3.0), ("b", 1.0)]
    assert rows_of(table.with_columns(n=table.n * 2)) == [("b", 2.0), ("a", 4.0), ("b", 6.0)]
    assert len(table) == 3


def test_rows_are_grouped_in_the_order_of_first_appearance() -> None:
    """Each group has the positions of its rows; no rows have no groups."""
    table = table_of({"name": ["b", "a", "b"], "n": [1.0, 2.0, 1.0]})

    groups = {key: own.tolist() for key, own in table.positions_by("name", "n").items()}

    assert list(groups.items()) == [(("b", 1.0), [0, 2]), (("a", 2.0), [1])]
    assert table.where(table.n > 9).positions_by("name") == {}


def test_keys_are_numbered_and_placed() -> None:
    """A key's number is that of its first appearance; a value that is not in a list has no place."""
    number, keys = numbered(["x", "y", "x"])

    assert (number.tolist(), keys) == ([0, 1, 0], ["x", "y"])
    assert positions(["y", "z"], ["x", "y"]).tolist() == [1, -1]


def test_a_column_that_is_not_there_is_an_error() -> None:
    """A wrong name is found at once."""
    with pytest.raises(AttributeError, match="nothing"):
        _ = table_of({"n": [1.0]}).nothing


@pytest.mark.parametrize("copied", [copy.deepcopy, lambda table: pickle.loads(pickle.dumps(table))])
def test_a_table_can_be_sent_to_another_process(copied: object) -> None:
    """Copies have the same rows."""
    table = ColumnTable({"n": np.array([1.0, 2.0])})

    assert rows_of(copied(table)) == rows_of(table)  # type: ignore[operator]  # both are functions
