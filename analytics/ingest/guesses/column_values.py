"""Find out what the cells of a column can be read as."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import cached_property, partial
from itertools import islice, pairwise, starmap
from statistics import median

from analytics.clock import MINUTES_PER_DAY
from analytics.ingest.file_mapping import DateOrder, TimeUnit
from analytics.ingest.mapping.column_names import NAMED, name_rank, names_share, undone_words
from analytics.ingest.mapping.spans import is_time_of_day, split_range
from analytics.ingest.mapping.targets import OF_ANOTHER, RESULTS
from analytics.ingest.values import fields
from analytics.ingest.values.durations import length_s
from analytics.ingest.values.words import (
    POINTS,
    is_weekday,
    known_activity,
    month_of,
    rating_in,
    timed_or_not,
    unit_in_name,
    without_points,
    yes_or_no,
)
from analytics.ingest.values.written_dates import WrittenMoment, parse_moment

FITTING = 0.8
"""The share of cells that must fit; rows such as totals and remarks do not."""

HALF = 0.5
"""The share that is enough if the name says the same, since short tables have mistakes too."""

ANY_DAY = date(2096, 12, 31)
"""Completes days without a year if only their form matters; it is in a leap year."""

MAX_WORDS = 12
"""The most different texts of a category."""

MAX_DIFFERENT = 500

MIN_PROSE_CELLS, MIN_PROSE_CHARS = 3, 25
"""Fewer cells may all differ by chance, and shorter ones are names."""

_MAX_NUMBER_CHARS = 40
_NUMBER = re.compile(r"[+-]?(?:[0-9]{1,9}(?:[.,][0-9]{1,20})?|[.,][0-9]{1,20})")
_PLAIN_NUMBER = re.compile(r"[+-]?[.,]?[0-9][0-9.,' \u00a0\u202f]*%?")
_THOUSANDS = re.compile(r"[' \u00a0\u202f]|[.,](?=[0-9]{3}(?:[.,]|$))")
_PERCENT = re.compile(r"[0-9]{1,3}(?:[.,][0-9]{1,4})? ?%")
_OF_EACH = re.compile(
    r"(?<![^\W_])(?:per|pro|por|par|je)(?![^\W_])|/_?(?:q|question|frage)(?![^\W_])|あたり|当たり|每题"
)
_SCALE = re.compile(r"(?:1_?[–~〜]?|/|_a|_to|_bis|sur|of|von|van|su|na)_?5(?![0-9])")
_OF_TOTAL = re.compile(rf"(?:[0-9.,]{{1,6}} ?% ?[(\[]?)?[0-9]{{1,6}}(?:[.,]\d)? ?{OF_ANOTHER} ?[0-9]{{1,6}}.{{0,12}}")


def _are(test: Callable[[str], bool]) -> "cached_property[bool]":
    """Return a property of columns: whether nearly all filled cells pass a test."""
    return cached_property(lambda column: column.all(test))


@dataclass(frozen=True)
class ColumnValues:
    """A column's normalized name, and its cells, empty where they are missing."""

    name: str
    cells: Sequence[str]

    def rank(self, role: str) -> int:
        """Return how well the name fits a role, 0 if not; a scale from 1 to 5 in it means ratings."""
        return name_rank(self.name, role) or int(role == "rating" and _SCALE.search(self.name) is not None)

    @property
    def names_share(self) -> bool:
        """Whether the name says that the cells are percentages."""
        return names_share(self.name)

    @property
    def is_of_each(self) -> bool:
        """Whether the name says that the cells are about one question, such as the time per question."""
        return _OF_EACH.search(self.name) is not None

    @cached_property
    def filled(self) -> Sequence[str]:
        """The cells that are not missing."""
        return [cell for cell in self.cells if cell]

    def all(self, test: Callable[[str], bool], share: float = FITTING) -> bool:
        """Whether a share of the filled cells, nearly all by default, pass a test; true if none is filled."""
        return sum(map(test, self.filled)) >= share * len(self.filled)

    @cached_property
    def is_day(self) -> bool:
        """Whether the cells are days without a time."""
        return self.all(lambda cell: (found := self.moment(cell)) is not None and found.clock is None)

    @cached_property
    def is_moment(self) -> bool:
        """Whether the cells are days, with or without a time; half are enough under a name for days."""
        return self.all(lambda cell: self.moment(cell) is not None, HALF if self.rank("date") > 1 else FITTING)

    @cached_property
    def is_result(self) -> bool:
        """Whether the name says that the cells are results rather than lengths."""
        return max(map(self.rank, ("mark", "points", "maximum", *RESULTS))) > max(
            map(self.rank, ("length", "duration", "amount"))
        )

    @cached_property
    def may_be_points(self) -> bool:
        """Whether the unit of all cells, or the whole name, may mean minutes or points, such as 52分."""
        cells = [cell for cell in self.filled if not _NUMBER.fullmatch(cell)]
        are_points = bool(cells) and all(_NUMBER.fullmatch(without_points(cell)) for cell in cells)
        return are_points or self.name in POINTS

    def moment(self, cell: str) -> WrittenMoment | None:
        """Read a day or moment; only under a name for days may the year be missing, since Set 3 is not a date."""
        return moment_of(cell, ANY_DAY if self.rank("date") > 1 else None)

    is_clock = _are(is_time_of_day)
    """Whether the cells are times of day, or lengths such as 1:30."""
    is_clock_range = _are(lambda cell: split_range(cell) is not None and moment_of(cell) is None)
    """Whether the cells are ranges such as 9:00-10:30."""
    is_number = _are(lambda cell: _NUMBER.fullmatch(cell) is not None)
    """Whether the cells are numbers."""
    is_weekday = _are(lambda cell: is_weekday(cell.casefold()))
    """Whether the cells are days of the week."""
    is_yes_no = _are(lambda cell: yes_or_no(cell) in {"yes", "no"})
    """Whether the cells are words for yes and no, or points."""

    @cached_property
    def is_length(self) -> bool:
        """Whether the cells are lengths with a unit or like 1:30; half are enough under a name for lengths."""
        share = HALF if self.rank("length") == NAMED else FITTING
        return self.all(lambda cell: minutes_of(cell) is not None or cell == "0", share)

    @cached_property
    def is_amount(self) -> bool:
        """Whether the name has a unit of time and half of the cells are numbers, with or without a unit."""
        is_half = self.all(lambda cell: _NUMBER.fullmatch(cell) is not None or minutes_of(cell) is not None, HALF)
        return is_half and unit_in_name(self.name) is not None

    @cached_property
    def numbers(self) -> Sequence[float | None]:
        """The number in each row, None for other cells."""
        return [float(cell.replace(",", ".")) if _NUMBER.fullmatch(cell) else None for cell in self.cells]

    @cached_property
    def amounts(self) -> Sequence[float | None]:
        """The number or the seconds in each row, None for other cells."""
        return [*map(amount, self.cells)]

    @cached_property
    def shares(self) -> Sequence[float | None]:
        """The percentage or fraction in each row, None for other cells."""
        return [*map(share_in, self.cells)]

    def is_whole(self, low: float, high: float) -> bool:
        """Whether the cells are whole numbers in a range."""
        given = [number for number in self.numbers if number is not None]
        return self.is_number and all(low <= number <= high and not number % 1 for number in given)

    @cached_property
    def is_month(self) -> bool:
        """Whether the cells are months, as numbers or names."""
        return self.is_whole(1, 12) or self.all(lambda cell: month_of(cell.casefold()) is not None)

    @cached_property
    def is_percent(self) -> bool:
        """Whether the cells have a percent sign, or are numbers under a name for percentages."""
        return self.all(lambda cell: _PERCENT.fullmatch(cell) is not None) or (self.names_share and self.is_number)

    @cached_property
    def is_of_total(self) -> bool:
        """Whether the cells are counts of a total, such as 13/20; some may be percentages."""
        counts = filter(_OF_TOTAL.fullmatch, self.filled)
        n_counts = sum(moment_of(cell) is None and minutes_of(cell) is None for cell in counts)
        n_shares = sum(_PERCENT.fullmatch(cell) is not None for cell in self.filled) if n_counts else 0
        return n_counts + n_shares >= FITTING * len(self.filled)

    @cached_property
    def is_mode(self) -> bool:
        """Whether the cells say whether practice was timed."""
        return bool(self.filled) and self.all(lambda cell: timed_or_not(cell) != cell, share=1.0)

    @cached_property
    def is_text(self) -> bool:
        """Whether the cells are words, but no dates, times, numbers, weekdays, yes and no, or done and not done."""
        others = (self.is_moment, self.is_yes_no, self.is_clock, self.is_length, self.is_number, self.is_percent)
        is_other = any(others) or self.is_of_total or self.is_clock_range or self.is_weekday
        return not self.filled or not (is_other or undone_words(self.name, self.filled))

    @cached_property
    def words(self) -> Sequence[str]:
        """The different cells."""
        return list(dict.fromkeys(self.filled))

    @cached_property
    def is_category(self) -> bool:
        """Whether the cells are a few texts that repeat."""
        return self.is_text and len(self.words) <= MAX_WORDS and len(self.words) < len(self.filled)

    @cached_property
    def is_prose(self) -> bool:
        """Whether the cells are long texts, nearly all of them different."""
        is_varied = len(self.filled) >= MIN_PROSE_CELLS and len(self.words) >= FITTING * len(self.filled)
        return is_varied and self.is_text and median(map(len, self.filled)) >= MIN_PROSE_CHARS

    @cached_property
    def is_activity(self) -> bool:
        """Whether half of the different cells are activities."""
        known = sum(known_activity(word) is not None for word in self.words)
        return bool(self.words) and known >= len(self.words) / 2

    @cached_property
    def is_sequence(self) -> bool:
        """Whether numbers count up by one, possibly starting again, as question numbers do in each exam."""
        first = next((number for number in self.numbers if number is not None), 0.0)
        return self._has_steps(lambda last, number: number == last + 1 or number == first < last - 1)

    @cached_property
    def is_rising(self) -> bool:
        """Whether no number is less than the one before, as in running totals."""
        return self._has_steps(lambda last, number: number >= last)

    @cached_property
    def is_numbering(self) -> bool:
        """Whether whole numbers mostly rise, as question numbers do in each exam."""
        return self.is_whole(1, 100_000) and (
            len(self.filled) < 3 or self._has_steps(lambda last, number: number > last, FITTING)
        )

    def _has_steps(self, test: Callable[[float, float], bool], share: float = 1) -> bool:
        steps = list(pairwise(number for number in self.numbers if number is not None))
        return len(steps) > 1 and sum(starmap(test, steps)) >= share * len(steps)


