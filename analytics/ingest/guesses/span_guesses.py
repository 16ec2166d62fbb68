"""Guess the columns of day, start, end and length, by their names and by whether their cells fit together."""

from collections.abc import Callable, Collection, Iterable, Sequence
from functools import partial
from itertools import permutations
from math import inf
from statistics import median
from typing import TypeVar

from analytics.clock import MINUTES_PER_DAY
from analytics.ingest.file_mapping import TimeUnit
from analytics.ingest.guesses.column_values import FITTING, ColumnValues, amount, minutes_of
from analytics.ingest.mapping.column_names import NAMED, undone_words, word_place
from analytics.ingest.mapping.targets import BREAK, DAY, END, HOURS, MINUTES, MONTH, START_TIME, YEAR
from analytics.ingest.values.durations import length_s
from analytics.ingest.values.fields import or_none
from analytics.ingest.values.words import unit_in_name
from analytics.ingest.values.written_dates import clock

FIRST_YEAR, LAST_YEAR = 1990, 2100
LATEST_LENGTH_H = 6
"""If all are below, times such as 1:30 may be lengths."""

SHORTEST_MIN, LONGEST_MIN = 3, 600
"""Bounds of a typical session; shorter times are those of answers, and higher numbers are pages, meters or points."""

T = TypeVar("T")
ROUNDING_MIN = 4
"""How far hours with one decimal may be off."""


class ColumnChoices:
    """The columns of a table, and their targets so far."""

    def __init__(self, columns: Sequence[ColumnValues], allowed: Collection[str]) -> None:
        self.columns = columns
        self.targets: dict[str, str] = {}
        self._allowed = allowed

    @property
    def free(self) -> Sequence[ColumnValues]:
        """Columns without a target."""
        return [column for column in self.columns if column.name not in self.targets]

    def has(self, *targets: str) -> bool:
        """Whether any of these targets has a column."""
        return bool(set(targets) & set(self.targets.values()))

    def column(self, target: str) -> ColumnValues | None:
        """Return the column of a target."""
        return next((column for column in self.columns if self.targets.get(column.name) == target), None)

    def take(
        self,
        target: str,
        fits: Callable[[ColumnValues], bool] = lambda _column: True,
        *,
        is_named: bool = False,
        role: str | None = None,
    ) -> bool:
        """Choose the fitting column with the best name for a free target; return whether there is one.

        The name must fit the target, or `role`, if the column has no cells or with `is_named`.
        """
        if self.has(target) or target not in self._allowed:
            return False
        role = role or target
        fitting = [one for one in self.free if fits(one) and (one.rank(role) or (one.filled and not is_named))]
        if fitting:
            best = max(fitting, key=lambda one: (one.rank(role), -word_place(one.name, role), len(one.words) > 1))
            self.targets[best.name] = target
        return bool(fitting)


def take_day(choices: ColumnChoices, target: str) -> None:
    """Choose the day, preferably a date without a time and not an end; else year, month and day."""
    if choices.has(target):
        return
    days = [column for column in choices.free if column.is_moment]
    named = [column for column in days if column.filled or _day_rank(column)]
    if named:
        best = max(named, key=lambda one: (not one.rank("end"), bool(one.filled), _day_rank(one), one.is_day))
        choices.targets[best.name] = target
        return
    for columns in zip(choices.columns, choices.columns[1:], choices.columns[2:], strict=False):
        for year, month, day in (columns, columns[::-1]):
            is_date = year.is_whole(FIRST_YEAR, LAST_YEAR) and month.is_month and day.is_whole(1, 31)
            if is_date and all(column.filled for column in columns) and not choices.has(YEAR):
                choices.targets |= {year.name: YEAR, month.name: MONTH, day.name: DAY}


def _day_rank(column: ColumnValues) -> int:
    return max(column.rank("date"), column.rank("start"))


def take_times(choices: ColumnChoices, length: str) -> None:
    """Choose start, end and length among times of day, by their names or because start + length = end."""
    day = choices.column("started_at") or choices.column("starts_at")
    if day is not None and not day.is_day:
        choices.take(END, lambda column: bool(column.filled) and _is_end_of(day, column), role="end")
        return
    choices.take(START_TIME, lambda column: bool(column.filled) and column.is_clock_range, role="start")
    clocks = [one for one in choices.free if one.filled and _has_clocks(one)]
    if choices.has(START_TIME) or not clocks:
        return
    agreeing = [three for three in permutations(clocks, 3) if _are_consistent(*three)]
    if agreeing:
        first, last, spent = max(agreeing, key=_span_rank)
        choices.targets |= {first.name: START_TIME, last.name: END, spent.name: length}
        return
    start = max(clocks, key=lambda one: (one.rank("start"), -one.rank("end"), -one.rank("length"), not _is_short(one)))
    others = [column for column in clocks if column is not start]
    end = max(others, key=lambda column: column.rank("end"), default=None)
    pairs = [] if end is None else _pairs(_minutes(start), _minutes(end))
    is_later = bool(pairs) and all(first < last for first, last in pairs)
    if end is not None and (end.rank("end") or (is_later and not _is_short(end))):
        choices.targets |= {start.name: START_TIME, end.name: END}
        choices.take(BREAK, lambda column: column.is_number or column.is_length, is_named=True, role="break")
    elif start.rank("start") or not (_is_short(start) or start.rank("duration")):
        choices.targets[start.name] = START_TIME


