"""Browsers are told to refuse whatever the pages do not need."""

import asyncio

from starlette.types import Message

from dashboard.server.headers import protected, security_headers

PAGE = """<script>one()</script><script src="own.js"></script><script>
two()
</script>"""


def policy_of(page: str = "") -> dict[str, list[str]]:
    parts = security_headers(page)["content-security-policy"].split("; ")
    return {name: values for name, *values in (part.split() for part in parts)}


def test_nothing_is_loaded_from_another_place_and_nobody_frames_a_page() -> None:
    """What is not named is refused; no source names another computer."""
    policy = policy_of(PAGE)
    assert policy["default-src"] == policy["frame-ancestors"] == policy["base-uri"] == ["'none'"]
    sources = {source for values in policy.values() for source in values}
    assert {source for source in sources if "sha256" not in source} == {
        *("'self'", "'none'", "'unsafe-inline'", "data:", "blob:")
    }
    assert "'unsafe-inline'" not in policy["script-src"]


def test_a_script_inside_the_page_runs_only_as_it_stands_there() -> None:
    """The hashes are those of `printf 'one()' | openssl dgst -sha256 -binary | base64`, and so for the other."""
    assert policy_of()["script-src"] == ["'self'", "blob:"]
    assert policy_of(PAGE)["script-src"][2:] == [
        "'sha256-HR7iaask9daLMRRskMI++QeJtjWDOjyPA6lGzYGzKW4='",
        "'sha256-CO+FkcwFIluZ98XczjkmxJwzME+ATnUpm+699SF3auo='",
    ]


def test_our_headers_replace_those_of_the_app() -> None:
    sent: list[Message] = []

    async def send(message: Message) -> None:
        sent.append(message)

    given = [(b"Referrer-Policy", b"unsafe-url"), (b"content-type", b"text/html")]
    start: Message = {"type": "http.response.start", "status": 200, "headers": given}

    async def answer() -> None:
        await protected(send, {"referrer-policy": "no-referrer"})(start)

    asyncio.run(answer())
    assert sent[0]["headers"] == [(b"content-type", b"text/html"), (b"referrer-policy", b"no-referrer")]
