"""A file whose tables, views or macros another program changed is refused with a sentence, and can be restored."""

import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from analytics.errors.store import BackupDamagedError, StoreDamagedError
from analytics.store import Store
from analytics.store.migrations import (
    NEWEST_SCHEMA_DIGEST,
    STEPS,
    _definitions,
    _digest,
    _expected,
    migrate,
    require_unaltered,
)
from tests.inputs.sizes import full, one_in
from tests.inputs.store_files import MADE_AT, add, check_in, notes, raw_connection

CHANGES = {
    "a table is dropped": ("drop table draft", "table draft"),
    "a table is renamed": ("alter table repetition rename to repeated", "table repetition"),
    "a table is replaced by a view": (
        "alter table mapping rename to former; create view mapping as from former",
        "table mapping",
    ),
    "a column is renamed": ("alter table forecast rename column exam_code to exam", "table forecast"),
    "a column has another type": ("alter table check_ins alter note type blob", "table check_ins"),
    "a column is added": ("alter table candidate add column age integer", "table candidate"),
    "the revision is a text": ("alter table store_revision alter revision type varchar", "table store_revision"),
    "a view is dropped": ("drop view current_check_ins", "view current_check_ins"),
    "a view is renamed": ("alter view current_check_ins rename to ins", "view current_check_ins"),
    "a view reads another file": (
        "create or replace view current_check_ins as select * from read_csv('{file}')",
        "view current_check_ins",
    ),
    "a view hides rows": (
        "create or replace view current_check_ins as select * from check_ins limit 1",
        "view current_check_ins",
    ),
    "a macro is dropped": ("drop macro day_of", "macro day_of"),
    "a macro is replaced": (
        "create or replace macro day_of(a, b, c, d) as date '2020-01-01'",
        "macro day_of",
    ),
    "a macro hides a function": ("create macro greatest(a, b) as 0", "macro greatest"),
    "the version is a view": (
        "drop table schema_version; create view schema_version as select 5 as version",
        "another program",
    ),
}
READ_OTHERWISE = ("a macro hides a function", "the version is a view")
"""Changes that queries of ours would meet themselves."""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "cutscore.duckdb"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a store with a row, its daily backup, and one more row."""
    store = Store(tmp_path_factory.mktemp("made") / "cutscore.duckdb")
    for number, note in enumerate(("a", "b")):
        with store.batch("rows.csv", made_at=MADE_AT + timedelta(days=number)) as batch:
            batch.add([check_in(note)])
    return store.path.parent


@pytest.fixture
def store(made: Path, path: Path) -> Store:
    """Return a copy of that store, which has been in use."""
    shutil.copytree(made, path.parent, dirs_exist_ok=True)
    store = Store(path)
    store.revision()
    return store


def alter(path: Path, sql: str) -> None:
    with raw_connection(path) as connection:
        connection.execute(sql)


@pytest.mark.parametrize("step", [2, *full([1])])
def test_each_change_is_found(store: Store, path: Path, step: int) -> None:
    """The error says what was changed and how to go back; a file of ours has none."""
    other = path.with_name("other.csv")
    other.write_text("a\n1\n", encoding="utf-8")
    with raw_connection(path) as connection:
        require_unaltered(connection, path)
        for sql, what in [*CHANGES.values()][::step]:
            connection.begin()
            connection.execute(sql.format(file=other))
            with pytest.raises(StoreDamagedError, match=f"{what}.*cutscore restore .*daily-2026-03-02"):
                require_unaltered(connection, path)
            connection.rollback()


def test_whatever_uses_a_changed_file_is_refused(store: Store, path: Path) -> None:
    """Reading, checking and adding are, also once the file has been in use, and where it is only read."""
    alter(path, CHANGES["a view hides rows"][0])
    for use in (
        store.revision,
        store.check,
        lambda: add(store, check_in("c")),
        Store(path, is_read_only=True).revision,
    ):
        with pytest.raises(StoreDamagedError, match="view current_check_ins"):
            use()


@pytest.mark.parametrize("change", READ_OTHERWISE)
def test_a_changed_file_is_restored(store: Store, path: Path, change: str) -> None:
    """A backup replaces a file that is refused, of whatever kind the thing is that was changed."""
    alter(path, CHANGES[change][0])
    (backup,) = store.backups()
    store.restore(backup.path)
    assert notes(store) == ["a"]
    assert store.check() == []


@pytest.mark.parametrize("change", READ_OTHERWISE)
def test_a_changed_backup_is_refused(store: Store, path: Path, change: str) -> None:
    """The file stays as it is."""
    sql, what = CHANGES[change]
    backup = path.with_name("cutscore.daily-2026-03-02.duckdb")
    alter(backup, sql)
    with pytest.raises(BackupDamagedError, match=f"this backup is damaged .*{what}"):
        store.restore(backup)
    assert notes(store) == ["b"]


def test_tables_and_views_of_the_users_own_are_left_alone(store: Store, path: Path) -> None:
    """A backup has them too, and restoring one without them leaves them as they are."""
    alter(path, "create table mine as select 1 as a; create view ours as from mine; create macro twice(a) as 2 * a")
    add(store, check_in("c"))
    store.backup(path.with_name("mine.duckdb"))
    alter(path, "update mine set a = 2")
    store.restore(path.with_name("mine.duckdb"))
    assert notes(store) == ["c"]
    assert store.check() == []
    store.restore(path.with_name("cutscore.daily-2026-03-02.duckdb"))
    assert notes(store) == ["a"]
    with raw_connection(path) as connection:
        assert connection.execute("from ours").fetchall() == [(1,)]


@pytest.mark.parametrize("version", one_in(4, range(1, len(STEPS))))
def test_an_older_file_that_was_changed_is_refused(path: Path, version: int) -> None:
    """A step that does not find its tables says so."""
    with raw_connection(path) as connection:
        migrate(connection, path, STEPS[:version])
        connection.execute("drop table study_sessions")
    with pytest.raises(StoreDamagedError, match="study_sessions"):
        Store(path).revision()


def test_the_newest_schema_is_known_without_making_it(path: Path) -> None:
    """If this fails after a new step or a new DuckDB, take the digest it shows."""
    assert _digest(_expected(STEPS)) == NEWEST_SCHEMA_DIGEST
    Store(path).revision()
    with raw_connection(path) as connection:
        assert _digest(_definitions(connection)) == NEWEST_SCHEMA_DIGEST
