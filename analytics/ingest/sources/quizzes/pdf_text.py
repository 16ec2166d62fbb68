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
    "encrypted": "this PDF is protected by a password. Open it, print it into a new PDF, and import that.",
    "long": "this PDF is longer than a score report. Import the report alone.",
    "damaged": "this PDF is damaged or cannot be read. Download it again.",
    "empty": "this PDF holds a picture and no text, as a scan does. Download the report itself, or enter it by hand.",
    "slow": "reading this PDF takes too long. Download it again, or enter the result by hand.",
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
