"""Split a text into rows of cells, even where a quote is not closed."""

import csv
import re
from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import islice
from typing import NamedTuple, Protocol, overload

from analytics.errors import DataProblem, UnreadableFileError
from analytics.ingest.reading import listed, shortened
from analytics.ingest.tables.decoding import SPLIT_FILE

MAX_ROWS = 300_000
"""A course's log of answers may have so many; a million would take 1.6 GB of memory."""

MAX_LINE_CHARS = 1_000_000
"""Room for long cells in all columns; each comma of a line takes eight bytes."""

MAX_COLUMNS = 256
KEEP_NEEDED = "Keep those that you need, and import it again."
MAX_CELL_CHARS = 10_000
MAX_RECORD_LINES = 200
"""A row with more lines than this has an unclosed quote."""
MAX_LINES_READ = 2_000_000
"""Lines are read again if a row turns out not to extend to them. After so many lines, rows no longer extend to others,
so that a file full of quotes takes a bounded time."""

BLANKS = "\ufeff\u00a0 \t\r\n"
_FILLED = re.compile(f"[^{BLANKS}]")  # `strip` would copy the text
_LINE = re.compile(r"[^\r\n]*+(?:\r\n|\r|\n)|[^\r\n]++")
_INVISIBLE = re.compile("[\u200b-\u200f\u2060\ufeff]")
_DELIMITER_LINE = re.compile(r'"?sep=(.)"?\s*', re.IGNORECASE)
"""The line `sep=;` that spreadsheets write above the header."""
_QUOTED = re.compile(r'"[^"]*"')
_DELIMITERS = {",": "a comma", ";": "a semicolon", "\t": "a TAB"}
_DELIMITERS_BY_TRUST = ("\t", ";", ",")
"""Commas come last, since numbers and sentences have them too."""
_SAMPLE_LINES = 30
_LONG_CELL = f"a cell is longer than {MAX_CELL_CHARS:,} characters"
_OPEN_QUOTE = "a quote in this line is not closed, or text follows it; double the quotes inside a quoted cell"

RowTest = Callable[[list[str]], bool]


@dataclass(frozen=True, slots=True)
class Layout:
    """The lines or rows of a file that are a table, from `start` to before `end`.

    The first one is the header, or a row if `names` are given.
    """

    start: int
    end: int
    names: list[str] | None = None
    delimiter: str = ","


class Cells(NamedTuple):
    """A row of a file: its line, and as many cells as the header has."""

    line: str
    cells: list[str]


class Table(Protocol):
    """A header and rows, from any kind of file."""

    name: str
    header: tuple[str, ...]
    titles: tuple[str, ...]
    has_decimal_comma: bool

    @property
    def notices(self) -> tuple[str, ...]:
        """Sentences on how the table was read."""

    def rows(self, is_row: RowTest, /) -> Iterator[Cells | DataProblem]:
        """Yield the rows that are not blank, or a problem for one that cannot be split.

        `is_row` returns whether cells can be a row of this table; it tells an unclosed quote from a text of several
        lines.
        """


def row_fault(cells: Sequence[str], width: int) -> str:
    """Return what is wrong with the cells of a row below a header of this width, empty for nothing."""
    if len(cells) != width:
        return f"the row has {len(cells)} cells, and the header has {width}"
    return _LONG_CELL if max(map(len, cells), default=0) > MAX_CELL_CHARS else ""


def split_rows(table: Table) -> Iterator[Cells]:
    """Yield the rows that can be split into cells."""
    return (item for item in table.rows(lambda _cells: False) if isinstance(item, Cells))


def is_filled(table: Table) -> bool:
    """Whether a table has two named columns and a first row that fits them."""
    first = next(iter(table.rows(lambda _cells: False)), None)
    return sum(map(bool, table.header)) > 1 and isinstance(first, Cells)


def normalized_name(name: str) -> str:
    """Return a column name in lower case, with underscores for blanks and hyphens."""
    return re.sub(r"[\s\-]+", "_", _INVISIBLE.sub("", name).strip(BLANKS)).casefold()