def moment_of(cell: str, until: date | None = None) -> WrittenMoment | None:
    """Read a day or moment in either order of day and month."""
    return next(moments_of(cell, until), None)


def moments_of(cell: str, until: date | None) -> Iterator[WrittenMoment]:
    """Yield a cell's readings as a day or moment, with the day first and with the month first."""
    for order in (DateOrder.DAY_FIRST, DateOrder.MONTH_FIRST):
        with suppress(ValueError):
            yield parse_moment(cell, order, until)


def minutes_of(cell: str) -> float | None:
    """Read a length of up to a day with a unit, or such as 1:30 or 45:30; None for other cells."""
    try:
        minutes = (length_s(cell, unit) / 60 for unit in (TimeUnit.CLOCK, TimeUnit.MINUTES_SECONDS))
        return next((length for length in minutes if length <= MINUTES_PER_DAY), None)
    except ValueError:
        return None


def share_in(cell: str) -> float | None:
    """Return the number in a percentage or fraction, and the percentage of a result such as 13/20."""
    part, whole = (fields.or_none(float, text.strip(" %").replace(",", ".")) for text in cell.partition("/")[::2])
    return 100 * part / whole if part is not None and whole else part


def column_values(header: Sequence[str], rows: Sequence[Sequence[str]]) -> list[ColumnValues]:
    """Return the named columns of a table; the cells of results and ratings are without their units."""
    named = [ColumnValues(name, [_cell(row, at) for row in rows]) for at, name in enumerate(header) if name]
    named = [replace(one, cells=[*map(rating_in, one.cells)]) if one.rank("rating") else one for one in named]
    return [replace(one, cells=[*map(without_points, one.cells)]) if one.is_result else one for one in named]


