"""Who may talk to the dashboard, decided before Streamlit sees a request.

Streamlit looks up and contacts an outside address to judge a foreign Origin of a WebSocket, and it answers
plain requests for any Host. Here both are compared with the server's own addresses, and nothing else is asked.
"""

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any, ClassVar

from dashboard.text import entry as text

Message = MutableMapping[str, Any]  # ASGI's own messages: whatever the specification names
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Message, Receive, Send], Awaitable[None]]

NAMES = ("localhost", "127.0.0.1")
FORBIDDEN = 403
PLAIN_PORT = 80  # browsers leave it out of Host and Origin
POLICY_VIOLATION = 1008  # before a handshake is accepted, the server answers it with 403
READING = ("GET", "HEAD")


def hosts(port: int) -> frozenset[str]:
    """Return the Host headers of the server's own addresses."""
    return frozenset(name if port == PLAIN_PORT else f"{name}:{port}" for name in NAMES)


class Guard:
    """The app for requests to the server's own address from its own pages; 403 for all others."""

    is_in_use: ClassVar[bool] = False
    """Whether this process has a guard; the pages refuse to be served without one."""

    def __init__(self, app: App, *, port: int) -> None:
        Guard.is_in_use = True
        self._app = app
        self._hosts = hosts(port)

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it."""
        if scope["type"] == "lifespan" or self._is_own(scope):
            await self._app(scope, receive, send)
        else:
            await _refuse(scope, send)

    def _is_own(self, scope: Message) -> bool:
        """Whether Host and Origin are our own; browsers leave Origin out only where a page reads from its own site."""
        host, origin = _header(scope, b"host"), _header(scope, b"origin")
        if host not in self._hosts:
            return False
        if origin is None:
            return scope["type"] == "http" and scope["method"] in READING
        return origin == f"http://{host}"


def _header(scope: Message, name: bytes) -> str | None:
    """Return a header's value; a header given twice is no value of ours."""
    values = [value.decode("latin-1") for key, value in scope["headers"] if key == name]
    return ", ".join(values) if values else None


async def _refuse(scope: Message, send: Send) -> None:
    if scope["type"] == "websocket":
        await send({"type": "websocket.close", "code": POLICY_VIOLATION})
        return
    body = text.WRONG_ADDRESS.encode()
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": FORBIDDEN, "headers": headers})
    await send({"type": "http.response.body", "body": body})
