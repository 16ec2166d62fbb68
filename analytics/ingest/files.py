"""A whole file to an import: find out what it is, and hand it to its reader."""

import re
from pathlib import Path

from analytics.errors import UnreadableFileError
from analytics.ingest import canonical, decoding, study_plan, workbook
from analytics.ingest.canonical import CanonicalReader
from analytics.ingest.reading import Import, ReadingContext, listed
from analytics.ingest.tabular import Table, TextTable

READERS: tuple[CanonicalReader, ...] = canonical.READERS
"""Each reader says of a header whether it is its own; the first that does reads the table."""


def read_file(path: Path, context: ReadingContext, *, name: str | None = None) -> Import:
    """Read a file; its name plays no part in what it is taken for.

    Raises:
        UnreadableFileError: If the file is refused whole.
    """
    shown = _printable(name or path.name or str(path))
    try:
        _check_kind(path, shown)
        decoding.check_size(path.stat().st_size, shown)
        data = path.read_bytes()
    except OSError as error:
        raise UnreadableFileError(shown, f"the file cannot be read ({error.strerror}).") from None
    return read_bytes(data, shown, context)


def _printable(name: str) -> str:
    """Mark the bytes of a name that are no UTF-8, which neither screen nor database takes."""
    return re.sub(r"[\ud800-\udfff]", "\ufffd", name)


def _check_kind(path: Path, shown: str) -> None:
    """Refuse what is no regular file before it is opened, for a pipe may never end."""
    if path.is_dir():
        raise UnreadableFileError(shown, "this is a folder. Give the files in it.")
    if not path.exists():
        raise UnreadableFileError(shown, "there is no such file. Check the name and the folder.")
    if not path.is_file():
        raise UnreadableFileError(shown, "this is no regular file. Save the table as a file and give that.")


def read_bytes(data: bytes, name: str, context: ReadingContext) -> Import:
    """Read the bytes of a file.

    Raises:
        UnreadableFileError: If the file is refused whole.
    """
    decoding.check_size(len(data), name)
    if workbook.is_workbook(data):
        return _read_table(workbook.WorkbookTable(data, name), context, ())
    decoded = decoding.decode(data, name)
    if study_plan.is_document(decoded.text) and not _has_known_header(decoded.text, name):
        if study_plan.is_blueprint(decoded.text):
            raise UnreadableFileError(
                name, "this is an exam file. Give it with --exam, or on the Data page under Exams."
            )
        if study_plan.is_study_plan(decoded.text):
            return study_plan.read_study_plan(decoded.text, name, context, decoded.notices)
    return _read_table(TextTable(decoded.text, name), context, decoded.notices)


def _has_known_header(text: str, name: str) -> bool:
    """Say whether a text that begins like TOML is a table all the same."""
    try:
        header = TextTable(text, name).header
    except UnreadableFileError:
        return False
    return any(reader.recognises(header) for reader in READERS)


def _read_table(table: Table, context: ReadingContext, notices: tuple[str, ...]) -> Import:
    for reader in READERS:
        if reader.recognises(table.header):
            return reader.read(table, context, notices)
    raise UnreadableFileError(table.name, _unrecognised(table.header))


def _unrecognised(header: tuple[str, ...]) -> str:
    """Say what keeps a header from being that of the table it comes nearest to."""
    known = "Cutscore knows: " + "; ".join(f"{reader.format} ({', '.join(reader.required)})" for reader in READERS)
    known += f"; {study_plan.FORMAT} (TOML)."
    nearest = max(READERS, key=lambda reader: _share_found(reader, header))
    if _share_found(nearest, header) == 0:
        return f"its columns are those of no table that Cutscore knows. {known}"
    missing = listed(nearest.missing(header))
    return f"for {nearest.format}, which it comes nearest to, these columns are missing: {missing}. {known}"


def _share_found(reader: CanonicalReader, header: tuple[str, ...]) -> float:
    return 1 - len(reader.missing(header)) / len(reader.marks)
