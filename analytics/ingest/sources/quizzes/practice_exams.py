"""What files of answered questions have in common: one practice exam, its day, its exam, its rows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from analytics.errors import DataProblem, OpenQuestionError, Question
from analytics.ingest.canonical.canonical_cells import CanonicalTable, read_canonical, text_cell
from analytics.ingest.mapping.exam_domains import DomainNames, exam_of
from analytics.ingest.reading import Import, Notices, ReadingContext, shortened
from analytics.ingest.tables.text_table import Cells
from analytics.ingest.values.plain_text import label, text_digest
from analytics.records import TOTAL_DOMAIN, DomainResult, ItemResponse

_RESPONSE_HEADER = (
    "practice_exam_id", "taken_at", "exam_code", "provider", "form", "position", "item_id", "domain_id", "is_correct",
    "response_time_s", "chosen", "correct_answer",
)  # fmt: skip
_TOTAL_HEADER = (
    "practice_exam_id", "taken_at", "exam_code", "provider", "form", "domain_id", "n_items", "n_correct",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """One question that was answered, as a file has it; `domain` is the name it gives, empty for none.

    `question` is what it is known again by, its text or its id; empty where the file has neither.
    """

    line: str
    question: str = ""
    is_correct: bool
    domain: str = ""
    position: int | None = None
    response_time_s: float | None = None
    chosen: str = ""
    correct_answer: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnsweredExam:
    """One practice exam: its answered questions, or how many were right of how many in the `whole`.

    `taken_at` is as the canonical files write it.
    """

    provider: str
    taken_at: str
    answered: Sequence[Answered] = ()
    whole: tuple[int, int] | None = None
    line: str = "1"
    form: str | None = None


def day_of(context: ReadingContext, file: str, *, hint: date | None = None) -> str:
    """Give the day that was answered for a file that does not say it.

    Raises:
        OpenQuestionError: If it was not; `hint` is a day that its name speaks of.
    """
    if context.mapping.taken_on is not None:
        return context.mapping.taken_on.isoformat()
    likely = f" Its name speaks of {hint}, which may be the day of the export." if hint else ""
    raise OpenQuestionError(
        file,
        Question.DAY,
        f"it does not say on which day the practice exam was taken.{likely} Say it in a file for --map with the line "
        f"taken_on = {hint or '2026-03-01'}.",
        {hint.isoformat(): 1} if hint else {},
    )


def read_practice_exams(
    source: str,
    file: str,
    exams: Sequence[AnsweredExam],
    problems: Sequence[DataProblem],
    context: ReadingContext,
    notices: Notices,
) -> Import:
    """Write practice exams as rows, question by question where the domains are known.

    The texts of questions are not kept: a question is known again by a name made of its text. Where
    no question of a file names a domain the practice exam is one result of the whole.
    """
    names = list(dict.fromkeys(one.domain for exam in exams for one in exam.answered if one.domain))
    named = [name for name in names if context.mapping.domain_of(name) is None]
    exam_code = exam_of(named, context, file, notices)
    domains = DomainNames(exam_code, context, notices)
    is_by_question = bool(names) or "*" in context.mapping.domain
    responses: list[Cells | DataProblem] = list(problems)
    totals: list[Cells | DataProblem] = []
    for exam in exams:
        head = _head(source, exam, exam_code)
        if is_by_question and exam.answered:
            responses.extend(_responses(file, source, head, exam, domains))
        elif exam.answered or exam.whole:
            totals.append(_total(head, exam, context.mapping.domain.get("*", TOTAL_DOMAIN), notices))
    tables = [(ItemResponse, _RESPONSE_HEADER, responses), (DomainResult, _TOTAL_HEADER, totals)]
    reads = [
        read_canonical(kind, CanonicalTable(file, header, made), context, notices, theirs=_THEIRS)
        for kind, header, made in tables
        if made
    ] or [read_canonical(DomainResult, CanonicalTable(file, _TOTAL_HEADER, []), context, notices)]
    return Import(
        format=source,
        rows=tuple(row for read in reads for row in read.rows),
        problems=tuple(problem for read in reads for problem in read.problems),
        notices=tuple(dict.fromkeys(notice for read in reads for notice in read.notices)),
    )


_THEIRS: Mapping[str, str] = {"domain_id": "domain", "taken_at": "date", "exam_code": "exam"}


def _head(source: str, exam: AnsweredExam, exam_code: str) -> list[str]:
    """Write what all rows of a practice exam share; its form is known again by its questions, if they are."""
    questions = " ".join(sorted({text_digest(one.question) for one in exam.answered if one.question}))
    form = exam.form or (f"set {text_digest(questions)[:8]}" if questions else "")
    key = ":".join(part for part in (source, form, exam.taken_at) if part)
    return [text_cell(text) for text in (key, exam.taken_at, exam_code, exam.provider, form)]


def _responses(
    file: str, source: str, head: Sequence[str], exam: AnsweredExam, domains: DomainNames
) -> list[Cells | DataProblem]:
    """Write one row a question."""
    made: list[Cells | DataProblem] = []
    lines: dict[str, str] = {}
    for one in exam.answered:
        item_id = f"{source}:{text_digest(one.question)}" if one.question else ""
        try:
            if item_id and item_id in lines:
                raise ValueError(f"the same question stands in {lines[item_id]} already; each counts once")
            domain_id = domains.domain_of(one.domain)
        except ValueError as error:
            made.append(DataProblem(file, one.line, "domain", shortened(one.domain), str(error)))
            continue
        lines[item_id] = one.line
        made.append(
            Cells(
                one.line,
                [
                    *head,
                    "" if one.position is None else str(one.position),
                    item_id,
                    text_cell(domain_id),
                    str(one.is_correct).lower(),
                    "" if one.response_time_s is None else repr(one.response_time_s),
                    text_cell(label(one.chosen)),
                    text_cell(label(one.correct_answer)),
                ],
            )
        )
    return made


def _total(head: Sequence[str], exam: AnsweredExam, domain_id: str, notices: Notices) -> Cells:
    """Write the one row of a practice exam of which only the whole is known, or that is all of one domain."""
    n_correct, n_items = exam.whole or (sum(one.is_correct for one in exam.answered), len(exam.answered))
    if not exam.whole:
        notices.add(
            f"No question names a domain, so {n_items} questions were taken as one result of the whole. "
            'If all are of one domain, say so with --map, under [domain]: "*" = "1".'
        )
    return Cells(exam.line, [*head, text_cell(domain_id), str(n_items), str(n_correct)])
