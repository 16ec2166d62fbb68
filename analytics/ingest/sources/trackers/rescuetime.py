"""RescueTime: seconds by program or site, in intervals such as an hour."""

from collections import Counter
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from analytics.errors import DataProblem, UnreadableFileError
from analytics.ingest.file_mapping import TimeUnit
from analytics.ingest.left_out import LeftOutReason, LeftOutTally
from analytics.ingest.reading import Import, Notices, ReadingContext, shortened
from analytics.ingest.sources.source_reader import SourceReader
from analytics.ingest.sources.trackers.app_time import AppSession, Label, app_import, ask_for_study, label_of
from analytics.ingest.tables.opened import OpenedFile
from analytics.ingest.tables.text_table import Cells, Table
from analytics.ingest.values import fields
from analytics.ingest.values.plain_text import one_line
from analytics.ingest.values.time_zone import instant_in, zone_for
from analytics.ingest.values.written_dates import WrittenMoment, column_order, length_s, parse_moment
from analytics.records import Moment

FORMAT = "rescuetime"

_SPENT = "time_spent_(seconds)"
_OTHERS = {"activity", "category", "productivity", "efficiency", "efficiency_(percent)", "number_of_people"}
_WITHOUT = (
    "it does not have both the hour and the program. In RescueTime open Reports, All Activities, choose "
    "By hour, and export that; its columns are Date, Time Spent, Activity, Category."
)


@dataclass(frozen=True, slots=True)
class _Usage:
    """Seconds in one program or on one site within one interval."""

    line: str
    start: WrittenMoment
    seconds: float
    names: tuple[str, ...]


def _recognizes(opened: OpenedFile) -> bool:
    header = set(opened.table.header) if opened.table else set()
    return _SPENT in header and bool(header & _OTHERS)


def _read(opened: OpenedFile, context: ReadingContext) -> Import:
    """Read the time that the candidate's patterns match, one session per interval and label."""
    table = opened.readable_table()
    if not {"date", "activity"} <= set(table.header):
        raise UnreadableFileError(table.name, _WITHOUT)
    notices = Notices()
    for notice in table.notices:
        notices.add(notice)
    usages, problems = _usages(table, context, notices)
    by_name: Counter[str] = Counter()
    for usage in usages:
        by_name[one_line(usage.names[0])] += round(usage.seconds)
    ask_for_study(table.name, by_name, context)
    is_by_day = all(not usage.start.clock or usage.start.clock.isoformat() == "00:00:00" for usage in usages)
    zone = context.zone if is_by_day else zone_for(context, table.name)
    sums: dict[tuple[WrittenMoment, Label], float] = {}
    lines: dict[tuple[WrittenMoment, Label], str] = {}
    left_out = LeftOutTally()
    for usage in usages:
        usage_label = label_of(context.mapping, usage.names)
        if usage_label is None:
            left_out.add(LeftOutReason.NOT_STUDY, minutes=usage.seconds / 60)
        else:
            key = usage.start, usage_label
            sums[key] = sums.get(key, 0.0) + usage.seconds
            lines.setdefault(key, usage.line)
    sessions = []
    for (start, label), seconds in sums.items():
        line = lines[start, label]
        moment: Moment = start.day
        if not is_by_day:
            moment = instant_in(start.offset or ZoneInfo(zone), start.wall, line, notices)
        sessions.append(AppSession(line, label, moment, seconds))
    n_read = len(usages) + len({problem.line for problem in problems})
    return app_import(
        FORMAT,
        table.name,
        sessions,
        problems=problems,
        context=context,
        notices=notices,
        n_read=n_read,
        left_out=left_out,
    )


def _usages(table: Table, context: ReadingContext, notices: Notices) -> tuple[list[_Usage], list[DataProblem]]:
    """Read the rows, after the order of their dates."""
    rows = list(table.rows(lambda cells: len(cells) == len(table.header)))
    at = {name: table.header.index(name) for name in ("date", _SPENT, "activity")}
    category_at = table.header.index("category") if "category" in table.header else at["activity"]
    order = column_order(
        [(row.line, row.cells[at["date"]]) for row in rows if isinstance(row, Cells)],
        table.name,
        order=context.mapping.date_order,
        today=context.today,
        notices=notices,
    )
    usages, problems = list[_Usage](), list[DataProblem]()
    for row in rows:
        if isinstance(row, DataProblem):
            problems.append(row)
            continue
        cells = [fields.stripped(cell) for cell in row.cells]
        column = "date"
        try:
            start = parse_moment(cells[at["date"]], order)
            column = _SPENT
            seconds = length_s(cells[at[_SPENT]], TimeUnit.SECONDS)
        except ValueError as error:
            problems.append(DataProblem(table.name, row.line, column, shortened(cells[at[column]]), str(error)))
        else:
            usages.append(_Usage(row.line, start, seconds, (cells[at["activity"]], cells[category_at])))
    return usages, problems


SOURCE = SourceReader(FORMAT, _recognizes, _read)