def different_values(name: str, cells: Iterable[str]) -> ColumnValues:
    """Return a column with only its first different cells, by which a long one can be judged."""
    return ColumnValues(name, [*map(fields.known_text, islice(dict.fromkeys(cells), MAX_DIFFERENT))])


def _cell(row: Sequence[str], at: int) -> str:
    return fields.known_text(row[at]) if at < len(row) else ""


class CellKind(StrEnum):
    """What a cell looks like."""

    DAY = "day"
    NUMBER = "number"
    TEXT = "text"


def kind_of(cell: str) -> CellKind:
    """Return whether a cell reads as a day, as a number or duration, or as text."""
    if is_day(cell):
        return CellKind.DAY
    return CellKind.TEXT if amount(cell) is None else CellKind.NUMBER


def is_day(cell: str, until: date | None = None) -> bool:
    """Whether a cell is a date, or a date and time, in any order."""
    return any(map(str.isdigit, cell)) and moment_of(cell, until) is not None


def amount(cell: str) -> float | None:
    """Return the number in a cell, or the seconds of a duration; None for other cells."""
    text = fields.stripped(cell)
    if len(text) > _MAX_NUMBER_CHARS or not any(map(str.isdigit, text)):
        return None
    if _PLAIN_NUMBER.fullmatch(text):
        return fields.or_none(float, _THOUSANDS.sub("", text.rstrip("% ")).replace(",", "."))
    return fields.or_none(partial(length_s, unit=TimeUnit.CLOCK), text)


def column_kinds(rows: Sequence[Sequence[str]], names: Sequence[str]) -> tuple[CellKind, ...]:
    """Return what most filled cells of each column look like, text if there is no majority."""
    kinds = list[CellKind]()
    for at, name in enumerate(names):
        column = ColumnValues(name, [_cell(row, at) for row in rows])
        found = Counter(CellKind.DAY if column.moment(cell) else kind_of(cell) for cell in column.filled)
        kind, n = max(found.items(), key=lambda item: item[1], default=(CellKind.TEXT, 0))
        kinds.append(kind if 2 * n > found.total() else CellKind.TEXT)
    return tuple(kinds)
