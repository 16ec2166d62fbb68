"""Errors of the database file: what is wrong with it, and how to get the data back.

::

    StoreError                    the database file cannot be used
    ├── StoreMissingError         it does not exist
    ├── StoreVanishedError        it was moved or deleted while in use
    ├── StoreLockedError          another program has it open
    ├── StoreDamagedError         it is damaged or another program's
    │   └── StoreValueError       a row has a value that only another program can have written
    ├── BackupDamagedError        a backup is damaged or another program's
    ├── StoreTooNewError          a newer Cutscore wrote it
    └── StoreRefusedError         the system refuses to write (read-only, full disk)
"""

import shlex
from pathlib import Path

from analytics.errors import CutscoreError


class StoreError(CutscoreError):
    """The database file cannot be used."""

    def __init__(self, path: Path, sentence: str) -> None:
        super().__init__(f"{path}: {sentence}")
        self.path = path


class StoreMissingError(StoreError):
    """The file does not exist, and the command does not create it; the message names the last backup, if any."""

    def __init__(self, path: Path, *, last_backup: Path | None = None) -> None:
        way = f"Create it with: cutscore import FILE --db {shlex.quote(str(path))}"
        super().__init__(path, f"file not found. {way if last_backup is None else _restoring(last_backup, path)}")


class StoreVanishedError(StoreError):
    """The file was moved or deleted while in use; the message names the last automatic backup, if any."""

    def __init__(self, path: Path, *, last_backup: Path | None = None) -> None:
        way = "Restart Cutscore to begin with an empty file."
        super().__init__(
            path,
            "this file was moved or deleted while Cutscore was using it, and nothing is saved now. "
            f"Move it back if you can. {way if last_backup is None else _restoring(last_backup, path)}",
        )


class StoreLockedError(StoreError):
    """Another program has the file open and did not close it in time."""

    def __init__(self, path: Path, holder: str, waited_s: float) -> None:
        super().__init__(
            path,
            f"{holder} has been using this file for more than {waited_s:.0f} seconds. Wait for it to "
            "finish or close it, then try again.",
        )


class StoreDamagedError(StoreError):
    """The file is damaged or not a Cutscore database; the message names the last automatic backup, if any."""

    SENTENCE = "this file is damaged or is not a Cutscore database ({})."

    def __init__(self, path: Path, detail: str, *, last_backup: Path | None = None) -> None:
        way_back = f"There is no automatic backup. Restore one of your own with: {_restore_command('BACKUP', path)}"
        super().__init__(
            path, f"{self.SENTENCE.format(detail)} {way_back if last_backup is None else _restoring(last_backup, path)}"
        )
        self.detail = detail
        self.last_backup = last_backup


class StoreValueError(StoreDamagedError):
    """Another program wrote a value that no row may have; `detail` is a sentence that names the row."""

    SENTENCE = (
        "another program has written a value that Cutscore cannot use. {} Correct or delete that row with that "
        "program; cutscore check lists all such values. If that fails, go back to a backup."
    )


class BackupDamagedError(StoreError):
    """The backup to restore is damaged or not a Cutscore database."""

    def __init__(self, path: Path, detail: str) -> None:
        super().__init__(
            path,
            f"this backup is damaged or is not a Cutscore database ({detail}). Nothing was changed. List "
            "the automatic backups with: cutscore restore",
        )


class StoreTooNewError(StoreError):
    """A newer version of the program wrote the file."""

    def __init__(self, path: Path, found: int, newest: int) -> None:
        super().__init__(
            path,
            f"this file was written by a newer Cutscore (schema version {found}; this one reads up to "
            f"{newest}). Update Cutscore to open it. Nothing was changed.",
        )


class StoreRefusedError(StoreError):
    """The operating system refuses to write."""

    def __init__(self, path: Path, detail: str) -> None:
        super().__init__(path, f"cannot write to this file ({detail}). Nothing was changed.")


def _restoring(backup: Path, path: Path) -> str:
    return f"Restore the last backup with: {_restore_command(shlex.quote(str(backup)), path)}"


def _restore_command(backup: str, path: Path) -> str:
    return f"cutscore restore {backup} --db {shlex.quote(str(path))}"
