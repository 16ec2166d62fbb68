"""Streamlit's page with our styles in it, so that nothing moves when they arrive."""

import re
from pathlib import Path

from starlette.responses import HTMLResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from dashboard.charts import plain_marks
from dashboard.server.responses import NO_COPY

_PAGE_PATH = re.compile(rb"/[a-z-]*")
"""Addresses of pages; all others have a dot, an underscore or a second part."""


def styled(page: str) -> str:
    """Add the styles of our marks, and those that keep the page still while it loads."""
    loading = Path(__file__).with_suffix(".css").read_text(encoding="utf-8")
    return page.replace("</head>", f"{plain_marks.style()}<style>{loading}</style></head>", 1)


class FirstPaint:
    """Serve one document for all pages, in which Streamlit's scripts draw."""

    def __init__(self, app: ASGIApp, page: str) -> None:
        self._app = app
        self._page = HTMLResponse(page, headers=NO_COPY)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        is_page = scope["type"] == "http" and scope["method"] == "GET" and _PAGE_PATH.fullmatch(scope["raw_path"])
        await (self._page if is_page else self._app)(scope, receive, send)
