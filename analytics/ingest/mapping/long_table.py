"""Wide tables, with a column for each topic or domain, as one row for each of them."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from analytics.errors import DataProblem
from analytics.ingest.left_out import LeftOutRows
from analytics.ingest.mapping.column_values import FITTING, HALF, ColumnValues, column_values
from analytics.ingest.mapping.joined_table import JoinedTable
from analytics.ingest.mapping.own_table import OwnTable
from analytics.ingest.mapping.totals import is_total_name
from analytics.ingest.reading import Notices, listed
from analytics.ingest.tables.corrected_table import Corrections, corrected_rows
from analytics.ingest.tables.text_table import Cells, RowTest
from analytics.ingest.values import fields
from analytics.ingest.values.unit_words import unit_in_name

TOPIC, TIME, RESULT = "topic", "time", "score"
LONG = "one row per topic"
"""Ends the shape of such a table, by which its mapping is saved."""

SAMPLE_ROWS = 50

_ROLES = (
    "date start end length not_length duration break n_correct n_items position item_id question_text chosen rating "
    "form is_correct is_flagged sleep_h exercise_min evening_screen_min"
)
"""What a column may be about instead of a topic."""

_COUNTED = (
    "pages seiten páginas paginas strony cards karten pomodoros pomodori chapters kapitel videos lessons lektionen "
    "steps mood energy focus weight water streak xp points km reps"
)
"""Numbers of a day that are no time of a topic."""

_UNIT_BEHIND = re.compile(r"\s*(?:[(\[（][^()\[\]]*[)\]）]|%)\s*$")


@dataclass(frozen=True, slots=True)
class _Shape:
    """The columns of a wide table: those with the values of a topic, and those that stay."""

    topics: Sequence[ColumnValues]
    others: Sequence[ColumnValues]
    totals: Sequence[ColumnValues]
    value: str


class LongTable:
    """A wide table with one row for each filled cell of a topic; a day without any stays as one row."""

    has_header = True

    def __init__(self, table: OwnTable | JoinedTable, shape: _Shape, corrections: Corrections) -> None:
        self._table, self._shape, self._corrections = table, shape, corrections
        self._topics = [table.header.index(column.name) for column in shape.topics]
        self._others = [table.header.index(column.name) for column in shape.others]
        self.name, self.has_decimal_comma = table.name, table.has_decimal_comma
        self.header = (*(table.header[at] for at in self._others), TOPIC, shape.value)
        self.titles = (*(table.titles[at] for at in self._others), TOPIC, shape.value)
        self.shape = (*table.shape, LONG)

    def needing(self, _columns: Collection[str]) -> "LongTable":
        """Return the same table; a formula without a value is a problem in the column of a topic and of the day."""
        needed = [column.name for column in (*self._shape.topics, *self._shape.others)]
        return LongTable(self._table.needing(needed), self._shape, self._corrections)

    @property
    def notices(self) -> tuple[str, ...]:
        """Sentences on how the table was read."""
        notices = Notices()
        for text in self._table.notices:
            notices.add(text)
        notices.add(f"Read as one row per topic, from the columns {listed([self._title(at) for at in self._topics])}.")
        if self._shape.totals:
            notices.add(f"Columns with totals were ignored: {listed([one.name for one in self._shape.totals])}.")
        return notices.texts()

    @property
    def left_out(self) -> LeftOutRows:
        """The rows that were left out, such as totals, by reason."""
        return self._table.left_out

    def rows(self, is_row: RowTest, /) -> Iterator[Cells | DataProblem]:
        """Yield the rows; each names its line and its topic."""
        return corrected_rows(self._long(is_row), self.header, self._corrections)

    def _long(self, is_row: RowTest) -> Iterator[Cells | DataProblem]:
        for item in self._table.rows(is_row):
            if isinstance(item, DataProblem):
                yield item
                continue
            others = [item.cells[at] for at in self._others]
            filled = [at for at in self._topics if not fields.is_missing(item.cells[at])]
            for at in filled:
                yield Cells(f"{item.line} ({self._title(at)})", [*others, self._title(at), item.cells[at]])
            if not filled:
                yield Cells(item.line, [*others, "", ""])

    def _title(self, at: int) -> str:
        """Return the name of a topic as in the file, without its unit."""
        title = self._table.titles[at]
        behind = _UNIT_BEHIND.search(title)
        has_unit = behind is not None and ("%" in behind[0] or unit_in_name(behind[0].casefold()) is not None)
        return (title[: behind.start()] if behind is not None and has_unit else title) or title


def turned_long(
    table: OwnTable | JoinedTable, mapped: Collection[str], corrections: Corrections
) -> OwnTable | JoinedTable | LongTable:
    """Return a wide table with one row per topic, any other table as it is, or if its own columns are mapped."""
    wanted = [name for name in mapped if name not in table.header]
    if not table.has_header or (mapped and TOPIC not in wanted):
        return table
    value = next((name for name in wanted if name != TOPIC), "")
    shape = _shape_of(table, value)
    return table if shape is None else LongTable(table, shape, corrections)


def _shape_of(table: OwnTable | JoinedTable, value: str) -> _Shape | None:
    """Return the shape of a wide table, None if it is none; `value` is the mapped name of what its topics hold."""
    rows = [item.cells for item in islice(table.rows(lambda _cells: False), SAMPLE_ROWS) if isinstance(item, Cells)]
    columns = [column for column in column_values(table.header, rows) if column.filled]
    values = [column for column in columns if _has_values(column)]
    named = [column for column in values if not is_total_name(column.name.replace("_", " "))]
    have_units = all(unit_in_name(column.name) for column in named)
    topics = [column for column in named if not _is_about_else(column, has_unit=have_units)]
    totals = [one for one in values if one not in topics and (one not in named or _is_sum(one, topics))]
    others = [column for column in columns if column not in totals and column not in topics]
    has_day = any(column.is_moment or column.is_named_day for column in others)
    if len(topics) < 2 or not has_day:
        return None
    value = value or _value(topics, others, totals)
    is_clash = not {TOPIC, value}.isdisjoint(column.name for column in others)
    return None if not value or is_clash else _Shape(topics, others, totals, value)


def _has_values(column: ColumnValues) -> bool:
    """Whether half of the cells are numbers, lengths or results, and not times of day."""
    is_time_of_day = column.is_moment or (column.is_clock and bool(column.rank("start") or column.rank("end")))
    return not is_time_of_day and not column.is_sequence and column.all(_is_value, HALF)


def _is_value(cell: str) -> bool:
    one = ColumnValues("", [cell])
    return one.is_number or one.is_length or one.is_percent or one.is_of_total


def _is_about_else(column: ColumnValues, *, has_unit: bool) -> bool:
    """Whether a name says that a column is no topic, such as pages; hours beside topics without a unit are none."""
    words = re.split(r"[\W_]+", column.name)
    if not set(words).isdisjoint(_COUNTED.split()) or (unit_in_name(column.name) and (not has_unit or len(words) < 2)):
        return True
    return any(column.rank(role) > 1 for role in _ROLES.split()) or column.rank(RESULT) > 2


def _value(topics: Sequence[ColumnValues], others: Sequence[ColumnValues], totals: Sequence[ColumnValues]) -> str:
    """Return the name of the values: a score, or a time with its unit; empty if they may be something else.

    Times are told by a unit, by their sum, or by days on which a topic has none.
    """
    if all(column.is_percent or column.is_of_total for column in topics):
        return RESULT
    if all("%" in column.name for column in topics):
        return f"{RESULT}_(%)"
    if any(column.rank("length") > 1 or unit_in_name(column.name) for column in others if _has_values(column)):
        return ""
    sums = [total for total in totals if _is_sum(total, topics)]
    units = {unit_in_name(column.name) for column in (*sums, *topics)} - {None}
    if len(units) == 1:
        return f"{TIME}_({units.pop()})"
    if sums or any(not cell or cell == "0" for column in topics for cell in column.cells):
        return TIME
    is_exam = any(column.rank("form") > 1 or column.rank("provider") > 1 for column in others)
    numbers = [number for column in topics for number in column.numbers]
    return RESULT if is_exam and all(number is not None and number <= 100 for number in numbers) else ""


def _is_sum(total: ColumnValues, topics: Sequence[ColumnValues]) -> bool:
    """Whether a column is the sum of the topics in nearly all rows."""
    rows = zip(*(column.numbers for column in topics), strict=True)
    pairs = [(sum(filter(None, row)), whole) for row, whole in zip(rows, total.numbers, strict=bool(topics)) if whole]
    return bool(pairs) and sum(abs(found - whole) < 0.01 * whole for found, whole in pairs) >= FITTING * len(pairs)
