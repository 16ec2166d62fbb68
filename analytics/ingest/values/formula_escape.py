"""Protect exported cells from formula injection.

A spreadsheet may run a cell that begins with = + - @ TAB or CR, so export puts an apostrophe in
front, also if there are apostrophes already: import removes exactly one, and every text survives
a round trip.
"""

import re

_RISKY = re.compile(r"'*[=+\-@\t\r]")
_ESCAPED = re.compile(r"'+[=+\-@\t\r]")


def escape_formula(cell: str) -> str:
    """Put an apostrophe before a cell that a spreadsheet could run."""
    return f"'{cell}" if _RISKY.match(cell) else cell


def unescape_formula(cell: str) -> str:
    """Remove the apostrophe that `escape_formula` added."""
    return cell[1:] if _ESCAPED.match(cell) else cell
