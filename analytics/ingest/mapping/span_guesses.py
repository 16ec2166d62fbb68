"""Guess the columns of day, start, end and length, by how their cells fit together."""

from collections.abc import Callable, Collection, Iterable, Sequence
from itertools import pairwise, permutations

from analytics.ingest.mapping.column_values import FITTING, ColumnValues
from analytics.ingest.mapping.columns import BREAK, DATE_PARTS, END, HOURS, MINUTES, NAMED, START_TIME, word_place
from analytics.ingest.values.fields import or_none
from analytics.ingest.values.words import unit_in_name
from analytics.ingest.values.written_dates import clock

FIRST_YEAR, LAST_YEAR = 1990, 2100
LATEST_LENGTH_H = 6
"""Times such as 1:30 that are all below are lengths if nothing else in the row is one."""

DAY_MIN = 24 * 60


class Chosen:
    """The columns of a table, and the targets chosen so far."""

    def __init__(self, columns: Sequence[ColumnValues], allowed: Collection[str]) -> None:
        self.columns = columns
        self.targets: dict[str, str] = {}
        self._allowed = allowed

    @property
    def free(self) -> Sequence[ColumnValues]:
        """Columns without a target."""
        return [column for column in self.columns if column.name not in self.targets]

    def has(self, *targets: str) -> bool:
        """Whether one of some targets has a column."""
        return bool(set(targets) & set(self.targets.values()))

    def column(self, target: str) -> ColumnValues | None:
        """Return the column of a target."""
        return next((column for column in self.columns if self.targets.get(column.name) == target), None)

    def set(self, column: ColumnValues, target: str) -> None:
        """Choose a column for a target that this kind of table has."""
        if target in self._allowed:
            self.targets[column.name] = target

    def take(
        self,
        target: str,
        fits: Callable[[ColumnValues], bool] = lambda _column: True,
        *,
        is_named: bool = False,
        role: str | None = None,
    ) -> bool:
        """Choose the best named column that fits, if the target is free; return whether there was one.

        A column without cells fits anything, so its name must say what it is; `is_named` asks that of all.
        """
        if self.has(target) or target not in self._allowed:
            return False
        role = role or target
        fitting = [
            (column.rank(role), -word_place(column.name, role), column)
            for column in self.free
            if fits(column) and (column.rank(role) or (column.filled and not is_named))
        ]
        if not fitting:
            return False
        self.set(max(fitting, key=lambda one: one[:2])[2], target)
        return True


def take_day(chosen: Chosen, target: str) -> None:
    """Choose the day: a date before a date with a time, and not the end; else year, month and day."""
    if chosen.has(target):
        return
    days = [column for column in chosen.free if column.is_moment or column.is_named_day]
    named = [column for column in days if column.filled or _day_rank(column)]
    if named:
        best = max(named, key=lambda one: (not one.rank("end"), bool(one.filled), _day_rank(one), one.is_day))
        chosen.set(best, target)
        return
    for columns in zip(chosen.columns, chosen.columns[1:], chosen.columns[2:], strict=False):
        for year, month, day in (columns, columns[::-1]):
            is_date = year.is_whole(FIRST_YEAR, LAST_YEAR) and month.is_month and day.is_whole(1, 31)
            if is_date and all(column.filled for column in columns) and not chosen.has(DATE_PARTS[0]):
                for column, part in zip((year, month, day), DATE_PARTS, strict=True):
                    chosen.set(column, part)


def _day_rank(column: ColumnValues) -> int:
    return max(column.rank("date"), column.rank("start"))


def take_times(chosen: Chosen, length: str) -> None:
    """Choose start, end and length among times of day, by their names or because start + length = end."""
    day = next((column for column in chosen.columns if chosen.targets.get(column.name, "").endswith("_at")), None)
    if day is not None and not day.is_day:
        chosen.take(END, lambda column: bool(column.filled) and _is_end_of(day, column), role="end")
        return
    chosen.take(START_TIME, lambda column: bool(column.filled) and column.is_clock_range, role="start")
    clocks = [one for one in chosen.free if one.filled and _has_clocks(one)]
    if chosen.has(START_TIME) or not clocks:
        return
    agreeing = [three for three in permutations(clocks, 3) if _agree(*three)]
    if agreeing:
        for column, target in zip(max(agreeing, key=_likelihood), (START_TIME, END, length), strict=True):
            chosen.set(column, target)
        return
    start = max(
        clocks,
        key=lambda column: (column.rank("start"), -column.rank("end"), -column.rank("length"), not _is_short(column)),
    )
    others = [column for column in clocks if column is not start]
    end = max(others, key=lambda column: column.rank("end"), default=None)
    if end is not None and (end.rank("end") or (_is_later(start, end) and not _is_short(end))):
        chosen.set(start, START_TIME)
        chosen.set(end, END)
        chosen.take(BREAK, lambda column: column.is_number or column.is_length, is_named=True, role="break")
    elif start.rank("start") or not (_is_short(start) or start.rank("duration")):
        chosen.set(start, START_TIME)


def _has_clocks(column: ColumnValues) -> bool:
    """Whether a column holds times of day; 19.30 is one only under a name for a start or an end."""
    is_number = column.is_number and not (column.rank("start") or column.rank("end"))
    return column.is_clock and not (is_number or column.rank("break") or column.rank("not_length"))


