"""Programs and threads share one file: nothing is lost, and whoever waits in vain learns for which program."""

import os
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from threading import Thread, Timer
from threading import enumerate as running_threads

import duckdb
import pytest

from analytics.errors.store import StoreError, StoreLockedError, StoreRefusedError
from analytics.store import Store, connection
from analytics.store.connection import database_file
from tests.inputs.store_files import MADE_AT, add, check_in, new_store, notes

WITH_STORE = """
from pathlib import Path
from tests.inputs.store_files import *
store = Store(Path(sys.argv[1]), wait_s=60)
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return new_store(tmp_path / "cutscore.duckdb").path


def program(code: str, *arguments: object) -> subprocess.Popen[str]:
    """Start another Python."""
    command = [sys.executable, "-c", f"import sys\n{textwrap.dedent(code)}", *map(str, arguments)]
    return subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[2]
    )


def store_program(code: str, *arguments: object) -> subprocess.Popen[str]:
    """Start another Python with the store whose path is the first argument."""
    return program(WITH_STORE + textwrap.dedent(code), *arguments)


@contextmanager
def another_holder(path: Path) -> Iterator[int]:
    """Let another program hold the file; yield its process number."""
    holder = program(
        """
        import duckdb
        connection = duckdb.connect(sys.argv[1])
        print("holding", flush=True)
        sys.stdin.readline()
        """,
        path,
    )
    with holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "holding\n"
        try:
            yield holder.pid
        finally:
            holder.communicate("\n")


def assert_closed(path: Path) -> None:
    """DuckDB opens the file, which it refuses while this program has it open."""
    duckdb.connect(str(path)).close()


def test_programs_and_threads_at_once_lose_nothing(tmp_path: Path) -> None:
    """Two programs of two threads write and read one new file: each row is there, in a batch of its own."""
    path = tmp_path / "new.duckdb"
    code = """
    import threading
    def work(thread):
        for turn in range(2):
            add(store, check_in(f"{sys.argv[2]}-{thread}-{turn}", candidate_id=f"{sys.argv[2]}-{thread}-{turn}"))
            assert f"{sys.argv[2]}-{thread}-{turn}" in notes(store)
    threads = [threading.Thread(target=work, args=(thread,)) for thread in range(2)]
    for thread in threads: thread.start()
    for thread in threads: thread.join()
    print("done")
    """
    programs = [store_program(code, path, name) for name in ("a", "b")]
    assert [one.communicate()[0] for one in programs] == ["done\n", "done\n"]
    store = Store(path)
    expected = sorted(f"{name}-{thread}-{turn}" for name in "ab" for thread in range(2) for turn in range(2))
    assert notes(store) == expected
    assert [batch.batch_id for batch in store.batches()] == list(range(1, 9))
    assert store.check() == []


def test_two_stores_of_one_file_take_turns(path: Path, tmp_path: Path) -> None:
    """Threads with a store each, some by another name of the file, have no write conflict."""
    other = tmp_path / "link.duckdb"
    other.symlink_to(path)

    def work(number: int) -> None:
        add(Store(other if number % 2 else path), check_in(str(number), candidate_id=str(number)))

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(work, range(8)))
    assert len(notes(Store(path))) == 8


def test_reading_goes_on_beside_a_write(path: Path) -> None:
    """A thread that reads during an import sees what was there before it."""
    store = Store(path)
    add(store, check_in("before"))
    with store.batch("a.csv", made_at=MADE_AT) as batch, ThreadPoolExecutor(1) as pool:
        batch.add([check_in("after")])
        assert pool.submit(notes, store).result() == ["before"]
    assert notes(store) == ["after"]


def test_a_program_killed_during_an_import_leaves_nothing_of_it(path: Path) -> None:
    """After kill -9 in an import that fills many blocks the file opens and has all rows of finished imports."""
    writer = store_program(
        """
        add(store, check_in("finished"))
        with store.batch("b.csv", made_at=MADE_AT) as batch:
            batch.add([check_in("x", candidate_id=f"c{number}") for number in range(30_000)])
            print("in the middle", flush=True)
            sys.stdin.readline()
        """,
        path,
    )
    with writer:
        assert writer.stdout is not None
        assert writer.stdout.readline() == "in the middle\n"
        writer.send_signal(signal.SIGKILL)
    store = Store(path)
    assert notes(store) == ["finished"]
    assert len(store.batches()) == 1
    assert store.check() == []


def test_a_program_killed_at_any_moment_leaves_whole_imports(path: Path) -> None:
    """Of imports of ten rows each, the acknowledged ones are there, and each is complete."""
    writer = store_program(
        """
        for number in range(1000):
            add(store, *[check_in("x", candidate_id=f"{number}-{row}") for row in range(10)])
            print(number + 1, flush=True)
        """,
        path,
    )
    with writer:
        assert writer.stdout is not None
        acknowledged = [int(writer.stdout.readline()) for _ in range(3)][-1]
        writer.send_signal(signal.SIGKILL)
    store = Store(path)
    assert len(store.batches()) >= acknowledged
    assert len(notes(store)) == 10 * len(store.batches())
    assert store.check() == []


class _StopError(BaseException):
    """What stops a page is no `Exception` either."""


@pytest.mark.parametrize("stop", [_StopError, KeyboardInterrupt, SystemExit, ZeroDivisionError])
def test_any_exception_rolls_an_import_back(path: Path, stop: type[BaseException]) -> None:
    """Nothing of it stays, not even a revision, and the next import works."""
    store = Store(path)
    before = store.revision()
    with pytest.raises(stop), store.batch("a.csv", made_at=MADE_AT) as batch:
        batch.add([check_in("a")])
        raise stop
    assert notes(store) == []
    assert store.batches() == []
    assert store.candidates() == []
    assert store.revision() == before
    add(store, check_in("b"))
    assert notes(store) == ["b"]


def test_the_error_names_the_program_that_has_the_file(path: Path) -> None:
    """It has the number of the program."""
    with another_holder(path) as pid, pytest.raises(StoreLockedError) as caught:
        Store(path, wait_s=0.1).revision()
    assert f"(PID {pid})" in str(caught.value)
    assert "python" in str(caught.value)
    assert str(caught.value).startswith(f"{path}: ")


def test_a_store_waits_until_another_program_closes_the_file(path: Path) -> None:
    """The call then returns as usual."""
    add(Store(path), check_in("a"))
    with ThreadPoolExecutor(1) as pool:
        with another_holder(path):
            answer = pool.submit(notes, Store(path, wait_s=60))
        assert answer.result() == ["a"]


def test_threads_wait_together(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Threads that queue behind a waiting one fail with it, and not one wait later each.

    One wait of 0.3 s has at most six pauses of 0.05 s; four waits would have 24.
    """
    store, pauses = Store(path, wait_s=0.3), list[float]()

    def pause(seconds: float) -> None:
        pauses.append(seconds)
        time.sleep(seconds)

    def fails(_: int) -> bool:
        with pytest.raises(StoreLockedError):
            store.revision()
        return True

    monkeypatch.setattr("analytics.store.connection.sleep", pause)
    with another_holder(path), ThreadPoolExecutor(4) as pool:
        assert all(pool.map(fails, range(4)))
    assert len(pauses) <= 12


