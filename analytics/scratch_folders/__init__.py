"""Folders for unfinished files, deleted by a later run if their own program was killed.

Each has a lock in it, which the system releases when its program dies. So nobody deletes a folder
that another program or thread still uses.
"""

import errno
import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from tempfile import gettempdir, mkdtemp

_LOCK = "in-use"
_ELSEWHERE = "elsewhere"
TEMPORARY = "cutscore-draft-"
_ROOM = 100_000
"""Bytes for a lock and a note."""


def scratch_root(path: Path) -> Path:
    """Return the folder beside a database that holds its scratch folders."""
    return path.with_name(f".{path.name}.drafts")


def may_write(place: Path) -> bool:
    """Whether the system lets this user change a file, or make files in a folder."""
    return os.access(place, os.W_OK, effective_ids=os.access in os.supports_effective_ids)


@contextmanager
def scratch_folder(database: Path, target_folder: Path) -> Iterator[Path]:
    """Yield a new folder from which a file can be moved to its target in one step, and delete it at the end.

    If the target is not beside the database, a note there names the folder. If no note can be written, on a
    read-only or full disk, the folder is beside the target alone, where no later program looks for it.
    """
    has_room = may_write(database.parent) and shutil.disk_usage(database.parent).free >= _ROOM
    home = database.parent if has_room else target_folder.resolve()
    base = scratch_root(home / database.name)

    def make() -> Path:
        base.mkdir(mode=0o700, parents=True, exist_ok=True)
        return Path(mkdtemp(prefix="", dir=base))

    try:
        with _new_folder(make) as folder:
            if target_folder.resolve() == home:
                yield folder
            else:
                outer = target_folder.resolve() / _name_elsewhere(folder)
                (folder / _ELSEWHERE).write_text(str(outer), encoding="utf-8")
                outer.mkdir(mode=0o700)
                yield outer
    finally:
        _delete_if_empty(base)


@contextmanager
def temporary_folder() -> Iterator[Path]:
    """Yield a new folder among the system's temporary files, and delete it at the end."""
    with _new_folder(lambda: Path(mkdtemp(prefix=TEMPORARY))) as folder:
        yield folder


def sweep(database: Path) -> None:
    """Delete the scratch folders that killed programs left beside a database."""
    base = scratch_root(database)
    if base.exists() and not base.is_symlink():  # a link may lead to anything
        for folder in base.iterdir():
            _delete_unless_claimed(folder)
        _delete_if_empty(base)


def sweep_temporary() -> None:
    """Delete the temporary files of killed programs."""
    for folder in Path(gettempdir()).glob(f"{TEMPORARY}*"):
        _delete_unless_claimed(folder)


@contextmanager
def _new_folder(make: Callable[[], Path]) -> Iterator[Path]:
    """Yield a new locked folder, and delete it at the end."""
    folder, lock = _new_claim(make)
    try:
        with closing(lock):
            yield folder
    finally:
        _delete(folder, ignore_errors=True)  # the next sweep tries again


def _new_claim(make: Callable[[], Path], n_tries: int = 3) -> tuple[Path, sqlite3.Connection]:
    """Make and lock a folder; retry if another thread has deleted it in between."""
    folder = make()
    try:
        return folder, _claim(folder)
    except OSError:
        shutil.rmtree(folder, ignore_errors=True)  # on a full disk there is room for a folder, but for no lock
        if n_tries == 1:
            raise
        return _new_claim(make, n_tries - 1)


def _claim(folder: Path) -> sqlite3.Connection:
    """Lock a folder until the connection is closed; raise `OSError` if it is locked or the disk is full."""
    lock = None
    try:
        lock = sqlite3.connect(folder / _LOCK, timeout=0, isolation_level=None)
        lock.execute("begin exclusive")
    except sqlite3.OperationalError as error:
        if lock:
            lock.close()
        is_full = error.sqlite_errorcode == sqlite3.SQLITE_FULL
        raise OSError(errno.ENOSPC if is_full else errno.EBUSY, str(error), str(folder)) from error
    return lock


def _delete_unless_claimed(folder: Path) -> None:
    try:
        _claim(folder).close()
    except OSError:  # its program is at work, or it is another user's
        return
    _delete(folder)


def _delete(folder: Path, *, ignore_errors: bool = False) -> None:
    """Delete a folder, and first the one elsewhere that a note in it names."""
    note = folder / _ELSEWHERE
    if note.exists():
        outer = Path(note.read_text(encoding="utf-8"))
        # A program that was killed while it wrote the note has made no folder yet.
        if outer.name == _name_elsewhere(folder) and outer.exists():
            shutil.rmtree(outer, ignore_errors=ignore_errors)
    shutil.rmtree(folder, ignore_errors=ignore_errors)


def _name_elsewhere(folder: Path) -> str:
    return f"{folder.parent.name}-{folder.name}"


def _delete_if_empty(base: Path) -> None:
    with suppress(OSError):  # other folders are in it
        base.rmdir()
