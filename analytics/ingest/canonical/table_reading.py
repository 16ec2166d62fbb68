"""Read a canonical table by column, thousands of rows at a time, since most cells of a column repeat."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime
from itertools import repeat
from typing import Any, NamedTuple

from analytics.errors import DataProblem
from analytics.ingest.canonical import row_rules
from analytics.ingest.canonical.columns import DERIVED_FIELDS, CanonicalColumn, ContentKeys, columns_of, content_text
from analytics.ingest.canonical.row_rules import Violation
from analytics.ingest.reading import Import, Notices, ReadingContext, exam_of, listed, shortened
from analytics.ingest.tables.text_table import Cells, Table
from analytics.ingest.values import fields
from analytics.records import TOTAL_DOMAIN, DomainResult, ItemResponse, Moment, Record, StudySession
from analytics.records.rows import RecordRows

CHUNK_ROWS = 4096
"""Rows read at a time, and parsed cells of a column kept for the next rows."""

_WITH_PRACTICE_EXAM = (DomainResult, ItemResponse)
_EXAM_KEY = ("candidate_id", "practice_exam_id")
_RENAMED_FIELDS = ("domain_id", "source_id")
"""Fields that may change when a domain gets its current id."""

WITHOUT_DOMAIN = "Questions without a domain count for the exam as a whole."
LONG_SESSION_MIN = 12 * 60
_LONG_SESSIONS = (
    "Some study sessions are longer than 12 hours. Perhaps a timer was left running, or the length is in seconds. "
    "Check them; they count as they are."
)


class _CellValues(dict[str, object]):
    """The value of each cell of a column, or the error if it cannot be read; equal cells are parsed once."""

    def __init__(self, column: CanonicalColumn, table: Table, context: ReadingContext, notices: Notices) -> None:
        self.name, self.field = column.name, column.field
        self.is_moment = column.types == {date, datetime}
        self.index = table.header.index(column.name)
        self.has_errors = False
        self._parse = column.parser(context, has_decimal_comma=table.has_decimal_comma, add_notice=notices.add)

    def parsed(self, cell: str) -> object:
        """Return the value of a cell, or its error, without keeping it."""
        try:
            return self._parse(cell)
        except ValueError as error:
            return error

    def __missing__(self, cell: str) -> object:
        value = self[cell] = self.parsed(cell)
        self.has_errors = self.has_errors or isinstance(value, ValueError)
        return value


class _Chunk(NamedTuple):
    """Some rows of a table: their cells and their values."""

    items: list[Cells]
    rows: RecordRows

    def without(self, places: Collection[int]) -> "_Chunk":
        """Return the chunk without the rows at some places."""
        return _Chunk([item for at, item in enumerate(self.items) if at not in places], self.rows.without(places))


_RuleCheck = tuple[str | None, Sequence[Violation]]
"""What the exam's rules say about a row: the current id of a renamed domain, and the rules that it breaks."""


