"""What DuckDB says of a file, as our own sentences."""

import re
from pathlib import Path

import duckdb

from analytics.errors import StoreDamagedError, StoreRefusedError
from analytics.store.backups import backups_beside

# Never the mere word "lock": messages of a damaged file name a "block".
_HELD = re.compile(r"Could not set lock on file|being used by another process")
_HELD_HERE = re.compile(r"same database file with a different configuration")
_HOLDER = re.compile(r"Conflicting lock is held in (?P<holder>.+?\(PID \d+\))")
_DAMAGED = re.compile(
    r"not a valid DuckDB database file|Corrupt database file|Could not read enough bytes"
    r"|Serialization Error|version number"
)
_PLAIN = (
    (re.compile(r"not a valid DuckDB database file"), "it is no DuckDB database"),
    (re.compile(r"Could not read enough bytes"), "its end is missing"),
    (re.compile(r"Corrupt database file"), "its bytes do not add up to their checksum"),
    (re.compile(r"No space left"), "the disk is full"),
    (re.compile(r"Read-only file system"), "it lies on a disk that can only be read"),
)
"""What DuckDB says in many words, in few."""

_REFUSED = re.compile(r"Could not write|No space left|Read-only file system")


def lock_holder(error: duckdb.Error) -> str | None:
    """Name the program that holds the file, with its number; None where that is not what is wrong."""
    text = str(error)
    if _HELD_HERE.search(text):
        return "This program itself"
    if not _HELD.search(text):
        return None
    found = _HOLDER.search(text)
    return found["holder"] if found else "another program"


def store_error(path: Path, error: duckdb.Error) -> Exception:
    """Turn an error of the file into a sentence; any other is a mistake of ours and stays as it is."""
    text = str(error)
    detail = _plain(text)
    if _DAMAGED.search(text):
        return damaged_error(path, detail)
    if isinstance(error, duckdb.IOException) or _REFUSED.search(text):
        return StoreRefusedError(path, detail)
    return error


def _plain(text: str) -> str:
    """Say what is wrong in our own words where we have some, else in DuckDB's."""
    return next((words for pattern, words in _PLAIN if pattern.search(text)), text.splitlines()[0][:200])


def damaged_error(path: Path, detail: str) -> StoreDamagedError:
    """Name a file as damaged_error, with the way back to the last copy that lies beside it."""
    last = next(iter(backups_beside(path)), None)
    return StoreDamagedError(path, detail, last_backup=last.path if last else None)
