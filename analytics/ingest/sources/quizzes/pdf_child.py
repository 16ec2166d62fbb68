"""Extract the text of a PDF, as a script in a process that `aws_score_report` can stop.

A hostile PDF can take hours or all memory, and nothing within one process can stop a library at
work. This script imports none of our modules, so it starts fast.
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
"""Of all pages, unpacked; a report has about ten thousand."""

MAX_MEMORY_BYTES = 1024 * 1024 * 1024


def pages_of(data: bytes) -> list[str] | str:
    """Return the text of each page, or one word for why there is none."""
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
    except DependencyError:  # the cipher needs more than is installed
        return "encrypted"
    except Exception:  # a damaged file makes a reader fail in any way
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
