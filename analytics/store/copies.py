"""Whole databases: copied into a new file, or in the place of what a file holds."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb

from analytics.errors import StoreRefusedError
from analytics.store.duckdb_errors import store_error
from analytics.store.revision import raise_revision

STORAGE_VERSION = "v1.5.0"
"""The file can be read by the DuckDB release line before ours, too."""

OWN_TABLES = frozenset({"schema_version", "store_revision"})
"""What is of the file itself, and not of the candidates."""


def is_database(path: Path) -> bool:
    """Tell whether a file begins as those of DuckDB do; it must not be one that is open."""
    with path.open("rb") as file:
        return file.read(12)[8:] == b"DUCK"


def copy_database(connection: duckdb.DuckDBPyConnection, target: Path, *, scratch: Path | None = None) -> None:
    """Copy an open database into a file; one that is there already is replaced when all is written.

    The bytes are never read past DuckDB: to close a file of ours would give up its lock. `scratch` is
    the one folder that a connection can reach which is shut off from all others; it is beside the target.
    """
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with _emptied(scratch) if scratch else _new_folder(target.parent) as folder:
            draft = folder / "draft.duckdb"
            with _attached(connection, draft, f"read_write, storage_version '{STORAGE_VERSION}'") as (ours, other):
                connection.execute(f"copy from database {ours} to {other}")
                connection.execute(f"checkpoint {other}")  # else a full disk would show after the end
            draft.replace(target)
    except OSError as error:
        raise StoreRefusedError(target, error.strerror or str(error)) from error
    except duckdb.Error as error:
        fault = store_error(target, error)
        if isinstance(fault, StoreRefusedError):
            raise fault from error
        raise  # what cannot be read is the open database, which its holder names


def replace_contents(connection: duckdb.DuckDBPyConnection, source: Path) -> None:
    """Put the rows of another database of the same schema in the place of ours, in one transaction.

    The file stays the same one, so that another program never works on a file that is no longer there.
    """
    with _attached(connection, source, "read_only") as (_, other):
        connection.begin()
        try:
            for table in table_names(connection):
                connection.execute(f'delete from "{table}"')  # noqa: S608  (names from our own schema)
                connection.execute(f'insert into "{table}" by name select * from {other}."{table}"')  # noqa: S608
            raise_revision(connection)
        except BaseException:
            connection.rollback()
            raise
        connection.commit()


def table_names(connection: duckdb.DuckDBPyConnection) -> list[str]:
    """Name the tables of the open database that hold what people gave."""
    rows = connection.execute(
        "select table_name from duckdb_tables() where database_name = current_database() order by table_name"
    ).fetchall()
    return [table for (table,) in rows if table not in OWN_TABLES]


@contextmanager
def _new_folder(parent: Path) -> Iterator[Path]:
    with TemporaryDirectory(prefix=".copying-", dir=parent) as folder:
        yield Path(folder)


@contextmanager
def _emptied(folder: Path) -> Iterator[Path]:
    """Make a folder of a given name anew; what a program that was killed has left in it goes."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _attached(connection: duckdb.DuckDBPyConnection, path: Path, option: str) -> Iterator[tuple[str, str]]:
    """Attach another file; give the quoted names of the open database and of the other one."""
    name = str(connection.execute("select current_database()").fetchall()[0][0])
    ours, other = (text.replace('"', '""') for text in (name, f"{name}_other"))
    place = str(path).replace("'", "''")
    connection.execute(f"attach '{place}' as \"{other}\" ({option})")
    try:
        yield f'"{ours}"', f'"{other}"'
    finally:
        connection.execute(f'detach "{other}"')
