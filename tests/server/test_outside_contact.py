"""The dashboard's server contacts nobody, whoever asks; its connections are traced while strangers knock."""

import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from itertools import product
from pathlib import Path

import pytest

from tests.inputs.servers import HANDSHAKE, START_LIMIT_S, ask, free_port, port_and_cookie, running, serving

TRACER = """
import os, socket, sys

def note(event, args):
    if event == "socket.connect":
        program, host = args[0], args[1][0] if isinstance(args[1], tuple) else None
    elif event in ("socket.getaddrinfo", "socket.gethostbyname"):
        program, host = None, args[0]
    else:
        return
    if host in (None, "", "localhost", "127.0.0.1", "::1", b"127.0.0.1"):
        return
    with open({log!r}, "a") as file:
        file.write(f"{{event}} {{host}}\\n")
    if program is None or program.type == socket.SOCK_STREAM:
        raise PermissionError("a test lets nothing out")

sys.addaudithook(note)
"""
"""Runs in each Python process of the server: notes names looked up and addresses contacted, and prevents it."""

STRACE = ("strace", "-f", "--seccomp-bpf", "-qq", "-e", "trace=connect", "-o")
CONNECT = re.compile(r'connect\(.*?sin6?_port=htons\((\d+)\).*?"([0-9a-f.:]+)"')
NAME_SERVICE = "53"
PATHS = ("/", "/_stcore/health", "/_stcore/metrics", "/_stcore/host-config", "/media/x")
SOCKET = "/_stcore/stream"


class Trace:
    """What a server asked of the network, by Python's own audit and by the system's calls."""

    def __init__(self, folder: Path) -> None:
        self._audit, self._calls = folder / "audit.txt", folder / "calls.txt"
        (folder / "sitecustomize.py").write_text(TRACER.format(log=str(self._audit)), encoding="utf-8")
        self.environment = {"PYTHONPATH": f"{folder}:{Path(__file__).parents[2]}"}
        self.wrapper = (
            ["strace", "-f", "--seccomp-bpf", "-qq", "-e", "trace=connect", "-o", str(self._calls)]
            if _can_strace()
            else []
        )

    def audited(self) -> list[str]:
        """Return the names and addresses outside that Python code asked for."""
        return self._audit.read_text(encoding="utf-8").splitlines() if self._audit.exists() else []

    def called(self) -> list[str]:
        """Return the addresses outside that the system was asked to contact."""
        found = CONNECT.findall(self._calls.read_text(encoding="utf-8")) if self._calls.exists() else []
        return [host for port, host in found if host not in ("127.0.0.1", "::1") or port == NAME_SERVICE]


@pytest.fixture
def trace(tmp_path: Path) -> Trace:
    return Trace(tmp_path)


def test_strangers_are_refused_and_nobody_is_asked_about_them(trace: Trace, tmp_path: Path) -> None:
    """Only our own host, with our own origin or none, is answered; nothing goes out meanwhile."""
    database, log = tmp_path / "own.duckdb", tmp_path / "log.txt"
    with serving(database, log, wrapper=trace.wrapper, environment=trace.environment) as entrance:
        port, cookie = port_and_cookie(entrance)
        for host, origin in _strangers(port):
            for more in ({}, cookie):  # a browser that was let in may have a page of a stranger open
                assert [status(port, path, host, origin, more) for path in PATHS] == [403] * len(PATHS), (host, origin)
                assert status(port, SOCKET, host, origin, HANDSHAKE, more) == 403, (host, origin)
        for name in ("localhost", "127.0.0.1"):
            host = f"{name}:{port}"
            assert status(port, "/_stcore/health", host, None, cookie) == 200
            assert status(port, "/_stcore/health", host, f"http://{host}", cookie) == 200
            assert status(port, SOCKET, host, f"http://{host}", HANDSHAKE, cookie) == 101
    assert (trace.audited(), trace.called()) == ([], [])


@pytest.mark.full
def test_the_trace_sees_what_streamlit_asks_on_its_own(trace: Trace, tmp_path: Path) -> None:
    """Without the guard, one foreign origin makes the server look for its own address outside."""
    script, port = tmp_path / "bare.py", free_port()
    script.write_text("import streamlit\n", encoding="utf-8")
    command = [*trace.wrapper, sys.executable, "-m", "streamlit", "run", str(script), "--server.headless=true"]
    command += ["--server.address=127.0.0.1", f"--server.port={port}", "--browser.gatherUsageStats=false"]
    with running(command, subprocess.DEVNULL, trace.environment, tmp_path) as server:
        assert server.stdout is not None
        while b"http" not in server.stdout.readline():
            assert server.poll() is None
        _when_up(port)
        assert status(port, SOCKET, f"127.0.0.1:{port}", "http://stranger.example", HANDSHAKE) == 403
    assert trace.audited() != []
    assert bool(trace.called()) == bool(trace.wrapper)


def _strangers(port: int) -> Iterator[tuple[str, str | None]]:
    own, other = f"127.0.0.1:{port}", port + 1 if port < 65535 else port - 1
    hosts = ("stranger.example", f"stranger.example:{port}", f"127.0.0.1:{other}", "127.0.0.1", "localhost", "")
    yield from product((*hosts, f"{own}.stranger.example", f"user@{own}"), (None, f"http://{own}"))
    origins = ("http://stranger.example", f"http://127.0.0.1:{other}", f"https://{own}", "http://127.0.0.1", "null", "")
    yield from product(
        [own], (*origins, f"http://localhost:{port}", f"http://{own}/", f"http://{own}.stranger.example")
    )


def status(port: int, path: str, host: str, origin: str | None, *more: Mapping[str, str], method: str = "GET") -> int:
    """Return the status of one request with these headers and no other."""
    headers = {"Host": host} | ({} if origin is None else {"Origin": origin})
    for each in more:
        headers |= each
    return ask(port, path, headers, method=method).status


def _when_up(port: int) -> None:
    for _ in range(10 * START_LIMIT_S):
        try:
            status(port, "/_stcore/health", f"127.0.0.1:{port}", None)
        except ConnectionError:
            time.sleep(0.1)
        else:
            return


def _can_strace() -> bool:
    """Whether system calls can be traced here; some systems have no strace, and some containers forbid it."""
    if shutil.which(STRACE[0]) is None:
        return False
    return subprocess.run([*STRACE, "/dev/null", "true"], capture_output=True, check=False).returncode == 0
