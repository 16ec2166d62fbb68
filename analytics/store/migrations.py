"""Migrate a file to the newest schema by numbered steps, in one transaction."""

from collections.abc import Sequence
from importlib import resources
from itertools import chain
from pathlib import Path

import duckdb

from analytics.errors import StoreOutdatedError, StoreTooNewError
from analytics.store.backups import Occasion, backup_path, prune
from analytics.store.copies import copy_database
from analytics.store.duckdb_errors import damaged_error

STEPS: tuple[str, ...] = tuple(
    step.read_text(encoding="utf-8")
    for step in sorted(resources.files("analytics.store").joinpath("sql/migrations").iterdir(), key=lambda s: s.name)
    if step.name.endswith(".sql")
)

_OF_ROWS = {duckdb.StatementType.DELETE, duckdb.StatementType.UPDATE}
"""A new file has no rows to change, but planning these would take most of the time to create it."""


def migrate(connection: duckdb.DuckDBPyConnection, path: Path, steps: Sequence[str] = STEPS) -> None:
    """Apply the missing steps; an existing file is backed up first.

    Raises:
        StoreTooNewError: If a newer version of the program wrote the file.
        StoreDamagedError: If it is another program's database.
    """
    found = schema_version(connection, path, newest=len(steps))
    if found == len(steps):
        return
    if found is not None:
        copy_database(connection, backup_path(path, Occasion.BEFORE_MIGRATION, len(steps)), of=path)
        prune(path, Occasion.BEFORE_MIGRATION)
    connection.begin()
    try:
        for statement in chain.from_iterable(map(connection.extract_statements, steps[found or 0 :])):
            if found is not None or statement.type not in _OF_ROWS:
                connection.execute(statement)
        connection.execute("create table if not exists schema_version (version integer not null)")
        connection.execute("delete from schema_version")
        connection.execute("insert into schema_version values ($1)", [len(steps)])
    except BaseException:
        connection.rollback()
        raise
    connection.commit()


def require_newest(connection: duckdb.DuckDBPyConnection, path: Path) -> None:
    """Check that a file opened to read needs no migration.

    Raises:
        StoreOutdatedError: If it does.
    """
    if schema_version(connection, path) != len(STEPS):
        raise StoreOutdatedError(path)


def schema_version(connection: duckdb.DuckDBPyConnection, path: Path, *, newest: int = len(STEPS)) -> int | None:
    """Return the schema version of a file, None for a new one.

    Raises:
        StoreTooNewError: If a newer version of the program wrote the file.
        StoreDamagedError: If it is another program's database.
    """
    tables = {
        name
        for (name,) in connection.execute(
            "select table_name from duckdb_tables() where database_name = current_database()"
        ).fetchall()
    }
    if not tables:
        return None
    if "schema_version" not in tables:
        raise damaged_error(path, "it belongs to another program")
    try:
        ((found,),) = connection.execute("select version from schema_version").fetchall()
    except (duckdb.Error, ValueError) as error:
        raise damaged_error(path, "its schema version cannot be read") from error
    if found > newest:
        raise StoreTooNewError(path, found, newest)
    return int(found)
