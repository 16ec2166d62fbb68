"""The interface of a reader for another program's files, and one pass over such a file."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeVar
from zoneinfo import ZoneInfo

from analytics.errors import DataProblem
from analytics.ingest.canonical.reader import CanonicalTable, read_canonical
from analytics.ingest.file_mapping import DateOrder
from analytics.ingest.mapping.entries import NamedEntries, own_entries
from analytics.ingest.mapping.exam_domains import topic_in
from analytics.ingest.reading import Import, LeftOutTally, Notices, ReadingContext, shortened
from analytics.ingest.tables.opened import OpenedFile
from analytics.ingest.tables.text_table import Cells
from analytics.ingest.values.fields import CellError
from analytics.ingest.values.time_zone import instant_in, zone_for
from analytics.ingest.values.written_dates import Place, WrittenMoment, column_order
from analytics.records import Record

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class SourceReader:
    """A reader for one format of another program.

    `recognizes` looks at the contents of a file, never at its name, and never raises. `read`
    raises `UnreadableFileError` to refuse a file whole and `OpenQuestionError` if it needs an
    answer first. With `reads_any`, `read` itself explains what is missing when `--as` names the format.
    """

    format: str
    recognizes: Callable[[OpenedFile], bool]
    read: Callable[[OpenedFile, ReadingContext], Import]
    reads_any: bool = False


class FileReading:
    """One pass over a file: its context, and the problems, notices and rows left out so far."""

    def __init__(self, source: str, file: str, context: ReadingContext, notices: Iterable[str] = ()) -> None:
        self.source = source
        self.file = file
        self.context = context
        self.mapping = context.mapping
        self.problems: list[DataProblem] = []
        self.notices = Notices(notices)
        self.left_out = LeftOutTally()

    def refuse(self, line: str, reason: object, column: str = "", value: str = "") -> None:
        """Add the problem of a row."""
        topic = topic_in(reason)
        self.problems.append(DataProblem(self.file, line, column, shortened(value), str(reason), topic=topic))

    @contextmanager
    def refusing(self, line: str, column: str = "", value: str = "") -> Iterator[None]:
        """Add a problem of a row if something in it cannot be read; the error may name its cell."""
        try:
            yield
        except CellError as error:
            self.refuse(line, error, error.column, error.cell)
        except ValueError as error:
            self.refuse(line, error, column, value)

    def own(
        self,
        entries: Sequence[T],
        names_of: Callable[[T], Sequence[str]],
        minutes_of: Callable[[T], float] = lambda _entry: 0.0,
    ) -> list[T]:
        """Return the entries of the candidate by the names of each, and count those of others.

        Raises:
            OpenQuestionError: If they are of several people, and it is not known which one is the candidate.
        """
        return own_entries(
            self.file, entries, names_of, person=self.mapping.person, left_out=self.left_out, minutes_of=minutes_of
        )

    def order_of(self, places: Iterable[Place]) -> DateOrder:
        """Return the order of day and month in some cells."""
        return column_order(places, self.file, self.context, self.notices)

    def instant(self, moment: WrittenMoment, line: str) -> datetime:
        """Return the instant of a moment; without an offset it is in the zone of the file."""
        return instant_in(moment.offset or ZoneInfo(zone_for(self.context, self.file)), moment.wall, line, self.notices)

    def instant_of(self, moment: datetime, line: str) -> datetime:
        """Return an instant; a moment without a zone is in that of the file."""
        if moment.tzinfo is not None:
            return moment
        return instant_in(ZoneInfo(zone_for(self.context, self.file)), moment, line, self.notices)

    def study(
        self, entries: Sequence[T], told_of: Callable[[T], tuple[str, Sequence[str], float]], question: str
    ) -> list[T]:
        """Return the entries that are study, and count the others; each is told by its name, titles and minutes.

        Raises:
            OpenQuestionError: If it is not answered which are.
        """
        told = [(entry, *told_of(entry)) for entry in entries]
        if self.mapping.study is None and told:
            raise NamedEntries((name, minutes) for _, name, _, minutes in told).study_question(self.file, question)
        others = ((name, minutes) for _, name, titles, minutes in told if not self.mapping.is_study(*titles))
        NamedEntries(others).leave_out(self.left_out)
        return [entry for entry, _, titles, _ in told if self.mapping.is_study(*titles)]

    def rows_of(
        self,
        kind: type[Record],
        header: tuple[str, ...],
        rows: Sequence[Cells | DataProblem],
        source_names: Mapping[str, str] | None = None,
    ) -> Import:
        """Import the rows of a canonical table; `source_names` translates its columns to those of the file."""
        table = CanonicalTable(self.file, header, rows)
        read = read_canonical(kind, table, self.context, self.notices, source_names=source_names)
        return replace(read, format=self.source, left_out=self.left_out.counts())

    def joined(self, *reads: Import) -> Import:
        """Return the rows of several tables as those of one file."""
        return Import(
            format=self.source,
            rows=tuple(row for read in reads for row in read.rows),
            problems=tuple(problem for read in reads for problem in read.problems),
            notices=tuple(dict.fromkeys(notice for read in reads for notice in read.notices)),
            left_out=self.left_out.counts(),
        )

    def domain_of(self, *texts: str) -> str:
        """Return the domain of the first pattern that matches, empty if none does."""
        return self.mapping.domain_of(*texts) or ""
