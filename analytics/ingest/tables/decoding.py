"""Decode bytes to text; the encoding is detected from the bytes, never from the name."""

import codecs
import io
import re
import struct
import zipfile
import zlib
from contextlib import suppress
from typing import NamedTuple

from analytics.errors import UnreadableFileError

MAX_BYTES = 50 * 1024 * 1024
MAX_LINES = 1_000_000
"""Many readers split a whole text into lines, each of which takes about 60 bytes besides its text."""

SPLIT_FILE = "Split it into several files and import each."
MAX_CONTAINER_BYTES = 300 * 1024 * 1024
ZIP_MAGIC = b"PK\x03\x04"

ZIP_ERRORS = (
    zipfile.BadZipFile, zlib.error, struct.error, RuntimeError, NotImplementedError, ValueError, LookupError,
    EOFError, OverflowError, OSError,
)  # fmt: skip
"""What the standard library raises for a ZIP archive that is damaged or needs a password."""

_CONTAINERS = (ZIP_MAGIC, b"SQLite format 3\x00", b"\x28\xb5\x2f\xfd")

_OFFICE = b"\xd0\xcf\x11\xe0"
_FOREIGN: tuple[tuple[bytes, str], ...] = (
    (ZIP_MAGIC, "a ZIP archive"),
    (b"PK\x05\x06", "an empty ZIP archive"),
    (b"%PDF", "a PDF document"),
    (b"SQLite format 3\x00", "an SQLite database"),
    (b"PAR1", "a Parquet file"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\x28\xb5\x2f\xfd", "a Zstandard archive"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (_OFFICE, "an old Office document"),
)
_LOCKED = "EncryptedPackage".encode("utf-16-le")
"""The name of the encrypted part in an Office document with a password."""

_MARKUP = (b"<!doctype", b"<html", b"<head", b"<body", b"<table", b"<?xml")

_SAMPLE_BYTES = 4096
_CODE_PAGES: tuple[tuple[str, str, str | bytes], ...] = (
    ("932", "cp932", "[ぁ-ヿ]"),
    ("932", "cp932", rb"[\x88-\x97][\x80-\xfc][\x88-\x97][@-~\x80-\xfc]|[\x88-\x97][@-~][\x88-\x97][\x80-\xfc]"),
    ("949", "euc_kr", r"(?s)\A(?!.*[一-鿿]).*[가-힣]"),
    ("936", "gb2312", "[一-鿿]"),
    ("1251", "cp1251", "[А-яЁё]{4}"),
    ("1254", "cp1254", "[ğşĞŞ]"),
    ("1250", "cp1250", "[A-Za-z][łąż][a-z]"),
)
"""Code pages, a codec for their usual bytes, and letters or bytes that would be unlikely characters in cp1252.

Two common kanji, without a kana, are known by their bytes: the Western words "mär" and "née" have a rare kanji each.
One of them must end beyond ASCII, since in "it’s—that" the quote and the dash take a letter each.
"""

_CALENDAR = b"BEGIN:VCALENDAR"
_FOLDED = re.compile(rb"\r?\n[ \t]")
"""Where a line of a calendar is folded, perhaps within a character."""

_NUL_SHARE = 0.4
_FILLED = re.compile("[^\ufeff \t\r\n]")


class Decoded(NamedTuple):
    """The text of a file, and notices about its encoding."""

    text: str
    notices: tuple[str, ...] = ()


def check_size(n_bytes: int, name: str, start: bytes = b"") -> None:
    """Refuse a file that is too large; databases and archives, known by their `start`, may be larger."""
    max_bytes = MAX_BYTES if not start.startswith(_CONTAINERS) else max(MAX_BYTES, MAX_CONTAINER_BYTES)
    if n_bytes > max_bytes:
        limit = max_bytes // (1024 * 1024)
        raise UnreadableFileError(name, f"the file is larger than {limit} MB. {SPLIT_FILE}")


def decode(data: bytes, name: str) -> Decoded:
    """Decode a file; Windows code pages accept almost any bytes, so they are tried last, with a notice.

    Raises:
        UnreadableFileError: If the bytes are not text; it names their likely format.
    """
    _refuse_foreign(data, name)
    codec = _utf_16_codec(data)
    decoded = _eight_bit(data, name) if codec is None else _utf_16(data, codec, name)
    if "\x00" in decoded.text:
        raise UnreadableFileError(name, "the file contains NUL bytes, so it is not text. Save it as CSV UTF-8.")
    n_lines = decoded.text.count("\n") + decoded.text.count("\r") - decoded.text.count("\r\n")
    if n_lines > MAX_LINES:
        raise UnreadableFileError(name, f"the file has more than {MAX_LINES:,} lines. {SPLIT_FILE}")
    if not _FILLED.search(decoded.text):
        raise UnreadableFileError(name, "the file is empty.")
    return decoded


def member_names(data: bytes) -> frozenset[str]:
    """Return the names of the files in a ZIP archive; none if it is damaged or not an archive."""
    if not data.startswith(ZIP_MAGIC):
        return frozenset()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return frozenset(archive.namelist())
    except ZIP_ERRORS:
        return frozenset()


def is_calendar(data: bytes) -> bool:
    """Whether bytes begin as a calendar."""
    return data[:64].removeprefix(codecs.BOM_UTF8).lstrip()[: len(_CALENDAR)].upper() == _CALENDAR


def seems_text(data: bytes) -> bool:
    """Whether bytes look like text: no NUL among the first, or UTF-16."""
    return b"\x00" not in data[:_SAMPLE_BYTES] or _utf_16_codec(data) is not None


def _refuse_foreign(data: bytes, name: str) -> None:
    reason = ""
    if data[8:12] == b"DUCK":
        reason = "this is a database. Restore a backup with cutscore restore, or import an export."
    elif data.startswith(_OFFICE) and _LOCKED in data:
        reason = "this workbook is protected by a password. Save its table as CSV UTF-8 without one."
    elif what := next((what for magic, what in _FOREIGN if data.startswith(magic)), ""):
        advice = "Enter what it shows by hand." if "picture" in what else "Save its table as CSV UTF-8."
        reason = f"this seems to be {what}, not a table. {advice}"
    elif data[:_SAMPLE_BYTES].removeprefix(codecs.BOM_UTF8).lstrip().lower().startswith(_MARKUP):
        reason = "this seems to be a web page or XML, not a table. Download the table as CSV."
    if reason:
        raise UnreadableFileError(name, reason)


def _utf_16(data: bytes, codec: str, name: str) -> Decoded:
    try:
        text = data.decode(codec)
    except UnicodeDecodeError:
        reason = "the file starts as UTF-16 text but does not continue as UTF-16. Save it as CSV UTF-8."
        raise UnreadableFileError(name, reason) from None
    return Decoded(text.removeprefix("\ufeff"), ("The file was read as UTF-16.",))


def _utf_16_codec(data: bytes) -> str | None:
    """Detect UTF-16 by its BOM, else by NUL bytes at only the even or only the odd places."""
    even, odd = data[:_SAMPLE_BYTES:2], data[1:_SAMPLE_BYTES:2]
    for codec, mark, letters, zeros in (
        ("utf-16-le", codecs.BOM_UTF16_LE, even, odd),
        ("utf-16-be", codecs.BOM_UTF16_BE, odd, even),
    ):
        if data.startswith(mark) or (not letters.count(0) and zeros.count(0) > _NUL_SHARE * len(zeros)):
            return codec
    return None


def _eight_bit(data: bytes, name: str) -> Decoded:
    with suppress(UnicodeDecodeError):
        return Decoded(data.decode("utf-8-sig"))
    if is_calendar(data):
        with suppress(UnicodeDecodeError):
            return Decoded(_FOLDED.sub(b"", data).decode("utf-8-sig"))
    page = next((page for page, codec, letters in _CODE_PAGES if _has_letters(data, codec, letters)), "1252")
    try:
        text = data.removeprefix(codecs.BOM_UTF8).decode(f"cp{page}")
    except UnicodeDecodeError:
        reason = f"the file is neither UTF-8 nor Windows-{page} text. Save it as CSV UTF-8."
        raise UnreadableFileError(name, reason) from None
    return Decoded(text, (f"The file is not UTF-8; it was read as Windows-{page} (cp{page}). Check accented letters.",))


def _has_letters(data: bytes, codec: str, letters: str | bytes) -> bool:
    """Whether a text was probably saved in a code page, judging by its letters."""
    with suppress(UnicodeDecodeError):
        text = data.decode(codec)
        return (re.search(letters, text) if isinstance(letters, str) else re.search(letters, data)) is not None
    return False
