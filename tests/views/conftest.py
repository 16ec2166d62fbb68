"""Fixtures of the page tests."""

from collections.abc import Iterator

import pytest

from tests.inputs import pages


@pytest.fixture(autouse=True)
def fast_pages(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with pages.fast_pages(monkeypatch):
        yield


@pytest.fixture
def drawn_charts(fast_pages: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Draw the charts of the pages, which are blank otherwise."""
    pages.draw_charts(monkeypatch)
