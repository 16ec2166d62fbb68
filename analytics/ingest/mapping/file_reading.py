"""What readers of other programs' files and of own tables share: answers, problems, notices, rows left out."""

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
from analytics.ingest.mapping.entries import EVERYBODY, NamedEntries, person_question, plain_name
from analytics.ingest.mapping.exam_domains import UnknownDomainError, matching_domains, plain
from analytics.ingest.reading import Import, LeftOutReason, LeftOutTally, Notices, ReadingContext, listed, shortened
from analytics.ingest.tables.opened import OpenedFile
from analytics.ingest.tables.text_table import Cells
from analytics.ingest.values.fields import CellError
from analytics.ingest.values.written_dates import LocatedCell, column_order, instant_in
from analytics.records import ME, TOTAL_DOMAIN, Record

T = TypeVar("T")


class FileReading:
    """One reading of a file: its context, and the problems, notices and rows left out so far."""

    def __init__(self, source: str, file: str, context: ReadingContext, notices: Iterable[str] = ()) -> None:
        self.source = source
        self.file = file
        self.context = context
        self.mapping = context.mapping
        self.problems: list[DataProblem] = []
        self.notices = Notices(notices)
        self.left_out = LeftOutTally()

    def refuse(self, line: str, reason: object, column: str = "", value: str = "") -> None:
        """Add a problem of a row; `reason` is a text or an error."""
        topic = reason.topic if isinstance(reason, UnknownDomainError) else None
        self.problems.append(DataProblem(self.file, line, column, shortened(value), str(reason), topic=topic))

    def require_at_most(self, n: int, most: int, what: str, remedy: str) -> None:
        """Refuse a file with too many of something; `remedy` says what to do."""
        if n > most:
            raise UnreadableFileError(self.file, f"it has more than {most:,} {what}. {remedy}")

    @contextmanager
    def refusing(self, line: str, column: str = "", value: str = "") -> Iterator[None]:
        """Turn a ValueError into a problem of a row; a `CellError` names its own cell."""
        try:
            yield
        except CellError as error:
            self.refuse(line, error, error.column, error.cell)
        except ValueError as error:
            self.refuse(line, error, column, value)

    def own_entries(
        self,
        entries: Sequence[T],
        names_of: Callable[[T], Sequence[str]],
        minutes_of: Callable[[T], float] = lambda _entry: 0.0,
    ) -> list[T]:
        """Return the candidate's entries and leave out the others, or ask who of several people the candidate is.

        `names_of` returns the names of an entry's person, such as a name and an address. The answer is one of them,
        with its words in any order, or `EVERYBODY`.
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
            at = [len(names) for names in people].index(n_people)  # the column that distinguishes most people
            shown = ((" ".join("".join(names[at : at + 1]).split()), minutes_of(entry)) for names, entry in named)
            raise person_question(self.file, NamedEntries(shown), n_people, is_lost=is_lost)
        if n_people <= 1:
            return list(entries)
        are_mine = [(me in [plain_name(name) for name in names], entry) for names, entry in named]
        others = [entry for is_mine, entry in are_mine if not is_mine]
        self.left_out.add(LeftOutReason.OTHER_PEOPLE, len(others), minutes=sum(map(minutes_of, others)))
        return [entry for is_mine, entry in are_mine if is_mine]

    def order_of(self, places: Iterable[LocatedCell], *, may_lack_year: bool = False) -> DateOrder:
        """Return the order of day and month in a column, or ask."""
        return column_order(places, self.file, self.context, self.notices, may_lack_year=may_lack_year)

    def zone(self) -> str:
        """Return the zone of times without an offset: the file's, else the candidate's, or ask if none was given."""
        if self.mapping.zone is not None:
            return self.mapping.zone
        if self.context.is_zone_given:
            return self.context.zone
        how = "Set it with --zone, such as --zone Europe/Berlin, or once on the Data page."
        raise OpenQuestionError(self.file, Question.ZONE, f"its times have no time zone. {how}")

    def instant(self, moment: datetime, line: str) -> datetime:
        """Return the instant of a moment, in the zone of the file if it has none."""
        if moment.tzinfo is not None:
            return moment
        return instant_in(ZoneInfo(self.zone()), moment, line, self.notices)

    def study_entries(
        self, entries: Sequence[T], describe: Callable[[T], tuple[str, Sequence[str], float]], question: str
    ) -> list[T]:
        """Return the entries that are study and leave out the others, or ask which are.

        `describe` returns the name to show for an entry, all its titles and its minutes.
        """
        described = [(entry, *describe(entry)) for entry in entries]
        if self.mapping.study is None and described:
            raise NamedEntries((name, minutes) for _, name, _, minutes in described).study_question(self.file, question)
        others = ((name, minutes) for _, name, titles, minutes in described if not self.mapping.is_study(*titles))
        NamedEntries(others).leave_out(self.left_out)
        return [entry for entry, _, titles, _ in described if self.mapping.is_study(*titles)]

    def rows_of(
        self,
        kind: type[Record],
        header: tuple[str, ...],
        rows: Sequence[Cells | DataProblem],
        source_names: Mapping[str, str] | None = None,
        *,
        has_decimal_comma: bool = False,
    ) -> Import:
        """Import canonical rows; `source_names` has the file's names of canonical columns, for problems."""
        table, names = CanonicalTable(self.file, header, rows, has_decimal_comma=has_decimal_comma), source_names or {}
        read = CanonicalReader(kind).read(table, self.context)
        problems = tuple(replace(one, column=names.get(one.column, one.column)) for one in read.problems)
        notices = tuple(dict.fromkeys((*self.notices.texts(), *read.notices)))
        return replace(read, format=self.source, problems=problems, notices=notices, left_out=dict(self.left_out))

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
        """Return the exam of results: the chosen one, the candidate's only one, or the only one with these domains.

        Otherwise ask.
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
        raise self.exam_question(fitting or list(self.context.exams_of.get(ME, ())) or sorted(self.context.blueprints))

    def exam_question(self, likely: Sequence[str]) -> OpenQuestionError:
        """Return the question which exam the results are of."""
        reason = f"it does not name its exam. Choose the exam with --exam CODE. Likely exams: {listed(likely)}."
        return OpenQuestionError(self.file, Question.EXAM, reason, dict.fromkeys(likely, 1))

    def domain_named(self, name: str, exam_code: str) -> str:
        """Return the domain that a name means, by the mapping or the exam; an empty name means the whole exam.

        Raises:
            UnknownDomainError: If it means none, or may mean several.
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
        """Whether an answer has all points of its question; one with only some is wrong, with a notice."""
        if 0 < points < most:
            self.notices.add("Answers with only part of their points count as wrong.")
        return points >= most > 0


@dataclass(frozen=True, slots=True)
class SourceReader:
    """A reader for a format of another program.

    `recognizes` looks at the contents of a file, not at its name, and never raises. `reads` may raise
    `UnreadableFileError` to refuse the file, and `OpenQuestionError` if it needs an answer; a text in its place is why
    all files of the format are refused. With `reads_any`, `--as` also passes it files that it does not recognize, and
    it says what is wrong with them.
    """

    format: str
    recognizes: Callable[[OpenedFile], bool]
    reads: Callable[[OpenedFile, FileReading], Import] | str
    reads_any: bool = False

    def read(self, opened: OpenedFile, context: ReadingContext) -> Import:
        """Read a file."""
        if isinstance(self.reads, str):
            raise UnreadableFileError(opened.name, self.reads)
        return self.reads(opened, FileReading(self.format, opened.name, context))
