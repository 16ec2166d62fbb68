"""Fixtures of the browser tests: Chromium, and servers of the dashboard."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, sync_playwright

from tests.browser.chromium import LAUNCH_ARGS, chromium_path

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
def app_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[Path], str]]:
    """Return a function that serves the dashboard of a database and returns its address.

    The servers live until the last test.
    """
    with ExitStack() as servers:
        yield lambda db: servers.enter_context(_serving(db, tmp_path_factory.mktemp("server") / "log.txt"))


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
