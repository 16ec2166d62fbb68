"""Fixtures of the form tests."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from analytics.store import Store
from tests.inputs import pages
from tests.inputs.builders import practice_exam, store_with


@pytest.fixture(autouse=True)
def fast_pages(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with pages.fast_pages(monkeypatch):
        yield


@pytest.fixture
def own(tmp_path: Path) -> Store:
    """A file with one practice exam."""
    return store_with(tmp_path, practice_exam(date(2026, 11, 1), [(7, 10)] * 5, exam_code="AIF-C01"))
