"""Whose rows of a file of several people to read; the names of others are kept nowhere."""

import re
from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from analytics.errors import OpenQuestionError, Question, counted
from analytics.ingest.left_out import LeftOutReason, LeftOutTally
from analytics.ingest.mapping.entry_names import NamedEntries

T = TypeVar("T")


class PersonChoice:
    """Tells the candidate's rows from those of others.

    A person may be named in several columns, such as a name and an address; `person`, the saved
    answer, is one of these names, whose words may be in another order. A table of one person needs
    no answer.
    """

    def __init__(self, file: str, rows: Iterable[Sequence[str]], columns: Sequence[int], person: str | None) -> None:
        self._file = file
        self._person = None if person is None else _plain(person)
        names = {at: dict[str, None]() for at in columns}
        for cells in rows:
            for at in columns:
                names[at][_plain(cells[at]) if at < len(cells) else ""] = None
        people = {at: found.keys() - {""} for at, found in names.items()}
        self._columns = columns
        self._n_people = max(map(len, people.values()), default=0)
        self._named_by = next((at for at in columns if len(people[at]) == self._n_people), None)
        self._is_found = any(self._person in found for found in people.values())

    @property
    def is_open(self) -> bool:
        """Whether it must be asked which person the candidate is."""
        return self.has_others if self._person is None else self._n_people > 0 and not self._is_found

    @property
    def has_others(self) -> bool:
        """Whether the table has several people."""
        return self._n_people > 1

    def is_other(self, cells: Sequence[str]) -> bool:
        """Return whether a row is of somebody else, or of nobody."""
        if self.is_open or not self.has_others:
            return False
        return all(_plain(cells[at]) != self._person for at in self._columns if at < len(cells))

    def name(self, cells: Sequence[str]) -> str:
        """Return who a row is of, by the column that tells most people apart."""
        is_named = self._named_by is not None and self._named_by < len(cells)
        return " ".join(cells[self._named_by or 0].split()) if is_named else ""

    def question(self, people: NamedEntries) -> OpenQuestionError:
        """Return the question; names are among its choices, but not in its reason, which is kept in reports."""
        n_people = counted(self._n_people, "person", "people")
        has_times = any(people.minutes.values())
        lost = "" if self._person is None else "The person chosen before is not in it. "
        return OpenQuestionError(
            self._file,
            Question.PERSON,
            "which one is you? Answer with --person NAME, in a map file (--map), or on the Data page. "
            f"{lost}It has entries of {n_people}; those of others are not imported.",
            people.minutes if has_times else people.counts,
            unit="min" if has_times else "",
            counts=people.counts if has_times else None,
        )


def own_entries(
    file: str,
    entries: Sequence[T],
    names_of: Callable[[T], Sequence[str]],
    *,
    person: str | None,
    left_out: LeftOutTally,
    minutes_of: Callable[[T], float] = lambda _entry: 0.0,
) -> list[T]:
    """Return the entries of the candidate by the names of each, and count those of others.

    Raises:
        OpenQuestionError: If they are of several people, and it is not known which one is the candidate.
    """
    named = [(tuple(names_of(entry)), entry) for entry in entries]
    width = max((len(names) for names, _ in named), default=0)
    whose = PersonChoice(file, (names for names, _ in named), range(width), person)
    if whose.is_open:
        people = NamedEntries()
        for names, entry in named:
            people.add(whose.name(names), minutes_of(entry))
        raise whose.question(people)
    for names, entry in named:
        if whose.is_other(names):
            left_out.add(LeftOutReason.OTHER_PEOPLE, minutes=minutes_of(entry))
    return [entry for names, entry in named if not whose.is_other(names)]


def _plain(name: str) -> str:
    plain = " ".join(sorted(re.split(r"[\s,]+", name.casefold()))).strip()
    return "" if plain == "-" else plain
