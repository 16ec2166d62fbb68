"""Hold the database file for a unit of work, and no longer.

A second process is refused while one holds the file, so it is opened for each unit of work (about
12 ms), waited for when somebody else has it, and closed when nobody here works. Within the process
everybody shares one connection, with a cursor each, and writers take turns.
"""

import contextlib
import re
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import duckdb

from analytics.errors import StoreDamagedError, StoreHeldError, StoreRefusedError
from analytics.store.migrations import migrate

STORAGE_VERSION = "v1.5.0"
"""The file can be read by the DuckDB release line before ours, too."""

RETRY_S = 0.05

_HELD = re.compile(
    r"Could not set lock on file|being used by another process|(?P<started>) it is not a valid DuckDB database file"
)
_HOLDER = re.compile(r"Conflicting lock is held in (?P<holder>.+?\(PID \d+\))")
_DAMAGED = (
    "not a valid DuckDB database file",
    "Corrupt database file",
    "Could not read enough bytes",
    "Serialization Error",
    "version number",
)
