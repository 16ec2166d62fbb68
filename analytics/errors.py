"""Everything that can be wrong with a request or with a row.

A wrong *request* is an exception; the tree is small on purpose::

    CutscoreError                 a sentence for the person: what, where, what to do
    ├── UnreadableFileError       a file that is refused whole
    │   ├── UnopenableFileError   one that is named and not there, or may not be read
    │   └── OpenQuestionError     what it does not say itself must be told first
    ├── DocumentError             an exam file or a map file that breaks a rule: key, value, rule
    ├── UnknownExamError          no blueprint for this exam code, or none named
    ├── UnknownCandidateError     no such candidate, or several and none named
    ├── UnknownBatchError         no such import
    ├── ExportRefusedError        a folder that an export would harm
    └── StoreError                the database file itself
        ├── StoreMissingError     there is none yet
        ├── StoreHeldError        another program has it
        ├── StoreDamagedError     it is not a sound database
        ├── BackupDamagedError    a backup is none
        ├── StoreTooNewError      a newer Cutscore wrote it
        └── StoreRefusedError     the system refuses to write (read-only, full disk)

A wrong *row* is a value, `DataProblem`: the good rows of its file still go in.
"""

import shlex
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from pathlib import Path


class ExitCode(IntEnum):
    """How a command ends."""

    DONE = 0
    PROBLEMS = 1
    """Done, and a person must look."""
    COULD_NOT_RUN = 2


@dataclass(frozen=True, slots=True)
class DataProblem:
    """One row, or one whole file, that could not be taken, and why.

    `line` is the physical line with the header as 1, ``Sheet!row`` in a workbook,
    and empty where the problem is the file itself.
    """

    file: str
    line: str
    column: str
    value: str
    reason: str


class CutscoreError(Exception):
    """Base of all that a person can mend; its text is a whole sentence."""


class UnreadableFileError(CutscoreError):
    """A file is refused whole."""

    def __init__(self, file: str, reason: str) -> None:
        super().__init__(f"{file}: {reason}")
        self.file = file
        self.reason = reason


class UnopenableFileError(UnreadableFileError):
    """A file that is named is not there, or may not be read."""

    def __init__(self, path: Path, error: OSError) -> None:
        super().__init__(path.name, f"it cannot be opened: {error.strerror}. Check the name and the folder.")


class Question(StrEnum):
    """What a file of another program leaves open."""

    ZONE = "zone"
    DATE_ORDER = "date_order"
    STUDY = "study"
    DAY = "day"
    EXAM = "exam"
    COLUMNS = "columns"
    SCORE_UNIT = "score_unit"
    TIME_UNIT = "time_unit"
    DECIMAL = "decimal"


class OpenQuestionError(UnreadableFileError):
    """A file is refused until a question is answered; `reason` asks it and names the option that answers.

    `found` counts what can be chosen from, such as the projects of a timer's export, in minutes
    where `unit` is "min"; where there is no choice it names what the question is about, such as a
    date that can be read in two ways.
    """

    def __init__(
        self, file: str, question: Question, reason: str, found: Mapping[str, int] | None = None, *, unit: str = ""
    ) -> None:
        super().__init__(file, reason)
        self.question = question
        self.found = dict(found or {})
        self.unit = unit


class DocumentError(CutscoreError):
    """A TOML document, such as an exam file, breaks a rule."""

    def __init__(self, file: str, key: str, value: object, rule: str) -> None:
        super().__init__(f"{file}: {key} = {value!r}: {rule}")
        self.file = file
        self.key = key
        self.value = value
        self.rule = rule


class UnknownExamError(CutscoreError):
    """No blueprint is known for an exam code, or no exam is named and none can be guessed."""

    def __init__(self, exam_code: str | None, known: Sequence[str]) -> None:
        what = "No exam is named" if exam_code is None else f"There is no blueprint for the exam {exam_code!r}"
        super().__init__(
            f"{what}. Name one with --exam CODE, or give its file with --exam FILE.toml; "
            f"known are: {', '.join(sorted(known))}."
        )
        self.exam_code = exam_code


class UnknownCandidateError(CutscoreError):
    """A candidate who is not in the file, or no name where there are several."""

    def __init__(self, candidate_id: str | None, known: Sequence[str]) -> None:
        self.candidate_id = candidate_id
        if not known:
            super().__init__("There is nobody in this file yet. Put something in with: cutscore import FILE")
            return
        shown = ", ".join(sorted(known)[:10])
        more = f" and {len(known) - 10} more" if len(known) > 10 else ""
        if candidate_id is None:
            sentence = "There are several candidates in this file; name one with --candidate"
        else:
            sentence = f"There is no candidate {candidate_id!r} in this file"
        super().__init__(f"{sentence}. It holds: {shown}{more}.")


class UnknownBatchError(CutscoreError):
    """An import that is not in the file."""

    def __init__(self, batch_id: int | None) -> None:
        what = "There is no import to undo" if batch_id is None else f"There is no import {batch_id}"
        super().__init__(f"{what} in this file. The Data page lists them under Imports.")


class ExportRefusedError(CutscoreError):
    """A folder cannot take an export, or holds something that it would replace."""

    def __init__(self, folder: Path, reason: str) -> None:
        super().__init__(f"{folder}: {reason}. Nothing was written. Name a folder that is new or empty.")


class StoreError(CutscoreError):
    """The database file cannot be used."""

    def __init__(self, path: Path, sentence: str) -> None:
        super().__init__(f"{path}: {sentence}")
        self.path = path


class StoreMissingError(StoreError):
    """The file is not there, and what was asked for is no reason to make it."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            path,
            f"there is no such file. Bring something in with: cutscore import FILE --db {shlex.quote(str(path))}",
        )


class StoreHeldError(StoreError):
    """Another program has the file open and did not let go in time."""

    def __init__(self, path: Path, holder: str, waited_s: float) -> None:
        super().__init__(
            path,
            f"{holder} has held this file for more than {waited_s:.0f} seconds. "
            "Wait until it has finished, or close it, and try again.",
        )


class StoreDamagedError(StoreError):
    """The file is there, but it is not a sound database; the way back is the last copy of it, if there is one."""

    def __init__(self, path: Path, detail: str, *, last_backup: Path | None = None) -> None:
        if last_backup is None:
            way_back = "No copy that was made by itself lies beside it. Bring back a backup of yours with"
        else:
            way_back = "Bring back the last backup with"
        backup = "BACKUP" if last_backup is None else shlex.quote(str(last_backup))
        super().__init__(
            path,
            f"this file is damaged or is not a Cutscore database ({detail}). "
            f"{way_back}: cutscore restore {backup} --db {shlex.quote(str(path))}",
        )
        self.detail = detail
        self.last_backup = last_backup


class BackupDamagedError(StoreError):
    """What was to be restored is not a sound database."""

    def __init__(self, path: Path, detail: str) -> None:
        super().__init__(
            path,
            f"this backup is damaged or is not a Cutscore database ({detail}). Nothing was changed. "
            "See the other copies with: cutscore restore",
        )


class StoreTooNewError(StoreError):
    """The file was written by a newer version of the program."""

    def __init__(self, path: Path, found: int, known: int) -> None:
        super().__init__(
            path,
            f"this file has schema version {found}, and this Cutscore knows versions up to {known}. "
            "Update Cutscore to open it; nothing was changed.",
        )


class StoreRefusedError(StoreError):
    """The operating system does not let us write."""

    def __init__(self, path: Path, detail: str) -> None:
        super().__init__(path, f"the file cannot be written ({detail}). Nothing was changed.")