def written_titles(names: list[str]) -> tuple[str, ...]:
    """Return column names as written in the file, each on one line."""
    return tuple(" ".join(_INVISIBLE.sub("", name).split()) for name in names)


def normalized_header(names: list[str], file: str) -> tuple[str, ...]:
    """Return normalized column names, and refuse equal ones; several may be empty, as spreadsheets leave them."""
    if len(names) > MAX_COLUMNS:
        raise UnreadableFileError(file, f"the header has more than {MAX_COLUMNS} columns. {KEEP_NEEDED}")
    header = tuple(map(normalized_name, names))
    twice = sorted({name for name in header if name and header.count(name) > 1})
    if twice:
        what = f"the header has duplicate columns: {listed(twice)}."
        raise UnreadableFileError(file, f"{what} Rename or remove one of each.")
    return header


class TextLines(Sequence[str]):
    """The physical lines of a text, cut out when needed: kept as separate texts they would take twice the memory."""

    def __init__(self, text: str, ends: Iterable[int]) -> None:
        self._text = text
        self._ends = array("L", (0, *ends))

    def __len__(self) -> int:
        return len(self._ends) - 1

    @overload
    def __getitem__(self, at: int) -> str: ...

    @overload
    def __getitem__(self, at: slice) -> list[str]: ...

    def __getitem__(self, at: int | slice) -> str | list[str]:
        if isinstance(at, slice):
            return [self[place] for place in range(*at.indices(len(self)))]
        return self._text[self._ends[at] : self._ends[at + 1]]


def text_lines(text: str, file: str) -> TextLines:
    """Return the physical lines of a text, and refuse an empty text or one with too many lines."""
    lines = TextLines(text, islice(_line_ends(text, file), MAX_ROWS + 2))
    if len(lines) > MAX_ROWS + 1:
        raise UnreadableFileError(file, f"the file has more than {MAX_ROWS:,} rows. {SPLIT_FILE}")
    if not _FILLED.search(text):
        raise UnreadableFileError(file, "the file is empty.")
    return lines


def bounded_lines(text: str, file: str) -> Iterator[str]:
    """Yield the physical lines of a text, and refuse one that is too long to split into cells.

    `io.StringIO` would do the same, but copies the text with four bytes per character.
    """
    start = 0
    for end in _line_ends(text, file):
        yield text[start:end]
        start = end


def _line_ends(text: str, file: str) -> Iterator[int]:
    for number, found in enumerate(_LINE.finditer(text), start=1):
        if found.end() - found.start() > MAX_LINE_CHARS:
            what = f"line {number} is longer than {MAX_LINE_CHARS:,} characters."
            raise UnreadableFileError(file, f"{what} Save one row on each line.")
        yield found.end()


def first_layout(lines: Sequence[str]) -> Layout:
    """Return the layout of a table whose first filled line is its header, or `sep=;` above its header."""
    filled = (at for at, line in enumerate(lines) if line.strip(BLANKS))
    at = next(filled)
    separator = _DELIMITER_LINE.fullmatch(lines[at].lstrip(BLANKS))
    if separator is not None:
        at = next(filled, at)
    named = separator[1] if separator and separator[1] in _DELIMITERS else None
    most_frequent = max(_DELIMITERS, key=_QUOTED.sub("", lines[at]).count)  # a comma if there is none
    return Layout(at, len(lines), delimiter=named or most_frequent)


def likely_layout(lines: Sequence[str]) -> Layout:
    """Return the layout of a table that may begin with a title, or have no header.

    Its delimiter is the one of the first line if there is no other and the next line has it too; otherwise the one
    that splits the most lines into equally many cells.
    """
    layout = first_layout(lines)
    filled = (line for line in islice(lines, layout.start, None) if line.strip(BLANKS))
    first, *others = islice(filled, _SAMPLE_LINES)
    bare = _QUOTED.sub("", first)
    is_only_one = not any(mark in bare for mark in _DELIMITERS if mark != layout.delimiter)
    if not others or (is_only_one and layout.delimiter in others[0]):
        return layout
    return replace(layout, delimiter=max(_DELIMITERS_BY_TRUST, key=lambda mark: _n_alike([first, *others], mark)))


