"""Rows are read back as they were added, duplicates add nothing, and every import can be undone."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.clock import DayRule
from analytics.errors import CutscoreError
from analytics.records import CheckIn, Record, Row, StudySession
from analytics.store import Store
from analytics.store.tables import row_key
from tests.inputs import strategies
from tests.inputs.store_files import (
    MADE_AT,
    add,
    all_records,
    check_in,
    notes,
    session,
    temporary_store,
)
from tests.inputs.strategies import few_examples


def last_of_each_key(rows: list[Row]) -> dict[tuple[type[Record], str], Record]:
    """Compute in plain Python what a store of these rows contains."""
    return {(type(row.record), row_key(row.record)): row.record for row in rows}


def records_by_key(store: Store) -> dict[tuple[type[Record], str], Record]:
    records = all_records(store)
    by_key = {(type(record), row_key(record)): record for record in records}
    assert len(by_key) == len(records)
    return by_key


def offset_of(record: Record) -> timedelta | None:
    moment = getattr(record, "taken_at", getattr(record, "started_at", None))
    return moment.utcoffset() if isinstance(moment, datetime) else None


@few_examples(7)
@given(strategies.rows)
def test_rows_are_read_back_equal_and_add_nothing_again(rows: list[Row]) -> None:
    """This includes the offset of a moment and the types of the key; the last row of a key counts.

    Of the same rows all are skipped: there is no new row, batch or revision.
    """
    with temporary_store() as store:
        first = add(store, *rows)
        expected = last_of_each_key(rows)
        assert first.n_imported == len(expected)
        found = records_by_key(store)
        assert found == expected
        for key, record in found.items():
            assert offset_of(record) == offset_of(expected[key])
            assert [type(getattr(record, name)) for name in record.KEY] == [
                type(getattr(expected[key], name)) for name in record.KEY
            ]
        before = store.batches(), store.revision()
        again = add(store, *rows)
        assert (again.imported, again.replacing) == ((), ())
        assert records_by_key(store) == found
        assert (store.batches(), store.revision()) == before


def test_undo_restores_what_was_replaced(store: Store) -> None:
    """The last import is undone unless one is named."""
    add(store, check_in("first"))
    add(store, check_in("second"))
    assert notes(store) == ["second"]
    assert store.undo().info.batch_id == 2
    assert notes(store) == ["first"]
    store.undo()
    assert notes(store) == []
    assert store.batches() == []


@pytest.mark.parametrize("batch_id", [None, 7])
def test_an_unknown_import_cannot_be_undone(store: Store, batch_id: int | None) -> None:
    """The revision stays, and no copy is made."""
    before = store.revision()
    with pytest.raises(CutscoreError, match="There is no import"):
        store.undo(batch_id)
    assert store.revision() == before
    assert store.backups() == []


def test_an_older_copy_in_place_of_the_file_gets_other_revisions(store: Store, tmp_path: Path) -> None:
    """Otherwise a cache would take its contents for those of the file after as many changes."""
    add(store, check_in("a"))
    copy = tmp_path / "copy.duckdb"
    copy.write_bytes(store.path.read_bytes())
    add(store, check_in("b"))
    seen = store.revision()
    store.path.write_bytes(copy.read_bytes())
    add(store, check_in("c"))
    assert store.revision() != seen


def test_every_change_raises_the_revision(store: Store, tmp_path: Path) -> None:
    """Caches compare it; reading and backing up do not change it."""
    seen = [store.revision()]
    for change in (
        lambda: add(store, check_in("a")),
        lambda: store.set_day_rule("me", DayRule("Asia/Tokyo", 4)),
        lambda: store.save_blueprint("X-1", "code = 'X-1'"),
        store.undo,
        lambda: store.restore(tmp_path / "backup.duckdb"),
    ):
        store.backup(tmp_path / "backup.duckdb")
        notes(store)
        assert store.revision() == seen[-1]
        change()
        seen.append(store.revision())
    assert seen == sorted(set(seen))


def test_a_new_candidate_gets_a_profile(store: Store) -> None:
    """It has the zone of the import; an existing profile stays as it is."""
    store.set_day_rule("old", DayRule("Asia/Tokyo", 4))
    with store.batch("a.csv", made_at=MADE_AT, default_zone="America/Denver") as batch:
        batch.add([check_in("a", candidate_id="old"), check_in("b", candidate_id="new")])
    assert store.day_rule("old") == DayRule("Asia/Tokyo", 4)
    assert store.day_rule("new") == DayRule("America/Denver", 0)
    assert store.day_rule("nobody") == DayRule()
    assert store.candidates() == ["new", "old"]


def test_a_zone_that_an_import_assumed_is_not_set(store: Store) -> None:
    """Only a zone that somebody chose counts as set."""
    store.set_day_rule("old", DayRule("Asia/Tokyo", 4))
    with store.batch("a.csv", made_at=MADE_AT, default_zone="America/Denver") as batch:
        batch.add([check_in("b", candidate_id="new")])
    assert [store.is_day_rule_set(name) for name in ("old", "new", "nobody")] == [True, False, False]


def test_undo_removes_a_zone_that_only_the_import_gave(store: Store) -> None:
    """An import in a wrong zone is undone and repeated in the right one."""
    for zone in ("Asia/Tokyo", "America/Denver"):
        with store.batch("a.csv", made_at=MADE_AT, default_zone=zone) as batch:
            batch.add([check_in("a")])
        assert store.day_rule("me") == DayRule(zone)
        store.undo()
    assert store.day_rule("me") == DayRule()


def test_undo_leaves_profiles_that_are_needed_or_were_set(store: Store) -> None:
    """A profile stays while another import has rows of its candidate, or if a person has set it."""
    for zone, candidate_ids in (("Asia/Tokyo", ("one", "two")), ("America/Denver", ("one",))):
        with store.batch("a.csv", made_at=MADE_AT, default_zone=zone) as batch:
            batch.add([check_in(zone, candidate_id=name) for name in candidate_ids])
    store.set_day_rule("two", DayRule("Asia/Tokyo", 4))
    store.undo(1)
    assert store.day_rule("one") == DayRule("Asia/Tokyo")
    assert store.day_rule("two") == DayRule("Asia/Tokyo", 4)
    assert store.check() == []
    store.undo()
    assert store.day_rule("one") == DayRule()


def test_records_of_one_candidate(store: Store) -> None:
    """Without a name the records of all candidates come, in the order of their keys."""
    rows = [check_in(name, candidate_id=name) for name in ("zoe", "adam")]
    add(store, *rows)
    assert [record.note for record in store.records(CheckIn, "zoe")] == ["zoe"]
    assert notes(store) == ["adam", "zoe"]
    assert store.records(CheckIn, "nobody") == []


@few_examples(8)
@given(strategies.study_sessions, strategies.zones, st.integers(0, 23))
def test_the_day_of_a_row_follows_the_day_rule(session: StudySession, zone: str, day_starts_h: int) -> None:
    """The view computes the same day as DayRule, in any zone and for any day boundary."""
    with temporary_store() as store:
        rule = DayRule(zone, day_starts_h)
        store.set_day_rule(session.candidate_id, rule)
        add(store, Row("2", session))
        table = store.query(
            "session_lengths",
            candidate_id=session.candidate_id,
            exam_code=session.exam_code,
            as_of=date(2200, 1, 1),
            ends=[],
        )
        assert [day.date() for day in table.day] == [rule.day_of(session.started_at)]


@pytest.mark.parametrize("zone", ["America/Denver", "Europe/Lisbon", "Pacific/Chatham", "Australia/Lord_Howe"])
def test_days_around_clock_changes_follow_the_day_rule(store: Store, zone: str) -> None:
    """Each half hour around both changes of a year has the day that DayRule computes, for any start of the day."""
    year = [datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=30 * step) for step in range(365 * 48)]
    offsets = [at.astimezone(ZoneInfo(zone)).utcoffset() for at in year]
    changes = [step for step in range(1, len(year)) if offsets[step] != offsets[step - 1]]
    assert len(changes) == 2
    starts = [at for change in changes for at in year[change - 60 : change + 60]]
    add(store, *[Row("2", session(at, session_key=at.isoformat(), minutes=n + 1)) for n, at in enumerate(starts)])
    for day_starts_h in (0, 2, 4):
        rule = DayRule(zone, day_starts_h)
        store.set_day_rule("me", rule)
        table = store.query("session_lengths", candidate_id="me", exam_code="A-1", as_of=date(2200, 1, 1), ends=[])
        days = dict(zip(table.time_on_task_min, table.day, strict=True))
        assert [days[n + 1].date() for n in range(len(starts))] == [rule.day_of(at) for at in starts]


def test_blueprints_are_stored_by_code(store: Store) -> None:
    """A later text of an exam replaces the earlier one."""
    store.save_blueprint("B-1", "old")
    store.save_blueprint("A-1", "other")
    store.save_blueprint("B-1", 'new "text"\n')
    assert store.blueprint_texts() == {"A-1": "other", "B-1": 'new "text"\n'}


def test_a_copy_in_memory_is_a_whole_database(tmp_path: Path) -> None:
    """A download holds what the file holds, and a file that is there is not said to be missing."""
    store = Store(tmp_path / "own.duckdb")
    add(store, check_in("slept well"))
    store.require_file()
    copy = tmp_path / "copy.duckdb"

    copy.write_bytes(store.backup_bytes())

    assert all_records(Store(copy)) == all_records(store)
