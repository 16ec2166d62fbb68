"""Serve the dashboard: ``python -m dashboard.server PORT``. The command `cutscore dashboard` starts it."""

import logging
import os
import sys
from pathlib import Path

import streamlit
import uvicorn
from streamlit.starlette import App

from dashboard.server import access, guard

ADDRESS = "127.0.0.1"
GRACE_S = 1  # open pages never end by themselves
PING_S = 30


def main(port: int) -> None:
    """Serve until a signal ends the process."""
    for name in ("uvicorn.access", "uvicorn.error"):  # Streamlit sets their levels anew whenever it reads its settings
        logging.getLogger(name).addFilter(_is_warning)
    app = App(Path(__file__).parents[1] / "app.py")
    page = (Path(streamlit.__file__).parent / "static" / "index.html").read_text(encoding="utf-8")
    uvicorn.run(
        guard.Guard(app, port=port, token=os.environ.pop(access.TOKEN_VARIABLE, None), page=page),
        host=ADDRESS,
        port=port,
        ws="websockets-sansio",  # as Streamlit's own server; the others are deprecated
        ws_ping_interval=PING_S,
        ws_ping_timeout=PING_S,
        ws_per_message_deflate=False,  # on one computer it only takes time
        proxy_headers=False,  # a header must not say where a request comes from
        server_header=False,
        log_config=None,
        timeout_graceful_shutdown=GRACE_S,
    )


def _is_warning(record: logging.LogRecord) -> bool:
    """Whether a message is more than a note of a request, whose address may hold the token."""
    return record.levelno >= logging.WARNING


if __name__ == "__main__":
    main(int(sys.argv[1]))
