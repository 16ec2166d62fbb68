"""Read results as people write them down or copy them from a screen, since most providers have no export.

A percentage alone becomes the nearest count, by the number of questions in the text or else of the exam.
"""

import csv
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date

from analytics.errors import OpenQuestionError, Question, UnreadableFileError, counted
from analytics.ingest.canonical.reader import text_cell
from analytics.ingest.file_mapping import DateOrder
from analytics.ingest.mapping.file_reading import FileReading, SourceReader
from analytics.ingest.mapping.scores import Percent, PercentCounts, percent_of
from analytics.ingest.reading import Import, shortened
from analytics.ingest.sources.quizzes import pasted_lines, uworld
from analytics.ingest.sources.quizzes.pasted_lines import Heading, ResultLine
from analytics.ingest.tables.opened import OpenedFile
from analytics.ingest.tables.text_table import Cells
from analytics.records import TOTAL_DOMAIN, DomainResult

FORMAT = "pasted_results"
MAX_CHARS = 50_000

_HEADER = (
    "practice_exam_id", "taken_at", "exam_code", "provider", "form", "sitting", "domain_id", "n_items", "n_correct",
)  # fmt: skip
_EXAMPLE = "Design Secure Architectures: 52.38 % (11/21)"
_NEITHER = f"not a result or a heading; write results as {_EXAMPLE!r}"
_WHICH_DAY = (
    "the date is missing. Write it on a line above the results, such as 2026-03-01, with the set and the "
    "provider if you like, or set it with --taken-on DATE. For several attempts, write one date above each."
)
_WHICH_ORDER = "the date {!r} has two meanings. Set the order of its day and month with --date-order: dmy or mdy."
_SOURCE_NAME = "pasted"
_ANY_DAY = date(2000, 12, 31)
"""Today, for recognizing a file, where the year of its days does not matter."""


@dataclass(slots=True)
class _PracticeExam:
    """The results of a practice exam and the heading above them; `text` is its first line as written."""

    head: Heading
    text: str
    attempt: int | None = None
    results: list[ResultLine] = field(default_factory=list)

    def continues_below(self, heading: Heading) -> bool:
        """Return whether a heading below the total gives the day of the same practice exam, as results pages do."""
        is_same = heading.set_name in {None, self.head.set_name}
        return is_same and self.head.day is None and all(result.is_whole for result in self.results)

    def add(self, result: ResultLine) -> None:
        """Add a result, and take the attempt and its day from it if it names them."""
        self.attempt = result.attempt or self.attempt
        if result.attempt and result.day:
            self.head = replace(self.head, day=result.day)
        self.results.append(result)


def _read(opened: OpenedFile, reading: FileReading) -> Import:
    """Read pasted lines, or a pasted table of UWorld."""
    if len(opened.text) > MAX_CHARS:
        raise UnreadableFileError(opened.name, f"the text is longer than {MAX_CHARS:,} characters. Import it in parts.")
    if uworld.SOURCE.recognizes(opened):
        return uworld.SOURCE.read(opened, reading.context)
    order, ambiguous = pasted_lines.order_of_days(opened.text.splitlines())  # of dates such as 10/21
    if ambiguous and reading.mapping.date_order is None:
        raise OpenQuestionError(reading.file, Question.DATE_ORDER, _WHICH_ORDER.format(ambiguous), {ambiguous: 1})
    exams = _practice_exams(opened.text, reading.mapping.date_order or order, reading)
    if not exams:
        raise UnreadableFileError(
            opened.name, f"there is no result in the text. Write one result per line, such as: {_EXAMPLE}"
        )
    if not all(result.has_sign for exam in exams for result in exam.results):
        reading.notices.add("Numbers without a % sign were read as percent.")
    n_alike: Counter[str] = Counter()
    _complete(exams, reading)
    rows = [row for exam in exams for row in _cells(exam, reading, n_alike)]
    theirs = {"n_items": "", "n_correct": "", "taken_at": "date", "domain_id": "domain", "exam_code": "exam"}
    return reading.rows_of(DomainResult, _HEADER, [*reading.problems, *rows], theirs)


