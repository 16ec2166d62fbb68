"""Open the browser without showing the token to other users of the computer."""

import sys
import webbrowser
from pathlib import Path

from dashboard.text import access

HIDING_ARGUMENTS = ("darwin", "win32")
"""Systems that hand the browser an address out of other users' sight."""


def open_privately(address: str, folder: Path) -> None:
    """Open an address; where all users can read a program's arguments, by a private file that leads on to it."""
    if sys.platform in HIDING_ARGUMENTS:
        webbrowser.open(address)
        return
    page = folder / "cutscore.html"
    page.touch(mode=0o600)
    page.write_text(access.opening(address), encoding="utf-8")
    webbrowser.open(page.as_uri())
