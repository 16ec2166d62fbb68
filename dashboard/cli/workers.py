"""Work on parts in several processes, with results in order."""

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
                n_open = sum(not coming.done() for _, coming in given)
                given.append((part, _submit(pool, work, part) if n_open < 2 * n_others else _work_here(here, part)))
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


def _submit(pool: ProcessPoolExecutor, work: Callable[[Any, Part], Result], part: Part) -> Future[Result]:
    try:
        return pool.submit(_with_shared, work, part)
    except BrokenProcessPool as error:
        failed: Future[Result] = Future()
        failed.set_exception(error)
        return failed


def _work_here(here: Callable[[Part], Result], part: Part) -> Future[Result]:
    done: Future[Result] = Future()
    done.set_result(here(part))
    return done


def _result(here: Callable[[Part], Result], part: Part, coming: Future[Result]) -> Result:
    """Return a part's result, computed here if its process is gone."""
    try:
        return coming.result()
    except BrokenProcessPool:
        return here(part)
