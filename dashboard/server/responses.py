"""The guard's own answers, none of which is cached, and security headers, which allow a page only what it needs."""

import base64
import hashlib
import re
from collections.abc import Mapping
from pathlib import Path

from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response
from starlette.types import Message, Send

from dashboard.text import access as text
from dashboard.text import common

SEE_OTHER, FORBIDDEN, GONE, LENGTH_REQUIRED, TOO_LARGE = 303, 403, 410, 411, 413
NO_COPY = {"cache-control": "no-store"}
_INLINE_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)
PAGE = Path(__file__).with_name("locked.html").read_text(encoding="utf-8")


def refusal(sentence: str, status: int = FORBIDDEN) -> Response:
    return PlainTextResponse(sentence, status, NO_COPY)


def locked() -> Response:
    body = f"<p>{text.LOCKED}</p>\n<p>{text.ALREADY_OPEN} <a href='/'>{text.TRY_AGAIN}</a></p>"
    return HTMLResponse(PAGE.format(product=common.PRODUCT, title=text.LOCKED_TITLE, body=body), FORBIDDEN, NO_COPY)


def restarted() -> Response:
    """Answer an open page of an earlier start, whose script shows the text only of JSON, and none of a 403."""
    return JSONResponse(text.RESTARTED, GONE, NO_COPY)


def entry(address: str, *, cookie: str, is_from_elsewhere: bool) -> Response:
    """Set the cookie and send the browser on to an address.

    Browsers leave a strict cookie out of a redirect from another site or a file, so there a page of our own refreshes.
    """
    if is_from_elsewhere:
        return HTMLResponse(headers={**NO_COPY, "set-cookie": cookie, "refresh": f"0; url={address}"})
    return HTMLResponse(status_code=SEE_OTHER, headers={**NO_COPY, "set-cookie": cookie, "location": address})


def security_headers(page: str = "") -> Mapping[str, str]:
    """Return the headers of every answer; only the inline scripts of `page` may run."""
    scripts = (hashlib.sha256(script.encode()).digest() for script in _INLINE_SCRIPT.findall(page))
    hashes = "".join(f" 'sha256-{base64.b64encode(script).decode()}'" for script in scripts)
    policy = (
        "default-src 'none'",
        f"script-src 'self' blob:{hashes}",  # Streamlit loads the script of a component from a blob
        "style-src 'self' 'unsafe-inline'",  # Streamlit writes its styles while it draws
        "img-src 'self' data: blob:",  # plotly draws the picture to download from a blob
        "font-src 'self' data:",  # the icons of the input grid
        "connect-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
    )
    return {
        "content-security-policy": "; ".join(policy),
        "x-content-type-options": "nosniff",
        "referrer-policy": "no-referrer",
        "cross-origin-opener-policy": "same-origin",
        "cross-origin-resource-policy": "same-origin",
    }


def protected(send: Send, headers: Mapping[str, str]) -> Send:
    """Return a `send` that replaces an app's headers with ours."""

    async def send_protected(message: Message) -> None:
        if message["type"] == "http.response.start":
            kept = [(name, value) for name, value in message["headers"] if name.decode().lower() not in headers]
            message["headers"] = [*kept, *((name.encode(), value.encode("latin-1")) for name, value in headers.items())]
        await send(message)

    return send_protected
