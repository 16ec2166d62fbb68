"""Read the results table of UWorld, copied from the screen, since there is no export.

The percentage in a line is the share of other people who were right, so it is not read.
"""

import re
from dataclasses import replace

from analytics.errors import UnreadableFileError
from analytics.ingest.mapping.file_reading import FileReading, SourceReader
from analytics.ingest.reading import Import, ReadingContext
from analytics.ingest.sources.quizzes.answered_exams import AnsweredExam, AnsweredQuestion, day_of, read_practice_exams
from analytics.ingest.sources.quizzes.pasted_lines import days_in
from analytics.ingest.tables.opened import OpenedFile

MAX_CHARS = 500_000
MAX_LINE_CHARS = 500

_RIGHT, _WRONG = "✓✔√", "×✗✘✕"
_LINE = re.compile(
    rf"(?P<mark>[{_RIGHT}{_WRONG}])?\s*(?P<position>[0-9]{{1,4}}) ?- ?(?P<id>[0-9]{{1,9}})\s(?P<names>[^%]*[^%\s])\s+"
    r"[0-9]{1,3} ?%\s+(?P<time>[0-9]{1,5}) ?secs?(?:\s+[0-9]{1,5} ?secs?)?"
)
_TOTAL = re.compile(r"total\s+(?P<what>correct|incorrect|omitted)\W{0,5}(?P<n>[0-9]{1,4})", re.IGNORECASE)
_COLUMNS = ("subjects", "systems", "categories", "topics", "time spent")
_NO_MARK = "the check mark or cross before it is missing; copy the table with its marks"
_DAMAGED = re.compile(r"(?:[^\t]*+\t){5}.*[0-9]|.*?(?<![0-9-])[0-9]{1,4} ?- ?[0-9]{1,9}\s|.*?%\s+[0-9]{1,5} ?sec")
"""Has the cells of a line, its number and ID, or its percentage and time, unlike the header."""


def _is_table(opened: OpenedFile) -> bool:
    """Whether a text contains the header or a row of a UWorld results table."""
    if len(opened.text) > MAX_CHARS:
        return False
    head = opened.text[:MAX_LINE_CHARS].casefold()
    return all(name in head for name in _COLUMNS) or any(_match(line) for line in opened.text.splitlines())


def _read(opened: OpenedFile, reading: FileReading) -> Import:
    """Read the lines of the table; the day is the first ISO date in the other lines."""
    lines = opened.text.splitlines()
    answered: list[AnsweredQuestion] = []
    for number, line in enumerate(lines, start=1):
        found = _match(line)
        if found is not None and found["mark"] is not None:
            answered.append(_question(found, str(number), reading.context))
        elif found is not None or _DAMAGED.match(line[:MAX_LINE_CHARS]):
            reading.refuse(str(number), _NO_MARK if found else "not a line of the table", value=line.strip())
    day = next(iter(days_in([line for line in lines if _match(line) is None])), None)
    totals = {found["what"].casefold(): int(found["n"]) for found in _TOTAL.finditer(opened.text)}
    if not answered and ("correct" not in totals or len(totals) == 1):
        remedy = "Copy the table with its marks, or with the totals above it."
        raise UnreadableFileError(reading.file, f"its lines do not show which answers were correct. {remedy}")
    exam = AnsweredExam(provider="UWorld", questions=answered, taken_at=day or day_of(reading))
    if not answered:
        reading.notices.add("The lines do not show which answers were correct, so only the total was imported.")
        reading.problems.clear()
        total = totals["correct"], sum(totals.values())
        return read_practice_exams(reading, [replace(exam, total=total)])
    n_correct = sum(one.is_correct for one in answered)
    n_in_lines = {"correct": n_correct, "incorrect": len(answered) - n_correct, "omitted": 0}
    for what, n in totals.items():  # part of the table may not have been copied
        if n != n_in_lines[what]:
            counts = f"The text says {n} {what}, but its lines have {n_in_lines[what]}."
            reading.notices.add(f"{counts} Check that you copied everything.")
    return read_practice_exams(reading, [replace(exam, line=answered[0].line)])


def _match(line: str) -> re.Match[str] | None:
    return _LINE.fullmatch(line.strip()) if len(line) <= MAX_LINE_CHARS else None


def _question(found: re.Match[str], line: str, context: ReadingContext) -> AnsweredQuestion:
    """Read a line; its subject is the domain, if TABs separate it from the other names."""
    subject, tab, _ = found["names"].partition("\t")
    names = " ".join(found["names"].split())
    domain = context.mapping.domain_of(names)
    if not domain and tab:
        domain = subject.strip()
    elif not domain and context.exam_code in context.blueprints:
        domain = names
    return AnsweredQuestion(
        line=line,
        identity=found["id"],
        is_correct=found["mark"] in _RIGHT,
        domain=domain or "",
        position=int(found["position"]) or None,
        response_time_s=float(found["time"]) or None,
    )


SOURCE = SourceReader("uworld", _is_table, _read)
