"""The dashboard as a running program, started as a user starts it."""

import os
import select
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest

START_LIMIT_S = 120
STOP_LIMIT_S = 10


@contextmanager
def serving(
    db: Path, log: Path, *options: str, wrapper: Sequence[str] = (), environment: Mapping[str, str] | None = None
) -> Iterator[str]:
    """Run `cutscore dashboard`, and yield the address that it prints."""
    command = [*wrapper, sys.executable, "-m", "dashboard.cli", "dashboard", "--db", str(db)]
    command += ["--port", str(free_port()), "--no-browser", *options]
    with log.open("wb") as errors, running(command, errors.fileno(), environment or {}) as server:
        assert server.stdout is not None
        if not select.select([server.stdout], [], [], START_LIMIT_S)[0] or not (line := server.stdout.readline()):
            pytest.fail(f"The dashboard did not start:\n{log.read_text(encoding='utf-8', errors='replace')}")
        yield next(word for word in line.decode().split() if word.startswith("http://"))


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
