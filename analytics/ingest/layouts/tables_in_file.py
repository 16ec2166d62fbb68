"""Find a candidate's own tables in a file: sheets, JSON, Markdown, text, or lists of notes.

Each line of a list of notes has a day and a length.
"""

import csv
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import partial
from itertools import chain, islice

from analytics.errors import UnreadableFileError, counted
from analytics.ingest.guesses.column_values import ANY_DAY, is_day, minutes_of
from analytics.ingest.guesses.span_guesses import LATEST_LENGTH_H
from analytics.ingest.layouts.own_table import FoundTable
from analytics.ingest.layouts.table_places import SAMPLE_ROWS, PlacedRow, TablePlace, side_by_side, table_places
from analytics.ingest.mapping.spans import split_range
from analytics.ingest.reading import listed, shortened
from analytics.ingest.tables import decoding, markdown, workbook
from analytics.ingest.tables.grid import Grid, GridTable
from analytics.ingest.tables.json_document import MAX_VALUES, has_too_many_values, load_json, record_lists
from analytics.ingest.tables.opened import FileTable, OpenedFile
from analytics.ingest.tables.text_table import (
    KEEP_NEEDED,
    MAX_CELL_CHARS,
    MAX_COLUMNS,
    Layout,
    TextTable,
    likely_layout,
    text_lines,
)
from analytics.ingest.values import fields

_PART = " > "
_LIKE_JSON = re.compile(r"[\s\ufeff]*(?:\{|\[\s*[\[{\"0-9\]])")
_OTHER_JSON = "unrecognized JSON. Export a table (CSV) or another format that Cutscore reads."
_BROKEN_JSON = "damaged, incomplete or too deeply nested JSON. Export the file again."
_LONG_JSON = f"it has more than {MAX_VALUES:,} values. Export a shorter period, or split the file."


def own_tables(opened: OpenedFile) -> list[FoundTable]:
    """Return the tables in a file, at least one.

    Raises:
        UnreadableFileError: If there is none, or one is too wide.
    """
    return opened.once(_own_tables)


def _own_tables(opened: OpenedFile) -> list[FoundTable]:
    tables = _tables_in(opened)
    if any(len(row.cells) > MAX_COLUMNS for table in tables for row in table.place.head):
        raise UnreadableFileError(opened.name, f"it has more than {MAX_COLUMNS} columns. {KEEP_NEEDED}")
    return [replace(table, corrections=opened.corrections) for table in tables]


def _tables_in(opened: OpenedFile) -> list[FoundTable]:
    if workbook.is_workbook(opened.data):
        sheets = opened.sheets if opened.chosen_sheet is None else (opened.chosen_sheet,)
        sheets = sheets or tuple(workbook.filled_sheets(opened.data, opened.name))  # which says why there are none
        return list(chain.from_iterable(_in_grid(sheet, opened.name) for sheet in sheets))
    text = opened.text or decoding.decode(opened.data, opened.name).text
    grids = record_lists(opened)
    if not grids and _LIKE_JSON.match(text):
        reason = _BROKEN_JSON if load_json(opened) is None else _OTHER_JSON
        raise UnreadableFileError(opened.name, _LONG_JSON if has_too_many_values(opened.text) else reason)
    grids = grids or markdown.markdown_tables(text, opened.name)
    notes = None if grids else _notes_table(text, opened.name)
    grids = [notes] if notes is not None else grids
    if grids:
        return _with_distinct_titles([_of_grid(grid, opened.name) for grid in grids])
    return _in_text(text, opened.name)


def is_in_sheet(title: str, sheet: Grid) -> bool:
    """Whether the table with this title is a sheet, or one of several in it."""
    return title == sheet.title or title.startswith(f"{sheet.title}{_PART}")


def _rows_of(sheet: Grid) -> Iterator[PlacedRow]:
    before = 0
    for at, (number, cells) in enumerate(sheet.rows):
        yield PlacedRow(at, cells, is_after_blank=number > before + 1)
        before = number


def _of_grid(grid: Grid, file: str) -> FoundTable:
    """Return the table of a grid, whose first row is surely its header, unless that is blank."""
    has_header = any(map(fields.stripped, grid.rows[0][1]))
    start = 0 if has_header else 1
    head = [PlacedRow(at, cells) for at, (_, cells) in enumerate(grid.rows[:SAMPLE_ROWS])][start:]
    place = TablePlace(start, len(grid.rows), head, n_rows=len(grid.rows) - start)
    return FoundTable(grid.title, has_header, place, partial(GridTable, grid, file))


