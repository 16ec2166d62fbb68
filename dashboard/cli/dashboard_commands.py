"""`cutscore dashboard` and `cutscore sample`: start the server, and open it in the browser."""

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
import webbrowser
from dataclasses import dataclass, replace
from pathlib import Path

from analytics.errors import ExitCode
from analytics.store import Store
from dashboard import environment
from dashboard.cli.database import make_private
from dashboard.cli.dialogue import print_message
from dashboard.sample import load_sample
from dashboard.server import access
from dashboard.text import access as access_text
from dashboard.text import terminal, terminal_database

FIRST_PORT = 8501
START_LIMIT_S = 60

HIDING_ARGUMENTS = ("darwin", "win32")
"""Systems that hide from other users the address with which a browser is opened."""


@dataclass(frozen=True, slots=True)
class DashboardArguments:
    """What to serve, at which port, and to whom."""

    db: Path | None = None
    port: int | None = None
    is_browser_opened: bool = True
    is_token_needed: bool = True
    is_read_only: bool = False
    are_names_hidden: bool = False


def run_dashboard(arguments: DashboardArguments) -> int:
    """Run the dashboard until it ends; it offers the sample unless a database is named or read-only."""
    is_own_alone = arguments.db is not None or bool(os.environ.get(environment.DB_VARIABLE)) or arguments.is_read_only
    database = arguments.db or environment.default_database()
    store = Store(database, is_read_only=arguments.is_read_only)
    store.revision()  # an unusable file is an error here, not on the page
    if not store.is_read_only:
        make_private(store)
    elif not arguments.is_read_only:
        print_message(terminal.CANNOT_BE_CHANGED.format(path=store.path))
    sample = None if is_own_alone else environment.sample_database()
    return serve(database, sample, replace(arguments, is_read_only=store.is_read_only))


def run_sample(*, db: Path | None = None) -> int:
    store = Store(db or environment.sample_database())
    report = load_sample(store, today=environment.today(), made_at=environment.now())
    print(terminal_database.import_report(report, store.path))
    print_message(terminal.sample_location(store.path))
    return report.exit_code


def serve(database: Path, sample: Path | None, arguments: DashboardArguments) -> int:
    """Run the dashboard until it ends; once it is ready, print and open the address that lets a browser in."""
    port = arguments.port
    if port is not None and _is_port_taken(port):
        print(terminal.PORT_TAKEN.format(port=port), file=sys.stderr)
        return ExitCode.COULD_NOT_RUN
    chosen = port or free_port()
    token = access.new_token() if arguments.is_token_needed else None
    settings = {
        **os.environ,
        environment.DB_VARIABLE: str(database.resolve()),
        environment.SAMPLE_VARIABLE: str(sample.resolve()) if sample else None,
        environment.READ_ONLY_VARIABLE: "yes" if arguments.is_read_only else None,
        environment.HIDE_NAMES_VARIABLE: "yes" if arguments.are_names_hidden else None,
        access.TOKEN_VARIABLE: token,
        "STREAMLIT_BROWSER_GATHER_USAGE_STATS": "false",  # whatever the user's own settings say
    }
    variables = {name: value for name, value in settings.items() if value is not None}
    command = [sys.executable, "-m", "dashboard.server", str(chosen)]
    root = Path(__file__).parents[2]
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # otherwise the server would outlive this process
    # Streamlit's settings are beside the package in a checkout and inside it when installed; it finds both.
    with (
        tempfile.TemporaryDirectory(prefix="cutscore-") as own_folder,
        subprocess.Popen(command, env=variables, cwd=root, stdout=subprocess.DEVNULL) as server,
    ):
        try:
            address = f"http://{access.ADDRESS}:{chosen}"
            cookie = "" if token is None else f"{access.cookie_name(chosen)}={token}"
            if _wait_until_ready(f"{address}/_stcore/health", cookie, server):
                print(terminal.DASHBOARD_ADDRESS.format(address=access.entrance(address, token)), flush=True)
                if arguments.is_browser_opened:
                    open_privately(access.entrance(address, token), Path(own_folder))
            return server.wait()
        except KeyboardInterrupt:
            return 0
        finally:
            server.terminate()


def free_port() -> int:
    """Return the first free port from Streamlit's default on, or 0 if there is none."""
    return next((port for port in range(FIRST_PORT, FIRST_PORT + 100) if not _is_port_taken(port)), 0)


def _is_port_taken(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex((access.ADDRESS, port)) == 0


def _wait_until_ready(url: str, cookie: str, server: "subprocess.Popen[bytes]") -> bool:
    """Wait until the server answers; return false if it ends or takes too long."""
    limit = time.monotonic() + START_LIMIT_S
    request = urllib.request.Request(url, headers={"Cookie": cookie})  # noqa: S310  (our own address)
    while server.poll() is None and time.monotonic() < limit:
        try:
            with urllib.request.urlopen(request, timeout=1):  # noqa: S310  (our own address)
                return True
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    return False


def open_privately(address: str, folder: Path) -> None:
    """Open an address; where other users can see a program's arguments, by a private file that leads to it."""
    if sys.platform in HIDING_ARGUMENTS:
        webbrowser.open(address)
        return
    page = folder / "cutscore.html"
    page.touch(mode=0o600)
    page.write_text(access_text.opening(address), encoding="utf-8")
    webbrowser.open(page.as_uri())
