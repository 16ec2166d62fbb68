"""The guess for a question about a file, and its answer, among the answers so far."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from analytics.blueprints.model import ExamBlueprint
from analytics.errors import OpenQuestionError, Question
from analytics.ingest.file_mapping import FileMapping
from analytics.ingest.mapping.answer_guesses import GuessBasis, guessed_exam, guessed_mapping
from analytics.ingest.tables.opened import OpenedFile
from analytics.updates.import_preview import PreviewAnswers, table_head


def guess_basis(
    opened: OpenedFile,
    answers: PreviewAnswers,
    *,
    zone: str,
    exam: ExamBlueprint | None,
    blueprints: Mapping[str, ExamBlueprint],
    today: date,
) -> GuessBasis:
    """Return what guesses about a file rely on."""
    head = table_head(opened, answers.mapping)
    return GuessBasis(
        name=opened.name,
        text=opened.text,
        header=() if head is None else head.header,
        rows=() if head is None else head.rows,
        zone=zone,
        exam=exam,
        blueprints=blueprints,
        today=today,
    )


def guessed_answers(question: OpenQuestionError, answers: PreviewAnswers, basis: GuessBasis) -> PreviewAnswers | None:
    """Return the answers with the guess for a question, None if there is none."""
    if question.question is Question.EXAM:
        code = guessed_exam(question, basis)
        return None if code is None else replace(answers, exam_code=code)
    guess = guessed_mapping(question, answers.mapping, basis)
    return None if guess is None else with_mapping(answers, guess)


def with_mapping(answers: PreviewAnswers, mapping: FileMapping) -> PreviewAnswers:
    """Return the answers with some of a mapping replaced."""
    return replace(answers, mapping=mapping.with_defaults(answers.mapping))


def with_day(question: OpenQuestionError, answers: PreviewAnswers, day: date) -> PreviewAnswers:
    """Return the answers with the day of the practice exam that is asked about."""
    days = {**answers.mapping.days, question.about: day}
    return with_mapping(answers, FileMapping(days=days) if question.about else FileMapping(taken_on=day))
