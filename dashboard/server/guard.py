"""Who may talk to the dashboard, decided before Streamlit sees a request.

Streamlit contacts an outside address to judge the Origin of a WebSocket, and answers requests for any Host. The guard
only compares both with the server's own addresses.
"""

from typing import ClassVar

from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from dashboard.server import access, headers, responses
from dashboard.text import access as text

NAMES = ("localhost", access.ADDRESS)
PLAIN_PORT = 80  # browsers leave it out of Host and Origin
POLICY_VIOLATION = 1008  # before a handshake is accepted, the server answers it with 403
READING = ("GET", "HEAD")
PINGS = (b"/_stcore/health", b"/_stcore/host-config")
"""What an open page asks for until a server answers."""


def hosts(port: int) -> frozenset[str]:
    return frozenset(name if port == PLAIN_PORT else f"{name}:{port}" for name in NAMES)


class Guard:
    """Pass on requests from the server's own pages in a browser that was let in; answer others with 403 or 410.

    Without a token, every browser that reaches the server is let in. `page` is the app's only HTML.
    """

    is_in_use: ClassVar[bool] = False
    """Whether this process has a guard; pages refuse to be served without one."""

    def __init__(self, app: ASGIApp, *, port: int, token: str | None, page: str = "") -> None:
        Guard.is_in_use = True
        self._app = app
        self._token = token
        self._headers = headers.security_headers(page)
        self._hosts = hosts(port)
        self._cookie = access.cookie_name(port)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        answer = None if scope["type"] == "lifespan" else self._answer(scope)
        if answer is None:
            await self._app(scope, receive, headers.protected(send, self._headers))
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": POLICY_VIOLATION})
        else:
            await answer(scope, receive, headers.protected(send, headers.security_headers()))

    def _answer(self, scope: Scope) -> Response | None:
        """Return the guard's own answer, or None to pass the request on."""
        host, origin = _header(scope, "host"), _header(scope, "origin")
        if host not in self._hosts or origin not in (None, f"http://{host}"):
            return responses.refusal(text.WRONG_ADDRESS)
        is_read = scope["type"] == "http" and scope["method"] in READING
        if self._token is None:  # browsers leave Origin out only where a page reads from its own site
            return None if origin or is_read else responses.refusal(text.WRONG_ADDRESS)
        if is_read:
            query = access.without_token(scope["query_string"].decode("latin-1"), self._token)
            if query is not None:  # exchange the token for the cookie, and lead to the same address without it
                address = f"http://{host}{scope['raw_path'].decode('latin-1')}"
                return responses.entry(
                    f"{address}?{query}" if query else address,
                    cookie=f"{self._cookie}={self._token}; Path=/; HttpOnly; SameSite=Strict",
                    is_from_elsewhere=_header(scope, "sec-fetch-site") == "cross-site",
                )
        if access.is_cookie_valid(_header(scope, "cookie") or "", self._cookie, self._token):
            return None
        return responses.restarted() if is_read and scope["raw_path"] in PINGS else responses.locked()


def _header(scope: Scope, name: str) -> str | None:
    """Return a header's value; if it is given twice, both in one text, which equals no value of ours."""
    values = [value.decode("latin-1") for key, value in scope["headers"] if key == name.encode()]
    return ", ".join(values) if values else None