def _in_text(text: str, file: str) -> list[FoundTable]:
    lines = text_lines(text, file)
    layout = likely_layout(lines)
    if len(side_by_side(list(islice(_rows_in(lines, layout), SAMPLE_ROWS)))) > 1:
        return _in_grid(Grid("", [(row.at + 1, list(row.cells)) for row in _rows_in(lines, layout)]), file)
    open_at = partial(TextTable, text, file)
    places = [(open_at, place) for place in table_places(_rows_in(lines, layout), len(lines))]
    if not places and any(len(line) > MAX_CELL_CHARS for line in lines):
        raise UnreadableFileError(file, "its first line is too long for a table.")
    if not places:
        raise UnreadableFileError(file, "the file has no filled cells.")
    return _named(places, "", layout.delimiter)


def _in_grid(grid: Grid, file: str) -> list[FoundTable]:
    """Return the tables in a sheet, one below another or side by side."""
    places = []
    for columns in side_by_side(list(islice(_rows_of(grid), SAMPLE_ROWS))):
        rows = ((number, cells[columns.start : columns.stop]) for number, cells in grid.rows)
        side = replace(grid, rows=[(number, cells) for number, cells in rows if any(map(fields.stripped, cells))])
        open_at = partial(GridTable, side, file)
        places += [(open_at, place) for place in table_places(_rows_of(side), len(side.rows))]
    return _named(places, grid.title)


def _named(
    places: Sequence[tuple[Callable[[Layout], FileTable], TablePlace]], of: str, delimiter: str | None = None
) -> list[FoundTable]:
    """Return the tables of a sheet or text, named by the line above each, else by number."""
    found = []
    for n, (open_at, place) in enumerate(places, start=1):
        name = shortened(place.title[-1]) if place.title else f"table {n}"
        title = of if len(places) == 1 else f"{of}{_PART}{name}" if of else name
        found.append(FoundTable(title, None if place.is_headerless else True, place, open_at, delimiter))
    return _with_distinct_titles(found)


def _rows_in(lines: Sequence[str], layout: Layout) -> Iterator[PlacedRow]:
    """Yield the rows of a text up to the first that cannot be split, after which no table begins.

    One that is too wide is cut, since each cell of the first rows is judged.
    """
    reader = csv.reader(islice(lines, layout.start, None), delimiter=layout.delimiter)
    at, is_after_blank = layout.start, False
    with suppress(csv.Error):
        for cells in reader:
            is_blank = not any(map(fields.stripped, cells))
            if not is_blank:
                yield PlacedRow(at, cells[: MAX_COLUMNS + 1], is_after_blank)
            at, is_after_blank = layout.start + reader.line_num, is_blank


def _with_distinct_titles(found: list[FoundTable]) -> list[FoundTable]:
    """Number equal titles, and add a notice on the other tables to each."""
    if len(found) == 1:
        return found
    n_alike = Counter(one.title for one in found)
    titles = [f"{one.title} ({n})" if n_alike[one.title] > 1 else one.title for n, one in enumerate(found, start=1)]
    distinct = []
    for one, title in zip(found, titles, strict=True):
        others = listed([repr(other) for other in titles if other != title])
        notice = f"Read from the table {title!r}. Other tables were ignored: {others}."
        distinct.append(replace(one, title=title, notices=(notice,)))
    return distinct


MIN_NOTES = 2
MAX_DAY_WORDS, MAX_LENGTH_WORDS = 6, 5
MAX_LINES, MAX_NOTE_CHARS, MAX_NOTE_WORDS = 1_000, 300, 25
"""Longer texts are not lists of notes; these limits also bound the groups of words that are tried as a length."""

_NOTE = re.compile(r"\s*(?P<bullet>[-*+•·–]\s+)?(?:\[(?P<box>[ xX])\]\s+)?(?P<text>\S.*)")
_HEADING = re.compile(r"[#>*_\s]*(?P<text>[^#*_]*)[#*_:\s]*")
_COMMA = re.compile(r"(?:(?<=[^\W\d])|(?<=[0-9]{4})),(?=\w)")
"""A comma without a space, between words or after a year; between other digits it may be decimal."""

_EDGES = "()[],;:–—-*_~|"
_DELIMITERS = ",;\t|"


_Note = dict[str, str]
"""The cells of a line of notes by column; what it does not say is empty."""


