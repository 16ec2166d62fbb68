"""Errors of requests, and problems of rows.

A request that fails raises one of a few exceptions::

    CutscoreError                 what happened, where, and what to do
    ├── UnreadableFileError       the whole file is refused
    │   ├── UnopenableFileError   it does not exist or cannot be opened
    │   └── OpenQuestionError     a question about it must be answered first
    ├── DocumentError             an exam file or a map file that breaks a rule: key, value, rule
    ├── UnknownExamError          no blueprint for this exam code, or no exam named
    ├── UnknownCandidateError     no such candidate, or several and none named
    ├── SavedTextError            another program changed a text that Cutscore saved
    ├── ExportRefusedError        the folder is a file or has other files of these names
    └── StoreError                the database file cannot be used: see `errors.store`

A row that fails is a value, `DataProblem`; the good rows of its file are still imported.
"""

import errno
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum
from pathlib import Path
from typing import NamedTuple


def counted(number: float, one: str, many: str = "") -> str:
    """Return a count with words that agree: "1 row", "2 rows"; pass `many` if an s does not make the plural."""
    return f"{number:,.12g} {one if number == 1 else many or f'{one}s'}"


def duration(minutes: float) -> str:
    """Return a length of time with no-break spaces: "45 min", "2 h 15", and half hours from ten hours on."""
    if minutes >= 600:
        hours, half = divmod(round(minutes / 30), 2)
        return f"{hours:,}{'½' if half else ''}\u00a0h"
    hours, rest = divmod(round(minutes), 60)
    if not hours:
        return f"{rest}\u00a0min"
    return f"{hours}\u00a0h\u00a0{rest:02}" if rest else f"{hours}\u00a0h"


DISK_FULL = "the disk is full; make room on it"
IS_FOLDER = "this is a folder; choose a file name in it"


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
    """A name in a file that is no domain of the exam, and that can be assigned to one."""

    name: str
    exam_code: str


@dataclass(frozen=True, slots=True)
class DataProblem:
    """Why a row, or a whole file, could not be imported.

    `line` is the physical line with the header as 1, ``Sheet!row`` in a workbook, and empty if the
    problem is the file itself. `topic` is set if the row only lacks a domain.
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
    """Facts that another program's file can lack; each is asked."""

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
    is about, such as an ambiguous date. `about` names the part of the file in question, if there are several.
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
    """The candidate is not in the database, or several are and none was named; the message names the nearest."""

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


class ExportRefusedError(CutscoreError):
    """The folder cannot take the export, which would replace other files."""

    def __init__(self, folder: Path, reason: str) -> None:
        super().__init__(f"{folder}: {reason}. Nothing was written. Choose a new or empty folder.")


class SavedTextError(CutscoreError):
    """A saved text is not in the form that Cutscore writes, so another program changed it."""

    def __init__(self, table: str, row: object, text: str) -> None:
        super().__init__(
            f"Table {table}, row {row}: {text[:60]!r} is not what Cutscore writes there. Delete that row with the "
            "program that changed it, or go back to a backup with: cutscore restore"
        )


EXHAUSTED = (MemoryError, RecursionError)
"""Raised by Python for what is larger or nested deeper than the computer can hold."""

TOO_LARGE_TO_HOLD = (
    "This is too large or too deeply nested for the memory of this computer. Nothing was changed. Split the file, or "
    "close other programs, then try again."
)
