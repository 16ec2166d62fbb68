"""What all pages share."""

from pathlib import Path
from typing import Any

import pytest

from dashboard.pages import PAGES, Page
from dashboard.text import common
from tests.inputs.pages import page_of


@pytest.mark.parametrize("page", [page for page in PAGES if page.report], ids=lambda page: page.slug)
def test_an_empty_file_keeps_the_page(page: Page[Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It has its title and the first steps, and no chart."""
    app = page_of(page.slug, tmp_path / "none.duckdb", monkeypatch)
    assert [app.title[0].value, *(header.value for header in app.subheader)] == [page.title, common.EMPTY_TITLE]
    assert app.markdown[-1].value == common.EMPTY_BODY
    assert not app.get("plotly_chart")


def test_addresses_and_titles_are_unique() -> None:
    assert len({page.url_path for page in PAGES}) == len({page.title for page in PAGES}) == len(PAGES)
