"""Read RescueTime's seconds by program or site, in intervals such as an hour."""

from collections import Counter
from dataclasses import dataclass
from functools import partial

from analytics.errors import DataProblem, UnreadableFileError
from analytics.ingest.file_mapping import TimeUnit
from analytics.ingest.mapping.file_reading import FileReading, SourceReader
from analytics.ingest.reading import Import, LeftOutReason
from analytics.ingest.sources.trackers.time_entries import AppSession, Label, app_import, ask_for_study, label_of
from analytics.ingest.tables.opened import OpenedFile
from analytics.ingest.tables.text_table import Cells, Table
from analytics.ingest.values import fields
from analytics.ingest.values.durations import length_s
from analytics.ingest.values.texts import one_line
from analytics.ingest.values.written_dates import WrittenMoment, parse_moment
from analytics.records import Moment

_SPENT = "time_spent_(seconds)"
_OTHERS = {"activity", "category", "productivity", "efficiency", "efficiency_(percent)", "number_of_people"}
_WITHOUT = (
    "it does not have both the hour and the program. In RescueTime open Reports, All Activities, choose "
    "By hour, and export that; its columns are Date, Time Spent, Activity, Category."
)


@dataclass(frozen=True, slots=True)
class _Usage:
    """The seconds in a program or on a site within an interval."""

    line: str
    start: WrittenMoment
    seconds: float
    names: tuple[str, ...]


def _read(opened: OpenedFile, reading: FileReading) -> Import:
    """Read the time that matches the candidate's patterns, as a session per interval and label."""
    table = opened.readable_table()
    if not {"date", "activity"} <= set(table.header):
        raise UnreadableFileError(table.name, _WITHOUT)
    reading.notices.add_all(table.notices)
    usages = _usages(table, reading)
    by_name: Counter[str] = Counter()
    for usage in usages:
        by_name[one_line(usage.names[0])] += round(usage.seconds)
    ask_for_study(reading, by_name)
    is_by_day = all(not usage.start.clock or usage.start.clock.isoformat() == "00:00:00" for usage in usages)
    if not is_by_day:
        reading.zone()  # asks for it before anything is counted
    alike: dict[tuple[WrittenMoment, Label], list[_Usage]] = {}
    for usage in usages:
        label = label_of(reading.mapping, usage.names)
        if label is None:
            reading.left_out.add(LeftOutReason.NOT_STUDY, minutes=usage.seconds / 60)
        else:
            alike.setdefault((usage.start, label), []).append(usage)
    sessions = []
    for (start, label), of_label in alike.items():
        moment: Moment = start.day if is_by_day else reading.instant(start.moment, of_label[0].line)
        sessions.append(AppSession(of_label[0].line, label, moment, sum(usage.seconds for usage in of_label)))
    return app_import(reading, sessions, len(usages) + len({problem.line for problem in reading.problems}))


def _usages(table: Table, reading: FileReading) -> list[_Usage]:
    """Read the rows, once the order of their dates is known."""
    rows = list(table.rows(lambda cells: len(cells) == len(table.header)))
    at = {name: table.header.index(name) for name in ("date", _SPENT, "activity")}
    category_at = table.header.index("category") if "category" in table.header else at["activity"]
    order = reading.order_of((row.line, row.cells[at["date"]]) for row in rows if isinstance(row, Cells))
    usages = list[_Usage]()
    for row in rows:
        if isinstance(row, DataProblem):
            reading.problems.append(row)
            continue
        cells = [fields.stripped(cell) for cell in row.cells]
        with reading.refusing(row.line):
            start = fields.parsed("date", cells[at["date"]], partial(parse_moment, order=order))
            seconds = fields.parsed(_SPENT, cells[at[_SPENT]], partial(length_s, unit=TimeUnit.SECONDS))
            usages.append(_Usage(row.line, start, seconds, (cells[at["activity"]], cells[category_at])))
    return usages


SOURCE = SourceReader("rescuetime", lambda opened: _SPENT in opened.columns and bool(opened.columns & _OTHERS), _read)
