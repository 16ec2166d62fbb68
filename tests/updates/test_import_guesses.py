"""Guesses at open questions: only what a file or its names show."""

from dataclasses import replace
from datetime import date

import pytest

from analytics.blueprints.parser import shipped_blueprints
from analytics.errors import OpenQuestionError, Question
from analytics.ingest.file_mapping import FileMapping
from analytics.ingest.tables.opened import OpenedFile
from analytics.updates.import_guesses import GuessBasis, guessed_answers, guessed_study, with_mapping
from analytics.updates.import_preview import PreviewAnswers
from tests.inputs.ingest_inputs import EXAM

LOG = OpenedFile("log.csv", b"Date,Minutes,Category\n2026-03-01,40,AWS\n")
BASIS = GuessBasis(LOG, "Europe/Berlin", shipped_blueprints()[EXAM])


def guess(question: Question, found: dict[str, int], basis: GuessBasis = BASIS) -> FileMapping | None:
    answers = guessed_answers(OpenQuestionError("log.csv", question, "why", found), PreviewAnswers(), basis)
    return None if answers is None else answers.mapping


@pytest.mark.parametrize(
    ("question", "found", "expected"),
    [
        (Question.SHEET, {"Notes": 3, "Log": 40}, FileMapping(sheet="Log")),
        (Question.HEADER, {"2026-03-01,40": 1}, FileMapping(has_header=False)),
        (Question.DAY, {"2026-03-01": 1}, FileMapping(taken_on=date(2026, 3, 1))),
        (Question.DAY, {}, None),
        (Question.ZONE, {}, FileMapping(zone="Europe/Berlin")),
        (Question.STUDY, {"Sleep": 900, "Exam prep": 60}, FileMapping(study=("=Exam prep",))),
        (Question.STUDY, {"Sleep": 900, "Firm": 60}, None),
        (Question.COLUMNS, {"started_at": 1}, None),
        (Question.PERSON, {"Ann": 1, "Bob": 1}, None),
        (Question.DATE_ORDER, {"03/04/2026": 1}, None),
    ],
)
def test_a_guess_is_what_the_question_shows(
    question: Question, found: dict[str, int], expected: FileMapping | None
) -> None:
    """The largest table, a date in the file, the own zone; nobody guesses a person or an order of dates."""
    assert guess(question, found) == expected


def test_columns_are_guessed_by_their_names() -> None:
    """A kind that was given is kept; a file that is no table has no columns."""
    columns = {"date": "started_at", "minutes": "time_on_task_min", "category": "domain_id"}
    assert guess(Question.COLUMNS, {}) == FileMapping(kind="study_sessions", columns=columns)
    question = OpenQuestionError("log.csv", Question.COLUMNS, "why")
    given = PreviewAnswers(mapping=FileMapping(kind="self_ratings", zone="UTC"))
    answers = guessed_answers(question, given, BASIS)
    assert answers is not None
    assert (answers.mapping.kind, answers.mapping.zone) == ("self_ratings", "UTC")
    assert guess(Question.COLUMNS, {}, replace(BASIS, opened=OpenedFile("photo", b"\x89PNG\r\n\x1a\n\x00\x01"))) is None


@pytest.mark.parametrize(("found", "code"), [({EXAM: 1}, EXAM), ({EXAM: 1, "AIF-C01": 1}, None), ({}, None)])
def test_the_only_exam_is_a_guess(found: dict[str, int], code: str | None) -> None:
    """Of several exams none is likelier."""
    answers = guessed_answers(OpenQuestionError("log.csv", Question.EXAM, "why", found), PreviewAnswers(), BASIS)
    assert (None if answers is None else answers.exam_code) == code


def test_names_of_studying_the_exam_or_its_domains_are_study() -> None:
    """Words count, not parts of words."""
    names = ("Studying", "saa-c03 drills", "Design Secure Architectures", "Examiner", "Sleep", "Kurs", "Discourse")
    assert guessed_study(names, BASIS.exam) == ("Studying", "saa-c03 drills", "Design Secure Architectures", "Kurs")
    assert guessed_study(names, None) == ("Studying", "Kurs")


def test_more_answers_keep_the_earlier_ones() -> None:
    """A new answer replaces its own part only."""
    first = with_mapping(PreviewAnswers(exam_code=EXAM), FileMapping(zone="UTC", kind="check_ins"))
    assert with_mapping(first, FileMapping(zone="Asia/Tokyo")) == PreviewAnswers(
        exam_code=EXAM, mapping=FileMapping(zone="Asia/Tokyo", kind="check_ins")
    )
