"""Tests of what is in the file."""

from datetime import date, datetime, timedelta, timezone
from pathlib import Path

from analytics.clock import DayRule
from analytics.exports.templates import EXAMPLES
from analytics.records import Activity, CheckIn, Record, Row, StudySession
from analytics.store import Store
from analytics.store.inventory import InventoryRow, UndoEffect, read_inventory
from tests.inputs.builders import MADE_AT, practice_exam, rating, store_with


def add(store: Store, *records: Record) -> None:
    """Import records as one batch."""
    with store.batch("more", made_at=MADE_AT) as batch:
        batch.add([Row(str(line), record) for line, record in enumerate(records, 2)])


def test_an_empty_file_holds_nothing(tmp_path: Path) -> None:
    """There are no rows, no candidates and no day; the file itself is there."""
    store = Store(tmp_path / "empty.duckdb")
    held = read_inventory(store, ())
    assert (held.rows, held.batches, held.n_rows, held.candidates, held.last_on) == ((), (), 0, (), None)
    assert (held.path, held.size_bytes) == (str(store.path), store.path.stat().st_size)


def test_rows_are_counted_by_candidate_and_kind(tmp_path: Path) -> None:
    """Each kind has its number of rows with the first and the last day of them."""
    early, late = date(2026, 10, 1), date(2026, 11, 2)
    records: list[Record] = [
        *practice_exam(early, [(5, 10), (6, 10)]),
        *practice_exam(late, [(7, 10)]),
        rating("1", 3, on=early),
        CheckIn(candidate_id="ann", on=late),
    ]
    held = read_inventory(store_with(tmp_path, records), ("MLS-C01",))
    assert held.rows == (
        InventoryRow("ann", "check_ins", 1, late, late),
        InventoryRow("me", "practice_exams", 3, early, late),
        InventoryRow("me", "self_ratings", 1, early, early),
    )
    assert (held.n_rows, held.candidates, held.last_on) == (5, ("ann", "me"), late)
    assert held.exam_codes_without_blueprint == ()


def test_every_kind_of_row_is_counted(tmp_path: Path) -> None:
    """One record of each kind gives one row of each table, and one to take back."""
    held = read_inventory(store_with(tmp_path, EXAMPLES), ())
    tables = sorted(example.TABLE for example in EXAMPLES)
    assert [row.kind for row in held.rows] == tables
    assert held.batches[0].rows == tuple(UndoEffect(table, 1, 0) for table in tables)


def test_days_are_those_of_the_candidates_rule(tmp_path: Path) -> None:
    """A session at half past one at night counts for the evening before where the day begins at four."""
    night = datetime(2026, 11, 3, 1, 30, tzinfo=timezone(timedelta(hours=1)))
    session = StudySession(session_key="a", started_at=night, time_on_task_min=30, activity=Activity.LAB)
    store = store_with(tmp_path, [session])
    rule = DayRule("Europe/Berlin", 4)
    store.set_day_rule("me", rule)
    held = read_inventory(store, ())
    assert held.last_on == rule.day_of(night) == date(2026, 11, 2)
    assert held.profiles == {"me": rule}


def test_exams_are_told_apart_by_their_blueprints(tmp_path: Path) -> None:
    """Codes of rows that no blueprint is known for are named, and so are the candidate's own exams."""
    store = store_with(tmp_path, practice_exam(date(2026, 10, 1), [(5, 10)], exam_code="MY-EXAM"))
    store.save_blueprint("OTHER", "text")
    held = read_inventory(store, {"OTHER"})
    assert (held.exam_codes_without_blueprint, held.own_exam_codes) == (("MY-EXAM",), ("OTHER",))


def test_taking_back_does_what_is_said(tmp_path: Path) -> None:
    """Rows that came new go; rows that had replaced others get the earlier values back."""
    day = date(2026, 10, 1)
    store = store_with(tmp_path, [rating("1", 1, on=day), rating("2", 1, on=day)])
    add(store, rating("2", 5, on=day), rating("3", 5, on=day), CheckIn(on=day))
    latest, first = read_inventory(store, ()).batches
    assert latest.rows == (UndoEffect("check_ins", 1, 0), UndoEffect("self_ratings", 1, 1))
    assert first.rows == (UndoEffect("self_ratings", 1, 0),)
    store.undo(latest.info.batch_id)
    (row,) = read_inventory(store, ()).rows
    assert (row.kind, row.n_rows) == ("self_ratings", 2)


def test_an_import_that_is_replaced_whole_changes_nothing(tmp_path: Path) -> None:
    """Its rows are hidden already: taking it back is seen nowhere."""
    day = date(2026, 10, 1)
    store = store_with(tmp_path, [rating("1", 1, on=day)])
    add(store, rating("1", 2, on=day))
    latest, first = read_inventory(store, ()).batches
    assert (latest.rows, first.rows) == ((UndoEffect("self_ratings", 0, 1),), ())
    before = read_inventory(store, ()).rows
    store.undo(first.info.batch_id)
    assert read_inventory(store, ()).rows == before
