"""Older files are backed up and migrated; newer ones and other databases are refused."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import duckdb
import pytest

from analytics.clock import DayRule
from analytics.errors.store import StoreDamagedError, StoreTooNewError
from analytics.records import CheckIn, PlannedWeek, Row, SelfRating, StudyPlan, StudySession
from analytics.store import Store
from analytics.store.migrations import STEPS, migrate
from analytics.store.tables import row_key
from tests.inputs.store_files import A_DAY, add, check_in, files_beside, notes, raw_connection, session

OLD_STEP = "create table thing (name varchar); insert into thing values ('old')"

NEW_STEP = "alter table thing add column size integer; update thing set size = 3"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "cutscore.duckdb"


@pytest.fixture
def store(path: Path) -> Store:
    return Store(path)


def migrated(path: Path, *steps: str) -> None:
    with raw_connection(path) as connection:
        migrate(connection, path, steps)


def files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_another_database_is_refused(path: Path) -> None:
    """A file without our schema version is not changed."""
    with raw_connection(path) as connection:
        connection.execute("create table invoice (total integer)")
    with pytest.raises(StoreDamagedError, match="it belongs to another program"):
        Store(path).revision()
    with raw_connection(path) as connection:
        assert connection.execute("select table_name from duckdb_tables()").fetchall() == [("invoice",)]


@pytest.mark.parametrize("table", ["schema_version (v integer)", "schema_version (version integer)"])
def test_an_unreadable_schema_version_is_damage(path: Path, table: str) -> None:
    """The table has another column or no row."""
    with raw_connection(path) as connection:
        connection.execute(f"create table {table}")
    with pytest.raises(StoreDamagedError, match="its schema version cannot be read"):
        Store(path).revision()


def test_a_newer_file_is_refused(path: Path) -> None:
    """The error has both versions."""
    Store(path).revision()
    with raw_connection(path) as connection:
        connection.execute("update schema_version set version = 99")
    with pytest.raises(StoreTooNewError, match=f"schema version 99; this one reads up to {len(STEPS)}"):
        Store(path).revision()


def test_an_older_file_is_backed_up_and_migrated(path: Path, tmp_path: Path) -> None:
    """Only the missing steps run, and only once."""
    migrated(path, OLD_STEP)
    assert files(tmp_path) == [path.name]
    for _ in range(2):
        migrated(path, OLD_STEP, NEW_STEP)
        with raw_connection(path) as connection:
            assert connection.execute("select * from thing").fetchall() == [("old", 3)]
            assert connection.execute("select version from schema_version").fetchall() == [(2,)]
        assert files(tmp_path) == ["cutscore.before-v2.duckdb", path.name]
    with raw_connection(tmp_path / "cutscore.before-v2.duckdb") as connection:
        assert connection.execute("select * from thing").fetchall() == [("old",)]
        assert connection.execute("select version from schema_version").fetchall() == [(1,)]


def test_a_step_that_fails_leaves_the_file_as_it_was(path: Path, tmp_path: Path) -> None:
    """Earlier steps and the version are rolled back."""
    migrated(path, OLD_STEP)
    with pytest.raises(duckdb.CatalogException):
        migrated(path, OLD_STEP, NEW_STEP, "insert into nothing values (1)")
    with raw_connection(path) as connection:
        assert connection.execute("select * from thing").fetchall() == [("old",)]
        assert connection.execute("select version from schema_version").fetchall() == [(1,)]


def test_a_file_of_version_0_becomes_a_store(store: Store) -> None:
    """The first step makes a backup like any other."""
    with raw_connection(store.path) as connection:
        connection.execute("create table schema_version (version integer); insert into schema_version values (0)")
    add(store, check_in("a"))
    assert notes(store) == ["a"]
    assert files_beside(store) == {f"cutscore.before-v{len(STEPS)}.duckdb"}


def test_an_older_backup_is_migrated_when_restored(store: Store, tmp_path: Path) -> None:
    """The backup itself is not changed."""
    source = tmp_path / "old.duckdb"
    with raw_connection(source) as connection:
        connection.execute("create table schema_version (version integer); insert into schema_version values (0)")
    content = source.read_bytes()
    add(store, check_in("a"))
    store.restore(source)
    assert notes(store) == []
    assert source.read_bytes() == content
    assert files_beside(store) == {source.name, "cutscore.before-restore.duckdb"}


def test_a_file_of_version_1_keeps_its_rows(path: Path, tmp_path: Path) -> None:
    """Rows, imports and profiles of the first version are there after the migration."""
    with raw_connection(path) as connection:
        migrate(connection, path, STEPS[:1])
        connection.execute("insert into candidate values ('me', 'Asia/Kathmandu', 4, false)")
        connection.execute("insert into batch values (7, now()::timestamp, 'old.csv', 2, 0, 0)")
        connection.execute(
            """insert into check_ins (row_key, batch_id, candidate_id, "on", note)
            values ('["me", "2026-02-01"]', 7, 'me', '2026-02-01', 'old')"""
        )
        connection.execute(
            """insert into study_plan (
                row_key, batch_id, candidate_id, exam_code, starts_on, hours_per_week_low, hours_per_week_high,
                audit_weeks, weeks
            ) values ('["me", "X-1"]', 7, 'me', 'X-1', '2026-01-01', 8, 10, 0, '[[1, "d"]]')"""
        )
    store = Store(path)
    assert notes(store) == ["old"]
    assert store.records(StudyPlan) == [
        StudyPlan(
            exam_code="X-1",
            starts_on=date(2026, 1, 1),
            hours_per_week_low=8,
            hours_per_week_high=10,
            weeks=(PlannedWeek(1, "d"),),
        )
    ]
    assert store.day_rule("me") == DayRule("Asia/Kathmandu", 4)
    assert store.check() == []
    add(store, check_in("new", on=date(2026, 2, 2)))
    assert [batch.batch_id for batch in store.batches()] == [7, 8]
    store.undo()
    store.undo()
    assert store.candidates() == []
    assert f"cutscore.before-v{len(STEPS)}.duckdb" in files(tmp_path)


def test_a_file_of_version_4_keeps_its_sessions_and_ratings(path: Path) -> None:
    """They are for all exams; a rating keeps its removals and repetitions, and the same row again adds nothing."""
    kept, removed = (
        SelfRating(rated_on=A_DAY, domain_id="1", rating=4),
        SelfRating(rated_on=A_DAY, domain_id="2", rating=3),
    )
    study = session(A_DAY)
    with raw_connection(path) as connection:
        migrate(connection, path, STEPS[:4])
        connection.execute("insert into candidate values ('me', 'UTC', 0, false)")
        connection.execute(
            "insert into batch select i, now()::timestamp, 'old.csv', 1, 0, 0, 0 from range(1, 4) as t(i)"
        )
        connection.execute(
            """insert into self_ratings (row_key, batch_id, candidate_id, rated_on, domain_id, rating)
            values ('["me", "2026-02-01", "1", null]', 1, 'me', '2026-02-01', '1', 4),
            ('["me", "2026-02-01", "2", null]', 1, 'me', '2026-02-01', '2', 3)"""
        )
        connection.execute('insert into removal values (\'self_ratings\', \'["me", "2026-02-01", "2", null]\', 2)')
        connection.execute('insert into repetition values (\'self_ratings\', \'["me", "2026-02-01", "1", null]\', 3)')
        connection.execute(
            """insert into study_sessions (
                row_key, batch_id, candidate_id, session_key, taken_on, time_on_task_min, activity
            ) values ('["me", "1"]', 1, 'me', '1', '2026-02-01', 30, 'lab')"""
        )
    store = Store(path)
    assert store.records(SelfRating) == [kept]
    assert store.records(StudySession) == [study]
    assert store.check() == []
    assert add(store, Row("2", kept), Row("3", study)).imported == ()
    assert store.undo(1).n_kept == 1
    assert store.records(SelfRating) == [kept]
    add(store, Row("2", removed), Row("3", replace(kept, exam_code="A-1", rating=5)))
    assert len(store.records(SelfRating)) == 3


def test_a_file_of_version_5_gets_one_spelling_of_each_name(path: Path) -> None:
    """A name of letters and accents becomes that of whole letters, in rows, keys, profiles and settings.

    Of two rows that become one in the same import, one stays; the later of two imports counts.
    """
    split, whole = 'Zoe\u0308 "Z"', 'Zo\u00eb "Z"'
    with raw_connection(path) as connection:
        migrate(connection, path, STEPS[:5])
    for number, (name, note) in enumerate([(whole, "first"), (split, "second"), (split, "third")]):
        with raw_connection(path) as connection:
            connection.execute(
                'insert into check_ins (row_key, batch_id, candidate_id, "on", note) '
                "values ($key, $batch, $name, $on, $note)",
                {
                    "key": row_key(CheckIn(candidate_id=name, on=A_DAY)),
                    "batch": 1 if number < 2 else 2,
                    "name": name,
                    "on": A_DAY,
                    "note": note,
                },
            )
            connection.execute("insert or replace into candidate values ($1, 'Asia/Tokyo', 4, false)", [name])
            connection.execute("insert or replace into draft values ($1, 'k', $2)", [name, note])
            connection.execute(
                "insert or ignore into repetition values ('check_ins', $1, 1)",
                [row_key(CheckIn(candidate_id=name, on=A_DAY))],
            )
    with raw_connection(path) as connection:
        for number in (1, 2):
            connection.execute(
                "insert into batch (batch_id, made_at_utc, source, n_imported, n_skipped, n_failed, n_removed) "
                "values ($1, now()::timestamp, 's', 1, 0, 0, 0)",
                [number],
            )
    store = Store(path)
    assert store.records(CheckIn) == [CheckIn(candidate_id=whole, on=A_DAY, note="third")]
    assert store.check() == []
    assert (store.candidates(), store.saved_texts("k")) == ([whole], {whole: "first"})
    assert store.day_rule(whole) == DayRule("Asia/Tokyo", 4)
    store.undo(2)
    assert [record.note for record in store.records(CheckIn)] == ["first"]


def test_a_new_file_equals_one_that_made_every_step(path: Path) -> None:
    """Its steps change no rows, because there are none; so no step may change rows that an earlier one put in."""
    contents: list[dict[str, list[tuple[object, ...]]]] = []
    for steps in (lambda new: migrate(new, path), lambda new: [new.execute(step) for step in STEPS]):
        with duckdb.connect() as connection:
            steps(connection)
            tables = connection.execute("select table_name from duckdb_tables() order by all").fetchall()
            contents.append({name: connection.execute(f"from {name}").fetchall() for (name,) in tables})
    ((revision, last_batch_id),) = contents[0].pop("store_revision")
    assert contents[0].pop("schema_version") == [(len(STEPS),)]
    assert isinstance(revision, int)
    assert [(last_batch_id,)] == [row[1:] for row in contents[1].pop("store_revision")]
    assert contents[0] == contents[1]
