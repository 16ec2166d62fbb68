"""Read canonical tables, from files or built from other files' rows; each row becomes a record or its problems."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from analytics.errors import DataProblem, OpenQuestionError, Question
from analytics.ingest.canonical.columns import columns_of
from analytics.ingest.canonical.table_reading import TableReading
from analytics.ingest.reading import Import, Notices, ReadingContext, listed, shortened
from analytics.ingest.tables.text_table import Cells, RowTest, Table, split_rows
from analytics.ingest.values.fields import MAX_TEXT_CHARS, without_controls
from analytics.ingest.values.texts import escape_formula
from analytics.records import RECORD_TYPES, DomainResult, ItemResponse, Record, StudyPlan


class CanonicalReader:
    """A reader of one canonical table, with columns in any order."""

    def __init__(self, record_type: type[Record]) -> None:
        self.format = record_type.TABLE
        self.record_type = record_type
        self.columns = columns_of(record_type)
        self.required = tuple(column.name for column in self.columns if column.is_required)
        self.identifying = tuple(name for name in self.required if name != "exam_code")
        """Columns by which a header is recognized; the exam may be given with `--exam` instead."""

    def missing(self, header: Collection[str]) -> tuple[str, ...]:
        """Return the identifying columns that a header lacks."""
        return tuple(name for name in self.identifying if name not in header)

    def recognizes(self, table: Table) -> bool:
        """Whether a table is of this kind and has no row with a percentage for its counts, which needs a mapping."""
        if self.missing(table.header) or self.record_type is not DomainResult or "score" not in table.header:
            return not self.missing(table.header)
        score, *counts = map(table.header.index, ("score", "n_items", "n_correct"))
        rows = split_rows(table)
        return not any(row.cells[score].strip() and not all(row.cells[at].strip() for at in counts) for row in rows)

    def read(self, table: Table, context: ReadingContext) -> Import:
        """Read all rows of a recognized table."""
        notices = Notices(table.notices)
        if "exam_code" in self.required and "exam_code" not in table.header and context.exam_code is None:
            reason = "the column exam_code is missing. Add it, or choose the exam with --exam CODE."
            raise OpenQuestionError(table.name, Question.EXAM, reason)
        unknown = [name for name in table.header if name and name not in {c.name for c in self.columns}]
        if unknown:
            notices.add(f"Unrecognized columns were ignored: {listed(unknown)}.")
        return TableReading(self.record_type, table, context, notices).result()


_READERS = (CanonicalReader(kind) for kind in RECORD_TYPES if kind is not StudyPlan)
READERS = tuple(sorted(_READERS, key=lambda reader: (reader.record_type is not ItemResponse, -len(reader.identifying))))
"""Tried in this order: responses, which may also have columns of practice exams, then the most columns first."""


@dataclass(slots=True)
class CanonicalTable:
    """A canonical table in memory; its texts are escaped, and reading unescapes them."""

    name: str
    header: tuple[str, ...]
    items: Sequence[Cells | DataProblem]
    notices: tuple[str, ...] = ()
    has_decimal_comma: bool = False
    titles: tuple[str, ...] = ()

    def rows(self, _is_row: RowTest, /) -> Iterator[Cells | DataProblem]:
        """Yield the rows and problems; no test is needed of what was built as rows."""
        return iter(self.items)


def text_cell(text: str) -> str:
    """Return a text as a canonical cell; control characters and excess length must not cost the row."""
    return escape_formula(shortened(without_controls(text), MAX_TEXT_CHARS))
