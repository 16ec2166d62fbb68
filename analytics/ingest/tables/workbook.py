"""Read the filled sheets of an .xlsx workbook.

openpyxl is 20 times slower than python-calamine 0.9 on 50,000 rows, but safer. calamine allocates every cell between
the first and the last, so a sheet with two cells at A1 and XFD1048576 aborts the process. It reads damaged XML without
an error, and returns error cells and formulas without a stored value as blank, which would mean "not known".
"""

import io
import re
import warnings
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from itertools import chain, islice, repeat
from typing import Any

from analytics.errors import UnreadableFileError
from analytics.ingest.reading import listed
from analytics.ingest.tables.decoding import SPLIT_FILE, ZIP_ERRORS, member_names
from analytics.ingest.tables.grid import UNSTORED, Grid, text_of
from analytics.ingest.tables.text_table import KEEP_NEEDED, MAX_COLUMNS, MAX_ROWS

MAX_UNPACKED_BYTES = 50 * 1024 * 1024
"""The limit of a text file, too: with one wide character, Python keeps four bytes for each character."""

MAX_MEMBERS = 1000
MAX_TAGS = 2_000_000
"""Those of 100,000 rows of 4 columns, which take half a minute; even an empty row of six bytes costs as much."""

MAX_CELLS = 10_000_000
"""Cells and rows of all sheets, including blank ones before the last; so many take up to 15 seconds."""

MAX_BLANK_ROWS = 100_000
"""Below so many blank rows no more is read: a sheet formatted down to its last row takes a minute and 500 MB."""

_MAIN = "xl/workbook.xml"
_WEIGHTS = {_MAIN: 200, "xl/styles.xml": 20, "xl/_rels/workbook.xml.rels": 20, "[Content_Types].xml": 20}
"""How many tags each tag in these members counts for, since they are held in memory; a sheet takes 27 kB."""

DAMAGED = "the workbook is damaged or incomplete. Open it, save its table as CSV, and import that."

_TOO_LARGE = (
    f"the workbook unpacks to more than {MAX_UNPACKED_BYTES // 2**20} MB, has too many cells, or too long a text. "
    "Save it as CSV."
)
_NAMES_BYTES = 4096
_PIECE_BYTES = 1024 * 1024
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]")


def is_workbook(data: bytes) -> bool:
    """Whether the bytes are a workbook."""
    return _MAIN in member_names(data)


def seems_workbook(data: bytes) -> bool:
    """Whether a damaged archive was a workbook, by the names of its first members."""
    return b"xl/" in data[:_NAMES_BYTES] or b"[Content_Types].xml" in data[:_NAMES_BYTES]


def filled_sheets(data: bytes, file: str) -> Iterator[Grid]:
    """Yield the filled visible sheets, else the hidden ones, with the stored values of formulas.

    The sizes stated in the archive can be trusted, because no member is unpacked beyond its stated size.

    Raises:
        UnreadableFileError: If the workbook is damaged, too large or empty.
    """
    if n_tags(data) > MAX_TAGS:
        raise UnreadableFileError(file, _TOO_LARGE)
    sheets = _opened_sheets(data, file)
    titles = [str(sheet.title) for sheet, _ in sheets]
    room = iter(range(MAX_CELLS))
    for is_shown in (True, False):
        is_any_filled = False
        for sheet, formulas in sheets:
            if (sheet.sheet_state == "visible") is not is_shown:
                continue
            title = str(sheet.title)
            with warnings.catch_warnings(action="ignore"):  # about styles and extensions, which do not affect values
                notices: list[str] = []
                rows = list(_texts(_values(sheet, formulas, room, file), file, notices))
            if rows:
                is_any_filled = True
                others = [repr(other) for other in titles if other != title]
                ignored = (f"Other sheets were ignored: {listed(others)}.",) if others else ()
                yield Grid(title, rows, (f"Read from the sheet {title!r}.", *ignored, *notices), prefix=f"{title}!")
        if is_any_filled:
            return
    what = f"the sheet {titles[0]!r} is empty" if len(titles) == 1 else "its sheets are empty"
    raise UnreadableFileError(file, f"{what}.")


