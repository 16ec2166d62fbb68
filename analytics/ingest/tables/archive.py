"""Unpack the members of a ZIP archive in memory, within limits."""

import io
import re
import zipfile
from collections.abc import Iterator

from analytics.errors import UnreadableFileError
from analytics.ingest.tables import workbook
from analytics.ingest.tables.decoding import MAX_BYTES, ZIP_ERRORS, ZIP_MAGIC, member_names, seems_text
from analytics.ingest.tables.opened import OpenedFile
from analytics.ingest.tables.text_table import MAX_ROWS

WITHIN = " > "
"""Separates the name of an archive from the name of a file in it."""

_UNPRINTABLE, _UNKNOWN = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]"), "\ufffd"

MAX_DEPTH = 2
MAX_MEMBERS = 1000
MAX_UNPACKED_BYTES = 200 * 1024 * 1024
_MB = 1024 * 1024

_TOO_LARGE = f"the archive unpacks to more than {MAX_UNPACKED_BYTES // _MB} MB. Import its files one by one."
_LARGE_MEMBER = f"a file in the archive is larger than {MAX_BYTES // _MB} MB. Split it into several files."
_TOO_MUCH_TEXT = (
    f"the archive has more than {MAX_BYTES // _MB} MB of text, or more than {MAX_ROWS:,} lines. Import its files "
    "one by one."
)
_TOO_MANY_CELLS = "its workbooks have too many cells in all. Save their tables as CSV, or import them one by one."
_TOO_MANY = f"the archive has more than {MAX_MEMBERS} files. Import the ones you need one by one."
DAMAGED = (
    "the file is damaged, incomplete or protected by a password. Export or download it again. If it is a ZIP archive, "
    "you can also unpack it and import its files."
)
DOCUMENT = "this seems to be a document of an office program. Save its table there as CSV UTF-8 or .xlsx."
_OFFICE = frozenset({"[Content_Types].xml", "mimetype", "Index/Document.iwa"})
"""Members of Microsoft's, OpenDocument's and Apple's documents."""

_ALL_PROPERTIES = re.compile(r"_all(?=\.csv$)")


def is_archive(data: bytes) -> bool:
    """Whether the bytes are a ZIP archive."""
    return data.startswith(ZIP_MAGIC) and zipfile.is_zipfile(io.BytesIO(data))


def printable_name(name: str) -> str:
    """Replace the characters of a file's name that screens or the database reject, or that begin a line."""
    return _UNPRINTABLE.sub(_UNKNOWN, name)


def is_office_document(data: bytes) -> bool:
    """Whether an archive is a document of an office program, such as an .ods file."""
    return not member_names(data).isdisjoint(_OFFICE)


def members(data: bytes, name: str) -> tuple[OpenedFile, ...]:
    """Return the files in an archive and in archives inside it.

    Their names are for messages and never become paths. Notion writes two tables for each database; only the one with
    all properties is returned.

    Raises:
        UnreadableFileError: If the archive is damaged or passes a limit.
    """
    try:
        found = list(_members(data, name, _Budget(name), depth=1))
    except ZIP_ERRORS as error:
        raise UnreadableFileError(name, DAMAGED) from error
    whole = {_ALL_PROPERTIES.sub("", opened.name) for opened in found if _ALL_PROPERTIES.search(opened.name)}
    return tuple(opened for opened in found if opened.name not in whole)


class _Budget:
    """What may still be unpacked; text and workbooks have budgets of their own, since they cost readers the most."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._left = {
            "members": (MAX_MEMBERS, _TOO_MANY),
            "bytes": (MAX_UNPACKED_BYTES, _TOO_LARGE),
            "bytes of text": (MAX_BYTES, _TOO_MUCH_TEXT),
            "lines": (MAX_ROWS, _TOO_MUCH_TEXT),
            "tags": (workbook.MAX_TAGS, _TOO_MANY_CELLS),
        }

    def take(self, what: str, n: int) -> None:
        """Spend some of what is left, or refuse the archive."""
        left, refusal = self._left[what]
        self._left[what] = left - n, refusal
        if n > left:
            raise UnreadableFileError(self.name, refusal)


def _members(data: bytes, name: str, budget: _Budget, *, depth: int) -> Iterator[OpenedFile]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        infos = [info for info in archive.infolist() if not info.is_dir()]
        budget.take("members", len(infos))
        if any(info.file_size > MAX_BYTES for info in infos):
            raise UnreadableFileError(budget.name, _LARGE_MEMBER)
        budget.take("bytes", sum(info.file_size for info in infos))  # no member is unpacked beyond what it states
        for info in infos:
            inner = archive.read(info)
            shown = f"{name}{WITHIN}{printable_name(info.filename)[-120:]}"
            if depth < MAX_DEPTH and is_archive(inner) and not _is_document(inner):
                yield from _members(inner, shown, budget, depth=depth + 1)
            else:
                if seems_text(inner):
                    budget.take("bytes of text", len(inner))
                    budget.take("lines", inner.count(b"\n"))
                if workbook.is_workbook(inner):
                    budget.take("tags", workbook.n_tags(inner))
                yield OpenedFile(shown, inner)


def _is_document(data: bytes) -> bool:
    """Whether an archive is itself a document, such as a workbook or an Anki package."""
    names = member_names(data)
    is_anki = "meta" in names or any("collection.anki2" in name for name in names)
    return is_anki or is_office_document(data)
