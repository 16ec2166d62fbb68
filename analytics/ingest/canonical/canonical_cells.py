"""Canonical tables built from another program's rows, and read by the canonical rules."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from analytics.errors import DataProblem
from analytics.ingest.canonical.reader import CanonicalReader
from analytics.ingest.reading import Import, Notices, ReadingContext
from analytics.ingest.tables.text_table import Cells, RowTest
from analytics.ingest.values.fields import MAX_TEXT_CHARS, without_controls
from analytics.ingest.values.formula_escape import escape_formula
from analytics.records import Record


@dataclass(slots=True)
class CanonicalTable:
    """A canonical table in memory; its texts are escaped, so that reading restores them."""

    name: str
    header: tuple[str, ...]
    items: Sequence[Cells | DataProblem]
    notices: tuple[str, ...] = ()
    has_decimal_comma: bool = False

    def rows(self, _is_row: RowTest, /) -> Iterator[Cells | DataProblem]:
        """Yield the rows."""
        return iter(self.items)


def read_canonical(
    record_type: type[Record],
    table: CanonicalTable,
    context: ReadingContext,
    notices: Notices,
    *,
    source_names: Mapping[str, str] | None = None,
) -> Import:
    """Read a canonical table; `source_names` translates columns in problems to those of the original file."""
    read = CanonicalReader(record_type).read(table, context, notices.texts())
    names = source_names or {}
    problems = tuple(replace(problem, column=names.get(problem.column, problem.column)) for problem in read.problems)
    return replace(read, problems=problems)


def text_cell(text: str) -> str:
    """Return a text as a canonical cell: control characters replaced, too long ones cut with "…".

    A stray character in a title must not cost the study time beside it.
    """
    text = without_controls(text)
    return escape_formula(text if len(text) <= MAX_TEXT_CHARS else f"{text[: MAX_TEXT_CHARS - 1]}…")
