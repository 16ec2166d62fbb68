"""Clean texts of other programs, and escape cells that a spreadsheet could run as a formula.

A spreadsheet may run a cell that begins with = + - @, or a full-width form of these, even after blanks, and may split
cells at characters where we do not. So export puts an apostrophe before each such beginning, even one with apostrophes.
Import removes exactly one, so that every text survives a round trip.
"""

import hashlib
import html
import re
import unicodedata

from analytics.ingest.reading import shortened
from analytics.ingest.values.fields import MAX_TEXT_CHARS

MAX_LABEL_CHARS = 60
DIGEST_CHARS = 16

_TAG = re.compile(r"<[^<>]*>")
_NOT_TEXT = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\s]+")


def one_line(text: str) -> str:
    """Return a text on one line without control characters, cut to `MAX_TEXT_CHARS`."""
    return shortened(_NOT_TEXT.sub(" ", text).strip(), MAX_TEXT_CHARS)


def without_markup(text: str) -> str:
    """Return a text without HTML tags and entities, on one line of any length."""
    return _NOT_TEXT.sub(" ", html.unescape(_TAG.sub(" ", text))).strip()


def text_digest(text: str) -> str:
    """Return a short hash of a text, ignoring markup, case and whitespace.

    It identifies a repeated question without storing its copyrighted wording.
    """
    words = unicodedata.normalize("NFKC", without_markup(text)).casefold()
    return hashlib.sha256(words.encode("utf-8", "replace")).hexdigest()[:DIGEST_CHARS]


def label(text: str) -> str:
    """Return a text as short as a name, such as that of a service; empty for longer ones, which may be copyrighted."""
    words = without_markup(text)
    return words if len(words) <= MAX_LABEL_CHARS else ""


_CUT = r"(?<![^;\t\r\n])"
"""The start of a text, and the place after a character at which a spreadsheet may split it."""

_BLANK = r"(?:[^\S\t\r\n]|[\x00-\x08\x0e-\x1f\x7f\xad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff])"
_FORMULA = rf"'*(?:{_BLANK}*[=+\-@\uff1d\uff0b\uff0d\uff20\ufe66\ufe62\ufe63\ufe6b]|[\t\r])"
_RISKY = re.compile(rf"{_CUT}(?={_FORMULA})")
_ESCAPED = re.compile(rf"{_CUT}'(?={_FORMULA})")


def escape_formula(cell: str) -> str:
    """Put an apostrophe before any text that a spreadsheet could run as a formula."""
    return _RISKY.sub("'", cell)


def unescape_formula(cell: str) -> str:
    """Remove the apostrophes that `escape_formula` added."""
    return _ESCAPED.sub("", cell) if "'" in cell else cell
