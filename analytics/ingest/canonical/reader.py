"""Read the canonical tables: each row becomes a record or problems."""

import hashlib
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import cast

from analytics.errors import DataProblem, OpenQuestionError, Question
from analytics.ingest.canonical import row_rules
from analytics.ingest.canonical.columns import CanonicalColumn, columns_of
from analytics.ingest.canonical.row_rules import Violation
from analytics.ingest.reading import Import, Notices, ReadingContext, listed, shortened
from analytics.ingest.tables.text_table import Cells, Table
from analytics.ingest.values import fields
from analytics.ingest.values.fields import Parse
from analytics.ingest.values.formula_escape import unescape_formula
from analytics.ingest.values.time_zone import AT_CLOCK_CHANGE
from analytics.records import (
    TOTAL_DOMAIN,
    CardReview,
    CheckIn,
    DomainResult,
    ExamOutcome,
    ItemResponse,
    PlannedSession,
    Record,
    Row,
    SelfRating,
    StudySession,
)

WITHOUT_DOMAIN = "Questions without a domain count for the exam as a whole."


class CanonicalReader:
    """A reader of one canonical table, with columns in any order."""

    def __init__(self, record_type: type[Record]) -> None:
        self.format = record_type.TABLE
        self.record_type = record_type
        self.columns = columns_of(record_type)
        self.required = tuple(column.name for column in self.columns if column.is_required)
        self.marks = tuple(name for name in self.required if name != "exam_code")
        """The columns that identify a header; the exam may be given with `--exam` instead."""

    def missing(self, header: Collection[str]) -> tuple[str, ...]:
        """Return the identifying columns that a header lacks."""
        return tuple(name for name in self.marks if name not in header)

    def recognizes(self, header: Collection[str]) -> bool:
        """Whether a header belongs to this table."""
        return not self.missing(header)

    def read(self, table: Table, context: ReadingContext, file_notices: Sequence[str] = ()) -> Import:
        """Read all rows of a recognized table."""
        notices = Notices()
        for text in (*file_notices, *table.notices):
            notices.add(text)
        if "exam_code" in self.required and "exam_code" not in table.header and context.exam_code is None:
            raise OpenQuestionError(
                table.name,
                Question.EXAM,
                "the column exam_code is missing. Add it, or choose the exam with --exam CODE.",
            )
        unknown = [name for name in table.header if name and name not in {c.name for c in self.columns}]
        if unknown:
            notices.add(f"Unrecognized columns were ignored: {listed(unknown)}.")
        return _TableReading(self, table, context, notices).result()


READERS = tuple(
    CanonicalReader(record_type)
    for record_type in (
        ItemResponse,
        DomainResult,
        StudySession,
        PlannedSession,
        CardReview,
        SelfRating,
        ExamOutcome,
        CheckIn,
    )
)
"""In the order they are tried: a table with more required columns comes first."""


