"""Texts of other programs, made plain: one line, no markup, no control characters."""

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
    """Write a text on one line, without what is no text, cut where it is too long to keep."""
    line = _NOT_TEXT.sub(" ", text).strip()
    return line if len(line) <= MAX_TEXT_CHARS else f"{line[: MAX_TEXT_CHARS - 1]}…"


def without_markup(text: str) -> str:
    """Take HTML out of a text: tags away, entities as their characters, one line of any length."""
    return _NOT_TEXT.sub(" ", html.unescape(_TAG.sub(" ", text))).strip()


def text_digest(text: str) -> str:
    """Give a short name that tells a text from others and does not give it away.

    So a question can be known again without keeping its maker's words; markup, case and blanks
    do not count.
    """
    words = unicodedata.normalize("NFKC", without_markup(text)).casefold()
    return hashlib.sha256(words.encode("utf-8", "replace")).hexdigest()[:HIDDEN_CHARS]


def label(text: str) -> str:
    """Keep an answer that is as short as a name, such as that of a service; a longer one is its maker's text."""
    words = without_markup(text)
    return words if len(words) <= MAX_LABEL_CHARS else ""
