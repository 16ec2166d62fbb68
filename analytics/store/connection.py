"""Open the database file for one unit of work at a time, and wait while it is locked.

DuckDB refuses a second process while one has the file open. So it is opened for each unit of work
(about 12 ms), with some waiting if another process has it, and closed when no thread uses it, for a dashboard
a moment later.
Within the process all threads share one connection, with a cursor each, and writers take turns.
"""

import contextlib
import errno
import os
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from time import monotonic, sleep

import duckdb

from analytics.errors import refusal
from analytics.errors.store import (
    StoreDamagedError,
    StoreError,
    StoreLockedError,
    StoreMissingError,
    StoreRefusedError,
    StoreVanishedError,
)
from analytics.scratch_folders import may_write, scratch_root, sweep, sweep_temporary
from analytics.store.backups import backups_beside, delete_database, delete_spilled, last_backup, logs_of, spill_folder
from analytics.store.copies import STORAGE_VERSION, make_file_private
from analytics.store.duckdb_errors import lock_holder, store_error
from analytics.store.integrity import require_plain_values
from analytics.store.migrations import migrate, require_newest, require_unaltered

RETRY_S = 0.05

_KIND = "duckdb:"
"""Without it DuckDB opens a CSV as an empty database in memory, and downloads an extension for SQLite."""

MIN_MEMORY_MB = 400
MIN_MEMORY = f"{MIN_MEMORY_MB}MB"
"""Memory that DuckDB may use for a small file, and to read rows of any file."""

CONFIG: dict[str, str | bool | int | float | list[str]] = {
    "storage_compatibility_version": STORAGE_VERSION,
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "memory_limit": MIN_MEMORY,
    "threads": 1,
}
"""One thread, since a person's rows need no more and each further one takes memory of its own in a large import."""

MEMORY_PER_BYTE = 2
"""Bytes of memory beyond the least per byte of a file: copying it needs the whole index of its keys at once."""

_NOT_UTF_8 = re.compile(r"[\ud800-\udfff]")

_HARDENING = """
set global TimeZone = 'UTC';
set allowed_directories = ['{scratch}'];
set enable_external_access = false;
set lock_configuration = true;
"""


def resolved(path: Path) -> Path:
    """Resolve links, so that one file has one name."""
    try:
        path.stat()
    except OSError as error:
        if error.errno == errno.ELOOP:
            raise StoreRefusedError(path, "its links form a loop") from error
    return Path(os.path.realpath(path))


@cache
def database_file(path: Path, *, is_read_only: bool = False) -> "DatabaseFile":
    """Return the one object for a resolved path in this process."""
    return DatabaseFile(path, is_read_only=is_read_only)


