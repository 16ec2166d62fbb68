"""Check that no other program has changed our tables, views and macros in a file."""

import hashlib
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

import duckdb

from analytics.store.duckdb_errors import damaged_error
from analytics.store.migrations import STEPS, schema_version

KNOWN = "f889b531a61659370a9f442875df6653de0f54e616eab50b853b6733bec0b1cd"
"""Digest of the newest schema as our DuckDB writes it; making the schema to compare with takes 0.1 s."""

_DEFINITIONS = """
select 'table ' || table_name, sql from duckdb_tables()
where database_name = current_database() and schema_name = 'main' and table_name <> 'schema_version'
union all
select 'view ' || view_name, sql from duckdb_views()
where database_name = current_database() and schema_name = 'main' and not internal
order by all
"""
_MACROS = """
select 'macro ' || function_name, bool_or(internal),
    string_agg(parameters::varchar || macro_definition) filter (not internal)
from duckdb_functions()
where internal or (database_name = current_database() and schema_name = 'main')
group by function_name
having not bool_and(internal)
order by all
"""


def require_unaltered(connection: duckdb.DuckDBPyConnection, path: Path) -> None:
    """Check that all our tables, views and macros are as the file's version has them; others are the user's own.

    A macro with the name of a function of DuckDB would take its place in our queries.

    Raises:
        StoreDamagedError: If one is not.
    """
    found, hiding = _definitions(connection)
    if _digest(found) == KNOWN and not hiding:
        return
    version = schema_version(connection, path)
    expected = _expected(STEPS[:version]) if version else {}
    changed = [name for name, definition in expected.items() if found.get(name) != definition]
    for name in (*changed, *hiding):
        raise damaged_error(path, f"another program has changed its {name}")


def _digest(definitions: Mapping[str, str]) -> str:
    return hashlib.sha256(repr(definitions).encode()).hexdigest()


@cache
def _expected(steps: Sequence[str]) -> Mapping[str, str]:
    """Return the definitions that steps make in a new database."""
    with duckdb.connect() as connection:
        for step in steps:
            connection.execute(step)
        return _definitions(connection)[0]


def _definitions(connection: duckdb.DuckDBPyConnection) -> tuple[Mapping[str, str], Sequence[str]]:
    """Return all definitions by name, and the names of macros that hide a function.

    DuckDB writes types in another case once a file was opened again.
    """
    found = dict(connection.execute(_DEFINITIONS).fetchall())
    macros = connection.execute(_MACROS).fetchall()
    found |= {name: definition for name, _, definition in macros}
    return {name: text.casefold() for name, text in found.items()}, [name for name, is_hiding, _ in macros if is_hiding]
