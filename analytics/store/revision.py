"""The revision of a file, and texts worked out from its rows that are kept until it changes."""

import duckdb

_RAISE = "update store_revision set revision = revision + 1 + (random() * 1e6)::bigint"
"""The step is random, so that a restored older copy does not reach a revision already used."""


def raise_revision(cursor: duckdb.DuckDBPyConnection) -> None:
    """Raise the revision and delete what was worked out, within the transaction of the change."""
    cursor.execute(_RAISE)
    cursor.execute("delete from derived")


def read_revision(cursor: duckdb.DuckDBPyConnection) -> int:
    """Return the revision."""
    ((revision,),) = cursor.execute("select revision from store_revision").fetchall()
    return int(revision)


MOST_OF_A_KIND = 16
"""Texts of a kind that are kept, the latest: each day that is shown has its own."""


def read_derived(cursor: duckdb.DuckDBPyConnection, kind: str, name: str) -> str | None:
    """Return a kept text, None if there is none."""
    found = cursor.execute("select content from derived where kind = $1 and name = $2", [kind, name]).fetchone()
    return None if found is None else str(found[0])


def keep_derived(cursor: duckdb.DuckDBPyConnection, kind: str, name: str, content: str) -> None:
    """Keep a text in place of an earlier one of its name, and delete the oldest of its kind."""
    cursor.execute("delete from derived where kind = $1 and name = $2", [kind, name])
    cursor.execute(
        "delete from derived where kind = $1 and rowid not in "
        "(select rowid from derived where kind = $1 order by rowid desc limit $2)",
        [kind, MOST_OF_A_KIND - 1],
    )
    cursor.execute("insert into derived values ($1, $2, $3)", [kind, name, content])
