"""Plain text from other programs: one line, no markup, no control characters."""

import hashlib
import html
import re
import unicodedata

from analytics.ingest.values.fields import MAX_TEXT_CHARS

MAX_LABEL_CHARS = 60
HIDDEN_CHARS = 16

_TAG = re.compile(r"<[^<>]*>")
_NOT_TEXT = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\s]+")


def one_line(text: str) -> str:
    """Return a text on one line without control characters, cut to `MAX_TEXT_CHARS`."""
    line = _NOT_TEXT.sub(" ", text).strip()
    return line if len(line) <= MAX_TEXT_CHARS else f"{line[: MAX_TEXT_CHARS - 1]}…"


def without_markup(text: str) -> str:
    """Return a text without HTML tags and entities, on one line of any length."""
    return _NOT_TEXT.sub(" ", html.unescape(_TAG.sub(" ", text))).strip()


def text_digest(text: str) -> str:
    """Return a short hash of a text, ignoring markup, case and blanks.

    It recognizes a question again without storing its copyrighted wording.
    """
    words = unicodedata.normalize("NFKC", without_markup(text)).casefold()
    return hashlib.sha256(words.encode("utf-8", "replace")).hexdigest()[:HIDDEN_CHARS]


def label(text: str) -> str:
    """Return a text as short as a name, such as a service; a longer one is copyrighted and empty."""
    words = without_markup(text)
    return words if len(words) <= MAX_LABEL_CHARS else ""
