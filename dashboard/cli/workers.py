"""Work on parts in several processes, with the results in order."""

import os
import signal
from collections import deque
from collections.abc import Callable, Generator, Iterable
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from multiprocessing import get_context
from typing import Any, TypeVar

Shared = TypeVar("Shared")
Part = TypeVar("Part")
Result = TypeVar("Result")

_shared: Any = None
"""What all parts share, in a process that was started to work on them."""


def results_in_order(
    work: Callable[[Shared, Part], Result], shared: Shared, parts: Iterable[Part], n_parts: int
) -> Generator[Result, None, None]:
    """Yield the result of each part in order, from as many processes as there are cores and parts.

    One part more than processes is held. If a process is killed, this one does its part and all later ones.
    """
    here = partial(work, shared)
    n_workers = min(os.cpu_count() or 1, n_parts)
    if n_workers < 2:
        yield from map(here, parts)
        return
    # A forked process would inherit the database's threads half alive.
    context = get_context("spawn")
    with ProcessPoolExecutor(n_workers, mp_context=context, initializer=_start, initargs=(shared,)) as pool:
        waiting: deque[tuple[Part, Future[Result] | None]] = deque()
        try:
            for part in parts:
                waiting.append((part, _submitted(pool, work, part)))
                if len(waiting) > n_workers:
                    yield _result(here, *waiting.popleft())
            while waiting:
                yield _result(here, *waiting.popleft())
        finally:
            pool.shutdown(cancel_futures=True)


def _start(shared: object) -> None:
    """Keep what all parts share, and leave Ctrl+C to the process that started this one."""
    global _shared  # noqa: PLW0603  (an initializer can return nothing)
    _shared = shared
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _with_shared(work: Callable[[Any, Part], Result], part: Part) -> Result:
    return work(_shared, part)


def _submitted(pool: ProcessPoolExecutor, work: Callable[[Any, Part], Result], part: Part) -> Future[Result] | None:
    try:
        return pool.submit(_with_shared, work, part)
    except BrokenProcessPool:
        return None


def _result(here: Callable[[Part], Result], part: Part, coming: Future[Result] | None) -> Result:
    """Return the result of a part, worked out here if its process is gone."""
    if coming is None:
        return here(part)
    try:
        return coming.result()
    except BrokenProcessPool:
        return here(part)
