"""The guard's own answers, none of which is cached."""

from pathlib import Path

from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response

from dashboard.text import access as text
from dashboard.text import common

SEE_OTHER, FORBIDDEN, GONE, LENGTH_REQUIRED, TOO_LARGE = 303, 403, 410, 411, 413
NO_COPY = {"cache-control": "no-store"}
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
