"""Validating a TOML document key by key."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from enum import StrEnum

import pytest

from analytics import toml_table
from analytics.errors import DocumentError
from analytics.toml_table import (
    MAX_LIST_LENGTH,
    MAX_TEXT_LENGTH,
    TomlTable,
    day,
    flag,
    line_of_text,
    number,
    parse_toml,
    whole_number,
    word_of,
)

HUGE = 16**5000
"""Longer than what Python is willing to print."""


class Paint(StrEnum):
    """Words to choose from."""

    RED = "red"
    BLUE = "blue"


READERS: dict[str, Callable[[TomlTable], object]] = {
    "text": lambda table: table.text("key"),
    "identifier": lambda table: table.identifier("key"),
    "texts": lambda table: table.each("key", line_of_text),
    "whole": lambda table: table.read("key", whole_number(1)),
    "wholes": lambda table: table.each("key", whole_number()),
    "number": lambda table: table.read("key", number()),
    "flag": lambda table: table.read("key", flag),
    "day": lambda table: table.read("key", day),
    "word": lambda table: table.read("key", word_of(Paint)),
    "words": lambda table: table.each("key", word_of(Paint)),
    "table": lambda table: table.table("key"),
    "tables": lambda table: table.tables("key", at_most=2),
}


def table_of(value: object) -> TomlTable:
    return TomlTable("my.toml", "part", {"key": value})


@pytest.mark.parametrize(
    ("reader", "value", "expected"),
    [
        ("text", "a name", "a name"),
        ("text", " <b>a name</b> ", " <b>a name</b> "),
        ("text", "  ", None),
        ("identifier", "1.1", "1.1"),
        ("texts", ["a", "b"], ("a", "b")),
        ("whole", 12, 12),
        ("wholes", [0, 14], (0, 14)),
        ("number", 70.5, 70.5),
        ("number", 70, 70.0),
        ("flag", True, True),
        ("day", date(2026, 3, 31), date(2026, 3, 31)),
        ("word", "red", Paint.RED),
        ("words", ["blue", "red"], (Paint.BLUE, Paint.RED)),
        ("table", {"a": 1}, TomlTable("my.toml", "part.key", {"a": 1})),
        ("tables", [{"a": 1}], (TomlTable("my.toml", "part.key[1]", {"a": 1}),)),
    ],
)
def test_a_valid_value_is_returned(reader: str, value: object, expected: object) -> None:
    """Texts stay plain text; a blank one counts as absent."""
    assert READERS[reader](table_of(value)) == expected


@pytest.mark.parametrize(
    ("reader", "expected"),
    [
        *((reader, None) for reader in ("text", "identifier", "whole", "number", "flag", "day", "word")),
        *((reader, ()) for reader in ("texts", "wholes", "words", "tables")),
        ("table", TomlTable("my.toml", "part.key", {})),
    ],
)
def test_an_absent_key_is_none_or_empty(reader: str, expected: object) -> None:
    """Every optional key may be missing."""
    assert READERS[reader](TomlTable("my.toml", "part", {})) == expected


@pytest.mark.parametrize(
    ("reader", "value", "place", "rule"),
    [
        ("text", 5, "", "text in quotes"),
        ("text", "a\nb", "", "without control characters"),
        ("text", "a\x00", "", "without control characters"),
        ("text", "a\u2028b", "", "without control characters"),
        ("text", "x" * (MAX_TEXT_LENGTH + 1), "", "at most 500 characters"),
        ("identifier", " 1", "", "begin or end with a space"),
        ("texts", "a", "", "a list"),
        ("texts", ["a", 5], "[2]", "text in quotes"),
        ("texts", ["a"] * (MAX_LIST_LENGTH + 1), "", "at most 2000 entries"),
        ("whole", 0, "", "a whole number from 1"),
        ("whole", 1.5, "", "a whole number"),
        ("whole", True, "", "a whole number"),
        ("whole", 10**400, "", "a whole number"),
        ("wholes", [1, -1], "[2]", "a whole number from 0"),
        ("number", True, "", "a number from 0"),
        ("number", "70", "", "a number"),
        ("number", -0.5, "", "a number from 0"),
        ("number", float("nan"), "", "a number"),
        ("number", float("inf"), "", "a number"),
        pytest.param("number", HUGE, "", "a number", id="huge"),
        ("flag", "true", "", "true or false"),
        ("flag", 1, "", "true or false"),
        ("day", "2026-03-31", "", "a date without quotes"),
        ("day", datetime(2026, 3, 31, tzinfo=UTC), "", "a date without quotes"),
        ("word", "green", "", "one of: red, blue"),
        ("word", 5, "", "text in quotes"),
        ("words", ["red", "green"], "[2]", "one of: red, blue"),
        ("table", 5, "", "a table"),
        ("table", [{}], "", "a table"),
        ("tables", {}, "", "a list"),
        ("tables", [{}, 5], "[2]", "a table"),
        ("tables", [{}, {}, {}], "", "at most 2 entries"),
    ],
)
def test_an_invalid_value_is_refused_with_key_and_rule(reader: str, value: object, place: str, rule: str) -> None:
    """The key is the whole path; entries of lists are counted from 1."""
    with pytest.raises(DocumentError) as caught:
        READERS[reader](table_of(value))
    assert caught.value.key == f"part.key{place}"
    assert rule in caught.value.rule
    assert len(str(caught.value)) < 300


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ({"a": 1}, "a table"),
        ([1, 2], "a list of 2"),
        pytest.param(HUGE, "a very large number", id="huge"),
        ("x" * 100, "x" * 59 + "…"),
        (-1, -1),
        (None, None),
    ],
)
def test_a_message_shows_the_value_shortened(value: object, shown: object) -> None:
    """A message stays one readable line."""
    assert table_of(value).refusal("key", "no").value == shown


def test_a_key_of_the_file_cannot_break_the_line() -> None:
    """A quoted key may hold a line break; the message escapes it."""
    assert TomlTable("my.toml", "", {}).refusal("a\nb", "no").key == r"'a\nb'"


def test_a_missing_required_value_is_refused() -> None:
    """The error says that the key must be given."""
    table = TomlTable("my.toml", "exam", {"code": ""})
    assert table.needed("name", "A name") == "A name"
    with pytest.raises(DocumentError, match=r"my\.toml: exam\.code = '': this key is required"):
        table.needed("code", table.text("code"))


def test_dots_and_brackets_in_texts_are_not_counted() -> None:
    """Only keys and lists make a document deep; texts and comments may hold anything."""
    marks = "." * 500 + "[" * 500 + "{" * 500
    text = "\n".join(
        [
            f"# {marks} \" '",
            f'"{marks}" = "{marks} \\" {marks}"',
            f"'{marks} \"' = '{marks} \"'",
            f'long = """{marks}\n" "" {marks} \\""""""',
            f"raw = '''{marks}\n' '' {marks}'''''",
            'a . "b.c" . d = 1.5',
        ]
    )
    document = parse_toml(text, "my.toml", what="a file", rule="it must be valid TOML")
    assert (len(document), document["a"]) == (5, {"b.c": {"d": 1.5}})


def test_parts_of_all_keys_count_as_values(monkeypatch: pytest.MonkeyPatch) -> None:
    """The parser makes a table of each."""
    monkeypatch.setattr(toml_table, "MAX_VALUES", 5)
    assert parse_toml("a.b = 1\nc.d = 2", "f", what="a plan", rule="")
    with pytest.raises(DocumentError, match="at most 5 values"):
        parse_toml("a.b = 1\nc.d = 2\ne.f = 3", "f", what="a plan", rule="")
