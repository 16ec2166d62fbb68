"""A program that does all that makes scratch folders, and is killed at a chosen line of it.

Run as a module, it waits for a folder and a moment in each line of its input, and runs the program in a fork of itself:
one import for all, and nothing from the tests that ran before.
"""

import os
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from types import CodeType, FrameType
from typing import Any

from analytics import scratch_folders
from analytics.exports import canonical
from analytics.exports.canonical import export_files, write_atomically
from analytics.ingest.sources.flashcards import anki_collection
from analytics.store import Store, backups, connection, copies, migrations
from tests.inputs.anki_files import collection
from tests.inputs.store_files import MADE_AT, check_in

SECRET = "what only the candidate may know"
EXPORTED = {"check_ins.csv", "cutscore_settings.json"}
NEW_FOLDER = {f"new/{name}" for name in EXPORTED}
USERS_FILES = {"copy.duckdb", "week.txt", *EXPORTED, *NEW_FOLDER}
_ANKI = collection(decks={1: SECRET})
_WATCHED = {module.__file__ for module in (scratch_folders, backups, copies, migrations, connection)} | {
    canonical.__file__,
    anki_collection.__file__,
}
_COUNTED = "n_lines"
_LOOPS = {"cell", "csv_text", "file_columns", "_lines", "reviews"}
LIMIT_S = 120
"""For one run, which takes a second on an idle machine."""


class Killer:
    """Runs the program, and kills it at a moment."""

    def __init__(self, server: subprocess.Popen[str]) -> None:
        self._server = server

    def n_moments(self, folder: Path) -> int:
        """Count the lines at which the program can be killed; it runs to its end."""
        assert self._exit_code(folder, 0) == 0
        return int((folder / _COUNTED).read_text(encoding="utf-8"))

    def kill_at(self, folder: Path, moment: int) -> None:
        """Run the program until it is killed."""
        assert self._exit_code(folder, moment) == -signal.SIGKILL

    def _exit_code(self, folder: Path, moment: int) -> int:
        assert self._server.stdin is not None
        assert self._server.stdout is not None
        limit = threading.Timer(LIMIT_S, self._server.kill)
        limit.start()
        self._server.stdin.write(f"{moment} {folder}\n")
        self._server.stdin.flush()
        answer = self._server.stdout.readline()
        limit.cancel()
        return int(answer)


@contextmanager
def killer() -> Iterator[Killer]:
    """Start the program that forks, and end it."""
    command = [sys.executable, "-m", __name__]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as server:
        yield Killer(server)


def prepare(folder: Path) -> None:
    """Make a database with two imports, and one of an earlier version."""
    for name in ("data", "out", "temporary"):
        (folder / name).mkdir(parents=True)
    for number in (0, 1):
        _add(folder, number)
    with connection.open_file(folder / "data" / "old.duckdb", 0) as old:
        migrations.migrate(old, folder / "data" / "old.duckdb", migrations.STEPS[:-1])
        old.execute("insert into blueprint values ('X', $1)", [SECRET])


def databases(folder: Path) -> list[Store]:
    """Return the two stores."""
    return [Store(folder / "data" / name) for name in ("cutscore.duckdb", "old.duckdb")]


def _serve() -> None:
    for line in sys.stdin:
        moment, folder = line.rstrip("\n").split(" ", 1)
        program = os.fork()
        if program == 0:
            _watched_work(Path(folder), int(moment))
            os._exit(0)
        print(os.waitstatus_to_exitcode(os.waitpid(program, 0)[1]), flush=True)


def _watched_work(folder: Path, moment: int) -> None:
    n_lines = 0

    def in_function(frame: FrameType, event: str, _: object) -> Any:
        nonlocal n_lines
        n_lines += event == "line"
        if n_lines == moment:
            os.kill(os.getpid(), signal.SIGKILL)
        return in_function

    def at_call(frame: FrameType, *_: object) -> Any:
        return in_function if _is_watched(frame.f_code) else None

    tempfile.tempdir = str(folder / "temporary")
    sys.settrace(at_call)
    _work(folder)
    sys.settrace(None)
    (folder / _COUNTED).write_text(str(n_lines), encoding="utf-8")


def _is_watched(code: CodeType) -> bool:
    return code.co_filename in _WATCHED and code.co_name not in _LOOPS


def _work(folder: Path) -> None:
    store, old = databases(folder)
    out = folder / "out"
    _add(folder, 2)
    store.undo()
    store.restore(store.backups()[-1].path)
    store.backup(out / "copy.duckdb")
    store.backup_bytes()
    export_files(store, out)
    export_files(store, out / "new")
    write_atomically(store, out / "week.txt", SECRET)
    old.revision()
    with anki_collection.opened_collection(_ANKI, "collection.anki2") as opened:
        anki_collection.n_reviews(opened)


def _add(folder: Path, number: int) -> None:
    store = databases(folder)[0]
    with store.batch("rows.csv", made_at=MADE_AT + timedelta(days=number)) as batch:
        batch.add([check_in(f"{SECRET} {number}")])


if __name__ == "__main__":
    _serve()