def test_the_file_is_closed_between_calls(path: Path) -> None:
    """Another program may open it while a store exists and is idle."""
    add(Store(path), check_in("a"))
    assert_closed(path)


def test_several_reads_can_share_one_connection(path: Path) -> None:
    """The file stays open between them, and a write of this program is visible at once."""
    store = Store(path)
    add(store, check_in("a"))
    with store.reading():
        assert notes(store) == ["a"]
        with pytest.raises(duckdb.Error, match=r"already attached|different configuration"):
            duckdb.connect(str(path))
        add(store, check_in("b"))
        assert notes(store) == ["b"]
    assert_closed(path)


def test_a_store_that_lingers_keeps_the_file_open_between_reads(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """So that several open it once; it is closed when its time is over and nobody reads."""
    timers: list[Timer] = []

    def not_started(timer: Timer) -> None:
        timers.append(timer)

    monkeypatch.setattr(Timer, "start", not_started)
    store = Store(path)
    add(store, check_in("a"))
    store.linger(60)
    for _ in range(2):
        assert notes(store) == ["a"]
        with pytest.raises(duckdb.Error, match=r"already attached|different configuration"):
            duckdb.connect(str(path))
    (timer,) = timers
    with store.reading():
        timer.function()
        assert notes(store) == ["a"]
    timers[1].function()
    assert_closed(path)


def test_a_store_that_lingers_closes_the_file_by_itself(path: Path) -> None:
    """Another program that waits for it gets it."""
    store = Store(path)
    store.linger(0.2)
    page = Thread(target=store.revision, daemon=True)  # as Streamlit's, which end with the program wherever they are
    page.start()
    page.join()
    for thread in running_threads():
        if isinstance(thread, Timer):
            assert not thread.daemon
            thread.join()
    assert_closed(path)


def test_a_store_that_lingers_closes_the_file_after_a_write(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing that was written stays in the log beside the file, and a backup need not wait."""
    monkeypatch.setattr(Timer, "start", lambda _timer: None)
    store = Store(path, wait_s=0.1)
    store.linger(60)
    add(store, check_in("a"))
    assert_closed(path)
    assert notes(store) == ["a"]
    store.backup(path.with_name("backup.duckdb"))
    assert_closed(path)


def test_a_backup_is_refused_while_the_same_thread_works(path: Path) -> None:
    """It waits for the work of this program, and reports it if that does not end."""
    store = Store(path, wait_s=0.1)
    with store.batch("a.csv", made_at=MADE_AT), pytest.raises(StoreLockedError, match="Cutscore itself"):
        store.backup(path.with_name("backup.duckdb"))


def test_a_restore_is_refused_while_this_program_writes_the_backup(path: Path) -> None:
    """The error says who has it."""
    source = Store(path.with_name("backup.duckdb"))
    add(source, check_in("a"))
    with source.batch("b.csv", made_at=MADE_AT), pytest.raises(StoreLockedError, match="Cutscore itself"):
        Store(path, wait_s=0.1).restore(source.path)


def test_backups_are_made_between_readers_and_writers(path: Path, tmp_path: Path) -> None:
    """Threads and another program go on; each backup is sound and has what was there before it."""
    store = Store(path, wait_s=60)
    other = store_program("for number in range(5): add(store, check_in('x', candidate_id=f'other-{number}'))", path)

    def work(number: int) -> None:
        add(store, check_in("x", candidate_id=str(number)))
        before = set(store.candidates())
        target = tmp_path / f"backup-{number}.duckdb"
        store.backup(target)
        backup = Store(target)
        assert before <= set(backup.candidates())
        assert backup.check() == []

    with other, ThreadPoolExecutor(3) as pool:
        list(pool.map(work, range(3)))
    assert other.returncode == 0
    assert len(notes(store)) == 8


def test_the_file_has_the_older_storage_format(tmp_path: Path) -> None:
    """The storage version in the header is 68, which the DuckDB release line before ours reads."""
    store = Store(tmp_path / "new.duckdb")
    store.revision()
    assert int.from_bytes(store.path.read_bytes()[12:20], "little") == 68


def test_no_query_reads_another_file(path: Path, tmp_path: Path) -> None:
    """Nor can a query lift that restriction."""
    secret = tmp_path / "secret.csv"
    secret.write_text("a\n1\n", encoding="utf-8")
    store = Store(path)
    with store._file.reading(1) as cursor:
        for sql in (f"from read_csv('{secret}')", f"attach '{tmp_path / 'x.duckdb'}' as x"):
            with pytest.raises(duckdb.PermissionException):
                cursor.execute(sql)
        with pytest.raises(duckdb.InvalidInputException):
            cursor.execute("set enable_external_access = true")
        assert cursor.execute("select current_setting('TimeZone')").fetchall() == [("UTC",)]


def test_an_interrupt_while_the_file_is_opened_closes_it(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What stops the program between opening and the first use leaves no open file behind."""

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("analytics.store.connection.migrate", interrupted)
    with pytest.raises(KeyboardInterrupt):
        Store(path).revision()
    assert_closed(path)


@pytest.fixture
def takes_ctrl_c() -> Iterator[None]:
    """Take Ctrl+C as a terminal does, also in a background job, whose shell has it ignored."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("takes_ctrl_c")
def test_ctrl_c_in_a_query_is_an_interrupt(path: Path) -> None:
    """DuckDB makes a RuntimeError of it, which nobody would take for the user's wish to stop."""
    store = Store(path)
    with pytest.raises(KeyboardInterrupt), store.reading() as cursor:
        Timer(0.1, signal.raise_signal, [signal.SIGINT]).start()
        cursor.execute("select sum(a.range * b.range) from range(1000000) as a, range(1000000) as b")
    assert_closed(path)


@pytest.mark.skipif(os.name != "posix", reason="needs links")
def test_links_in_a_circle_are_refused(tmp_path: Path) -> None:
    """A path that leads back to itself is named with its reason."""
    (tmp_path / "a.duckdb").symlink_to(tmp_path / "b.duckdb")
    (tmp_path / "b.duckdb").symlink_to(tmp_path / "a.duckdb")
    with pytest.raises(StoreRefusedError, match="form a loop"):
        Store(tmp_path / "a.duckdb").revision()


def test_a_database_may_have_any_name(tmp_path: Path) -> None:
    """Quotes, wildcards, a line break, no suffix and what looks like an address are part of the name."""
    for name in ("it's [a]*\nb.duckdb", ":memory:", "md:x"):
        add(Store(tmp_path / name), check_in("a"))
        assert (tmp_path / name).is_file()
        assert notes(Store(tmp_path / name)) == ["a"]


def test_a_path_with_a_question_mark_is_refused(tmp_path: Path) -> None:
    """DuckDB would read the rest of the path as options."""
    with pytest.raises(StoreRefusedError, match=r"its path contains a question mark"):
        Store(tmp_path / "what?.duckdb").revision()


def test_a_pipe_is_refused_as_a_database(tmp_path: Path) -> None:
    """DuckDB would wait for whoever writes to it, and the pipe stays one."""
    path = tmp_path / "pipe"
    os.mkfifo(path)
    with pytest.raises(StoreRefusedError, match="this is a pipe or a device; choose a file"):
        Store(path).revision()
    assert path.is_fifo()


def test_a_large_file_may_use_more_memory(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A backup needs the index of all its keys at once."""
    Store(path).revision()
    monkeypatch.setattr(connection, "MEMORY_PER_BYTE", 400_000_000 / path.stat().st_size)
    with database_file(path).reading(0) as cursor:
        settings = dict(cursor.execute("select name, value from duckdb_settings()").fetchall())
    assert settings["memory_limit"] == "762.9 MiB"


def test_a_request_beyond_the_memory_of_the_database_is_an_error_of_ours(path: Path) -> None:
    """The next request is answered."""
    file = database_file(path)
    with pytest.raises(StoreError, match="more memory"), file.reading(0) as cursor:
        cursor.execute("select list(i) from range(100000000) t(i)")
    with file.reading(0) as cursor:
        settings = dict(cursor.execute("select name, value from duckdb_settings()").fetchall())
    assert settings["memory_limit"] == "381.4 MiB"
