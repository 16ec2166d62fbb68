"""Open a file, find its reader, and read it."""

import re
from collections import Counter
from dataclasses import replace
from pathlib import Path

from analytics.errors import OpenQuestionError, Question, UnreadableFileError
from analytics.ingest.canonical import document_kind, reader, study_plan
from analytics.ingest.canonical.reader import CanonicalReader
from analytics.ingest.file_mapping import NO_MAPPING, FileMapping
from analytics.ingest.mapping.chosen_table import ChosenTable, chosen_table
from analytics.ingest.mapping.columns import percent_mapping
from analytics.ingest.mapping.map_file import fingerprint
from analytics.ingest.mapping.own_table import is_in_sheet, own_tables
from analytics.ingest.mapping.table import read_mapped
from analytics.ingest.reading import Import, ReadingContext, listed, shortened
from analytics.ingest.sources import SOURCES
from analytics.ingest.sources.source_reader import SourceReader
from analytics.ingest.tables import archive, decoding, workbook
from analytics.ingest.tables.grid import MEND_FORMULA
from analytics.ingest.tables.opened import OpenedFile
from analytics.ingest.tables.text_table import TextTable, is_filled

READERS: tuple[CanonicalReader, ...] = reader.READERS
"""Tried in this order; the first that recognizes a header reads the table."""

FORMATS = (*(reader.format for reader in READERS), study_plan.FORMAT, *(source.format for source in SOURCES))
"""Values of `--as`."""

EMPTY = "The file has no rows to import."

_MAP_COLUMNS = "To import another table, match its columns on the Data page or in a map file (--map)."
_START_BYTES = 16
_UNSTORED = (
    "its formulas have no stored values. Open the workbook in a spreadsheet program, save it, and import it again."
)
_SAVED = "Read with your saved mapping for this kind of file."


def opened_files(path: Path, *, name: str | None = None) -> tuple[OpenedFile, ...]:
    """Open a file; a ZIP archive becomes the readable files in it.

    Raises:
        UnreadableFileError: If it cannot be opened.
    """
    shown = _printable(name or path.name or str(path))
    try:
        _check_kind(path, shown)
        with path.open("rb") as file:
            start = file.read(_START_BYTES)
        decoding.check_size(path.stat().st_size, shown, start)
        data = path.read_bytes()
    except OSError as error:
        raise UnreadableFileError(shown, f"this file cannot be read ({error.strerror}).") from None
    return opened_bytes(data, shown)


def opened_bytes(data: bytes, name: str) -> tuple[OpenedFile, ...]:
    """Open the bytes of a file; a ZIP archive becomes the readable files in it.

    Raises:
        UnreadableFileError: If the file is too large, or an archive with nothing to read.
    """
    name = _printable(name)
    decoding.check_size(len(data), name, data[:_START_BYTES])
    opened = OpenedFile(name, data)
    if archive.is_damaged(data):
        raise UnreadableFileError(name, workbook.DAMAGED if workbook.seems_workbook(data) else archive.DAMAGED)
    if not archive.is_archive(data) or workbook.is_workbook(data) or _source_of(opened) is not None:
        return (opened,)
    members = archive.members(data, name)
    kept = [member for member in members if _may_be_read(member)] or list(filter(_holds_table, members))
    if not kept:
        names = listed([member.name for member in members]) or "nothing"
        raise UnreadableFileError(name, f"the ZIP archive has no file that Cutscore can read. It contains: {names}.")
    left_out = [member.name for member in members if member not in kept]
    if left_out:
        kept[0] = replace(kept[0], notices=(f"Files in the archive that were ignored: {listed(left_out)}.",))
    return tuple(kept)


def _printable(name: str) -> str:
    """Replace bytes of a name that are not UTF-8, because screens and the database reject them."""
    return re.sub(r"[\ud800-\udfff]", "\ufffd", name)


