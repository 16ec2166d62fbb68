"""Errors of requests, and problems of rows.

A request that fails raises one of a few exceptions::

    CutscoreError                 what happened, where, and what to do
    ├── UnreadableFileError       the whole file is refused
    │   ├── UnopenableFileError   it does not exist or cannot be opened
    │   └── OpenQuestionError     a question about it must be answered first
    ├── DocumentError             an exam file or a map file that breaks a rule: key, value, rule
    ├── UnknownExamError          no blueprint for this exam code, or no exam named
    ├── UnknownCandidateError     no such candidate, or several and none named
    ├── UnknownBatchError         no such import
    ├── DomainClashError          rows of two domains would become one
    ├── SavedTextError            another program changed a text that Cutscore saved
    ├── ExportRefusedError        the folder is a file or has other files of these names
    └── StoreError                the database file cannot be used
        ├── StoreMissingError     it does not exist
        ├── StoreVanishedError    it was moved or deleted while in use
        ├── StoreHeldError        another program has it open
        ├── StoreDamagedError     it is damaged or another program's
        │   └── StoreValueError   a row has a value that only another program can have written
        ├── BackupDamagedError    a backup is damaged or another program's
        ├── StoreTooNewError      a newer Cutscore wrote it
        ├── StoreMemoryError      the request needs more memory than the database may use
        └── StoreRefusedError     the system refuses to write (read-only, full disk)

A row that fails is a value, `DataProblem`; the good rows of its file are still imported.
"""

import errno
import shlex
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum
from pathlib import Path
from typing import NamedTuple


def counted(number: float, one: str, many: str = "") -> str:
    """Return a count with words that agree: "1 row", "2 rows"; pass `many` if an s does not make the plural."""
    return f"{number:,.12g} {one if number == 1 else many or f'{one}s'}"


def duration(minutes: float) -> str:
    """Return a length of time that no line breaks: "45 min", "2 h 15", and from ten hours on whole hours."""
    if minutes >= 600:
        return f"{minutes / 60:,.0f}\u00a0h"
    hours, rest = divmod(round(minutes), 60)
    if not hours:
        return f"{rest}\u00a0min"
    return f"{hours}\u00a0h\u00a0{rest:02}" if rest else f"{hours}\u00a0h"


DISK_FULL = "the disk is full; make room on it"


def refusal(error: OSError) -> str:
    """Return why the system refuses something, and for a full disk what to do."""
    return DISK_FULL if error.errno == errno.ENOSPC else error.strerror or str(error)


class ExitCode(IntEnum):
    """How a command ends."""

    DONE = 0
    PROBLEMS = 1
    """Done, with problems for the user to look at."""
    COULD_NOT_RUN = 2


class UnknownTopic(NamedTuple):
    """A name that stands in place of a domain of an exam, for which a domain can be chosen."""

    name: str
    exam_code: str


@dataclass(frozen=True, slots=True)
class DataProblem:
    """Why a row, or a whole file, could not be imported.

    `line` is the physical line with the header as 1, ``Sheet!row`` in a workbook, and empty if the
    problem is the file itself. `topic` is what only lacks a domain.
    """

    file: str
    line: str
    column: str
    value: str
    reason: str
    topic: UnknownTopic | None = field(default=None, compare=False)


class CutscoreError(Exception):
    """Base class for errors the user can fix; the message is a full sentence."""


class UnreadableFileError(CutscoreError):
    """The file cannot be imported at all."""

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(f"{name}: {reason}")
        self.name = name
        self.reason = reason


class UnopenableFileError(UnreadableFileError):
    """The file does not exist or cannot be opened."""

    def __init__(self, path: Path, error: OSError) -> None:
        super().__init__(path.name, f"cannot be opened: {error.strerror}. Check the name and the folder.")


class Question(StrEnum):
    """What a file of another program may not say."""

    ZONE = "zone"
    DATE_ORDER = "date_order"
    STUDY = "study"
    PERSON = "person"
    DAY = "day"
    FIRST_WEEK = "first_week"
    EXAM = "exam"
    DOMAIN = "domain"
    SHEET = "sheet"
    HEADER = "header"
    COLUMNS = "columns"
    SCORE_UNIT = "score_unit"
    N_ITEMS = "n_items"
    TIME_UNIT = "time_unit"
    DECIMAL = "decimal"
    SAME_PERSON = "same_person"


class OpenQuestionError(UnreadableFileError):
    """The file is refused until a question is answered; `reason` names the option for it.

    `found` counts the choices, such as the projects of a timer's export, in minutes if `unit` is
    "min"; then `counts` may have their number of entries. Without a choice it has what the question
    is about, such as an ambiguous date. `about` names the one of several parts of the file that it is about.
    """

    def __init__(
        self,
        file: str,
        question: Question,
        reason: str,
        found: Mapping[str, int] | None = None,
        *,
        unit: str = "",
        counts: Mapping[str, int] | None = None,
        about: str = "",
    ) -> None:
        super().__init__(file, reason)
        self.question = question
        self.about = about
        self.found = dict(found or {})
        self.unit = unit
        self.counts = dict(counts or {})


