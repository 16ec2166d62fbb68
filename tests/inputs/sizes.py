"""Which cases of a test run in `make test`, and which only in `make validate`."""

from collections.abc import Iterable
from typing import Any

import pytest


def full(cases: Iterable[object]) -> list[Any]:
    """Return cases that only `make validate` runs; a tuple holds several arguments."""
    return [pytest.param(*(case if isinstance(case, tuple) else (case,)), marks=pytest.mark.full) for case in cases]


def one_in(n: int, cases: Iterable[object]) -> list[Any]:
    """Return cases of which each n-th, from the first on, runs in `make test`, and the others in `make validate`."""
    return [case if k % n == 0 else full([case])[0] for k, case in enumerate(cases)]
