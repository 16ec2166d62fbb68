"""Parse and validate TOML documents; every error names the key, the value and the rule."""

import re
import tomllib
import unicodedata
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from itertools import accumulate
from pathlib import Path
from typing import TypeVar

from analytics.errors import DocumentError, UnopenableFileError

MAX_FILE_SIZE = 1_000_000
MAX_KEY_DOTS = 32
"""tomllib stores every prefix of a dotted key, so a key of 300 000 parts would fill the memory."""

MAX_NESTING = 32
"""With `MAX_KEY_DOTS` this keeps a document shallow enough for `repr`, which is recursive."""

MAX_VALUES = 100_000
MAX_TEXT_LENGTH = 500
MAX_NUMBER = 1_000_000_000
MAX_LIST_LENGTH = 2_000
MAX_SHOWN_LENGTH = 60
MAX_RAW_LENGTH = 200

UNPRINTABLE = ("Cc", "Cs", "Zl", "Zp")
"""Unicode categories that have no place in one line of plain text."""

HUGE_NUMBER = "a very large number"

Value = TypeVar("Value")
Word = TypeVar("Word", bound=StrEnum)
Rule = Callable[[object], Value]
"""Checks and converts a value; raises ValueError with the rule that it breaks."""

_TEXT_OR_COMMENT = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*+(?:"{3,5})?'
    r"|'''(?:[^']|'(?!''))*+(?:'{3,5})?"
    r'|"(?:[^"\\\n]|\\.)*+"?'
    r"|'[^'\n]*+'?"
    r"|#[^\n]*+",
    re.DOTALL,
)
_KEY_ENDS = re.compile(r"[=,\[\]{}\n]")
_DEPTH_CHANGE = {"[": 1, "{": 1, "]": -1, "}": -1}


def read_text(path: Path, *, what: str) -> str:
    """Read the text of a document; `what` is its kind for messages, such as "a map file".

    Raises:
        UnopenableFileError: If it is missing or must not be read.
        DocumentError: If it is too large or not UTF-8.
    """
    try:
        with path.open("rb") as file:
            content = file.read(MAX_FILE_SIZE + 1)
    except OSError as error:
        raise UnopenableFileError(path, error) from error
    return decoded(content, path.name, what=what)


def decoded(content: bytes, file: str, *, what: str) -> str:
    """Decode a document.

    Raises:
        DocumentError: If it is too large or not UTF-8.
    """
    if len(content) > MAX_FILE_SIZE:
        raise DocumentError(file, "file", "over 1 MB", f"{what} must not be larger than 1 MB")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        rule = "the file must be UTF-8 text; save it again in that encoding"
        raise DocumentError(file, "file", f"byte {error.start + 1}", rule) from error


def parse_toml(text: str, file: str, *, what: str, rule: str) -> dict[str, object]:
    """Parse a document whose size and depth are bounded.

    `what` is the kind of document for messages, such as "a study plan"; `rule` is the rule that
    invalid TOML breaks.

    Raises:
        DocumentError: If the document is too large, too deep or not valid TOML.
    """
    if len(text) > MAX_FILE_SIZE:
        raise DocumentError(file, "file", "over 1 MB", f"{what} must not be larger than 1 MB")
    structure = _TEXT_OR_COMMENT.sub("_", text)
    n_dots = max(part.count(".") for part in _KEY_ENDS.split(structure))
    if n_dots > MAX_KEY_DOTS:
        raise DocumentError(file, "file", f"{n_dots} dots on one line", f"{what} must not have keys with so many parts")
    depth = max(accumulate((_DEPTH_CHANGE.get(mark, 0) for mark in structure), initial=0))
    if depth > MAX_NESTING:
        raise DocumentError(file, "file", f"{depth} levels", f"{what} must have at most {MAX_NESTING} nested brackets")
    n_values = sum(map(structure.count, "=,."))  # each part of a key takes about 1 kB
    if n_values > MAX_VALUES:
        raise DocumentError(file, "file", f"{n_values} values", f"{what} must have at most {MAX_VALUES} values")
    try:
        return tomllib.loads(text)
    except ValueError as error:  # not only TOMLDecodeError: a number may have more digits than Python converts
        raise DocumentError(file, "file", str(error)[:MAX_RAW_LENGTH], rule) from error


def brief(value: object) -> object:
    """Shorten a value for a message."""
    match value:
        case str() if len(value) > MAX_SHOWN_LENGTH:
            return value[: MAX_SHOWN_LENGTH - 1] + "…"
        case int() if abs(value) > MAX_NUMBER**2:
            return HUGE_NUMBER
        case list():
            return f"a list of {len(value)}"
        case dict():
            return "a table"
        case _:
            return value


def as_text(value: object) -> str:
    """Return a value as text for a message, cut to a length; None is empty."""
    try:
        return "" if value is None else str(value)[:MAX_RAW_LENGTH]
    except ValueError:  # Python prints no integer of more than 4300 digits
        return HUGE_NUMBER


