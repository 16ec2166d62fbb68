"""Migrate a file to the newest schema, and check that no other program has changed ours."""

import hashlib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import resources
from itertools import chain
from pathlib import Path

import duckdb

from analytics.errors.store import StoreDamagedError, StoreError, StoreTooNewError
from analytics.store.backups import Occasion, backup_path, last_backup, prune
from analytics.store.copies import copy_database, table_names
from analytics.store.queries import sql_text

STEPS: tuple[str, ...] = tuple(
    step.read_text(encoding="utf-8")
    for step in sorted(resources.files("analytics.store").joinpath("sql/migrations").iterdir(), key=lambda s: s.name)
    if step.name.endswith(".sql")
)

_ROW_STATEMENTS = {duckdb.StatementType.DELETE, duckdb.StatementType.UPDATE}
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
            if found is not None or statement.type not in _ROW_STATEMENTS:
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
        StoreError: If it does.
    """
    if schema_version(connection, path) != len(STEPS):
        raise StoreError(
            path, "this file is from an earlier Cutscore. Open it once where it can be changed, without --read-only."
        )


def schema_version(connection: duckdb.DuckDBPyConnection, path: Path, *, newest: int = len(STEPS)) -> int | None:
    """Return the schema version of a file, None for a new one.

    Raises:
        StoreTooNewError: If a newer version of the program wrote the file.
        StoreDamagedError: If it is another program's database.
    """
    tables = table_names(connection)
    if not tables:
        return None
    if "schema_version" not in tables:
        raise StoreDamagedError(path, "it belongs to another program", last_backup=last_backup(path))
    try:
        ((found,),) = connection.execute("select version from schema_version").fetchall()
    except (duckdb.Error, ValueError) as error:
        raise StoreDamagedError(path, "its schema version cannot be read", last_backup=last_backup(path)) from error
    if found > newest:
        raise StoreTooNewError(path, found, newest)
    return int(found)


NEWEST_SCHEMA_DIGEST = "6ced154984eb7ce5b38e4527d8e931a9a7914052994af17f8e3e39b104b5330e"
"""Digest of the newest schema as our DuckDB writes it; making the schema to compare with takes 0.1 s."""


def require_unaltered(connection: duckdb.DuckDBPyConnection, path: Path) -> None:
    """Check that our tables, views and macros are those of the file's version; any others are the user's own.

    A macro named like one of DuckDB's functions would replace it in our queries.

    Raises:
        StoreDamagedError: If another program has changed one.
    """
    found = _definitions(connection)
    if _digest(found) == NEWEST_SCHEMA_DIGEST:
        return
    version = schema_version(connection, path)
    expected = _expected(STEPS[:version]) if version else {}
    changed = [name for name, definition in expected.items() if found.get(name) != definition]
    for name in (*changed, *(name for (name,) in connection.execute(sql_text("schema/hiding_macros")).fetchall())):
        raise StoreDamagedError(path, f"another program has changed its {name}", last_backup=last_backup(path))


def _digest(definitions: Mapping[str, str]) -> str:
    return hashlib.sha256(repr(definitions).encode()).hexdigest()


@cache
def _expected(steps: Sequence[str]) -> Mapping[str, str]:
    with duckdb.connect() as connection:
        for step in steps:
            connection.execute(step)
        return _definitions(connection)


def _definitions(connection: duckdb.DuckDBPyConnection) -> Mapping[str, str]:
    """Return all definitions by name; DuckDB writes types in another case after a file is opened again."""
    return {name: text.casefold() for name, text in connection.execute(sql_text("schema/definitions")).fetchall()}
