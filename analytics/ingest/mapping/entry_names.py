"""Entries of a file by name, with their number and time, and the question which are study."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from analytics.errors import OpenQuestionError, Question, duration
from analytics.ingest.left_out import LeftOutReason, LeftOutTally
from analytics.ingest.reading import listed, shortened

NAMELESS = "(no name)"


class NamedEntries:
    """How many entries each name has, and how many minutes."""

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
        """The minutes by name, the most first."""
        return dict(Counter({name: round(sum(lengths)) for name, lengths in self._lengths.items()}).most_common())

    def leave_out(self, left_out: LeftOutTally) -> None:
        """Count these entries as not study."""
        n_rows, minutes = sum(self.counts.values()), sum(map(sum, self._lengths.values()))
        left_out.add(LeftOutReason.NOT_STUDY, n_rows, minutes=minutes, names=tuple(self.minutes.items()))

    def study_question(self, file: str, question: str) -> OpenQuestionError:
        """Return the question which of these entries are study."""
        return OpenQuestionError(
            file,
            Question.STUDY,
            f"{question} {CHOOSE_STUDY} It contains: {with_hours(self.minutes)}.",
            self.minutes,
            unit="min",
            counts=self.counts,
        )


CHOOSE_STUDY = 'Choose them with --study NAME ("*" for all), in a map file (--map), or on the Data page.'
"""The answer to which entries, decks or programs are study."""


def with_hours(minutes: Mapping[str, int]) -> str:
    """List names with their hours."""
    return listed([f"{shortened(name)} ({duration(n)})" for name, n in minutes.items()])