class _TableReading:
    """One pass over one table."""

    def __init__(self, reader: CanonicalReader, table: Table, context: ReadingContext, notices: Notices) -> None:
        self._reader = reader
        self._table = table
        self._notices = notices
        self._build = cast(Callable[..., Record], reader.record_type)
        self._present: list[tuple[CanonicalColumn, int, Parse]] = []
        self._absent: dict[str, object] = {}
        for column in reader.columns:
            parse = column.reader(context, has_decimal_comma=table.has_decimal_comma, note=notices.add)
            if column.name in table.header:
                self._present.append((column, table.header.index(column.name), parse))
            else:
                self._absent[column.field] = parse("")
        self._plan = [(column.field, index, parse) for column, index, parse in self._present]
        self._zone = context.zone
        self._moments = [index for column, index, _ in self._present if column.types == {date, datetime}]
        self._exams = row_rules.ExamRules(context.blueprints, context.exam_code, notices, context.exams_of)
        self._practice_exams = row_rules.PracticeExamFacts()
        self._n_alike: Counter[str] = Counter()
        self._refused: dict[str, list[str]] = {}
        self._rows: list[Row] = []
        self._problems: list[DataProblem] = []

    def result(self) -> Import:
        """Read the table."""
        for item in self._table.rows(self._is_row):
            if isinstance(item, DataProblem):
                self._problems.append(item)
            else:
                self._take(item)
        self._drop_contradicted_totals()
        incomplete = self._incomplete()
        self._add_incomplete_notices(incomplete)
        long_sessions = row_rules.long_sessions_notice(self._rows)
        if long_sessions:
            self._notices.add(long_sessions)
        return Import(
            self._reader.format,
            tuple(self._rows),
            tuple(self._problems),
            self._notices.texts(),
            incomplete=tuple(incomplete),
        )

    def _is_row(self, cells: list[str]) -> bool:
        if len(cells) != len(self._table.header):
            return False
        try:
            self._values(cells)
        except ValueError:
            return False
        return True

    def _values(self, cells: list[str]) -> dict[str, object]:
        return {field: parse(cells[index]) for field, index, parse in self._plan}

    def _take(self, item: Cells) -> None:
        """Turn one row into a record, or into all its problems."""
        cells = item.cells
        try:
            values = self._values(cells)
        except ValueError:
            self._problems.extend(self._cell_problems(item))
            self._refuse(item)
            return
        values.update(self._absent)
        record = self._exams.renamed(self._record(values))
        broken = list(self._broken(record))
        if broken:
            self._problems.extend(self._problem(item.line, column, cells, why) for column, why in broken)
            self._refuse(item)
            return
        if isinstance(record, DomainResult | ItemResponse):
            self._practice_exams.learn(item.line, record)
        if isinstance(record, ItemResponse) and record.domain_id == TOTAL_DOMAIN:
            self._notices.add(WITHOUT_DOMAIN, line=item.line)
        if any(fields.is_at_clock_change(cells[index], self._zone) for index in self._moments):
            self._notices.add(AT_CLOCK_CHANGE, line=item.line)
        self._rows.append(Row(item.line, record))

    def _refuse(self, item: Cells) -> None:
        """Record that the row's practice exam lacks it."""
        for column, index, _ in self._present:
            if column.field == "practice_exam_id":
                self._refused.setdefault(unescape_formula(fields.stripped(item.cells[index])), []).append(item.line)

    def _incomplete(self) -> Mapping[str, Sequence[str]]:
        """Return the rejected lines of practice exams that were otherwise accepted."""
        if not self._refused:
            return {}
        taken = {getattr(row.record, "practice_exam_id", "") for row in self._rows}
        return {name: lines for name, lines in self._refused.items() if name in taken}

    def _add_incomplete_notices(self, found: Mapping[str, Sequence[str]]) -> None:
        """Add a notice for each incomplete practice exam."""
        for name, lines in found.items():
            self._notices.add(
                f"Practice exam {shortened(name)} is incomplete and counts as it is. "
                f"Fix these lines in the file and import it again: {listed(lines)}.",
                kind="incomplete practice exam",
            )

    def _record(self, values: dict[str, object]) -> Record:
        if self._reader.record_type is StudySession:
            values["session_key"] = values["source_id"] or self._hash_key(values)
        elif self._reader.record_type is PlannedSession:
            values["planned_key"] = values["source_id"] or self._hash_key(values)
        elif self._reader.record_type is ItemResponse:
            values["response_key"] = self._response_key(values)
        return self._build(**values)

    def _response_key(self, values: Mapping[str, object]) -> str:
        if values["item_id"] is not None:
            return f"item:{values['item_id']}"
        if values["position"] is not None:
            return f"position:{values['position']}"
        return f"row:{self._hash_key(values)}"

    def _hash_key(self, values: Mapping[str, object]) -> str:
        """Return a key from the contents of a row and its occurrence in the file."""
        content = content_of(values)
        self._n_alike[content] += 1
        return content_key(content, self._n_alike[content])

    def _broken(self, record: Record) -> Iterator[Violation]:
        yield from self._exams.violations(record)
        if isinstance(record, DomainResult):
            yield from row_rules.count_contradictions(record)
        if isinstance(record, DomainResult | ItemResponse):
            yield from self._practice_exams.violations(record)

    def _cell_problems(self, item: Cells) -> Iterator[DataProblem]:
        for column, index, parse in self._present:
            try:
                parse(item.cells[index])
            except ValueError as error:
                cell = shortened(item.cells[index])
                yield DataProblem(self._table.name, item.line, column.name, cell, str(error))

    def _problem(self, line: str, column: str, cells: list[str], reason: str) -> DataProblem:
        cell = cells[self._table.header.index(column)] if column in self._table.header else ""
        return DataProblem(self._table.name, line, column, shortened(cell), reason)

    def _drop_contradicted_totals(self) -> None:
        found = row_rules.contradicted_totals(self._rows)
        for row in self._rows:
            if row.line in found:
                column, reason = found[row.line]
                value = str(getattr(row.record, column))
                self._problems.append(DataProblem(self._table.name, row.line, column, value, reason))
        self._rows = [row for row in self._rows if row.line not in found]


def content_of(values: Mapping[str, object]) -> str:
    """Return the contents of a row as one text."""
    return "\x1f".join(f"{name}={_canonical(value)}" for name, value in sorted(values.items()) if value is not None)


def content_key(content: str, number: int) -> str:
    """Return a key from contents and its occurrence number, from 1."""
    return hashlib.sha256(f"{content}\x1f{number}".encode()).hexdigest()[:16]


def _canonical(value: object) -> str:
    return value.astimezone(UTC).isoformat() if isinstance(value, datetime) else str(value)
