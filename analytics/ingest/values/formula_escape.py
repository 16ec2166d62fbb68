"""One apostrophe between a text cell and a spreadsheet that would run it as a formula.

A cell that begins with = + - @ TAB or CR can be run by the program that opens the file.
Export puts one apostrophe in front. It does so too where apostrophes already stand there,
so that reading can take exactly one away and every text comes back as it was.
"""

import re

_RISKY = re.compile(r"'*[=+\-@\t\r]")
_GUARDED = re.compile(r"'+[=+\-@\t\r]")


def escape_formula(cell: str) -> str:
    """Put one apostrophe before a cell that a spreadsheet could run."""
    return f"'{cell}" if _RISKY.match(cell) else cell


def unescape_formula(cell: str) -> str:
    """Take away the apostrophe that `escape_formula` has put there."""
    return cell[1:] if _GUARDED.match(cell) else cell