class TableReading:
    """One pass over a table."""

    def __init__(self, kind: type[Record], table: Table, context: ReadingContext, notices: Notices) -> None:
        columns = columns_of(kind)
        self._kind = kind
        self._table = table
        self._notices = notices
        self._cells = [_CellValues(c, table, context, notices) for c in columns if c.name in table.header]
        self._shared = {
            column.field: column.parser(context, has_decimal_comma=False, add_notice=notices.add)("")
            for column in columns
            if column.name not in table.header
        }
        """The values that all rows share, because the table has no such column."""
        self._defaults = {name: self._shared.pop(name) for name in _RENAMED_FIELDS if name in self._shared}
        """The shared values that may change for some rows."""
        self._key_field = next((name for name in kind.KEY if name in DERIVED_FIELDS), None)
        names = [*(column.field for column in self._cells), *self._defaults, *filter(None, [self._key_field])]
        self._columns: dict[str, list[Any]] = {name: [] for name in names}
        self._lines: list[str] = []
        self._problems: list[DataProblem] = []
        self._zone = context.zone
        self._exams = row_rules.ExamRules(context, notices)
        self._rule_fields = [column.field for column in columns if column.field in row_rules.RULE_FIELDS]
        self._checks: dict[tuple[object, ...], _RuleCheck | None] = {}
        self._practice_exams: dict[tuple[str, str], tuple[str, str, Moment | None]] = {}
        """The line, exam and time of the first valid row of each practice exam."""
        self._content_keys = ContentKeys()
        self._exam_cells = [column for column in self._cells if column.field in _EXAM_KEY]
        self._refused: dict[tuple[Any, Any], list[str]] = {}
        """The lines of rows with problems, by candidate and practice exam."""
        self._chunk: list[Cells | DataProblem] = []

    def result(self) -> Import:
        """Read the table."""
        for item in self._table.rows(self._reads_as_row):
            self._chunk.append(item)
            if len(self._chunk) == CHUNK_ROWS:
                self._read_chunk()
        self._read_chunk()
        rows = RecordRows(self._kind, self._lines, self._columns, self._shared)
        contradicted = row_rules.contradicted_totals(rows) if self._kind is DomainResult else {}
        for at, (column, reason) in sorted(contradicted.items()):
            value = str(getattr(rows[at].record, column))
            self._problems.append(DataProblem(self._table.name, rows.lines[at], column, value, reason))
        rows = rows.without(contradicted)
        incomplete = self._incomplete(rows)
        if self._kind is StudySession:
            for line, minutes in zip(rows.lines, rows.column("time_on_task_min"), strict=True):
                if minutes > LONG_SESSION_MIN:
                    self._notices.add(_LONG_SESSIONS, line=line)
        return Import(self._kind.TABLE, rows, tuple(self._problems), self._notices.texts(), incomplete=incomplete)

    def _reads_as_row(self, cells: list[str]) -> bool:
        has_width = len(cells) == len(self._table.header)
        return has_width and not any(isinstance(one.parsed(cells[one.index]), ValueError) for one in self._cells)

    def _read_chunk(self) -> None:
        """Append the rows of a chunk to the columns, or their problems to the others."""
        n_before, places = len(self._problems), {item.line: at for at, item in enumerate(self._chunk)}
        self._problems.extend(item for item in self._chunk if isinstance(item, DataProblem))
        chunk = self._valid(self._parsed())
        self._problems[n_before:] = sorted(self._problems[n_before:], key=lambda problem: places[problem.line])
        self._add_row_notices(chunk)
        self._lines.extend(chunk.rows.lines)
        for name, column in self._columns.items():
            column.extend(chunk.rows.columns[name])
        caches: list[dict[Any, Any]] = [self._checks, *self._cells]
        for cache in caches:
            if len(cache) > CHUNK_ROWS:
                cache.clear()
        self._chunk.clear()

    def _parsed(self) -> _Chunk:
        """Return the rows whose cells can be parsed, with their keys."""
        items = [item for item in self._chunk if isinstance(item, Cells)]
        by_column = list(zip(*(item.cells for item in items), strict=True)) or [()] * len(self._table.header)
        columns: dict[str, list[Any]] = {name: [value] * len(items) for name, value in self._defaults.items()}
        failed = set[int]()
        for column in self._cells:
            values = columns[column.field] = list(map(column.__getitem__, by_column[column.index]))
            if column.has_errors:
                failed.update(at for at, value in enumerate(values) if isinstance(value, ValueError))
        for at in failed:
            found = [(column.name, column[items[at].cells[column.index]]) for column in self._cells]
            self._refuse(items[at], [(name, str(error)) for name, error in found if isinstance(error, ValueError)])
        lines = [item.line for item in items]
        chunk = _Chunk(items, RecordRows(self._kind, lines, columns, self._shared)).without(failed)
        if self._key_field:
            chunk.rows.columns[self._key_field] = self._keys(chunk.rows)
        return chunk

    def _keys(self, rows: RecordRows) -> list[str]:
        """Return the key of each row: its id in the source, else one made from its contents."""
        if self._kind is ItemResponse:
            items, positions = rows.column("item_id"), rows.column("position")
            by_position = (None if position is None else f"position:{position}" for position in positions)
            given = [at if item is None else f"item:{item}" for item, at in zip(items, by_position, strict=True)]
        else:
            given = rows.columns["source_id"]
        contents = repeat("") if all(given) else self._contents(rows)
        prefix = "row:" if self._kind is ItemResponse else ""
        return [
            key or f"{prefix}{self._content_keys.of(content)}" for key, content in zip(given, contents, strict=False)
        ]

    def _contents(self, rows: RecordRows) -> list[str]:
        """Return what `content_of` would for each row."""
        columns = [
            ["" if value is None else f"\x1f{name}={content_text(value)}" for value in rows.column(name)]
            for name in sorted({*rows.columns, *self._shared})
        ]
        return ["".join(parts)[1:] for parts in zip(*columns, strict=True)]

    def _valid(self, chunk: _Chunk) -> _Chunk:
        """Return the rows that break no rule, with the current ids of their domains."""
        broken: dict[int, list[Violation]] = {}
        columns = chunk.rows.columns
        for at, key in enumerate(chunk.rows.values(*self._rule_fields)):
            if key not in self._checks:
                self._checks[key] = self._check(chunk.rows[at].record)
            check = self._checks[key]
            if check is None:
                continue
            domain_id, violations = check
            if domain_id is not None:
                columns["domain_id"][at] = domain_id
                if "source_id" in columns:  # so that its key stays the same
                    columns["source_id"][at] = columns["source_id"][at] or columns[str(self._key_field)][at]
            if violations:
                broken[at] = list(violations)
        if self._kind in _WITH_PRACTICE_EXAM:
            self._check_practice_exams(chunk, broken)
        for at, violations in broken.items():
            self._refuse(chunk.items[at], violations)
        return chunk.without(broken)

    def _check(self, before: Record) -> _RuleCheck | None:
        """Check a row by the rules of its exam; None if nothing is renamed or broken."""
        record = self._exams.renamed(before)
        violations = [*self._exams.violations(record)]
        if isinstance(record, DomainResult):
            violations += row_rules.count_contradictions(record)
        domain_id = None if record is before else record.domain_id  # type: ignore[union-attr]  # a kind with a domain
        return (domain_id, violations) if domain_id or violations else None

    def _check_practice_exams(self, chunk: _Chunk, broken: dict[int, list[Violation]]) -> None:
        """Add contradictions to the first valid row of the same practice exam.

        Its domains have one time, but each of its responses may have its own, which is not compared.
        """
        for at, (name, exam, code, moment) in enumerate(chunk.rows.values(*_EXAM_KEY, "exam_code", "taken_at")):
            taken_at = moment if self._kind is DomainResult else None
            if (name, exam) not in self._practice_exams:
                if at not in broken:
                    self._practice_exams[name, exam] = (chunk.items[at].line, code, taken_at)
                continue
            line, first_code, first_at = self._practice_exams[name, exam]
            same = f"line {line} has the same practice_exam_id"
            if code != first_code:
                why = f"{same} for {first_code}; use a different id for each practice exam"
                broken.setdefault(at, []).append(("exam_code", why))
            if first_at is not None and taken_at != first_at:
                why = f"{same} on {first_at.isoformat()}; use a different id for each attempt"
                broken.setdefault(at, []).append(("taken_at", why))

    def _add_row_notices(self, chunk: _Chunk) -> None:
        """Add the notices that list lines of valid rows."""
        if self._kind is ItemResponse:
            for at, domain_id in enumerate(chunk.rows.columns["domain_id"]):
                if domain_id == TOTAL_DOMAIN:
                    self._notices.add(WITHOUT_DOMAIN, line=chunk.items[at].line)
        for column in self._cells:
            if column.is_moment:
                for item in chunk.items:
                    if fields.is_at_clock_change(item.cells[column.index], self._zone):
                        self._notices.add(fields.AT_CLOCK_CHANGE, line=item.line)

    def _incomplete(self, rows: RecordRows) -> tuple[str, ...]:
        """Return the practice exams that have both valid rows and rows with problems, and add a notice on each."""
        taken = set(rows.values(*_EXAM_KEY)) if self._refused else ()
        places = {problem.line: at for at, problem in enumerate(self._problems)}
        found = {
            exam_of(*exam): sorted(lines, key=places.__getitem__)
            for exam, lines in self._refused.items()
            if exam in taken
        }
        for name, lines in found.items():
            self._notices.add(
                f"Practice exam {shortened(name)} is incomplete and counts as it is. "
                f"Fix these lines in the file and import it again: {listed(lines)}.",
                kind="incomplete practice exam",
            )
        return tuple(found)

    def _refuse(self, item: Cells, violations: Iterable[Violation]) -> None:
        """Add the problems of a row, whose practice exam is then incomplete."""
        for column, reason in violations:
            cell = item.cells[self._table.header.index(column)] if column in self._table.header else ""
            self._problems.append(DataProblem(self._table.name, item.line, column, shortened(cell), reason))
        if self._kind in _WITH_PRACTICE_EXAM:
            values = self._shared | {column.field: column[item.cells[column.index]] for column in self._exam_cells}
            self._refused.setdefault((values["candidate_id"], values["practice_exam_id"]), []).append(item.line)
