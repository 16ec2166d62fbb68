"""Study time from trackers that record everything on a computer.

Only time that the candidate's patterns match is imported, with the pattern as its note. Titles,
addresses and other activities are dropped.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from analytics.errors import DataProblem, OpenQuestionError, Question
from analytics.ingest.canonical.reader import text_cell
from analytics.ingest.file_mapping import FileMapping
from analytics.ingest.mapping.entries import NAMELESS, with_hours
from analytics.ingest.mapping.file_reading import FileReading
from analytics.ingest.reading import Import, LeftOutReason, ReadingContext
from analytics.ingest.sources.trackers.time_entries import HEADER
from analytics.ingest.tables.text_table import Cells
from analytics.ingest.values.texts import text_digest
from analytics.records import Activity, Moment, StudySession

MIN_SECONDS = 1.0
"""A shorter sum is a window that only flashed up."""


@dataclass(frozen=True, slots=True)
class Label:
    """What a stretch of time counts as, by the candidate's patterns."""

    pattern: str
    domain_id: str
    activity: Activity

    @property
    def note(self) -> str:
        """The pattern, empty for the pattern that matches all."""
        return "" if self.pattern == "*" else self.pattern.removeprefix("=")


@dataclass(frozen=True, slots=True)
class AppSession:
    """Time of one label, counted from its start."""

    line: str
    label: Label
    start: Moment
    seconds: float


def label_of(answers: FileMapping, names: Sequence[str]) -> Label | None:
    """Return the label of something with these names, None if it is not study."""
    pattern = answers.study_pattern(*names)
    if pattern is None:
        return None
    return Label(pattern, answers.domain_of(*names) or "", answers.activity_of(*names) or Activity.OTHER)


def ask_for_study(file: str, seconds: Counter[str], context: ReadingContext) -> None:
    """Ask which programs are study, unless that is answered.

    Raises:
        OpenQuestionError: If it is not.
    """
    if context.mapping.study is not None or not seconds:
        return
    found = {name or NAMELESS: round(n / 60) for name, n in seconds.most_common()}
    raise OpenQuestionError(
        file,
        Question.STUDY,
        "which of this computer time is study? Name programs, pages or words of titles with --study NAME, in a "
        f"map file (--map), or on the Data page. It contains: {with_hours(found)}. Nothing else is imported, and "
        "no title is stored.",
        found,
        unit="min",
    )


def app_import(reading: FileReading, sessions: Iterable[AppSession], n_read: int) -> Import:
    """Import sessions; entries that were neither left out nor begin a session count as merged."""
    made: list[Cells | DataProblem] = list(reading.problems)
    for session in sessions:
        if session.seconds < MIN_SECONDS:
            reading.left_out.add(LeftOutReason.NO_LENGTH, minutes=session.seconds / 60)
            continue
        label, start = session.label, session.start.isoformat()
        identity = start  # with the label, so that a session that grew replaces its earlier version
        if isinstance(session.start, datetime):
            start = session.start.isoformat(timespec="seconds")
            identity = f"{session.start.astimezone(UTC):%Y-%m-%dT%H:%M:%S}Z"
        key = f"{reading.source}:{identity} {text_digest(repr(label))}"
        minutes = f"{session.seconds / 60:.9g}"
        cells = [start, minutes, label.activity, label.domain_id, text_cell(label.note), key]
        made.append(Cells(session.line, cells))
    read = reading.rows_of(StudySession, HEADER, made)
    return replace(read, n_merged=max(0, n_read - read.n_read))