class DocumentError(CutscoreError):
    """A TOML document, such as an exam file, breaks a rule."""

    def __init__(self, file: str, key: str, value: object, rule: str) -> None:
        super().__init__(f"{file}: {key} = {value!r}: {rule}")
        self.file = file
        self.key = key
        self.value = value
        self.rule = rule


class UnknownExamError(CutscoreError):
    """There is no blueprint for the exam code, or no exam is named and none can be guessed."""

    def __init__(self, exam_code: str | None, available: Sequence[str]) -> None:
        what = "No exam is given" if exam_code is None else f"Unknown exam {exam_code!r}"
        super().__init__(
            f"{what}. Choose one with --exam CODE, or use a blueprint file with --exam FILE.toml. Known "
            f"exams: {', '.join(sorted(available))}."
        )
        self.exam_code = exam_code


class UnknownCandidateError(CutscoreError):
    """The candidate is not in the database, or none of several is named; the message names the nearest."""

    def __init__(self, candidate_id: str | None, available: Sequence[str], *, nearest: Sequence[str] = ()) -> None:
        self.candidate_id = candidate_id
        if not available:
            super().__init__("There is no data in this file yet. Add some with: cutscore import FILE")
            return
        shown = ", ".join(sorted(available)[:10])
        more = f" and {len(available) - 10} more" if len(available) > 10 else ""
        meant = f" Did you mean {' or '.join(map(repr, nearest[:3]))}?" if nearest else ""
        sentence = (
            "There are several candidates in this file; choose one with --candidate."
            if candidate_id is None
            else f"There is no candidate {candidate_id!r} in this file."
        )
        super().__init__(f"{sentence}{meant} Candidates: {shown}{more}.")


class UnknownBatchError(CutscoreError):
    """There is no such import in the database."""

    def __init__(self, batch_id: int | None) -> None:
        what = "There is no import to undo" if batch_id is None else f"There is no import {batch_id}"
        super().__init__(f"{what} in this file. The Data page lists all imports.")


class DomainClashError(CutscoreError):
    """Rows of a renamed domain would have the place of other rows."""

    def __init__(self, exam_code: str, former: str, today: str, kind: str, n_rows: int) -> None:
        rows = counted(n_rows, f"row of {kind}", f"rows of {kind}")
        super().__init__(
            f"{exam_code}: domain {former!r} is now {today!r}, but {rows} would be there twice. Delete those of "
            f"{former!r} first. Nothing was changed."
        )


class ExportRefusedError(CutscoreError):
    """The folder cannot take the export, which would replace other files."""

    def __init__(self, folder: Path, reason: str) -> None:
        super().__init__(f"{folder}: {reason}. Nothing was written. Choose a new or empty folder.")


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


class StoreHeldError(StoreError):
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
            path,
            f"{self.SENTENCE.format(detail)} {way_back if last_backup is None else _restoring(last_backup, path)}",
        )
        self.detail = detail
        self.last_backup = last_backup


class StoreValueError(StoreDamagedError):
    """Another program wrote a value that no row may have; `detail` is a sentence that names the row."""

    SENTENCE = (
        "another program has written a value that Cutscore cannot use. {} Correct or delete that row with that "
        "program; cutscore check lists all such values. Or go back."
    )


class SavedTextError(CutscoreError):
    """A saved text is not in the form that Cutscore writes, so another program changed it."""

    def __init__(self, table: str, row: object, text: str) -> None:
        super().__init__(
            f"Table {table}, row {row}: {text[:60]!r} is not what Cutscore writes there. Delete that row with the "
            "program that changed it, or go back to a backup with: cutscore restore"
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


class StoreReadOnlyError(StoreError):
    """The file was opened to read, and may not be changed."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, "opened read-only, so nothing was changed. Start without --read-only to change it.")


class StoreOutdatedError(StoreError):
    """The file was opened to read, but has to be brought up to date first."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            path, "this file is from an earlier Cutscore. Open it once where it can be changed, without --read-only."
        )


class StoreRefusedError(StoreError):
    """The operating system refuses to write."""

    def __init__(self, path: Path, detail: str) -> None:
        super().__init__(path, f"cannot write to this file ({detail}). Nothing was changed.")


class StoreMemoryError(StoreError):
    """The request needs more memory than the database may use."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            path, "this needs more memory than the database may use. Nothing was changed. Import fewer rows at once."
        )


def _restoring(backup: Path, path: Path) -> str:
    return f"Restore the last backup with: {_restore_command(shlex.quote(str(backup)), path)}"


def _restore_command(backup: str, path: Path) -> str:
    return f"cutscore restore {backup} --db {shlex.quote(str(path))}"


EXHAUSTED = (MemoryError, RecursionError)
"""Raised by Python for what is larger or nested deeper than the computer can hold."""

TOO_LARGE_TO_HOLD = (
    "This is too large or too deeply nested for the memory of this computer. Nothing was changed. Split the file, or "
    "close other programs, then try again."
)
