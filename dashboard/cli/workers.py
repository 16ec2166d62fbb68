"""Work on parts in several processes, with the results in order."""

import os
import signal
from collections import deque
from collections.abc import Callable, Generator, Iterable
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from typing import TypeVar

Part = TypeVar("Part")
Result = TypeVar("Result")


def results_in_order(
    work: Callable[[Part], Result], parts: Iterable[Part], n_parts: int
) -> Generator[Result, None, None]:
    """Yield the result of each part in order, from as many processes as there are cores and parts.

    One part more than processes is held. If a process is killed, this one does its part and all later ones.
    """
    n_workers = min(os.cpu_count() or 1, n_parts)
    if n_workers < 2:
        yield from map(work, parts)
        return
    # A forked process would inherit the database's threads half alive.
    context = get_context("spawn")
    with ProcessPoolExecutor(n_workers, mp_context=context, initializer=_leave_interrupts) as pool:
        waiting: deque[tuple[Part, Future[Result] | None]] = deque()
        try:
            for part in parts:
                waiting.append((part, _submitted(pool, work, part)))
                if len(waiting) > n_workers:
                    yield _result(work, *waiting.popleft())
            while waiting:
                yield _result(work, *waiting.popleft())
        finally:
            pool.shutdown(cancel_futures=True)


def _leave_interrupts() -> None:
    """Leave Ctrl+C to the process that started this one."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _submitted(pool: ProcessPoolExecutor, work: Callable[[Part], Result], part: Part) -> Future[Result] | None:
    """Return the result to come, None if the processes are gone."""
    try:
        return pool.submit(work, part)
    except BrokenProcessPool:
        return None


def _result(work: Callable[[Part], Result], part: Part, coming: Future[Result] | None) -> Result:
    """Return the result of a part, worked out here if its process is gone."""
    if coming is None:
        return work(part)
    try:
        return coming.result()
    except BrokenProcessPool:
        return work(part)