def _has_clocks(column: ColumnValues) -> bool:
    """Whether a column has times of day; 19.30 is one only under a name for a start or an end."""
    is_number = column.is_number and not (column.rank("start") or column.rank("end"))
    return column.is_clock and not (is_number or column.rank("break") or column.rank("not_length"))


def _is_end_of(day: ColumnValues, column: ColumnValues) -> bool:
    """Whether a column has moments up to a day after those of the day column, or times of day named as an end."""
    if _has_clocks(column):
        return bool(column.rank("end"))
    if not column.is_moment:
        return False
    pairs = _pairs(map(day.moment, day.cells), map(column.moment, column.cells))
    within = sum(0 <= (last.wall - first.wall).total_seconds() <= MINUTES_PER_DAY * 60 for first, last in pairs)
    return within >= FITTING * len(pairs)


def _minutes(column: ColumnValues) -> list[float | None]:
    found = (or_none(clock, cell) for cell in column.cells)
    return [None if one is None else one.hour * 60 + one.minute + one.second / 60 for one in found]


def _are_consistent(start: ColumnValues, end: ColumnValues, spent: ColumnValues) -> bool:
    """Whether start plus length is the end in nearly all rows."""
    rows = [row for row in zip(*map(_minutes, (start, end, spent)), strict=True) if None not in row]
    n_agreeing = sum((first or 0) + (length or 0) - (last or 0) in {0, MINUTES_PER_DAY} for first, last, length in rows)
    return bool(rows) and n_agreeing >= FITTING * len(rows)


def _span_rank(columns: tuple[ColumnValues, ColumnValues, ColumnValues]) -> tuple[int, float]:
    """Rank columns as start, end and length by their names; if in doubt, the shorter times are the length."""
    start, end, spent = columns
    return start.rank("start") + end.rank("end") + spent.rank("length"), -sum(filter(None, _minutes(spent)))


def _is_short(column: ColumnValues) -> bool:
    return all(minutes < LATEST_LENGTH_H * 60 for minutes in _minutes(column) if minutes is not None)


def take_length(choices: ColumnChoices, target: str) -> None:
    """Choose the length: by a unit in the cells or name, else numbers by name, else the only numbers left.

    These are none if the table counts answers.
    """
    if choices.has(target) or _take_hours_and_minutes(choices):
        return
    bounds = () if {"min", "max"} - {one.name.strip(".") for one in choices.columns} else ("min", "min.")
    free = [column for column in choices.free if not _is_not_length(column) and column.name not in bounds]
    with_unit = list(filter(_has_unit, free))
    if with_unit:  # if equally likely ones disagree, none is taken, and the candidate is asked
        best = max(with_unit, key=_length_rank)
        rank, is_total = _length_rank(best), best.rank("not_length") > 0
        others = [one for one in with_unit if _length_rank(one) == rank or (is_total and one.rank("length") > 1)]
        if all(have_same_values(best, other) for other in others):
            choices.targets[best.name] = target
        return
    least = 1 if choices.has(END) else 0  # the end gives the length, so another one needs a clear name
    named = [one for one in free if one.is_number and one.rank("length") > least]
    choices.take(target, lambda column: column in named, role="length")
    plain = [one for one in choices.free if one.filled and one.name not in bounds and is_plain_number(one)]
    plain = [one for one in plain if not one.rank("estimate")]
    counts_answers = any(one.rank(role) for one in choices.free for role in ("n_items", "n_correct", "n_wrong"))
    if len(plain) == 1 and not (counts_answers or choices.has(target, END)):
        choices.targets[plain[0].name] = target
    if not choices.has(target, END):
        choices.take(target, lambda column: column.is_number, is_named=True, role="pomodoro")
        if any(undone_words(column.name, column.cells) for column in choices.columns):
            choices.take(target, lambda column: column.is_number or column.is_length, is_named=True, role="estimate")


