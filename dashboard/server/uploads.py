"""Limit the uploads of a session, all of which Streamlit keeps in memory."""

from collections import Counter
from collections.abc import Callable

from starlette.types import ASGIApp, Receive, Scope, Send

from dashboard.server.responses import LENGTH_REQUIRED, TOO_LARGE, refusal
from dashboard.text import access as text

PREFIX = "/_stcore/upload_file/"
TOTAL_MB = 200
"""Four times the limit of a file, which is in `.streamlit/config.toml`."""


class UploadLimit:
    """Pass requests on, except uploads beyond a session's total."""

    def __init__(self, app: ASGIApp, held_by: Callable[[str], int]) -> None:
        self._app = app
        self._held_by = held_by
        self._on_the_way: Counter[str] = Counter()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "PUT" or not scope["path"].startswith(PREFIX):
            await self._app(scope, receive, send)
            return
        session = scope["path"].removeprefix(PREFIX).partition("/")[0]
        length = dict(scope["headers"]).get(b"content-length", b"")
        if not length.isdigit():
            await refusal(text.NO_LENGTH, LENGTH_REQUIRED)(scope, receive, send)
        elif self._held_by(session) + self._on_the_way[session] + int(length) > TOTAL_MB * 1_000_000:
            await refusal(text.TOO_MUCH.format(mb=TOTAL_MB), TOO_LARGE)(scope, receive, send)
        else:
            self._on_the_way[session] += int(length)
            try:
                await self._app(scope, receive, send)
            finally:
                self._on_the_way[session] -= int(length)
                self._on_the_way += Counter()  # forgets what is zero
