"""Read wide tables, with a column for each topic, day or quiz, as one row for each of these."""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice

from analytics.errors import DataProblem, OpenQuestionError, Question
from analytics.ingest.guesses.column_values import HALF, ColumnValues, column_values, is_day, minutes_of
from analytics.ingest.guesses.result_guesses import stated_maximum
from analytics.ingest.guesses.span_guesses import LATEST_LENGTH_H, is_sum
from analytics.ingest.layouts.own_table import OwnTable, is_total_name
from analytics.ingest.layouts.week_grid import MIN_DAYS, WeekGrid, week_above, week_grid, week_totals
from analytics.ingest.mapping.column_names import NAMED, WORDS, names_share
from analytics.ingest.mapping.targets import ANSWER_PARTS
from analytics.ingest.reading import LeftOutRows, Notices, listed
from analytics.ingest.tables.opened import Corrections, corrected_rows
from analytics.ingest.tables.text_table import Cells, RowTest
from analytics.ingest.values import fields
from analytics.ingest.values.words import unit_in_name, weekdays_of

TOPIC, DATE, FORM = "topic", "date", "form"
KEYS = (TOPIC, DATE, FORM)
"""Added columns with the name of the wide table's column: a topic, a day or a practice exam."""
TIME, RESULT = "time", "score"
"""Added columns with its value."""
LONG = "one row per topic"
"""Ends the shape of these tables, under which their mapping is saved."""

SAMPLE_ROWS = 50

_TIME_ROLES = ("date", "start", "end", "length", "duration", "break")
_ROLES = (
    "not_length n_correct n_items position item_id question_text chosen rating n_wrong n_skipped form is_correct "
    "is_flagged sleep_h exercise_min evening_screen_min"
)
"""Roles of columns that are not topics; columns of percentages may be named like times."""

_RIGHT = ("n_correct", "points", *ANSWER_PARTS)
_WHOLE_ROLES = (RESULT, "maximum", "price")
_WHICH_WEEK = (
    "its weeks have no dates. Set a day of its first week ({}) with --taken-on DATE, or write the Monday of each week "
    "in its first column."
)
_NUMBER = re.compile(r"[0-9]+")
_UNIT_BEHIND = re.compile(r"(?:\s+in)?\s*(?:[(\[（][^()\[\]]*[)\]）]|%)\s*$")


@dataclass(frozen=True, slots=True)
class _Shape:
    """The columns of a wide table: of topics, days or quizzes, those repeated in each row, and ignored ones."""

    topics: Sequence[ColumnValues]
    others: Sequence[ColumnValues]
    totals: Sequence[ColumnValues]
    value: str
    key: str = TOPIC
    weeks: WeekGrid | None = None


