"""Cells of a canonical table, made of the rows of another program and read by the canonical rules."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from analytics.errors import DataProblem
from analytics.ingest.canonical.reader import CanonicalReader
from analytics.ingest.reading import Import, Notices, ReadingContext
from analytics.ingest.tables.text_table import Cells, RowTest
from analytics.ingest.values.fields import CONTROL_IN_TEXT, MAX_TEXT_CHARS
from analytics.ingest.values.formula_escape import escape_formula
from analytics.records import Record


@dataclass(slots=True)
class CanonicalTable:
    """A table whose cells were made; a text is guarded, so that reading gives it back as it was."""

    name: str
    header: tuple[str, ...]
    made: Sequence[Cells | DataProblem]
    notices: tuple[str, ...] = ()
    has_decimal_comma: bool = False

    def rows(self, _is_row: RowTest, /) -> Iterator[Cells | DataProblem]:
        """Give the rows."""
        return iter(self.made)


def read_canonical(
    record_type: type[Record],
    table: CanonicalTable,
    context: ReadingContext,
    notices: Notices,
    *,
    theirs: Mapping[str, str] | None = None,
) -> Import:
    """Read made cells as a canonical file; its problems name the columns of the file itself, `theirs` by ours."""
    read = CanonicalReader(record_type).read(table, context, notices.texts())
    named = theirs or {}
    problems = tuple(replace(problem, column=named.get(problem.column, problem.column)) for problem in read.problems)
    return replace(read, problems=problems)


def text_cell(text: str) -> str:
    """Write a text into a made cell; what is no character of a text is marked, and where it is cut that is seen.

    So a stray character in a title costs nobody the time that it stands beside.
    """
    text = CONTROL_IN_TEXT.sub("\ufffd", text)
    return escape_formula(text if len(text) <= MAX_TEXT_CHARS else f"{text[: MAX_TEXT_CHARS - 1]}…")
