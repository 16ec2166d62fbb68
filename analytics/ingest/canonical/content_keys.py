"""Keys of rows that have no id of their own: a hash of their contents and occurrence."""

import hashlib
from collections.abc import Mapping
from datetime import UTC, datetime


def content_of(values: Mapping[str, object]) -> str:
    """Return the contents of a row as one text."""
    return "\x1f".join(f"{name}={content_text(value)}" for name, value in sorted(values.items()) if value is not None)


def content_key(content: str, number: int) -> str:
    """Return a key from contents and its occurrence number, from 1."""
    return hashlib.sha256(f"{content}\x1f{number}".encode()).hexdigest()[:16]


def content_text(value: object) -> str:
    """Return a value as part of the contents; equal instants are equal texts."""
    return value.astimezone(UTC).isoformat() if isinstance(value, datetime) else str(value)
