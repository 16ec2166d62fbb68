"""Work on parts on a Dask cluster, with results in order."""

import logging
import tempfile
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import CancelledError
from contextlib import contextmanager
from importlib import metadata
from typing import TYPE_CHECKING, TypeVar

from analytics.errors import CutscoreError
from dashboard.text import terminal

if TYPE_CHECKING:
    from distributed import Client, Future

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


def results_in_order(
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
        waiting: deque[Future[Result]] = deque()
        try:
            # The result of a task, unlike scattered data, comes again if its workers are lost.
            sent = client.submit(_itself, shared, pure=False)
            for part in parts:
                waiting.append(client.submit(work, sent, part, pure=False))
                if len(waiting) >= PARTS_A_THREAD * sum(client.ncores().values()):
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        except (KilledWorker, CancelledError, OSError) as error:
            raise CutscoreError(terminal.CLUSTER_LOST) from error


def _itself(shared: Shared) -> Shared:
    return shared


@contextmanager
def _client(scheduler: str | None) -> Iterator["Client"]:
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
    except (OSError, ValueError) as error:
        raise CutscoreError(terminal.NO_SCHEDULER.format(address=scheduler)) from error
    with client:
        _check(client, scheduler)
        yield client


def _check(client: "Client", scheduler: str) -> None:
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