class LongTable:
    """A wide table read as one row for each filled cell of a topic, day or quiz; a row without any stays as it is."""

    has_header = True

    def __init__(self, table: OwnTable, shape: _Shape, corrections: Corrections) -> None:
        self._table, self._shape, self._corrections = table, shape, corrections
        self._topics = [table.header.index(column.name) for column in shape.topics]
        self.n_topics = len(self._topics)
        """The most rows that one row of the file becomes."""
        self._others = [table.header.index(column.name) for column in shape.others]
        self.name, self.has_decimal_comma = table.name, table.has_decimal_comma
        added = (shape.key, shape.value)
        self.header = (*(table.header[at] for at in self._others), *added)
        self.titles = (*(table.titles[at] for at in self._others), *added)
        self.shape = (*table.shape, LONG)

    def requiring_values(self, _columns: Collection[str]) -> "LongTable":
        """Return the table with a problem for each formula without a value, except in ignored columns."""
        needed = [column.name for column in (*self._shape.topics, *self._shape.others)]
        return LongTable(self._table.requiring_values(needed), self._shape, self._corrections)

    @property
    def has_week_totals(self) -> bool:
        """Whether each row is the total of a week."""
        return self._shape.weeks is not None and self._shape.weeks.has_totals

    @property
    def notices(self) -> tuple[str, ...]:
        """Notices on how the table was read."""
        notices = Notices(self._table.notices)
        what = {TOPIC: "topic", DATE: "day", FORM: "practice exam"}[self._shape.key]
        if not self.has_week_totals:
            notices.add(f"Read as one row per {what}, from the columns {listed([*map(self._title, self._topics)])}.")
        if ignored := [one.name for one in self._shape.totals]:
            notices.add(f"Columns with totals or other numbers were ignored: {listed(ignored)}.")
        return notices.texts()

    @property
    def left_out(self) -> LeftOutRows:
        """The rows left out, such as totals, by reason."""
        return self._table.left_out

    def rows(self, is_row: RowTest, /) -> Iterator[Cells | DataProblem]:
        """Yield the rows; the line of each also names its topic."""
        return corrected_rows(self._long(is_row), self.header, self._corrections)

    def _long(self, is_row: RowTest) -> Iterator[Cells | DataProblem]:
        weeks, header = self._shape.weeks, self._table.header
        has_headings = weeks is not None and not weeks.week.name
        for item, heading in _with_headings(self._table, is_row, has_headings=has_headings):
            if isinstance(item, DataProblem):
                yield item
                continue
            others = [item.cells[at] for at in self._others]
            filled = [at for at in self._topics if not fields.is_missing(item.cells[at])]
            for at in filled:
                week = item.cells[header.index(weeks.week.name)] if weeks is not None and weeks.week.name else heading
                key = self._title(at) if weeks is None else weeks.day_of(week, header[at])
                yield Cells(f"{item.line} ({self._title(at)})", [*others, key, item.cells[at]])
            if not filled:
                yield Cells(item.line, [*others, "", ""])

    def _title(self, at: int) -> str:
        """Return the name of a topic as in the file, without a unit at its end."""
        title = self._table.titles[at]
        behind = _UNIT_BEHIND.search(title)
        unit = "" if behind is None else behind[0].casefold()
        has_unit = "%" in unit or unit_in_name(unit) is not None or stated_maximum(unit) or names_share(unit)
        return (title[: behind.start()] if behind is not None and has_unit else title) or title


def as_long_table(
    table: OwnTable, mapped: Collection[str], corrections: Corrections, first_day: date | None
) -> OwnTable | LongTable:
    """Return a wide table with one row per topic or day; leave other tables, and one whose own columns are `mapped`.

    Raises:
        OpenQuestionError: If it has weeks without dates, and no `first_day`.
    """
    wanted = [name for name in mapped if name not in table.header]
    if not table.has_header or (mapped and not {*KEYS} & set(wanted)):
        return table
    value = next((name for name in wanted if name not in KEYS), "")
    shape = _shape_of(table, value, first_day)
    if shape is not None and shape.weeks is not None and shape.weeks.needs_day:
        first = shape.weeks.first_week or "1"
        raise OpenQuestionError(table.name, Question.FIRST_WEEK, _WHICH_WEEK.format(first), {first: 1})
    return table if shape is None else LongTable(table, shape, corrections)


def _with_headings(
    table: OwnTable, is_row: RowTest, *, has_headings: bool
) -> Iterator[tuple[Cells | DataProblem, str]]:
    for part in table.parts or (table,):
        heading = week_above(part.title)
        for item in part.rows(is_row):
            cells = item.cells if isinstance(item, Cells) else [item.value]
            week = week_above(cells) if has_headings else ""
            heading = week or heading
            if not week:
                yield item, heading


def _shape_of(table: OwnTable, value: str, first_day: date | None) -> _Shape | None:
    """Return the shape of a wide table, None for other tables.

    With a `value`, the mapped name of what topics hold, a table is wide even if it has only one topic.
    """
    has_headings = len(weekdays_of(table.header)) >= MIN_DAYS
    items = islice(_with_headings(table, lambda _cells: False, has_headings=has_headings), SAMPLE_ROWS)
    rows = [(item.cells, week) for item, week in items if isinstance(item, Cells)]
    every = column_values(table.header, [cells for cells, _ in rows])
    titles = dict(zip(table.header, table.titles, strict=True))
    days, headings = [one for one in every if is_day(titles[one.name])], [week for _, week in rows]
    weeks = None if days else week_grid(every, headings, first_day) or week_totals(every, first_day)
    days = days if weeks is None else [one for one in every if one.name in weeks.days]
    if days:
        return _shape_of_days(every, days, weeks, value)
    columns = [column for column in every if column.filled]
    return _shape_of_quizzes(columns) or _shape_of_topics(columns, value)


