"""The number that every change of a file raises, by which what was read of it before is known to be old."""

import duckdb

_RAISE = "update store_revision set revision = revision + 1 + (random() * 1e6)::bigint"
"""By an amount of its own: an older copy put in the place of the file must not come to the same number again."""


def raise_revision(cursor: duckdb.DuckDBPyConnection) -> None:
    """Raise the number, within the transaction of the change."""
    cursor.execute(_RAISE)
