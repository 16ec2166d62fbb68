"""Convert a candidate's own table to a canonical one by its mapping."""

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import TypeVar
from zoneinfo import ZoneInfo

from analytics.errors import DataProblem
from analytics.ingest.canonical.canonical_cells import CanonicalTable, read_canonical, text_cell
from analytics.ingest.canonical.reader import content_key, content_of
from analytics.ingest.mapping import scores
from analytics.ingest.mapping.column_facts import RANGE, SECONDS_OF, MappedColumns, facts_of
from analytics.ingest.mapping.columns import QUESTION_TEXT, SCORE, START_TIME
from analytics.ingest.mapping.domain_names import domains_in
from analytics.ingest.reading import Import, Notices, ReadingContext, listed, shortened
from analytics.ingest.tables.text_table import Cells, Table
from analytics.ingest.values import fields
from analytics.ingest.values.time_zone import instant_in
from analytics.ingest.values.written_dates import clock, length_s, parse_moment
from analytics.records import TOTAL_DOMAIN, Activity, DomainResult, PlannedSession, StudySession

T = TypeVar("T")

_POINTS = re.compile(r"[+-]?[0-9]{1,6}(?:[.,][0-9]{1,6})?")
_YES_OR_NO = {"right": "yes", "correct": "yes", "richtig": "yes", "ja": "yes", "x": "yes", "✓": "yes"}
_YES_OR_NO |= {"wrong": "no", "incorrect": "no", "falsch": "no", "nein": "no", "✗": "no", "×": "no"}


class _CellError(ValueError):
    """A cell that cannot be read, by its target column."""

    def __init__(self, target: str, cell: str, reason: str) -> None:
        super().__init__(reason)
        self.target = target
        self.cell = cell


def read_mapped(table: Table, context: ReadingContext) -> Import:
    """Read a table by its mapping.

    Raises:
        OpenQuestionError: If the mapping lacks something.
        UnreadableFileError: If the mapping does not fit the file.
    """
    return _MappedReading(table, context).result()


