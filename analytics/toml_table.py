"""Reading a TOML table key by key, so that each fault is named with its key, its value and its rule.

A method gives None where the key is absent and refuses a value of the wrong kind;
`needed` refuses the absence. Lists are counted from 1 in the key path: ``domain[2].weight``.
"""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import TypeVar

from analytics.errors import BlueprintError

MAX_TEXT_LENGTH = 500
MAX_NUMBER = 1_000_000_000
MAX_LIST_LENGTH = 2_000
MAX_SHOWN_LENGTH = 60

UNPRINTABLE = ("Cc", "Cs", "Zl", "Zp")
"""Unicode categories that have no place in one line of plain text."""

Value = TypeVar("Value")
Word = TypeVar("Word", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class TomlTable:
    """One table of a file, with the path of keys that leads to it."""

    file: str
    path: str
    values: Mapping[str, object]

    def refusal(self, key: str, rule: str) -> BlueprintError:
        """Build the error for one key, with the value that the file has there."""
        return self._refusal(self._path_to(key), self.values.get(key), rule)

    def needed(self, key: str, value: Value | None) -> Value:
        """Pass on a value that was read, or refuse its absence."""
        if value is None:
            raise self.refusal(key, "this key must be given")
        return value

    def text(self, key: str) -> str | None:
        """Read one line of plain text; a blank one counts as absent."""
        if key not in self.values:
            return None
        return self._text(self._path_to(key), self.values[key]) or None

    def identifier(self, key: str) -> str | None:
        """Read a text that others are matched with, so that a space around it would part them."""
        value = self.text(key)
        if value is not None and value != value.strip():
            raise self.refusal(key, "it must not begin or end with a space")
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """Read a list of texts; none where the key is absent."""
        return tuple(self._text(path, value) for path, value in self._elements(key, MAX_LIST_LENGTH))

    def wholes(self, key: str) -> tuple[int, ...]:
        """Read a list of whole numbers of 0 or more; none where the key is absent."""
        return tuple(self._whole(path, value, 0) for path, value in self._elements(key, MAX_LIST_LENGTH))

    def whole(self, key: str, *, at_least: int = 0) -> int | None:
        """Read a whole number."""
        if key not in self.values:
            return None
        return self._whole(self._path_to(key), self.values[key], at_least)

    def number(self, key: str, *, at_most: float = MAX_NUMBER) -> float | None:
        """Read a number of 0 or more."""
        if key not in self.values:
            return None
        value = self.values[key]
        if isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= at_most:
            return float(value)
        raise self.refusal(key, f"it must be a number from 0 to {at_most:.0f}")

    def flag(self, key: str, *, absent: bool = False) -> bool:
        """Read true or false; not given, it is `absent`."""
        value = self.values.get(key, absent)
        if not isinstance(value, bool):
            raise self.refusal(key, "it must be true or false, without quotes")
        return value

    def day(self, key: str) -> date | None:
        """Read a date; a date with a time is refused, for its day depends on a zone."""
        value = self.values.get(key)
        if value is None or (isinstance(value, date) and not isinstance(value, datetime)):
            return value
        raise self.refusal(key, "it must be a date without quotes, like 2026-03-31")

    def word(self, key: str, words: type[Word]) -> Word | None:
        """Read one word of a fixed list."""
        return self._word(self._path_to(key), self.values[key], words) if key in self.values else None

    def words(self, key: str, words: type[Word]) -> tuple[Word, ...]:
        """Read a list of words of a fixed list; none where the key is absent."""
        return tuple(self._word(path, value, words) for path, value in self._elements(key, MAX_LIST_LENGTH))

    def table(self, key: str) -> "TomlTable":
        """Go into a table; an absent one is empty."""
        return self._table(self._path_to(key), self.values.get(key, {}))

    def tables(self, key: str, *, at_most: int) -> tuple["TomlTable", ...]:
        """Go into each table of a list; none where the key is absent."""
        return tuple(self._table(path, value) for path, value in self._elements(key, at_most))

    def _path_to(self, key: str) -> str:
        name = str(_shown(key))
        name = name if name.isprintable() else repr(name)
        return f"{self.path}.{name}" if self.path else name

    def _refusal(self, path: str, value: object, rule: str) -> BlueprintError:
        return BlueprintError(self.file, path, _shown(value), rule)

    def _elements(self, key: str, at_most: int) -> list[tuple[str, object]]:
        values = self.values.get(key, [])
        if not isinstance(values, list):
            raise self.refusal(key, "it must be a list")
        if len(values) > at_most:
            raise self.refusal(key, f"it must have at most {at_most} entries")
        return [(f"{self._path_to(key)}[{place}]", value) for place, value in enumerate(values, start=1)]

    def _text(self, path: str, value: object) -> str:
        if not isinstance(value, str):
            raise self._refusal(path, value, "it must be a text in quotes")
        if len(value) > MAX_TEXT_LENGTH:
            raise self._refusal(path, value, f"it must have at most {MAX_TEXT_LENGTH} characters")
        if any(unicodedata.category(character) in UNPRINTABLE for character in value):
            raise self._refusal(path, value, "it must be one line without control characters")
        return "" if value.isspace() else value

    def _word(self, path: str, value: object, words: type[Word]) -> Word:
        try:
            return words(self._text(path, value))
        except ValueError:
            raise self._refusal(path, value, f"it must be one of: {', '.join(words)}") from None

    def _whole(self, path: str, value: object, at_least: int) -> int:
        if isinstance(value, bool) or not isinstance(value, int) or not at_least <= value <= MAX_NUMBER:
            raise self._refusal(path, value, f"it must be a whole number from {at_least} to {MAX_NUMBER}")
        return value

    def _table(self, path: str, value: object) -> "TomlTable":
        if not isinstance(value, dict):
            raise self._refusal(path, value, "it must be a table")
        return TomlTable(self.file, path, value)


def _shown(value: object) -> object:
    """Shorten a value for a message; a file may hold a number of a million digits."""
    match value:
        case str() if len(value) > MAX_SHOWN_LENGTH:
            return value[: MAX_SHOWN_LENGTH - 1] + "…"
        case int() if abs(value) > MAX_NUMBER**2:
            return "a very large number"
        case list():
            return f"a list of {len(value)}"
        case dict():
            return "a table"
        case _:
            return value
