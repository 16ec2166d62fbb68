"""Fixtures of the form tests."""

from collections.abc import Iterator

import pytest

from tests.inputs import pages


@pytest.fixture(autouse=True)
def fast_pages(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with pages.fast_pages(monkeypatch):
        yield
