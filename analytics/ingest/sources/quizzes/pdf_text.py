"""The text layer of a PDF, within limits of pages, memory and time."""

import json
import subprocess
import sys
from pathlib import Path

from analytics.errors import UnreadableFileError

MAX_BYTES = 10 * 1024 * 1024
TIME_LIMIT_S = 20.0

_CHILD = Path(__file__).with_name("pdf_child.py")
_REFUSED = {
    "encrypted": "this PDF is protected by a password. Print it to a new PDF and import that.",
    "long": "this PDF is longer than a score report. Import only the report.",
    "damaged": "this PDF is damaged or cannot be read. Download it again.",
    "empty": (
        "this PDF is a picture without text, such as a scan. Download the original report, or enter the result by hand."
    ),
    "slow": "this PDF takes too long to read. Download it again, or enter the result by hand.",
}


def pdf_pages(data: bytes, name: str) -> list[str]:
    """Return the text of each page.

    Raises:
        UnreadableFileError: If there is no text, or a limit is exceeded.
    """
    if len(data) > MAX_BYTES:
        raise UnreadableFileError(name, _REFUSED["long"])
    command = [sys.executable, "-P", "-W", "ignore", str(_CHILD)]
    try:
        child = subprocess.run(command, input=data, capture_output=True, timeout=TIME_LIMIT_S, check=False)
        pages = json.loads(child.stdout) if child.returncode == 0 else "damaged"
    except subprocess.TimeoutExpired:
        pages = "slow"
    if isinstance(pages, list) and not "".join(pages).strip():
        pages = "empty"
    if isinstance(pages, str):
        raise UnreadableFileError(name, _REFUSED[pages])
    return [str(page) for page in pages]
