"""The inventory counts rows, imports and exams."""

from datetime import date, datetime, timedelta, timezone
from pathlib import Path

from analytics.clock import DayRule
from analytics.records import Activity, CheckIn, Record, Row, StudyPlan, StudySession
from analytics.store import Store
from analytics.store.inventory import InventoryRow, UndoEffect, read_inventory, restore_preview
from tests.inputs.builders import MADE_AT, practice_exam, rating, store_with
from tests.inputs.examples import EXAMPLES
from tests.inputs.store_files import new_store


def add(store: Store, *records: Record) -> None:
    """Import records as one batch."""
    with store.batch("more", made_at=MADE_AT) as batch:
        batch.add([Row(str(line), record) for line, record in enumerate(records, 2)])


def test_an_empty_file_has_nothing(tmp_path: Path) -> None:
    """There are no rows, candidates or days; the file itself exists."""
    store = new_store(tmp_path / "empty.duckdb")
    inventory = read_inventory(store, ())
    assert (inventory.rows, inventory.batches, inventory.n_rows, inventory.candidates, inventory.last_on) == (
        (),
        (),
        0,
        (),
        None,
    )
    assert (inventory.path, inventory.size_bytes) == (str(store.path), store.path.stat().st_size)


def test_rows_are_counted_by_candidate_and_kind(tmp_path: Path) -> None:
    """Each kind has its first and last day."""
    early, late = date(2026, 10, 1), date(2026, 11, 2)
    records: list[Record] = [
        *practice_exam(early, [(5, 10), (6, 10)]),
        *practice_exam(late, [(7, 10)]),
        rating("1", 3, on=early),
        CheckIn(candidate_id="ann", on=late),
    ]
    inventory = read_inventory(store_with(tmp_path, records), ("MLS-C01",))
    assert inventory.rows == (
        InventoryRow("ann", "check_ins", 1, late, late),
        InventoryRow("me", "practice_exams", 3, early, late),
        InventoryRow("me", "self_ratings", 1, early, early),
    )
    assert (inventory.n_rows, inventory.candidates, inventory.last_on) == (5, ("ann", "me"), late)
    assert inventory.exam_codes_without_blueprint == ()


def test_a_plan_is_no_latest_entry(tmp_path: Path) -> None:
    """It may begin on a day to come; a file or backup of plans alone has no entry yet."""
    plan = StudyPlan(exam_code="MLS-C01", starts_on=date(2027, 3, 1), hours_per_week_low=4, hours_per_week_high=6)
    store = store_with(tmp_path, [plan])
    assert read_inventory(store, ()).last_on is None
    store.backup(tmp_path / "copy.duckdb")
    assert restore_preview(store, tmp_path / "copy.duckdb").backup_last_on is None
    add(store, CheckIn(on=date(2026, 11, 2)))
    assert read_inventory(store, ()).last_on == date(2026, 11, 2)


def test_every_kind_of_row_is_counted(tmp_path: Path) -> None:
    """One record of each kind gives one row of each table, which undo removes."""
    inventory = read_inventory(store_with(tmp_path, EXAMPLES), ())
    tables = sorted(example.TABLE for example in EXAMPLES)
    assert [row.kind for row in inventory.rows] == tables
    assert inventory.batches[0].rows == tuple(UndoEffect(table, 1, 0) for table in tables)


def test_days_are_those_of_the_candidates_rule(tmp_path: Path) -> None:
    """A session at half past one counts for the day before if the day starts at four."""
    night = datetime(2026, 11, 3, 1, 30, tzinfo=timezone(timedelta(hours=1)))
    session = StudySession(session_key="a", started_at=night, time_on_task_min=30, activity=Activity.LAB)
    store = store_with(tmp_path, [session])
    rule = DayRule("Europe/Berlin", 4)
    store.set_day_rule("me", rule)
    inventory = read_inventory(store, ())
    assert inventory.last_on == rule.day_of(night) == date(2026, 11, 2)
    assert inventory.profiles == {"me": rule}


def test_exams_without_blueprint_are_listed(tmp_path: Path) -> None:
    """So are the candidate's own exams."""
    store = store_with(tmp_path, practice_exam(date(2026, 10, 1), [(5, 10)], exam_code="MY-EXAM"))
    store.save_blueprint("OTHER", "text")
    inventory = read_inventory(store, {"OTHER"})
    assert (inventory.exam_codes_without_blueprint, inventory.own_exam_codes) == (("MY-EXAM",), ("OTHER",))


def test_undo_does_what_the_inventory_says(tmp_path: Path) -> None:
    """New rows are removed; rows that replaced others get the earlier values."""
    day = date(2026, 10, 1)
    store = store_with(tmp_path, [rating("1", 1, on=day), rating("2", 1, on=day)])
    add(store, rating("2", 5, on=day), rating("3", 5, on=day), CheckIn(on=day))
    latest, first = read_inventory(store, ()).batches
    assert latest.rows == (UndoEffect("check_ins", 1, 0), UndoEffect("self_ratings", 1, 1))
    assert first.rows == (UndoEffect("self_ratings", 1, 0),)
    assert (latest.can_be_undone, first.can_be_undone) == (True, False)
    store.undo(latest.info.batch_id)
    inventory = read_inventory(store, ())
    ((kind, n_rows),) = [(row.kind, row.n_rows) for row in inventory.rows]
    assert (kind, n_rows, inventory.batches[0].can_be_undone) == ("self_ratings", 2, True)


def test_undoing_an_import_whose_rows_are_all_replaced_changes_nothing(tmp_path: Path) -> None:
    """Its rows are hidden already."""
    day = date(2026, 10, 1)
    store = store_with(tmp_path, [rating("1", 1, on=day)])
    add(store, rating("1", 2, on=day))
    latest, first = read_inventory(store, ()).batches
    assert (latest.rows, first.rows) == ((UndoEffect("self_ratings", 0, 1),), ())
    before = read_inventory(store, ()).rows
    store.undo(first.info.batch_id)
    assert read_inventory(store, ()).rows == before
