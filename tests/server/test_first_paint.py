"""The pages are styled and hold still from their first paint on."""

import asyncio

import pytest
from starlette.types import Message, Receive, Send

from dashboard.charts import plain_marks
from dashboard.server.first_paint import FirstPaint, styled

PAGE = styled("<html><head><title>Streamlit</title></head><body></body></html>")
APP = 299


def answer(path: str, *, kind: str = "http", method: str = "GET") -> tuple[int, bytes]:
    """Return the status and the body of an answer; the app below answers with a status of its own."""
    sent: list[Message] = []

    async def app(scope: Message, receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": APP, "headers": []})

    async def send(message: Message) -> None:
        sent.append(message)

    async def receive() -> Message:
        return {}

    scope = {"type": kind, "method": method, "raw_path": path.encode()}
    asyncio.run(FirstPaint(app, PAGE)(scope, receive, send))
    return sent[0]["status"], b"".join(message.get("body", b"") for message in sent)


@pytest.mark.parametrize("path", ["/", "/booking", "/exam-day"])
def test_a_page_comes_with_its_styles(path: str) -> None:
    """They are in its head, so that nothing moves when Streamlit would bring them."""
    assert answer(path) == (200, PAGE.encode())
    assert PAGE.index(plain_marks.style()) < PAGE.index("</head>")
    assert "stSkeleton" in PAGE


def test_texts_are_hidden_with_what_they_are_in() -> None:
    """Streamlit's own style makes each text visible; one that shows while what is above it loads is seen to move."""
    assert ".stMarkdown > div { visibility: inherit; }" in PAGE


@pytest.mark.parametrize(
    ("path", "options"),
    [
        *((path, {}) for path in ("/static/js/index.js", "/_stcore/health", "/media/a", "/favicon.png")),
        ("/", {"method": "POST"}),
        ("/", {"method": "HEAD"}),
        ("/", {"kind": "websocket"}),
    ],
)
def test_all_else_is_the_apps(path: str, options: dict[str, str]) -> None:
    """Files, streams, and requests that are no reading of a page."""
    assert answer(path, **options)[0] == APP
