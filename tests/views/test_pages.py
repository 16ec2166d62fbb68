"""What all pages share."""

from pathlib import Path
from typing import Any

import pytest
import streamlit as st

from dashboard import components, pages
from dashboard.pages import PAGES, Page
from dashboard.text import common
from tests.inputs.pages import page_of, words


@pytest.mark.parametrize("page", [page for page in PAGES[1:] if page.report], ids=lambda page: page.slug)
def test_an_empty_file_keeps_the_page(page: Page[Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each but the first, which is the setup, has its name, what is missing and the first steps, and no chart."""
    app = page_of(page.slug, tmp_path / "none.duckdb", monkeypatch)
    assert page.title in words(app)
    assert app.title[0].value == common.EMPTY_TITLE
    assert app.markdown[-1].value == common.EMPTY_BODY
    assert not app.get("plotly_chart")


def test_a_list_of_one_sentence_has_no_mark(monkeypatch: pytest.MonkeyPatch) -> None:
    placed: list[str] = []
    monkeypatch.setattr(st, "markdown", placed.append)
    for sentences in ([], ["One."], ["One.", "Two."]):
        components.bullets(sentences)
    assert placed == ["One.", "- One.\n- Two."]


ALIASES = {
    "week": pages.OVERVIEW,
    "overview": pages.OVERVIEW,
    "mastery": pages.GAPS_OVER_TIME,
    "stabilisation": pages.SCORES,
    "record": pages.FORECASTS,
    "pace": pages.PACE,
    "plan": pages.PLAN,
    "hours": pages.HOURS,
    "labs": pages.LABS,
    "resources": pages.RESOURCES,
    "last-week": pages.FINAL_WEEK,
    "add": pages.ADD,
}
"""Addresses of the seventeen earlier pages that are pages no more, in bookmarks and exported pages, and the name of
the first page, which has none."""


def test_every_former_address_leads_to_its_new_place() -> None:
    """No address of an earlier version is lost, nor hidden by a page of the same address."""
    addresses = pages.hidden_addresses()
    assert {address: addresses[address] for address in ALIASES} == ALIASES
    assert not addresses.keys() & {page.url_path for page in PAGES}


def test_addresses_and_titles_are_unique() -> None:
    assert len({page.url_path for page in PAGES}) == len({page.title for page in PAGES}) == len(PAGES)
