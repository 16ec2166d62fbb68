"""Study notes as a table: one line each, with a day and a length, as people keep lists."""

import csv
import re
from collections.abc import Sequence
from dataclasses import dataclass

from analytics.errors import counted
from analytics.ingest.guesses.column_values import ANY_DAY, is_day, minutes_of
from analytics.ingest.mapping.spans import split_range
from analytics.ingest.reading import shortened
from analytics.ingest.tables.grid import Grid
from analytics.ingest.tables.text_table import text_lines

MIN_NOTES = 2
MAX_DAY_WORDS, MAX_LENGTH_WORDS = 6, 5
MAX_LINES, MAX_NOTE_CHARS, MAX_NOTE_WORDS = 1_000, 300, 25
"""Longer texts are no list of notes; each group of a few words of a note is tried as a length."""

_NOTE = re.compile(r"\s*(?P<bullet>[-*+•·–]\s+)?(?:\[(?P<box>[ xX])\]\s+)?(?P<text>\S.*)")
_HEADING = re.compile(r"[#>*_\s]*(?P<text>[^#*_]*)[#*_:\s]*")
_COMMA = re.compile(r"(?:(?<=[^\W\d])|(?<=[0-9]{4})),(?=\w)")
"""A comma between words, or after a year, with no space; between other digits it may be decimal."""

_EDGES = "()[],;:–—-*_~|"
_DELIMITERS = ",;\t|"


@dataclass(frozen=True, slots=True)
class _Note:
    """One line of notes; what it does not say is empty."""

    day: str
    topic: str
    length: str = ""
    times: str = ""
    box: str = ""

    @property
    def is_session(self) -> bool:
        """Whether it says when and how long."""
        return bool(self.day and (self.length or self.times))


def notes_table(text: str, file: str) -> Grid | None:
    """Return the notes of a text as a table, None if most of its lines are none.

    A line begins with a bullet or with its day, which a heading above it may give instead.
    """
    lines = text_lines(text, file)
    if len(lines) > MAX_LINES or max(map(len, lines)) > MAX_NOTE_CHARS:
        return None
    found = [(number, one) for number, line in enumerate(lines, start=1) if (one := _NOTE.fullmatch(line.rstrip()))]
    n_bullets = sum(one["bullet"] is not None for _, one in found)
    if 2 * n_bullets < len(found) and _is_delimited([lines[number - 1] for number, _ in found]):
        return None
    notes, others, day = list[tuple[int, _Note]](), list[tuple[int, str]](), ""
    for number, one in found:
        heading = "" if one["bullet"] else _day_in_heading(one[0])
        note = _note(one["text"], day, one["box"])
        if heading:
            day = heading
        elif one["bullet"] or note.is_session:
            notes.append((number, note))
        elif not one[0].startswith("#"):
            others.append((number, one["text"]))
    n_sessions = sum(note.is_session for _, note in notes)
    is_list = n_sessions >= MIN_NOTES and 2 * n_sessions >= len(notes) and len(notes) >= len(others)
    return _grid(notes, others) if is_list else None


def _day_in_heading(line: str) -> str:
    found = _HEADING.fullmatch(line.strip())
    text = "" if found is None else found["text"].strip(" :")
    return text if is_day(text, ANY_DAY) else ""


def _note(text: str, day: str, box: str | None) -> _Note:
    """Split a line into its day, which comes first, its length or times, and the rest."""
    words = _COMMA.sub(", ", text).split()
    days = (n for n in range(min(MAX_DAY_WORDS, len(words)), 0, -1) if is_day(_joined(words[:n]), ANY_DAY))
    n = next((n for n in days if minutes_of(_joined(words[n - 1 : n + 1])) is None), 0)  # 45 min is no year 45
    day, rest = _joined(words[:n]) or day, words[n:]
    if len(rest) > MAX_NOTE_WORDS:
        return _Note(day, _joined(rest), box=box or "")
    spans = [(n, at) for n in range(min(MAX_LENGTH_WORDS, len(rest)), 0, -1) for at in range(len(rest) - n, -1, -1)]
    length = next(((n, at) for n, at in spans if minutes_of(_joined(rest[at : at + n])) is not None), None)
    times = next(((n, at) for n, at in spans if split_range(_joined(rest[at : at + n])) is not None), None)
    taken = {place for span in (length, times) if span for place in range(span[1], span[1] + span[0])}
    topic = _joined([word for place, word in enumerate(rest) if place not in taken])
    cells = ["" if span is None else _joined(rest[span[1] :][: span[0]]) for span in (length, times)]
    return _Note(day, topic, length=cells[0], times=cells[1], box=box or "")


def _joined(words: Sequence[str]) -> str:
    return " ".join(words).strip(f"{_EDGES} ")


def _is_delimited(lines: Sequence[str]) -> bool:
    """Whether a mark splits all lines into equally many cells, one of them a day, as in a table.

    Without a header the day has its year, because a table must show that its first row is data.
    """
    tables = [[next(csv.reader([line], delimiter=mark)) for line in lines] for mark in _DELIMITERS]
    tables = [rows for rows in tables if len(rows[0]) > 1 and len({len(row) for row in rows}) == 1]
    first, last = ([cell.strip() for rows in tables for cell in rows[:2][at]] for at in (0, -1))
    has_header = not any(is_day(cell, ANY_DAY) for cell in first)
    return any(is_day(cell, ANY_DAY if has_header else None) for cell in last)


def _grid(notes: Sequence[tuple[int, _Note]], others: Sequence[tuple[int, str]]) -> Grid:
    """Return notes as rows below a header; columns that no note fills are omitted."""
    names = {"Date": "day", "Start": "times", "Topic": "topic", "Time": "length"}
    cells = {title: [getattr(note, name) for _, note in notes] for title, name in names.items()}
    if any(note.box for _, note in notes):
        cells["Done"] = [f"[{note.box.casefold()}]" if note.box else "" for _, note in notes]
    columns = {title: found for title, found in cells.items() if any(found)}
    rows = zip(*columns.values(), strict=True)
    notices = tuple(
        f"Left out: {counted(len(others), 'line')} without a day and a length, first {shortened(text)!r} (line {line})."
        for line, text in others[:1]
    )
    numbered = [(number, list(row)) for (number, _), row in zip(notes, rows, strict=True)]
    return Grid("notes", [(1, list(columns)), *numbered], notices)
