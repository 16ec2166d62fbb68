"""SECURITY.md says what a proxy with sign-in has to do; one that does just that shows the dashboard."""

import contextlib
import re
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from socketserver import StreamRequestHandler, ThreadingTCPServer
from urllib.parse import urlsplit

import pytest

from tests.inputs.servers import HANDSHAKE, ask, port_and_cookie

PLACE = "study.example.org"
SIGNED_IN = {"Host": PLACE, "Cookie": "session=mine"}
STREAM = "/_stcore/stream"


class _Proxy(ThreadingTCPServer):
    """A proxy for the dashboard at a port; `does_rewrite` says whether it sets Host and Origin."""

    daemon_threads = True

    def __init__(self, dashboard_port: int, *, does_rewrite: bool) -> None:
        super().__init__(("127.0.0.1", 0), _Passing)
        self.dashboard_port = dashboard_port
        self.does_rewrite = does_rewrite


class _Passing(StreamRequestHandler):
    """One request: refused, or passed on and answered."""

    server: _Proxy

    def handle(self) -> None:
        """Let pass who has signed in and comes from the proxy's own pages."""
        head = b"".join(iter(self.rfile.readline, b"\r\n")).decode("latin-1")
        origin = re.search(r"(?mi)^origin: (.*)\r$", head)
        if not re.search(r"(?mi)^cookie: session=mine\r$", head):
            self.wfile.write(b"HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n")
        elif origin and origin[1] != f"https://{PLACE}":
            self.wfile.write(b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n")
        else:
            self._pass_on(self._rewritten(head) if self.server.does_rewrite else head)

    def _rewritten(self, head: str) -> str:
        own = f"127.0.0.1:{self.server.dashboard_port}"
        head = re.sub(r"(?mi)^host: .*\r$", f"Host: {own}\r", head)
        return re.sub(r"(?mi)^origin: .*\r$", f"Origin: http://{own}\r", head)

    def _pass_on(self, head: str) -> None:
        """Send the head, and then what comes back until either side is quiet."""
        with socket.create_connection(("127.0.0.1", self.server.dashboard_port), timeout=120) as dashboard:
            dashboard.sendall(f"{head}\r\n".encode("latin-1"))
            with contextlib.suppress(OSError):
                while answer := dashboard.recv(65536):
                    self.wfile.write(answer)


@contextmanager
def proxy(dashboard_port: int, *, does_rewrite: bool = True) -> Iterator[int]:
    """Run a proxy and yield its port."""
    with _Proxy(dashboard_port, does_rewrite=does_rewrite) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield int(server.server_address[1])
        server.shutdown()


@pytest.fixture
def dashboard_port(open_address: str) -> int:
    port = urlsplit(open_address).port
    assert port is not None
    return port


def test_who_has_signed_in_gets_the_dashboard(dashboard_port: int) -> None:
    """Pages, their files and the WebSocket; without signing in, nothing."""
    with proxy(dashboard_port) as port:
        page = ask(port, "/", SIGNED_IN)
        assert (page.status, "<title>" in page.body) == (200, True)
        script = re.search(r'src="\./(static/js/[^"]+)"', page.body)
        assert script is not None
        own = {"Origin": f"https://{PLACE}"}
        assert ask(port, f"/{script[1]}", SIGNED_IN | own).status == 200
        assert ask(port, STREAM, SIGNED_IN | HANDSHAKE | own).status == 101
        for path in ("/", STREAM):
            answer = ask(port, path, {"Host": PLACE} | HANDSHAKE | own)
            assert (answer.status, answer.body) == (401, "")


def test_the_origin_of_another_site_is_refused(dashboard_port: int) -> None:
    """By the proxy, since after rewriting the dashboard could not tell."""
    with proxy(dashboard_port) as port:
        for path in ("/", STREAM):
            foreign = {"Origin": "https://other.example.org"}
            assert ask(port, path, SIGNED_IN | HANDSHAKE | foreign).status == 403


def test_a_proxy_that_sets_no_host_shows_nothing(dashboard_port: int) -> None:
    """The dashboard refuses what does not name its own address, with and without an Origin."""
    with proxy(dashboard_port, does_rewrite=False) as port:
        for more in ({}, {"Origin": f"https://{PLACE}"}):
            assert ask(port, "/", SIGNED_IN | more).status == 403
            assert ask(port, STREAM, SIGNED_IN | HANDSHAKE | more).status == 403


def test_a_handshake_without_an_origin_is_refused(dashboard_port: int) -> None:
    """Browsers always send one, so without a token nothing else says whose page it is."""
    with proxy(dashboard_port) as port:
        assert ask(port, STREAM, SIGNED_IN | HANDSHAKE).status == 403


def test_with_a_token_the_proxy_does_not_get_in(entrance: str) -> None:
    """The dashboard's cookie is not the proxy's to give."""
    with proxy(port_and_cookie(entrance)[0]) as port:
        assert "<title>" in (locked := ask(port, "/", SIGNED_IN)).body
        assert (locked.status, "cutscore dashboard" in locked.body) == (403, True)