class _MappedReading:
    """One pass over the rows of a mapped table."""

    def __init__(self, table: Table, context: ReadingContext) -> None:
        self._notices = Notices()
        for notice in table.notices:
            self._notices.add(notice)
        self._columns = MappedColumns(table, context)
        self._range = self._columns.range
        self._facts = facts_of(self._columns, context, self._notices)
        self._context = replace(context, exam_code=self._facts.exam_code)
        self._mapping = context.mapping
        self._blueprint = context.blueprints.get(self._facts.exam_code or "")
        self._sittings: dict[str, set[str]] = {}
        self._n_sittings: Counter[str] = Counter()
        self._n_alike: Counter[str] = Counter()
        self._line = ""
        if self._columns.unmapped:
            self._notices.add(f"Columns that were not mapped were ignored: {listed(self._columns.unmapped)}.")

    def result(self) -> Import:
        """Read the table."""
        table = self._columns.table
        header = self._header()
        items = [self._canonical_cells(header, item) for item in table.rows(lambda _cells: False)]
        cells = CanonicalTable(table.name, header, items, has_decimal_comma=self._facts.decimal == ",")
        source_names = dict(self._columns.source_names)
        if SCORE in source_names:
            source_names["n_correct"] = source_names[SCORE]
        return read_canonical(self._columns.kind, cells, self._context, self._notices, source_names=source_names)

    def _header(self) -> tuple[str, ...]:
        """Return the canonical columns: those mapped, and those derived from others."""
        mapped, targets = self._columns.source_names, self._columns.targets
        derived = {
            "practice_exam_id": True,
            "n_items": SCORE in mapped,
            "n_correct": SCORE in mapped,
            "domain_id": self._columns.kind is DomainResult or bool(self._mapping.domain),
            "activity": self._columns.kind is StudySession,
            "item_id": QUESTION_TEXT in mapped,
            "source_id": self._columns.kind in {StudySession, PlannedSession},
        }
        if self._range is not None:
            derived[self._range[1]] = True
        return tuple(name for name in targets if name in mapped or derived.get(name))

    def _canonical_cells(self, header: Sequence[str], item: Cells | DataProblem) -> Cells | DataProblem:
        """Convert a row to canonical cells, or report its first unreadable cell."""
        if isinstance(item, DataProblem):
            return item
        self._line = item.line
        cells = {target: item.cells[self._columns.index(target)] for target in self._columns.source_names}
        row = {target: "" if fields.is_missing(cell) else cell for target, cell in cells.items()}
        try:
            values = self._values(row)
        except _CellError as error:
            column = self._columns.source_names.get(error.target, error.target)
            return DataProblem(self._columns.table.name, item.line, column, shortened(error.cell), str(error))
        values["source_id"] = values.get("source_id") or self._source_id(item.cells)
        return Cells(item.line, [values.get(name, "") for name in header])

    def _source_id(self, cells: Sequence[str]) -> str:
        """Return an id from all cells of a row, so that a changed mapping does not change it."""
        named = zip(self._columns.table.header, cells, strict=True)
        content = content_of({name: cell.strip() for name, cell in named if name and not fields.is_missing(cell)})
        self._n_alike[content] += 1
        return content_key(content, self._n_alike[content])

    def _values(self, row: Mapping[str, str]) -> dict[str, str]:
        values = {
            target: self._value(target, cell, row) for target, cell in row.items() if target in self._columns.targets
        }
        if SCORE in row:
            counts = partial(
                scores.counts,
                unit=self._facts.score_unit,
                items=row.get("n_items", ""),
                decimal=self._facts.decimal,
            )
            values["n_items"], values["n_correct"] = _parsed(SCORE, row[SCORE], counts)
        if self._range is not None:
            start, length = self._range
            minutes = _parsed(start, row.get(start, ""), self._minutes_of_range)
            values[length] = f"{minutes:.9g}".replace(".", self._facts.decimal)
        if "domain_id" in self._columns.targets:
            values["domain_id"] = _parsed("domain_id", row.get("domain_id", ""), partial(self._domain_id, row))
        if self._columns.kind is StudySession:
            values["activity"] = self._activity(row)
        if row.get(QUESTION_TEXT) and not values.get("item_id"):
            values["item_id"] = f"text:{_hash(row[QUESTION_TEXT])}"
        if "practice_exam_id" in self._columns.targets and not values.get("practice_exam_id"):
            values["practice_exam_id"] = self._practice_exam_id(values)
        return values

    def _value(self, target: str, cell: str, row: Mapping[str, str]) -> str:
        """Return one canonical cell."""
        types = self._columns.targets[target].types
        if not cell:
            return ""
        if target in self._columns.moments:
            return _parsed(target, cell, partial(self._moment, row.get(START_TIME, "")))
        if target in self._facts.time_units:
            read = partial(length_s, unit=self._facts.time_units[target], decimal=self._facts.decimal)
            return f"{_parsed(target, cell, read) / SECONDS_OF[target]:.9g}".replace(".", self._facts.decimal)
        if types == {bool}:
            return _yes_or_no(fields.stripped(cell))
        return text_cell(cell) if types == {str} else cell

    def _moment(self, start_time: str, cell: str) -> str:
        """Return a moment in ISO form; a day without a time stays a day."""
        found = parse_moment(cell, self._facts.order)
        if start_time:
            found = replace(found, clock=clock(start_time), offset=None)
        if found.clock is None:
            return found.day.isoformat()
        zone = found.offset or ZoneInfo(self._facts.zone or self._context.zone)
        return instant_in(zone, found.wall, self._line, self._notices).isoformat(timespec="seconds")

    def _minutes_of_range(self, cell: str) -> float:
        """Return the minutes of a range such as `December 4, 2024 8:45 AM → 10:15 AM` in its zone."""
        first, arrow, second = cell.partition(RANGE)
        start = parse_moment(first, self._facts.order)
        if not arrow or start.clock is None:
            raise ValueError("not a range of times such as 9:00-10:30")
        try:
            end = parse_moment(second, self._facts.order)
        except ValueError:
            end = replace(start, clock=clock(second))
        zone = ZoneInfo(self._facts.zone or self._context.zone)
        begins, ends = (
            instant_in(moment.offset or zone, moment.wall, self._line, self._notices) for moment in (start, end)
        )
        return (ends.timestamp() - begins.timestamp()) / 60

    def _domain_id(self, row: Mapping[str, str], cell: str) -> str:
        """Return the domain of a row by the mapping's patterns, else by number or name in the exam."""
        by_pattern = self._mapping.domain_of(*(text for text in (cell, *row.values()) if text))
        if by_pattern is not None:
            return by_pattern
        if not cell:
            return TOTAL_DOMAIN if self._columns.kind is DomainResult else ""
        if self._blueprint is None or fields.stripped(cell) == TOTAL_DOMAIN:
            return text_cell(cell)
        found = domains_in(cell, self._blueprint)
        if len(found) == 1:
            return found[0]
        if self._columns.kind is DomainResult:
            if len(found) == len(self._blueprint.domains):
                return TOTAL_DOMAIN
            raise ValueError("one result for several domains; put each domain in its own row")
        if self._columns.kind is StudySession:
            self._notices.add(
                "Sessions with several domains count for none of them. To count them, split each into one "
                "row per domain."
            )
            return ""
        raise ValueError("several domains in one cell; use only one")

    def _activity(self, row: Mapping[str, str]) -> str:
        """Return the activity by the mapping's patterns, else by its word, else `other`."""
        by_pattern = self._mapping.activity_of(*(text for text in row.values() if text))
        if by_pattern is not None:
            return by_pattern
        word = row.get("activity", "")
        return _parsed("activity", word, _known_activity) if word else Activity.OTHER

    def _practice_exam_id(self, values: Mapping[str, str]) -> str:
        """Return an id from day and form; a repeated domain begins the next sitting of that day.

        The same table, also with rows added, therefore gives the same ids again.
        """
        parts = (values.get("taken_at", "")[:10], values.get("provider", ""), values.get("form", ""))
        name = " ".join(part for part in parts if part)
        if self._columns.kind is DomainResult:
            within = self._sittings.setdefault(name, set())
            if values["domain_id"] in within:
                within.clear()
                self._n_sittings[name] += 1
            within.add(values["domain_id"])
        n = self._n_sittings[name]
        return f"{name} ({n + 1})" if n else name


def _parsed(target: str, cell: str, parse: Callable[[str], T]) -> T:
    try:
        return parse(cell)
    except ValueError as error:
        raise _CellError(target, cell, str(error)) from None


def _known_activity(cell: str) -> str:
    """Read the word of an activity; the error names the option that maps other words."""
    try:
        return str(fields.one_of(Activity)(fields.stripped(cell)))
    except ValueError as error:
        raise ValueError(f"{error}. Or set its meaning under [activity] in a map file (--map)") from None


def _yes_or_no(cell: str) -> str:
    """Return yes or no; points above 0 are a yes."""
    if _POINTS.fullmatch(cell):
        return "yes" if float(cell.replace(",", ".")) > 0 else "no"
    return _YES_OR_NO.get(cell.casefold(), cell)


def _hash(text: str) -> str:
    return hashlib.sha256(text.strip().encode("utf-8", "surrogatepass")).hexdigest()[:16]