def _check_kind(path: Path, shown: str) -> None:
    """Refuse anything but a regular file before opening it, because a pipe may never end."""
    if path.is_dir():
        raise UnreadableFileError(shown, "this is a folder. Choose the files in it.")
    if not path.exists():
        raise UnreadableFileError(shown, "file not found. Check the name and the folder.")
    if not path.is_file():
        raise UnreadableFileError(shown, "this is not a regular file. Save the table as a file and import that.")


def _may_be_read(member: OpenedFile) -> bool:
    """Whether a member of an archive is recognized, or is a table that can be mapped."""
    is_own = document_kind.is_own_document(member.text)
    return is_own or _source_of(member) is not None or (member.table is not None and is_filled(member.table))


def _holds_table(member: OpenedFile) -> bool:
    """Whether a member of an archive has a table below a title, in Markdown or in JSON."""
    try:
        return any(is_filled(found.table(has_header=found.has_header is not False)) for found in own_tables(member))
    except UnreadableFileError:
        return False


def _source_of(opened: OpenedFile) -> SourceReader | None:
    return next((source for source in SOURCES if source.recognizes(opened)), None)


def read_opened(opened: OpenedFile, context: ReadingContext) -> Import:
    """Read an opened file: canonical, of a known program, or by its mapping.

    Raises:
        UnreadableFileError: If the file is refused whole.
        OpenQuestionError: If the candidate must answer something first.
    """
    opened = _on_chosen_sheet(opened, context.mapping.sheet)
    read = _read_as(opened, context) if context.as_format else _read(opened, context)
    if not read.rows and read.problems and all(problem.reason == MEND_FORMULA for problem in read.problems):
        raise UnreadableFileError(opened.name, _UNSTORED)
    _check_topics(read, opened.name)
    empty = () if read.n_read else (EMPTY,)
    return replace(read, notices=(*opened.notices, *read.notices, *empty))


def _check_topics(read: Import, file: str) -> None:
    """Ask for the domains of all topics at once if no row names one, as in a table in another language."""
    topics = [problem.topic for problem in read.problems if problem.topic is not None]
    codes = {topic.exam_code for topic in topics}
    names = Counter(topic.name for topic in topics)
    if read.rows or len(topics) < len(read.problems) or len(codes) != 1 or len(names) < 2 or read.mapping.domain:
        return
    (exam_code,) = codes
    raise OpenQuestionError(
        file,
        Question.DOMAIN,
        f"none of its topics is a domain of {exam_code}. Choose a domain for each under [domain] in a map file "
        f"(--map). It contains: {listed([repr(shortened(name)) for name in names])}.",
        names,
        about=exam_code,
    )


def _on_chosen_sheet(opened: OpenedFile, title: str | None) -> OpenedFile:
    """Return a workbook that is open on the sheet with a title, if there is one."""
    sheets = () if title is None else opened.sheets
    chosen = next((sheet for sheet in sheets if is_in_sheet(str(title), sheet)), None)
    return opened if chosen is None else replace(opened, chosen_sheet=chosen)


def _read(opened: OpenedFile, context: ReadingContext) -> Import:
    text = opened.text
    is_plan = document_kind.is_toml(text) and document_kind.is_study_plan(text)
    if is_plan and not _has_known_header(text, opened.name):
        return study_plan.read_study_plan(text, opened.name, context, _decoding_notices(opened))
    table = opened.table
    reader = None if table is None else next((r for r in READERS if r.recognizes(table.header)), None)
    if table is not None and reader is not None:
        return reader.read(table, context, _decoding_notices(opened))
    source = _source_of(opened)
    if source is not None:
        return _read_source(source, opened, context)
    return _read_own_table(opened, chosen_table(opened, context), context)


