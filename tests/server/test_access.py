"""Only a browser that knows the token is let in, and then it keeps a cookie instead."""

import asyncio
import json
from urllib.parse import urlsplit

import pytest
from starlette.types import Message, Receive, Send

from dashboard.server import access
from dashboard.server.guard import Guard
from dashboard.text import access as text
from tests.inputs.servers import ask, port_and_cookie

PORT, HOST = 8501, "127.0.0.1:8501"
TOKEN, COOKIE = "right", "cutscore-8501=right"
APP = 299
"""The status that the app below answers with; the guard never does."""


def guarded(
    path: str, *, method: str = "GET", kind: str = "http", token: str | None = TOKEN, **headers: str
) -> tuple[int, dict[str, str]]:
    """Return the status and headers of the answer to a request."""
    sent: list[Message] = []

    async def app(scope: Message, receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": APP, "headers": []})

    async def send(message: Message) -> None:
        sent.append(message)

    async def receive() -> Message:
        return {}

    path, _, query = path.partition("?")
    given = {"host": HOST} | {name.replace("_", "-"): value for name, value in headers.items()}
    scope = {
        "type": kind,
        "method": method,
        "raw_path": path.encode(),
        "query_string": query.encode(),
        "headers": [(name.encode(), value.encode()) for name, value in given.items()],
    }
    asyncio.run(Guard(app, port=PORT, token=token)(scope, receive, send))
    if sent[0]["type"] == "websocket.close":
        return 403, {}
    return sent[0]["status"], {name.decode(): value.decode() for name, value in sent[0]["headers"]}


@pytest.mark.parametrize("path", ["/", "/?token=wrong", "/?token=", "/?token=righ", "/_stcore/health", "/media/x"])
@pytest.mark.parametrize(
    "cookie", ["", "cutscore-8501=wrong", "cutscore-8501=", "cutscore-8502=right", "right", "a=b;cutscore-8501"]
)
def test_without_the_token_or_its_cookie_nothing_is_served(path: str, cookie: str) -> None:
    """Neither reading, writing nor a connection gets to the app."""
    for kind, method in (("http", "GET"), ("http", "PUT"), ("websocket", "")):
        assert guarded(path, kind=kind, method=method, cookie=cookie, origin=f"http://{HOST}")[0] in {403, 410}


@pytest.mark.parametrize("cookie", [COOKIE, f"_streamlit_xsrf=2|1; {COOKIE}", f'odd="{{[;{COOKIE};cutscore-8501=x'])
def test_the_cookie_lets_in_among_any_others(cookie: str) -> None:
    """Browsers send the cookies of all programs on this computer."""
    assert guarded("/", cookie=cookie)[0] == APP
    assert guarded("/_stcore/stream", kind="websocket", cookie=cookie)[0] == APP
    assert guarded("/_stcore/upload_file/a/b", method="PUT", cookie=cookie)[0] == APP


def test_the_token_is_exchanged_for_a_cookie() -> None:
    """The browser goes on to the same address without the token; nobody keeps or learns the first address."""
    status, headers = guarded("/study?candidate=a%26b&token=right&x=")
    assert (status, headers["location"]) == (303, f"http://{HOST}/study?candidate=a%26b&x=")
    assert headers["set-cookie"] == f"{COOKIE}; Path=/; HttpOnly; SameSite=Strict"
    assert (headers["cache-control"], headers["referrer-policy"]) == ("no-store", "no-referrer")


def test_a_link_from_elsewhere_leads_on_from_a_page_of_our_own() -> None:
    """A browser does not send a strict cookie along a redirect that began elsewhere."""
    status, headers = guarded("/?token=right", sec_fetch_site="cross-site")
    assert (status, headers["refresh"]) == (200, f"0; url=http://{HOST}/")
    assert headers["set-cookie"].startswith(COOKIE)


def test_an_address_that_names_another_computer_does_not_lead_there() -> None:
    assert guarded("//stranger.example/?token=right")[1]["location"] == f"http://{HOST}//stranger.example/"


def test_a_token_lets_in_nobody_by_another_way() -> None:
    """Only opening an address in a browser is answered with the cookie."""
    assert guarded("/?token=right", method="POST")[0] == 403
    assert guarded("/_stcore/stream?token=right", kind="websocket")[0] == 403


def test_without_a_token_only_own_pages_are_served() -> None:
    """Behind another sign-in, Host and Origin still have to be our own."""
    own = f"http://{HOST}"
    assert guarded("/", token=None)[0] == APP
    assert guarded("/_stcore/stream", kind="websocket", token=None, origin=own)[0] == APP
    assert guarded("/_stcore/upload_file/a/b", method="PUT", token=None, origin=own)[0] == APP
    assert guarded("/", token=None, host="stranger.example")[0] == 403
    assert guarded("/", token=None, origin="http://stranger.example")[0] == 403
    assert guarded("/_stcore/stream", kind="websocket", token=None)[0] == 403
    assert guarded("/_stcore/upload_file/a/b", method="PUT", token=None)[0] == 403


def test_tokens_are_new_and_long() -> None:
    """Each start has its own; 32 random bytes are 43 characters of base64."""
    tokens = {access.new_token() for _ in range(100)}
    assert len(tokens) == 100
    assert min(map(len, tokens)) == 43


def test_a_running_dashboard_serves_one_page_until_the_token_is_given(entrance: str) -> None:
    """That page says how to get in; the printed address does."""
    host = urlsplit(entrance).netloc
    port, cookie = port_and_cookie(entrance)
    for path in ("/_stcore/health", "/_stcore/host-config"):  # asked for by a page of an earlier start
        gone = ask(port, path, {"Host": host})
        assert (gone.status, json.loads(gone.body)) == (410, text.RESTARTED)
    for path in ("/", "/study", "/static/favicon.png"):
        locked = ask(port, path, {"Host": host})
        assert locked.status == 403
        assert "frame-ancestors 'none'" in locked.headers["Content-Security-Policy"]
        assert text.LOCKED in locked.body
    assert ask(port, "/_stcore/health", {"Host": host, **cookie}).body == "ok"
    assert "<script" in ask(port, "/study", {"Host": host, **cookie}).body


def test_a_running_dashboard_without_token_is_open(open_address: str) -> None:
    place = urlsplit(open_address)
    assert (place.path, place.query) == ("", "")
    assert place.port is not None
    assert ask(place.port, "/_stcore/health", {"Host": place.netloc}).body == "ok"
    assert ask(place.port, "/_stcore/health", {"Host": "stranger.example"}).status == 403