class DatabaseFile:
    """A database file, shared by all threads of the process."""

    def __init__(self, path: Path, *, is_read_only: bool) -> None:
        self.path = path
        self._is_only_read = is_read_only
        self._opened_as: os.stat_result | None = None
        self._left_as: tuple[int, ...] | None = None
        self._write_lock = threading.RLock()
        self._users = threading.Condition()
        self._n_users = 0
        self.linger_s = 0.0
        self._closing: threading.Timer | None = None
        self._shared: duckdb.DuckDBPyConnection | None = None
        self._are_values_plain = True

    @contextmanager
    def reading(self, wait_s: float, *, is_any_value_read: bool = False) -> Iterator[duckdb.DuckDBPyConnection]:
        """Yield a cursor for reading; DuckDB's errors about the file become ours.

        A file with values that no record has is refused unless `is_any_value_read`.
        """
        with self._own_errors():
            shared = self._enter(wait_s, is_any_value_read)
            try:
                with shared.cursor() as cursor:
                    yield cursor
            finally:
                self._leave()

    @contextmanager
    def _own_errors(self) -> Iterator[None]:
        try:
            yield
        except (duckdb.Error, RuntimeError) as error:
            raise store_error(self.path, error) from error

    @contextmanager
    def writing(self, wait_s: float) -> Iterator[duckdb.DuckDBPyConnection]:
        """Yield a cursor in a transaction, which any `BaseException` rolls back.

        Streamlit stops and reruns a page by exceptions that are not an `Exception`.
        """
        self.require_writable()
        with self._write_lock:
            with self.reading(wait_s) as cursor:
                cursor.begin()
                try:
                    yield cursor
                    self._require_same_file()
                    cursor.commit()
                except BaseException:
                    with contextlib.suppress(duckdb.TransactionException):  # a failed commit has ended it
                        cursor.rollback()
                    raise
            self._close_if_unused()  # what was written goes from the log into the file

    @contextmanager
    def exclusive(self, wait_s: float) -> Iterator[duckdb.DuckDBPyConnection]:
        """Yield the only connection of the process, which may access other files."""
        with self._write_lock, self._users:
            self._wait_until_idle(wait_s)
            with self._own_errors(), self._open(wait_s) as connection:
                yield connection

    def delete(self, wait_s: float, *, keeps_backups: bool = False) -> None:
        """Delete the file, its automatic backups unless they are kept, and what killed programs left of them."""
        self.require_writable()
        with self._write_lock, self._users:
            self._wait_until_idle(wait_s)
            if self.path.exists():
                with contextlib.suppress(StoreDamagedError):
                    open_file(self.path, wait_s).close()  # fails if another program has it
            try:
                sweep_temporary()
                backups = [] if keeps_backups else backups_beside(self.path)
                for path in (*(backup.path for backup in backups), self.path):
                    delete_database(path)
            except OSError as error:
                raise StoreRefusedError(self.path, f"{error.filename}: {refusal(error)}") from error
            self.expect_new()

    def expect_new(self) -> None:
        """Let the next opening create the file if it is missing."""
        self._opened_as = None

    def move_to(self, other: Path) -> None:
        """Rename a file that cannot be opened, together with its write-ahead log."""
        for path, moved in zip((self.path, *logs_of(self.path)), (other, *logs_of(other)), strict=True):
            with contextlib.suppress(FileNotFoundError):
                path.replace(moved)
        self.expect_new()

    @property
    def is_read_only(self) -> bool:
        """Whether the file is only read, by choice or because this user cannot change it or the logs beside it."""
        exists = os.access(self.path, os.F_OK)  # asked first, since another program may be making the file
        return self._is_only_read or (exists and not (may_write(self.path) and may_write(self.path.parent)))

    def require_writable(self) -> None:
        """Check that the file may be changed."""
        if self._is_only_read:
            sentence = "opened read-only, so nothing was changed. Start without --read-only to change it."
            raise StoreError(self.path, sentence)
        if self.is_read_only:
            raise StoreRefusedError(self.path, "the file or its folder is read-only; make both writable")

    def _wait_until_idle(self, wait_s: float) -> None:
        self._close_if_unused()
        if not self._users.wait_for(lambda: self._shared is None, wait_s):
            raise StoreLockedError(self.path, "Cutscore itself", wait_s)

    def _enter(self, wait_s: float, is_any_value_read: bool) -> duckdb.DuckDBPyConnection:
        since = monotonic()  # a thread that queues behind a waiting one is waiting as well
        with self._users:
            if self._shared is None:
                self._shared = self._open(wait_s, since, is_restricted=True, is_any_value_read=is_any_value_read)
                self._are_values_plain = not is_any_value_read
            self._n_users += 1
            return self._shared

    def _leave(self) -> None:
        with self._users:
            self._n_users -= 1
            if not self.linger_s:
                self._close_if_unused()
            elif self._closing is None:
                self._closing = threading.Timer(self.linger_s, self._close_if_unused)
                self._closing.daemon = False  # else a thread of DuckDB may be cut off at the end of the program
                self._closing.start()

    def _close_if_unused(self) -> None:
        with self._users:
            self._closing = None
            if self._n_users == 0 and self._shared is not None:
                shared, self._shared = self._shared, None
                shared.close()
                with contextlib.suppress(OSError):  # a file that was moved away meanwhile
                    self._left_as = file_state(self.path) if self._are_values_plain else None
                self._users.notify_all()

    def _open(
        self, wait_s: float, since: float | None = None, *, is_restricted: bool = False, is_any_value_read: bool = False
    ) -> duckdb.DuckDBPyConnection:
        """Open the file, delete what killed programs left beside it, and migrate it; do neither if it is only read.

        A restricted connection has access to no other file.
        """
        is_read_only, is_new = self.is_read_only, self._is_missing()
        if (self._opened_as is not None or is_read_only) and is_new:
            kind = StoreMissingError if self._opened_as is None else StoreVanishedError
            raise kind(self.path, last_backup=last_backup(self.path))
        connection = open_file(self.path, wait_s, since=since, is_read_only=is_read_only)
        try:
            is_changed = not is_new and self._left_as != file_state(self.path)
            if is_changed:
                require_unaltered(connection, self.path)
            if is_read_only:
                require_newest(connection, self.path)
            else:
                with contextlib.suppress(OSError):  # the next opening tries again, and deleting everything reports it
                    sweep(self.path)
                    delete_spilled(self.path)
                migrate(connection, self.path)
            if is_changed and not is_any_value_read:
                require_plain_values(connection, self.path)
            if is_restricted:
                connection.execute(_HARDENING.format(scratch=str(scratch_root(self.path)).replace("'", "''")))
            self._opened_as = self.path.stat()
        except BaseException:
            connection.close()
            raise
        return connection

    def _require_same_file(self) -> None:
        """Check that the open file still has its name; what is written to it would be lost otherwise."""
        is_same = self._opened_as and not self._is_missing() and os.path.samestat(self.path.stat(), self._opened_as)
        if not is_same:
            raise StoreVanishedError(self.path, last_backup=last_backup(self.path))

    def _is_missing(self) -> bool:
        try:
            return not self.path.exists()
        except OSError:  # opening it says why
            return False


