"""A session holds files up to a total, those on the way among them."""

import asyncio
from collections.abc import Mapping

import pytest
from starlette.types import Message, Receive, Send

from dashboard.server.uploads import PREFIX, TOTAL_MB, UploadLimit

MB = 1_000_000
PASSED = 204


async def app(scope: Message, receive: Receive, send: Send) -> None:
    await receive()
    await send({"type": "http.response.start", "status": PASSED, "headers": []})


def statuses(held: Mapping[str, int], *uploads: tuple[str, str, str | None]) -> list[int]:
    """Return the statuses of requests that are all on the way before one is whole."""
    found = [0] * len(uploads)
    limit = UploadLimit(app, lambda session: held.get(session, 0))

    async def one(number: int, arrived: asyncio.Event) -> None:
        method, path, length = uploads[number]

        async def receive() -> Message:
            await arrived.wait()
            return {}

        async def send(message: Message) -> None:
            found[number] = message.get("status", found[number])

        headers = [] if length is None else [(b"content-length", length.encode())]
        await limit({"type": "http", "method": method, "path": path, "headers": headers}, receive, send)

    async def every() -> None:
        arrived = asyncio.Event()
        tasks = [asyncio.create_task(one(number, arrived)) for number in range(len(uploads))]
        await asyncio.sleep(0)
        arrived.set()
        await asyncio.gather(*tasks)

    asyncio.run(every())
    return found


@pytest.mark.parametrize(("held", "length", "status"), [(0, 1, 204), (199 * MB, MB, 204), (199 * MB, MB + 1, 413)])
def test_the_total_counts_what_a_session_holds(held: int, length: int, status: int) -> None:
    assert TOTAL_MB == 200
    assert statuses({"a": held}, ("PUT", f"{PREFIX}a/1", str(length))) == [status]
    assert statuses({"b": held}, ("PUT", f"{PREFIX}a/1", str(length))) == [PASSED]


def test_uploads_at_the_same_time_count_together() -> None:
    """Each alone would fit."""
    three = [("PUT", f"{PREFIX}a/{n}", str(90 * MB)) for n in range(3)]
    assert statuses({}, *three) == [PASSED, PASSED, 413]


@pytest.mark.parametrize("length", [None, "", "-1", "many"])
def test_an_upload_says_how_long_it_is(length: str | None) -> None:
    assert statuses({}, ("PUT", f"{PREFIX}a/1", length)) == [411]


def test_other_requests_pass() -> None:
    assert statuses({"a": 300 * MB}, ("DELETE", f"{PREFIX}a/1", None), ("GET", "/", None)) == [PASSED, PASSED]
