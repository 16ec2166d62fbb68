"""What all pages share."""

from pathlib import Path
from typing import Any

import pytest

from dashboard import pages
from dashboard.pages import PAGES, Page, Tab
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


@pytest.mark.parametrize("address", pages.hidden_addresses())
def test_every_former_address_leads_to_its_new_place(address: str) -> None:
    """A tab's own address, and those of earlier versions, name a page in the navigation."""
    view = pages.hidden_addresses()[address]
    assert view in PAGES or (isinstance(view, Tab) and pages.page_with(view) in PAGES)
    assert address not in {page.slug for page in PAGES}


def test_addresses_and_titles_are_unique() -> None:
    assert len({page.url_path for page in PAGES}) == len({page.title for page in PAGES}) == len(PAGES)
