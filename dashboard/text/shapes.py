"""Load words and methods, and the shapes of charts and tables."""

import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import Enum
from functools import cache
from importlib import resources
from string import Template
from typing import Any, NamedTuple, TypeVar

Code = TypeVar("Code", bound=Enum)
Item = TypeVar("Item")

Columns = Mapping[str, Callable[[Item], str]]
"""The columns of a table: by header, how to write the cell of an item."""


class ChartText(NamedTuple):
    """A chart's heading, alternative text and axis titles."""

    title: str
    alt: str
    x_axis: str = ""
    y_axis: str = ""


def table_rows(columns: Columns[Item], items: Iterable[Item]) -> list[dict[str, str]]:
    return [{header: cell(item) for header, cell in columns.items()} for item in items]


def _read(path: str) -> str:
    return resources.files("dashboard.text").joinpath(path).read_text(encoding="utf-8")


@cache
def _toml(name: str) -> Mapping[str, Any]:
    return tomllib.loads(_read(f"words/{name}.toml"))


def words(name: str) -> Mapping[str, str]:
    """Return the phrases of `words/<name>.toml` by key."""
    return {key: str(phrase) for key, phrase in _toml(name).items()}


def word_lists(name: str) -> Mapping[str, tuple[str, ...]]:
    return {key: tuple(map(str, phrases)) for key, phrases in _toml(name).items()}


def first_steps(name: str, **values: str) -> Sequence[str]:
    """Return the steps that fill an empty page, from `words/first_steps.toml`, filled in."""
    return tuple(Template(step).substitute(values) for step in _toml("first_steps")[name])


def filled(file: str, name: str, values: Mapping[str, str]) -> dict[str, str]:
    """Return a table of `words/<file>.toml` with its `$placeholders` filled in."""
    return {key: Template(phrase).substitute(values) for key, phrase in _toml(file)[name].items()}


def phrases(kind: type[Code], name: str, **values: str) -> Mapping[Code, str]:
    """Return what codes are called, by a table of `words/codes.toml`, filled in."""
    return {kind[code.upper()]: phrase for code, phrase in filled("codes", name, values).items()}


def paragraph(name: str, **values: str) -> str:
    """Return a text of `words/paragraphs.toml`, filled in."""
    return Template(_toml("paragraphs")[name]).substitute(values)


def chart(name: str, **values: str) -> ChartText:
    """Return the words of a chart in `words/charts.toml`, filled in."""
    return ChartText(**filled("charts", name, values))


@cache
def _paragraphs(name: str) -> Template:
    text = _read(f"methods/{name}.md")
    return Template("\n\n".join(" ".join(paragraph.split("\n")) for paragraph in text.strip().split("\n\n")))


def method(name: str, **values: str) -> str:
    """Return the text of `methods/<name>.md`, filled in."""
    return _paragraphs(name).substitute(values)
