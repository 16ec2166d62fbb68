"""The only caches of the pages.

They hold frozen reports and the figures drawn from them, which are shared and never changed. Each key holds the file
and its revision, so a change made anywhere is seen at the next rerun.
"""

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any, ParamSpec, TypeVar, TypeVarTuple, cast

P = ParamSpec("P")
R = TypeVar("R")
Ts = TypeVarTuple("Ts")
Stamp = tuple[tuple[int, int] | None, tuple[int, int] | None]
"""Time and size of a file and of its write-ahead log, None for each that does not exist."""


def memoized(*, entries: int = 128) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Cache a function's latest results; Streamlit's own caches take longer than most of the functions."""

    def decorate(function: Callable[P, R]) -> Callable[P, R]:
        return cast("Callable[P, R]", lru_cache(maxsize=entries)(function))

    return decorate


def file_stamp(path: Path) -> Stamp:
    """Return a value that changes when a file or its write-ahead log is written."""
    return _time_and_size(path), _time_and_size(path.with_name(f"{path.name}.wal"))


def _time_and_size(path: Path) -> tuple[int, int] | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size


class _ByIdentity:
    """A hashable wrapper, equal only for the same object, so that a whole report can be part of a key."""

    __slots__ = ("value",)

    def __init__(self, value: object) -> None:
        self.value = value

    def __hash__(self) -> int:
        return id(self.value)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _ByIdentity) and self.value is other.value


def cached_figure(draw: Callable[[*Ts], R], *args: *Ts) -> R:
    """Return the figure that `draw` makes of reports, drawn once; callers must not change it."""
    figure: R = _cached_figure(draw, tuple(map(_ByIdentity, args)))
    return figure


@memoized()
def _cached_figure(draw: Callable[..., Any], args: tuple[_ByIdentity, ...]) -> Any:
    return draw(*(arg.value for arg in args))
