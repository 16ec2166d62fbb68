"""Select the rows of a table that are the candidate's own and are study."""

from collections.abc import Callable, Iterable, Sequence, Set
from dataclasses import dataclass, field

from analytics.blueprints.model import ExamBlueprint
from analytics.ingest.guesses.column_values import different_values
from analytics.ingest.guesses.person_columns import holds_people
from analytics.ingest.mapping.column_names import DONE, NAMED, WORDS, name_rank, plain_box, undone_words
from analytics.ingest.mapping.entries import NAMELESS, NamedEntries
from analytics.ingest.mapping.labels import TITLED_TYPES
from analytics.ingest.mapping.suggestions import suggested_domain
from analytics.ingest.mapping.targets import PERSON
from analytics.ingest.own_tables.mapped_columns import MappedColumns
from analytics.ingest.reading import LeftOutReason
from analytics.ingest.tables.text_table import Cells
from analytics.ingest.values import fields
from analytics.ingest.values.words import is_weekday, known_activity, yes_or_no
from analytics.records import Activity, CardReview, StudySession

MAX_CATEGORIES = 60
MAX_CATEGORY_CHARS = 80

_CATEGORY_RANKS = {name: rank for rank, name in enumerate(WORDS["category"])}
"""Ranks of the usual names of columns with kinds of time; a lower rank is likelier."""

_UNUSUAL = len(_CATEGORY_RANKS)

_CATEGORY_WORDS = frozenset(WORDS["everyday"]) | DONE
"""Words for time that is not study, or for what is done; a column that has one is a category under any name."""

_OTHER_MEANINGS = frozenset({"exam_code", "task_id", "lab_kind", "candidate", "source_id", "currency"})
"""Targets of columns that are never categories."""


def _rank(name: str, target: str | None) -> int:
    """Return the rank of a column's name as a category; one mapped to the activity has the rank of that name."""
    if target == "activity" and name_rank(name, "note") < NAMED:
        return _CATEGORY_RANKS["activity"]
    return max((_CATEGORY_RANKS.get(word, _UNUSUAL) for word in name.split("_") if word != "name"), default=_UNUSUAL)


def _are_categories(texts: Sequence[str], *, is_named: bool) -> bool:
    """Whether texts are few and repeat; unless the column has a usual name, one must be in `_CATEGORY_WORDS`."""
    names = {text.casefold() for text in texts}
    is_other = {"yes", "no"} >= set(map(yes_or_no, names)) or all(map(is_weekday, names))
    if is_other or not 2 <= len(names) <= MAX_CATEGORIES:
        return False
    are_texts = any(map(str.isalpha, "".join(names))) and max(map(len, names)) <= MAX_CATEGORY_CHARS
    return are_texts and len(names) < len(texts) and (is_named or bool(names & _CATEGORY_WORDS))


_PEOPLE, _TITLES = frozenset(WORDS["person"]), frozenset(WORDS["title"])


