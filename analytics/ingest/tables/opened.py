"""An opened file: its bytes, and its text, sheet or table, each read once."""

from dataclasses import dataclass, field, replace
from functools import cached_property

from analytics.errors import UnreadableFileError
from analytics.ingest.tables import decoding, workbook
from analytics.ingest.tables.corrected_table import CorrectedTable, Corrections
from analytics.ingest.tables.decoding import Decoded
from analytics.ingest.tables.grid import Grid, GridTable
from analytics.ingest.tables.text_table import TextTable

FileTable = TextTable | GridTable
"""A table of either kind of file."""


@dataclass(frozen=True)
class OpenedFile:
    """One file, or one member of an archive, with lazily read contents.

    `notices` are about the archive that it came from. `chosen_sheet` is the candidate's choice of
    several sheets. `corrections` replace cells of its table.
    """

    name: str
    data: bytes
    notices: tuple[str, ...] = ()
    chosen_sheet: Grid | None = None
    corrections: Corrections = field(default_factory=dict)

    @cached_property
    def decoded(self) -> Decoded | None:
        """The text and its encoding notices, None if the bytes are not text."""
        try:
            return decoding.decode(self.data, self.name)
        except UnreadableFileError:
            return None

    @property
    def text(self) -> str:
        """The text, empty if the bytes are not text."""
        return "" if self.decoded is None else self.decoded.text

    @property
    def decoding_notices(self) -> tuple[str, ...]:
        """What is said about the encoding."""
        return () if self.decoded is None else self.decoded.notices

    @cached_property
    def sheet(self) -> Grid | None:
        """The chosen sheet, or else the first filled one; None if the file is no readable workbook."""
        if self.chosen_sheet is not None:
            return self.chosen_sheet
        try:
            return workbook.first_sheet(self.data, self.name) if workbook.is_workbook(self.data) else None
        except UnreadableFileError:
            return None

    @cached_property
    def sheets(self) -> tuple[Grid, ...]:
        """All filled sheets; none if the file is no readable workbook."""
        return () if self.sheet is None else workbook.all_sheets(self.data, self.name)

    @cached_property
    def table(self) -> FileTable | CorrectedTable | None:
        """The table, None if the file is no table or its header is unreadable."""
        try:
            return self._read_table()
        except UnreadableFileError:
            return None

    def corrected(self, line: str, column: str, value: str) -> "OpenedFile":
        """Return the file with one more cell corrected."""
        return replace(self, corrections={**self.corrections, (line, column): value})

    def readable_table(self) -> FileTable | CorrectedTable:
        """Return the table.

        Raises:
            UnreadableFileError: If the file is no table.
        """
        return self.table or self._read_table()

    def _read_table(self) -> FileTable | CorrectedTable:
        table = self._uncorrected_table()
        return CorrectedTable(table, self.corrections) if self.corrections else table

    def _uncorrected_table(self) -> FileTable:
        if workbook.is_workbook(self.data):
            return GridTable(self.sheet or workbook.first_sheet(self.data, self.name), self.name)
        return TextTable((self.decoded or decoding.decode(self.data, self.name)).text, self.name)
