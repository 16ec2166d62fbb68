"""Requests that are begun and never finished end by themselves."""

import asyncio
from typing import Any

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol


class PatientProtocol(H11Protocol):
    """HTTP that waits for the rest of a request only for some time; the server's own waits forever."""

    limit_s = 30.0
    """For the whole head of a request, and for each pause within its body."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._limit: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as the server's own
        """Wait for the first request."""
        super().connection_made(transport)
        self._wait()

    def data_received(self, data: bytes) -> None:
        """Wait on while the head is not whole, and anew while the body is not."""
        super().data_received(data)
        is_in_head = self.conn.their_state is h11.IDLE and self.timeout_keep_alive_task is None
        if not is_in_head:
            self._stop_waiting()
        is_in_body = self.conn.their_state is h11.SEND_BODY and self.transport.get_protocol() is self
        if self._limit is None and (is_in_head or is_in_body):
            self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait no more."""
        self._stop_waiting()
        super().connection_lost(exc)

    def _wait(self) -> None:
        self._limit = self.loop.call_later(self.limit_s, self.transport.close)

    def _stop_waiting(self) -> None:
        if self._limit is not None:
            self._limit.cancel()
            self._limit = None
