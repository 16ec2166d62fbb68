"""Determine what holds for whole columns of a mapped table: units, decimal mark, date order, zone, exam."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import date, time
from statistics import median
from zoneinfo import ZoneInfo

from analytics.errors import OpenQuestionError, Question
from analytics.ingest.file_mapping import DateOrder, TimeUnit
from analytics.ingest.mapping import scores
from analytics.ingest.mapping.column_names import name_rank
from analytics.ingest.mapping.spans import MomentReader
from analytics.ingest.mapping.targets import LENGTH_PARTS, SCORE, START_TIME
from analytics.ingest.own_tables.mapped_columns import BARE_NUMBER, HOURS_MINUTES, HOURS_PER_DAY, MappedColumns
from analytics.ingest.reading import Notices, shortened
from analytics.ingest.values.words import unit_in_name, yes_or_no
from analytics.ingest.values.written_dates import EPOCH, WrittenMoment, parse_moment
from analytics.records import PlannedSession

LIKELY_HOURS = 6
"""A typical session is shorter; typical lengths such as 12:30 may be minutes and seconds."""

LIKELY_MINUTES = 20
"""A typical session is at least this long; lower numbers may be the hours of a week."""

_UNIT_NAMES = {TimeUnit.HOURS: "hours", TimeUnit.MINUTES: "minutes"}
_OF_SESSIONS = frozenset({"time_on_task_min", "duration_min"})
_WITH_COMMA = re.compile(r"[+-]?[0-9]*,[0-9]+ ?%?")
_CLOCK = re.compile(r"([0-9]{1,4}):[0-5][0-9](:[0-5][0-9])?")
_MAY_BE_CLOCK = re.compile(r"[0-9]{1,2}(?:[.,][0-5][05]?)?")
_ODD_PART = re.compile(r"[0-9]{1,2}[.,][013-5]5")
_MINUTES_SECONDS = re.compile(r"(?<![^\W_])(?:mm?:ss|min(?:ute[ns]?)?[_/:.]+s(?:ec|ek)?)(?![^\W_])")
_WITH_YEAR = re.compile(r"[0-9]{4}|[0-9][/.\-][0-9]{1,2}[/.\-][0-9]{2}|-[0-9]{2}$")
_DECIMAL_COMMA = re.compile(r"[+-]?(?:[0-9]+,(?:[0-9]{1,2}|[0-9]{4,})|0?,[0-9]+) ?%?")


class TableFacts:
    """What must be known of a table to read its rows: what its columns show or the mapping gives, or else is asked.

    A file that contradicts the mapping is refused.
    """

    def __init__(self, columns: MappedColumns) -> None:
        reading, context = columns.reading, columns.reading.context
        self.exam_code = _exam_code(columns)
        places = [place for name in columns.moments for place in columns.cells(name)]
        cells = [cell for _, cell in places]
        order = reading.order_of(places, may_lack_year=True)
        until = None if columns.kind is PlannedSession else context.today
        _add_year_notice(cells, order, until, reading.notices)
        self.decimal = _decimal_mark(columns)
        self.score_unit = ""
        if SCORE in columns.source_names:
            results = [cell for _, cell in columns.cells(SCORE)]
            unit = context.mapping.score_unit or scores.unit_of(columns.source_names[SCORE], results)
            self.score_unit = scores.require_countable_unit(reading.file, unit)
        has_bare_clocks = any(found.needs_zone for found in _moments(cells, order, until))
        needs_zone = START_TIME in columns.source_names or has_bare_clocks
        zone = reading.zone() if needs_zone else context.zone
        counts_days = all(parse_moment(cell).clock == time.min for cell in cells if EPOCH.fullmatch(cell))
        self.moments = MomentReader(order, ZoneInfo(zone), until, counts_days)
        self.time_units = {name: _time_unit(columns, name) for name in columns.lengths}
        marks = {cell for _, cell in columns.cells("is_correct")} if "is_correct" in columns.source_names else set()
        self.marks_right_only = len(marks) == 1 and yes_or_no(*marks) == "yes"


def _exam_code(columns: MappedColumns) -> str | None:
    """Return the exam of rows that name none, or ask if they are results."""
    must_be_known = "exam_code" in columns.targets and columns.targets["exam_code"].is_required
    if must_be_known and "exam_code" not in columns.source_names:
        return columns.reading.exam_of(())
    return columns.reading.context.own_exam


def _decimal_mark(columns: MappedColumns) -> str:
    """Return the decimal mark, or ask about commas before three digits, which may separate thousands."""
    if columns.reading.mapping.decimal is not None:
        return columns.reading.mapping.decimal
    if columns.table.has_decimal_comma:
        return ","
    numeric = {name for name, column in columns.targets.items() if column.types & {int, float}}
    numbers = [name for name in columns.source_names if name in {SCORE, *LENGTH_PARTS} | numeric]
    places = [place for name in numbers for place in columns.cells(name) if _WITH_COMMA.fullmatch(place[1])]
    if not places:
        return "."
    if any(_DECIMAL_COMMA.fullmatch(cell) for _, cell in places):
        return ","
    line, cell = places[0]
    what = f"is the comma in {shortened(cell)!r} (line {line}) a decimal mark?"
    remedy = 'Set decimal = "," or decimal = "." in a map file (--map).'
    raise OpenQuestionError(columns.table.name, Question.DECIMAL, f"{what} {remedy}", {cell: 1})


def _moments(cells: Sequence[str], order: DateOrder, until: date | None) -> Iterator[WrittenMoment]:
    for cell in cells:
        with suppress(ValueError):  # a problem of its row
            yield parse_moment(cell, order, until)


def _add_year_notice(cells: Sequence[str], order: DateOrder, until: date | None, notices: Notices) -> None:
    """Add a notice on dates that were read without a year."""
    if until is None or all(map(_WITH_YEAR.search, cells)):
        return
    days, dated = (Counter(found.day for found in _moments(cells, order, last)) for last in (until, None))
    if undated := (days - dated).keys():
        read = f"the last such day up to today, from {min(undated)} to {max(undated)}"
        notices.add(f"Dates without a year were read as {read}. If that is wrong, add the year.")


def _time_unit(columns: MappedColumns, target: str) -> TimeUnit:
    """Return the unit of a column of durations, by its name, the mapping or its cells, or ask."""
    source, mapped = columns.source_names[target], columns.reading.mapping.time_unit
    cells = [cell for _, cell in columns.cells(target)]
    numbers = [float(cell.replace(",", ".")) for cell in cells if BARE_NUMBER.fullmatch(cell)]
    named = unit_in_name(source)
    clocks = [found for cell in cells if (found := _CLOCK.fullmatch(cell)) is not None]
    if len(clocks) > len(numbers):
        return _clock_unit(columns, target, clocks)
    is_contradicted = named in {TimeUnit.HOURS, None} and _may_be_clocks(columns, target, numbers, named)
    if named is not None and not is_contradicted:
        return TimeUnit(named)
    if mapped is not None:
        return TimeUnit(mapped)
    if not any(numbers) and (len(numbers) < len(cells) or not cells):
        return TimeUnit.CLOCK  # 1:30, or 1 h 30 min, and 0 for a day of rest
    is_open = is_contradicted or name_rank(source, "pomodoro") > 1
    likely = _likely_unit(numbers, columns.most_hours) if target in _OF_SESSIONS and not is_open else None
    if likely is not None:
        read = f"The column {source!r} was read in {_UNIT_NAMES[likely]}, judging by its numbers."
        columns.reading.notices.add(f"{read} If that is wrong, map it as hours or minutes.")
        return likely
    units = '"h", "min", "s", "ms", "h:mm", "mm:ss" or "25 min" (pomodoros)'
    raise _unit_question(columns, f"the column {source!r} does not show its unit of time", units, source)


def _unit_question(columns: MappedColumns, why: str, units: str, about: str) -> OpenQuestionError:
    answer = f"Set it in a map file (--map): under [units], time = {units}."
    return OpenQuestionError(columns.table.name, Question.TIME_UNIT, f"{why}. {answer}", {about: 1})


def _may_be_clocks(columns: MappedColumns, target: str, numbers: Sequence[float], named: str | None) -> bool:
    """Whether numbers may be hours and minutes, such as 1.15, or hours of the day, rather than hours.

    Decimals such as .15 and .45 are more often minutes than hundredths of an hour.
    """
    cells, most = [cell for _, cell in columns.cells(target)], columns.most_hours
    if all(map(_MAY_BE_CLOCK.fullmatch, cells)) and any(map(_ODD_PART.fullmatch, cells)):
        return True
    is_long = target in _OF_SESSIONS and most == HOURS_PER_DAY and median(numbers or [0]) > LIKELY_HOURS
    is_of_day = is_long and not any(number % 1 for number in numbers)
    return named is not None and (is_of_day or max(numbers, default=0) > most)


def _clock_unit(columns: MappedColumns, target: str, clocks: Sequence[re.Match[str]]) -> TimeUnit:
    """Return whether lengths such as 45:30 are hours and minutes or minutes and seconds, or ask.

    The name or target of the column decides, then the answer, then sizes: no length is above a day, and few sessions
    are as short as six minutes or as long as six hours.
    """
    source, mapped = columns.source_names[target], columns.reading.mapping.time_unit
    named = unit_in_name(source)
    if named == TimeUnit.HOURS or target == "sleep_h" or HOURS_MINUTES.search(source):
        return TimeUnit.CLOCK
    if target == "response_time_s" or _MINUTES_SECONDS.search(source):
        return TimeUnit.MINUTES_SECONDS
    if mapped in {TimeUnit.CLOCK, TimeUnit.MINUTES_SECONDS}:
        return TimeUnit(mapped)
    if any(int(found[1]) > columns.most_hours and not found[2] for found in clocks):
        why = f"The column {source!r} was read in minutes and seconds, because no length has that many hours."
        columns.reading.notices.add(why)
        return TimeUnit.MINUTES_SECONDS
    n_with_seconds = sum(found[2] is not None for found in clocks)
    are_likely_hours = n_with_seconds == 0 and median(int(found[1]) for found in clocks) < LIKELY_HOURS
    if named is None and (are_likely_hours or n_with_seconds == len(clocks)):
        return TimeUnit.CLOCK
    if mapped is not None:
        return TimeUnit.CLOCK if mapped == TimeUnit.HOURS else TimeUnit.MINUTES_SECONDS
    first = clocks[0][0]
    why = f"the column {source!r} has lengths such as {first}, which may be hours and minutes or minutes and seconds"
    raise _unit_question(columns, why, '"h:mm" or "mm:ss"', first)


def _likely_unit(numbers: Sequence[float], most_hours: int) -> TimeUnit | None:
    """Return the only possible unit of sessions' lengths, None if hours and minutes are both possible.

    Higher numbers than the hours of a day, or of a week, are minutes. Lower ones with decimals are hours.
    """
    given = [number for number in numbers if number > 0]
    if max(given, default=0) <= most_hours:
        return TimeUnit.HOURS if any(number % 1 for number in given) else None
    is_minutes = median(given) >= LIKELY_MINUTES and max(given) <= most_hours * 60
    return TimeUnit.MINUTES if is_minutes else None
