"""A file as its reader gets it: the bytes, and text or table where it has them, worked out once."""

from dataclasses import dataclass
from functools import cached_property

from analytics.errors import UnreadableFileError
from analytics.ingest.tables import decoding, workbook
from analytics.ingest.tables.decoding import Decoded
from analytics.ingest.tables.text_table import TextTable
from analytics.ingest.tables.workbook import Sheet, WorkbookTable

FileTable = TextTable | WorkbookTable
"""A table as it stands in a file."""


@dataclass(frozen=True)
class OpenedFile:
    """One file, or one member of an archive, that is to be recognized by what it holds.

    `notices` say what its owner should know of the way to it.
    """

    name: str
    data: bytes
    notices: tuple[str, ...] = ()

    @cached_property
    def decoded(self) -> Decoded | None:
        """Give the text and how it was read, None where the bytes are no text."""
        try:
            return decoding.decode(self.data, self.name)
        except UnreadableFileError:
            return None

    @property
    def text(self) -> str:
        """Give the text, empty where the bytes are none."""
        return "" if self.decoded is None else self.decoded.text

    @cached_property
    def sheet(self) -> Sheet | None:
        """Give the first sheet of a workbook, None where the file is none or cannot be read."""
        try:
            return workbook.first_sheet(self.data, self.name) if workbook.is_workbook(self.data) else None
        except UnreadableFileError:
            return None

    @cached_property
    def table(self) -> FileTable | None:
        """Give the table, None where the file is none or its header cannot be read."""
        try:
            return self._read_table()
        except UnreadableFileError:
            return None

    def readable_table(self) -> FileTable:
        """Give the table.

        Raises:
            UnreadableFileError: If the file is none.
        """
        return self.table or self._read_table()

    def _read_table(self) -> FileTable:
        if workbook.is_workbook(self.data):
            return WorkbookTable(self.sheet or workbook.first_sheet(self.data, self.name), self.name)
        return TextTable(decoding.decode(self.data, self.name).text, self.name)
