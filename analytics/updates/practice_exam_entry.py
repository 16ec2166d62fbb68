"""Results entered by hand: practice exams, by domain or question by question, and the words of a score report."""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import NamedTuple

from analytics.records import Confidence, DomainResult, ErrorCause, ExamOutcome, ItemResponse
from analytics.store import Store

ANSWERS = "questions "
"""Answers are saved under this prefix and the exam's code."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExamEntry:
    """Exam, time and conditions of a practice exam."""

    exam_code: str
    taken_at: date
    provider: str | None = None
    form: str | None = None
    sitting: int | None = None
    is_timed: bool = True
    is_closed_book: bool = True
    place: str | None = None
    duration_min: float | None = None

    def unused_id(self, used: Collection[str]) -> str:
        """Return an id that is not in use: day, provider and form, with a number if needed."""
        name = " ".join(filter(None, [self.taken_at.isoformat(), self.provider, self.form]))
        unused, number = name, 1
        while unused in used:
            number += 1
            unused = f"{name} ({number})"
        return unused


@dataclass(frozen=True, slots=True)
class DomainCounts:
    """The questions of one domain."""

    n_items: int
    n_correct: int
    n_seen_before: int | None

    @property
    def are_possible(self) -> bool:
        """Whether neither the correct answers nor the questions seen before are more than all questions."""
        return 0 <= self.n_correct <= self.n_items and 0 <= (self.n_seen_before or 0) <= self.n_items


@dataclass(frozen=True, slots=True)
class TypedAnswer:
    """The answer to one question."""

    domain_id: str
    is_correct: bool
    is_flagged: bool = False
    confidence: Confidence | None = None
    error_cause: ErrorCause | None = None


class EarlierExam(NamedTuple):
    """A practice exam in the file."""

    exam_code: str
    practice_exam_id: str
    provider: str | None
    form: str | None


def earlier_exams(store: Store, candidate_id: str) -> tuple[EarlierExam, ...]:
    """Return a candidate's practice exams of all exams."""
    found = store.table("practice_exams_of_candidate", candidate_id=candidate_id)
    return tuple(EarlierExam(*row) for row in found.rows(*EarlierExam._fields))


def next_sitting(earlier: Iterable[EarlierExam], provider: str | None, form: str | None) -> int:
    """Return the number of a form's next sitting, from 1."""
    if not form:
        return 1
    return 1 + len({exam.practice_exam_id for exam in earlier if (exam.provider, exam.form) == (provider, form)})


def domain_results(entry: ExamEntry, practice_exam_id: str, counts: Mapping[str, DomainCounts]) -> list[DomainResult]:
    """Return a row for each domain."""
    return [
        DomainResult(**asdict(entry), practice_exam_id=practice_exam_id, domain_id=domain_id, **asdict(domain))
        for domain_id, domain in counts.items()
    ]


def item_responses(entry: ExamEntry, practice_exam_id: str, answers: Sequence[TypedAnswer]) -> list[ItemResponse]:
    """Return a row for each question, in order, without the place and the duration of the practice exam."""
    shared = {name: value for name, value in asdict(entry).items() if name not in {"place", "duration_min"}}
    return [
        ItemResponse(
            **shared,
            practice_exam_id=practice_exam_id,
            response_key=f"position:{position}",
            position=position,
            **asdict(answer),
        )
        for position, answer in enumerate(answers, start=1)
    ]


def answers_from(text: str) -> list[TypedAnswer]:
    """Parse stored answers; any exception means that they are not ours."""
    return read_answers(json.loads(text))


def read_answers(values: Sequence[Mapping[str, object]]) -> list[TypedAnswer]:
    """Read answers as the browser sends them and as they are saved."""
    return [
        TypedAnswer(
            domain_id=str(value["domain_id"]),
            is_correct=value["is_correct"] is True,
            is_flagged=value["is_flagged"] is True,
            confidence=None if value["confidence"] is None else Confidence(str(value["confidence"])),
            error_cause=None if value["error_cause"] is None else ErrorCause(str(value["error_cause"])),
        )
        for value in values
    ]


def domain_outcomes(whole: ExamOutcome, words: Mapping[str, str]) -> list[ExamOutcome]:
    """Return a row for each domain that the score report rates, beside the result as a whole."""
    return [
        replace(whole, scaled_score=None, domain_id=domain_id, classification=word) for domain_id, word in words.items()
    ]


def without_words(outcomes: Sequence[ExamOutcome]) -> Iterable[ExamOutcome]:
    """Return the exam results that have no words by domain."""
    worded = {(row.exam_code, row.taken_on) for row in outcomes if row.domain_id is not None}
    return [row for row in outcomes if row.domain_id is None and (row.exam_code, row.taken_on) not in worded]
