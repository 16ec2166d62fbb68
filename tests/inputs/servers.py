"""The dashboard as a running program, started as a user starts it."""

import os
import select
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPMessage
from pathlib import Path
from urllib.parse import urlsplit

import pytest

START_LIMIT_S = 120
STOP_LIMIT_S = 10
HANDSHAKE = {
    "Connection": "Upgrade",
    "Upgrade": "websocket",
    "Sec-WebSocket-Version": "13",
    "Sec-WebSocket-Key": "AAAAAAAAAAAAAAAAAAAAAA==",
}


@contextmanager
def serving(
    db: Path, log: Path, *options: str, wrapper: Sequence[str] = (), environment: Mapping[str, str] | None = None
) -> Iterator[str]:
    """Run `cutscore dashboard`, and yield the address that it prints, with its token."""
    command = [*wrapper, sys.executable, "-m", "dashboard.cli", "dashboard", "--db", str(db)]
    command += ["--port", str(free_port()), "--no-browser", *options]
    with log.open("wb") as errors, running(command, errors.fileno(), environment or {}) as server:
        assert server.stdout is not None
        if not select.select([server.stdout], [], [], START_LIMIT_S)[0] or not (line := server.stdout.readline()):
            pytest.fail(f"The dashboard did not start:\n{log.read_text(encoding='utf-8', errors='replace')}")
        yield next(word for word in line.decode().split() if word.startswith("http://"))


def page_at(entrance: str, path: str) -> str:
    """Return the address of a page, with the token of a printed address."""
    printed = urlsplit(entrance)
    return f"{printed.scheme}://{printed.netloc}/{path.lstrip('/')}{'&' if '?' in path else '?'}{printed.query}"


def port_and_cookie(entrance: str) -> tuple[int, dict[str, str]]:
    """Return the port of a printed address, and the header of a browser that it let in."""
    printed = urlsplit(entrance)
    assert printed.port is not None
    entered = ask(printed.port, f"/?{printed.query}", {"Host": printed.netloc})
    return printed.port, {"Cookie": (entered.headers["Set-Cookie"] or "").partition(";")[0]}


@dataclass(frozen=True)
class Answer:
    """A server's answer to one request."""

    status: int
    headers: HTTPMessage
    body: str


def ask(port: int, path: str, headers: Mapping[str, str], *, method: str = "GET") -> Answer:
    """Send one request with these headers and no other."""
    connection = HTTPConnection("127.0.0.1", port, timeout=START_LIMIT_S)
    connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
    for name, value in headers.items():
        connection.putheader(name, value)
    connection.endheaders()
    response = connection.getresponse()
    body = "" if response.status == 101 else response.read().decode()  # a WebSocket's answer does not end
    connection.close()
    return Answer(response.status, response.headers, body)


@contextmanager
def running(
    command: Sequence[str], errors: int, environment: Mapping[str, str], folder: Path | None = None
) -> Iterator[subprocess.Popen[bytes]]:
    """Run a program in its own process group, and end the group."""
    program = subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=errors,
        env={**os.environ, **environment},
        cwd=folder,
        start_new_session=True,
    )
    try:
        yield program
    finally:
        _stop(program)


def free_port() -> int:
    """Return a port that nothing listens at."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _stop(program: subprocess.Popen[bytes]) -> None:
    for how in (signal.SIGTERM, signal.SIGKILL):
        if program.poll() is None:
            os.killpg(program.pid, how)
        try:
            program.communicate(timeout=STOP_LIMIT_S)
        except subprocess.TimeoutExpired:
            continue
        return
