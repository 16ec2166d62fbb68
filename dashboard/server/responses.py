"""The answers that the guard gives itself."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from dashboard.server.asgi import Send
from dashboard.server.headers import encoded, security_headers
from dashboard.text import access as text
from dashboard.text import common

OK, SEE_OTHER, FORBIDDEN, LENGTH_REQUIRED, TOO_LARGE = 200, 303, 403, 411, 413
PAGE = Path(__file__).with_name("locked.html").read_text(encoding="utf-8")


@dataclass(frozen=True)
class Response:
    """A whole answer to an HTTP request."""

    status: int
    body: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)

    async def send(self, send: Send) -> None:
        """Send it; nobody keeps a copy."""
        body = self.body.encode()
        headers = {
            "content-type": "text/html; charset=utf-8",
            "content-length": str(len(body)),
            "cache-control": "no-store",
            **security_headers(),
            **self.headers,
        }
        await send({"type": "http.response.start", "status": self.status, "headers": encoded(headers)})
        await send({"type": "http.response.body", "body": body})


def refusal(sentence: str) -> Response:
    """Return the answer to a request that is not from our own pages."""
    return Response(FORBIDDEN, sentence, {"content-type": "text/plain; charset=utf-8"})


def locked() -> Response:
    """Return the page that says how to get in."""
    body = f"<p>{text.LOCKED}</p>\n<p>{text.ALREADY_OPEN} <a href='/'>{text.TRY_AGAIN}</a></p>"
    return Response(FORBIDDEN, PAGE.format(product=common.PRODUCT, title=text.LOCKED_TITLE, body=body))


def entry(address: str, *, cookie: str, is_from_elsewhere: bool) -> Response:
    """Set the cookie and lead on to an address.

    A strict cookie is not sent along a redirect that another site or a file began, so there a page of our
    own leads on.
    """
    if is_from_elsewhere:
        return Response(OK, headers={"set-cookie": cookie, "refresh": f"0; url={address}"})
    return Response(SEE_OTHER, headers={"set-cookie": cookie, "location": address})
