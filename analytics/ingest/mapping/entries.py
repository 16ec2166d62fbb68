"""Ask which entries are study, who the candidate is, and whether a new name is a known person.

Names of other people are not stored.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from analytics.errors import OpenQuestionError, Question, counted, duration
from analytics.ingest.file_mapping import NO_MAPPING, FileMapping
from analytics.ingest.mapping.map_file import MAX_ENTRIES, MAX_TEXT_CHARS, fingerprint
from analytics.ingest.reading import Import, LeftOutReason, LeftOutTally, ReadingContext, listed, shortened
from analytics.records import ME, RECORD_TYPES, Row
from analytics.records.names import looks
from analytics.records.rows import distinct

T = TypeVar("T")
NAMELESS = "(no name)"


class NamedEntries:
    """The number of entries and minutes of each name."""

    def __init__(self, entries: Iterable[tuple[str, float]]) -> None:
        self._lengths: defaultdict[str, list[float]] = defaultdict(list)
        for name, minutes in entries:
            self._lengths[name or NAMELESS].append(minutes)

    @property
    def counts(self) -> dict[str, int]:
        """The number of entries by name."""
        return {name: len(lengths) for name, lengths in self._lengths.items()}

    @property
    def minutes(self) -> dict[str, int]:
        """The minutes by name, most first."""
        return dict(Counter({name: round(sum(lengths)) for name, lengths in self._lengths.items()}).most_common())

    def leave_out(self, left_out: LeftOutTally) -> None:
        """Count these entries as not study."""
        n_rows, minutes = sum(self.counts.values()), sum(map(sum, self._lengths.values()))
        left_out.add(LeftOutReason.NOT_STUDY, n_rows, minutes=minutes, names=tuple(self.minutes.items()))

    def study_question(self, file: str, question: str) -> OpenQuestionError:
        """Return the question which of these entries are study."""
        reason = f"{question} {CHOOSE_STUDY} It contains: {with_hours(self.minutes)}."
        return OpenQuestionError(file, Question.STUDY, reason, self.minutes, unit="min", counts=self.counts)


CHOOSE_STUDY = 'Choose them with --study NAME ("*" for all), in a map file (--map), or on the Data page.'
"""How to answer which entries, decks or programs are study."""


def with_hours(minutes: Mapping[str, int]) -> str:
    """List names with their hours."""
    return listed([f"{shortened(name)} ({duration(n)})" for name, n in minutes.items()])


EVERYBODY = "*"
"""The `person` if all entries are the candidate's, whoever they name."""


def person_question(file: str, people: NamedEntries, n_people: int, *, is_lost: bool) -> OpenQuestionError:
    """Return the question who the candidate is; reports keep its reason, so names are only among its choices."""
    has_times = any(people.minutes.values())
    lost = "The person chosen before is not in it. " if is_lost else ""
    return OpenQuestionError(
        file,
        Question.PERSON,
        "which person are you? Answer with --person NAME ('*' if all entries are yours), in a map file (--map), or on "
        f"the Data page. {lost}It has entries of {counted(n_people, 'person', 'people')}; only yours are imported.",
        people.minutes if has_times else people.counts,
        unit="min" if has_times else "",
        counts=people.counts if has_times else None,
    )


def plain_name(name: str) -> str:
    """Return the sorted words of a name in lower case; empty if there is none."""
    plain = " ".join(sorted(re.split(r"[\s,]+", name.casefold()))).strip()
    return "" if plain == "-" else plain


PEOPLE_FORMAT = "people"
PEOPLE_FINGERPRINT = fingerprint(PEOPLE_FORMAT)
"""The fingerprint of the mapping with the answers about people, which applies to all files."""


def answered_people(saved_mappings: Mapping[str, FileMapping], *answers: FileMapping) -> FileMapping:
    """Return the answers on which names are the same person, saved and new; of too many, the latest."""
    all_of_them = (saved_mappings.get(PEOPLE_FINGERPRINT, NO_MAPPING), *answers)
    pairs = [pair for one in all_of_them for pair in one.candidates.items() if max(map(len, pair)) <= MAX_TEXT_CHARS]
    return FileMapping(candidates=dict(pairs[-MAX_ENTRIES:]))


def different_people(names: Sequence[str]) -> FileMapping:
    """Return as answers that names of one database are of different people, however alike they look."""
    counts = Counter(look for name in names for look in {*looks(name)})
    return FileMapping(candidates={name: name for name in names if any(counts[look] > 1 for look in looks(name))})


_NEW_ME = (
    'No candidate is named, so the rows count for a new one, "me". If they are somebody else\'s, undo the import and '
    'add a column candidate with the name, or set me = "NAME" under [candidates] in a map file (--map).'
)


def with_known_people(file: str, read: Import, context: ReadingContext) -> Import:
    """Return a file with known people under their stored names, or ask if a new name looks like a known one."""
    same = answered_people(context.saved_mappings, context.mapping, read.mapping).candidates
    stored = set(context.candidates)
    new = [name for (name,) in distinct(read.rows, RECORD_TYPES, "candidate_id") if name not in stored]
    known = {look: name for name in reversed(context.candidates) for look in looks(name)} if new else {}
    for name in new:
        if name == ME and context.candidates and ME not in same:
            read = replace(read, notices=(*read.notices, _NEW_ME))
        alike = next(filter(None, map(known.get, looks(name))), name)
        for look in looks(name):
            known.setdefault(look, name)
        if name != alike and name not in same:
            raise OpenQuestionError(
                file,
                Question.SAME_PERSON,
                f'is "{name}" the same person as "{alike}"? The names look alike.',
                {alike: 1},
                about=name,
            )
    if not same:
        return read

    def renamed(row: Row) -> Row:
        name = row.record.candidate_id
        return replace(row, record=replace(row.record, candidate_id=same.get(name, name)))

    return replace(read, rows=tuple(map(renamed, read.rows)))
