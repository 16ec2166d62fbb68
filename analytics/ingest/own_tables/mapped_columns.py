"""A mapped table: the targets of its columns, and the cells of each target."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property

from analytics.clock import DAYS_PER_WEEK
from analytics.errors import DataProblem, OpenQuestionError, Question, UnreadableFileError
from analytics.ingest.canonical.columns import CanonicalColumn, columns_of
from analytics.ingest.file_mapping import TimeUnit
from analytics.ingest.layouts.long_table import LongTable
from analytics.ingest.mapping import targets
from analytics.ingest.mapping.answer_keys import answer_reader
from analytics.ingest.mapping.column_names import name_rank
from analytics.ingest.mapping.file_reading import FileReading
from analytics.ingest.mapping.spans import SpanColumns, is_moment, split_range
from analytics.ingest.own_tables.topics import WHOLE_EXAM
from analytics.ingest.reading import listed
from analytics.ingest.tables.text_table import Cells, Table
from analytics.ingest.values import fields
from analytics.ingest.values.words import MINUTES, alternatives, rating_in, without_points
from analytics.records import Record

SECONDS_OF: Mapping[str, float] = {
    "duration_min": 60.0,
    "time_on_task_min": 60.0,
    "exercise_min": 60.0,
    "evening_screen_min": 60.0,
    "response_time_s": 1.0,
    "sleep_h": 3600.0,
}
"""Canonical columns of durations, and the seconds in their unit."""

HOURS_PER_DAY = 24
SHARED_DAYS = frozenset({"taken_at", "rated_on"})
"""Days of results and ratings, which may be the same for a whole file, and then in none of its columns."""

MAX_DAYS = 12
"""For more practice exams without a date, only one day is asked."""

HOURS_MINUTES = re.compile(r"(?<![^\W_])(?:hh?|std)[:.,](?:mm|min)")
BARE_NUMBER = re.compile(r"[0-9]{1,9}(?:[.,][0-9]{0,20})?|[.,][0-9]{1,20}")
_EACH = re.compile(rf"([0-9]{{1,3}})[_-]?(?:{alternatives(MINUTES)})(?![^\W_])")
_WITH_POINT = re.compile(r"([0-9]{1,2})(?:[.,]([0-9]{1,2}))?")
_WHICH_DAY = (
    "it has no column with a date. Set the day with --taken-on DATE, or map a column to {} in a map file (--map)."
)
ReadAnswer = Callable[[str], frozenset[str] | None]
"""Returns an answer so that it can be compared, None if it cannot."""

_DERIVED_IF_ABSENT = frozenset({"practice_exam_id", "exam_code", "activity"})


class MappedColumns:
    """A table, and the target column of each of its columns."""

    def __init__(self, table: Table, reading: FileReading) -> None:
        self.table, self.reading = table, reading
        items = list(table.rows(lambda _cells: False))
        self.rows = [item for item in items if isinstance(item, Cells)]
        self.problems = [item for item in items if isinstance(item, DataProblem)]
        self.places = {item.line: at for at, item in enumerate(items)}
        """The places of the lines in the file."""
        self.kind: type[Record] = targets.TABLES[reading.mapping.kind or ""]
        self.source_names = {target: source for source, target in reading.mapping.columns.items()}
        self.targets: Mapping[str, CanonicalColumn] = {column.name: column for column in columns_of(self.kind)}
        self.spans = SpanColumns(self.kind)
        self._check()

    @property
    def moments(self) -> tuple[str, ...]:
        """Mapped columns that hold days or moments."""
        return tuple(name for name in self.source_names if name in self.targets and is_moment(self.targets[name]))

    @property
    def lengths(self) -> tuple[str, ...]:
        """Mapped columns that hold durations."""
        return tuple(name for name in self.source_names if name in SECONDS_OF)

    @cached_property
    def most_hours(self) -> int:
        """The most hours that a row can have: those of a day, or of a week if rows are totals of weeks."""
        names_week = name_rank(self.source_names.get("started_at", ""), "week") > 1
        is_of_weeks = names_week or (isinstance(self.table, LongTable) and self.table.has_week_totals)
        return HOURS_PER_DAY * (DAYS_PER_WEEK if is_of_weeks else 1)

    @cached_property
    def has_ranges(self) -> bool:
        """Whether some starts are ranges of times, such as 9:00-10:30."""
        return any(
            split_range(cell) is not None
            for name in {self.spans.moment, targets.START_TIME} & set(self.source_names)
            for _, cell in self.cells(name)
        )

    @cached_property
    def read_answer(self) -> ReadAnswer | None:
        """The function that reads given and correct answers, None if they need not or cannot be compared."""
        given = self.source_names.keys()
        if "is_correct" in given or not given >= {*targets.COMPARED}:
            return None
        return answer_reader(*([cell for _, cell in self.cells(target)] for target in targets.COMPARED))

    def prepared(self, target: str, cell: str) -> str:
        """Return a cell as its parser expects it.

        A missing one becomes empty, and results lose their unit. Hours such as 1.30 become 1:30, and a number of
        pomodoros is multiplied by the minutes in the column's name.
        """
        if fields.is_missing(cell):
            return ""
        if target in self._minutes_each and BARE_NUMBER.fullmatch(fields.stripped(cell)):
            return f"{fields.stripped(cell)} x {self._minutes_each[target]} min"
        if target in self._with_point and (found := _WITH_POINT.fullmatch(fields.stripped(cell))) is not None:
            return f"{found[1]}:{found[2] or '':0<2}"
        if target == "rating":
            return rating_in(cell)
        return without_points(cell) if target in targets.RESULTS else cell

    @cached_property
    def _with_point(self) -> frozenset[str]:
        """Lengths with a point between hours and minutes, by their names or the candidate's answer."""
        is_answer = self.reading.mapping.time_unit == TimeUnit.CLOCK
        return frozenset(one for one in self.lengths if is_answer or HOURS_MINUTES.search(self.source_names[one]))

    @cached_property
    def _minutes_each(self) -> Mapping[str, str]:
        """The minutes of one unit, by length columns that name them, such as Pomodoros (25 min)."""
        names = {one: self.source_names[one] for one in self.lengths}
        counts = {one: _EACH.search(name) for one, name in names.items() if name_rank(name, "counted") > 1}
        return {one: each[1] for one, each in counts.items() if each is not None}

    def index(self, target: str) -> int:
        """Return the position of a mapped column."""
        return self.table.header.index(self.source_names[target])

    def cells(self, target: str) -> Iterator[tuple[str, str]]:
        """Yield the line and cell of each filled cell of a mapped column."""
        at = self.index(target)
        for row in self.rows:
            if cell := self.prepared(target, row.cells[at]):
                yield row.line, fields.stripped(cell)

    def _check(self) -> None:
        """Refuse a mapping with columns that the file lacks, and ask for required ones that are not mapped."""
        lost = [source for source in self.source_names.values() if source not in self.table.header]
        if lost:
            has = listed([name for name in self.table.header if name])
            reason = f"mapped columns are missing: {listed(lost)}. The file has: {has}."
            raise UnreadableFileError(self.table.name, reason)
        missing = [name for name, column in self.targets.items() if column.is_required and not self.is_available(name)]
        if len(missing) == 1 and missing[0] in SHARED_DAYS:
            about = next((form for form in self._forms if form not in self.reading.mapping.days), "")
            raise OpenQuestionError(self.table.name, Question.DAY, _WHICH_DAY.format(*missing), about=about)
        if missing:
            remedy = "Map them under [columns] in a map file (--map)."
            reason = f"columns missing for {self.kind.TABLE}: {listed(missing)}. {remedy}"
            found = dict.fromkeys(missing if self.source_names else (), 1)  # with only a kind, all columns are guessed
            raise OpenQuestionError(self.table.name, Question.COLUMNS, reason, found)

    @cached_property
    def _forms(self) -> Sequence[str]:
        """The practice exams that may each have a day, if all rows name theirs and there are only a few."""
        named = [cell for _, cell in self.cells("form")] if "form" in self.source_names else []
        forms = list(dict.fromkeys(named))
        return forms if len(named) == len(self.rows) and 1 < len(forms) <= MAX_DAYS else []

    def is_available(self, target: str) -> bool:
        """Whether a column is mapped, or can be derived."""
        given, mapping = self.source_names.keys(), self.reading.mapping
        has_day = given >= set(targets.DATE_PARTS)
        has_days = mapping.taken_on is not None or (bool(self._forms) and {*mapping.days} >= {*self._forms})
        derived = {
            "n_correct": targets.SCORE in given or given >= {"n_items", targets.WRONG},
            "n_items": targets.SCORE in given or given >= {"n_correct", targets.WRONG},
            "domain_id": self.kind in WHOLE_EXAM or bool(mapping.domain),
            self.spans.moment: has_day or (self.spans.moment in SHARED_DAYS and has_days),
            "is_correct": self.read_answer is not None,
            self.spans.length: self.has_ranges or not given.isdisjoint({targets.END, *targets.LENGTH_PARTS}),
        }
        return target in given or target in _DERIVED_IF_ABSENT or derived.get(target, False)
