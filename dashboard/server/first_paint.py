"""Streamlit's page with our styles in it, so that nothing moves once they would arrive."""

import re
from pathlib import Path

from dashboard.charts import plain_marks
from dashboard.server.asgi import App, Message, Receive, Send
from dashboard.server.responses import OK, Response

_ADDRESS = re.compile(rb"/[a-z-]*")
"""The addresses of pages; those of all else have a dot, an underscore or a second part."""


def styled(page: str) -> str:
    """Return a page with the styles of our marks, and those that keep it still while it loads."""
    loading = Path(__file__).with_suffix(".css").read_text(encoding="utf-8")
    return page.replace("</head>", f"{plain_marks.style()}<style>{loading}</style></head>", 1)


class FirstPaint:
    """An app whose pages are all one document, in which its scripts draw."""

    def __init__(self, app: App, page: str) -> None:
        self._app = app
        self._page = Response(OK, page)

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Answer a request for a page, and pass all others on."""
        is_page = scope["type"] == "http" and scope["method"] == "GET" and _ADDRESS.fullmatch(scope["raw_path"])
        if is_page:
            await self._page.send(send)
        else:
            await self._app(scope, receive, send)