def file_state(path: Path) -> tuple[int, ...]:
    """Return which file a path is, and when and how large it was written."""
    found = path.stat()
    return found.st_dev, found.st_ino, found.st_mtime_ns, found.st_size


def _require_possible(path: Path) -> None:
    """Refuse a path that DuckDB would read as something else, or fails at with an error of its own."""
    if "?" in str(path):  # DuckDB reads the rest as options and puts its log elsewhere
        raise StoreRefusedError(path, "its path contains a question mark; choose another name")
    if _NOT_UTF_8.search(str(path)):
        raise StoreRefusedError(path, "its path is not valid UTF-8; choose another name")
    if path.exists() and not (path.is_file() or path.is_dir()):
        raise StoreRefusedError(path, "this is a pipe or a device; choose a file")


def open_file(
    path: Path, wait_s: float, *, since: float | None = None, is_read_only: bool = False
) -> duckdb.DuckDBPyConnection:
    """Open a database file, waiting at most `wait_s` from `since` (else from now) for another process."""
    started = monotonic() if since is None else since
    while True:
        try:
            _require_possible(path)
            path.parent.mkdir(parents=True, exist_ok=True)
            is_new = not path.exists()
            memory_mb = MIN_MEMORY_MB + MEMORY_PER_BYTE * (0 if is_new else path.stat().st_size) // 1_000_000
            # DuckDB would take the folder from the path with its kind.
            config = CONFIG | {"temp_directory": str(spill_folder(path)), "memory_limit": f"{memory_mb}MB"}
            connection = duckdb.connect(f"{_KIND}{path}", read_only=is_read_only, config=config)
            if is_new:
                make_file_private(path)
            return connection
        except OSError as error:
            raise StoreRefusedError(path, refusal(error)) from error
        except duckdb.Error as error:
            holder = lock_holder(error)
            if holder is None:
                translated = store_error(path, error)
                if is_new and isinstance(translated, StoreRefusedError):
                    with contextlib.suppress(OSError):  # on a read-only disk there is no file
                        path.unlink(missing_ok=True)  # a partial header would count as damage later
                raise translated from error
            if monotonic() - started >= wait_s:
                raise StoreLockedError(path, holder, wait_s) from error
            sleep(RETRY_S)
