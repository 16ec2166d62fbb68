"""Read Udemy practice tests, as a browser extension saves them: a JSON list of questions without a day.

Udemy has no export for learners. The `status` of a question counts rather than its answers, whose labels may be wrong.
"""

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime

from analytics.clock import DayRule
from analytics.errors import UnreadableFileError, counted
from analytics.ingest.mapping.file_reading import FileReading, SourceReader
from analytics.ingest.reading import Import, ReadingContext
from analytics.ingest.sources.quizzes.answered_exams import AnsweredExam, AnsweredQuestion, day_of, read_practice_exams
from analytics.ingest.tables.json_document import Json, as_list, as_mapping, as_text, load_json
from analytics.ingest.tables.opened import OpenedFile
from analytics.ingest.values.texts import without_markup

MAX_QUESTIONS = 2000

_CORRECT, _SKIPPED = "correct", "skipped"
_STATUSES = frozenset({_CORRECT, "incorrect", _SKIPPED})
_NO_DOMAIN = frozenset({"", "no domain specified"})
_QUESTION_KEYS = ("question", "prompt")
_OPTION_KEYS = ("alloptions", "options", "answers", "choices", "correctanswer", "correct_answer", "correct_response")
_NAME = re.compile(r"quiz-data-([0-9]{13})(?![0-9])")
_NUMBER = re.compile(r"([0-9]{1,5})\s*$")

_BANK = "this file has questions but no results. Open the review of your attempt and save it from there."


def _is_quiz(opened: OpenedFile) -> bool:
    """Whether the first element is a question with options; most other JSON is not even parsed."""
    if '"question' not in opened.text and '"prompt"' not in opened.text:
        return False
    first = next(iter(as_list(load_json(opened))), None)
    keys = {key.casefold() for key in as_mapping(first)}
    return any(key in keys for key in _QUESTION_KEYS) and any(key in keys for key in _OPTION_KEYS)


def _read(opened: OpenedFile, reading: FileReading) -> Import:
    questions = as_list(load_json(opened))
    if not any("status" in as_mapping(question) for question in questions):
        raise UnreadableFileError(opened.name, _BANK)
    reading.require_at_most(len(questions), MAX_QUESTIONS, "questions", "Import one test at a time.")
    answered: list[AnsweredQuestion] = []
    n_skipped = 0
    for number, question in enumerate(map(as_mapping, questions), start=1):
        status = as_text(question.get("status")).casefold()
        words = without_markup(as_text(question.get("question")))
        if status not in _STATUSES or not words:
            column = "question" if status in _STATUSES else "status"
            reason = "empty" if not words else "not one of: Correct, Incorrect, Skipped"
            reading.refuse(str(number), reason, column, status)
            continue
        n_skipped += status == _SKIPPED
        domain = without_markup(as_text(question.get("domain")))
        place = _NUMBER.search(as_text(question.get("questionNumber")))
        answer = AnsweredQuestion(
            line=str(number),
            identity=words,
            is_correct=status == _CORRECT,
            domain="" if domain.casefold() in _NO_DOMAIN else domain,
            position=int(place[1]) if place and int(place[1]) else number,
            chosen="" if status == _SKIPPED else _one_answer(question.get("yourAnswer")),
            correct_answer=_one_answer(question.get("correctAnswer")),
        )
        answered.append(answer)
    if n_skipped:
        skipped = counted(n_skipped, "question was", "questions were")
        reading.notices.add(f"{skipped} skipped; unanswered questions count as wrong.")
    taken_at = day_of(reading, hint=_day_in(opened.name, reading.context))
    return read_practice_exams(reading, [AnsweredExam(provider="Udemy", questions=answered, taken_at=taken_at)])


def _one_answer(value: Json) -> str:
    """Return a single answer, empty for several, which could not be compared."""
    answers: Sequence[Json] = value if isinstance(value, list) else [value]
    return as_text(answers[0]) if len(answers) == 1 else ""


def _day_in(name: str, context: ReadingContext) -> date | None:
    """Return the day on which a file was saved, from the milliseconds in its name; None without these."""
    found = _NAME.search(name)
    if found is None:
        return None
    day = DayRule(context.zone).day_of(datetime.fromtimestamp(int(found[1]) / 1000, UTC))
    return day if day <= context.today else None


SOURCE = SourceReader("udemy", _is_quiz, _read)
