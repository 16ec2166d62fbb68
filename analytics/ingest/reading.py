"""The arguments and the result of every reader: the rows of a file, its problems and notices, and what was left out."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from analytics.blueprints.model import ExamBlueprint
from analytics.errors import DataProblem, counted
from analytics.ingest.file_mapping import NO_MAPPING, FileMapping
from analytics.records import ME, Row

MAX_ALIKE = 5
"""Sentences of one kind that are shown; the others are counted."""

MAX_NAMED = 10

CHOOSE_DOMAIN, CHOOSE_ACTIVITY = "Choose the domain", "Choose the activity"
ADD_BLUEPRINT, SET_DATE_ORDER = "once you add its blueprint", "set the order of day and month"
"""Sentences end so, and pages and commands add where that is done."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingContext:
    """Facts that a file does not contain.

    `exam_code` is for results that name no exam, `zone` for date-times without an offset; rows
    after `today` are problems. `exams_of` lists each candidate's exams, and `candidates` who
    is in the database. `is_zone_given` is false
    if the zone was only assumed; other programs' files are not read in an assumed zone. `mapping`
    came with the file; `saved_mappings` are by the fingerprint of a kind of file. `as_format`
    names the only reader to try.
    """

    today: date
    zone: str
    blueprints: Mapping[str, ExamBlueprint]
    exam_code: str | None = None
    exams_of: Mapping[str, Sequence[str]] = field(default_factory=dict)
    candidates: Sequence[str] = ()
    is_zone_given: bool = False
    mapping: FileMapping = NO_MAPPING
    saved_mappings: Mapping[str, FileMapping] = field(default_factory=dict)
    as_format: str | None = None

    @property
    def own_exam(self) -> str | None:
        """The chosen exam, else the candidate's only one."""
        own = self.exams_of.get(ME, ())
        return self.exam_code or (own[0] if len(own) == 1 else None)


class LeftOutReason(StrEnum):
    """Why a row that can be read is not imported."""

    NOT_STUDY = "not_study"
    OTHER_DECKS = "other_decks"
    OTHER_PEOPLE = "other_people"
    GIVEN_UP = "given_up"
    NOT_DONE = "not_done"
    NO_DAY_OR_LENGTH = "no_length"
    WHOLE_DAY = "whole_day"
    CANCELLED = "cancelled"
    AWAY = "away"
    OLDER_VERSION = "older_version"
    UNFINISHED = "unfinished"
    NO_ANSWER = "no_answer"
    NO_REVIEW = "no_review"
    NOT_SCORED = "not_scored"
    TOTAL = "total"
    REMARK = "remark"
    REPEATED_HEADER = "repeated_header"


class LeftOut(NamedTuple):
    """Rows left out for one reason, the minutes they hold, and the lines to look at, or names with minutes."""

    n_rows: int
    minutes: float = 0.0
    lines: tuple[str, ...] = ()
    names: tuple[tuple[str, int], ...] = ()


LeftOutRows = Mapping[LeftOutReason, LeftOut]


class LeftOutTally(dict[LeftOutReason, LeftOut]):
    """The rows left out so far, by reason."""

    def add(
        self,
        reason: LeftOutReason,
        n_rows: int = 1,
        *,
        minutes: float = 0.0,
        lines: tuple[str, ...] = (),
        names: tuple[tuple[str, int], ...] = (),
    ) -> None:
        """Count rows; adding none of them and no time changes nothing."""
        if n_rows or minutes:
            earlier = self.get(reason, LeftOut(0))
            self[reason] = LeftOut(
                earlier.n_rows + n_rows, earlier.minutes + minutes, earlier.lines + lines, earlier.names + names
            )


def n_left_out(left_out: LeftOutRows) -> int:
    """Return how many rows were left out for any reason."""
    return sum(rows.n_rows for rows in left_out.values())


@dataclass(frozen=True, slots=True)
class Import:
    """The good rows of one file, its problems and its notices.

    `left_out` counts rows left out on purpose by reason, such as a timer's entries that are not
    study; `n_merged` counts rows whose time is in the record of another row.
    `mapping` is what the file was read with, to be saved under `fingerprint`, which is None if
    there is nothing to save. `incomplete` names practice exams of which some rows have problems.
    `unknown_topics` counts the rows by topics that are no domain, which were imported without one.
    `unread` names the other tables of the file that could have been chosen.
    """

    format: str
    rows: Sequence[Row]
    problems: tuple[DataProblem, ...]
    notices: tuple[str, ...]
    left_out: LeftOutRows = field(default_factory=dict)
    n_merged: int = 0
    fingerprint: str | None = None
    mapping: FileMapping = NO_MAPPING
    incomplete: tuple[str, ...] = ()
    unknown_topics: Mapping[str, int] = field(default_factory=dict)
    unread: tuple[str, ...] = ()

    @property
    def n_failed(self) -> int:
        """Number of rows with at least one problem."""
        return len({problem.line for problem in self.problems})

    @property
    def n_skipped(self) -> int:
        """Number of rows that were left out on purpose or merged."""
        return n_left_out(self.left_out) + self.n_merged

    @property
    def n_read(self) -> int:
        """Number of rows in the file."""
        return len(self.rows) + self.n_failed + self.n_skipped


class Notices:
    """Sentences for the candidate about one file, without repetition.

    `at` is the row and place that the next sentences are about, if they are not added in order.
    """

    def __init__(self, texts: Iterable[str] = ()) -> None:
        self.at: tuple[float, int] = (-1, 0)
        self._first: dict[str, tuple[float, int]] = {}
        self._lines: dict[str, dict[str, dict[str, None]]] = {}
        self.add_all(texts)

    def add_all(self, texts: Iterable[str]) -> None:
        """Add some sentences."""
        for text in texts:
            self.add(text)

    def add(self, text: str, *, line: str | None = None, kind: str | None = None) -> None:
        """Add a sentence, unless it is there; the lines it is about are listed behind it.

        Sentences that differ only in a name have a `kind` in common.
        """
        kind = kind or text
        self._first[kind] = min(self.at, self._first.get(kind, self.at))
        lines = self._lines.setdefault(kind, {}).setdefault(text, {})
        if line is not None:
            lines[line] = None

    def texts(self) -> tuple[str, ...]:
        """Return the sentences by kind, at most `MAX_ALIKE` of each and the number of the others."""
        kinds = sorted(self._lines, key=lambda kind: self._first[kind])
        return tuple(text for kind in kinds for text in _alike(self._lines[kind]))


def _alike(of_kind: Mapping[str, Mapping[str, None]]) -> Sequence[str]:
    texts = [f"{text} Lines: {listed(list(lines))}." if lines else text for text, lines in of_kind.items()]
    more = len(texts) - MAX_ALIKE
    return [*texts[:MAX_ALIKE], f"And {counted(more, 'more notice')} like these."] if more > 0 else texts


def listed(names: Sequence[str]) -> str:
    """Join names for a sentence, at most `MAX_NAMED` and the number of the others."""
    more = len(names) - MAX_NAMED
    return ", ".join(names[:MAX_NAMED]) + (f" and {more} more" if more > 0 else "")


def shortened(value: str) -> str:
    """Cut a cell to fit into a list of problems."""
    return value if len(value) <= 80 else f"{value[:79]}…"
