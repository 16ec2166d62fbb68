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
