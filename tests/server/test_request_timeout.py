"""A request that is never finished is closed, and one that takes its time to answer is not."""

import asyncio
import socket
from collections.abc import Callable, Coroutine

import pytest
import uvicorn
from starlette.types import Message, Receive, Send

from dashboard.server.request_timeout import RequestTimeoutProtocol

LIMIT_S = 0.3
WHOLE = b"GET / HTTP/1.1\r\nHost: a\r\n\r\n"
UPGRADE = WHOLE[:-2] + b"Connection: Upgrade\r\nUpgrade: websocket\r\n"
Talk = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Coroutine[None, None, bytes]]


class Hasty(RequestTimeoutProtocol):
    """The same with a limit for tests."""

    limit_s = LIMIT_S


async def app(scope: Message, receive: Receive, send: Send) -> None:
    """Answer after twice the limit, once the body is whole."""
    while (await receive()).get("more_body"):
        pass
    await asyncio.sleep(2 * LIMIT_S)
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"2")]})
    await send({"type": "http.response.body", "body": b"ok"})


def answer_to(talk: Talk) -> bytes:
    """Return what a server sends in a talk, after which it has closed the connection."""

    async def whole() -> bytes:
        with socket.socket() as listening:
            listening.bind(("127.0.0.1", 0))
            config = uvicorn.Config(
                app, http=Hasty, ws="websockets-sansio", lifespan="off", log_config=None, timeout_keep_alive=60
            )
            server = uvicorn.Server(config)
            serving = asyncio.create_task(server.serve(sockets=[listening]))
            while not server.started:
                await asyncio.sleep(0.01)
            reader, writer = await asyncio.open_connection(*listening.getsockname())
            try:
                return await asyncio.wait_for(talk(reader, writer), 120)
            finally:
                writer.close()
                server.should_exit = True
                await serving

    return asyncio.run(whole())


async def rest(reader: asyncio.StreamReader) -> bytes:
    """Read up to the end; a connection that is closed before all was read may also be reset."""
    try:
        return await reader.read()
    except ConnectionResetError:
        return b""


@pytest.mark.parametrize(
    "begun",
    [b"", WHOLE[:9], b"PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nhalf"],
    ids=["none", "head", "body"],
)
def test_an_unfinished_request_is_closed(begun: bytes) -> None:
    """The server ends the connection, whatever part of the request is missing."""

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bytes:
        writer.write(begun)
        return await rest(reader)

    assert b"200" not in answer_to(talk)


def test_a_head_that_drips_is_closed() -> None:
    """Each byte comes in time, and the head as a whole does not."""

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bytes:
        for letter in WHOLE:
            writer.write(bytes([letter]))
            await asyncio.sleep(LIMIT_S / 4)
            if reader.at_eof():
                break
        return await rest(reader)

    assert answer_to(talk) == b""


@pytest.mark.parametrize(
    "more",
    [b"A: " + b"a" * 9000, b"A: a\r\n" * 140 + b"A: a", b"Content-Length: 9"],
    ids=["long", "many", "body"],
)
def test_a_handshake_that_no_websocket_has_is_refused(more: bytes) -> None:
    """The library of the WebSocket cannot read it, and would neither answer nor close it."""

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bytes:
        writer.write(UPGRADE + more + b"\r\n\r\n")
        return await rest(reader)

    assert answer_to(talk).startswith(b"HTTP/1.1 400")


def test_a_whole_request_is_answered_and_the_next_one_is_timed_again() -> None:
    """The app may take longer than the limit; half a request after it is closed."""

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bytes:
        writer.write(WHOLE)
        first = await reader.readuntil(b"ok")
        writer.write(WHOLE[:9])
        return first + await rest(reader)

    assert answer_to(talk).startswith(b"HTTP/1.1 200")