def has_rival(choices: ColumnChoices) -> bool:
    """Whether the length of sessions is not named as one, or another column is named so just as well."""
    best = choices.column("time_on_task_min")
    if best is None or best.rank("pomodoro") > 1 or (_has_unit(best) and not best.may_be_points):
        return False
    rivals = [one for one in choices.free if one.filled and one.is_number and not _is_not_length(one)]
    same_rank = [one for one in rivals if one.rank("length") >= best.rank("length") and not have_same_values(one, best)]
    return not best.rank("length") or bool(same_rank)


def _has_unit(column: ColumnValues) -> bool:
    """Whether cells or name have a unit of time in which the typical length is that of a session."""
    named = unit_in_name(column.name)
    units = [TimeUnit(named)] if named else [TimeUnit.CLOCK, TimeUnit.MINUTES_SECONDS]
    cells = [cell.replace(",", ".") for cell in column.filled]
    found = ([or_none(partial(length_s, unit=unit), cell) for cell in cells] for unit in units)
    medians = [median(filter(None, lengths)) / 60 if any(lengths) else SHORTEST_MIN for lengths in found]
    shortest = 0 if column.rank("counted") > 1 else SHORTEST_MIN  # such as blocks of 25 minutes, of which few are done
    is_likely = any(shortest <= length <= (LONGEST_MIN if column.is_length else inf) for length in medians)
    return is_likely and ((column.is_length and bool(column.filled)) or column.is_amount)


def _is_not_length(column: ColumnValues) -> bool:
    """Whether a column's name means a result, share, goal, sum, break, start or end rather than a length."""
    is_running = bool(column.rank("not_length")) and column.is_rising
    is_named = _length_rank(column)[0] < max(map(column.rank, ("not_length", "break", "start", "end")))
    return is_running or is_named or column.is_result or column.names_share


def _length_rank(column: ColumnValues) -> tuple[int, bool, bool, bool]:
    """Rank a column as a length, by its name or unit; study time comes before other time, and totals last."""
    rank = NAMED if column.rank("amount") == NAMED else column.rank("length")
    return rank, column.rank("studying") > 1, not column.rank("not_length"), bool(column.filled)


def is_plain_number(column: ColumnValues) -> bool:
    """Whether a column has numbers, whole or in quarters as times are, and a name without another meaning."""
    roles = "score maximum n_correct n_items n_wrong n_skipped position item_id rating domain_id task_id form price"
    is_named = column.is_sequence or column.names_share or any(map(column.rank, (*roles.split(), "counted")))
    is_time = column.is_clock and bool(column.rank("start") or column.rank("end"))
    is_in_quarters = all(number is None or number * 4 % 1 == 0 for number in column.numbers)
    return column.is_number and is_in_quarters and not (is_time or is_named)


def _take_hours_and_minutes(choices: ColumnChoices) -> bool:
    """Choose two columns as the hours and minutes of a length; return whether there are any.

    Without units in their names, they must be the only numbers, up to half a day and in steps of five minutes.
    """
    numbers = [column for column in choices.free if column.filled and is_plain_number(column)]
    for first, second in permutations(choices.free, 2):
        units = unit_in_name(first.name), unit_in_name(second.name)
        is_named = units == ("h", "min") and first.is_whole(0, 24)
        is_in_fives = any(second.numbers) and second.all(lambda cell: cell[-1] in "05")
        is_alone = [first, second] == numbers and first.is_whole(0, 12) and is_in_fives
        is_pair = (is_named or (is_alone and units == (None, None))) and second.is_whole(0, 59)
        if is_pair and first.filled and second.filled and not have_same_values(first, second):
            choices.targets |= {first.name: HOURS, second.name: MINUTES}
            return True
    return False


def have_same_values(column: ColumnValues, other: ColumnValues) -> bool:
    """Whether two columns have the same lengths in all rows, possibly one in hours and the other in minutes."""
    both = ([minutes_of(cell) or amount(cell) for cell in one.cells] for one in (column, other))
    pairs = [sorted(pair) for pair in _pairs(*both) if all(pair)]
    return all(less == more or abs(less * 60 - more) < ROUNDING_MIN for less, more in pairs)


def is_sum(total: ColumnValues, columns: Sequence[ColumnValues]) -> bool:
    """Whether a column is the sum of some others in nearly all rows."""
    rows = zip(*(column.numbers for column in columns), strict=True)
    pairs = [(sum(filter(None, row)), whole) for row, whole in zip(rows, total.numbers, strict=bool(columns)) if whole]
    return bool(pairs) and sum(abs(found - whole) < 0.01 * whole for found, whole in pairs) >= FITTING * len(pairs)


def _pairs(first: Iterable[T | None], second: Iterable[T | None]) -> list[tuple[T, T]]:
    return [(one, other) for one, other in zip(first, second, strict=True) if one is not None and other is not None]
