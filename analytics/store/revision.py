"""A number that every change of a file raises, so that caches notice the change."""

import duckdb

_RAISE = "update store_revision set revision = revision + 1 + (random() * 1e6)::bigint"
"""The step is random: an older copy in place of the file must not reach the same number again."""


def raise_revision(cursor: duckdb.DuckDBPyConnection) -> None:
    """Raise the revision within the transaction of the change."""
    cursor.execute(_RAISE)
