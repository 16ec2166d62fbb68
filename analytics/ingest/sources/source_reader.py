"""The interface of a reader for another program's files, and one pass over such a file."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar
from zoneinfo import ZoneInfo

from analytics.errors import DataProblem
from analytics.ingest.file_mapping import DateOrder
from analytics.ingest.left_out import LeftOutTally
from analytics.ingest.mapping.people import own_entries
from analytics.ingest.reading import Import, Notices, ReadingContext, shortened
from analytics.ingest.tables.opened import OpenedFile
from analytics.ingest.values.time_zone import instant_in, zone_for
from analytics.ingest.values.written_dates import Place, WrittenMoment, column_order

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
        self.problems.append(DataProblem(self.file, line, column, shortened(value), str(reason)))

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
        context = self.context
        return column_order(places, self.file, order=self.mapping.date_order, today=context.today, notices=self.notices)

    def instant(self, moment: WrittenMoment, line: str) -> datetime:
        """Return the instant of a moment; without an offset it is in the zone of the file."""
        return instant_in(moment.offset or ZoneInfo(zone_for(self.context, self.file)), moment.wall, line, self.notices)

    def instant_of(self, moment: datetime, line: str) -> datetime:
        """Return an instant; a moment without a zone is in that of the file."""
        if moment.tzinfo is not None:
            return moment
        return instant_in(ZoneInfo(zone_for(self.context, self.file)), moment, line, self.notices)

    def domain_of(self, *texts: str) -> str:
        """Return the domain of the first pattern that matches, empty if none does."""
        return self.mapping.domain_of(*texts) or ""
