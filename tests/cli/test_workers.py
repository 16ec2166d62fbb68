"""Parts that are worked on in several processes."""

import os
import signal
import sys
from multiprocessing import parent_process
from types import ModuleType

import pytest

from dashboard.cli import workers


def process_and_power(power: int, number: int) -> tuple[int, int]:
    """Return the process that worked, and a result."""
    return os.getpid(), number**power


def killed_at_two(power: int, number: int) -> int:
    """Return the power; a worker process that gets a 2 is killed, as one without memory is."""
    if number == 2 and parent_process() is not None:
        os.kill(os.getpid(), signal.SIGTERM)
    return pow(number, power, 1000)


@pytest.fixture(autouse=True)
def two_cores(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever machine runs the test, and whatever page another test left as the main module."""
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    monkeypatch.setitem(sys.modules, "__main__", ModuleType("__main__"))


def test_results_come_in_order_from_this_process_and_others() -> None:
    """Each process has two parts or more: this one works, too, and does fewer than four parts alone."""
    found = list(workers.results_in_order(process_and_power, 2, range(8), 8))
    assert [square for _, square in found] == [0, 1, 4, 9, 16, 25, 36, 49]
    processes = {process for process, _ in found}
    assert len(processes) == 2
    assert os.getpid() in processes
    assert list(workers.results_in_order(process_and_power, 2, range(3), 3)) == [(os.getpid(), n**2) for n in range(3)]


def test_the_part_of_a_killed_process_is_done_again() -> None:
    """No result is missing when a process dies in the middle."""
    assert list(workers.results_in_order(killed_at_two, 2, range(8), 8)) == [0, 1, 4, 9, 16, 25, 36, 49]


def test_parts_are_read_as_they_are_needed() -> None:
    """Two processes hold five parts at most: no more are read before the first result."""
    parts = iter(range(20))
    results = workers.results_in_order(process_and_power, 2, parts, 20)
    assert next(results)[1] == 0
    assert next(parts) <= 5
    results.close()
