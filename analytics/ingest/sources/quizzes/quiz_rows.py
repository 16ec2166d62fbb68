"""Rows of a quiz report from a course platform: one person each, questions in columns."""

from collections.abc import Sequence

from analytics.errors import UnreadableFileError
from analytics.ingest.tables.raw_table import RawRow


def refuse_several_people(file: str, rows: Sequence[RawRow], columns: Sequence[int]) -> None:
    """Refuse the results of several people; their names are not kept."""
    people = {tuple(row.cells[at].casefold() for at in columns if at < len(row.cells)) for row in rows}
    if columns and len(people) > 1:
        raise UnreadableFileError(
            file, f"it has results of {len(people)} people. Keep only your own rows and import it again."
        )


def check_width(row: RawRow, header: Sequence[str]) -> None:
    """Refuse a row with more or fewer cells than the header."""
    if len(row.cells) != len(header):
        raise ValueError(f"the row has {len(row.cells)} cells, and the header has {len(header)}")
