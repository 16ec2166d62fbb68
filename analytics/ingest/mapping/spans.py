"""Read the day, start and length of a row, which may be spread over several cells."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from functools import lru_cache, partial

from analytics.ingest.canonical.columns import CanonicalColumn, columns_of
from analytics.ingest.file_mapping import DateOrder
from analytics.ingest.mapping.targets import DATE_PARTS, END, HOURS, MINUTES, START_TIME
from analytics.ingest.reading import Notices
from analytics.ingest.values import fields
from analytics.ingest.values.written_dates import EPOCH, WrittenMoment, clock, instant_in, parse_moment
from analytics.records import PlannedSession, Record, StudySession

MAX_NIGHT = timedelta(hours=12)
"""An end before its start is on the next day, unless the session would be longer."""

MIN_UNDATED = 3
"""If at least this many rows, and a quarter of all, have no day, days were written once for several rows."""

_LENGTHS: Mapping[type[Record], str] = {StudySession: "time_on_task_min", PlannedSession: "duration_min"}
"""The column with the length, for kinds of rows that have one."""

_ARROW = "→"
_DASH = re.compile(r" ?[-–—~〜] ?| to | bis | a | à ")
_END_OF_DAY = re.compile(r"^24([:.h]00(?::00)?)$")
_ZERO = re.compile(r"0+(?:[.,:]0+){0,2} ?[^\W\d]*\.?")


def is_moment(column: CanonicalColumn) -> bool:
    """Whether a column holds days or moments."""
    return bool(column.types & {date, datetime})


class SpanColumns:
    """The columns with the moment and the length of a kind of row; only sessions have a length."""

    def __init__(self, kind: type[Record]) -> None:
        self.moment = next(column.name for column in columns_of(kind) if is_moment(column))
        self.length = _LENGTHS.get(kind, "")

    def joined(self, row: Mapping[str, str]) -> dict[str, str]:
        """Return a row with its date in one cell, and a range of times split into start and end."""
        joined = dict(row)
        parts = [fields.stripped(row.get(name, "")) for name in DATE_PARTS]
        if any(parts):
            year, month, day = parts
            written = f"{year}-{month}-{day}" if month.isdecimal() else f"{day} {month} {year}"
            joined[self.moment] = written if all(parts) else ""
        for name in (self.moment, START_TIME):
            both = split_range(joined.get(name, ""))
            if both is not None and not joined.get(END):
                joined[name], joined[END] = both
        if END in joined:
            joined[END] = _END_OF_DAY.sub(r"0\1", joined[END])
        return joined

    def lacks_day_or_length(self, row: Mapping[str, str]) -> bool:
        """Whether a row is of a session without a day or of no minutes, which is left out.

        In a canonical file no minutes are a problem, by `LIMITS`.
        """
        if not self.length:
            return False
        if not row.get(self.moment):
            return True
        filled = [fields.stripped(row[name]) for name in (self.length, HOURS, MINUTES) if row.get(name)]
        if filled:
            return all(_ZERO.fullmatch(cell.casefold()) for cell in filled)
        return not row.get(END) or fields.stripped(row[END]) == fields.stripped(row.get(START_TIME) or row[self.moment])


def columns_written_once(rows: Sequence[Sequence[str]], day: int, places: Sequence[int]) -> Sequence[int]:
    """Return the columns that are filled in the rows with a day and no others, if many rows have no day."""
    filled = [[bool(fields.known_text(cell)) for cell in cells] for cells in rows]
    if sum(not row[day] for row in filled) < max(MIN_UNDATED, len(rows) / 4):
        return ()
    return [at for at in places if all(row[at] == row[day] for row in filled)]


@lru_cache(maxsize=8192)
def split_range(cell: str) -> tuple[str, str] | None:
    """Return both ends of a range of moments with an arrow, or of times with a dash; None for other cells."""
    first, arrow, second = cell.partition(_ARROW)
    if arrow:
        return first.strip(), second.strip()
    ends = _DASH.split(cell.strip().casefold())
    if len(ends) != 2 or not all(map(is_time_of_day, ends)):
        return None
    return ends[0], ends[1]


def is_time_of_day(text: str) -> bool:
    """Whether a cell is a time of day, or 24:00 as an end."""
    return fields.or_none(clock, _END_OF_DAY.sub(r"0\1", text)) is not None


@dataclass(frozen=True, slots=True)
class MomentReader:
    """Reads the moments of a table; `zone` is for those without an offset, `until` for those without a year.

    With `counts_days`, seconds since 1970 are days in UTC, since all of them are midnights there.
    """

    order: DateOrder
    zone: tzinfo
    until: date | None = None
    counts_days: bool = False

    def start(self, cell: str, start_time: str) -> WrittenMoment:
        """Read a day or moment; a `start_time` replaces its time of day."""
        found = parse_moment(cell, self.order, self.until)
        if EPOCH.fullmatch(cell):
            local = found.wall.replace(tzinfo=UTC).astimezone(self.zone)
            offset = timezone(local.utcoffset() or timedelta())
            found = WrittenMoment(found.day) if self.counts_days else WrittenMoment(local.date(), local.time(), offset)
        return replace(found, clock=clock(start_time), offset=None) if start_time else found

    def instant(self, moment: WrittenMoment, line: str, notices: Notices) -> datetime:
        """Return the instant of a date and time, in its own offset or else the zone."""
        return instant_in(moment.offset or self.zone, moment.wall, line, notices)

    def minutes(self, start: WrittenMoment, end_cell: str, line: str, notices: Notices) -> float:
        """Return the minutes from a start to an end; an end with an earlier time of day is on the next day."""
        if start.clock is None:
            raise ValueError("no time of day at the start; write it as 2026-03-01 09:00")
        begins = self.instant(start, line, notices)
        read = partial(parse_moment, order=self.order, until=self.until)
        moment = None if is_time_of_day(end_cell) else fields.or_none(read, end_cell)
        end = replace(start, clock=clock(end_cell)) if moment is None else moment  # if neither, report it as a bad time
        if end.clock is None:
            raise ValueError("no time of day at the end; write it as 10:30")
        ends = self.instant(end, line, notices)
        if ends < begins and is_time_of_day(end_cell):
            ends = self.instant(replace(end, day=end.day + timedelta(days=1)), line, notices)
            if ends - begins > MAX_NIGHT:
                raise ValueError("ends before it starts")
        return (ends.timestamp() - begins.timestamp()) / 60
