"""Add, edit or delete rows by hand, as an undoable batch under the rules of files."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from analytics.clock import MINUTES_PER_DAY
from analytics.errors import DataProblem
from analytics.exports.canonical import cell, file_columns, plan_text, table_text
from analytics.ingest.canonical.columns import DERIVED_FIELDS
from analytics.ingest.canonical.reader import CanonicalReader, CanonicalTable
from analytics.ingest.canonical.row_rules import with_kept_key
from analytics.ingest.canonical.study_plan import read_study_plan
from analytics.ingest.reading import Notices
from analytics.ingest.tables.text_table import Cells, Table, TextTable
from analytics.ingest.values.fields import AT_CLOCK_CHANGE
from analytics.ingest.values.texts import escape_formula
from analytics.records import ExamOutcome, Record, Row, StudyPlan, StudySession
from analytics.store.tables import row_key
from analytics.updates.context import UpdateContext
from analytics.updates.import_files import same_results
from analytics.updates.import_reading import reading_context

TYPED = "entered by hand"


@dataclass(frozen=True, slots=True)
class Correction:
    """A stored row, its new cells, and how problems name it."""

    before: Record
    after: Mapping[str, str]
    row: str = ""


def add(
    context: UpdateContext, records: Sequence[Record], *, source: str = TYPED, notices: Notices | None = None
) -> tuple[DataProblem, ...]:
    """Add rows of one kind, and return their problems; if there are any, no row is added."""
    kind = type(records[0])
    if kind is StudyPlan:
        plans = [plan_text(record) for record in records if isinstance(record, StudyPlan)]  # their key is in the file
        readings = [read_study_plan(plan, TYPED, reading_context(context)) for plan in plans]
        rows = [row for reading in readings for row in reading.rows]
        problems = tuple(problem for reading in readings for problem in reading.problems)
    else:
        rows, problems = _checked(context, kind, TextTable(table_text(kind, records), TYPED), records, notices)
    if not problems:
        _write(context, source, rows, [], notices)
    return problems


def correct(
    context: UpdateContext,
    kind: type[Record],
    corrections: Sequence[Correction],
    deleted: Sequence[Record],
    *,
    source: str,
    notices: Notices | None = None,
) -> tuple[DataProblem, ...]:
    """Correct some rows, delete others, and return the problems; if there are any, nothing changes.

    A row whose key is corrected is removed and added under the new key.
    """
    before = [correction.before for correction in corrections]
    rows: list[Row] = []
    if corrections:
        items = [Cells(one.row, [*map(escape_formula, one.after.values())]) for one in corrections]
        table = CanonicalTable(TYPED, tuple(corrections[0].after), items)
        rows, problems = _checked(context, kind, table, before, notices)
        if problems := problems or _longer_than_a_day(rows, before):
            return problems
    rekeyed = [old for old, row in zip(before, rows, strict=True) if row_key(old) != row_key(row.record)]
    kept = [Row(row.line, with_kept_key(row.record)) for row in rows]  # so that its export is not imported as a new one
    _write(context, source, kept, [*deleted, *rekeyed], notices)
    return ()


def cells_of(kind: type[Record], records: Sequence[Record], zone: str) -> list[dict[str, str]]:
    """Return rows as the cells of their canonical file, with times on the clock of `zone` and no formula escape."""
    names = file_columns(kind)
    return [{column: _cell(getattr(record, name), zone) for column, name in names.items()} for record in records]


def _cell(value: object, zone: str) -> str:
    """Return a value as a cell; a time has no offset if its clock time alone means the same in the zone."""
    if isinstance(value, datetime):
        clock = value.replace(tzinfo=None)
        if clock.replace(tzinfo=ZoneInfo(zone)) == value:  # false for a time that a clock change repeats
            return clock.isoformat(" ").removesuffix(":00")
    return cell(value)


def _checked(
    context: UpdateContext, kind: type[Record], table: Table, records: Sequence[Record], notices: Notices | None
) -> tuple[list[Row], tuple[DataProblem, ...]]:
    """Read a table by the rules of its canonical file; each row keeps the key of its record.

    A time at a clock change, and a score that contradicts its result, become notices.
    """
    reading = CanonicalReader(kind).read(table, reading_context(context))
    if reading.problems:
        return [], reading.problems
    if notices is not None and any(text.startswith(AT_CLOCK_CHANGE) for text in reading.notices):
        notices.add(AT_CLOCK_CHANGE)
    if notices is not None and kind is ExamOutcome:
        notices.add_all(reading.notices)
    derived = [field.name for field in fields(kind) if field.name in DERIVED_FIELDS]  # which a reader derives again
    pairs = zip(reading.rows, records, strict=True)
    rows = [Row(row.line, replace(row.record, **{n: getattr(one, n) for n in derived})) for row, one in pairs]
    return rows, ()


def _longer_than_a_day(rows: Sequence[Row], before: Sequence[Record]) -> tuple[DataProblem, ...]:
    """Return the sessions that became longer than a day; one that was a week's total may stay as long."""
    return tuple(
        DataProblem(TYPED, row.line, "time_on_task_min", f"{new.time_on_task_min:g}", f"must be at most {most:g}")
        for row, old in zip(rows, before, strict=True)
        if isinstance(new := row.record, StudySession) and isinstance(old, StudySession)
        if new.time_on_task_min > (most := max(MINUTES_PER_DAY, old.time_on_task_min))
    )


def _write(
    context: UpdateContext, source: str, rows: Sequence[Row], deleted: Sequence[Record], notices: Notices | None
) -> None:
    with context.store.batch(source, made_at=context.made_at, default_zone=context.zone) as batch:
        batch.remove(deleted)
        batch.add(rows)
        if notices is not None:
            notices.add_all(same_results(batch).values())
