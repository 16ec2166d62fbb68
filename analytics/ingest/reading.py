"""What every reader takes and returns."""

import operator
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from itertools import chain
from typing import NamedTuple, TypeVar

from analytics.blueprints.model import ExamBlueprint
from analytics.errors import DataProblem, counted
from analytics.ingest.file_mapping import NO_MAPPING, FileMapping
from analytics.records import ME, Row

T = TypeVar("T")

MAX_ALIKE = 5
"""Notices of a kind that are shown; more are only counted."""

MAX_NAMED = 10

CHOOSE_DOMAIN, CHOOSE_ACTIVITY = "Choose the domain", "Choose the activity"
ADD_BLUEPRINT, SET_DATE_ORDER = "once you add its blueprint", "set the order of day and month"
"""Ends of sentences, to which pages and commands add where to do it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingContext:
    """What readers need to know besides the file.

    `exam_code` is for results that name no exam, `zone` for times without an offset; rows after `today` are problems.
    `exams_of` lists each candidate's exams, and `candidates` those in the database. `is_zone_given` is false if the
    zone was only assumed; other programs' files are not read in an assumed zone. `mapping` came with the file;
    `saved_mappings` are by the fingerprint of a kind of file. `as_format` names the only reader to try.
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
    """Why a readable row is not imported."""

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
    """The rows left out for one reason: their number, their minutes, and their lines or minutes by name to check."""

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
        """Count rows or minutes; without either, the reason is not listed."""
        if n_rows or minutes:
            added = LeftOut(n_rows, minutes, lines, names)
            self[reason] = LeftOut(*map(operator.add, self.get(reason, LeftOut(0)), added))


def n_left_out(left_out: LeftOutRows) -> int:
    """Return the number of rows left out for any reason."""
    return sum(rows.n_rows for rows in left_out.values())


@dataclass(frozen=True, slots=True)
class Import:
    """The valid rows of a file, its problems and its notices.

    `left_out` counts rows left out on purpose, such as entries that are not study; `n_merged` counts rows that are part
    of another row's record. `mapping` is how the file was read, to be saved under `fingerprint`, which is None if
    there is nothing to save. `incomplete` names practice exams that have both valid rows and rows with problems.
    `unknown_topics` counts the rows of topics that are not domains, which were imported without one. `unread` names
    the other tables of the file that could have been chosen.
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
    def has_only_problems(self) -> bool:
        """Whether every row has a problem, so that nothing shows that the answers about the file are right."""
        return bool(self.problems) and not (self.rows or self.n_passed_over)

    @property
    def n_passed_over(self) -> int:
        """Number of rows left out on purpose or merged."""
        return n_left_out(self.left_out) + self.n_merged

    @property
    def n_read(self) -> int:
        """Number of rows in the file."""
        return len(self.rows) + self.n_failed + self.n_passed_over


class Notices:
    """Notices on a file."""

    def __init__(self, texts: Iterable[str] = ()) -> None:
        self._lines: dict[str, dict[str, dict[str, None]]] = {}
        self.add_all(texts)

    def add_all(self, texts: Iterable[str]) -> None:
        """Add notices that are about no certain line."""
        for text in texts:
            self.add(text)

    def add(self, text: str, *, line: str | None = None, kind: str | None = None) -> None:
        """Add a notice once, and to it a line that it is about; notices of one `kind` differ only in a name."""
        lines = self._lines.setdefault(kind or text, {}).setdefault(text, {})
        if line is not None:
            lines[line] = None

    def texts(self) -> tuple[str, ...]:
        """Return the notices by kind, at most `MAX_ALIKE` of each and then how many more there are."""
        more = ("more notice like these", "more notices like these")
        by_kind = (
            [f"{text} Lines: {listed(list(lines))}." if lines else text for text, lines in of_kind.items()]
            for of_kind in self._lines.values()
        )
        return tuple(chain.from_iterable(first_alike(str, texts, *more) for texts in by_kind))


def first_alike(sentence: Callable[[T], str], found: Sequence[T], one: str, many: str) -> list[str]:
    """Return the sentences about what was found first, and how much more there is."""
    sentences = [sentence(each) for each in found[:MAX_ALIKE]]
    more = len(found) - MAX_ALIKE
    return [*sentences, f"And {counted(more, one, many)}."] if more > 0 else sentences


def exam_of(whose: str, practice_exam_id: str) -> str:
    """Return what a practice exam is called: its id, with its candidate unless it is the user's own."""
    return practice_exam_id if whose == ME else f"{practice_exam_id} of {whose}"


def listed(names: Sequence[str]) -> str:
    """Join at most `MAX_NAMED` names for a sentence, and then say how many more there are."""
    more = len(names) - MAX_NAMED
    return ", ".join(names[:MAX_NAMED]) + (f" and {more} more" if more > 0 else "")


def shortened(value: str, n_chars: int = 80) -> str:
    """Cut a text, by default to fit into a sentence."""
    return value if len(value) <= n_chars else f"{value[: n_chars - 1]}…"
