"""What a reader of another program's files is: how it knows them, and how it reads them."""

from collections.abc import Callable
from dataclasses import dataclass

from analytics.ingest.reading import Import, ReadingContext
from analytics.ingest.tables.opened import Opened


@dataclass(frozen=True, slots=True)
class FileSource:
    """One format of another program.

    `recognizes` looks at what the file holds, never at its name, and never raises. `read` raises
    `UnreadableFileError` where the file is refused whole, or `OpenQuestionError` where something
    must be told first. One that `reads_any` says itself, when it is named, what it misses in a file.
    """

    format: str
    recognizes: Callable[[Opened], bool]
    read: Callable[[Opened, ReadingContext], Import]
    reads_any: bool = False
