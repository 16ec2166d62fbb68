"""Restore a backup: a checked copy of it replaces the contents of the file."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from analytics.errors import UnreadableFileError, refusal
from analytics.errors.store import BackupDamagedError, StoreDamagedError, StoreTooNewError
from analytics.scratch_folders import scratch_folder
from analytics.store.backups import Occasion, backup_path, prune
from analytics.store.connection import DatabaseFile, database_file, open_file
from analytics.store.copies import copy_database, refusals, replace_contents, write_copy
from analytics.store.integrity import integrity_problems
from analytics.store.migrations import schema_version
from analytics.store.queries import sql_text

_NO_FILE = "this is a folder or a device; choose a backup file"
_NO_BACKUP = "file not found; list the automatic backups with: cutscore restore"


def restore_backup(source: Path, file: DatabaseFile, wait_s: float) -> Path | None:
    """Replace the contents of a file with those of a backup.

    The whole backup is read before anything changes. A file that is damaged or too new is renamed.

    Returns:
        The automatic backup of what was replaced, None if there was no file.
    """
    with checked_copy(source, file, wait_s) as copy:
        if not file.path.exists():
            file.expect_new()
            _replace_contents(file, copy, None, wait_s)
            return None
        replaced = backup_path(file.path, Occasion.BEFORE_RESTORE)
        try:
            _replace_contents(file, copy, replaced, wait_s)
        except (StoreDamagedError, StoreTooNewError):
            file.move_to(replaced)
            _replace_contents(file, copy, None, wait_s)
        prune(file.path, Occasion.BEFORE_RESTORE)
        return replaced


@contextmanager
def checked_copy(source: Path, file: DatabaseFile, wait_s: float) -> Iterator[Path]:
    """Yield a checked and migrated copy of a backup beside a file; the backup is not changed."""
    file.require_writable()
    try:
        is_there, is_file = source.exists(), source.is_file()
    except OSError as error:
        raise UnreadableFileError(str(source), refusal(error)) from error
    if not is_file:
        raise UnreadableFileError(str(source), _NO_FILE if is_there else _NO_BACKUP)
    with refusals(file.path), scratch_folder(file.path, file.path.parent) as folder:
        copy = folder / "draft.duckdb"
        try:
            with open_file(source, wait_s, is_read_only=True) as connection:
                schema_version(connection, source)
                with refusals(file.path):
                    write_copy(connection, copy)
            with database_file(copy).reading(wait_s, is_any_value_read=True) as cursor:
                integrity_problems(cursor, sql_text("check"))  # reads all of it
            with database_file(copy).reading(wait_s):  # refuses values that no record has
                pass
        except StoreDamagedError as error:
            raise BackupDamagedError(source, error.detail) from error
        except duckdb.Error as error:
            raise BackupDamagedError(source, str(error).splitlines()[0]) from error
        yield copy


def _replace_contents(file: DatabaseFile, copy: Path, replaced: Path | None, wait_s: float) -> None:
    with file.exclusive(wait_s) as connection:
        if replaced is not None:
            copy_database(connection, replaced, of=file.path)
        replace_contents(connection, copy)
