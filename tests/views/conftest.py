"""Fixtures of the page tests."""

from collections.abc import Iterator

import pytest

from analytics.blueprints import parser
from tests.inputs import pages
from tests.inputs.builders import EXAM, OPEN_EXAM


@pytest.fixture(autouse=True)
def fast_pages(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with pages.fast_pages(monkeypatch):
        yield


@pytest.fixture
def drawn_charts(fast_pages: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Draw the charts of the pages, which are blank otherwise."""
    pages.draw_charts(monkeypatch)


@pytest.fixture
def open_exam(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the usual exam of the tests be one that can still be taken."""
    shipped = parser._shipped
    monkeypatch.setattr(parser, "_shipped", lambda code: OPEN_EXAM if code == EXAM else shipped(code))
