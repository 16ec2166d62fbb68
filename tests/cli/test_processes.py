"""Imports that are killed, and programs that work at once: what was acknowledged is there, and is there whole."""

import json
import re
import signal
import socket
import subprocess
import sys
from pathlib import Path

from analytics.records import ItemResponse
from analytics.store import Store

N_ROWS = 500
HEADER = "practice_exam_id,taken_at,exam_code,position,domain_id,is_correct\n"
LOOP = """
import contextlib, io, sys
from dashboard.cli.main import main
for path in sys.argv[2:]:
    with contextlib.redirect_stdout(io.StringIO()) as out:
        code = main(["import", path, "--db", sys.argv[1], "--json"])
    print(code, out.getvalue().strip(), flush=True)
"""
POLL = """
import sys
from pathlib import Path
from analytics.records import ItemResponse
from analytics.store import Store
store = Store(Path(sys.argv[1]), wait_s=60)
print("polling", flush=True)
n_batches = 0
while n_batches < int(sys.argv[2]):
    with store.shared_connection():
        n_batches, n_rows = len(store.batches()), len(store.records(ItemResponse))
    assert n_rows == n_batches * int(sys.argv[3]), (n_rows, n_batches)
print("done")
"""


def write(folder: Path, number: int) -> Path:
    """Write a file of rows that no other file has."""
    path = folder / f"file-{number}.csv"
    rows = (f"p{number},2026-03-01,AIF-C01,{position},{position % 5 + 1},true\n" for position in range(1, N_ROWS + 1))
    path.write_text(HEADER + "".join(rows), encoding="utf-8")
    return path


def start(code: str, *arguments: object) -> subprocess.Popen[str]:
    """Start another Python."""
    return subprocess.Popen(
        [sys.executable, "-c", code, *map(str, arguments)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
    )


def rows_by_exam(store: Store) -> dict[str, int]:
    """Count the rows of each file that is in."""
    counts: dict[str, int] = {}
    for record in store.records(ItemResponse):
        counts[record.practice_exam_id] = counts.get(record.practice_exam_id, 0) + 1
    return counts


def test_ten_kills_lose_nothing_and_leave_nothing_half(tmp_path: Path) -> None:
    """After each kill -9, at moments spread over an import, the file is sound and holds whole imports only.

    Every import that was acknowledged is there; the next program goes on as if nothing had been.
    """
    database = tmp_path / "own.duckdb"
    for kill in range(10):
        paths = [write(tmp_path, 100 * kill + number) for number in range(12)]
        program = start(LOOP, database, *paths)
        with program:
            assert program.stdout is not None
            acknowledged = [json.loads(program.stdout.readline().partition(" ")[2])]
            try:
                program.wait(0.02 * kill)
            except subprocess.TimeoutExpired:
                program.send_signal(signal.SIGKILL)
            acknowledged += [json.loads(line.partition(" ")[2]) for line in program.stdout if line.endswith("}\n")]
        store = Store(database)
        counts = rows_by_exam(store)
        assert set(counts.values()) == {N_ROWS}
        assert {f"p{Path(one['files'][0]['file']).stem[5:]}" for one in acknowledged} <= set(counts)
        assert len(store.batches()) == len(counts)
        assert store.check() == []


def test_ending_the_dashboard_ends_its_server(tmp_path: Path) -> None:
    """What asks the program to end ends the server, too; nothing goes on at its port."""
    code = "import sys\nfrom dashboard.cli.main import main\nsys.exit(main(sys.argv[1:]))"
    program = start(code, "dashboard", "--db", tmp_path / "own.duckdb", "--no-browser")
    assert program.stdout is not None
    found = re.search(r"http://127\.0\.0\.1:(\d+)", program.stdout.readline())
    assert found is not None
    program.terminate()
    program.communicate(timeout=30)
    assert program.returncode == 0
    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.1", int(found[1]))) != 0


def test_two_imports_and_a_reader_all_finish(tmp_path: Path) -> None:
    """Two programs import while a third reads on: all end with 0, and the reader only ever sees whole imports."""
    database, n_files = tmp_path / "own.duckdb", 4
    paths = [write(tmp_path, number) for number in range(2 * n_files)]
    Store(database).revision()
    reader = start(POLL, database, 2 * n_files, N_ROWS)
    assert reader.stdout is not None
    assert reader.stdout.readline() == "polling\n"
    writers = [start(LOOP, database, *paths[:n_files]), start(LOOP, database, *paths[n_files:])]
    for writer in writers:
        out, err = writer.communicate(timeout=240)
        assert err == ""
        assert [line.partition(" ")[0] for line in out.splitlines()] == ["0"] * n_files
    out, err = reader.communicate(timeout=240)
    assert (out, err) == ("done\n", "")
    store = Store(database)
    assert [batch.batch_id for batch in store.batches()] == list(range(1, 2 * n_files + 1))
    assert store.check() == []