def _read_as(opened: OpenedFile, context: ReadingContext) -> Import:
    """Read a file by the reader named with `--as`, or refuse it."""
    named = context.as_format
    if named == study_plan.FORMAT:
        return study_plan.read_study_plan(opened.text, opened.name, context, _decoding_notices(opened))
    source = next((source for source in SOURCES if source.format == named), None)
    if source is not None:
        if source.reads_any or source.recognizes(opened):
            return _read_source(source, opened, context)
        raise UnreadableFileError(opened.name, f"this is not a {named} file. Omit --as to detect the format.")
    reader = next((reader for reader in READERS if reader.format == named), None)
    if reader is None:
        raise UnreadableFileError(opened.name, f"unknown format {named!r} (--as). Known formats: {', '.join(FORMATS)}.")
    table = opened.table
    if table is not None and reader.recognizes(table.header):
        return reader.read(table, context, _decoding_notices(opened))
    chosen = chosen_table(opened, context)
    if reader.recognizes(chosen.table.header) or chosen.mapping.kind == named:
        return _read_own_table(opened, chosen, context)
    missing = listed(reader.missing(chosen.table.header))
    raise UnreadableFileError(opened.name, f"columns missing for {named}: {missing}.")


def _read_source(source: SourceReader, opened: OpenedFile, context: ReadingContext) -> Import:
    """Read a known program's file with the mapping given or saved for it."""
    name = fingerprint(source.format)
    saved = context.saved_mappings.get(name, NO_MAPPING)
    mapping = context.mapping.with_defaults(saved)
    read = source.read(opened, replace(context, mapping=mapping))
    # The next such file may be of an exam of another length; a table of one header keeps its answer.
    mapping = replace(mapping, n_items=None)
    return _with_mapping(read, opened, name, mapping, was_saved=not saved.is_empty)


def _read_own_table(opened: OpenedFile, chosen: ChosenTable, context: ReadingContext) -> Import:
    """Read a candidate's own table with the mapping given or saved for it.

    Raises:
        OpenQuestionError: If there is none, and its columns are not canonical.
    """
    table, mapping = chosen.table, chosen.mapping
    reader = next((reader for reader in READERS if reader.recognizes(table.header)), None)
    if reader is not None and mapping.kind is None:
        table = table.needing(table.header)
        read = reader.read(table, context, _decoding_notices(opened))
        return replace(read, left_out={**read.left_out, **table.left_out})
    mapping = mapping.with_defaults(percent_mapping(table.header))
    if mapping.kind is None:
        if not is_filled(table):
            raise UnreadableFileError(table.name, _unrecognized(table.header))
        raise OpenQuestionError(table.name, Question.COLUMNS, _unrecognized(table.header))
    table = table.needing(mapping.columns)
    read = read_mapped(table, replace(context, mapping=mapping))
    read = replace(read, left_out={**read.left_out, **table.left_out})
    return _with_mapping(read, opened, chosen.fingerprint, mapping, was_saved=chosen.was_saved)


def _with_mapping(read: Import, opened: OpenedFile, name: str, mapping: FileMapping, *, was_saved: bool) -> Import:
    saved_notice = (_SAVED,) if was_saved else ()
    notices = (*_decoding_notices(opened), *saved_notice, *read.notices)
    mapping = replace(mapping, taken_on=None)
    return replace(read, notices=notices, fingerprint=None if mapping.is_empty else name, mapping=mapping)


def _decoding_notices(opened: OpenedFile) -> tuple[str, ...]:
    return () if opened.decoded is None else opened.decoded.notices


def _has_known_header(text: str, name: str) -> bool:
    """Whether a text that begins like TOML is a canonical table."""
    try:
        header = TextTable(text, name).header
    except UnreadableFileError:
        return False
    return any(reader.recognizes(header) for reader in READERS)


def _unrecognized(header: tuple[str, ...]) -> str:
    """Return why a header is not canonical, by the nearest canonical table."""
    nearest = max(READERS, key=lambda reader: _share_found(reader, header))
    if _share_found(nearest, header) == 0:
        return f"unrecognized columns. {_MAP_COLUMNS}"
    return f"columns missing for {nearest.format}: {listed(nearest.missing(header))}. Add them. {_MAP_COLUMNS}"


def _share_found(reader: CanonicalReader, header: tuple[str, ...]) -> float:
    return 1 - len(reader.missing(header)) / len(reader.marks)
