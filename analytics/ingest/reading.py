"""What every reader is given, and what it hands back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from analytics.blueprints.model import ExamBlueprint
from analytics.errors import DataProblem
from analytics.ingest.file_mapping import NO_MAPPING, FileMapping
from analytics.records import Row

MAX_NOTICES = 50
MAX_NAMED = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingContext:
    """What a file does not say itself.

    `exam_code` stands for the exam of rows that name none; `zone` is that of date-times
    without an offset; rows of days after `today` are not taken. `exams_of` names the exams of
    each candidate, for rows that have no exam of their own. `is_zone_given` tells a zone that
    the candidate set or named from one that was assumed, which another program's file must not
    be read in. `answers` were given with the file, or are those `remembered` by the fingerprint of
    its kind; `as_format` names the one reader that may take it.
    """

    today: date
    zone: str
    blueprints: Mapping[str, ExamBlueprint]
    exam_code: str | None = None
    exams_of: Mapping[str, Sequence[str]] = field(default_factory=dict)
    is_zone_given: bool = False
    answers: FileMapping = NO_MAPPING
    remembered: Mapping[str, FileMapping] = field(default_factory=dict)
    as_format: str | None = None


@dataclass(frozen=True, slots=True)
class Import:
    """The good rows of one file, its problems, and what its owner should know.

    `n_skipped` counts the rows that were left out on purpose, such as those of a timer that are
    not studying. `answers` are those that the file was read with, to be remembered by its
    `fingerprint`; None where it needs none. `incomplete` names the practice exams of which some
    rows have problems.
    """

    format: str
    rows: tuple[Row, ...]
    problems: tuple[DataProblem, ...]
    notices: tuple[str, ...]
    n_skipped: int = 0
    fingerprint: str | None = None
    answers: FileMapping = NO_MAPPING
    incomplete: tuple[str, ...] = ()

    @property
    def n_failed(self) -> int:
        """Count the rows with problems; a row with two problems is one."""
        return len({problem.line for problem in self.problems})

    @property
    def n_read(self) -> int:
        """Count the rows that the file held."""
        return len(self.rows) + self.n_failed + self.n_skipped


class Notices:
    """Sentences for the owner of a file, each of them once."""

    def __init__(self) -> None:
        self._lines: dict[str, dict[str, None]] = {}

    def add(self, text: str, *, line: str | None = None) -> None:
        """Add a sentence, unless it is there; the lines it is about are listed behind it."""
        lines = self._lines.setdefault(text, {})
        if line is not None:
            lines[line] = None

    def texts(self) -> tuple[str, ...]:
        """Give the sentences in order, and only the number of those that are too many to read."""
        texts = tuple(f"{text} Lines: {listed(list(lines))}." if lines else text for text, lines in self._lines.items())
        if len(texts) <= MAX_NOTICES:
            return texts
        return (*texts[:MAX_NOTICES], f"And {len(texts) - MAX_NOTICES} more notices of these kinds.")


def listed(names: Sequence[str]) -> str:
    """Join names for a sentence; of a long list the first ones and the number of the others."""
    more = len(names) - MAX_NAMED
    return ", ".join(names[:MAX_NAMED]) + (f" and {more} more" if more > 0 else "")


def shortened(value: str) -> str:
    """Cut a cell to a length that fits into a list of problems."""
    return value if len(value) <= 80 else f"{value[:79]}…"