@dataclass(frozen=True, slots=True)
class TomlTable:
    """One table of a document, with the path of keys that leads to it.

    Reading a key returns None if it is absent and raises `DocumentError` if its value breaks its
    rule; `needed` refuses None. Lists are counted from 1 in paths: ``domain[2].weight``.
    `show` writes a value into an error.
    """

    file: str
    path: str
    values: Mapping[str, object]
    show: Callable[[object], object] = brief

    def refusal(self, key: str, rule: str) -> DocumentError:
        """Return the error for one key and its value."""
        return DocumentError(self.file, self._path_to(key), self.show(self.values.get(key)), rule)

    def needed(self, key: str, value: Value | None) -> Value:
        """Return a value that was read, or refuse None."""
        if value is None:
            raise self.refusal(key, "this key is required")
        return value

    def checked(self, key: str, value: object, rule: Rule[Value]) -> Value:
        """Check a value that belongs to a key, such as an entry of its list."""
        return self._checked(self._path_to(key), value, rule)

    def read(self, key: str, rule: Rule[Value]) -> Value | None:
        """Read a key by a rule."""
        return self.checked(key, self.values[key], rule) if key in self.values else None

    def required(self, key: str, rule: Rule[Value]) -> Value:
        """Read a required key."""
        return self.needed(key, self.read(key, rule))

    def unknown(self, keys: Collection[str]) -> list[str]:
        """List the keys of the table that are not among `keys`."""
        return [key for key in self.values if key not in keys]

    def text(self, key: str) -> str | None:
        """Read one line of plain text; a blank one counts as absent."""
        return self.read(key, line_of_text) or None

    def identifier(self, key: str) -> str | None:
        """Read a text that others must match exactly, so a space around it is refused."""
        value = self.text(key)
        if value is not None and value != value.strip():
            raise self.refusal(key, "it must not begin or end with a space")
        return value

    def each(self, key: str, rule: Rule[Value]) -> tuple[Value, ...]:
        """Read a list by the rule of its entries, empty if absent."""
        return tuple(self._checked(path, value, rule) for path, value in self._elements(key, MAX_LIST_LENGTH))

    def table(self, key: str, rule: Rule[Mapping[str, object]] | None = None) -> "TomlTable":
        """Enter a table; an absent one is empty."""
        return replace(self, path=self._path_to(key), values=self.read(key, rule or table) or {})

    def tables(self, key: str, *, at_most: int) -> tuple["TomlTable", ...]:
        """Enter each table of a list, empty if absent."""
        found = self._elements(key, at_most)
        return tuple(replace(self, path=path, values=self._checked(path, value, table)) for path, value in found)

    def _path_to(self, key: str) -> str:
        name = str(brief(key))
        name = name if name.isprintable() else repr(name)
        return f"{self.path}.{name}" if self.path else name

    def _checked(self, path: str, value: object, rule: Rule[Value]) -> Value:
        try:
            return rule(value)
        except ValueError as error:
            raise DocumentError(self.file, path, self.show(value), str(error)) from None

    def _elements(self, key: str, at_most: int) -> Iterable[tuple[str, object]]:
        values = self.values.get(key, [])
        if not isinstance(values, list):
            raise self.refusal(key, "it must be a list")
        if len(values) > at_most:
            raise self.refusal(key, f"it must have at most {at_most} entries")
        return ((f"{self._path_to(key)}[{place}]", value) for place, value in enumerate(values, start=1))


def line_of_text(value: object) -> str:
    """Check one line of plain text; a blank one becomes empty."""
    if not isinstance(value, str):
        raise ValueError("it must be text in quotes")
    if len(value) > MAX_TEXT_LENGTH:
        raise ValueError(f"it must have at most {MAX_TEXT_LENGTH} characters")
    if any(unicodedata.category(character) in UNPRINTABLE for character in value):
        raise ValueError("it must be one line without control characters")
    return "" if value.isspace() else value


def whole_number(at_least: int = 0, at_most: int = MAX_NUMBER) -> Rule[int]:
    """Return a rule for whole numbers in a range."""

    def rule(value: object) -> int:
        if isinstance(value, bool) or not isinstance(value, int) or not at_least <= value <= at_most:
            raise ValueError(f"it must be a whole number from {at_least} to {at_most}")
        return value

    return rule


def number(at_most: float = MAX_NUMBER, *, at_least: float = 0.0) -> Rule[float]:
    """Return a rule for numbers in a range."""

    def rule(value: object) -> float:
        if isinstance(value, int | float) and not isinstance(value, bool) and at_least <= value <= at_most:
            return float(value)
        raise ValueError(f"it must be a number from {at_least:g} to {at_most:.0f}")

    return rule


def flag(value: object) -> bool:
    """Check for true or false."""
    if not isinstance(value, bool):
        raise ValueError("it must be true or false, without quotes")
    return value


def day(value: object, *, rule: str = "it must be a date without quotes, such as 2026-03-31") -> date:
    """Check for a date; one with a time is refused, because its day depends on a zone."""
    if not isinstance(value, date) or isinstance(value, datetime):
        raise ValueError(rule)
    return value


def table(value: object) -> Mapping[str, object]:
    """Check for a table."""
    if not isinstance(value, dict):
        raise ValueError("it must be a table")
    return value


def one_of(words: Sequence[str]) -> Rule[str]:
    """Return a rule for one of some words."""

    def rule(value: object) -> str:
        if value not in words:
            raise ValueError(f"it must be one of: {', '.join(words)}")
        return str(value)

    return rule


def word_of(words: type[Word]) -> Rule[Word]:
    """Return a rule for a word of an enumeration."""
    check = one_of(tuple(words))
    return lambda value: words(check(line_of_text(value)))
