"""Find the tables in a Markdown text."""

import re
from collections.abc import Sequence

from analytics.errors import UnreadableFileError
from analytics.ingest.reading import shortened
from analytics.ingest.tables.grid import Grid
from analytics.ingest.tables.text_table import MAX_COLUMNS, text_lines

MAX_TABLES = 200

_RULE_CELL = re.compile(r"\s*:?-+:?\s*")
_PIPE = re.compile(r"(?<!\\)\|")
_EMPHASIS = re.compile(r"(\*\*|__|\*|_|`|~~)(.+)\1")
_LINK = re.compile(r"\[([^\[\]]+)\]\([^()\s]*\)")
_BREAK = re.compile(r"<br */?>", re.IGNORECASE)


def markdown_tables(text: str, file: str) -> list[Grid]:
    """Return the tables of a text, each with its header in the first row and named by the heading above it.

    A table has a header with a pipe, a rule such as `|---|:-:|` with as many cells, and rows up to a line without a
    pipe.

    Raises:
        UnreadableFileError: If there are too many.
    """
    lines = text_lines(text, file)
    found: list[Grid] = []
    heading, at = "", 0
    while at < len(lines):
        if lines[at].startswith("#"):
            heading = lines[at].strip("# \t\r\n")
        if not _is_header(lines, at):
            at += 1
            continue
        rows = _rows(lines, at)
        if any(rows[0][1]) or len(rows) > 1:
            found.append(Grid(shortened(heading) or f"table {len(found) + 1}", rows))
        if len(found) > MAX_TABLES:
            raise UnreadableFileError(file, f"the text has more than {MAX_TABLES} tables. Save yours in its own file.")
        at = max(at + 2, rows[-1][0])
    return found


def _is_header(lines: Sequence[str], at: int) -> bool:
    """Whether a line has a rule with as many cells below it."""
    if at + 1 == len(lines) or "|" not in lines[at] or "-" not in lines[at + 1] or "|" not in lines[at + 1]:
        return False
    if lines[at].count("|") > MAX_COLUMNS + 1 or lines[at + 1].count("|") > MAX_COLUMNS + 1:
        return False
    rule = _written_cells(lines[at + 1])
    return len(rule) == len(_written_cells(lines[at])) and all(map(_RULE_CELL.fullmatch, rule))


def _rows(lines: Sequence[str], at: int) -> list[tuple[int, list[str]]]:
    """Return the header and the rows below the rule, with their line numbers."""
    rows = [(at + 1, _cells(lines[at]))]
    for below in range(at + 2, len(lines)):
        if not _PIPE.search(lines[below]):
            break
        cells = _cells(lines[below])
        if any(cells):
            rows.append((below + 1, cells))
    return rows


def _cells(line: str) -> list[str]:
    """Return the texts of a row's cells, without links, breaks and emphasis."""
    plain = (_BREAK.sub(" ", _LINK.sub(r"\1", cell.replace("\\|", "|"))).strip() for cell in _written_cells(line))
    return [marked[2].strip() if (marked := _EMPHASIS.fullmatch(text)) else text for text in plain]


def _written_cells(line: str) -> list[str]:
    """Split a row at its pipes, except those at its ends."""
    inner = line.strip().removeprefix("|")
    cells = _PIPE.split(inner)
    if len(cells) > 1 and not cells[-1].strip():
        cells.pop()
    return cells
