"""Whose rows of a team's export to read; the names of others are kept nowhere."""

from collections.abc import Sequence

from analytics.errors import OpenQuestionError, Question, counted
from analytics.ingest.mapping.entry_names import NamedEntries
from analytics.ingest.tables.text_table import Cells, Table


class PersonChoice:
    """Tells the candidate's rows from those of others.

    A person may be named in several columns, such as a name and an address; `person`, the saved
    answer, is one of these names. A table of one person needs no answer.
    """

    def __init__(self, table: Table, columns: Sequence[str], person: str | None) -> None:
        self._file = table.name
        self._person = None if person is None else _plain(person)
        places = [table.header.index(name) for name in columns if name in table.header]
        names = {at: dict[str, None]() for at in places}
        for item in table.rows(lambda _cells: False) if places else ():
            if isinstance(item, Cells):
                for at in places:
                    names[at][_plain(item.cells[at])] = None
        people = {at: found.keys() - {""} for at, found in names.items()}
        self._columns = places
        self._n_people = max(map(len, people.values()), default=0)
        self._named_by = next((at for at in places if len(people[at]) == self._n_people), None)
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
        return "" if self._named_by is None else " ".join(cells[self._named_by].split())

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


def _plain(name: str) -> str:
    plain = " ".join(name.split()).casefold()
    return "" if plain == "-" else plain
