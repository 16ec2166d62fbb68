"""Bring a file to the newest schema, step by numbered step, in one transaction."""

from collections.abc import Callable
from importlib import resources
from pathlib import Path

import duckdb

from analytics.errors import StoreTooNewError

STEPS: tuple[str, ...] = tuple(
    step.read_text(encoding="utf-8")
    for step in sorted(resources.files("analytics").joinpath("sql/migrations").iterdir(), key=lambda s: s.name)
    if step.name.endswith(".sql")
)


def migrate(
    connection: duckdb.DuckDBPyConnection,
    path: Path,
    back_up: Callable[[duckdb.DuckDBPyConnection, Path], None],
    steps: tuple[str, ...] = STEPS,
) -> None:
    """Apply the steps that a file lacks; a file that holds something is backed up first.

    Raises:
        StoreTooNewError: If a newer version of the program wrote the file.
    """
    found = _version(connection)
    if found > len(steps):
        raise StoreTooNewError(path, found, len(steps))
    if found == len(steps):
        return
    if found:
        back_up(connection, path.with_name(f"{path.stem}.before-v{len(steps)}{path.suffix}"))
    connection.begin()
    try:
        for step in steps[found:]:
            connection.execute(step)
        connection.execute("create table if not exists schema_version (version integer not null)")
        connection.execute("delete from schema_version")
        connection.execute("insert into schema_version values ($1)", [len(steps)])
    except BaseException:
        connection.rollback()
        raise
    connection.commit()


def _version(connection: duckdb.DuckDBPyConnection) -> int:
    """Give the schema version of a file, 0 for a new one."""
    is_there = connection.execute("select 1 from duckdb_tables() where table_name = 'schema_version'").fetchall()
    return int(connection.execute("select version from schema_version").fetchall()[0][0]) if is_there else 0
