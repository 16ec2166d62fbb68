"""Work on parts in several processes or on a Dask cluster, with results in order."""

import logging
import os
import signal
import tempfile
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import CancelledError, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from functools import partial
from importlib import metadata
from multiprocessing import get_context
from operator import call
from typing import TYPE_CHECKING, Any, TypeVar

from analytics.errors import CutscoreError
from dashboard.text import terminal

if TYPE_CHECKING:
    import distributed

Shared = TypeVar("Shared")
Part = TypeVar("Part")
Result = TypeVar("Result")

PARTS_A_THREAD = 2
"""Parts sent for each thread of the cluster: one at work and one that waits."""

PATIENCE_S = 30
"""How long a cluster may take to answer, and to start a worker."""

LOCAL_SETTINGS: Mapping[str, Sequence[str] | None] = {
    "distributed.scheduler.http.routes": [],
    "distributed.worker.http.routes": [],
    "distributed.nanny.pre-spawn-environ.MALLOC_TRIM_THRESHOLD_": None,
}
"""Serve no web pages to other users, and keep freed memory for the next arrays."""

_shared: Any = None
"""What all parts share, in a worker process."""


def results_in_order(
    work: Callable[[Shared, Part], Result], shared: Shared, parts: Iterable[Part], n_parts: int
) -> Generator[Result, None, None]:
    """Yield the result of each part in order, from this process and others, at least two parts for each.

    Starting a process takes as long as a part. Each other process has a second part waiting, and this one does the rest
    instead of waiting. If a process is killed, this one does its parts and all later ones.
    """
    here = partial(work, shared)
    n_others = min(os.cpu_count() or 1, n_parts // 2) - 1
    if n_others < 1:
        yield from map(here, parts)
        return
    # A forked process would inherit the database's threads half alive.
    context = get_context("spawn")
    with ProcessPoolExecutor(n_others, mp_context=context, initializer=_start, initargs=(shared,)) as pool:
        given: deque[tuple[Part, Future[Result]]] = deque()
        try:
            for part in parts:
                coming: Future[Result] = Future()
                try:
                    if sum(not earlier.done() for _, earlier in given) < 2 * n_others:
                        coming = pool.submit(_with_shared, work, part)
                    else:
                        coming.set_result(here(part))
                except BrokenProcessPool:
                    coming.set_result(here(part))
                given.append((part, coming))
                while given and (given[0][1].done() or len(given) > 4 * n_others):
                    yield _result(here, *given.popleft())
            while given:
                yield _result(here, *given.popleft())
        finally:
            pool.shutdown(cancel_futures=True)


def _start(shared: object) -> None:
    """Store what all parts share, and leave Ctrl+C to the parent process."""
    global _shared  # noqa: PLW0603  (an initializer can return nothing)
    _shared = shared
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _with_shared(work: Callable[[Any, Part], Result], part: Part) -> Result:
    return work(_shared, part)


def _result(here: Callable[[Part], Result], part: Part, coming: Future[Result]) -> Result:
    """Return a part's result, computed here if its process is gone."""
    try:
        return coming.result()
    except BrokenProcessPool:
        return here(part)


def results_of_cluster(
    work: Callable[[Shared, Part], Result], shared: Shared, parts: Iterable[Part], *, scheduler: str | None
) -> Generator[Result, None, None]:
    """Yield each part's result in order, from a scheduler's workers or this computer's; others redo lost parts.

    Raises:
        CutscoreError: If Dask is missing, or its cluster does not answer, has another version of Cutscore or is lost.
    """
    try:
        from distributed import KilledWorker  # noqa: PLC0415  (an extra, and slow to import)
    except ModuleNotFoundError as error:
        raise CutscoreError(terminal.NO_DASK) from error
    with _client(scheduler) as client:
        waiting: deque[distributed.Future[Result]] = deque()
        try:
            # The result of a task, unlike scattered data, comes again if its workers are lost.
            sent = client.submit(partial, work, shared, pure=False)
            for part in parts:
                waiting.append(client.submit(call, sent, part, pure=False))
                if len(waiting) >= PARTS_A_THREAD * sum(client.ncores().values()):
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        except (KilledWorker, CancelledError, OSError) as error:
            raise CutscoreError(terminal.CLUSTER_LOST) from error


@contextmanager
def _client(scheduler: str | None) -> Iterator["distributed.Client"]:
    """Connect to a scheduler, or to a private one on this computer."""
    import dask  # noqa: PLC0415
    from distributed import Client, LocalCluster  # noqa: PLC0415

    logging.getLogger("distributed").setLevel(logging.CRITICAL)
    if scheduler is None:
        with (
            dask.config.set(LOCAL_SETTINGS),
            tempfile.TemporaryDirectory() as folder,
            LocalCluster(
                threads_per_worker=1,
                dashboard_address="127.0.0.1:0",
                security=True,
                local_directory=folder,
                silence_logs=logging.CRITICAL,
            ) as cluster,
            Client(cluster) as client,
        ):
            yield client
        return
    try:
        client = Client(scheduler, timeout=PATIENCE_S)
    except (OSError, ValueError, TypeError) as error:  # a TypeError if the protocol lacks its settings
        raise CutscoreError(terminal.NO_SCHEDULER.format(address=scheduler)) from error
    with client:
        _check(client, scheduler)
        yield client


def _check(client: "distributed.Client", scheduler: str) -> None:
    """Raise if the cluster has no worker, or another version of Cutscore, whose answers may differ."""
    try:
        client.wait_for_workers(1, timeout=PATIENCE_S)
    except TimeoutError as error:
        raise CutscoreError(terminal.no_workers(scheduler)) from error
    own, found = own_version(), set(client.run(metadata.version, "cutscore").values())
    if found != {own}:
        raise CutscoreError(terminal.other_versions(own, sorted(found - {own})))


def own_version() -> str:
    return metadata.version("cutscore")