def _n_alike(lines: Sequence[str], mark: str) -> int:
    """Return the largest number of lines that a delimiter splits into equally many cells, two or more."""
    widths = Counter[int]()
    for line in lines:
        with suppress(csv.Error):  # a cell beyond the limit of the csv module
            widths[len(next(csv.reader([line], delimiter=mark)))] += 1
    return max((n for width, n in widths.items() if width > 1), default=0)


class TextTable:
    """A table in a text, with cells separated by commas, semicolons or TABs."""

    def __init__(self, text: str, file: str, layout: Layout | None = None) -> None:
        self.name = file
        self._lines = text_lines(text, file)
        layout = layout or first_layout(self._lines)
        self.delimiter = layout.delimiter
        self._end = layout.end
        self._first = layout.start + (layout.names is None)
        names, at = layout.names, layout.start
        if names is None:
            names, _, fault = self._split(at, at + 1)
            if fault:
                reason = f"a quote in the header (line {at + 1}) is not closed. Fix it and import the file again."
                raise UnreadableFileError(file, reason)
        self.header = normalized_header(names, file)
        self.titles = written_titles(names)
        self.has_decimal_comma = self.delimiter != ","
        separated = f"Cells were read as separated by {_DELIMITERS[self.delimiter]}."
        self.notices = (separated,) if self.has_decimal_comma else ()

    def rows(self, is_row: RowTest, /) -> Iterator[Cells | DataProblem]:
        """Yield the rows; after one that cannot be split, go on with the very next line.

        Otherwise an unclosed quote would hide all rows up to the next quote.
        """
        at, n_read = self._first, 0
        while at < self._end:
            line, n_lines, fault = self._lines[at], 1, ""
            if '"' not in line and len(line) <= MAX_CELL_CHARS:  # as the csv module would split it, but faster
                cells = line.rstrip("\r\n").split(self.delimiter)
            else:
                end = min(at + (MAX_RECORD_LINES if n_read < MAX_LINES_READ else 1), self._end)
                cells, n_lines, fault = self._split(at, end)
                n_read += n_lines
                if n_lines > 1 and (fault or self._hides_rows(at, n_lines, cells, is_row)):
                    n_lines, fault = 1, fault or _OPEN_QUOTE
            is_blank = not (fault or "".join(cells).strip(BLANKS))
            fault = "" if is_blank else fault or row_fault(cells, len(self.header))
            if fault:
                yield DataProblem(self.name, str(at + 1), "", shortened(line.rstrip("\r\n")), fault)
            elif not is_blank:
                yield Cells(str(at + 1), cells)
            at += n_lines

    def _split(self, at: int, end: int) -> tuple[list[str], int, str]:
        """Split a row that begins at a line; return its cells, the number of lines read, and what is wrong with it."""
        reader = csv.reader(map(self._lines.__getitem__, range(at, end)), delimiter=self.delimiter, strict=True)
        try:
            return next(reader), reader.line_num, ""
        except csv.Error as error:
            is_long = reader.line_num == 1 and "field limit" in str(error)
            return [], reader.line_num, _LONG_CELL if is_long else _OPEN_QUOTE

    def _hides_rows(self, at: int, n_lines: int, cells: list[str], is_row: RowTest) -> bool:
        """Whether some lines of a quoted text are rows of their own.

        The last line is not tested: if the first column is quoted, it looks like a row with a stray quote.
        """
        inside = self._lines[at + 1 : at + n_lines - 1]
        rows = (next(csv.reader([line], delimiter=self.delimiter)) for line in inside)
        return len(cells) != len(self.header) or any(map(is_row, rows))
