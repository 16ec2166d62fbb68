"""What was worked out or drawn once is remembered: the only caches of the pages.

Remembered values are frozen reports of plain data, and the charts drawn of them, which are shared and
never changed. Each key holds the file and its revision, so a change made here, on the command line
or in another window is seen at the next rerun.
"""

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any, ParamSpec, TypeVar, cast

P = ParamSpec("P")
Drawn = TypeVar("Drawn")
Given = TypeVar("Given")
Stamp = tuple[tuple[int, int] | None, tuple[int, int] | None]
"""Time and size of a file and of its log, as far as they are there."""
_CACHE_ENTRIES = 64


def remembered(function: Callable[P, Given]) -> Callable[P, Given]:
    """Remember what a function gave for its latest arguments; Streamlit's own caches cost more than most of it."""
    return cast("Callable[P, Given]", lru_cache(maxsize=_CACHE_ENTRIES)(function))


def stamp_of(path: Path) -> Stamp:
    """Give what changes when a file or its log is written, None for each that is not there."""
    return _time_and_size(path), _time_and_size(path.with_name(f"{path.name}.wal"))


def _time_and_size(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size


class _Same:
    """An argument that is the same only as itself, so that a whole report can be part of a key."""

    __slots__ = ("value",)

    def __init__(self, value: object) -> None:
        self.value = value

    def __hash__(self) -> int:
        return id(self.value)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.value is other.value


def drawn(draw: Callable[P, Drawn], *args: P.args, **options: P.kwargs) -> Drawn:
    """Draw a chart of reports, or several, or give them as they were drawn before; nobody may change them."""
    named = tuple((name, _Same(option)) for name, option in options.items())
    figures: Drawn = _drawn(draw, tuple(map(_Same, args)), named)
    return figures


@remembered
def _drawn(draw: Callable[..., Any], args: tuple[_Same, ...], options: tuple[tuple[str, _Same], ...]) -> Any:
    return draw(*(arg.value for arg in args), **{name: option.value for name, option in options})
