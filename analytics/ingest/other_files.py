"""Read files of other programs, candidates' own tables, and files of a format named with `--as`."""

from collections.abc import Sequence
from dataclasses import replace

from analytics.errors import OpenQuestionError, Question, UnreadableFileError
from analytics.ingest.canonical import document_kind, study_plan
from analytics.ingest.canonical.reader import READERS
from analytics.ingest.file_mapping import NO_MAPPING, FileMapping
from analytics.ingest.layouts.tables_in_file import own_tables
from analytics.ingest.mapping.file_reading import SourceReader
from analytics.ingest.mapping.map_file import fingerprint
from analytics.ingest.mapping.targets import PERCENT, SCORE, mappable_columns
from analytics.ingest.own_tables.chosen_table import ChosenTable, chosen_table
from analytics.ingest.own_tables.mapped_table import MappedReading
from analytics.ingest.reading import Import, ReadingContext, listed
from analytics.ingest.sources import SOURCES
from analytics.ingest.tables import archive
from analytics.ingest.tables.opened import OpenedFile
from analytics.ingest.tables.text_table import is_filled
from analytics.records import DomainResult

FORMATS = (*(reader.format for reader in READERS), study_plan.FORMAT, *(source.format for source in SOURCES))
"""The values of `--as`."""

_MAP_COLUMNS = (
    "To import another table, add --kind KIND and --yes, or match its columns on the Data page or in a map file "
    "(--map)."
)
_SAVED = "Read with your saved mapping for this kind of file."


def members(archived: OpenedFile) -> tuple[OpenedFile, ...]:
    """Return the readable files in a ZIP archive, or itself if a program made it; refuse one without any."""
    if _source_of(archived) is not None:
        return (archived,)
    if archive.is_office_document(archived.data):
        raise UnreadableFileError(archived.name, archive.DOCUMENT)
    found = archive.members(archived.data, archived.name)
    kept = [member for member in found if _may_be_read(member)] or list(filter(_holds_table, found))
    if not kept:
        names = listed([member.name for member in found]) or "nothing"
        reason = f"the ZIP archive has no file that Cutscore can read. It contains: {names}."
        raise UnreadableFileError(archived.name, reason)
    left_out = [member.name for member in found if member not in kept]
    if left_out:
        kept[0] = replace(kept[0], notices=(f"Files in the archive that were ignored: {listed(left_out)}.",))
    return tuple(kept)


def read_other(opened: OpenedFile, context: ReadingContext) -> Import:
    """Read a file like `read_opened`: with the reader of `--as`, with that of its program, or by its mapping."""
    if context.as_format:
        return _read_as(opened, context)
    source = _source_of(opened)
    if source is not None:
        return _read_source(source, opened, context)
    return _read_own_table(chosen_table(opened, context), context)


def _may_be_read(member: OpenedFile) -> bool:
    """Whether an archive member is recognized, or is a table that can be mapped."""
    text = member.text
    is_own = document_kind.is_exam_file(text) or document_kind.is_study_plan(text) or document_kind.is_settings(text)
    return is_own or _source_of(member) is not None or (member.table is not None and is_filled(member.table))


def _holds_table(member: OpenedFile) -> bool:
    try:
        return any(is_filled(found.table(has_header=found.has_header is not False)) for found in own_tables(member))
    except UnreadableFileError:
        return False


def _source_of(opened: OpenedFile) -> SourceReader | None:
    return next((source for source in SOURCES if source.recognizes(opened)), None)


def _read_as(opened: OpenedFile, context: ReadingContext) -> Import:
    """Read a file with the reader named with `--as`, or refuse it."""
    named = context.as_format
    if named == study_plan.FORMAT:
        return study_plan.read_study_plan(opened.text, opened.name, context)
    source = next((source for source in SOURCES if source.format == named), None)
    if source is not None:
        if source.reads_any or source.recognizes(opened):
            return _read_source(source, opened, context)
        raise UnreadableFileError(opened.name, f"this is not a {named} file. Omit --as to detect the format.")
    reader = next((reader for reader in READERS if reader.format == named), None)
    if reader is None:
        raise UnreadableFileError(opened.name, f"unknown format {named!r} (--as). Known formats: {', '.join(FORMATS)}.")
    table = opened.table
    if table is not None and reader.recognizes(table):
        return reader.read(table, context)
    chosen = chosen_table(opened, context)
    header = chosen.table.header
    if reader.recognizes(chosen.table) or named in {chosen.mapping.kind, _percent_mapping(header).kind}:
        return _read_own_table(chosen, context)
    missing = listed(reader.missing(header))
    raise UnreadableFileError(opened.name, f"columns missing for {named}: {missing}.")


def _read_source(source: SourceReader, opened: OpenedFile, context: ReadingContext) -> Import:
    """Read a file with the reader of its program and the mapping given or saved for it."""
    name = fingerprint(source.format)
    saved = context.saved_mappings.get(name, NO_MAPPING)
    mapping = context.mapping.with_defaults(saved)
    read = source.read(opened, replace(context, mapping=mapping))
    mapping = replace(mapping, n_items=None)  # the next file of this program may be of a longer or shorter exam
    return _with_mapping(read, name, mapping, was_saved=not saved.is_empty)


def _read_own_table(chosen: ChosenTable, context: ReadingContext) -> Import:
    """Read a candidate's own table: by its canonical columns, else by its mapping, or ask for that."""
    table, mapping = chosen.table, chosen.mapping
    reader = next((reader for reader in READERS if reader.recognizes(table)), None)
    if reader is not None and mapping.kind is None:
        table = table.requiring_values(table.header)
        read = reader.read(table, context)
        return replace(read, left_out={**read.left_out, **table.left_out}, unread=chosen.unread)
    mapping = mapping.with_defaults(_percent_mapping(table.header))
    if mapping.kind is None:
        if not is_filled(table):
            raise UnreadableFileError(table.name, _unrecognized(table.header))
        raise OpenQuestionError(table.name, Question.COLUMNS, _unrecognized(table.header))
    table = table.requiring_values(mapping.columns)
    read = MappedReading(table, replace(context, mapping=mapping)).result()
    read = replace(read, left_out={**read.left_out, **table.left_out}, unread=chosen.unread)
    return _with_mapping(read, chosen.fingerprint, mapping, was_saved=chosen.was_saved)


def _with_mapping(read: Import, name: str, mapping: FileMapping, *, was_saved: bool) -> Import:
    notices = (_SAVED, *read.notices) if was_saved else read.notices
    mapping = replace(mapping, taken_on=None)
    return replace(read, notices=notices, fingerprint=None if mapping.is_empty else name, mapping=mapping)


def _unrecognized(header: tuple[str, ...]) -> str:
    """Return which columns a header lacks to be the most similar canonical table."""
    nearest = min(READERS, key=lambda reader: len(reader.missing(header)) / len(reader.identifying))
    missing = nearest.missing(header)
    if missing == nearest.identifying:
        return f"unrecognized columns. {_MAP_COLUMNS}"
    return f"columns missing for {nearest.format}: {listed(missing)}. Add them. {_MAP_COLUMNS}"


def _percent_mapping(header: Sequence[str]) -> FileMapping:
    """Return the mapping of canonical practice exams with a score in percent, empty for other headers."""
    if not {"practice_exam_id", "taken_at", SCORE} <= set(header):
        return NO_MAPPING
    known = mappable_columns(DomainResult.TABLE)
    columns = {name: name for name in header if name in known}
    return FileMapping(kind=DomainResult.TABLE, columns=columns, score_unit=PERCENT)