def _shape_of_quizzes(columns: Sequence[ColumnValues]) -> _Shape | None:
    """Return the shape of a table with a row per person or domain and a column of results per numbered quiz."""
    has_names = any(one.is_text and len(one.words) == len(one.cells) > 1 for one in columns)
    stems = {one.name: _NUMBER.sub("", one.name) for one in columns if _is_result(one)}
    numbered = Counter(stem for name, stem in stems.items() if stem != name)
    stem, n = max(numbered.items(), key=lambda item: item[1], default=("", 0))
    if not has_names or n < 2 or any(one.is_moment and (one.rank(DATE) or len(one.words) > 1) for one in columns):
        return None
    quizzes = [one for one in columns if stems.get(one.name) == stem]
    others = [column for column in columns if column.is_text]
    totals = [column for column in columns if column not in (*quizzes, *others)]
    value = RESULT if all(column.is_of_total for column in quizzes) else f"{RESULT}_(%)"
    return _Shape(quizzes, others, totals, value, key=FORM)


def _shape_of_topics(columns: Sequence[ColumnValues], value: str) -> _Shape | None:
    """Return the shape of a table with days, and a column of lengths or results per topic."""
    values = [column for column in columns if _has_values(column)]
    named = [one for one in values if one.rank("n_items") > 1 or not is_total_name(one.name.replace("_", " "))]
    scores = [one for one in values if one.rank(RESULT) == NAMED or (one.rank(RESULT) > 1 and _is_result(one))]
    scores = scores if len(scores) == 1 else [one for one in scores if one.rank(RESULT) == NAMED]  # not of each topic
    topics = _topics([one for one in named if one not in scores], [one for one in values if one not in named])
    are_results = sum(map(_is_result, topics)) > 1
    beside = [one for one in topics if are_results and one.is_number and not _is_result(one)]  # such as ranks
    topics = [one for one in topics if one not in beside]
    are_parts = bool(value) or all(_is_between(score, topics) for score in scores)
    wholes = [*(scores if are_parts else []), *beside]
    totals = [one for one in values if one not in topics and (one not in named or one in wholes or is_sum(one, topics))]
    others = [column for column in columns if column not in totals and column not in topics]
    has_day = any(column.is_moment for column in others)
    is_of_exams = len(topics) > 2 and all(map(_is_result, topics))
    names_topic = any(one.is_category and not (is_of_exams and _names_exam(one)) for one in others)
    is_of_one_topic = names_topic and all(all(column.cells) for column in topics)
    are_alike = len({column.is_percent for column in topics}) == 1 and (totals or not is_of_one_topic)
    if len(topics) < (1 if value else 2) or not has_day or not (value or are_alike):
        return None
    value = value or _value(topics, others, totals)
    if value.startswith(RESULT):  # the counts of the whole exam are not those of a topic
        totals = [*totals, *(one for one in others if one.is_number and any(one.rank(role) > 1 for role in _RIGHT))]
        others = [column for column in others if column not in totals]
    is_clash = not {TOPIC, value}.isdisjoint(column.name for column in others)
    is_other_score = value.startswith(RESULT) and not are_parts
    return None if not value or is_clash or is_other_score else _Shape(topics, others, totals, value)


def _topics(named: Sequence[ColumnValues], totals: Sequence[ColumnValues]) -> Sequence[ColumnValues]:
    """Return the topic columns: those that a total adds up, else those without another meaning."""
    are_answers = any(column.rank(role) > 1 for column in named for role in _RIGHT)
    if not are_answers and any(is_sum(total, named) for total in totals):
        return named
    about = [column for column in named if not _has_other_meaning(column)]
    sums = [one for one in about if one.rank("length") and is_sum(one, [other for other in about if other is not one])]
    topics = [one for one in about if one not in sums]
    with_unit = [one for one in topics if unit_in_name(one.name)]
    are_all = with_unit == topics and all("_" in one.name for one in topics)
    return topics if are_all else [one for one in topics if one not in with_unit]