def _practice_exams(text: str, order: DateOrder, reading: FileReading) -> list[_PracticeExam]:
    """Group lines by practice exam.

    A line without a result or a percent sign begins the next exam if it has a day or follows a blank line, but not
    between an exam's total and its domains. So does a result that names an attempt, if it follows other results.
    """
    codes = tuple(reading.context.blueprints)
    above: list[str] = []
    over = Heading()
    exams: list[_PracticeExam] = []
    is_after_blank = True
    title = ""
    for number, written in enumerate(text.splitlines(), start=1):
        line = pasted_lines.with_iso_days(written, reading.context.today, order)
        if not line.strip():
            is_after_blank = True
            continue
        title = title if above else f"{shortened(written.strip())} (line {number})"
        whole = pasted_lines.exam_line(line, number, codes)
        result = pasted_lines.result_line(line, number)
        is_first = bool(above) or not exams
        if above and (whole or result):
            days = pasted_lines.days_in(above)
            if len(days) > 1:  # one of them belongs to another practice exam
                both = " and ".join(days[:2])
                reason = f"there are several dates above the same results: {both}. Keep only the right one."
                raise UnreadableFileError(reading.file, reason)
            over, above = pasted_lines.heading(above, codes), []
        if whole is not None:
            own, total = whole
            exams.append(_PracticeExam(_below(over, own, is_same=is_first), title, total.attempt, [total]))
        elif result is not None:
            if is_first:
                _begin(exams, over, title, is_domain=not result.is_whole)
            elif result.attempt is not None:
                exams.append(_PracticeExam(replace(exams[-1].head, day=None), title))
            exams[-1].add(result)
        elif "%" not in line and (above or not exams or is_after_blank or pasted_lines.heading([line], codes).day):
            above.append(line)
        else:
            reading.refuse(str(number), _NEITHER, value=line.strip())
        is_after_blank = False
    return exams


def _begin(exams: list[_PracticeExam], over: Heading, title: str, *, is_domain: bool) -> None:
    """Begin a practice exam below a heading, unless it gives the day of the total above and the domains follow."""
    if is_domain and exams and exams[-1].continues_below(over):
        exams[-1].head = _below(over, exams[-1].head, is_same=True)
    else:
        exams.append(_PracticeExam(over, title))


def _below(over: Heading, own: Heading, *, is_same: bool) -> Heading:
    """Return the facts in a line with a practice exam, completed from the heading above.

    If it is not the same practice exam as the first below the heading, the day and set are not taken.
    """
    above = over if is_same else replace(over, day=None, set_name=None)
    return Heading(*(getattr(own, one.name) or getattr(above, one.name) for one in fields(Heading)))


def _complete(exams: list[_PracticeExam], reading: FileReading) -> None:
    """Set missing numbers of questions from exams of the same set, and missing days from the answers, or ask."""
    lengths_of: defaultdict[tuple[str | None, str | None], set[int]] = defaultdict(set)
    for exam in exams:
        n_items = {result.n_items for result in exam.results if result.is_whole and result.n_items}
        lengths_of[exam.head.provider, exam.head.set_name] |= n_items
    n_undated = sum(exam.head.day is None for exam in exams)
    for exam in exams:
        lengths = lengths_of[exam.head.provider, exam.head.set_name]
        if not exam.head.n_items and len(lengths) == 1:
            exam.head = replace(exam.head, n_items=min(lengths))
        if exam.head.day is None:
            day = reading.mapping.days.get(exam.text) or reading.mapping.taken_on
            if day is None:
                about = exam.text if n_undated > 1 else ""
                raise OpenQuestionError(reading.file, Question.DAY, _WHICH_DAY, about=about)
            exam.head = replace(exam.head, day=day.isoformat())


def _cells(exam: _PracticeExam, reading: FileReading, n_alike: Counter[str]) -> Iterator[Cells]:
    """Yield the rows of a practice exam, and add the problems of its lines."""
    head, day, notices = exam.head, exam.head.day or "", reading.notices
    names = [result.name for result in exam.results if not result.is_whole]
    exam_code = head.exam_code or reading.exam_of(names)
    set_name = f"set {head.set_name!r}" if head.set_name else ""
    provider = f"provider {head.provider!r}" if head.provider else ""
    notices.add(f"Read as: {', '.join(filter(None, (day, exam_code, set_name, provider)))}.")
    attempt = f"attempt {exam.attempt}" if exam.attempt else None
    key = ":".join(filter(None, (_SOURCE_NAME, head.provider, head.set_name, day, attempt)))
    n_alike[key] += 1
    key = key if n_alike[key] == 1 else f"{key}#{n_alike[key]}"
    results: dict[str, ResultLine] = {}
    for result in exam.results:
        with reading.refusing(str(result.line), value=result.text):
            domain_id = TOTAL_DOMAIN if result.is_whole else reading.domain_named(result.name, exam_code)
            if domain_id in results:
                remedy = "add both results up in one line, or put a blank line and a date between practice exams"
                raise ValueError(f"this domain is already listed above; {remedy}")
            results[domain_id] = result
    found = _ExamCounts(reading, results, head.n_items, exam_code)
    texts = [text_cell(text) for text in (key, day, exam_code, head.provider or "", head.set_name or "")]
    for domain_id, result in results.items():
        line = str(result.line)
        if domain_id in found.problems:
            reading.refuse(line, found.problems[domain_id], value=result.text)
        elif domain_id in found.counts:
            n_correct, n_items = found.counts[domain_id]
            yield Cells(line, [*texts, str(exam.attempt or ""), domain_id, str(n_items), str(n_correct)])


_Counts = tuple[int, int]
"""Correct answers and questions."""


