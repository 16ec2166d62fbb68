"""Choose the table of a file, and whether it has a header, by the mapping given or saved, or ask."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial

from analytics.errors import OpenQuestionError, Question, UnreadableFileError
from analytics.ingest.file_mapping import ALL_TABLES, NO_MAPPING, FileMapping
from analytics.ingest.layouts.long_table import LONG, LongTable, as_long_table
from analytics.ingest.layouts.own_table import FoundTable, OwnTable, with_combined
from analytics.ingest.layouts.tables_in_file import own_tables
from analytics.ingest.mapping.map_file import fingerprint
from analytics.ingest.reading import ReadingContext, listed
from analytics.ingest.tables.opened import OpenedFile

CandidateTable = OwnTable | LongTable

NO_RECORDS = (
    "it has no rows that look like study or results. Import a table whose rows have a score, or a length and a date "
    "or week such as 7-13 Sep. The Data page has templates, and accepts results as pasted text."
)
MAX_ROWS = 200_000
"""Fewer than for canonical tables, which take much less work; each topic of a wide table counts as a row."""

OWN_TABLE = "table"
"""The kind of file under which mappings of own tables are saved."""


@dataclass(frozen=True, slots=True)
class ChosenTable:
    """A table, and its mapping as given and saved; `unread` names the tables that were not chosen."""

    table: CandidateTable
    mapping: FileMapping
    fingerprint: str
    was_saved: bool
    unread: tuple[str, ...] = ()


def chosen_table(opened: OpenedFile, context: ReadingContext) -> ChosenTable:
    """Return the table to read from a file, or ask which one it is or whether its first row is data.

    A file without study or results is refused, unless a kind is given.
    """
    tables = own_tables(opened)
    if context.mapping.kind is None and not any(map(_may_hold_records, tables)):
        raise UnreadableFileError(opened.name, NO_RECORDS)
    found = with_combined(tables)
    one = _one_of(found, opened, context)
    table = _table_of(one, opened, context)
    n_rows = one.n_rows * (table.n_topics if isinstance(table, LongTable) else 1)
    if n_rows > MAX_ROWS:
        reason = f"a table of your own can have at most {MAX_ROWS:,} rows. Split it into several files."
        raise UnreadableFileError(opened.name, reason)
    given, saved = context.mapping, _saved(table, context)
    if saved.columns and not _has_given_columns(table, context):  # the given ones are of another file in this import
        given = replace(given, kind=None, columns={})
    mapping = given.with_defaults(saved)
    if not table.has_header:
        mapping = replace(mapping, has_header=False)
    unread = tuple(other.title for other in tables if other not in (one.parts or [one]))
    if len(found) > 1:
        mapping = replace(mapping, sheet=one.title)
    return ChosenTable(table, mapping, fingerprint(OWN_TABLE, table.shape), not saved.is_empty, unread)


def _may_hold_records(one: FoundTable) -> bool:
    """Whether a table looks like study or results, or has a column for each quiz of a course."""
    if one.may_hold_records:
        return True
    with suppress(UnreadableFileError):  # of its header
        return isinstance(as_long_table(one.table(has_header=True), (), {}, None), LongTable)
    return False


def likely_table(opened: OpenedFile, mapping: FileMapping) -> CandidateTable:
    """Return the table that the answers so far point to: the named or first one, without a header if in doubt.

    Raises:
        UnreadableFileError: If the file has none.
    """
    found = with_combined(own_tables(opened))
    one = next((one for one in found if one.title == mapping.sheet), found[0])
    has_header = one.has_header if mapping.has_header is None else mapping.has_header
    try:
        return _long_or_plain(one, opened, mapping, {}, has_header=bool(has_header))
    except OpenQuestionError:  # for the day of its first week; until then, it is shown as it is
        return one.table(has_header=bool(has_header))


def _long_or_plain(
    one: FoundTable, opened: OpenedFile, mapping: FileMapping, saved: Mapping[str, FileMapping], *, has_header: bool
) -> CandidateTable:
    """Return a found table, with one row per topic if it is wide or was read so before."""
    table = one.table(has_header=has_header)
    before = saved.get(fingerprint(OWN_TABLE, (*table.shape, LONG)), NO_MAPPING)
    return as_long_table(table, mapping.columns or before.columns, opened.corrections, mapping.taken_on)


def _one_of(found: Sequence[FoundTable], opened: OpenedFile, context: ReadingContext) -> FoundTable:
    """Return the named table, or the only one with the given columns, or without any the one chosen before, or ask."""
    if len(found) == 1:
        return found[0]
    likely = [one for one in found if one.title == context.mapping.sheet]
    for one in () if likely else found:
        tables = _readings(one, opened, context)
        was_chosen = not context.mapping.columns and any(_saved(each, context).sheet == one.title for each in tables)
        if was_chosen or any(_has_given_columns(each, context) for each in tables):
            likely.append(one)
    if len(likely) == 1:
        return likely[0]
    titles = listed([repr(one.title) for one in found if one.title != ALL_TABLES])
    or_all = f", or sheet = {ALL_TABLES!r} for all with the same columns" if found[-1].title == ALL_TABLES else ""
    remedy = f"Choose one in a map file (--map), such as sheet = {found[0].title!r}{or_all}."
    n_rows = {one.title: one.n_rows for one in found}
    raise OpenQuestionError(opened.name, Question.SHEET, f"it has several tables: {titles}. {remedy}", n_rows)


def _table_of(one: FoundTable, opened: OpenedFile, context: ReadingContext) -> CandidateTable:
    """Return the table with or without a header, by the answer, its first row or the saved mapping, or ask."""
    tables = _readings(one, opened, context)
    for table in tables:
        if len(tables) == 1 or _has_given_columns(table, context) or not _saved(table, context).is_empty:
            return table
    what = f"its first row looks like data, not like column names: {one.first_row}."
    remedy = "If it is data, set has_header = false in a map file (--map), otherwise true."
    raise OpenQuestionError(opened.name, Question.HEADER, f"{what} {remedy}", {one.first_row: 1})


def _readings(one: FoundTable, opened: OpenedFile, context: ReadingContext) -> list[CandidateTable]:
    """Return the table as it can be read: with a header, without one, or both."""
    has_header = one.has_header if context.mapping.has_header is None else context.mapping.has_header
    read = partial(_long_or_plain, one, opened, context.mapping, context.saved_mappings)
    if has_header is not None:
        return [read(has_header=has_header)]
    without = read(has_header=False)
    try:
        return [read(has_header=True), without]
    except UnreadableFileError:  # the first row has equal cells, so it cannot be a header
        return [without, without]


def _has_given_columns(table: CandidateTable, context: ReadingContext) -> bool:
    return bool(context.mapping.columns) and set(context.mapping.columns) <= set(table.header)


def _saved(table: CandidateTable, context: ReadingContext) -> FileMapping:
    return context.saved_mappings.get(fingerprint(OWN_TABLE, table.shape), NO_MAPPING)
