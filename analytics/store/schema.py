"""Check that no other program has changed our tables, views and macros in a file."""

import hashlib
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

import duckdb

from analytics.store.duckdb_errors import damaged_error
from analytics.store.migrations import STEPS, schema_version

KNOWN = "755a238989bcfacfa89169fce4cfe1e2016093f080ee589afa994c8d8cb8cb03"
"""Digest of the newest schema as our DuckDB writes it; making the schema to compare with takes 0.1 s."""

_DEFINITIONS = """
select 'table ' || table_name, sql from duckdb_tables()
where database_name = current_database() and schema_name = 'main' and table_name <> 'schema_version'
union all
select 'view ' || view_name, sql from duckdb_views()
where database_name = current_database() and schema_name = 'main' and not internal
union all
select 'macro ' || function_name, string_agg(parameters::varchar || macro_definition) from duckdb_functions()
where database_name = current_database() and schema_name = 'main' and not internal
group by function_name
order by all
"""
_HIDING = """
select 'macro ' || function_name from duckdb_functions() where internal
intersect
select 'macro ' || function_name from duckdb_functions()
where database_name = current_database() and schema_name = 'main' and not internal
order by all
"""


def require_unaltered(connection: duckdb.DuckDBPyConnection, path: Path) -> None:
    """Check that all our tables, views and macros are as the file's version has them; others are the user's own.

    A macro with the name of a function of DuckDB would take its place in our queries.

    Raises:
        StoreDamagedError: If one is not.
    """
    found = _definitions(connection)
    if _digest(found) == KNOWN:
        return
    version = schema_version(connection, path)
    expected = _expected(STEPS[:version]) if version else {}
    changed = [name for name, definition in expected.items() if found.get(name) != definition]
    for name in (*changed, *(name for (name,) in connection.execute(_HIDING).fetchall())):
        raise damaged_error(path, f"another program has changed its {name}")


def _digest(definitions: Mapping[str, str]) -> str:
    return hashlib.sha256(repr(definitions).encode()).hexdigest()


@cache
def _expected(steps: Sequence[str]) -> Mapping[str, str]:
    """Return the definitions that steps make in a new database."""
    with duckdb.connect() as connection:
        for step in steps:
            connection.execute(step)
        return _definitions(connection)


def _definitions(connection: duckdb.DuckDBPyConnection) -> Mapping[str, str]:
    """Return all definitions by name; DuckDB writes types in another case once a file was opened again."""
    return {name: text.casefold() for name, text in connection.execute(_DEFINITIONS).fetchall()}