def _texts(rows: Iterator[tuple[object, ...]], file: str, notices: list[str]) -> Iterator[tuple[int, list[str]]]:
    """Yield the filled rows with their numbers, up to too many blank ones, on which a notice is added."""
    last = 0
    for number, values in enumerate(rows, start=1):
        texts = [text_of(value) for value in values]
        while texts and not texts[-1].strip():
            texts.pop()
        if number - last > MAX_BLANK_ROWS:
            notices.append(f"Rows from {number:,} on were not read, since the {MAX_BLANK_ROWS:,} above are blank.")
            return
        if texts and number > MAX_ROWS + 1:
            raise UnreadableFileError(file, f"the sheet has more than {MAX_ROWS:,} rows. {SPLIT_FILE}")
        if len(texts) > MAX_COLUMNS:
            raise UnreadableFileError(file, f"row {number} has more than {MAX_COLUMNS} columns. {KEEP_NEEDED}")
        if texts:
            last = number
            yield number, texts


def _values(sheet: Any, formulas: Any, room: Iterator[int], file: str) -> Iterator[tuple[object, ...]]:
    """Yield the rows; each row and each cell takes an item from `room`, and the file is refused if none is left."""
    rows, sources = sheet.iter_rows(), repeat((None,)) if formulas is None else formulas.iter_rows(values_only=True)
    while True:
        try:
            cells, stored = next(rows), next(sources)
            values = tuple(map(_value, cells, chain(stored, repeat(None)))) if cells else ()
        except StopIteration:
            return
        except Exception as error:  # openpyxl raises errors of many kinds for damaged XML
            raise UnreadableFileError(file, DAMAGED) from error
        if next(islice(room, len(values), None), None) is None:
            raise UnreadableFileError(file, _TOO_LARGE)
        yield values


def _value(cell: Any, formula: object) -> object:
    """Return a cell's value, as a percentage if it is shown as one, or `UNSTORED` for a formula without a value.

    A formula whose stored value is an empty text has the data type of a text, not of a number.
    """
    if cell.value is None and cell.data_type == "n" and formula is not None:
        return UNSTORED
    is_share = type(cell.value) in {int, float} and "%" in cell.number_format
    return f"{100 * cell.value:.6g}%" if is_share else cell.value


def n_tags(data: bytes) -> int:
    """Count the XML tags of a workbook, with more for long texts; above `MAX_TAGS` if it would unpack to too much."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = archive.infolist()
        if len(members) > MAX_MEMBERS or sum(member.file_size for member in members) > MAX_UNPACKED_BYTES:
            return MAX_TAGS + 1
        return sum(_n_tags(archive, member) for member in members)


def _n_tags(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> int:
    """Count the tags of a member, with too many for a text as long as a piece; a damaged one is left to its reader."""
    n, weight = 0, _WEIGHTS.get(member.filename, 1)
    with suppress(*ZIP_ERRORS), archive.open(member) as stream:
        while piece := stream.read(_PIECE_BYTES):
            n_in_piece = piece.count(b"<") * weight or len(piece) // _PIECE_BYTES * MAX_TAGS
            n += max(n_in_piece, len(piece) * MAX_TAGS // MAX_UNPACKED_BYTES)
    return n


def _opened_sheets(data: bytes, file: str) -> list[tuple[Any, Any]]:
    try:
        with warnings.catch_warnings(action="ignore"), zipfile.ZipFile(io.BytesIO(data)) as archive:
            sheets = _sheets(data, data_only=True)
            members = (archive.read(name) for name in archive.namelist() if name.startswith("xl/worksheets/"))
            has_formulas = any(map(_FORMULA.search, members))  # a workbook without one is read only once
            formulas: list[Any] = _sheets(data, data_only=False) if has_formulas else [None] * len(sheets)
            return list(zip(sheets, formulas, strict=True))
    except Exception as error:  # openpyxl raises errors of many kinds for a damaged archive
        raise UnreadableFileError(file, DAMAGED) from error


def _sheets(data: bytes, *, data_only: bool) -> list[Any]:
    import openpyxl  # noqa: PLC0415  (slow to import, and only a workbook needs it)
    from openpyxl.packaging.manifest import Manifest  # noqa: PLC0415
    from openpyxl.xml import constants, functions  # noqa: PLC0415

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        manifest = Manifest.from_tree(functions.fromstring(archive.read(constants.ARC_CONTENT_TYPES)))
    kinds = (constants.XLSX, constants.XLSM, constants.XLTX, constants.XLTM)
    if {part.PartName.lstrip("/") for part in map(manifest.find, kinds) if part} - {_MAIN}:
        raise ValueError("the list of sheets is in a member whose tags were not weighed")
    book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=data_only, keep_links=False)
    sheets: list[Any] = book.worksheets
    if not sheets:
        raise ValueError("a workbook without a sheet")
    for sheet in sheets:
        sheet.reset_dimensions()  # the size that a sheet states may be false
    return sheets
