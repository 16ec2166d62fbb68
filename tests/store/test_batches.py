"""A row of a batch is new, a duplicate, or replaces an earlier row."""

from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import duckdb
import pytest

from analytics.records import CheckIn, Row, SelfRating, StudySession
from analytics.store import Store
from analytics.store.batches import Batch
from tests.consistency.people import people
from tests.inputs.store_files import A_DAY, MADE_AT, add, add_first, check_in, new_store, notes, only_batch, session


def test_the_last_row_of_a_key_stands_and_the_others_are_skipped(store: Store) -> None:
    """Each row with other values than the last is listed with it; of equal ones the first is imported."""
    add(store, check_in("a"))
    again, other, another = (check_in(note) for note in ("a", "b", "c"))
    new = check_in("x", on=date(2026, 2, 2))
    added = add(store, again, other, new, another, another)
    assert (added.imported, added.replacing, added.superseded) == ((2, 3), (3,), {0: 4, 1: 4})
    assert notes(store) == ["c", "x"]


def test_rows_are_listed_in_the_order_of_the_file(store: Store) -> None:
    """The order does not depend on the kind."""
    rating = Row("3", SelfRating(rated_on=A_DAY, domain_id="d", rating=2))
    add(store, check_in("a"), rating)
    new_rating = Row("3", SelfRating(rated_on=A_DAY, domain_id="d", rating=3))
    added = add(store, check_in("b"), rating, new_rating, check_in("c"))
    assert (added.replacing, list(added.superseded.items())) == ((2, 3), [(0, 3), (1, 2)])


def test_rows_that_end_as_stored_add_nothing(store: Store) -> None:
    """If the last row of a key equals the stored one, all rows of the key are skipped."""
    add(store, check_in("a"))
    added = add(store, check_in("b"), check_in("a"))
    assert (added.imported, added.replacing, added.superseded) == ((), (), {0: 1})
    assert len(store.batches()) == 1


def test_the_same_instant_with_another_offset_is_another_value(store: Store) -> None:
    """The offset is stored, since an export is exact."""
    start = datetime(2026, 2, 1, 12, tzinfo=UTC)

    add(store, Row("2", session(start)))
    assert len(add(store, Row("2", session(start.astimezone(timezone(timedelta(hours=2)))))).replacing) == 1
    (record,) = store.records(StudySession)
    assert isinstance(record.started_at, datetime)
    assert record.started_at.utcoffset() == timedelta(hours=2)


def test_floats_compare_exactly(store: Store) -> None:
    """A difference in the last bit makes another value."""
    value = 0.1 + 0.2
    add(store, Row("2", CheckIn(on=A_DAY, sleep_h=0.3)))
    assert len(add(store, Row("2", CheckIn(on=A_DAY, sleep_h=value))).replacing) == 1
    assert store.records(CheckIn)[0].sleep_h == value


def test_a_moment_without_a_zone_is_refused(store: Store) -> None:
    """Nothing of the import is stored."""
    naive = datetime(2026, 2, 1, 12)  # noqa: DTZ001  (the point of the test)
    with pytest.raises(ValueError, match="has no zone"):
        add(store, check_in("a"), Row("3", session(naive)))
    assert notes(store) == []


def test_a_batch_has_its_source_and_counts(store: Store) -> None:
    """Its instant is stored in UTC."""
    made_at = datetime(2026, 3, 1, 12, tzinfo=timezone(timedelta(hours=-7)))
    add(store, check_in("a"))
    store.undo()
    with store.batch("a.csv, b.csv", made_at=made_at) as batch:
        batch.add([check_in("a"), check_in("a")])
        batch.n_failed = 3
    info = only_batch(store)
    assert (info.source, info.n_imported, info.n_duplicates, info.n_failed) == ("a.csv, b.csv", 1, 1, 3)
    assert info.made_at_utc == datetime(2026, 3, 1, 19)  # noqa: DTZ001  (its name says UTC)


def test_a_batch_without_rows_leaves_no_trace(store: Store) -> None:
    """There is no batch and no new revision."""
    before = store.revision()
    with store.batch("empty.csv", made_at=MADE_AT) as batch:
        batch.n_failed = 2
    assert store.batches() == []
    assert store.revision() == before


def test_impossible_values_are_refused_by_the_database(store: Store) -> None:
    """A row that a reader should have refused loses its import, not the file."""
    rating = SelfRating(rated_on=A_DAY, domain_id="d", rating=9)
    with pytest.raises(duckdb.ConstraintException, match="CHECK constraint"):
        add(store, check_in("a"), Row("3", rating))
    assert notes(store) == []
    assert store.check() == []


def test_the_first_rows_that_tests_add_stand_as_those_of_an_import(tmp_path: Path) -> None:
    """`add_first` compares nothing; every table has the rows that it has otherwise, but for the random revision."""
    rows = [Row("2", record) for person in people(12, seed=1) for record in person.records]
    tables = []
    for name, adds in (("first", add_first), ("import", Batch.add)):
        store = new_store(tmp_path / f"{name}.duckdb")
        with store.batch("rows.csv", made_at=MADE_AT) as batch:
            adds(batch, rows)
        with store.reading() as cursor:
            names = cursor.execute("select table_name from duckdb_tables() where table_name <> 'store_revision'")
            tables.append([cursor.execute(f"from {name} order by all").fetchall() for (name,) in names.fetchall()])
    assert tables[0] == tables[1]
