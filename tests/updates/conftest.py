"""Fixtures of the tests of updates."""

from collections.abc import Iterator

import pytest

from analytics.store import Store


@pytest.fixture
def store(store: Store) -> Iterator[Store]:
    """Hold the store open, since opening its file takes longer than most updates."""
    with store.reading():
        yield store
