"""The interface of a reader for another program's files."""

from collections.abc import Callable
from dataclasses import dataclass

from analytics.ingest.mapping.file_reading import FileReading
from analytics.ingest.reading import Import, ReadingContext
from analytics.ingest.tables.opened import OpenedFile


@dataclass(frozen=True, slots=True)
class SourceReader:
    """A reader for one format of another program.

    `recognizes` looks at the contents of a file, never at its name, and never raises. `reads` raises
    `UnreadableFileError` to refuse a file whole and `OpenQuestionError` if it needs an answer first. With `reads_any`,
    it explains what is missing itself when `--as` names the format.
    """

    format: str
    recognizes: Callable[[OpenedFile], bool]
    reads: Callable[[OpenedFile, FileReading], Import]
    reads_any: bool = False

    def read(self, opened: OpenedFile, context: ReadingContext) -> Import:
        """Read a file in a pass of its own."""
        return self.reads(opened, FileReading(self.format, opened.name, context))
