"""Imports that are killed, and programs that work at the same time: finished imports stay, and stay whole."""

import contextlib
import io
import json
import multiprocessing
import re
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from multiprocessing.connection import Connection
from pathlib import Path
from types import ModuleType
from unittest import mock

import pytest

from analytics.records import ItemResponse
from analytics.store import Store
from dashboard.cli.main import main
from tests.inputs.sizes import full

N_ROWS = 200
HEADER = "practice_exam_id,taken_at,exam_code,position,domain_id,is_correct\n"
PROGRAMS = multiprocessing.get_context("forkserver")
PROGRAMS.set_forkserver_preload([__name__])  # each program then starts at once, with everything imported


def write(folder: Path, number: int) -> Path:
    """Write a file of rows that no other file has."""
    path = folder / f"file-{number}.csv"
    rows = (f"p{number},2026-03-01,AIF-C01,{position},{position % 5 + 1},true\n" for position in range(1, N_ROWS + 1))
    path.write_text(HEADER + "".join(rows), encoding="utf-8")
    return path


def import_each(sender: Connection, database: Path, paths: list[Path]) -> None:
    """Import one file after the other and send each exit code and report."""
    for path in paths:
        with contextlib.redirect_stdout(io.StringIO()) as out:
            code = main(["import", str(path), "--db", str(database), "--json"])
        sender.send((code, json.loads(out.getvalue())))


def read_until(sender: Connection, database: Path, n_files: int) -> None:
    """Count rows and imports until all files are in; they must agree each time."""
    store = Store(database, wait_s=60)
    sender.send("started")
    n_batches = 0
    while n_batches < n_files:
        with store.reading():
            n_batches, n_rows = len(store.batches()), len(store.records(ItemResponse))
        assert n_rows == n_batches * N_ROWS, (n_rows, n_batches)
        time.sleep(0.02)  # the writers need the file, too


@contextlib.contextmanager
def program(
    run: Callable[..., None], *arguments: object
) -> Iterator[tuple[multiprocessing.process.BaseProcess, Connection]]:
    """Start a process that runs a function, and yield it with the receiving end of its messages."""
    receiver, sender = PROGRAMS.Pipe(duplex=False)
    process = PROGRAMS.Process(target=run, args=(sender, *arguments))
    with mock.patch.dict(
        sys.modules, {"__main__": ModuleType("__main__")}
    ):  # a page under test may have taken its place
        process.start()
    sender.close()
    yield process, receiver
    process.join(240)


def messages(receiver: Connection) -> Iterator[tuple[int, dict[str, list[dict[str, str]]]]]:
    """Receive until the process ends."""
    with contextlib.suppress(EOFError):
        while True:
            yield receiver.recv()


@pytest.mark.parametrize("moments", [(0, 2), *full([(range(5),)])])
def test_kills_lose_nothing_and_leave_nothing_half(tmp_path: Path, moments: Sequence[int]) -> None:
    """After each kill, at moments spread over an import, the file is sound and holds whole imports only.

    Every import that was reported is there, and the next program goes on as if nothing had happened.
    """
    database = tmp_path / "own.duckdb"
    for kill in moments:
        paths = [write(tmp_path, 100 * kill + number) for number in range(6)]
        with program(import_each, database, paths) as (process, receiver):
            reported = [receiver.recv()]
            process.join(0.04 * kill)
            process.kill()
            reported += messages(receiver)
        store = Store(database)
        rows_by_exam: dict[str, int] = {}
        for record in store.records(ItemResponse):
            rows_by_exam[record.practice_exam_id] = rows_by_exam.get(record.practice_exam_id, 0) + 1
        assert set(rows_by_exam.values()) == {N_ROWS}
        assert {f"p{Path(one['files'][0]['file']).stem[5:]}" for _, one in reported} <= set(rows_by_exam)
        assert len(store.batches()) == len(rows_by_exam)
        assert store.check() == []


def test_two_imports_and_a_reader_all_finish(tmp_path: Path) -> None:
    """Two programs import while a third reads: all succeed, and the reader only ever sees whole imports."""
    database, n_files = tmp_path / "own.duckdb", 2
    paths = [write(tmp_path, number) for number in range(2 * n_files)]
    Store(database).revision()
    with program(read_until, database, 2 * n_files) as (reader, started):
        assert started.recv() == "started"
        with (
            program(import_each, database, paths[:n_files]) as (one, from_one),
            program(import_each, database, paths[n_files:]) as (other, from_other),
        ):
            codes = [code for receiver in (from_one, from_other) for code, _ in messages(receiver)]
    assert codes == [0] * 2 * n_files
    assert [process.exitcode for process in (one, other, reader)] == [0, 0, 0]
    store = Store(database)
    assert [batch.batch_id for batch in store.batches()] == list(range(1, 2 * n_files + 1))
    assert store.check() == []


def test_ending_the_dashboard_ends_its_server(tmp_path: Path) -> None:
    """A signal that ends the program ends the server, and its port is free again."""
    command = [sys.executable, "-m", "dashboard.cli", "dashboard", "--db", str(tmp_path / "own.duckdb"), "--no-browser"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        found = re.search(r"http://127\.0\.0\.1:(\d+)", process.stdout.readline())
        assert found is not None
        process.terminate()
        process.communicate(timeout=120)
    assert process.returncode == 0
    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.1", int(found[1]))) != 0
