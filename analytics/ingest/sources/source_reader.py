"""The interface of a reader for another program's files."""

from collections.abc import Callable
from dataclasses import dataclass

from analytics.ingest.reading import Import, ReadingContext
from analytics.ingest.tables.opened import OpenedFile


@dataclass(frozen=True, slots=True)
class SourceReader:
    """A reader for one format of another program.

    `recognizes` looks at the contents of a file, never at its name, and never raises. `read`
    raises `UnreadableFileError` to refuse a file whole and `OpenQuestionError` if it needs an
    answer first. With `reads_any`, `read` itself explains what is missing when `--as` names the format.
    """

    format: str
    recognizes: Callable[[OpenedFile], bool]
    read: Callable[[OpenedFile, ReadingContext], Import]
    reads_any: bool = False
