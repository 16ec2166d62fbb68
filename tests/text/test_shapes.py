"""Shapes of texts: tables by columns, method pages, and words in files."""

import tomllib
from enum import StrEnum
from importlib import resources

import pytest

from analytics.models.stability import StabilityWord
from analytics.records import ErrorCause
from analytics.reports.overview import Action
from analytics.reports.study.final_week import ChecklistItem
from dashboard.text.shapes import Columns, chart, method, phrases, table_rows


def test_a_table_has_a_row_per_item_and_a_cell_per_column() -> None:
    """Cells are in the order of the columns."""
    columns: Columns[int] = {"Number": str, "Double": lambda number: str(2 * number)}
    rows = table_rows(columns, (1, 2))
    assert rows == [{"Number": "1", "Double": "2"}, {"Number": "2", "Double": "4"}]
    assert list(rows[0]) == ["Number", "Double"]


def test_a_method_page_joins_the_lines_of_a_paragraph() -> None:
    """Lines are wrapped in the file only; a blank line starts a paragraph."""
    text = method("final_week")
    assert "\n\n" in text
    assert "\n" not in text.replace("\n\n", "")


def test_a_placeholder_needs_a_value() -> None:
    """A method page without a value for a placeholder is an error."""
    with pytest.raises(KeyError, match="range"):
        method("chance")


def test_every_method_page_is_used() -> None:
    """No page is left behind when its text is renamed."""
    folder = resources.files("dashboard.text")
    names = {page.name.removesuffix(".md") for page in folder.joinpath("methods").iterdir()}
    sources = "".join(file.read_text(encoding="utf-8") for file in folder.iterdir() if file.name.endswith(".py"))
    assert {name for name in names if f'"{name}"' not in sources} == set()


def test_the_words_of_a_chart_need_a_value_for_each_placeholder() -> None:
    """They are filled in, and a missing one is an error."""
    assert chart("mastery_paths", numbers="Table").alt.endswith("The numbers are under Table.")
    with pytest.raises(KeyError, match="numbers"):
        chart("mastery_paths")


def test_what_a_code_is_called_is_found_by_its_name() -> None:
    """A table for other codes is an error."""
    assert phrases(StabilityWord, "statements_words")[StabilityWord.TOO_EARLY] == "Too early to tell"
    with pytest.raises(KeyError):
        phrases(ErrorCause, "statements_words")


@pytest.mark.parametrize("file", ["charts", "codes", "paragraphs"])
def test_every_table_of_words_is_used(file: str) -> None:
    """No table is left behind when its text is renamed."""
    folder = resources.files("dashboard.text")
    names = tomllib.loads(folder.joinpath(f"words/{file}.toml").read_text(encoding="utf-8"))
    sources = "".join(file.read_text(encoding="utf-8") for file in folder.iterdir() if file.name.endswith(".py"))
    assert {name for name in names if f'"{name}"' not in sources} == set()


@pytest.mark.parametrize(("file", "kind"), [("actions", Action), ("checklist", ChecklistItem)])
def test_every_code_has_its_table_of_words(file: str, kind: type[StrEnum]) -> None:
    """No action and no item of the checklist is without words."""
    words = resources.files("dashboard.text").joinpath(f"words/{file}.toml").read_text(encoding="utf-8")
    assert tomllib.loads(words).keys() == set(kind)
