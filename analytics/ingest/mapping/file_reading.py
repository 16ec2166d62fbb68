"""One pass over a file, and the readers that make one."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import zip_longest
from typing import TypeVar
from zoneinfo import ZoneInfo

from analytics.errors import DataProblem, OpenQuestionError, Question, UnreadableFileError
from analytics.ingest.canonical.reader import CanonicalReader, CanonicalTable
from analytics.ingest.file_mapping import DateOrder
from analytics.ingest.mapping.entries import EVERYBODY, NamedEntries, plain_name, who_is_it
from analytics.ingest.mapping.exam_domains import UnknownDomainError, matching_domains, plain, topic_in
from analytics.ingest.reading import Import, LeftOutReason, LeftOutTally, Notices, ReadingContext, listed, shortened
from analytics.ingest.tables.opened import OpenedFile
from analytics.ingest.tables.text_table import Cells
from analytics.ingest.values.fields import CellError
from analytics.ingest.values.written_dates import LocatedCell, column_order, instant_in
from analytics.records import ME, TOTAL_DOMAIN, Record

T = TypeVar("T")


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

    def require_at_most(self, n: int, most: int, what: str, remedy: str) -> None:
        """Refuse a file with more of something than can be read.

        Raises:
            UnreadableFileError: If it has more.
        """
        if n > most:
            raise UnreadableFileError(self.file, f"it has more than {most:,} {what}. {remedy}")

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
        """Return the entries of the candidate by the names of each, and count those of others and of nobody.

        A person may have several names, such as a name and an address; the saved answer is one of them, whose words
        may be in another order, or `EVERYBODY`. Entries of one person need no answer.

        Raises:
            OpenQuestionError: If they are of several people, and it is not known which one is the candidate.
        """
        person = self.mapping.person
        if person == EVERYBODY:
            return list(entries)
        named = [(tuple(names_of(entry)), entry) for entry in entries]
        columns = zip_longest(*(names for names, _ in named), fillvalue="")
        people = [set(map(plain_name, column)) - {""} for column in columns]
        n_people = max(map(len, people), default=0)
        me = None if person is None else plain_name(person)
        is_lost = me is not None and n_people > 0 and not any(me in names for names in people)
        if is_lost or (me is None and n_people > 1):
            at = [len(names) for names in people].index(n_people)  # the column that tells most people apart
            shown = ((" ".join("".join(names[at : at + 1]).split()), minutes_of(entry)) for names, entry in named)
            raise who_is_it(self.file, NamedEntries(shown), n_people, is_lost=is_lost)
        if n_people <= 1:
            return list(entries)
        are_mine = [(me in [plain_name(name) for name in names], entry) for names, entry in named]
        others = [entry for is_mine, entry in are_mine if not is_mine]
        self.left_out.add(LeftOutReason.OTHER_PEOPLE, len(others), minutes=sum(map(minutes_of, others)))
        return [entry for is_mine, entry in are_mine if is_mine]

    def order_of(self, places: Iterable[LocatedCell], *, may_lack_year: bool = False) -> DateOrder:
        """Return the order of day and month in some cells."""
        return column_order(places, self.file, self.context, self.notices, may_lack_year=may_lack_year)

    def zone(self) -> str:
        """Return the zone of times without an offset: the one answered for the file, else the candidate's.

        Raises:
            OpenQuestionError: If neither was given, since an assumed zone may be hours off.
        """
        if self.mapping.zone is not None:
            return self.mapping.zone
        if self.context.is_zone_given:
            return self.context.zone
        raise OpenQuestionError(
            self.file,
            Question.ZONE,
            "its times have no time zone. Set it with --zone, such as --zone Europe/Berlin, or once on the Data page.",
        )

    def instant(self, moment: datetime, line: str) -> datetime:
        """Return an instant; a moment without a zone is in that of the file."""
        if moment.tzinfo is not None:
            return moment
        return instant_in(ZoneInfo(self.zone()), moment, line, self.notices)

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
        *,
        has_decimal_comma: bool = False,
    ) -> Import:
        """Import the rows of a canonical table; `source_names` translates its columns to those of the file."""
        table, names = CanonicalTable(self.file, header, rows, has_decimal_comma=has_decimal_comma), source_names or {}
        read = CanonicalReader(kind).read(table, self.context, self.notices.texts())
        problems = tuple(replace(one, column=names.get(one.column, one.column)) for one in read.problems)
        return replace(read, format=self.source, problems=problems, left_out=dict(self.left_out))

    def joined(self, *reads: Import) -> Import:
        """Return the rows of several tables as those of one file."""
        return Import(
            format=self.source,
            rows=tuple(row for read in reads for row in read.rows),
            problems=tuple(problem for read in reads for problem in read.problems),
            notices=tuple(dict.fromkeys(notice for read in reads for notice in read.notices)),
            left_out=dict(self.left_out),
        )

    def exam_of(self, names: Sequence[str]) -> str:
        """Return the exam of a result.

        Tried in turn: the chosen exam, the candidate's only one, the only one with such domains.

        Raises:
            OpenQuestionError: If none of these is known.
        """
        if self.context.own_exam is not None:
            return self.context.own_exam
        fitting = [
            code
            for code, blueprint in self.context.blueprints.items()
            if names and all(len(matching_domains(name, blueprint)) == 1 for name in names)
        ]
        if len(fitting) == 1:
            self.notices.add(f"Imported for {fitting[0]}, the only exam with these domains.")
            return fitting[0]
        raise self.which_exam(fitting or list(self.context.exams_of.get(ME, ())) or sorted(self.context.blueprints))

    def which_exam(self, likely: Sequence[str]) -> OpenQuestionError:
        """Return the question for the exam of results that do not name it."""
        return OpenQuestionError(
            self.file,
            Question.EXAM,
            f"it does not name its exam. Choose the exam with --exam CODE. Likely exams: {listed(likely)}.",
            dict.fromkeys(likely, 1),
        )

    def domain_named(self, name: str, exam_code: str) -> str:
        """Return the domain that a name means by the mapping, else by the exam; without a name it is the whole exam.

        Raises:
            ValueError: If it means none, or may be one of several.
        """
        mapped, blueprint = self.mapping.domain_of(name), self.context.blueprints.get(exam_code)
        if mapped is not None:
            return mapped
        if not name:
            return TOTAL_DOMAIN
        if blueprint is None:
            return name
        found = matching_domains(name, blueprint)
        if len(found) == 1:
            full_name = blueprint.domain(found[0]).name
            if plain(name) not in {plain(full_name), plain(found[0])}:
                self.notices.add(
                    f"{shortened(name)!r} was imported as domain {found[0]}, {full_name!r}.", kind="domain by name"
                )
            return found[0]
        why = "this could be one of several domains" if found else "this is not a domain"
        raise UnknownDomainError(name, why, blueprint)

    def has_all_points(self, points: float, most: float) -> bool:
        """Whether an answer has all points of its question; one with a part of them is wrong, with a notice."""
        if 0 < points < most:
            self.notices.add("Answers with only part of their points count as wrong.")
        return points >= most > 0

    def domain_by_pattern(self, *texts: str) -> str:
        """Return the domain of the first pattern that matches, empty if none does."""
        return self.mapping.domain_of(*texts) or ""


@dataclass(frozen=True, slots=True)
class SourceReader:
    """A reader for one format of another program.

    `recognizes` looks at the contents of a file, never at its name, and never raises. `reads` raises
    `UnreadableFileError` to refuse a file whole and `OpenQuestionError` if it needs an answer first. With `reads_any`,
    it explains what is missing itself when `--as` names the format.
    """

    format: str
    recognizes: Callable[[OpenedFile], bool]
    reads: Callable[[OpenedFile, FileReading], Import]
    reads_any: bool = False

    def read(self, opened: OpenedFile, context: ReadingContext) -> Import:
        """Read a file in a pass of its own."""
        return self.reads(opened, FileReading(self.format, opened.name, context))
