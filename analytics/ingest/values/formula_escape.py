"""Protect exported cells from formula injection.

A spreadsheet may run a cell that begins with = + - @ or a wide one of them, also behind blanks, and it
may cut cells at other characters than ours. So export puts an apostrophe before each such beginning,
also if there are apostrophes already: import removes exactly one, and every text survives a round trip.
"""

import re

_CUT = r"(?<![^;\t\r\n])"
"""The start of a text, and of what follows a character at which a spreadsheet may cut."""

_BLANK = r"(?:[^\S\t\r\n]|[\x00-\x08\x0e-\x1f\x7f\xad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff])"
_FORMULA = rf"'*(?:{_BLANK}*[=+\-@\uff1d\uff0b\uff0d\uff20\ufe66\ufe62\ufe63\ufe6b]|[\t\r])"
_RISKY = re.compile(rf"{_CUT}(?={_FORMULA})")
_ESCAPED = re.compile(rf"{_CUT}'(?={_FORMULA})")


def escape_formula(cell: str) -> str:
    """Put an apostrophe wherever a spreadsheet could begin to run a cell."""
    return _RISKY.sub("'", cell)


def unescape_formula(cell: str) -> str:
    """Remove the apostrophes that `escape_formula` added."""
    return _ESCAPED.sub("", cell) if "'" in cell else cell
