"""`cutscore readiness --all --on dask`: many candidates on a Dask cluster."""

import os
import signal
import sys
from collections.abc import Iterator, Sequence
from functools import partial
from multiprocessing import current_process
from pathlib import Path
from types import ModuleType

import dask
import pytest
from distributed import Client, LocalCluster

from analytics.errors import CutscoreError
from analytics.store import parts
from dashboard.cli import candidate_parts, workers
from dashboard.cli.candidate_parts import Part, Request
from dashboard.cli.main import main
from dashboard.text import terminal

ALL = ["readiness", "--all", "--as-of", "2026-03-10", "--format", "jsonl"]


@pytest.fixture(autouse=True)
def main_module(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever page another test left as the main module, which each worker imports."""
    monkeypatch.setitem(sys.modules, "__main__", ModuleType("__main__"))


@pytest.fixture(scope="module")
def cluster() -> Iterator[LocalCluster]:
    """Start a scheduler with one worker."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setitem(sys.modules, "__main__", ModuleType("__main__"))
        with LocalCluster(n_workers=1, threads_per_worker=1, dashboard_address="127.0.0.1:0") as started:
            yield started


def test_parts_are_read_as_they_are_needed(cluster: LocalCluster) -> None:
    """One worker holds two parts: no more are read before the first result."""
    numbers = iter(range(9))
    results = workers.results_of_cluster(pow, 2, numbers, scheduler=cluster.scheduler_address)
    assert next(results) == 1
    assert next(numbers) == 2
    results.close()


def test_workers_of_this_computer_keep_their_memory() -> None:
    """Dask has them give it back after each array, which doubles the time; that is left out of their environment."""
    name = "distributed.nanny.pre-spawn-environ"
    assert "MALLOC_TRIM_THRESHOLD_" in dask.config.get(name)
    with dask.config.set(workers.LOCAL_SETTINGS):
        environment = dict(dask.config.get(name))
    assert environment["MALLOC_TRIM_THRESHOLD_"] is None
    assert environment["OMP_NUM_THREADS"] == 1


def answer_after_a_kill(request: Request, part: Part, *, witness: Path) -> Sequence[str]:
    """Return the texts of a part; the first worker that gets one is killed."""
    if not witness.exists() and current_process().name != "MainProcess":
        witness.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return candidate_parts.answer(request, part)


def printed_alone(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> str:
    """Return what one process prints, and make a part of each candidate from here on."""
    monkeypatch.setattr(parts, "PART", 1)
    monkeypatch.setattr(candidate_parts, "READ_AT_ONCE", 1)
    with monkeypatch.context() as patched:
        patched.setattr(os, "cpu_count", lambda: 1)
        assert main(ALL) == 0
    return capsys.readouterr().out


def test_a_cluster_prints_what_one_process_prints(
    three: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The lines are the same to the byte and in order, even if a worker is killed: another one does its part."""
    alone = printed_alone(monkeypatch, capsys)
    monkeypatch.setattr(candidate_parts, "answer", partial(answer_after_a_kill, witness=tmp_path / "killed"))
    assert main([*ALL, "--on", "dask"]) == 0
    assert capsys.readouterr().out == alone
    assert alone.count("\n") == 3
    assert (tmp_path / "killed").exists()


@pytest.mark.full
def test_a_cluster_reads_a_folder_of_parts(
    three: Path,
    cluster: LocalCluster,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """The lines are those of the database to the byte; the cluster stands for one of this computer's cores."""
    alone = printed_alone(monkeypatch, capsys)
    assert main(["export", "--format", "parquet", str(tmp_path / "folder")]) == 0
    capsys.readouterr()
    monkeypatch.setenv("CUTSCORE_DB", str(tmp_path / "folder"))
    monkeypatch.setattr(workers, "_client", lambda _: Client(cluster))
    assert main([*ALL, "--on", "dask"]) == 0
    assert capsys.readouterr().out == alone


def test_far_workers_get_the_rows_of_a_database(
    three: Path, cluster: LocalCluster, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Its parts are on this computer for the time being, where a worker of another one does not look."""
    near = printed_alone(monkeypatch, capsys)
    monkeypatch.setattr(candidate_parts, "answer", answer_of_sent_rows)
    assert main([*ALL, "--scheduler", cluster.scheduler_address]) == 0
    assert capsys.readouterr().out == near


def answer_of_sent_rows(request: Request, part: Part) -> Sequence[str]:
    """Return the texts of a part that came with its rows."""
    assert not isinstance(part[1], tuple)
    return candidate_parts.answer(request, part)


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (["--on", "dask"], terminal.CLUSTER_FOR_ALL),
        (["--all", "--scheduler", "tcp://127.0.0.1:9"], terminal.NO_SCHEDULER.format(address="tcp://127.0.0.1:9")),
        (["--all", "--scheduler", "nowhere"], terminal.NO_SCHEDULER.format(address="nowhere")),
        (["--all", "--scheduler", "tls://127.0.0.1:9"], terminal.NO_SCHEDULER.format(address="tls://127.0.0.1:9")),
    ],
)
def test_what_no_cluster_can_answer_is_refused(
    imported: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    options: list[str],
    sentence: str,
) -> None:
    """One candidate needs none, and an address must have one."""
    monkeypatch.setattr(workers, "PATIENCE_S", 1)
    assert main(["readiness", *options]) == 2
    assert sentence in capsys.readouterr().err


@pytest.mark.full
def test_a_scheduler_without_workers_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """A scheduler alone would be waited for without end."""
    monkeypatch.setattr(workers, "PATIENCE_S", 1)
    with LocalCluster(n_workers=0, dashboard_address="127.0.0.1:0") as empty:
        address = empty.scheduler_address
        with pytest.raises(CutscoreError, match="has no worker"):
            list(workers.results_of_cluster(pow, 2, range(3), scheduler=address))


def test_workers_of_another_version_are_refused(cluster: LocalCluster, monkeypatch: pytest.MonkeyPatch) -> None:
    """They could answer otherwise, or not understand what they get."""
    monkeypatch.setattr(workers, "own_version", lambda: "another")
    with pytest.raises(CutscoreError, match="Install the same version everywhere"):
        list(workers.results_of_cluster(pow, 2, range(3), scheduler=cluster.scheduler_address))


def test_without_the_extra_its_installation_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """Dask comes only with the extra."""
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(CutscoreError, match=r"pip install 'cutscore\[dask\]'"):
        list(workers.results_of_cluster(pow, 2, [1], scheduler=None))
