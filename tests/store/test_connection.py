"""One file, many programs and threads: nothing is lost, and whoever must wait learns for whom."""

import signal
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import duckdb
import pytest

from analytics.errors import StoreHeldError
from analytics.store import Store
from tests.inputs.store_files import MADE_AT, add, check_in, notes

START = (
    "from pathlib import Path\nfrom tests.inputs.store_files import *\nstore = Store(Path(sys.argv[1]), wait_s=60)\n"
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "cutscore.duckdb"


def program(code: str, *arguments: object) -> subprocess.Popen[str]:
    """Start another Python of its own."""
    text = "import sys\n" + START + textwrap.dedent(code)
    command = [sys.executable, "-c", text, *map(str, arguments)]
    return subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[2]
    )


@contextmanager
def another_holder(path: Path) -> Iterator[int]:
    """Let another program hold the file; give its number."""
    holder = program(
        """
        import duckdb
        held = duckdb.connect(sys.argv[1])
        print("held", flush=True)
        sys.stdin.readline()
        held.close()
        print("released", flush=True)
        sys.stdin.readline()
        """,
        path,
    )
    with holder:
        assert holder.stdin is not None
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        try:
            yield holder.pid
        finally:
            holder.communicate("\n\n")


def test_programs_and_threads_at_once_lose_nothing(path: Path) -> None:
    """Two programs of three threads write and read one new file: each row is in, in an import of its own."""
    code = """
    import threading
    def work(thread):
        for turn in range(6):
            add(store, check_in(f"{sys.argv[2]}-{thread}-{turn}", candidate_id=f"{sys.argv[2]}-{thread}-{turn}"))
            assert f"{sys.argv[2]}-{thread}-{turn}" in notes(store)
    threads = [threading.Thread(target=work, args=(thread,)) for thread in range(3)]
    for thread in threads: thread.start()
    for thread in threads: thread.join()
    print("done")
    """
    programs = [program(code, path, name) for name in ("a", "b")]
    assert [one.communicate()[0] for one in programs] == ["done\n", "done\n"]
    store = Store(path)
    expected = sorted(f"{name}-{thread}-{turn}" for name in "ab" for thread in range(3) for turn in range(6))
    assert notes(store) == expected
    assert [batch.batch_id for batch in store.batches()] == list(range(1, 37))
    assert store.check() == []


def test_two_stores_of_one_file_take_turns(path: Path, tmp_path: Path) -> None:
    """Threads with a store each, one by another name of the file, never meet in a write conflict."""
    Store(path).revision()
    other = tmp_path / "link.duckdb"
    other.symlink_to(path)

    def work(number: int) -> None:
        add(Store(other if number % 2 else path), check_in(str(number), candidate_id=str(number)))

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(work, range(24)))
    assert len(notes(Store(path))) == 24


def test_reading_goes_on_beside_a_write(path: Path) -> None:
    """A thread that reads while an import is going on sees what was there before it."""
    store = Store(path)
    add(store, check_in("before"))
    with store.batch("a.csv", made_at=MADE_AT) as batch, ThreadPoolExecutor(1) as pool:
        batch.add([check_in("after")])
        assert pool.submit(notes, store).result() == ["before"]
    assert notes(store) == ["after"]


@pytest.mark.parametrize("n_rows", [20, 30_000])
def test_a_program_killed_in_an_import_leaves_all_or_nothing(path: Path, n_rows: int) -> None:
    """After kill -9 the file opens, holds what was acknowledged and nothing of the import."""
    writer = program(
        """
        from datetime import date, timedelta
        add(store, check_in("kept"))
        with store.batch("b.csv", made_at=MADE_AT) as batch:
            batch.add([check_in("x", candidate_id=f"c{number}") for number in range(int(sys.argv[2]))])
            print("in the middle", flush=True)
            sys.stdin.readline()
        """,
        path,
        n_rows,
    )
    with writer:
        assert writer.stdout is not None
        assert writer.stdout.readline() == "in the middle\n"
        writer.send_signal(signal.SIGKILL)
    store = Store(path)
    assert notes(store) == ["kept"]
    assert len(store.batches()) == 1
    assert store.check() == []


def test_a_program_killed_at_any_moment_keeps_whole_imports(path: Path) -> None:
    """Imports of ten rows each: those that were acknowledged are there, and each is there whole."""
    for _ in range(3):
        writer = program(
            """
            first = len(store.batches())
            for number in range(first, first + 1000):
                add(store, *[check_in("x", candidate_id=f"{number}-{row}") for row in range(10)])
                print(number + 1, flush=True)
            """,
            path,
        )
        with writer:
            assert writer.stdout is not None
            acknowledged = [int(writer.stdout.readline()) for _ in range(5)][-1]
            writer.send_signal(signal.SIGKILL)
        store = Store(path)
        assert len(store.batches()) >= acknowledged
        assert len(notes(store)) == 10 * len(store.batches())
        assert store.check() == []


