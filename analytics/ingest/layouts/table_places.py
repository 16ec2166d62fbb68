"""Find the tables among the rows of a file, and tell their titles and headers from their rows."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, groupby, takewhile, zip_longest

from analytics.ingest.guesses.column_values import CellKind, column_kinds, kind_of
from analytics.ingest.tables.text_table import normalized_name
from analytics.ingest.values import fields

SAMPLE_ROWS = 60
"""Rows of a block by which its columns are judged."""

MAX_PREAMBLE_ROWS = 5
MAX_BLOCKS = 500
"""After so many blocks, no further table begins."""


@dataclass(frozen=True, slots=True)
class PlacedRow:
    """A row with its position in the file."""

    at: int
    cells: Sequence[str]
    is_after_blank: bool = False

    @property
    def n_filled(self) -> int:
        """Number of cells that are not blank."""
        return sum(bool(fields.stripped(cell)) for cell in self.cells)


@dataclass(slots=True)
class TablePlace:
    """The beginning, end and first rows of a table, or of a block of rows without a blank one."""

    start: int
    end: int
    head: list[PlacedRow]
    title: tuple[str, ...] = ()
    n_rows: int = 0
    above: Sequence[str] = ()
    """The cells of the last title row, which may group columns, such as Planned and Actual."""
    is_joined: bool = False
    """Whether the header was joined from two rows, as merged cells leave it; the title ends with the upper one."""

    @property
    def is_headerless(self) -> bool:
        """Whether the first row reads like the rows below it."""
        return _reads_like_the_others(self.head)


def table_places(rows: Iterable[PlacedRow], end: int) -> list[TablePlace]:
    """Return the tables in a file; after a blank row, a new one begins only with another header or below a preamble."""
    places, title, title_blocks = list[TablePlace](), list[str](), list[TablePlace]()
    for n, block in enumerate(_blocks(rows, end)):
        lead, head = _without_titles(block.head) if n < MAX_BLOCKS else ((), block.head)
        joined = _joined_header(head)
        if joined is not None:
            lead, head = (*lead, _in_one_line(head[0])), [joined, *head[2:]]
        if not head:
            title += lead
            title_blocks.append(block)
            continue
        is_below_preamble = len(places) == 1 and head[0].n_filled > 2 and _is_preamble(places[0])
        begins_table = is_below_preamble and _reads_like_the_others(head)
        if places and _has_own_header(head):
            begins_table = _names(head[0]) != _names(places[-1].head[0])
        if places and not (n < MAX_BLOCKS and begins_table):
            places[-1].n_rows += block.n_rows
        else:
            if is_below_preamble:
                preamble = places.pop()
                title = [*preamble.title, *map(_in_one_line, preamble.head), *title]
            elif places:
                places[-1].end = title_blocks[0].start if title_blocks else block.start
            groups = block.head[len(lead) - 1].cells if lead else ()
            n_rows = block.n_rows - len(lead)
            names, is_joined = (*title, *lead), joined is not None
            places.append(TablePlace(head[0].at, end, head, names, n_rows, above=groups, is_joined=is_joined))
        title, title_blocks = [], []
    return places or title_blocks[:1]


def side_by_side(rows: Sequence[PlacedRow]) -> list[range]:
    """Return the columns of each table beside another, or all columns.

    Tables beside each other are divided by an empty column, and each has days and a column name that another one has.
    """
    width = max((len(row.cells) for row in rows), default=0)
    padded = [[*map(fields.stripped, row.cells), *[""] * (width - len(row.cells))] for row in rows]
    filled = [any(column) for column in zip(*padded, strict=True)]
    groups = [list(group) for is_filled, group in groupby(range(width), filled.__getitem__) if is_filled]
    sides = [range(group[0], group[-1] + 1) for group in groups]
    named = [names for side in sides if (names := _names_beside_days([row[side.start : side.stop] for row in padded]))]
    are_alike = any(set(names) & set(others) for names, others in combinations(named, 2))
    return sides if are_alike else [range(width)]


def _names_beside_days(rows: Sequence[Sequence[str]]) -> set[str]:
    """Return the column names of a table; none if it has no column of days."""
    at = next((at for at, cells in enumerate(rows) if sum(map(bool, cells)) > 1), len(rows))
    names = [normalized_name(cell) for cells in rows[at : at + 1] for cell in cells]
    return set(names) - {""} if CellKind.DAY in column_kinds(rows[at + 1 :], names) else set()


def _blocks(rows: Iterable[PlacedRow], end: int) -> Iterator[TablePlace]:
    block: TablePlace | None = None
    for row in rows:
        if block is None or row.is_after_blank:
            if block is not None:
                yield block
            block = TablePlace(row.at, end, [])
        block.n_rows += 1
        if len(block.head) < SAMPLE_ROWS:
            block.head.append(row)
    if block is not None:
        yield block


def _without_titles(head: Sequence[PlacedRow]) -> tuple[tuple[str, ...], list[PlacedRow]]:
    """Split a block into titles, which are single texts and rows narrower than the header below, and the other rows."""
    titles = takewhile(lambda row: row.n_filled == 1 and kind_of("".join(row.cells)) is CellKind.TEXT, head)
    n_lead = sum(1 for _ in titles)
    below = head[n_lead:]
    if below:
        widths = Counter(row.n_filled for row in below if row.n_filled > 1)
        if not widths:
            return (), list(head)
        width = max(widths, key=lambda width: (widths[width], width))
        widest = next(at for at, row in enumerate(below) if row.n_filled >= width)
        if widest <= MAX_PREAMBLE_ROWS and _has_own_header(below[widest:]):
            n_lead += widest
    return tuple(_in_one_line(row) for row in head[:n_lead]), list(head[n_lead:])


def _joined_header(head: Sequence[PlacedRow]) -> PlacedRow | None:
    """Join two rows of names, each blank where the other has some names, as merged cells leave them."""
    if len(head) < 3:
        return None
    upper, lower = (list(map(fields.stripped, row.cells)) for row in head[:2])
    pairs = list(zip_longest(upper, lower, fillvalue=""))
    is_apart = any(above and not below for above, below in pairs) and any(below and not above for above, below in pairs)
    names = [cell for cell in (*upper, *lower) if cell]
    if not (is_apart and all(map(any, pairs)) and all(kind_of(cell) is CellKind.TEXT for cell in names)):
        return None
    joined = PlacedRow(head[1].at, [below or above for above, below in pairs], head[0].is_after_blank)
    return joined if _has_own_header([joined, *head[2:]]) else None


def _in_one_line(row: PlacedRow) -> str:
    return " ".join(" ".join(row.cells).split())


def _is_preamble(place: TablePlace) -> bool:
    """Whether a first block has only pairs such as `Name,Ann`."""
    is_narrow = all(row.n_filled <= 2 for row in place.head) and len(place.head) <= MAX_PREAMBLE_ROWS
    return is_narrow and not place.is_headerless and not _has_own_header(place.head)


def _has_own_header(head: Sequence[PlacedRow]) -> bool:
    """Whether the first row has texts above days and numbers, as only a header does."""
    if len(head) < 2 or head[0].n_filled < 2:
        return False
    pairs = _typed_pairs(head)
    return bool(pairs) and all(kind_of(cell) is CellKind.TEXT for cell, _ in pairs)


def _reads_like_the_others(head: Sequence[PlacedRow]) -> bool:
    if len(head) == 1:
        return any(kind_of(cell) is CellKind.DAY for cell in head[0].cells)
    pairs = _typed_pairs(head)
    fits = [kind for cell, kind in pairs if kind_of(cell) is kind]
    has_days = any(kind is CellKind.DAY for _, kind in pairs)
    return CellKind.DAY in fits if has_days else 2 * len(fits) > len(pairs)


def _typed_pairs(head: Sequence[PlacedRow]) -> list[tuple[str, CellKind]]:
    """Return the filled cells of the first row above days or numbers, with these kinds."""
    first, *others = head
    kinds = column_kinds([row.cells for row in others], [""] * len(first.cells))
    return [
        (cell, kind)
        for cell, kind in zip(first.cells, kinds, strict=True)
        if kind is not CellKind.TEXT and not fields.is_missing(cell)
    ]


def _names(row: PlacedRow) -> list[str]:
    return [normalized_name(cell) for cell in row.cells]
