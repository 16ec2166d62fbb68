"""The rows of a query as columns: numpy arrays, so that no command waits for pandas to load."""

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count, repeat
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

Key = TypeVar("Key", bound=Hashable)
Column = NDArray[Any]


@dataclass(frozen=True, slots=True, eq=False)
class ColumnTable:
    """Columns of one length, each an attribute of its name; never changed in place."""

    columns: Mapping[str, Column]

    def __getattr__(self, name: str) -> Column:
        try:
            return self.columns[name]
        except KeyError:
            raise AttributeError(name) from None

    def __len__(self) -> int:
        return len(next(iter(self.columns.values())))

    def rows(self, *names: str) -> Iterator[tuple[Any, ...]]:
        """Yield some columns row by row, as Python values."""
        return zip(*(self.columns[name].tolist() for name in names), strict=True)

    def where(self, chosen: Column) -> "ColumnTable":
        """Return the rows of a mask, or those at some positions."""
        return ColumnTable({name: column[chosen] for name, column in self.columns.items()})

    def with_columns(self, **columns: Column) -> "ColumnTable":
        """Return the table with columns added or replaced."""
        return ColumnTable({**self.columns, **columns})

    def positions_by(self, *names: str) -> dict[tuple[Any, ...], NDArray[np.intp]]:
        """Return the positions of the rows of each combination of values, in the order of first appearance."""
        number, keys = numbered(self.rows(*names))
        order = np.argsort(number, kind="stable")
        ends = np.cumsum(np.bincount(number, minlength=len(keys)))[:-1]
        return dict(zip(keys, np.split(order, ends), strict=True)) if keys else {}


def numbered(keys: Iterable[Key]) -> tuple[NDArray[np.intp], list[Key]]:
    """Number the keys by first appearance; return each key's number and the distinct keys."""
    values = list(keys)
    found = list(dict.fromkeys(values))
    return positions(values, found), found


def positions(values: Iterable[Key], among: Sequence[Key]) -> NDArray[np.intp]:
    """Return the position of each value in a list, -1 for one that is not in it."""
    places = dict(zip(among, count()))
    return np.fromiter(map(places.get, values, repeat(-1)), dtype=np.intp)


def without_mask(column: object) -> Column:
    """Return a column of DuckDB's with nan, NaT or None for null."""
    if not isinstance(column, np.ndarray) or type(column) is np.ndarray:  # to ask for a mask would load numpy.ma
        return np.asarray(column)
    plain = np.array(np.ma.getdata(column if column.dtype.kind in "fM" else column.astype(object)))
    plain[np.ma.getmaskarray(column)] = {"f": np.nan, "M": np.datetime64("NaT", "s")}.get(plain.dtype.kind)
    return plain
