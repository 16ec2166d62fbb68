"""Copy a whole database to a file, or replace the contents of one."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import duckdb

from analytics.errors import refusal
from analytics.errors.store import StoreRefusedError
from analytics.scratch_folders import scratch_folder
from analytics.store.duckdb_errors import store_error
from analytics.store.settings_tables import raise_revision

STORAGE_VERSION = "v1.5.0"
"""The DuckDB release line before ours can read the file too."""

_ABOUT_FILE = ("schema_version", "store_revision")
"""Tables about the file itself, not about candidates."""


def is_database(path: Path) -> bool:
    """Whether a file has DuckDB's header; the file must not be open in this process."""
    with path.open("rb") as file:
        return file.read(12)[8:] == b"DUCK"


def make_file_private(path: Path) -> None:
    """Let only its owner open a file."""
    with suppress(PermissionError):  # file systems without users, such as those of memory sticks, have no modes
        path.chmod(0o600)


def copy_database(connection: duckdb.DuckDBPyConnection, target: Path, *, of: Path) -> None:
    """Copy the open database `of` to a file, which is replaced once the copy is complete."""
    with refusals(target):
        target.parent.mkdir(parents=True, exist_ok=True)
        with scratch_folder(of, target.parent) as folder:
            draft = folder / "draft.duckdb"
            write_copy(connection, draft)
            draft.replace(target)


@contextmanager
def refusals(path: Path) -> Iterator[None]:
    """Raise our error for a path if the system refuses to write."""
    try:
        yield
    except OSError as error:
        raise StoreRefusedError(path, refusal(error)) from error
    except duckdb.Error as error:
        translated = store_error(path, error)
        if isinstance(translated, StoreRefusedError):
            raise translated from error
        raise  # the caller knows the path of the open database, which is damaged


def write_copy(connection: duckdb.DuckDBPyConnection, draft: Path) -> None:
    """Copy an open database to a new file.

    DuckDB itself copies: if we opened and closed the file ourselves, its lock would be lost.
    """
    with _attached(connection, draft, f"read_write, storage_version '{STORAGE_VERSION}'") as (ours, other):
        connection.execute(f"copy from database {ours} to {other}")
        connection.execute(f"checkpoint {other}")  # otherwise a full disk would show only later
    make_file_private(draft)


def replace_contents(connection: duckdb.DuckDBPyConnection, source: Path) -> None:
    """Replace all rows with those of a database with the same schema, in one transaction.

    The file itself stays, so that no other program is left with a deleted one. A table of the user's own that only one
    of them has stays as it is.
    """
    with _attached(connection, source, "read_only") as (_, other):
        connection.begin()
        try:
            alike = connection.execute(
                "select table_name from duckdb_tables() group by table_name, lower(sql) having count(*) = 2"
            ).fetchall()
            for table in table_names(connection):
                if (table,) in alike and table not in _ABOUT_FILE:
                    connection.execute(f'delete from "{table}"')  # noqa: S608  (names of our own schema)
                    connection.execute(f'insert into "{table}" by name select * from {other}."{table}"')  # noqa: S608
            raise_revision(connection)
        except BaseException:
            connection.rollback()
            raise
        connection.commit()


def table_names(connection: duckdb.DuckDBPyConnection) -> list[str]:
    """Return the names of all tables."""
    query = "select table_name from duckdb_tables() where database_name = current_database() order by table_name"
    return [table for (table,) in connection.execute(query).fetchall()]


@contextmanager
def _attached(connection: duckdb.DuckDBPyConnection, path: Path, option: str) -> Iterator[tuple[str, str]]:
    """Attach another file; yield the quoted names of the open database and of the other one."""
    name = str(connection.execute("select current_database()").fetchall()[0][0])
    ours, other = (text.replace('"', '""') for text in (name, f"{name}_other"))
    place = str(path).replace("'", "''")
    connection.execute(f"attach '{place}' as \"{other}\" ({option})")
    try:
        yield f'"{ours}"', f'"{other}"'
    finally:
        connection.execute(f'detach "{other}"')