def _notes_table(text: str, file: str) -> Grid | None:
    """Return a list of notes as a table, None for other texts.

    A note begins with a bullet or its day; a heading above may have the day instead.
    """
    lines = text_lines(text, file)
    if len(lines) > MAX_LINES or max(map(len, lines)) > MAX_NOTE_CHARS:
        return None
    found = [(number, one) for number, line in enumerate(lines, start=1) if (one := _NOTE.fullmatch(line.rstrip()))]
    n_bullets = sum(one["bullet"] is not None for _, one in found)
    if 2 * n_bullets < len(found) and _is_delimited([lines[number - 1] for number, _ in found]):
        return None
    notes, others, day = list[tuple[int, _Note]](), list[tuple[int, str]](), ""
    for number, one in found:
        heading = None if one["bullet"] else _HEADING.fullmatch(one[0].strip())
        note = _note(one["text"], day, one["box"])
        if heading is not None and is_day(heading["text"].strip(" :"), ANY_DAY):
            day = heading["text"].strip(" :")
        elif one["bullet"] or _is_session(note):
            notes.append((number, note))
        elif not one[0].startswith("#"):
            others.append((number, one["text"]))
    n_sessions = sum(_is_session(note) for _, note in notes)
    if n_sessions < MIN_NOTES or 2 * n_sessions < len(notes) or len(notes) < len(others):
        return None
    titles = [title for title in notes[0][1] if any(note[title] for _, note in notes)]
    rows = [(1, titles), *((number, [note[title] for title in titles]) for number, note in notes)]
    notices = tuple(
        f"Left out: {counted(len(others), 'line')} without a day and a length, first {shortened(text)!r} (line {line})."
        for line, text in others[:1]
    )
    return Grid("notes", rows, notices)


def _is_session(note: _Note) -> bool:
    """Whether a note says when and how long."""
    return bool(note["Date"] and (note["Time"] or note["Start"]))


def _note(text: str, day: str, box: str | None) -> _Note:
    """Split a line into its day, which comes first, its length or times, and its topic."""
    words = _COMMA.sub(", ", text).split()
    days = (n for n in range(min(MAX_DAY_WORDS, len(words)), 0, -1) if is_day(_joined(words[:n]), ANY_DAY))
    n = next((n for n in days if minutes_of(_joined(words[n - 1 : n + 1])) is None), 0)  # in 45 min, 45 is not a year
    day, rest = _joined(words[:n]) or day, words[n:]
    is_short, nothing = len(rest) <= MAX_NOTE_WORDS, slice(0, 0)
    sizes = range(min(MAX_LENGTH_WORDS, len(rest)), 0, -1) if is_short else ()
    spans = [slice(at, at + size) for size in sizes for at in range(len(rest) - size, -1, -1)]
    length = next((span for span in spans if minutes_of(_joined(rest[span])) is not None), nothing)
    times = next((span for span in spans if split_range(_joined(rest[span])) is not None), nothing)
    is_open = is_short and length == times == nothing
    if n > 1 and is_open and 0 < (minutes_of(words[n - 1]) or 0) < LATEST_LENGTH_H * 60:
        day, rest, length = _joined(words[: n - 1]), words[n - 1 :], slice(1)  # 1:30 is rarely a time of day
    taken = {place for span in (length, times) for place in range(len(rest))[span]}
    topic = _joined([word for place, word in enumerate(rest) if place not in taken])
    done = f"[{box.casefold()}]" if box else ""
    return {"Date": day, "Start": _joined(rest[times]), "Topic": topic, "Time": _joined(rest[length]), "Done": done}


def _joined(words: Sequence[str]) -> str:
    return " ".join(words).strip(f"{_EDGES} ")


def _is_delimited(lines: Sequence[str]) -> bool:
    """Whether a delimiter splits all lines into equally many cells, one of them a day, as in a table.

    Without a header the day must have a year, as it must to show that a table's first row is data.
    """
    tables = [[next(csv.reader([line], delimiter=mark)) for line in lines] for mark in _DELIMITERS]
    tables = [rows for rows in tables if len(rows[0]) > 1 and len({len(row) for row in rows}) == 1]
    first, last = ([cell.strip() for rows in tables for cell in rows[:2][at]] for at in (0, -1))
    has_header = not any(is_day(cell, ANY_DAY) for cell in first)
    return any(is_day(cell, ANY_DAY if has_header else None) for cell in last)
