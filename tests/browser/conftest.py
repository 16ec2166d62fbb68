"""Fixtures of the browser tests: Chromium, and one server of the dashboard for each state of the file.

Starting a server and drawing its first page takes longer than a test, so the tests share them.
"""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, sync_playwright

from analytics.estimation.selection import known_blueprints
from analytics.store import Store
from analytics.updates.context import Source, UpdateContext
from analytics.updates.import_files import import_files
from dashboard.sample import load_sample
from tests.browser.chromium import LAUNCH_ARGS, chromium_path

DAY = date(2026, 11, 25)
NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
ONE_EXAM = "practice_exam_id,taken_at,exam_code,domain_id,n_items,n_correct\np,2026-11-20,AIF-C01,total,65,44\n"

_START_LIMIT_S = 60
_STOP_LIMIT_S = 10


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start one headless Chromium for all tests of a process."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=chromium_path(), args=LAUNCH_ARGS)
        yield chromium
        chromium.close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """Open a window with no history and no animations."""
    window = browser.new_context(reduced_motion="reduce", viewport={"width": 1280, "height": 900})
    yield window
    window.close()


@pytest.fixture(scope="session")
def stores(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Store]:
    """Return a function that makes the database of a state: empty, little (one practice exam), or full (the sample)."""

    @cache
    def make(state: str) -> Store:
        store = Store(tmp_path_factory.mktemp("files") / f"{state}.duckdb")
        _FILL[state](store)
        return store

    return make


@pytest.fixture(scope="session")
def address_of(
    stores: Callable[[str], Store], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[[str], str]]:
    """Return a function that serves the dashboard of a state; the servers live until the last test."""
    with ExitStack() as servers:

        @cache
        def serve(state: str) -> str:
            return servers.enter_context(_serving(stores(state).path, tmp_path_factory.mktemp("server") / "log.txt"))

        yield serve


def _import_one_exam(store: Store) -> None:
    csv = store.path.with_name("one.csv")
    csv.write_text(ONE_EXAM, encoding="utf-8")
    context = UpdateContext(store=store, today=DAY, made_at=NOW, zone="UTC", blueprints=known_blueprints(store))
    import_files(context, [Source(csv, "one.csv")])


_FILL: Mapping[str, Callable[[Store], object]] = {
    "empty": Store.revision,
    "little": _import_one_exam,
    "full": lambda store: load_sample(store, today=DAY, made_at=NOW),
}


@contextmanager
def _serving(db: Path, log: Path) -> Iterator[str]:
    port = _free_port()
    command = [sys.executable, "-m", "dashboard.cli", "dashboard"]
    command += ["--db", str(db), "--port", str(port), "--no-browser"]
    with log.open("wb") as out:
        server = subprocess.Popen(command, stdout=out, stderr=out, start_new_session=True)
    try:
        address = f"http://127.0.0.1:{port}"
        _wait_until_up(server, f"{address}/_stcore/health", log)
        yield address
    finally:
        _stop(server)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_until_up(server: subprocess.Popen[bytes], health: str, log: Path) -> None:
    for _ in range(_START_LIMIT_S * 10):
        if server.poll() is not None:
            break
        try:
            with urllib.request.urlopen(health, timeout=5):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    pytest.fail(f"The dashboard did not start:\n{log.read_text(encoding='utf-8', errors='replace')}")


def _stop(server: subprocess.Popen[bytes]) -> None:
    """End the program and the server that it started; both are in one process group."""
    for how in (signal.SIGTERM, signal.SIGKILL):
        if server.poll() is None:
            os.killpg(server.pid, how)
        try:
            server.wait(_STOP_LIMIT_S)
        except subprocess.TimeoutExpired:
            continue
        return
