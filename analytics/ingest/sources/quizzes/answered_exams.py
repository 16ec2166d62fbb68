"""Import practice exams with their answered questions."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from analytics.errors import OpenQuestionError, Question, counted
from analytics.ingest.canonical.reader import text_cell
from analytics.ingest.mapping.file_reading import FileReading
from analytics.ingest.reading import Import
from analytics.ingest.tables.text_table import Cells
from analytics.ingest.values.texts import label, text_digest
from analytics.records import TOTAL_DOMAIN, DomainResult, ItemResponse

_RESPONSE_HEADER = (
    "practice_exam_id", "taken_at", "exam_code", "provider", "form", "position", "item_id", "domain_id", "is_correct",
    "response_time_s", "chosen", "correct_answer",
)  # fmt: skip
_TOTAL_HEADER = (
    "practice_exam_id", "taken_at", "exam_code", "provider", "form", "domain_id", "n_items", "n_correct",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class AnsweredQuestion:
    """An answered question; `identity` is its text or id, and `domain` the name in the file, both perhaps empty."""

    line: str
    identity: str = ""
    is_correct: bool
    domain: str = ""
    position: int | None = None
    response_time_s: float | None = None
    chosen: str = ""
    correct_answer: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnsweredExam:
    """A practice exam, taken at an ISO date or time: its questions, or its `total` of correct answers and questions."""

    provider: str
    taken_at: str
    questions: Sequence[AnsweredQuestion] = ()
    total: tuple[int, int] | None = None
    line: str = "1"
    form: str | None = None


def day_of(reading: FileReading, *, hint: date | None = None) -> str:
    """Return the day that the candidate gave for a file without one, or ask; `hint` is a day in the file's name."""
    if reading.mapping.taken_on is not None:
        return reading.mapping.taken_on.isoformat()
    likely = f" Its name suggests {hint}, but that may be the day of the export." if hint else ""
    raise OpenQuestionError(
        reading.file,
        Question.DAY,
        f"it does not say when the practice exam was taken.{likely} Set the date with --taken-on DATE, "
        f"on the Data page, or in a map file (--map) with the line taken_on = {hint or '2026-03-01'}.",
        {hint.isoformat(): 1} if hint else {},
    )


def read_practice_exams(reading: FileReading, exams: Sequence[AnsweredExam]) -> Import:
    """Import practice exams: by question, if any question has a domain, else as totals.

    Questions are identified by a hash, and their texts are not stored.
    """
    mapping = reading.context.mapping
    names = list(dict.fromkeys(question.domain for exam in exams for question in exam.questions if question.domain))
    exam_code = reading.exam_of([name for name in names if mapping.domain_of(name) is None])
    is_by_question = bool(names) or "*" in mapping.domain
    responses, totals = list[Cells](), list[Cells]()
    for exam in exams:
        head = _head(reading.source, exam, exam_code)
        if is_by_question and exam.questions:
            responses.extend(_responses(reading, head, exam, exam_code))
        elif exam.questions or exam.total:
            n_correct, n_items = exam.total or (sum(one.is_correct for one in exam.questions), len(exam.questions))
            domain_id = text_cell(mapping.domain.get("*", TOTAL_DOMAIN))
            totals.append(Cells(exam.line, [*head, domain_id, str(n_items), str(n_correct)]))
            if not exam.total:
                reading.notices.add(
                    f"No question has a domain, so {counted(n_items, 'question was', 'questions were')} imported "
                    "as one result of the whole exam. If all are of one domain, set it in a map file (--map): "
                    'under [domain], "*" = "1".'
                )
    theirs = {"domain_id": "domain", "taken_at": "date", "exam_code": "exam"}
    reads = list[Import]()
    if responses or reading.problems:
        reads.append(reading.rows_of(ItemResponse, _RESPONSE_HEADER, [*reading.problems, *responses], theirs))
    if totals or not reads:
        reads.append(reading.rows_of(DomainResult, _TOTAL_HEADER, totals, theirs))
    return reading.joined(*reads)


def _head(source: str, exam: AnsweredExam, exam_code: str) -> list[str]:
    """Return the cells that all rows of a practice exam share; without a name, its questions identify the form."""
    questions = " ".join(sorted({text_digest(question.identity) for question in exam.questions if question.identity}))
    form = exam.form or (f"set {text_digest(questions)[:8]}" if questions else "")
    key = ":".join(part for part in (source, form, exam.taken_at) if part)
    return [text_cell(text) for text in (key, exam.taken_at, exam_code, exam.provider, form)]


def _responses(reading: FileReading, head: Sequence[str], exam: AnsweredExam, exam_code: str) -> Iterator[Cells]:
    lines: dict[str, str] = {}
    for question in exam.questions:
        item_id = f"{reading.source}:{text_digest(question.identity)}" if question.identity else ""
        with reading.refusing(question.line, "domain", question.domain):
            if item_id and item_id in lines:
                raise ValueError(f"the same question is already in {lines[item_id]}; each counts once")
            domain_id = reading.domain_named(question.domain, exam_code)
            lines[item_id] = question.line
            position, seconds = ("" if n is None else repr(n) for n in (question.position, question.response_time_s))
            is_correct, texts = str(question.is_correct).lower(), map(label, (question.chosen, question.correct_answer))
            cells = [*head, position, item_id, text_cell(domain_id), is_correct, seconds, *map(text_cell, texts)]
            yield Cells(question.line, cells)
