"""Hold the database file for a unit of work, and no longer.

A second process is refused while one holds the file, so it is opened for each unit of work (about
12 ms), waited for when somebody else has it, and closed when nobody here works. Within the process
everybody shares one connection, with a cursor each, and writers take turns.
"""

import re
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from analytics.errors import StoreDamagedError, StoreHeldError, StoreRefusedError

STORAGE_VERSION = "v1.5.0"
"""The file can be read by the DuckDB release line before ours, too."""

RETRY_S = 0.05
_HELD = re.compile(r"Conflicting lock is held in (?P<holder>.+?\(PID \d+\))|Could not set lock on file|used by another process")
_DAMAGED = ("not a valid DuckDB database file", "Corrupt database file", "checksum", "Serialization Error", "version number")


class Connection:
    """One database file, shared within the process."""

    def __init__(self, path: Path, *, wait_s: float, on_open: Callable[[duckdb.DuckDBPyConnection], None]) -> None:
        self.path = path
        self._on_open = on_open
        self.wait_s = wait_s
        self._lock = threading.Lock()
        self._write_lock = threading.RLock()
        self._n_users = 0
        self._shared: duckdb.DuckDBPyConnection | None = None

    @contextmanager
    def reading(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """Give a cursor for some reads; errors of the file become sentences."""
        shared = self._enter()
        try:
            with shared.cursor() as cursor:
                yield cursor
        except duckdb.Error as error:
            raise self._sentence(error) from error
        finally:
            self._leave()

    @contextmanager
    def writing(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """Give a cursor within a transaction that is rolled back on any exception at all.

        Streamlit stops and reruns a page by exceptions that are no `Exception`.
        """
        with self._write_lock, self.reading() as cursor:
            cursor.begin()
            try:
                yield cursor
                cursor.execute("update store_revision set revision = revision + 1")
            except BaseException:
                cursor.rollback()
                raise
            cursor.commit()

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Keep everybody of this process out of the file while it is replaced."""
        with self._write_lock:
            limit = time.monotonic() + self.wait_s
            self._lock.acquire()
            while self._n_users:
                self._lock.release()
                if time.monotonic() >= limit:
                    raise StoreHeldError(self.path, "this program itself", self.wait_s)
                time.sleep(RETRY_S)
                self._lock.acquire()
            try:
                yield
            finally:
                self._lock.release()

    def _enter(self) -> duckdb.DuckDBPyConnection:
        with self._lock:
            if self._shared is None:
                opened = self._open()
                try:
                    self._on_open(opened)
                except BaseException:
                    opened.close()
                    raise
                self._shared = opened
            self._n_users += 1
            return self._shared

    def _leave(self) -> None:
        with self._lock:
            self._n_users -= 1
            if self._n_users == 0 and self._shared is not None:
                shared, self._shared = self._shared, None
                shared.close()

    def _open(self) -> duckdb.DuckDBPyConnection:
        """Open the file; wait while another process has it."""
        limit = time.monotonic() + self.wait_s
        while True:
            try:
                self.path.parent.mkdir(parents=True, exist_ok=True)
                return duckdb.connect(
                    str(self.path), config={"storage_compatibility_version": STORAGE_VERSION}
                )
            except OSError as error:
                raise StoreRefusedError(self.path, error.strerror or str(error)) from error
            except duckdb.Error as error:
                held = _HELD.search(str(error))
                if held is None:
                    raise self._sentence(error) from error
                if time.monotonic() >= limit:
                    holder = held["holder"] or "another program"
                    raise StoreHeldError(self.path, holder, self.wait_s) from error
                time.sleep(RETRY_S)

    def _sentence(self, error: duckdb.Error) -> Exception:
        """Turn an error of the file into a sentence; any other is a mistake of ours and stays as it is."""
        text = str(error)
        first_line = text.splitlines()[0][:200]
        if any(mark in text for mark in _DAMAGED):
            return StoreDamagedError(self.path, first_line)
        if isinstance(error, duckdb.IOException):
            return StoreRefusedError(self.path, first_line)
        return error
