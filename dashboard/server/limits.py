"""Limits: close connections whose request is never finished, and refuse uploads that Streamlit would keep in memory."""

import asyncio
from collections import Counter
from collections.abc import Callable
from typing import cast

import h11
from starlette.types import ASGIApp, Receive, Scope, Send
from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol

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


class RequestTimeoutProtocol(H11Protocol):
    """HTTP that closes a connection whose request stays unfinished, for which uvicorn waits forever."""

    limit_s = 30.0
    """For the whole head of a request, and for each pause within its body."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as the server's own
        super().connection_made(transport)
        self._wait()

    def data_received(self, data: bytes) -> None:
        """Let the limit of a head run on, and restart it with each part of a body."""
        super().data_received(data)
        is_in_head = self.conn.their_state is h11.IDLE and self.timeout_keep_alive_task is None
        if not is_in_head:
            self._limit.cancel()
        is_in_body = self.conn.their_state is h11.SEND_BODY and self.transport.get_protocol() is self
        if self._limit.cancelled() and (is_in_head or is_in_body):
            self._wait()

    def handle_websocket_upgrade(self, event: h11.Request) -> None:
        """Refuse a handshake that uvicorn cannot read, and would leave open without an answer."""
        super().handle_websocket_upgrade(event)
        if not cast(WebSocketsSansIOProtocol, self.transport.get_protocol()).handshake_initiated:
            self.send_400_response("The handshake cannot be read.")

    def connection_lost(self, exc: Exception | None) -> None:
        self._limit.cancel()
        super().connection_lost(exc)

    def _wait(self) -> None:
        self._limit = self.loop.call_later(self.limit_s, self.transport.close)
