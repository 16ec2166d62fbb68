"""Extract the text of a PDF; run as a script by `aws_score_report`, in a process that it can stop.

A hostile PDF can take hours or all memory, and a library cannot be stopped from within its process. The script imports
none of our modules, so that it starts fast.
"""

import io
import json
import sys
from contextlib import suppress
from typing import BinaryIO, TextIO

from pypdf import PdfReader
from pypdf.errors import DependencyError

MAX_PAGES = 20
MAX_CONTENT_BYTES = 500_000
"""The size of all pages when unpacked; that of a report is about ten thousand."""

MAX_MEMORY_BYTES = 1024 * 1024 * 1024


def pages_of(data: bytes) -> list[str] | str:
    """Return the text of each page, or a word for why there is none."""
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            return "encrypted"
        if len(reader.pages) > MAX_PAGES:
            return "long"
        contents = [page.get_contents() for page in reader.pages]
        if sum(len(content.get_data()) for content in contents if content is not None) > MAX_CONTENT_BYTES:
            return "long"
        pages = [page.extract_text() for page in reader.pages]
    except DependencyError:  # the cipher needs a library that is not installed
        return "encrypted"
    except Exception:  # pypdf raises errors of many kinds for a damaged file
        return "damaged"
    return pages


def main(source: BinaryIO, target: TextIO) -> None:
    """Read a PDF, and write its pages as JSON."""
    json.dump(pages_of(source.read()), target)


def limit_memory() -> None:
    """Limit the memory of this process, on systems that can."""
    with suppress(ImportError, ValueError, OSError):
        import resource  # noqa: PLC0415  (not on every system)

        resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY_BYTES, MAX_MEMORY_BYTES))


if __name__ == "__main__":  # pragma: no cover  (in the other process)
    limit_memory()
    main(sys.stdin.buffer, sys.stdout)