class _ExamCounts:
    """The counts of each domain and of the whole exam, or why there are none.

    Domains known only in percent share the questions that the other domains leave. If all domains are given, a total
    is compared with their sum, and is not imported if it or one of them is known only in percent.
    """

    def __init__(
        self, reading: FileReading, results: Mapping[str, ResultLine], n_items: int | None, exam_code: str
    ) -> None:
        self.counts: dict[str, _Counts] = {}
        self.problems: dict[str, str] = {}
        self._results = results
        self._exam_code = exam_code
        self._percents = PercentCounts(reading)
        self._notices = reading.notices
        self._shown: dict[str, Percent] = {}
        for domain_id, result in results.items():
            try:
                self._take(domain_id, result)
            except ValueError as error:
                self.problems[domain_id] = str(error)
        self._open = [one for one in results if one not in self.counts and one not in self.problems]
        if self._open:
            self._count_percents(n_items)

    def _take(self, domain_id: str, result: ResultLine) -> None:
        """Read the percentage and the stated counts of a line, which must agree."""
        percent = None if result.percent is None else percent_of(result.percent.replace(",", "."))
        if percent is not None:
            self._shown[domain_id] = percent
        if result.n_correct is None or result.n_items is None:
            return
        n_correct, n_items = result.n_correct, result.n_items
        if n_items == 0 or n_correct > n_items:
            raise ValueError(f"{n_correct} correct of {counted(n_items, 'question')} is not possible")
        if percent is not None and not percent.matches(n_correct, n_items):
            raise ValueError(f"{n_correct} of {n_items} is {100 * n_correct / n_items:.2f} %, not {percent.text} %")
        self.counts[domain_id] = n_correct, n_items

    def _count_percents(self, n_items: int | None) -> None:
        """Turn percentages into counts."""
        domains = {one: n for one, (_, n) in self.counts.items() if one != TOTAL_DOMAIN}
        all_domains = self._percents.by_domain(self._exam_code, 0).keys()
        stated = n_items or self.counts.get(TOTAL_DOMAIN, (0, 0))[1]
        if all_domains and all_domains <= domains.keys():
            stated = sum(domains.values())
        whole = stated or self._percents.assumed_items(self._exam_code)
        parts = self._percents.by_domain(self._exam_code, whole - sum(domains.values()), without=domains)
        for one in self._open:
            try:
                if one != TOTAL_DOMAIN:
                    self.counts[one] = self._percents.of_domain(self._shown[one], parts.get(one, 0))
            except ValueError as error:
                self.problems[one] = str(error)
        try:
            if all_domains and all_domains <= self.counts.keys():
                self._compare_total(self.counts.pop(TOTAL_DOMAIN, None))
            elif TOTAL_DOMAIN in self._open:
                shown, line = self._shown[TOTAL_DOMAIN], str(self._results[TOTAL_DOMAIN].line)
                self.counts[TOTAL_DOMAIN] = self._percents.of_whole(shown, whole, line, is_assumed=not stated)
        except ValueError as error:
            self.problems[TOTAL_DOMAIN] = str(error)

    def _compare_total(self, stated: _Counts | None) -> None:
        """Compare the total with the domains: a ValueError if it is impossible, a notice if only the weights differ."""
        total = self._shown.get(TOTAL_DOMAIN) if stated is None else percent_of(f"{100 * stated[0] / stated[1]:.1f}")
        if total is None:
            return
        values = {
            one: self._shown[one].value if one in self._open else 100 * n_correct / n
            for one, (n_correct, n) in self.counts.items()
        }
        share = sum(values[one] * n for one, (_, n) in self.counts.items()) / sum(n for _, n in self.counts.values())
        steps = [self._shown[one].step for one in values if one in self._open]
        within = (share,) if not steps else values.values()
        slack = total.step + max(steps, default=0.0)
        if not min(within) - slack <= total.value <= max(within) + slack:
            raise ValueError(f"its domains give {share:.1f} %, so the total cannot be {total.text} %")
        if abs(share - total.value) > slack:
            weighted = f"By the weights of {self._exam_code}, the domains give {share:.1f} %"
            notice = f"{weighted}, but the total says {total.text} %. The domains were imported."
            self._notices.add(notice, kind="total beside domains")


def _is_pasted(opened: OpenedFile) -> bool:
    """Whether at least half of the lines are results, and they are not a table with a header."""
    if not 0 < len(opened.text) <= MAX_CHARS:
        return False
    written = filter(str.strip, opened.text.splitlines())
    lines = [pasted_lines.with_iso_days(line, _ANY_DAY, DateOrder.DAY_FIRST) for line in written]
    found = [
        pasted_lines.result_line(line, 0, needs_sign=True) or pasted_lines.exam_line(line, 0, ()) for line in lines
    ]
    are_results = [result is not None for result in found]
    is_markdown = 2 * sum(line.startswith("|") for line in lines) > len(lines)
    if is_markdown or not any(are_results) or 2 * sum(are_results) < len(lines):
        return False
    widths = [{len(cells) for cells in csv.reader(lines, delimiter=mark)} for mark in ",;\t"]
    return are_results[0] or not any(len(width) == 1 and width != {1} for width in widths)


SOURCE = SourceReader(FORMAT, _is_pasted, _read, reads_any=True)