def _shape_of_days(
    columns: Sequence[ColumnValues], days: Sequence[ColumnValues], weeks: WeekGrid | None, value: str
) -> _Shape | None:
    """Return the shape of a table whose columns are weekdays or dates, if half of their cells are values."""
    totals = [column for column in columns if is_total_name(column.name.replace("_", " ")) and column not in days]
    others = [one for one in columns if one not in (*days, *totals) and (weeks is None or one is not weeks.week)]
    unit, *others_of_days = {unit_in_name(column.name) for column in days}  # "sa" alone is Saturday
    of_time = TIME if unit is None or others_of_days else f"{TIME}_({unit})"
    value = value or (RESULT if all(map(_is_result, days)) else of_time)
    cells = [cell for column in days for cell in column.filled]
    is_clash = not {DATE, value}.isdisjoint(column.name for column in others)
    is_grid = not is_clash and 2 * sum(map(_is_value, cells)) >= len(cells)
    return _Shape(days, others, totals, value, key=DATE, weeks=weeks) if is_grid else None


def _has_values(column: ColumnValues) -> bool:
    """Whether half of the cells are numbers, lengths or results; clock times that are all late are times of day."""
    is_late = column.all(lambda cell: (minutes_of(cell) or 0) >= LATEST_LENGTH_H * 60)
    is_time_of_day = column.is_clock and (is_late or column.rank("start") or column.rank("end"))
    is_numbering = column.is_sequence and column.filled[0] in {"0", "1"}
    return not (column.is_moment or is_time_of_day or is_numbering) and column.all(_is_value, HALF)


def _is_value(cell: str) -> bool:
    one = ColumnValues("", [cell])
    return one.is_number or one.is_length or _is_result(one)


def _is_result(column: ColumnValues) -> bool:
    return column.is_percent or column.is_of_total


def _has_other_meaning(column: ColumnValues) -> bool:
    """Whether a column's name is not that of a topic, such as pages."""
    words = {*re.split(r"[\W_]+", column.name)} - {""}
    if not words or not words.isdisjoint(WORDS["counted"]):  # "video" may be a topic, but "videos" are counted
        return True
    roles = [*_ROLES.split(), *(() if column.is_percent else _TIME_ROLES)]
    return any(column.rank(role) > 1 for role in roles) or max(map(column.rank, _WHOLE_ROLES)) == NAMED


def _value(topics: Sequence[ColumnValues], others: Sequence[ColumnValues], totals: Sequence[ColumnValues]) -> str:
    """Return the name of the values: a score, or a time with its unit; empty if they may be something else.

    Values are times if they have a unit or a total, or if a topic has none on some days.
    """
    if all(column.names_share for column in topics):
        return f"{RESULT}_(%)"
    if all(map(_is_result, topics)):
        return RESULT
    if any(column.rank("length") > 1 or unit_in_name(column.name) for column in others if _has_values(column)):
        return ""
    sums = [total for total in totals if is_sum(total, topics)]
    is_exam = any(map(_names_exam, others)) or any(total.rank(RESULT) == NAMED for total in totals)
    units = _units(topics) or _units(sums)  # a word for time in the name of a sum may not be its unit
    if units or (is_exam and sums):  # points, whose unit is asked, have none
        points = RESULT if len(topics) > 2 and not units else ""
        return f"{TIME}_({units.pop()})" if len(units) == 1 else points
    if sums or any("0" in column.cells or "" in column.cells for column in topics if len(column.cells) > 1):
        return TIME
    return RESULT if is_exam and _are_percents(topics, (*others, *totals)) else ""


def _names_exam(column: ColumnValues) -> bool:
    return column.rank("form") > 1 or column.rank("provider") > 1


def _units(columns: Sequence[ColumnValues]) -> set[str | None]:
    return {unit_in_name(column.name) for column in columns} - {None}


def _are_percents(topics: Sequence[ColumnValues], others: Sequence[ColumnValues]) -> bool:
    """Whether numbers may be percentages: they vary, and any total score is between them in each row."""
    wholes = [one for one in others if one.is_percent or one.is_of_total or (one.is_number and one.rank(RESULT) > 1)]
    are_shares = all(number is not None and number <= 100 for column in topics for number in column.numbers)
    vary = all(len(column.cells) < 3 or len(column.words) > 1 for column in topics)
    return are_shares and vary and all(_is_between(whole, topics) for whole in wholes)


def _is_between(whole: ColumnValues, topics: Sequence[ColumnValues]) -> bool:
    """Whether a score is between those of the topics in each row, up to rounding, as their mean is."""
    rows = zip(*(one.shares for one in (whole, *topics)), strict=True)
    known = [(share, [one for one in parts if one is not None]) for share, *parts in rows if share is not None]
    return bool(known) and all(parts and 0.99 * min(parts) <= share <= 1.01 * max(parts) for share, parts in known)
