"""Many rows of one kind, kept as columns; a record is built when it is asked for."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from itertools import chain, repeat
from operator import attrgetter
from typing import Any, overload

from analytics.records import Record, Row


@dataclass(eq=False, slots=True)
class RecordRows(Sequence[Row]):
    """Rows of one kind by column: 100,000 records would take three times the memory.

    `shared` are the values that all rows have in common.
    """

    kind: type[Record]
    lines: Sequence[str]
    columns: dict[str, list[Any]]
    _shared: Mapping[str, Any]

    def column(self, name: str) -> Iterable[Any]:
        """Return the values of a field."""
        return self.columns[name] if name in self.columns else repeat(self._shared[name], len(self))

    def values(self, *names: str) -> Iterator[tuple[Any, ...]]:
        """Yield the values of some fields, row by row."""
        return zip(*map(self.column, names), strict=True)

    def without(self, places: Collection[int]) -> "RecordRows":
        """Return the rows that are not at some places."""
        if not places:
            return self
        kept = [at for at in range(len(self)) if at not in places]
        columns = {name: [values[at] for at in kept] for name, values in self.columns.items()}
        return RecordRows(self.kind, [self.lines[at] for at in kept], columns, self._shared)

    def __len__(self) -> int:
        return len(self.lines)

    @overload
    def __getitem__(self, at: int) -> Row: ...

    @overload
    def __getitem__(self, at: slice) -> Sequence[Row]: ...

    def __getitem__(self, at: int | slice) -> Row | Sequence[Row]:
        if isinstance(at, slice):
            return [self[place] for place in range(*at.indices(len(self)))]
        values: dict[str, Any] = {name: column[at] for name, column in self.columns.items()}
        return Row(self.lines[at], self.kind(**values, **self._shared))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and list(self) == list(other)

    __hash__ = None  # type: ignore[assignment]  # mutable columns, like a list


def by_kind(rows: Sequence[Row]) -> Iterator[tuple[Sequence[int], RecordRows]]:
    """Yield the rows of each kind by column, with their places."""
    if isinstance(rows, RecordRows):
        yield range(len(rows)), rows
        return
    places: dict[type[Record], list[int]] = {}
    for at, row in enumerate(rows):
        places.setdefault(type(row.record), []).append(at)
    for kind, found in places.items():
        names = [field.name for field in fields(kind)]
        records = [rows[at].record for at in found]
        columns = {name: list(map(attrgetter(name), records)) for name in names}
        yield found, RecordRows(kind, [rows[at].line for at in found], columns, {})


def distinct(rows: Sequence[Row], kinds: Iterable[type[Record]], *names: str) -> list[tuple[Any, ...]]:
    """Return the different values of some fields in the rows of some kinds, in order of appearance by kind."""
    return list(dict.fromkeys(chain.from_iterable(p.values(*names) for _, p in by_kind(rows) if p.kind in kinds)))
