"""Security headers, which allow a page only what it needs."""

import base64
import hashlib
import re
from collections.abc import Mapping

from starlette.types import Message, Send

_INLINE_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)


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
