"""Close connections whose request is never finished."""

import asyncio
from typing import cast

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol


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