@dataclass(slots=True)
class OwnRows:
    """Leaves out the rows of other people and those that are not study, and counts both."""

    columns: MappedColumns
    blueprint: ExamBlueprint | None
    minutes_of: Callable[[Cells], float]
    used: list[str] = field(default_factory=list)
    """The columns by which rows were left out."""
    people: Sequence[int] = ()
    """The indexes of the columns that say whose rows they are."""

    def select(self, rows: Sequence[Cells]) -> Sequence[Cells]:
        """Return the rows to import, or ask whose rows they are or which are study."""
        self.people = self._people(rows)
        own: Sequence[Cells] = self.columns.reading.own_entries(
            rows, lambda row: [row.cells[at] for at in self.people], self.minutes_of
        )
        if len(own) < len(rows):
            self.used += [self.columns.table.header[at] for at in self.people]
        if self.columns.kind is StudySession:
            own = self._done(own)
        return self._study(own) if self.columns.kind in TITLED_TYPES else own

    def _done(self, rows: Sequence[Cells]) -> Sequence[Cells]:
        """Return the rows that were done; all, if no column says which."""
        for at, name in enumerate(self.columns.table.header):
            words = undone_words(name, [row.cells[at] for row in rows])
            if words:
                self.used.append(name)
                undone = [row for row in rows if plain_box(row.cells[at]) in words]
                reason = LeftOutReason.NOT_STUDY if name_rank(name, "break") > 1 else LeftOutReason.NOT_DONE
                self._leave_out(reason, undone)
                return [row for row in rows if plain_box(row.cells[at]) not in words]
        return rows

    def _leave_out(self, reason: LeftOutReason, rows: Sequence[Cells]) -> None:
        self.columns.reading.left_out.add(reason, len(rows), minutes=sum(map(self.minutes_of, rows)))

    def _people(self, rows: Sequence[Cells]) -> list[int]:
        """Return the indexes of the columns that say whose rows they are, except those mapped to another meaning."""
        sources = self.columns.source_names
        named = _PEOPLE - _TITLES if self.columns.reading.mapping.person is None else _PEOPLE | {"name"}
        named = (named | {sources.get(PERSON, "")}) - {sources.get("candidate", "")}
        return [
            at
            for at, name in enumerate(self.columns.table.header)
            if name in named
            or (
                name not in sources.values()
                and holds_people(different_values(name, [row.cells[at] for row in rows]), len(rows))
            )
        ]

    def _study(self, rows: Sequence[Cells]) -> Sequence[Cells]:
        category, mapping = self._category(rows), self.columns.reading.mapping
        if mapping.study is None:
            if category is not None and self.columns.kind is not CardReview:
                raise self._named(rows, category).study_question(self.columns.table.name, "which rows are study?")
            return rows
        header, numbers = self.columns.table.header, self._numbers
        texts = [at for at, name in enumerate(header) if name and name not in numbers and at not in self.people]
        study, others = list[Cells](), list[Cells]()
        for row in rows:
            (study if mapping.is_study(*_titles(row.cells, texts, category)) else others).append(row)
        if category is None:
            self._leave_out(LeftOutReason.NOT_STUDY, others)
        else:
            self.used.append(header[category])
            self._named(others, category).leave_out(self.columns.reading.left_out)
        return study

    def _category(self, rows: Sequence[Cells]) -> int | None:
        """Return the index of the column with kinds of time, such as study and work, None if there is none.

        It has a few texts that repeat and are not all domains or activities. If the length is named study, it must
        have a usual name.
        """
        columns = self.columns
        targets = {source: target for target, source in columns.source_names.items()}
        is_study = any(name_rank(columns.source_names[length], "studying") > 1 for length in columns.lengths)
        found: list[tuple[int, int]] = []
        for at, name in enumerate(columns.table.header):
            if not name or name in self._numbers or targets.get(name) in _OTHER_MEANINGS:
                continue
            rank = _rank(name, targets.get(name))
            if is_study and rank == _UNUSUAL:
                continue
            texts = [text for row in rows if (text := fields.known_text(row.cells[at]))]
            is_category = _are_categories(texts, is_named=rank < _UNUSUAL)
            if is_category and not all(map(self._is_known, set(texts))):
                found.append((rank, at))
        return min(found)[1] if found else None

    def _is_known(self, name: str) -> bool:
        """Whether a name is an activity or a domain, by the mapping or itself."""
        mapping = self.columns.reading.mapping
        is_mapped = mapping.activity_of(name) is not None or mapping.domain_of(name) is not None
        if is_mapped or known_activity(name) not in (None, Activity.OTHER):
            return True
        return self.blueprint is not None and suggested_domain(name, self.blueprint) is not None

    def _named(self, rows: Iterable[Cells], category: int) -> NamedEntries:
        return NamedEntries((fields.known_text(row.cells[category]), self.minutes_of(row)) for row in rows)

    @property
    def _numbers(self) -> Set[str]:
        """The columns of times and lengths, which are not matched against patterns."""
        return {self.columns.source_names[target] for target in (*self.columns.moments, *self.columns.lengths)}


def _titles(cells: Sequence[str], texts: Sequence[int], category: int | None) -> list[str]:
    titles = [name for at in texts if (name := fields.known_text(cells[at]))]
    is_named = bool(titles) and (category is None or bool(fields.known_text(cells[category])))
    return titles if is_named else [*titles, NAMELESS]