class _Stopped(BaseException):
    """As a page is stopped: no `Exception`."""


@pytest.mark.parametrize("stop", [_Stopped, KeyboardInterrupt, SystemExit, ZeroDivisionError])
def test_whatever_stops_an_import_takes_it_back(path: Path, stop: type[BaseException]) -> None:
    """Nothing of it stays, not even a revision, and the next import goes in."""
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


def test_a_held_file_is_named_with_its_holder(path: Path) -> None:
    """The sentence says which program has the file, by its number, and what to do."""
    Store(path).revision()
    with another_holder(path) as pid, pytest.raises(StoreHeldError) as caught:
        Store(path, wait_s=0.2).revision()
    assert f"(PID {pid})" in str(caught.value)
    assert "python" in str(caught.value)
    assert str(caught.value).startswith(f"{path}: ")


def test_a_held_file_is_waited_for(path: Path) -> None:
    """Whoever asks while another program has the file gets the answer when that program lets go."""
    add(Store(path), check_in("a"))
    with ThreadPoolExecutor(1) as pool:
        with another_holder(path):
            answer = pool.submit(notes, Store(path, wait_s=60))
        assert answer.result() == ["a"]


def test_threads_wait_side_by_side_for_a_held_file(path: Path) -> None:
    """Those who stand behind a waiting thread fail with it, not one wait each later."""
    Store(path).revision()
    store = Store(path, wait_s=0.3)

    def fails(_: int) -> bool:
        with pytest.raises(StoreHeldError):
            store.revision()
        return True

    with another_holder(path), ThreadPoolExecutor(4) as pool:
        assert all(pool.map(fails, range(4)))


def test_the_file_is_let_go_between_calls(path: Path) -> None:
    """Another program may open it while a store stands open and idle."""
    store = Store(path)
    add(store, check_in("a"))
    with another_holder(path):
        pass
    assert notes(store) == ["a"]


def test_several_reads_can_share_one_opening(path: Path) -> None:
    """Nobody else has the file between them, a write of this program is seen at once, and then it is let go."""
    store = Store(path)
    add(store, check_in("a"))
    with store.shared_connection():
        assert notes(store) == ["a"]
        with program("import duckdb; duckdb.connect(sys.argv[1])", path) as other:
            pass
        assert other.returncode != 0
        add(store, check_in("b"))
        assert notes(store) == ["b"]
    with another_holder(path):
        pass


def test_a_copy_is_refused_while_the_same_thread_works(path: Path) -> None:
    """A backup waits for the work of this program, and says so when it does not end."""
    store = Store(path, wait_s=0.1)
    with store.batch("a.csv", made_at=MADE_AT), pytest.raises(StoreHeldError, match="This program itself"):
        store.backup(path.with_name("backup.duckdb"))


def test_a_backup_that_this_program_works_in_is_waited_for(path: Path) -> None:
    """It cannot be read beside the work; when that does not end, the sentence says who has it."""
    source = Store(path.with_name("backup.duckdb"))
    add(source, check_in("a"))
    with source.batch("b.csv", made_at=MADE_AT), pytest.raises(StoreHeldError, match="This program itself"):
        Store(path, wait_s=0.1).restore(source.path)


def test_a_backup_goes_in_between_readers_and_writers(path: Path, tmp_path: Path) -> None:
    """Threads and another program read and write on; each backup is whole and holds what was in before it."""
    store = Store(path, wait_s=60)
    other = program("for number in range(15): add(store, check_in('x', candidate_id=f'other-{number}'))", path)

    def work(number: int) -> None:
        add(store, check_in("x", candidate_id=str(number)))
        before = set(store.candidates())
        target = tmp_path / f"backup-{number}.duckdb"
        store.backup(target)
        backup = Store(target)
        assert before <= set(backup.candidates())
        assert backup.check() == []

    with other, ThreadPoolExecutor(3) as pool:
        list(pool.map(work, range(6)))
    assert other.returncode == 0
    assert len(notes(store)) == 21


def test_the_file_stays_within_the_older_format(path: Path) -> None:
    """The release line before ours can read it: the storage version in the head is 68, its own."""
    add(Store(path), check_in("a"))
    assert int.from_bytes(path.read_bytes()[12:20], "little") == 68


def test_no_query_reaches_another_file(path: Path, tmp_path: Path) -> None:
    """Nor can it open the way again."""
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


def test_an_interrupt_while_the_file_is_opened_lets_go_of_it(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What stops the program between opening and the first use leaves no open file behind."""

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    store = Store(path)
    store.revision()
    monkeypatch.setattr("analytics.store.connection.migrate", interrupted)
    with pytest.raises(KeyboardInterrupt):
        store.revision()
    monkeypatch.undo()
    with another_holder(path):
        pass
