"""Serve the dashboard: ``python -m dashboard.server PORT``, as `cutscore dashboard` does."""

import logging
import os
import sys
from pathlib import Path
from typing import cast

import streamlit
import uvicorn
from streamlit.runtime import Runtime
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.starlette import App

from dashboard.server import access, first_paint, guard
from dashboard.server.request_timeout import RequestTimeoutProtocol
from dashboard.server.uploads import UploadLimit

GRACE_S = 1  # open pages never end by themselves
PING_S = 30


def main(port: int) -> None:
    for name in ("uvicorn.access", "uvicorn.error"):  # Streamlit resets their levels whenever it reads its settings
        logging.getLogger(name).addFilter(_is_warning)
    app = App(Path(__file__).parents[1] / "app.py")
    token = os.environ.pop(access.TOKEN_VARIABLE, None)
    document = Path(streamlit.__file__).parent / "static" / "index.html"
    page = first_paint.styled(document.read_text(encoding="utf-8"))
    uvicorn.run(
        guard.Guard(first_paint.FirstPaint(UploadLimit(app, _held_by), page), port=port, token=token, page=page),
        host=access.ADDRESS,
        port=port,
        http=RequestTimeoutProtocol,
        ws="websockets-sansio",  # as Streamlit's own server; the others are deprecated
        ws_ping_interval=PING_S,
        ws_ping_timeout=PING_S,
        ws_per_message_deflate=False,  # on one computer it only takes time
        proxy_headers=False,  # a header must not say where a request comes from
        server_header=False,
        log_config=None,
        timeout_graceful_shutdown=GRACE_S,
    )


def _held_by(session: str) -> int:
    manager = cast("MemoryUploadedFileManager", Runtime.instance().uploaded_file_mgr)  # `App` makes no other
    return sum(len(file.data) for file in manager.file_storage.get(session, {}).values())


def _is_warning(record: logging.LogRecord) -> bool:
    """Leave out notes of requests, whose addresses may contain the token."""
    return record.levelno >= logging.WARNING


if __name__ == "__main__":
    main(int(sys.argv[1]))
