"""Find a Chromium for the browser tests, or install one.

An installed browser is preferred to a download; `make browser` runs this once, so the tests download nothing.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from playwright.sync_api import sync_playwright

LAUNCH_ARGS = (
    "--no-sandbox",  # or it does not start as root
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)

ONE_PROCESS_ARGS = ("--renderer-process-limit=1", "--disable-site-isolation-trials")
"""For all pages: a process of its own would compile the scripts of each page again."""

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge")
_PLACES = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    "C:/Program Files/Google/Chrome/Application/chrome.exe",
    "C:/Program Files (x86)/Google/Chrome/Application/chrome.exe",
    "C:/Program Files (x86)/Microsoft/Edge/Application/msedge.exe",
)
_FETCH_LIMIT_S = 600


class NoBrowserError(Exception):
    """No Chromium was found, and none could be installed."""


@cache
def chromium_path() -> str:
    """Return the path of a Chromium that runs, installing one if there is none.

    Raises:
        NoBrowserError: If the one named does not run, or none could be installed.
    """
    if named := os.environ.get("CUTSCORE_CHROMIUM"):
        if not _runs(named):
            raise NoBrowserError(f"CUTSCORE_CHROMIUM names {named}, which does not run as a browser.")
        return named
    for candidate in _candidates():
        if _runs(candidate):
            return candidate
    raise NoBrowserError(
        "There is no Chromium, and none could be fetched. "
        "Install Chromium, Chrome or Edge, or set CUTSCORE_CHROMIUM to the path of one."
    )


def _candidates() -> Iterator[str]:
    """Yield paths to try, the cheapest first; later steps run only if earlier ones found none."""
    yield from filter(None, map(shutil.which, _NAMES))
    yield from _PLACES
    with sync_playwright() as playwright:
        playwrights_own = playwright.chromium.executable_path
    yield playwrights_own
    _fetch(sys.executable, "-m", "playwright", "install", "chromium")
    yield playwrights_own
    if sys.platform == "linux" and shutil.which("apt-get") and os.geteuid() == 0:
        _fetch("apt-get", "update")
        _fetch("apt-get", "install", "-y", "chromium")
        yield from filter(None, map(shutil.which, _NAMES))


def _runs(path: str) -> bool:
    if not Path(path).is_file():
        return False
    if sys.platform == "win32":  # there, asking for the version opens a window
        return True
    try:
        tried = subprocess.run([path, "--version"], capture_output=True, timeout=60, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return tried.returncode == 0


def _fetch(*command: str) -> None:
    """Run one attempt to install a browser; the caller looks again to see whether it helped."""
    print("Trying:", *command, file=sys.stderr)
    patience = {"DEBIAN_FRONTEND": "noninteractive", "PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT": "10000"}
    try:
        subprocess.run(command, env=os.environ | patience, capture_output=True, timeout=_FETCH_LIMIT_S, check=False)
    except subprocess.TimeoutExpired:
        print(f"Gave up after {_FETCH_LIMIT_S} seconds.", file=sys.stderr)


if __name__ == "__main__":
    try:
        print(chromium_path())
    except NoBrowserError as error:
        sys.exit(str(error))
