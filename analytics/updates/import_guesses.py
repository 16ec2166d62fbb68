"""Guesses at the answers to questions about a file; a guess is shown, or taken only when it is asked for."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from analytics.blueprints.model import ExamBlueprint
from analytics.errors import OpenQuestionError, Question
from analytics.ingest.file_mapping import FileMapping, whole_title
from analytics.ingest.mapping.exam_domains import matching_domains
from analytics.ingest.tables.opened import OpenedFile
from analytics.updates.import_preview import PreviewAnswers, table_head

_STUDY = re.compile(
    r"\b(?:stud(?:y|ying|ies)|learn(?:ing)?|lernen|exams?|prüfung|examen|cert(?:ification)?s?|"
    r"practice (?:exam|test)s?|courses?|kurs|revision|estudi(?:o|ar)|réviser)\b"
)


@dataclass(frozen=True, slots=True)
class GuessBasis:
    """What guesses rely on besides the question: the file, the zone to assume, and the exam if one is known."""

    opened: OpenedFile
    zone: str
    exam: ExamBlueprint | None


def guessed_answers(question: OpenQuestionError, answers: PreviewAnswers, basis: GuessBasis) -> PreviewAnswers | None:
    """Return the answers with the guess for a question, None if there is none."""
    if question.question is Question.EXAM:
        return replace(answers, exam_code=next(iter(question.found))) if len(question.found) == 1 else None
    guess = _guess(question, answers.mapping, basis)
    return None if guess is None else with_mapping(answers, guess)


def with_mapping(answers: PreviewAnswers, mapping: FileMapping) -> PreviewAnswers:
    """Return the answers with some of a mapping replaced."""
    return replace(answers, mapping=mapping.with_defaults(answers.mapping))


def with_day(question: OpenQuestionError, answers: PreviewAnswers, day: date) -> PreviewAnswers:
    """Return the answers with the day of the practice exam that is asked about."""
    days = {**answers.mapping.days, question.about: day}
    return with_mapping(answers, FileMapping(days=days) if question.about else FileMapping(taken_on=day))


def guessed_study(names: Iterable[str], exam: ExamBlueprint | None) -> tuple[str, ...]:
    """Return the names that speak of studying, of the exam, or of one of its domains."""
    return tuple(name for name in names if _STUDY.search(name.casefold()) or _is_of_exam(name, exam))


def _guess(question: OpenQuestionError, mapping: FileMapping, basis: GuessBasis) -> FileMapping | None:
    guess: FileMapping | None = None
    match question.question:
        case Question.SHEET:
            guess = FileMapping(sheet=max(question.found, key=question.found.__getitem__))
        case Question.HEADER:
            guess = FileMapping(has_header=False)  # it is asked because the first row reads like the others
        case Question.COLUMNS if not question.found:
            guess = _columns(mapping, basis.opened)
        case Question.DAY if question.found:
            guess = FileMapping(taken_on=date.fromisoformat(next(iter(question.found))))
        case Question.ZONE:
            guess = FileMapping(zone=basis.zone)
        case Question.STUDY:
            names = guessed_study(question.found, basis.exam)
            guess = FileMapping(study=tuple(map(whole_title, names))) if names else None
    return guess


def _columns(mapping: FileMapping, opened: OpenedFile) -> FileMapping | None:
    head = table_head(opened, mapping)
    guess = None if head is None else head.guess(mapping.kind)
    return FileMapping(kind=guess.kind, columns=guess.columns) if guess is not None and guess.columns else None


def _is_of_exam(name: str, exam: ExamBlueprint | None) -> bool:
    return exam is not None and (exam.code.casefold() in name.casefold() or len(matching_domains(name, exam)) == 1)
