"""Translate DuckDB's errors about a file into ours."""

import re
from pathlib import Path

import duckdb

from analytics.errors import DISK_FULL, IS_FOLDER
from analytics.errors.store import StoreDamagedError, StoreError, StoreRefusedError
from analytics.store.backups import last_backup

# Do not match the word "lock": messages about a damaged file contain "block".
_LOCKED = re.compile(r"Could not set lock on file|being used by another process")
_OPEN_IN_THIS_PROCESS = re.compile(r"same database file with a different configuration")
_HOLDER = re.compile(r"Conflicting lock is held in (?P<holder>.+?\(PID \d+\))")
_DAMAGED = re.compile(
    r"not a valid DuckDB database file|Corrupt database file|Could not read enough bytes"
    r"|Serialization Error|version number"
)
_SHORT = (
    (re.compile(r"not a valid DuckDB database file"), "not a DuckDB database"),
    (re.compile(r"Could not read enough bytes"), "the end of the file is missing"),
    (re.compile(r"Corrupt database file"), "its checksum does not match"),
    (re.compile(r"No space left"), DISK_FULL),
    (re.compile(r"Read-only file system"), "the disk is read-only"),
    (re.compile(r"Permission denied"), "you have no permission for this file or its folder; choose another place"),
    (re.compile(r"Is a directory"), IS_FOLDER),
)
"""Short versions of DuckDB's messages; the first line of others is shown."""

_REFUSED = re.compile(r"Could not write|No space left|Read-only file system")


def lock_holder(error: duckdb.Error) -> str | None:
    """Return the program that has the file open, with its process number; None for other errors."""
    text = str(error)
    if _OPEN_IN_THIS_PROCESS.search(text):
        return "Cutscore itself"
    if not _LOCKED.search(text):
        return None
    found = _HOLDER.search(text)
    return found["holder"] if found else "another program"


def store_error(path: Path, error: duckdb.Error | RuntimeError) -> BaseException:
    """Return our error for one about the file; any other is a bug and returned as it is."""
    text = str(error)
    if isinstance(error, RuntimeError):  # DuckDB raises it on Ctrl+C
        return KeyboardInterrupt() if text == "Query interrupted" else error
    detail = next((words for pattern, words in _SHORT if pattern.search(text)), text.splitlines()[0][:200])
    if _DAMAGED.search(text):
        return StoreDamagedError(path, detail, last_backup=last_backup(path))
    if isinstance(error, duckdb.OutOfMemoryException):
        return StoreError(
            path, "this needs more memory than the database may use. Nothing was changed. Import fewer rows at once."
        )
    if isinstance(error, duckdb.IOException) or _REFUSED.search(text):
        return StoreRefusedError(path, detail)
    return error
