"""Two running dashboards for all tests of the server: one that asks for its token, and one that does not."""

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest

from tests.inputs.servers import serving


@pytest.fixture(scope="package")
def entrance(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Yield the address that lets in, with the token; the log never has it."""
    folder = tmp_path_factory.mktemp("served")
    with serving(folder / "own.duckdb", folder / "log.txt") as address:
        yield address
    assert urlsplit(address).query.partition("=")[2] not in (folder / "log.txt").read_text(encoding="utf-8")


@pytest.fixture(scope="package")
def open_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Yield the address of a dashboard that was started without a token."""
    folder = tmp_path_factory.mktemp("open")
    with serving(folder / "own.duckdb", folder / "log.txt", "--no-token") as address:
        yield address