def _is_end_of(day: ColumnValues, column: ColumnValues) -> bool:
    """Whether a column holds moments after those of the day column, or times of day named as an end."""
    if _has_clocks(column):
        return bool(column.rank("end"))
    if not column.is_moment:
        return False
    pairs = [
        (first, last)
        for first, last in zip(map(day.moment, day.cells), map(column.moment, column.cells), strict=True)
        if first is not None and last is not None
    ]
    within = sum(0 <= (last.wall - first.wall).total_seconds() <= DAY_MIN * 60 for first, last in pairs)
    return within >= FITTING * len(pairs)


def _minutes(column: ColumnValues) -> list[float | None]:
    found = (or_none(clock, cell) for cell in column.cells)
    return [None if one is None else one.hour * 60 + one.minute + one.second / 60 for one in found]


def _agree(start: ColumnValues, end: ColumnValues, spent: ColumnValues) -> bool:
    """Whether the start plus the length is the end, in nearly all rows."""
    rows = [row for row in zip(*map(_minutes, (start, end, spent)), strict=True) if None not in row]
    n_agreeing = sum((first or 0) + (length or 0) - (last or 0) in {0, DAY_MIN} for first, last, length in rows)
    return bool(rows) and n_agreeing >= FITTING * len(rows)


def _likelihood(columns: Iterable[ColumnValues]) -> tuple[int, float]:
    """Return how well columns fit start, end and length; start and length may be exchanged, but not if named."""
    start, end, spent = columns
    return start.rank("start") + end.rank("end") + spent.rank("length"), -sum(filter(None, _minutes(spent)))


def _is_later(start: ColumnValues, end: ColumnValues) -> bool:
    """Whether times are later than those of another column in each row."""
    pairs = [
        (first, last)
        for first, last in zip(_minutes(start), _minutes(end), strict=True)
        if first is not None and last is not None
    ]
    return bool(pairs) and all(first < last for first, last in pairs)


def _is_short(column: ColumnValues) -> bool:
    return all(minutes < LATEST_LENGTH_H * 60 for minutes in _minutes(column) if minutes is not None)


def take_length(chosen: Chosen, target: str, *, is_named: bool = False) -> None:
    """Choose the length: cells or a name with a unit, then numbers by name, then the only numbers left."""
    if chosen.has(target) or _take_hours_and_minutes(chosen):
        return
    free = [column for column in chosen.free if not _is_no_length(column)]
    with_unit = list(filter(_has_unit, free))
    if is_named:
        with_unit = [column for column in with_unit if column.rank("length") or unit_in_name(column.name)]
    if with_unit:
        chosen.set(max(with_unit, key=_length_rank), target)
        return
    chosen.take(target, lambda column: column in free and column.is_number, is_named=True, role="length")
    numbers = [one for one in chosen.free if one.filled and _is_plain_number(one) and not one.rank("estimate")]
    counts_answers = any(column.rank("n_items") for column in chosen.free)  # the number may be the right ones
    if not is_named and len(numbers) == 1 and not (counts_answers or chosen.has(target, END)):
        chosen.set(numbers[0], target)


def _has_unit(column: ColumnValues) -> bool:
    return (column.is_length and bool(column.filled)) or column.is_amount


def _is_no_length(column: ColumnValues) -> bool:
    """Whether a name says that a column is a goal, a sum, a break, a start or an end."""
    is_running = bool(column.rank("not_length")) and column.is_rising
    return is_running or _length_rank(column)[0] < max(map(column.rank, ("not_length", "break", "start", "end")))


def _length_rank(column: ColumnValues) -> tuple[int, bool, bool]:
    """Return how well a column fits a length; a unit alone is such a name, and minutes come before total minutes."""
    rank = NAMED if column.rank("amount") == NAMED else column.rank("length")
    return rank, not column.rank("not_length"), bool(column.filled)


def _is_plain_number(column: ColumnValues) -> bool:
    roles = "score maximum n_correct n_items n_wrong n_skipped position item_id rating domain_id task_id form price"
    is_time = column.is_clock and bool(column.rank("start") or column.rank("end"))
    return column.is_number and not is_time and not column.is_sequence and not any(map(column.rank, roles.split()))


def _take_hours_and_minutes(chosen: Chosen) -> bool:
    """Choose hours and minutes of one length in neighboring columns; return whether there are such.

    Without units in the names they are the only numbers, up to half a day and in steps of five minutes.
    """
    numbers = [column for column in chosen.free if column.filled and _is_plain_number(column)]
    for first, second in pairwise(chosen.free):
        units = unit_in_name(first.name), unit_in_name(second.name)
        is_named = units == ("h", "min") and first.is_whole(0, 24)
        is_alone = [first, second] == numbers and first.is_whole(0, 12) and _is_in_fives(second)
        is_pair = (is_named or (is_alone and units == (None, None))) and second.is_whole(0, 59)
        if is_pair and first.filled and second.filled and not _is_same(first, second):
            chosen.set(first, HOURS)
            chosen.set(second, MINUTES)
            return True
    return False


def _is_in_fives(minutes: ColumnValues) -> bool:
    """Whether nearly all numbers are multiples of five, and not all are 0."""
    numbers = [number for number in minutes.numbers if number is not None]
    return any(numbers) and sum(number % 5 == 0 for number in numbers) >= FITTING * len(numbers)


def _is_same(hours: ColumnValues, minutes: ColumnValues) -> bool:
    """Whether two columns say the same length in two units."""
    pairs = [(h, m) for h, m in zip(hours.numbers, minutes.numbers, strict=True) if h and m]
    return bool(pairs) and all(h * 60 == m for h, m in pairs)
