"""What the quiz reports of course platforms have in common: rows of people, columns of questions."""

from collections.abc import Sequence

from analytics.errors import UnreadableFileError
from analytics.ingest.tables.raw_table import RawRow


def refuse_several_people(file: str, rows: Sequence[RawRow], columns: Sequence[int]) -> None:
    """Refuse the results of a class; which of them are the candidate's own, nobody can know.

    Names and addresses go no further than this.
    """
    people = {tuple(row.cells[at].casefold() for at in columns if at < len(row.cells)) for row in rows}
    if columns and len(people) > 1:
        raise UnreadableFileError(
            file, f"it holds the results of {len(people)} people. Leave only your own rows in it and import again."
        )


def check_width(row: RawRow, header: Sequence[str]) -> None:
    """Refuse a row that does not fit its header."""
    if len(row.cells) != len(header):
        raise ValueError(f"the row has {len(row.cells)} cells and the header has {len(header)}")
